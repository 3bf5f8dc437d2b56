"""Weights act as repeats: a row of weight 3 is three rows, and a row of weight 0 is none."""

import itertools
import math
import re
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from losscore import Comparison, compare_models, perfect_samples_needed, share_of_worst

INF = math.inf
PENALTY = st.sampled_from([0.0, 0.02, 0.08, 0.25, 1.0, 3.0, INF])
REPEATS = st.integers(0, 6)
ROWS = st.lists(st.tuples(PENALTY, PENALTY, REPEATS), min_size=1, max_size=8).filter(
    lambda rows: any(weight for *_, weight in rows)
)


def columns(rows):
    a, b, weights = np.array(rows).T
    return a, b, weights.astype(int)


def same(one, other, scale=1.0):
    """Whether both are the same number, infinity or nothing, but for rounding."""
    if one is None or other is None or math.isinf(one):
        return one == other
    return abs(one - other) <= 1e-12 * scale


@given(ROWS, st.integers(0, 400).map(lambda cents: cents / 100), st.sampled_from([0.0, 0.01]))
def test_perfect_samples_are_those_of_the_repeated_penalties(rows, target, perfect):
    penalties, _, weights = columns(rows)
    weighted = perfect_samples_needed(penalties, target, perfect=perfect, sample_weight=weights)
    repeated = perfect_samples_needed(np.repeat(penalties, weights), target, perfect=perfect)
    assert (weighted.count, weighted.nearest) == (repeated.count, repeated.nearest)
    assert weighted.samples == repeated.samples
    assert isinstance(weighted.samples, int)
    assert weighted.exact == pytest.approx(repeated.exact, rel=1e-9)
    assert weighted.mean == pytest.approx(repeated.mean, rel=1e-14)


@given(ROWS)
@example([(1.0, 0.0, 3), (0.0, 1.0, 2), (0.0, 0.25, 0)])
def test_a_comparison_is_that_of_the_repeated_rows(rows):
    a, b, weights = columns(rows)
    weighted = compare_models(a, b, sample_weight=weights, resamples=2)
    repeated = compare_models(np.repeat(a, weights), np.repeat(b, weights), resamples=2)
    for name in ("samples", "preferred", "a_better", "ties", "b_better"):
        assert getattr(weighted, name) == getattr(repeated, name)
        assert isinstance(getattr(weighted, name), int)
    for name in ("mean_a", "mean_b", "difference"):
        assert same(getattr(weighted, name), getattr(repeated, name), scale=3.0), name
    assert (weighted.low is None) == (repeated.low is None)


@given(ROWS, st.data())
def test_shares_of_the_worst_are_those_of_the_repeated_penalties(rows, data):
    penalties, _, weights = columns(rows)
    counts = data.draw(st.lists(st.integers(0, int(weights.sum())), min_size=1))
    weighted = share_of_worst(penalties, counts, sample_weight=weights)
    repeated = share_of_worst(np.repeat(penalties, weights), counts)
    if repeated is None:
        assert weighted is None
    else:
        np.testing.assert_allclose(weighted, repeated, rtol=1e-13, atol=1e-15)


@pytest.mark.parametrize("penalties", [[0.1, INF], [0.3, 0.3]])
def test_a_row_of_weight_0_does_not_count_were_it_infinite(penalties):
    alone = perfect_samples_needed(penalties[:1], 0.05)
    assert perfect_samples_needed(penalties, 0.05, sample_weight=[1, 0]) == alone
    result = compare_models(penalties, [0.2, 0.2], sample_weight=[2, 0])
    assert (result.mean_a, result.samples, result.b_better) == (
        penalties[0],
        2,
        2 * (0.3 in penalties),
    )
    assert share_of_worst([*penalties, 0.3], 1, sample_weight=[1, 0, 1]) == pytest.approx(
        0.3 / (penalties[0] + 0.3)
    )


