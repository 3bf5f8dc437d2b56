"""The count against exact rational arithmetic, and what never means."""

import math
import re
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from losscore import (
    PerfectSamples,
    cross_entropy,
    entropy,
    perfect_samples_needed,
    squared_error,
)

# Every pair p < q of the probabilities 0.00, 0.01, … 1.00, as whole hundredths.
PAIRS = [(p, q) for p in range(101) for q in range(p + 1, 101)]
BELOW_ONE = [(p, q) for p, q in PAIRS if p > 0 and q < 100]


def two_way(hundredths):
    p = hundredths / 100
    return np.stack([p, 1.0 - p], axis=1)


PENALTIES = st.floats(1e-3, 50.0)


def test_there_are_4950_pairs_of_positive_probabilities():
    assert len([p for p, q in PAIRS if p > 0]) == 4950


def test_the_articles_answer_under_squared_error_is_3():
    answer = perfect_samples_needed(*squared_error([0, 0], [[0.8, 0.2, 0.0], [0.9, 0.1, 0.0]]))
    assert (answer.exact, answer.count, answer.nearest) == (3.0, 3, 3)


def test_the_articles_answer_under_cross_entropy_is_1_to_the_nearest_and_2_to_reach_it():
    answer = perfect_samples_needed(*cross_entropy([0, 0], [[0.8, 0.2, 0.0], [0.9, 0.1, 0.0]]))
    # >>> from decimal import Decimal
    # >>> Decimal("0.8").ln() / Decimal("0.9").ln() - 1
    assert answer.exact == pytest.approx(1.1179048899010812, rel=1e-12)
    assert (answer.nearest, answer.count) == (1, 2)


def test_squared_error_count_agrees_with_rational_arithmetic_on_every_pair():
    penalties = squared_error(np.zeros(101, int), two_way(np.arange(101)))
    for p, q in PAIRS:
        answer = perfect_samples_needed(penalties[p], penalties[q])
        if q == 100:
            assert (answer.exact, answer.count, answer.nearest) == (math.inf, None, None)
            continue
        # One sample of penalty 2(1−p)²: the mean is at the target at m = ((1−p)/(1−q))² − 1.
        exact = Fraction(100 - p, 100 - q) ** 2 - 1
        assert answer.count == math.ceil(exact), (p, q)
        assert answer.exact == pytest.approx(float(exact), rel=1e-11), (p, q)
        assert answer.nearest == nearest_by_fractions(exact), (p, q)
        if exact.denominator == 1:
            assert answer.exact == exact, (p, q)


def nearest_by_fractions(exact):
    """Of floor and ceiling, whose mean 1/(1 + m) is closer to the target 1/(1 + exact)."""
    target = 1 / (1 + exact)
    return min(
        (math.floor(exact), math.ceil(exact)), key=lambda m: (abs(Fraction(1, 1 + m) - target), m)
    )


def test_cross_entropy_count_agrees_with_rational_arithmetic_on_every_pair():
    penalties = cross_entropy(np.zeros(101, int), two_way(np.arange(101)))
    whole = []
    for p, q in BELOW_ONE:
        answer = perfect_samples_needed(penalties[p], penalties[q])
        # −log p / (m+1) ≤ −log q exactly if p ≥ q^(m+1): whole numbers decide, no logarithm.
        assert reaches(p, q, answer.count), (p, q)
        assert not reaches(p, q, answer.count - 1), (p, q)
        if Fraction(p, 100) == Fraction(q, 100) ** (answer.count + 1):
            assert answer.exact == answer.count == answer.nearest, (p, q)
            whole.append((p, q))
    assert (64, 80) in whole
    assert (1, 10) in whole


def reaches(p, q, m):
    return p * 100**m >= q ** (m + 1)


@pytest.mark.parametrize("q", range(1, 101))
def test_no_number_makes_up_for_an_infinite_penalty(q):
    target = cross_entropy([0], two_way(np.array([q])))[0]
    answer = perfect_samples_needed(math.inf, target)
    assert (answer.exact, answer.count, answer.nearest) == (math.inf, None, None)
    assert answer.mean_after(1e300) == math.inf


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=8), st.integers(1, 10**6),
       st.integers(0, 10**6))  # fmt: skip
def test_a_batch_agrees_with_rational_arithmetic(millionths, target, perfect):
    total, n = sum(millionths), len(millionths)
    penalties = np.array(millionths) / 1e6
    answer = perfect_samples_needed(penalties, target / 1e6, perfect=perfect / 1e6)
    if total <= n * target:
        assert (answer.exact, answer.count, answer.nearest) == (0.0, 0, 0)
    elif target <= perfect:
        assert (answer.exact, answer.count, answer.nearest) == (math.inf, None, None)
    else:
        exact = Fraction(total - n * target, target - perfect)
        assert answer.count == math.ceil(exact)
        assert answer.exact == pytest.approx(float(exact), rel=1e-9)


