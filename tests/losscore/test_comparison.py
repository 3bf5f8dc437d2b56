"""The paired comparison: means, who wins, what is said of chance, how infinities are told."""

import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from losscore import compare_models, preferences

INF = math.inf


def penalties(n, seed):
    rng = np.random.default_rng(seed)
    shared = rng.gamma(2.0, size=n)
    return shared + rng.gamma(1.0, size=n), shared + rng.gamma(1.2, size=n)


def test_means_difference_and_wins_are_those_of_the_samples():
    a, b = penalties(899, 0)
    result = compare_models(a, b)
    assert (result.mean_a, result.mean_b) == (a.mean(), b.mean())
    assert result.difference == pytest.approx(a.mean() - b.mean(), rel=1e-12)
    assert (result.a_better, result.ties, result.b_better) == ((a < b).sum(), 0, (b < a).sum())
    assert isinstance(result.a_better, int)


@pytest.mark.parametrize("resamples", [1, 199, 200, 201, 1000])
def test_any_number_of_resamples_gives_limits_in_order(resamples):
    a, b = penalties(50, 6)
    result = compare_models(a, b, resamples=resamples)
    assert result.low <= result.high


def test_one_sample_has_no_interval():
    result = compare_models([0.5], [0.25])
    assert (result.samples, result.difference, result.low, result.high) == (1, 0.25, None, None)
    assert result.excludes_zero is None


def test_what_two_penalties_may_differ_by_counts_as_for_each_sample():
    a, b = penalties(300, 3)
    within = np.linspace(0.0, 1.0, 300)
    result = compare_models(a, b, within=within)
    counts = np.bincount(preferences(a, b, within=within) + 1).tolist()
    assert [result.a_better, result.ties, result.b_better] == counts
    assert counts[1] > compare_models(a, b).ties


def test_means_that_differ_by_no_more_than_their_resolution_are_no_verdict():
    a, b = np.array([0.5, 0.25]), np.array([0.25, 0.5 - 1e-7])
    assert compare_models(a, b).preferred == 1
    assert compare_models(a, b, within=2e-7).preferred == 0


@pytest.mark.parametrize("n, said", [(29, None), (30, True)])
def test_nothing_is_said_of_chance_below_30_samples_that_differ(n, said):
    rng = np.random.default_rng(0)
    a = np.r_[rng.uniform(1.0, 2.0, n), np.full(50, 0.5)]
    b = np.full(n + 50, 0.5)
    assert compare_models(a[:n], b[:n]).excludes_zero is said
    # A tie tells nothing of which model is better, so ties do not make them more.
    assert compare_models(a, b).excludes_zero is said


@pytest.mark.parametrize("few, said", [(4, None), (5, True)])
def test_nothing_is_said_of_chance_where_the_verdict_hangs_on_too_few_samples(few, said):
    # Coins that swap the models put all of the few on one side in two of 2ᵐ cases.
    a = np.r_[np.full(few, 1.0), np.zeros(100)]
    b = np.r_[np.zeros(few), np.full(100, 1e-9)]
    result = compare_models(a, b)
    assert result.hangs_on == few
    assert result.low > 0.0
    assert result.excludes_zero is said
    assert compare_models(a, b, confidence=0.99).excludes_zero is None


def test_an_interval_that_holds_zero_is_said_to():
    a, b = penalties(300, 8)
    result = compare_models(a, b[::-1])
    assert result.low < 0.0 < result.high
    assert result.excludes_zero is False


@given(st.lists(st.tuples(st.floats(0, 10), st.floats(0, 10)), min_size=1, max_size=30))
def test_exchanging_the_models_mirrors_means_and_wins(pairs):
    a, b = np.array(pairs).T
    one, other = compare_models(a, b, resamples=10), compare_models(b, a, resamples=10)
    assert one.difference == pytest.approx(-other.difference, abs=1e-12)
    assert (one.a_better, one.ties, one.b_better) == (other.b_better, other.ties, other.a_better)
    assert one.a_better + one.ties + one.b_better == len(pairs)