def test_a_penalty_that_is_none_is_refused_whatever_its_weight():
    with pytest.raises(ValueError, match="penalties must be at least 0: row 1 holds nan"):
        perfect_samples_needed([0.1, math.nan], 0.05, sample_weight=[1, 0])


@given(ROWS)
def test_weights_of_1_are_no_weights(rows):
    a, b, _ = columns(rows)
    ones = np.ones(a.size)
    one, other = (compare_models(a, b, sample_weight=w, resamples=2) for w in (ones, None))
    assert (one.hangs_on, one.turning.tolist()) == (other.hangs_on, other.turning.tolist())
    assert (one.differ, one.samples) == (other.a_better + other.b_better, other.samples)
    assert perfect_samples_needed(a, 0.1, sample_weight=ones) == perfect_samples_needed(a, 0.1)


# What a verdict hangs on: rows, each with all its weight.


def sign(rows):
    """Which model these rows are for: quarters times whole numbers are added up exactly."""
    total_a, total_b = ((rows.T[2] * penalties).sum() for penalties in rows.T[:2])
    return int(total_a > total_b) - int(total_a < total_b)


QUARTERS = st.lists(
    st.tuples(*[st.sampled_from([0.0, 0.25, 0.5, 1.0, 3.0, INF])] * 2, st.integers(1, 5)),
    min_size=1,
    max_size=6,
)


@given(QUARTERS)
def test_a_verdict_hangs_on_as_few_rows_as_trying_all_subsets_finds(rows):
    rows = np.array(rows)
    a, b, weights = rows.T
    result = compare_models(a, b, sample_weight=weights, resamples=2)
    assert result.preferred == sign(rows)
    fewest = None
    for removed in range(1, len(rows) if result.preferred else 0):
        every = itertools.combinations(range(len(rows)), len(rows) - removed)
        if any(sign(rows[list(left)]) != result.preferred for left in every):
            fewest = removed
            break
    assert result.hangs_on == fewest
    if fewest is not None:
        left = np.setdiff1d(np.arange(len(rows)), result.turning)
        assert sign(rows[left]) != result.preferred


@given(ROWS)
def test_a_verdict_hangs_on_no_more_rows_than_repeated_ones(rows):
    a, b, weights = columns(rows)
    weighted = compare_models(a, b, sample_weight=weights, resamples=2).hangs_on
    repeated = compare_models(np.repeat(a, weights), np.repeat(b, weights), resamples=2).hangs_on
    assert (weighted is None) == (repeated is None)
    assert weighted is None or weighted <= repeated


def test_a_heavy_row_turns_a_verdict_before_a_large_difference_does():
    result = compare_models([0.2, 0.9, 0.0], [0.0, 0.0, 0.5], sample_weight=[10, 1, 1])
    assert (result.hangs_on, result.turning.tolist()) == (2, [0, 1])


def test_rows_are_told_by_their_place_among_all_that_were_given():
    result = compare_models([9.0, 0.2, 0.9, 0.0], [0.0, 0.0, 0.0, 0.5], sample_weight=[0, 1, 1, 1])
    assert result.turning.tolist() == [2]


# What chance may have done.


def weighted_sample(n, seed):
    rng = np.random.default_rng(seed)
    return rng.gamma(1.0, size=n), rng.gamma(1.2, size=n), rng.integers(0, 5, size=n)


@pytest.mark.parametrize("n", [40, 400, 2000])
def test_the_interval_is_that_of_the_repeated_rows(n):
    a, b, weights = weighted_sample(n, n)
    settings = {"resamples": 20_000}
    one = compare_models(a, b, sample_weight=weights, **settings)
    other = compare_models(np.repeat(a, weights), np.repeat(b, weights), **settings, seed=1)
    # The 2.5 % point of 20,000 ratios has a standard error of 0.02.
    error = (one.high - one.low) / 3.9
    assert (one.low, one.high) == pytest.approx((other.low, other.high), abs=0.1 * error)


