"""The lists of samples that the scored table shows: which ones, and in what order."""

from __future__ import annotations

import numpy as np
import pytest

import losscore
from pages.ui.inputs.batch import Batch
from pages.ui.results.samples import Summary
from pages.ui.results.samples_lists import (
    ALL,
    DISAGREEING,
    LISTS,
    NUMBER,
    STAKE,
    SUSPECTED,
    UNDECIDED,
    count,
    listed,
)
from pages.ui.results.samples_table import DISAGREE, penalty_column
from tests.pages.scoring import NAMES, summary


def scored(truth, a, b=None) -> Summary:
    b = None if b is None else np.array(b, dtype=float)
    return summary(Batch("x", ("cat", "dog", "bird"), np.array(truth), np.array(a, dtype=float), b))


def random(size: int) -> Summary:
    rng = np.random.default_rng(0)
    a, b = (losscore.softmax(rng.normal(size=(size, 3))) for _ in "ab")
    return scored(rng.integers(0, 3, size), a, b)


def test_costliest_come_first_and_equal_ones_in_their_order():
    three = scored([0, 0, 0], [[0.9, 0.1, 0], [0, 1, 0], [0, 0, 1]])
    assert listed(three, ALL, penalty_column("a", "cross_entropy"), 9).tolist() == [1, 2, 0]


def test_by_number_the_samples_keep_their_order():
    assert listed(random(5), ALL, NUMBER, 3).tolist() == [0, 1, 2]


@pytest.mark.parametrize("limit", [1, 7, 99, 100])
def test_a_limit_keeps_the_same_rows_as_sorting_all(limit):
    many = random(100)
    column = penalty_column("b", "squared_error")
    whole = np.argsort(-many.frame[column].to_numpy(), kind="stable")
    assert listed(many, ALL, column, limit).tolist() == whole[:limit].tolist()


@pytest.mark.parametrize("order", [NUMBER, penalty_column("a", "squared_error")])
def test_the_first_of_many_rows_hold_no_others(order):
    rows = listed(random(1000), ALL, order, 3)
    while rows.base is not None:
        rows = rows.base
    assert rows.size == 3


def test_disagreements_are_listed_by_what_the_less_concerned_loss_has_at_stake():
    many = random(300)
    rows = listed(many, DISAGREEING, STAKE, 1000)
    assert len(rows) == count(many, DISAGREEING) == many.disagreements > 1
    assert many.frame[DISAGREE].to_numpy()[rows].all()
    stake = np.min(
        [
            np.abs(many.frame[penalty_column("a", loss)] - many.frame[penalty_column("b", loss)])
            for loss in NAMES
        ],
        axis=0,
    )
    assert (np.diff(stake[rows]) <= 0.0).all()


def test_ties_under_one_loss_are_listed_by_the_difference_under_the_other():
    # A gives the true class as much as B in each; they spread the rest ever more differently.
    a = [[0.5, 0.5 - x, x] for x in (0.01, 0.2, 0.1)] + [[0.5, 0.5, 0]]
    b = [[0.5, 0.5, 0]] * 4
    ties = scored([0] * 4, a, b)
    assert listed(ties, UNDECIDED, STAKE, 9).tolist() == [1, 2, 0]
    assert listed(ties, UNDECIDED, NUMBER, 2).tolist() == [0, 1]
    assert [count(ties, which) for which in LISTS] == [4, 0, 3, 0]


def test_suspected_labels_are_listed_by_what_both_models_are_charged_for_them():
    a = [[0.1, 0.9, 0], [0.4, 0.6, 0], [0.2, 0.8, 0], [0, 1, 0], [0.9, 0.1, 0]]
    b = [[0.4, 0.6, 0], [0.1, 0.9, 0], [0, 1, 0], [0.1, 0, 0.9], [0, 1, 0]]
    both = scored([0] * 5, a, b)
    # 2·0.9² + 2·0.6² twice, and 2·0.8² + 2·1²; in the last two rows they do not name the same.
    assert listed(both, SUSPECTED, STAKE, 9).tolist() == [2, 0, 1]
    assert listed(scored([0] * 5, a), SUSPECTED, STAKE, 9).tolist() == [3, 0, 2, 1]


def test_infinite_penalties_are_listed_by_the_loss_that_has_a_number():
    zero_under_both = [0.0, 1.0, 0.0], [0.0, 0.5, 0.5]
    opposite = [0.0, 0.5, 0.5], [0.1, 0.9, 0.0]
    pairs = [zero_under_both, opposite]
    both = scored([0, 0], *([pair[k] for pair in pairs] for k in (0, 1)))
    assert listed(both, UNDECIDED, STAKE, 9).tolist() == [0]
    assert listed(both, DISAGREEING, STAKE, 9).tolist() == [1]
