"""What a tie is, when two losses disagree, and what is at stake."""

import itertools
import math
import re

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from losscore import (
    LOSSES,
    at_stake,
    cross_entropy,
    differences,
    disagreements,
    preferences,
    squared_error,
)

INF = math.inf


def preferred(loss, truth, a, b):
    """What a loss prefers once the rounding of the predictions is left out of account."""
    within = loss.resolution(truth, a) + loss.resolution(truth, b)
    return preferences(loss.penalties(truth, a), loss.penalties(truth, b), within=within)


def both_losses_prefer(truth, a, b):
    pair = LOSSES["squared_error"], LOSSES["cross_entropy"]
    return tuple(preferred(loss, truth, a, b).tolist() for loss in pair)


def test_the_lower_penalty_is_preferred_and_the_difference_is_a_less_b():
    a, b = [0.5, 0.02, 0.1], [0.25, 0.02, 0.3]
    assert preferences(a, b).tolist() == [1, 0, -1]
    assert differences(a, b) == pytest.approx([0.25, 0.0, -0.2])


def test_penalties_that_differ_by_rounding_only_are_a_tie():
    a = cross_entropy([0, 0], [[0.8, 0.2, 0.0], [1.0 - 0.2, 0.1, 0.1]])
    b = cross_entropy([0, 0], [[0.5 + 0.3, 0.1, 0.1], [np.nextafter(0.8, 1.0), 0.2, 0.0]])
    assert a[1] != b[1]
    assert preferences(a, b).tolist() == [0, 0]
    assert differences(a, b).tolist() == [0.0, 0.0]


def test_what_differs_by_more_than_rounding_is_no_tie_however_small():
    assert preferences([1e-18, 1.0, 0.0], [4e-18, 1.0 + 1e-11, 1e-30]).tolist() == [-1, -1, -1]
    assert preferences([0.0, 1.0], [0.0, 1.0 + 1e-13]).tolist() == [0, 0]


def test_two_infinite_penalties_tie_and_one_is_above_every_finite_one():
    assert preferences([INF, INF, 0.1], [INF, 0.1, INF]).tolist() == [0, 1, -1]
    assert differences([INF, INF], [INF, 1e308], within=1e300).tolist() == [0.0, INF]


def test_a_margin_makes_ties_of_what_lies_within():
    assert preferences([0.1, 0.3], [0.2, 0.2], within=0.15).tolist() == [0, 0]
    assert preferences([0.1, 0.3], [0.2, 0.2], within=[0.05, 0.15]).tolist() == [-1, 0]


@pytest.mark.parametrize("within, message", [
    (-1.0, "within must be finite and at least 0"),
    (math.nan, "within must be finite and at least 0"),
    (INF, "within must be finite and at least 0"),
    ([0.1] * 3, "within must be a number or have shape (2,), got shape (3,)"),
])  # fmt: skip
def test_a_margin_that_is_none_is_refused(within, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        preferences([0.1, 0.2], [0.2, 0.1], within=within)


def test_losses_disagree_where_they_want_opposite_models_and_a_tie_is_no_disagreement():
    signs = [-1, 0, 1]
    first, second = np.repeat(signs, 3), np.tile(signs, 3)
    assert disagreements(first, second).tolist() == (first * second == -1).tolist()


def test_at_stake_is_what_either_choice_costs_where_losses_disagree_and_the_most_elsewhere():
    assert at_stake([0.4, 0.4, 0.0, 0.2, INF], [-0.1, 0.1, 0.3, -INF, -0.5]).tolist() == [
        0.1, 0.4, 0.3, 0.2, 0.5,
    ]  # fmt: skip


@pytest.mark.parametrize("compare", [disagreements, at_stake])
@pytest.mark.parametrize("second, message", [
    ([1.0], "must have the same shape (N,), got (2,) and (1,)"),
    ([1.0, math.nan], "must not hold NaN"),
])  # fmt: skip
def test_what_belongs_to_other_samples_is_refused(compare, second, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        compare([1.0, 2.0], second)


# Printed with six digits, a row of two classes misses a sum of 1 by up to 1e-6; 1e-5 is let pass.
SHARES = st.floats(0.0, 1.0)
MISSES = st.floats(-1e-5, 1e-5)


def row(share, miss):
    return [share, min(max(1.0 - share + miss, 0.0), 1.0)]


@given(st.lists(st.tuples(SHARES, MISSES, SHARES, MISSES), min_size=1), st.integers(0, 1))
@example([(0.8, 0.0, 0.800001, 6e-6)], 0)
@example([(1e-9, -9e-6, 2e-9, 0.0)], 0)
def test_losses_never_disagree_on_two_classes_with_a_one_hot_truth(rows, label):
    a = [row(share, miss) for share, miss, _, _ in rows]
    b = [row(share, miss) for _, _, share, miss in rows]
    assume(np.abs(np.sum([a, b], axis=2) - 1.0).max() <= 9.9e-6)
    wanted = [preferred(loss, [label] * len(rows), a, b) for loss in LOSSES.values()]
    for one, other in itertools.combinations(wanted, 2):
        assert not disagreements(one, other).any()


def test_without_the_resolution_two_classes_seem_to_disagree():
    truth, a, b = [0], [[0.8, 0.2]], [[0.800001, 0.200005]]
    assert cross_entropy(truth, b) < cross_entropy(truth, a)
    assert squared_error(truth, b) > squared_error(truth, a)
    assert both_losses_prefer(truth, a, b)[0] == [0]


def test_with_a_soft_truth_losses_disagree_even_on_two_classes():
    # 0.18 beyond a truth of 0.7 costs less than 0.2 short of it under squared error, which looks
    # at the distance alone; cross-entropy minds what is beyond, nearer to certainty, the more.
    assert both_losses_prefer([[0.7, 0.3]], [[0.5, 0.5]], [[0.88, 0.12]]) == ([1], [-1])


def test_with_more_classes_losses_disagree_about_how_the_rest_is_spread():
    a, b = [[0.3, 0.35, 0.35]], [[0.32, 0.68, 0.0]]
    assert both_losses_prefer([0], a, b) == ([-1], [1])


@pytest.mark.parametrize("tiny", [[2.4e-7], [1e-7, 7e-9, 1.5e-7], [1e-12]])
def test_what_printed_digits_leave_beside_a_certain_class_is_no_preference(tiny):
    # The true class was 1 − Σ tiny, and six digits print that as 1.
    certain = [1.0] + [0.0] * len(tiny)
    assert both_losses_prefer([0], [[1.0, *tiny]], [certain]) == ([0], [0])


def test_the_least_that_doubles_can_tell_of_a_certain_class_is_no_preference():
    assert both_losses_prefer([0], [[1.0, 1e-17]], [[1.0, 0.0]]) == ([0], [0])


def test_real_differences_are_kept_however_small():
    a, b = [[1.0 - 1e-9, 1e-9]], [[1.0 - 2e-9, 2e-9]]
    assert both_losses_prefer([0], a, b) == ([-1], [-1])
    tiny = [[1e-12, 1.0 - 1e-12]], [[1e-11, 1.0 - 1e-11]]
    assert both_losses_prefer([0], *tiny)[1] == [1]


def test_six_printed_digits_keep_what_they_tell():
    assert both_losses_prefer([0], [[0.80001, 0.19999]], [[0.8, 0.2]]) == ([-1], [-1])