def test_the_interval_depends_on_how_many_samples_the_weights_add_up_to():
    a, b, _ = weighted_sample(400, 0)
    wide, narrow = (compare_models(a, b, sample_weight=np.full(400, w)) for w in (0.25, 4.0))
    assert wide.difference == pytest.approx(narrow.difference, rel=1e-12)
    assert (wide.high - wide.low) / (narrow.high - narrow.low) == pytest.approx(4.0, rel=0.1)


@pytest.mark.parametrize("weights, interval", [([0.5, 0.5], False), ([0.9, 0.9], True)])
def test_weights_that_add_up_to_one_sample_have_no_interval(weights, interval):
    result = compare_models([0.5, 0.2], [0.1, 0.1], sample_weight=weights)
    assert (result.low is not None) == interval
    assert result.samples == sum(weights)


@pytest.mark.parametrize("n", [50, 2000])
def test_the_same_weights_and_seed_give_the_same_interval_in_any_order(n):
    a, b, weights = weighted_sample(n, 1)
    order = np.random.default_rng(0).permutation(n)
    one = compare_models(a, b, sample_weight=weights)
    other = compare_models(a[order], b[order], sample_weight=weights[order])
    assert (one.low, one.high) == pytest.approx((other.low, other.high), rel=1e-12)


def test_of_chance_heavy_rows_tell_no_more_than_rows():
    n = Comparison.ENOUGH
    a, b = np.random.default_rng(0).uniform(0.5, 0.6, n), np.full(n, 0.1)
    assert compare_models(a, b, sample_weight=np.full(n, 2)).excludes_zero is True
    few = compare_models(a[:-1], b[:-1], sample_weight=np.full(n - 1, 1000))
    assert few.low > 0.0
    assert few.excludes_zero is None


def test_so_many_further_samples_of_weight_1_turn_a_verdict():
    a, b = [0.9, 0.8], [0.1, 0.1]
    weights = [3, 2]
    repeated = compare_models(np.repeat(a, weights), np.repeat(b, weights))
    assert (
        compare_models(a, b, sample_weight=weights).turned_by(2.0) == repeated.turned_by(2.0) == 2
    )
    assert compare_models(a, b, sample_weight=[0.6, 0.4]).turned_by(2.0) == 1
    enormous = compare_models([1.7e308, 1.7e308], [0.0, 0.0], sample_weight=[99.5, 0.25])
    assert enormous.turned_by(1.7e308) == 100


# Fractions.


@given(
    st.lists(st.tuples(st.integers(0, 200), st.integers(1, 40)), min_size=1, max_size=6),
    st.integers(1, 200),
)
def test_fractions_of_samples_are_added_up_as_fractions(rows, target):
    cents, eighths = zip(*rows, strict=True)
    answer = perfect_samples_needed(
        np.array(cents) / 100, target / 100, sample_weight=np.array(eighths) / 8
    )
    weights = [Fraction(eighth, 8) for eighth in eighths]
    total = sum(w * c for w, c in zip(weights, cents, strict=True))
    exact = max(Fraction(0), (total - sum(weights) * target) / target)
    assert answer.samples == float(sum(weights))
    assert answer.count == math.ceil(exact)
    assert answer.exact == pytest.approx(float(exact), rel=1e-9)


def test_a_count_takes_part_of_a_heavy_penalty():
    shares = share_of_worst([0.5, 0.25], [0, 1, 2, 3], sample_weight=[1.5, 2.0])
    np.testing.assert_allclose(shares, np.array([0.0, 0.5, 0.875, 1.125]) / 1.25, rtol=1e-15)


def test_fractions_are_counted_as_they_are():
    result = compare_models([0.2, 0.1, 0.1], [0.1, 0.2, 0.1], sample_weight=[0.5, 1.25, 0.25])
    assert (result.a_better, result.ties, result.b_better) == (1.25, 0.25, 0.5)
    assert (result.samples, result.differ) == (2, 2)


