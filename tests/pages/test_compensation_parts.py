"""What the page Compensation is made of: gaps, sentences and chart frames."""

from __future__ import annotations

import gc
import math
import weakref

import numpy as np
import pytest

import losscore
from losscore import LOSSES
from pages.ui import palette
from pages.ui.charts import compensation as charts
from pages.ui.charts import compensation_map as maps
from pages.ui.inputs.batch import Batch
from pages.ui.inputs.scenario import Sample, Scenario, default_names
from pages.ui.results import compensation as results
from pages.ui.wording.en import compensation as words
from pages.ui.wording.en import compensation_background as background
from pages.ui.wording.en import compensation_pictures as pictures
from tests.pages.scoring import NAMES

SQUARED_ERROR, CROSS_ENTROPY = LOSSES["squared_error"], LOSSES["cross_entropy"]
ARTICLE = results.of_two(0.8, 0.9)


def batch_of(truth, a, b) -> Batch:
    arrays = (np.array(values, dtype=float) for values in (a, b))
    return Batch("", default_names(len(a[0])), np.array(truth), *arrays)


def part(table, name):
    frame = table.to_pandas()
    return frame[frame["part"] == name]


# Gaps


def test_a_gap_is_that_of_the_worse_model_to_the_better():
    found = results.gap(ARTICLE, SQUARED_ERROR)
    assert (found.worse, found.better, found.answer.count) == ("a", "b", 3)
    assert found.total == pytest.approx(0.08, rel=1e-12)
    assert found.target == pytest.approx(0.02, rel=1e-12)
    assert results.gap(results.of_two(0.9, 0.8), SQUARED_ERROR).worse == "b"


def test_a_tie_has_no_worse_model_and_needs_nothing():
    found = results.gap(results.of_two(0.7, 0.7), CROSS_ENTROPY)
    assert (found.worse, found.better, found.answer.exact) == (None, None, 0.0)


@pytest.mark.parametrize("swapped", [False, True])
def test_what_only_rounding_sets_apart_is_a_tie_and_shown_as_it_is(swapped):
    # A true class of 1 − 2.4e-7, printed with six digits, against a certain one.
    models = [[1.0, 2.4e-7]], [[1.0, 0.0]]
    found = results.gap(batch_of([0], *(models[::-1] if swapped else models)), SQUARED_ERROR)
    assert (found.worse, found.better, found.answer.exact) == (None, None, 0.0)
    text = words.verdict({"squared_error": found})
    assert "because what they pay, 0 and 5.76e−14, is no more apart than rounding." in text


def test_infinite_penalties_are_counted_and_end_in_never():
    found = results.gap(
        batch_of([0, 0, 1], [[0, 1], [0, 1], [0, 1]], [[0.5, 0.5]] * 3), CROSS_ENTROPY
    )
    assert (found.worse, found.infinite, found.answer.count) == ("a", 2, None)


def test_a_perfect_copy_of_a_soft_batch_costs_its_mean_entropy_and_no_squared_error():
    truth = [[0.7, 0.3], [0.5, 0.5]]
    soft = batch_of(truth, [[0.2, 0.8]] * 2, [[0.6, 0.4]] * 2)
    assert results.gap(soft, SQUARED_ERROR).answer.perfect == 0.0
    entropy = losscore.entropy(truth).mean()
    assert results.gap(soft, CROSS_ENTROPY).answer.perfect == pytest.approx(entropy, rel=1e-12)


def test_a_floor_changes_cross_entropy_alone():
    zero = results.of_two(0.0, 0.5)
    assert results.gap(zero, SQUARED_ERROR.floored(1e-3)) is results.gap(zero, SQUARED_ERROR)
    # ln 0.001 / ln 0.5 − 1.
    assert results.gap(zero, CROSS_ENTROPY.floored(1e-3)).answer.exact == pytest.approx(
        8.965784284662087
    )


def test_probabilities_a_rounding_above_one_are_no_error():
    above = batch_of([0, 0], [[1.000002, 0.0]] * 2, [[1.000001, 0.0]] * 2)
    assert results.gap(above, CROSS_ENTROPY).answer.exact == 0.0


