"""Gaps between two models, and what makes up for them."""

from __future__ import annotations

import gc
import weakref

import pytest

import losscore
from losscore import LOSSES
from pages.ui.inputs.scenario import Sample, Scenario, default_names
from pages.ui.results import compensation as results
from pages.ui.wording.en import compensation as words
from tests.pages.scoring import batch_of

SQUARED_ERROR, CROSS_ENTROPY = LOSSES["squared_error"], LOSSES["cross_entropy"]
ARTICLE = results.of_two(0.8, 0.9)


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
    assert "because what they pay, 0 and 5.76·10⁻¹⁴, is no more apart than rounding." in text


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
