"""The falling mean."""

from __future__ import annotations

import math

import numpy as np
import pytest

from losscore import LOSSES, PowerLoss
from pages.ui.charts import compensation as charts
from pages.ui.charts import compensation_map as maps
from pages.ui.inputs.settings import SETTINGS
from pages.ui.results import compensation as results
from tests.pages.reading import part
from tests.pages.scoring import NAMES, batch_of

SQUARED_ERROR, CROSS_ENTROPY = LOSSES["squared_error"], LOSSES["cross_entropy"]
ARTICLE = results.of_two(0.8, 0.9)


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


@pytest.mark.parametrize(
    "batch",
    [
        batch_of([[0.7, 0.3]], [[0.0, 1.0]], [[0.2, 0.8]]),
        batch_of([0, 1, 2], [[0.6, 0.4, 0], [0.2, 0.8, 0], [0, 0, 1]], [[0.9, 0.05, 0.05]] * 3),
        batch_of([0], [[0.4, 0.55, 0.05]], [[0.45, 0.1, 0.45]]),
    ],
)
def test_at_each_stop_of_its_slider_stands_what_the_power_loss_says_there(batch):
    losses = [PowerLoss(a) for a in SETTINGS["power"].stops]
    moved = results.by_power(batch, losses)
    assert list(moved) == [loss.a for loss in losses]
    for scored in (losses[0], losses[-1]):
        table = charts.fall_frame(results.gap(batch, scored), scored, None, moved)
        assert set(table["power"].to_pylist()) == {scored.a}
        end = charts.axis_end(results.gap(batch, scored))
        for loss in losses:
            there = [row for row in table.to_pylist() if row["since"] <= loss.a <= row["until"]]
            alone = charts.fall_frame(results.gap(batch, loss), loss).to_pylist()
            for name in ("crossing", "start", "goal"):
                (row,), (own,) = (
                    [r for r in found if r["part"] == name] for found in (there, alone)
                )
                same = ("who", "mean", "exact", "share") + (
                    ("added",) if name == "crossing" else ()
                )
                assert [row[key] for key in same] == [own[key] for key in same]
            assert {r["who"] for r in there if r["part"] == "curve"} == {
                r["who"] for r in alone if r["part"] == "curve"
            }
            curve = [(r["added"], r["share"]) for r in there if r["part"] == "curve"]
            assert curve[-1] == (end, pytest.approx(batch.size / (batch.size + end)))
            assert len(curve) == len({*curve})


def test_the_mean_of_a_large_batch_follows_no_slider():
    large = batch_of([0] * 5001, [[0.8, 0.2]] * 5001, [[0.9, 0.1]] * 5001)
    assert results.by_power(large, [PowerLoss(0.5)]) == {}


def test_an_infinite_mean_stays_where_it_is_and_never_crosses():
    frame = charts.fall_frame(results.gap(results.of_two(0.0, 0.5), CROSS_ENTROPY))
    assert set(part(frame, "curve")["share"]) == {1.0}
    assert set(part(frame, "target")["share"]) == {0.0}
    assert part(frame, "crossing")["added"].isna().all()


def test_no_chart_field_could_make_the_tooltip_fetch_an_image():
    frames = (
        charts.fall_frame(results.gap(ARTICLE, SQUARED_ERROR)),
        *maps.pair_frame(results.cells(SQUARED_ERROR, maps.STEPS), None).values(),
    )
    assert all("image" not in frame.column_names for frame in frames)


def test_specs_are_built_once():
    assert charts.fall("squared_error", 10) is charts.fall("squared_error", 10)
    assert maps.pair_map("squared_error") is maps.pair_map("squared_error")