def test_answers_are_kept_with_their_batch_and_do_not_keep_it_alive():
    batch = batch_of([0], [[0.8, 0.2]], [[0.9, 0.1]])
    assert results.gap(batch, SQUARED_ERROR) is results.gap(batch, SQUARED_ERROR)
    alive = weakref.ref(batch)
    del batch
    gc.collect()
    assert alive() is None


def test_on_truth_is_the_pair_of_a_single_one_hot_sample():
    scenario = Scenario(default_names(3), (Sample((0, 1, 0), (0.1, 0.7, 0.2), (0.25, 0.5, 0.25)),))
    assert results.on_truth(results.of_sample(scenario.classes, scenario.samples[0])) == (0.7, 0.5)
    assert results.on_truth(ARTICLE) == (0.8, 0.9)
    assert results.on_truth(batch_of([[0.5, 0.5]], [[0.8, 0.2]], [[0.9, 0.1]])) is None
    assert results.on_truth(batch_of([0, 0], [[0.8, 0.2]] * 2, [[0.9, 0.1]] * 2)) is None


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ((0.8, 0.2, 0), (0.9, 0, 0.1), True),
        ((0.8, 0.1, 0.1), (0.9, 0, 0.1), False),
        ((0.8, 0.2, 0), (0, 0.9, 0.1), False),
        ((0, 1, 0), (1, 0, 0), True),
    ],
)
def test_a_split_in_two_leaves_the_rest_on_one_class(a, b, expected):
    assert results.splits_in_two(batch_of([0], [a], [b])) is expected


# Sentences


@pytest.mark.parametrize(
    ("pa", "pb", "text"),
    [
        # (0.2/0.1)² − 1, (0.3/0.2)² − 1, (0.9/0.5)² − 1, (0.3/0.29)² − 1.
        (0.8, 0.9, "**3 perfect samples**."),
        (0.7, 0.8, "**1.25**, so **2** are the least that reach it."),
        (0.1, 0.5, "**2.24**, so **3** are the least that reach it."),
        (0.7, 0.71, "**0.07015**, so **1** is the least that reaches it."),
        # (0.49/0.36)² − 1 = 0.853; (0.99/0.5)² − 1 = 2.920.
        (0.51, 0.64, "**0.8526**, so **1** is the least that reaches it."),
        (0.01, 0.5, "**2.92**, so **3** are the least that reach it."),
    ],
)
def test_the_number_is_said_exactly_and_as_whole_numbers(pa, pb, text):
    gaps = {"squared_error": results.gap(results.of_two(pa, pb), SQUARED_ERROR)}
    assert text in words.verdict(gaps)


def test_a_billion_and_a_half_samples_are_said_once():
    # (0.5/1.25e-5)² − 1 and a fraction.
    found = results.gap(results.of_two(0.5, 1 - 1.25000001e-5), SQUARED_ERROR)
    assert "**1.6e9 perfect samples**." in words.verdict({"squared_error": found})


def test_means_that_differ_are_told_apart():
    found = results.gap(results.of_two(0.8, 0.800001), SQUARED_ERROR)
    text = words.verdict({"squared_error": found})
    # 2·0.2² and 2·0.199999².
    assert "Model A pays 0.08, a little more than the 0.079999 of model B" in text


def test_one_perfect_sample_is_singular():
    # ln 0.81 / ln 0.9 − 1.
    gaps = {"cross_entropy": results.gap(results.of_two(0.81, 0.9), CROSS_ENTROPY)}
    assert "**1 perfect sample**." in words.verdict(gaps)


def test_the_arithmetic_of_a_tie_says_that_nothing_is_needed():
    assert background.solution(results.gap(results.of_two(1, 1), SQUARED_ERROR)).endswith("m = 0")


def test_the_arithmetic_of_an_infinite_penalty_ends_in_never():
    text = background.solution(results.gap(results.of_two(0, 0.5), CROSS_ENTROPY))
    assert r"\frac{\infty - 1 \cdot 0.693147}{0.693147} = \text{never}" in text


