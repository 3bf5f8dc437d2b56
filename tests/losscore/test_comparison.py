"""The paired comparison against SciPy's bootstrap, and how ties and infinities are told."""

import dataclasses
import math
import re

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

from losscore import compare_models, cross_entropy

INF = math.inf


def penalties(n, seed):
    rng = np.random.default_rng(seed)
    shared = rng.gamma(2.0, size=n)
    return shared + rng.gamma(1.0, size=n), shared + rng.gamma(1.2, size=n)


def wins(a, b):
    result = compare_models(a, b)
    return result.a_better, result.ties, result.b_better


def test_means_difference_and_wins_are_those_of_the_samples():
    a, b = penalties(899, 0)
    result = compare_models(a, b)
    assert (result.mean_a, result.mean_b) == (a.mean(), b.mean())
    assert result.difference == pytest.approx(a.mean() - b.mean(), rel=1e-12)
    assert (result.a_better, result.ties, result.b_better) == ((a < b).sum(), 0, (b < a).sum())
    assert isinstance(result.a_better, int)


@pytest.mark.parametrize("n", [30, 300])
@pytest.mark.parametrize("confidence", [0.5, 0.95])
def test_interval_agrees_with_scipys_percentile_bootstrap(n, confidence):
    a, b = penalties(n, n)
    result = compare_models(a, b, confidence=confidence, resamples=8000)
    expected = scipy.stats.bootstrap(
        (a, b), lambda x, y, axis: (x - y).mean(axis), paired=True, method="percentile",
        confidence_level=confidence, n_resamples=8000, rng=1,
    )  # fmt: skip
    # The 2.5 % point of 8,000 means has a standard error of 0.03 of their spread.
    slack = 0.12 * expected.standard_error
    np.testing.assert_allclose(
        [result.low, result.high], expected.confidence_interval, rtol=0, atol=slack
    )


@pytest.mark.parametrize("draw", [
    lambda rng, n: rng.gamma(1.0, size=n),
    lambda rng, n: rng.pareto(3.0, size=n),
    lambda rng, n: (rng.random(n) < 0.002) * 30.0,
])  # fmt: skip
def test_interval_of_many_samples_agrees_with_drawing_each(draw):
    n, resamples = 20_000, 2000
    rng = np.random.default_rng(5)
    a, b = draw(rng, n), draw(rng, n)
    means = np.array([(a - b)[rng.integers(n, size=n)].mean() for _ in range(resamples)])
    result = compare_models(a, b, resamples=4000)
    # The 2.5 % point of 2,000 means has a standard error of 0.06 of their spread.
    np.testing.assert_allclose(
        [result.low, result.high],
        np.quantile(means, [0.025, 0.975]),
        rtol=0,
        atol=0.2 * means.std(),
    )


@pytest.mark.parametrize("n", [300, 1000])
def test_up_to_a_thousand_samples_are_drawn_one_by_one(n):
    # How often the three samples that differ are drawn is binomial: no normal curve is near.
    a = np.where(np.arange(n) < 3, float(n), 0.0)
    result = compare_models(a, np.zeros(n), resamples=10_000)
    assert (result.low, result.high) == tuple(scipy.stats.binom.ppf([0.025, 0.975], n, 3 / n))


def test_interval_of_a_million_samples_is_that_of_the_normal_distribution():
    a, b = penalties(1_000_000, 1)
    result = compare_models(a, b, resamples=10_000)
    half = 1.959964 * (a - b).std() / 1000.0
    center = (a - b).mean()
    np.testing.assert_allclose(
        [result.low, result.high], [center - half, center + half], rtol=0, atol=0.05 * half
    )


@pytest.mark.parametrize("n", [100, 3000])
def test_the_same_seed_gives_the_same_interval_and_another_seed_another(n):
    a, b = penalties(n, 2)
    assert compare_models(a, b, seed=7) == compare_models(a, b, seed=7)
    assert compare_models(a, b, seed=7).low != compare_models(a, b, seed=8).low
    assert compare_models(a, b) == compare_models(a, b, seed=0)


def test_global_random_state_is_neither_used_nor_changed():
    a, b = penalties(100, 2)
    # NPY002 warns of NumPy's global random state, and that is what is looked at here.
    np.random.seed(1)  # noqa: NPY002
    before = np.random.get_state()[1].copy()  # noqa: NPY002
    first = compare_models(a, b)
    np.testing.assert_array_equal(np.random.get_state()[1], before)  # noqa: NPY002
    np.random.seed(2)  # noqa: NPY002
    assert compare_models(a, b) == first


def test_samples_are_compared_in_pairs():
    # The models differ by a constant however much the samples differ among themselves.
    a = np.random.default_rng(0).gamma(1.0, size=500)
    result = compare_models(a + 0.125, a)
    assert (result.low, result.high) == pytest.approx((0.125, 0.125), rel=1e-12)
    assert result.a_better == 0


def test_more_confidence_is_a_wider_interval():
    a, b = penalties(200, 3)
    limits = [compare_models(a, b, confidence=c) for c in (0.5, 0.9, 0.99)]
    assert limits[2].low < limits[1].low < limits[0].low < limits[0].difference
    assert limits[2].high > limits[1].high > limits[0].high > limits[0].difference