def test_infinite_penalties_of_one_model_make_the_difference_infinite():
    result = compare_models([0.1, INF, 0.2, 0.2], [0.1, 0.1, 0.1, 0.3])
    assert (result.mean_a, result.mean_b) == (INF, pytest.approx(0.15))
    assert (result.difference, result.low, result.high) == (INF, None, None)
    assert (result.a_better, result.ties, result.b_better) == (1, 1, 2)
    other = compare_models([0.1, 0.1], [INF, 0.1])
    assert (other.difference, other.low, other.high) == (-INF, None, None)
    assert (other.a_better, other.ties, other.b_better) == (1, 1, 0)


def test_infinite_penalties_of_both_models_leave_no_difference():
    result = compare_models([INF, INF, 0.1], [INF, 0.1, INF])
    assert (result.mean_a, result.mean_b) == (INF, INF)
    assert (result.difference, result.low, result.high) == (None, None, None)
    assert (result.a_better, result.ties, result.b_better) == (1, 1, 1)


@given(st.lists(st.tuples(*[st.sampled_from([0.0, 0.1, 1.0, INF])] * 2), min_size=1, max_size=9))
def test_no_result_is_ever_nan(pairs):
    a, b = np.array(pairs).T
    values = vars(compare_models(a, b, resamples=10)).values()
    assert not any(np.isnan(value).any() for value in values if value is not None)


@pytest.mark.parametrize("n", [2, 1500])
def test_penalties_whose_sum_or_square_overflows_still_have_a_mean_and_an_interval(n):
    large = np.full(n, 1.7e308)
    result = compare_models(large, np.zeros(n), resamples=10)
    assert (result.mean_a, result.mean_b) == (1.7e308, 0.0)
    assert result.difference == pytest.approx(1.7e308, rel=1e-12)
    assert [result.low, result.high] == pytest.approx([1.7e308] * 2, rel=1e-12)
    spread = compare_models(1e200 * np.arange(n), np.zeros(n), resamples=10)
    assert spread.low <= spread.difference <= spread.high
    assert np.isfinite([spread.low, spread.high]).all() == (n > 2)


def test_inputs_are_not_modified():
    a, b = penalties(1500, 0)
    before = a.copy(), b.copy()
    compare_models(a, b, resamples=10)
    np.testing.assert_array_equal((a, b), before)