# The falling mean


@pytest.mark.parametrize(
    ("pa", "pb", "end"), [(0.8, 0.9, 10), (0.1, 0.9, 100), (0.8, 1.0, 10), (0.8, 0.8, 10)]
)
def test_the_axis_of_added_samples_ends_at_a_power_of_ten_beyond_the_crossing(pa, pb, end):
    assert charts.axis_end(results.gap(results.of_two(pa, pb), SQUARED_ERROR)) == end


def test_a_prediction_next_to_perfect_still_has_its_axis_and_curve():
    close = batch_of([0], [[0.5, 0.5]], [[1 - 2**-53, 2**-53]])
    found = results.gap(close, SQUARED_ERROR)
    # (0.5 / 2⁻⁵³)² − 1, about 2e31.
    assert charts.axis_end(found) == 10**32
    assert part(charts.fall_frame(found), "curve")["share"].between(0.0, 1.0).all()


def test_the_axis_of_a_batch_holds_as_many_samples_as_the_batch():
    same = batch_of([0] * 900, [[0.8, 0.2]] * 900, [[0.8, 0.2]] * 900)
    assert charts.axis_end(results.gap(same, SQUARED_ERROR)) == 1000
    never = batch_of([0] * 900, [[0.8, 0.2]] * 900, [[1, 0]] * 900)
    assert charts.axis_end(results.gap(never, SQUARED_ERROR)) == 10_000


def test_the_curve_starts_at_the_whole_and_meets_the_target_at_the_crossing():
    frame = charts.fall_frame(results.gap(ARTICLE, CROSS_ENTROPY))
    curve, crossing = part(frame, "curve"), part(frame, "crossing").iloc[0]
    assert curve["share"].iloc[0] == 1.0
    assert curve["share"].is_monotonic_decreasing
    assert crossing["added"] == pytest.approx(1.1179048899010812)
    assert crossing["share"] == pytest.approx(math.log(0.9) / math.log(0.8))
    assert set(part(frame, "target")["share"]) == {crossing["share"]}
    assert np.interp(crossing["added"], curve["added"], curve["share"]) == pytest.approx(
        crossing["share"], rel=1e-2
    )
    # One over 1 + m.
    assert part(frame, "whole")["share"].tolist() == pytest.approx([1 / m for m in range(1, 12)])


def test_with_a_soft_truth_the_curve_falls_to_the_entropy_only():
    soft = batch_of([[0.5, 0.5]], [[0.9, 0.1]], [[0.6, 0.4]])
    found = results.gap(soft, CROSS_ENTROPY)
    assert part(charts.fall_frame(found), "curve")["share"].min() > math.log(2) / found.answer.mean


@pytest.mark.parametrize(("pa", "pb"), [(0.0, 0.5), (0.0, 0.0), (1.0, 1.0), (0.5, 1.0)])
@pytest.mark.parametrize("loss", NAMES)
def test_every_share_is_a_number_from_0_to_the_top_of_the_axis(loss, pa, pb):
    frame = charts.fall_frame(results.gap(results.of_two(pa, pb), LOSSES[loss]))
    assert frame.to_pandas()["share"].between(0.0, 1.4).all()


def test_an_infinite_mean_stays_where_it_is_and_never_crosses():
    frame = charts.fall_frame(results.gap(results.of_two(0.0, 0.5), CROSS_ENTROPY))
    assert set(part(frame, "curve")["share"]) == {1.0}
    assert set(part(frame, "target")["share"]) == {0.0}
    assert part(frame, "crossing").empty


@pytest.mark.parametrize(
    ("batch", "same"),
    [
        (ARTICLE, True),
        (results.of_two(0.7, 0.7), True),
        (results.of_two(0.0, 0.5), False),
        (results.of_two(1.0, 1.0), False),
        (batch_of([[0.5, 0.5]], [[0.9, 0.1]], [[0.6, 0.4]]), False),
    ],
)
def test_the_curves_are_called_the_same_where_they_are(batch, same):
    gaps = {name: results.gap(batch, LOSSES[name]) for name in NAMES}
    shares = [part(charts.fall_frame(gap), "curve")["share"] for gap in gaps.values()]
    assert ("it is the same curve" in pictures.fall_caption(gaps)) is same
    assert not same or np.allclose(*shares)