@given(st.lists(PENALTIES, min_size=1, max_size=5), PENALTIES, st.sampled_from([0.0, 0.01]))
def test_the_count_is_the_least_whole_number_that_reaches_the_target(penalties, target, perfect):
    answer = perfect_samples_needed(penalties, target, perfect=perfect)
    assume(answer.count is not None)
    slack = 1.0 + 1e-9
    assert answer.mean_after(answer.count) <= target * slack
    if answer.count > 0:
        assert answer.mean_after(answer.count - 1) >= target / slack
        assert answer.mean_after(answer.exact) == pytest.approx(target, rel=1e-9)


@given(st.lists(PENALTIES, min_size=1, max_size=5), PENALTIES)
def test_the_nearest_number_leaves_the_smallest_distance_to_the_target(penalties, target):
    answer = perfect_samples_needed(penalties, target)
    nearest, count = answer.nearest, answer.count
    assert nearest in (count, count - 1)
    others = [m for m in (nearest - 1, nearest + 1) if m >= 0]
    distance = abs(answer.mean_after(nearest) - target)
    assert all(distance <= abs(answer.mean_after(m) - target) * (1 + 1e-9) for m in others)


def test_nearest_is_about_means_and_not_about_the_fraction():
    # Means of the penalty 1 are 1, 1/2, 1/3 …: of 1 and 1/2 the target 1/1.45 is closer to 1/2.
    answer = perfect_samples_needed(1.0, 1.0 / 1.45)
    assert round(answer.exact) == 0
    assert answer.nearest == 1


def test_of_two_equally_near_numbers_the_smaller_is_nearest():
    # Midway between the means 1 and 1/2 of one sample of penalty 1, and 1/5 and 1/6 of one of 1.
    assert perfect_samples_needed(1.0, 0.75).nearest == 0
    assert perfect_samples_needed(1.0, 11 / 60).nearest == 4


@given(st.lists(PENALTIES, min_size=1, max_size=5), PENALTIES, st.floats(0, 1e-3),
       st.one_of(st.sampled_from([0.5, 1 / 3, 1 / math.log(2), 1 / math.log(10)]),
                 st.floats(1e-6, 1e6)))  # fmt: skip