@pytest.mark.parametrize("settings, message", [
    ({"confidence": 0.0}, "confidence must be above 0 and below 1, got 0.0"),
    ({"confidence": 1.0}, "confidence must be above 0 and below 1, got 1.0"),
    ({"confidence": 95}, "confidence must be a number from 0 to 1, got 95"),
    ({"confidence": math.nan}, "confidence must be a number from 0 to 1, got nan"),
    ({"resamples": 0}, "resamples must be a whole number from 1 to 1000000, got 0"),
    ({"resamples": 10.5}, "resamples must be a whole number from 1 to 1000000, got 10.5"),
    ({"seed": -1}, "seed must be a whole number from 0 to 4294967295, got -1"),
    ({"seed": None}, "seed must be a whole number from 0 to 4294967295, got None"),
])  # fmt: skip
def test_a_setting_out_of_range_is_refused(settings, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        compare_models([0.1, 0.2], [0.2, 0.1], **settings)


@pytest.mark.parametrize("a, b, message", [
    ([0.1], [0.1, 0.2], "must belong to the same samples, got 1 and 2"),
    ([0.1, math.nan], [0.1, 0.2], "penalties_a must be at least 0: row 1 holds nan"),
    ([0.1, 0.1], [-0.1, 0.2], "penalties_b must be at least 0: row 0 holds -0.1"),
    ([], [], "penalties_a is empty, got shape (0,)"),
    ([[0.1]], [0.1], "penalties_a must have shape (N,), got shape (1, 1)"),
    ([None], [0.1], "penalties_a must hold numbers: row 0 holds None"),
])  # fmt: skip
def test_bad_penalties_are_refused_naming_what_was_received(a, b, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        compare_models(a, b)


# Enough samples? Only the paired differences count, so that B may cost nothing.


@pytest.mark.parametrize("true", [0.05, 0.1])
def test_four_of_five_batches_of_the_size_that_settles_a_difference_tell_it_from_chance(true):
    rng = np.random.default_rng(1)

    def batch(size):
        shared = 1.0 + rng.gamma(2.0, size=size)
        return shared + rng.uniform(-0.6, 0.6, size=size) + true, shared

    first = compare_models(*batch(4000))
    # Of so many samples the spread is known, and the difference is taken as it is.
    quantiles = 1.959964 + 0.841621
    size = round((quantiles * first.spread / true) ** 2)
    assert first.settled_by == pytest.approx((quantiles * first.spread / first.difference) ** 2, 1)
    told = [compare_models(*batch(size), resamples=400).excludes_zero for _ in range(300)]
    assert sum(map(bool, told)) / 300 == pytest.approx(0.8, abs=0.07)
    batches = [compare_models(*batch(size), resamples=2).detectable for _ in range(50)]
    assert np.mean(batches) == pytest.approx(true, rel=0.03)


def test_half_the_difference_takes_four_times_the_samples():
    rng = np.random.default_rng(2)
    spread = rng.normal(size=500)
    spread -= spread.mean()
    whole, half = (compare_models(10 + spread + d, np.full(500, 10.0)) for d in (0.04, 0.02))
    assert whole.detectable == pytest.approx(half.detectable)
    assert half.settled_by == pytest.approx(4 * whole.settled_by, rel=1e-3)
    assert whole.settled_by == pytest.approx(500 * (whole.detectable / 0.04) ** 2, abs=1)
    assert whole.hangs_on < 30  # As a difference near 0 does, however even the samples are.


@pytest.mark.parametrize("enormous", [1, 4, 25])
def test_a_few_enormous_penalties_make_the_arithmetic_worthless(enormous):
    rng = np.random.default_rng(3)
    a, b = rng.random(2000) + 0.01, rng.random(2000)
    assert compare_models(a, b).detectable is not None
    a[:enormous] = b[-enormous:] = 1e6
    result = compare_models(a, b)
    assert result.behind == pytest.approx(2 * enormous, rel=0.1)
    assert (result.detectable is None) == (2 * enormous < 10)
    assert (result.settled_by is None) == (2 * enormous < 10)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ([INF, *[0.5] * 99], [0.4] * 100),
        ([INF] * 100, [INF] * 100),
        ([0.5], [0.4]),
        ([0.5, 0.6] * 14, [0.4, 0.6] * 14),  # 28 samples, of which 14 differ
        ([0.5] * 100, [0.4] * 100),  # all alike: nothing tells how others would differ
        ([0.5] * 100, [0.5] * 100),
    ],
)
def test_where_nothing_tells_the_spread_nothing_is_said_of_more_samples(a, b):
    result = compare_models(a, b)
    assert (result.detectable, result.settled_by) == (None, None)


def test_a_verdict_that_hangs_on_a_few_samples_is_not_settled_by_so_many_more():
    rng = np.random.default_rng(4)
    b = np.full(400, 0.5)
    a = b + rng.normal(scale=1e-3, size=400) - 1e-4
    a[:4] += 0.3
    result = compare_models(a, b)
    assert result.hangs_on <= 4
    assert (result.detectable, result.settled_by) == (None, None)


def test_a_weight_is_so_many_samples_but_not_so_many_rows_behind_the_spread():
    rng = np.random.default_rng(5)
    a, b = rng.random(300), rng.random(300)
    one = compare_models(a, b, sample_weight=np.full(300, 4.0))
    repeated = compare_models(np.repeat(a, 4), np.repeat(b, 4))
    assert one.spread == pytest.approx(repeated.spread)
    assert one.detectable == pytest.approx(repeated.detectable)
    assert repeated.behind == pytest.approx(4 * one.behind)
    heavy = compare_models(a, b, sample_weight=[1e6, 1e6, *[1.0] * 298])
    assert heavy.detectable is None