# The map


def cell(loss, a, b, floor=0.0):
    cells = maps.pair_frame(results.cells(LOSSES[loss].floored(floor), maps.STEPS), None)["cells"]
    return next(row for row in cells.to_pylist() if np.allclose((row["a"], row["b"]), (a, b)))


@pytest.mark.parametrize(
    ("loss", "a", "b", "who", "exact", "bin_"),
    [
        ("squared_error", 0.8, 0.9, "a", "3", "3"),
        ("cross_entropy", 0.8, 0.9, "a", "1.118", "2"),
        ("cross_entropy", 0.9, 0.8, "b", "1.118", "2"),
        ("squared_error", 0.5, 0.5, None, "0", "0"),
        ("squared_error", 0.0, 0.9, "a", "99", "10"),
        ("squared_error", 0.0, 0.94, "a", "276.8", "100"),
        ("cross_entropy", 0.0, 0.9, "a", "never", "never"),
        ("squared_error", 0.5, 1.0, "a", "never", "never"),
        ("squared_error", 1.0, 1.0, None, "0", "0"),
    ],
)
def test_a_cell_of_the_map_holds_the_number_of_its_pair(loss, a, b, who, exact, bin_):
    found = cell(loss, a, b)
    assert (found["who"], found["exact"], found["bin"]) == (who, exact, bin_)


def test_the_map_counts_with_the_floor():
    # ln 0.001 / ln 0.9 − 1.
    assert cell("cross_entropy", 0.0, 0.9, 1e-3)["exact"] == "64.56"
    assert cell("cross_entropy", 0.0, 0.0, 1e-3)["who"] is None


def test_the_map_has_a_cell_for_every_pair_and_marks_the_current_pair():
    frame = maps.pair_frame(results.cells(SQUARED_ERROR, maps.STEPS), (0.123, 0.456))
    assert len(frame["cells"]) == 51 * 51
    assert frame["case"].to_pylist() == [{"a": 0.123, "b": 0.456}]
    unmarked = maps.pair_frame(results.cells(SQUARED_ERROR, maps.STEPS), None)
    assert unmarked["case"].to_pylist() == [{"a": None, "b": None}]


def test_the_map_is_computed_once():
    results.cells.cache_clear()
    for floor in (0.0, 1e-3):
        maps.pair_frame(results.cells(SQUARED_ERROR.floored(floor), maps.STEPS), (0.8, 0.9))
    assert results.cells.cache_info().misses == 1


@pytest.mark.parametrize(
    ("count", "bin_"),
    [(0, "0"), (3, "3"), (4, "4"), (9, "4"), (10, "10"), (99, "10"), (100, "100"), (None, "never")],
)
def test_counts_fall_into_their_bins(count, bin_):
    assert maps.bin_of(count) == bin_


@pytest.mark.parametrize("loss", palette.LOSSES)
def test_the_colours_of_the_map_are_those_of_the_loss_and_each_has_its_words(loss):
    color = maps.pair_map(loss)["layer"][0]["encoding"]["color"]
    domain, shades = color["scale"]["domain"], color["scale"]["range"]
    assert domain == [*pictures.BINS]
    assert (shades[0], shades[4], shades[6]) == palette.RAMPS[loss]
    assert len({*shades}) == len(domain)


def test_no_chart_field_could_make_the_tooltip_fetch_an_image():
    frames = (
        charts.fall_frame(results.gap(ARTICLE, SQUARED_ERROR)),
        *maps.pair_frame(results.cells(SQUARED_ERROR, maps.STEPS), None).values(),
    )
    assert all("image" not in frame.column_names for frame in frames)


def test_specs_are_built_once():
    assert charts.fall("squared_error", 10) is charts.fall("squared_error", 10)
    assert maps.pair_map("squared_error") is maps.pair_map("squared_error")