@given(ROWS, st.floats(1e-6, 1e6))
def test_the_unit_of_the_weights_changes_no_mean_and_no_verdict(rows, unit):
    a, b, weights = columns(rows)
    one, other = (
        compare_models(a, b, sample_weight=w, resamples=2) for w in (weights, unit * weights)
    )
    assert (one.preferred, one.differ) == (other.preferred, other.differ)
    assert same(one.difference, other.difference, scale=3.0)
    assert same(one.mean_a, other.mean_a, scale=3.0)


def test_twice_the_weights_take_twice_as_many_perfect_samples():
    once, twice = (perfect_samples_needed(0.5, 0.1, sample_weight=w).exact for w in ([1], [2]))
    assert (once, twice) == (4.0, 8.0)
    assert perfect_samples_needed(0.5, 0.1, sample_weight=2).exact == 8.0


def test_means_of_large_penalties_and_small_weights_are_finite():
    answer = perfect_samples_needed([1.7e308, 1.7e308], 1.0, sample_weight=[1e15 / 4, 1e15 / 4])
    assert answer.mean == pytest.approx(1.7e308, rel=1e-14)
    answer = perfect_samples_needed([1e-10, 3e-10], 1.0, sample_weight=[1e-100, 1e-100])
    assert answer.mean == pytest.approx(2e-10, rel=1e-14)
    with np.errstate(all="raise", under="ignore"):
        result = compare_models([1.7e308, 1.6e308], [0.0, 0.0], sample_weight=[3, 4], resamples=10)
    assert result.difference == pytest.approx(1.7e308 / 7 * 3 + 1.6e308 / 7 * 4, rel=1e-12)


CALLS = [
    lambda weights: perfect_samples_needed([0.1, 0.2, 0.3], 0.1, sample_weight=weights),
    lambda weights: compare_models([0.1, 0.2, 0.3], [0.1] * 3, sample_weight=weights),
    lambda weights: share_of_worst([0.1, 0.2, 0.3], 0, sample_weight=weights),
]


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize(("weights", "message"), [
    ([1, -2, 1], "sample_weight must be 0 or from 1e-100 to 1e+15: row 1 holds -2"),
    ([1, 1, math.nan], "sample_weight must be 0 or from 1e-100 to 1e+15: row 2 holds nan"),
    ([1, 1, INF], "sample_weight must be 0 or from 1e-100 to 1e+15: row 2 holds inf"),
    ([1, 1e-101, 1], "sample_weight must be 0 or from 1e-100 to 1e+15: row 1 holds 1e-101"),
    ([0, 0, 0], "sample_weight must not be 0 for every sample"),
    ([9e14, 9e14, 0], "sample_weight must sum to at most 1e+15, got 1.8e+15"),
    ([1, 1], "sample_weight must have shape (3,), got shape (2,)"),
    ([[1, 1, 1]], "sample_weight must have shape (3,), got shape (1, 3)"),
    (2, "sample_weight must have shape (3,), got shape ()"),
    (["a", "b", "c"], "sample_weight must be an array of numbers, got dtype <U1"),
    ([1, None, 1], "sample_weight must hold numbers: row 1 holds None"),
    ([], "sample_weight is empty, got shape (0,)"),
    (np.ma.array([1, 1, 1], mask=[0, 1, 0]), "sample_weight must not be a masked array"),
])  # fmt: skip
def test_weights_that_are_none_are_refused_naming_what_was_received(call, weights, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        call(weights)


def test_true_and_false_are_weights_of_1_and_0():
    assert perfect_samples_needed([0.1, 0.5], 0.05, sample_weight=[True, False]).mean == 0.1


def test_weights_are_not_modified():
    weights = np.array([3.0, 0.0, 2.0])
    for call in CALLS:
        call(weights)
    assert weights.tolist() == [3.0, 0.0, 2.0]