def test_about_as_many_intervals_as_stated_contain_the_true_difference():
    rng = np.random.default_rng(4)
    inside = 0
    for seed in range(300):
        a, b = rng.normal(10.0, 1.0, 80), rng.normal(10.0, 1.0, 80)
        result = compare_models(a, b, confidence=0.9, resamples=500, seed=seed)
        inside += result.low <= 0.0 <= result.high
    # Binomial(300, 0.9) has a standard deviation of 5.2; the percentile interval covers a bit less.
    assert 252 <= inside <= 286


@pytest.mark.parametrize("resamples", [1, 199, 200, 201, 1000])
def test_any_number_of_resamples_gives_limits_within_the_range_of_the_differences(resamples):
    a, b = penalties(50, 6)
    result = compare_models(a, b, resamples=resamples)
    assert (a - b).min() <= result.low <= result.high <= (a - b).max()


def test_one_sample_has_no_uncertainty_the_bootstrap_could_see():
    result = compare_models([0.5], [0.25])
    assert (result.difference, result.low, result.high) == (0.25, 0.25, 0.25)


@given(st.lists(st.tuples(st.floats(0, 10), st.floats(0, 10)), min_size=1, max_size=30))
def test_exchanging_the_models_mirrors_means_and_wins(pairs):
    a, b = np.array(pairs).T
    one, other = compare_models(a, b, resamples=10), compare_models(b, a, resamples=10)
    assert one.difference == pytest.approx(-other.difference, abs=1e-12)
    assert (one.a_better, one.ties, one.b_better) == (other.b_better, other.ties, other.a_better)
    assert one.a_better + one.ties + one.b_better == len(pairs)


def test_the_order_of_the_samples_does_not_matter():
    a, b = penalties(2500, 3)
    order = np.random.default_rng(0).permutation(2500)
    one, other = compare_models(a, b), compare_models(a[order], b[order])
    assert (one.low, one.high) == (other.low, other.high)
    assert one.a_better == other.a_better


def test_penalties_that_differ_by_rounding_only_are_a_tie():
    a = cross_entropy([0, 0], [[0.8, 0.2, 0.0], [1.0 - 0.2, 0.1, 0.1]])
    b = cross_entropy([0, 0], [[0.5 + 0.3, 0.1, 0.1], [np.nextafter(0.8, 1.0), 0.2, 0.0]])
    assert a[1] != b[1]
    assert wins(a, b) == (0, 2, 0)


def test_what_differs_by_more_than_rounding_is_no_tie_however_small():
    assert wins([1e-18, 1.0, 0.0], [4e-18, 1.0 + 1e-11, 1e-30]) == (3, 0, 0)
    assert wins([0.0, 1.0], [0.0, 1.0 + 1e-13]) == (0, 2, 0)


def test_infinite_penalties_of_one_model_make_the_difference_infinite():
    result = compare_models([0.1, INF, 0.2, 0.2], [0.1, 0.1, 0.1, 0.3])
    assert (result.mean_a, result.mean_b) == (INF, pytest.approx(0.15))
    assert (result.difference, result.low, result.high) == (INF, INF, INF)
    assert (result.a_better, result.ties, result.b_better) == (1, 1, 2)
    other = compare_models([0.1, 0.1], [INF, 0.1])
    assert (other.difference, other.low, other.high) == (-INF, -INF, -INF)
    assert (other.a_better, other.ties, other.b_better) == (1, 1, 0)


def test_infinite_penalties_of_both_models_leave_no_difference():
    result = compare_models([INF, INF, 0.1], [INF, 0.1, INF])
    assert (result.mean_a, result.mean_b) == (INF, INF)
    assert (result.difference, result.low, result.high) == (None, None, None)
    assert (result.a_better, result.ties, result.b_better) == (1, 1, 1)


@given(st.lists(st.tuples(*[st.sampled_from([0.0, 0.1, 1.0, INF])] * 2), min_size=1, max_size=9))
def test_no_result_is_ever_nan(pairs):
    a, b = np.array(pairs).T
    values = dataclasses.asdict(compare_models(a, b, resamples=10)).values()
    assert not any(math.isnan(value) for value in values if value is not None)


@pytest.mark.parametrize("n", [2, 1500])
def test_penalties_whose_sum_or_square_overflows_still_have_a_mean_and_an_interval(n):
    large = np.full(n, 1.7e308)
    result = compare_models(large, np.zeros(n), resamples=10)
    assert (result.mean_a, result.mean_b) == (1.7e308, 0.0)
    assert result.difference == pytest.approx(1.7e308, rel=1e-12)
    assert [result.low, result.high] == pytest.approx([1.7e308] * 2, rel=1e-12)
    spread = compare_models(1e200 * np.arange(n), np.zeros(n), resamples=10)
    assert 0.0 <= spread.low <= spread.high <= 1e200 * n


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
    ([0.1, math.nan], [0.1, 0.2], "penalties_a must hold penalties of at least 0: row 1 holds nan"),
    ([0.1, 0.1], [-0.1, 0.2], "penalties_b must hold penalties of at least 0: row 0 holds -0.1"),
    ([], [], "penalties_a is empty, got shape (0,)"),
    ([[0.1]], [0.1], "penalties_a must have shape (N,), got shape (1, 1)"),
    ([None], [0.1], "penalties_a must be an array of numbers, got dtype object"),
])  # fmt: skip
def test_bad_penalties_are_refused_naming_what_was_received(a, b, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        compare_models(a, b)
