"""How few samples a verdict hangs on, against every subset, and what would turn it."""

import itertools
import math
import re

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from losscore import LOSSES, compare_models

INF = math.inf
PENALTIES = st.sampled_from([0.0, 0.25, 0.5, 1.0, 3.0, INF])
PAIRS = st.lists(st.tuples(PENALTIES, PENALTIES), min_size=1, max_size=7)


def sign(pairs):
    """Which model these samples are for: quarters are added up exactly."""
    total_a, total_b = (sum(p) for p in zip(*pairs, strict=True))
    return (total_a > total_b) - (total_a < total_b)


def fewest_by_trying_all(pairs):
    if sign(pairs) == 0:
        return None
    for removed in range(1, len(pairs)):
        if any(sign(left) != sign(pairs)
               for left in itertools.combinations(pairs, len(pairs) - removed)):  # fmt: skip
            return removed
    return None


@given(PAIRS)
@example([(1.0, 0.0), (0.0, 1.0), (INF, 0.0)])
def test_a_verdict_hangs_on_as_few_samples_as_trying_all_subsets_finds(pairs):
    result = compare_models(*np.array(pairs).T)
    assert result.hangs_on == fewest_by_trying_all(pairs)
    assert result.preferred == sign(pairs)


@given(PAIRS)
def test_without_the_samples_named_the_verdict_ends_and_with_one_of_them_it_stands(pairs):
    a, b = np.array(pairs).T
    result = compare_models(a, b)
    assert len(set(result.turning.tolist())) == result.turning.size == (result.hangs_on or 0)
    if result.hangs_on:
        assert sign([p for i, p in enumerate(pairs) if i not in result.turning]) != sign(pairs)
        assert sign([p for i, p in enumerate(pairs) if i not in result.turning[:-1]]) == sign(pairs)


@given(PAIRS)
def test_exchanging_the_models_leaves_what_the_verdict_hangs_on(pairs):
    a, b = np.array(pairs).T
    one, other = compare_models(a, b), compare_models(b, a)
    assert one.turning.tolist() == other.turning.tolist()
    assert one.hangs_on == other.hangs_on


def test_the_samples_that_speak_most_for_the_verdict_come_first_and_equal_ones_in_their_order():
    result = compare_models([0.5, 1.0, 0.5, 2.0, 0.5, 0.0], [0.0, 0.0, 0.0, 0.0, 0.0, 0.7])
    assert result.turning.tolist() == [3, 1, 0, 2]
    assert result.hangs_on == 4


def test_a_difference_of_nothing_that_is_left_ends_the_verdict():
    assert compare_models([0.5, 0.25, 0.0], [0.0, 0.0, 0.25]).turning.tolist() == [0]


def test_rounding_does_not_keep_a_verdict_alive():
    # 0.1 + 0.2 − 0.3 is 5.6e-17 in doubles.
    result = compare_models([1.0, 0.1, 0.2, 0.0], [0.0, 0.0, 0.0, 0.3])
    assert result.hangs_on == 1
    nothing = compare_models([0.1, 0.2, 0.0], [0.0, 0.0, 0.3])
    assert (nothing.preferred, nothing.hangs_on, nothing.turning.size) == (0, None, 0)


def test_what_lies_within_the_resolution_does_not_keep_a_verdict_alive():
    a, b = [1.0, 1e-7, 0.0], [0.0, 0.0, 0.0]
    assert compare_models(a, b).hangs_on == 2
    assert compare_models(a, b, within=1e-6).hangs_on == 1


def test_one_sample_and_samples_that_all_say_the_same_hang_on_none():
    assert compare_models([0.5], [0.25]).hangs_on is None
    assert compare_models([0.5, 0.6, 0.7], [0.25, 0.2, 0.1]).hangs_on is None


def test_an_infinite_difference_hangs_on_the_infinite_samples_and_then_on_the_rest():
    assert compare_models([INF, 0.1, INF], [0.1, 0.2, 0.1]).turning.tolist() == [0, 2]
    # Without the two, A is still the worse one, until the third of them has gone.
    assert compare_models([INF, 0.1, INF, 0.9], [0.1, 0.2, 0.1, 0.1]).turning.tolist() == [0, 2, 3]
    assert compare_models([INF, INF], [0.1, 0.2]).hangs_on is None
    assert compare_models([INF, 0.1], [INF, 0.2]).hangs_on is None


def test_infinite_penalties_on_both_sides_leave_no_verdict_to_hang_on_anything():
    assert compare_models([INF, 0.1, 0.2], [0.1, INF, 0.1]).hangs_on is None


def test_penalties_whose_sums_overflow_hang_on_samples_as_others_do():
    a, b = np.array([1.7, 1.7, 0.0]), np.array([0.0, 0.0, 1.0])
    scaled = compare_models(1e308 * a, 1e308 * b)
    assert scaled.turning.tolist() == compare_models(a, b).turning.tolist() == [0, 1]


def test_half_of_many_equal_samples_have_to_go():
    n = 10_001
    rng = np.random.default_rng(0)
    better = rng.permutation(n) < 2000
    result = compare_models(np.where(better, 0.0, 1.0), np.where(better, 1.0, 0.0))
    assert result.hangs_on == n - 2 * 2000
    assert result.turning.tolist() == np.flatnonzero(~better)[: n - 4000].tolist()


@given(st.lists(st.tuples(*[st.integers(0, 8)] * 2), min_size=1, max_size=7), st.integers(1, 3))
def test_so_many_further_samples_of_the_worst_kind_turn_a_verdict_and_one_fewer_does_not(
    quarters, ceiling
):
    pairs = [(a / 4, b / 4) for a, b in quarters]
    result = compare_models(*np.array(pairs).T)
    further = result.turned_by(ceiling)
    if sign(pairs) == 0:
        assert further is None
        return
    worst = (0.0, float(ceiling)) if sign(pairs) > 0 else (float(ceiling), 0.0)
    assert sign(pairs + [worst] * further) != sign(pairs)
    assert further == 1 or sign(pairs + [worst] * (further - 1)) == sign(pairs)


def test_without_a_ceiling_one_further_sample_may_turn_any_verdict():
    ceiling = LOSSES["cross_entropy"].ceiling
    assert compare_models([9.0] * 99, [0.0] * 99).turned_by(ceiling) == 1
    assert compare_models([INF, 0.0], [0.0, 0.1]).turned_by(ceiling) == 1


def test_squared_error_says_how_many_it_takes():
    ceiling = LOSSES["squared_error"].ceiling
    assert compare_models([0.9] * 10, [0.1] * 10).turned_by(ceiling) == 4
    assert compare_models([0.3] * 3, [0.1, 0.1, 0.2]).turned_by(ceiling) == 1
    assert compare_models([1.7e308] * 9, [0.0] * 9).turned_by(ceiling) > 10**308


def test_no_number_of_samples_with_a_ceiling_turns_an_infinite_difference():
    assert compare_models([INF, 0.0], [0.0, 0.1]).turned_by(2.0) is None
    assert compare_models([INF], [INF]).turned_by(INF) is None


@pytest.mark.parametrize("ceiling", [0.0, -1.0, math.nan])
def test_a_ceiling_that_is_none_is_refused(ceiling):
    with pytest.raises(ValueError, match=re.escape(f"ceiling must be above 0, got {ceiling!r}")):
        compare_models([0.5], [0.25]).turned_by(ceiling)
