"""What a batch comes to: against losscore, against hand values, and computed once."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

import losscore
from pages.ui.inputs.batch import Batch
from pages.ui.inputs.digits import digits
from pages.ui.inputs.presets import PRESETS
from pages.ui.results import samples as results
from pages.ui.results.samples import MAX_POINTS, NAMED
from pages.ui.results.samples_table import DISAGREE, SAMPLE, penalty_column, prefers_column
from pages.ui.results.samples_worst import worst_count
from pages.ui.widgets import source
from tests.pages.scoring import summary, within


def batch(truth, a, b=None, names=("cat", "dog", "bird")) -> Batch:
    b = None if b is None else np.array(b, dtype=float)
    return Batch("a batch", names, np.array(truth), np.array(a, dtype=float), b)


def random_batch(size: int) -> Batch:
    rng = np.random.default_rng(0)
    a, b = (losscore.softmax(rng.normal(size=(size, 3))) for _ in "ab")
    return batch(rng.integers(0, 3, size), a, b)


@pytest.fixture(scope="module")
def scored_digits():
    return summary(digits())


def test_digits_have_the_known_accuracies_and_means(scored_digits):
    assert scored_digits.accuracy == pytest.approx({"a": 0.9633, "b": 0.8287}, abs=5e-5)
    assert scored_digits.means["a", "squared_error"] == pytest.approx(0.06008, abs=5e-6)
    assert scored_digits.means["b", "squared_error"] == pytest.approx(0.32442, abs=5e-6)
    assert scored_digits.means["a", "cross_entropy"] == pytest.approx(0.12682, abs=5e-6)
    assert scored_digits.means["b", "cross_entropy"] == math.inf
    assert scored_digits.infinite == {
        ("a", "squared_error"): 0,
        ("a", "cross_entropy"): 0,
        ("b", "squared_error"): 0,
        ("b", "cross_entropy"): 14,
    }


def test_digits_are_compared_as_losscore_does(scored_digits):
    for loss, result in scored_digits.comparisons.items():
        pair = (scored_digits.frame[penalty_column(model, loss)] for model in "ab")
        open_by = within(digits(), loss)
        expected = losscore.compare_models(*pair, within=open_by)
        assert result == expected
        assert result.turning.tolist() == expected.turning[:NAMED].tolist()


def test_on_digits_the_losses_never_disagree_and_what_six_digits_leave_open_is_no_preference(
    scored_digits,
):
    # Sample 113: A says 1.0 and a few ten-millionths elsewhere, B says 1.0: 5.9e-14 against 0.
    assert scored_digits.disagreements == 0
    assert scored_digits.undecided == {"squared_error": 0, "cross_entropy": 0}
    ties = scored_digits.frame[prefers_column("squared_error")] == "tie"
    assert scored_digits.frame.loc[ties, SAMPLE].tolist() == [113]


def test_shares_are_those_of_the_worst_samples(scored_digits):
    penalties = np.sort(scored_digits.frame[penalty_column("a", "squared_error")])
    assert scored_digits.worst == 9
    share = scored_digits.shares["a", "squared_error"]
    assert share == pytest.approx(penalties[-9:].sum() / penalties.sum(), rel=1e-12)


def test_an_infinite_total_has_neither_share_nor_curve(scored_digits):
    assert scored_digits.shares["b", "cross_entropy"] is None
    curves = set(zip(scored_digits.curve["model"], scored_digits.curve["loss"], strict=True))
    assert curves == {("a", "squared_error"), ("a", "cross_entropy"), ("b", "squared_error")}


def test_the_curve_rises_from_nothing_to_everything(scored_digits):
    for _, curve in scored_digits.curve.groupby(["model", "loss"]):
        assert (curve["samples"].iloc[0], curve["share"].iloc[0]) == (0.0, 0.0)
        assert (curve["samples"].iloc[-1], curve["share"].iloc[-1]) == (1.0, 1.0)
        assert (np.diff(curve["share"]) >= 0.0).all()


def test_batch_without_any_penalty_has_no_curve():
    scored = summary(batch([0, 1], [[1, 0, 0], [0, 1, 0]]))
    assert scored.curve.empty
    assert scored.shares["a", "squared_error"] is None


def test_the_same_batch_is_summed_up_once():
    asked = random_batch(50)
    assert summary(asked) is summary(asked)


def test_another_floor_is_another_summary():
    asked = batch([0], [[0, 1, 0]], [[0.5, 0.5, 0]])
    assert summary(asked).means["a", "cross_entropy"] == math.inf
    floored = summary(asked, 1e-6)
    assert floored.means["a", "cross_entropy"] == pytest.approx(-math.log(1e-6))
    assert floored.lowered["a", "cross_entropy"] == pytest.approx(-math.log(1e-9))
    assert floored.infinite == {
        ("a", "squared_error"): 0,
        ("a", "cross_entropy"): 1,
        ("b", "squared_error"): 0,
        ("b", "cross_entropy"): 0,
    }
    assert summary(asked).means["a", "cross_entropy"] == math.inf


def test_one_model_has_no_comparison():
    scored = summary(batch([0], [[0.8, 0.2, 0]]))
    assert scored.models == ("a",)
    assert scored.comparisons == scored.undecided == {}
    assert scored.disagreements == 0


def test_disagreements_are_opposite_preferences_and_ties_are_counted_apart():
    opposite = [0.3, 0.35, 0.35], [0.32, 0.68, 0]
    tie_under_one = [0.8, 0.2, 0], [0.8, 0.1, 0.1]
    the_same = [0.8, 0.2, 0], [0.8, 0.2, 0]
    both_prefer_b = [0.8, 0.2, 0], [0.9, 0.1, 0]
    pairs = [opposite, tie_under_one, tie_under_one, the_same, both_prefer_b]
    scored = summary(batch([0] * 5, *([pair[k] for pair in pairs] for k in (0, 1))))
    assert scored.frame[DISAGREE].tolist() == [True, False, False, False, False]
    assert scored.disagreements == 1
    assert scored.undecided == {"squared_error": 0, "cross_entropy": 2}


def test_samples_may_have_numbers_of_their_own():
    scored = summary(batch([0, 1], [[1, 0, 0], [0, 1, 0]]), numbers=(2, 5))
    assert scored.frame[SAMPLE].tolist() == [2, 5]


@pytest.mark.parametrize(
    ("size", "worst"), [(1, 1), (8, 1), (40, 4), (199, 20), (200, 2), (899, 9), (1_000_000, 10_000)]
)
def test_few_samples_have_a_larger_part_of_worst_ones(size, worst):
    assert worst_count(size) == worst


def test_highest_penalties_are_kept_highest_first():
    scored = summary(batch([0] * 4, [[p, 1 - p, 0] for p in (0.9, 0.5, 1.0, 0.8)]))
    highest, times = zip(*scored.highest["a", "squared_error"], strict=True)
    assert highest == pytest.approx([0.5, 0.08, 0.02])
    assert times == (1, 1, 1)


def test_few_samples_are_all_drawn_and_many_are_sampled():
    assert summary(random_batch(20)).points.tolist() == list(range(20))
    points = summary(random_batch(3 * MAX_POINTS)).points
    assert len(set(points.tolist())) == MAX_POINTS
    assert points.max() < 3 * MAX_POINTS
    # Drawn from all over, not the first ones.
    assert np.median(points) == pytest.approx(1.5 * MAX_POINTS, rel=0.1)


def test_disagreements_are_those_of_the_chosen_losses():
    """The losses two by two on three samples, by hand: which of them want opposite models."""
    batch = source.scenario_batch(PRESETS["disagreement"])
    found = {
        (one.name, other.name): results.summary(batch, (one, other)).disagreements
        for one, other in itertools.combinations(losscore.LOSSES.values(), 2)
    }
    sample = PRESETS["disagreement"].samples[0]
    prefers_a = {
        name: loss.penalties([0], [sample.a])[0] < loss.penalties([0], [sample.b])[0]
        for name, loss in losscore.LOSSES.items()
    }
    assert found == {names: int(prefers_a[names[0]] != prefers_a[names[1]]) for names in found}
    assert set(found.values()) == {0, 1}