def test_neither_scale_nor_base_of_the_logarithm_changes_the_answer(p, target, perfect, factor):
    answer = perfect_samples_needed(p, target, perfect=perfect)
    scaled = perfect_samples_needed(np.array(p) * factor, target * factor, perfect=perfect * factor)
    assert (scaled.count, scaled.nearest) == (answer.count, answer.nearest)
    assert scaled.exact == pytest.approx(answer.exact, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("scale", ["sum", "half", "mean"])
def test_the_scale_of_squared_error_changes_no_count_of_any_pair(scale):
    full = squared_error(np.zeros(100, int), two_way(np.arange(100)))
    other = squared_error(np.zeros(100, int), two_way(np.arange(100)), scale=scale)
    for p, q in BELOW_ONE:
        expected = perfect_samples_needed(full[p], full[q])
        answer = perfect_samples_needed(other[p], other[q])
        assert (answer.count, answer.nearest) == (expected.count, expected.nearest), (p, q)


def test_a_floor_changes_the_answer_a_lot():
    truth, proba = [0, 0], [[0.0, 1.0], [0.9, 0.1]]
    counts = [
        perfect_samples_needed(*cross_entropy(truth, proba, floor=floor)).count
        for floor in (0.0, 1e-15, 1e-7)
    ]
    # −log(floor)/−log 0.9 − 1 = 326.8 and 151.98.
    assert counts == [None, 327, 152]


@given(st.lists(PENALTIES, min_size=2, max_size=6), PENALTIES, st.integers(2, 5))
def test_repeating_the_samples_multiplies_the_answer(penalties, target, times):
    once = perfect_samples_needed(penalties, target)
    repeated = perfect_samples_needed(penalties * times, target)
    assert repeated.exact == pytest.approx(times * once.exact, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("penalties, target", [
    (0.1, 0.2), (0.2, 0.2), (0.0, 0.0), ([0.1, 0.3], 0.2), (math.inf, math.inf), (5.0, math.inf),
    (-math.log(0.8), -math.log(0.8000000000000002)),
])  # fmt: skip
def test_a_mean_at_or_below_the_target_needs_none(penalties, target):
    answer = perfect_samples_needed(penalties, target)
    assert (answer.exact, answer.count, answer.nearest) == (0.0, 0, 0)


def test_a_mean_above_the_target_by_rounding_needs_none_even_where_none_would_help():
    assert perfect_samples_needed(np.nextafter(0.5, 1.0), 0.5, perfect=0.5).count == 0


def test_a_target_at_what_a_perfect_sample_costs_is_never_reached():
    for target, perfect in [(0.0, 0.0), (0.5, 0.5), (0.4, 0.5)]:
        answer = perfect_samples_needed(1.0, target, perfect=perfect)
        assert (answer.exact, answer.count, answer.nearest) == (math.inf, None, None)


def test_a_target_at_the_entropy_of_a_soft_truth_is_never_reached_whatever_the_rounding():
    truth = np.array([[0.1, 0.2, 0.7]])
    cost = entropy(truth)[0]
    for target in (cost, np.nextafter(cost, 1.0), cross_entropy(truth, truth)[0]):
        assert perfect_samples_needed(1.0, target, perfect=cost).count is None


def test_a_perfect_sample_of_a_soft_truth_costs_its_entropy():
    truth = np.array([0.3, 0.7])
    # Each added sample costs c: (2c + 1 + m·c)/(2 + m) = c + 1/(2 + m), which is c + 1/8 at m = 6.
    cost = float(entropy(truth))
    answer = perfect_samples_needed([cost, cost + 1.0], cost + 0.125, perfect=cost)
    assert (answer.exact, answer.count, answer.nearest) == (6.0, 6, 6)


def test_penalties_whose_sum_overflows_have_a_mean_and_an_answer():
    answer = perfect_samples_needed([1.5e308, 1.5e308], 0.9e308)
    assert answer.mean == 1.5e308
    assert answer.exact == pytest.approx(4 / 3, rel=1e-12)
    assert perfect_samples_needed([np.finfo(float).max] * 3, 1.0).mean == np.finfo(float).max


def test_more_than_any_float_is_never():
    assert perfect_samples_needed(1e300, 1e-300).count is None


def test_mean_after_adds_perfect_samples():
    answer = perfect_samples_needed([0.1, 0.5], 0.2, perfect=0.05)
    assert answer.mean_after(0) == 0.3
    assert answer.mean_after(2) == pytest.approx((0.6 + 2 * 0.05) / 4)
    after = answer.mean_after([[0, 2], [8, 1e9]])
    np.testing.assert_allclose(after, [[0.3, 0.175], [0.1, 0.05]], rtol=1e-7)
    assert isinstance(answer.mean_after(1), float)


def test_mean_after_falls_towards_what_a_perfect_sample_costs():
    means = perfect_samples_needed([0.5, 0.9], 0.2, perfect=0.1).mean_after(range(1000))
    assert all(a > b > 0.1 for a, b in pairwise(means))


def test_mean_after_stays_infinite_and_is_never_nan():
    for perfect in (0.0, 0.5):
        answer = perfect_samples_needed([0.1, math.inf], 0.2, perfect=perfect)
        np.testing.assert_array_equal(answer.mean_after([0, 1, 1e9, 1e308]), np.inf)


@pytest.mark.parametrize(
    ("added", "shown"),
    [
        (-1, ", got -1"),
        (math.nan, ", got nan"),
        (math.inf, ", got inf"),
        ([1, -2], ": row 1 holds -2"),
    ],
)
def test_a_number_of_added_samples_that_is_none_is_refused(added, shown):
    message = re.escape(f"added must be finite and at least 0{shown}")
    with pytest.raises(ValueError, match=message):
        perfect_samples_needed(0.5, 0.2).mean_after(added)


@pytest.mark.parametrize("arguments, message", [
    ((math.nan, 0.1), "penalties must be at least 0: row 0 holds nan"),
    (([0.1, -0.2], 0.1), "penalties must be at least 0: row 1 holds -0.2"),
    (([0.1, -math.inf], 0.1), "penalties must be at least 0: row 1 holds -inf"),
    (([], 0.1), "penalties is empty, got shape (0,)"),
    (([[0.1]], 0.1), "penalties must have shape (N,), got shape (1, 1)"),
    (("cat", 0.1), "penalties must be an array of numbers, got dtype <U3"),
    ((0.5, math.nan), "target must be a number of at least 0, got nan"),
    ((0.5, -0.1), "target must be a number of at least 0, got -0.1"),
    ((0.5, None), "target must be a number of at least 0, got None"),
    ((0.5, [0.1]), "target must be a number of at least 0, got [0.1]"),
    ((0.5, 0.1, math.nan), "perfect must be a finite number of at least 0, got nan"),
    ((0.5, 0.1, math.inf), "perfect must be a finite number of at least 0, got inf"),
    ((0.5, 0.1, -0.1), "perfect must be a finite number of at least 0, got -0.1"),
])  # fmt: skip
def test_bad_input_is_refused_naming_what_was_received(arguments, message):
    penalties, target, *perfect = arguments
    options = {"perfect": perfect[0]} if perfect else {}
    with pytest.raises(ValueError, match=re.escape(message)):
        perfect_samples_needed(penalties, target, **options)


def test_the_answer_cannot_be_changed():
    answer = perfect_samples_needed(0.08, 0.02)
    assert isinstance(answer, PerfectSamples)
    with pytest.raises(AttributeError):
        answer.count = 1
