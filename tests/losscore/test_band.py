"""What chance leaves open of the difference of two threshold curves, at all thresholds at once."""

import math

import numpy as np
import pytest
from scipy import stats

from losscore import (
    DifferenceBand,
    band_sums,
    compare_models,
    difference_band,
    normalize,
    one_hot,
    softmax,
    squared_error,
    threshold_curve,
)
from losscore.groups import largest_ratios

THRESHOLDS = np.array([0.05, 0.2, 0.35, 0.5, 0.8])


def batch(n, k=3, seed=0):
    """Labels that follow one model more than the other."""
    rng = np.random.default_rng(seed)
    a, b = rng.dirichlet(np.ones(k), n), rng.dirichlet(np.ones(k), n)
    draws = rng.random((n, 1)) > np.cumsum(normalize(2.0 * a + b), axis=1)
    return np.minimum(draws.sum(axis=1), k - 1), a, b


def costs(labels, proba, thresholds=THRESHOLDS):
    """What acting costs on each sample at each threshold, `(N, T)`."""
    truth = one_hot(labels, proba.shape[1])[:, :, np.newaxis]
    acts = proba[:, :, np.newaxis] > thresholds
    return (np.abs(truth - thresholds) * (acts != (truth > thresholds))).sum(axis=1)


def same(one, other, rtol=1e-9):
    for name in ("difference", "low", "high"):
        np.testing.assert_allclose(getattr(one, name), getattr(other, name), rtol=rtol, atol=1e-15)


@pytest.mark.parametrize("n", [200, 5000])
def test_the_difference_is_that_of_the_curves(n):
    labels, a, b = batch(n)
    curves = [threshold_curve(labels, proba, thresholds=THRESHOLDS).values for proba in (a, b)]
    found = difference_band(labels, a, b, THRESHOLDS, resamples=10)
    np.testing.assert_allclose(found.difference, curves[0] - curves[1], atol=1e-15)


def test_its_width_is_a_number_of_standard_errors_that_is_the_same_everywhere():
    labels, a, b = batch(1000)
    found = difference_band(labels, a, b, THRESHOLDS)
    differences = costs(labels, a) - costs(labels, b)
    errors = differences.std(axis=0) / math.sqrt(1000)
    ratios = (found.high - found.difference) / errors
    np.testing.assert_allclose(ratios, ratios[0], rtol=1e-12)
    np.testing.assert_allclose(found.high - found.difference, found.difference - found.low)
    # Between what one threshold and what five unrelated ones would take, of the normal law.
    assert 1.96 < ratios[0] < 2.7


def test_of_one_threshold_it_is_about_the_interval_of_the_mean_difference():
    labels, a, b = batch(1000)
    found = difference_band(labels, a, b, [0.35], resamples=20_000)
    penalties = [costs(labels, proba, np.array([0.35]))[:, 0] for proba in (a, b)]
    interval = compare_models(*penalties, resamples=20_000)
    width = interval.high - interval.low
    assert found.low[0] == pytest.approx(interval.low, abs=0.02 * width)
    assert found.high[0] == pytest.approx(interval.high, abs=0.02 * width)


def test_sums_of_many_samples_vary_as_these_do(monkeypatch):
    labels, a, b = batch(20_000)
    in_sums = difference_band(labels, a, b, THRESHOLDS, resamples=3000)
    monkeypatch.setattr(band_sums, "GROUPS", 20_000)
    one_by_one = difference_band(labels, a, b, THRESHOLDS, resamples=300)
    ratio = (in_sums.high - in_sums.low) / (one_by_one.high - one_by_one.low)
    np.testing.assert_allclose(ratio, 1.0, atol=0.1)


def test_thresholds_come_in_any_order_and_more_than_once():
    labels, a, b = batch(300)
    order = np.array([3, 0, 4, 4, 2, 1])
    plain = difference_band(labels, a, b, THRESHOLDS)
    other = difference_band(labels, a, b, THRESHOLDS[order])
    np.testing.assert_array_equal(other.thresholds, THRESHOLDS[order])
    np.testing.assert_allclose(other.low, plain.low[order], rtol=1e-12)


@pytest.mark.parametrize("n", [300, 3000])
def test_swapping_the_models_turns_it_over(n):
    labels, a, b = batch(n)
    one, other = (difference_band(labels, *pair, THRESHOLDS) for pair in ((a, b), (b, a)))
    np.testing.assert_allclose(one.low, -other.high, rtol=1e-9)
    np.testing.assert_allclose(one.difference, -other.difference, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("n", [300, 3000])
def test_labels_and_truths_of_zeros_and_ones_are_the_same(n):
    labels, a, b = batch(n)
    plain = difference_band(labels, a, b, THRESHOLDS)
    same(plain, difference_band(one_hot(labels, 3), a, b, THRESHOLDS))
    words = np.array(["x", "y", "z"])
    same(plain, difference_band(words[labels], a, b, THRESHOLDS, classes=words))
    same(plain, difference_band(labels, a, b, THRESHOLDS, sample_weight=np.ones(n)))


def test_a_row_without_weight_does_not_count_and_a_weight_of_two_is_two_samples():
    labels, a, b = batch(400)
    weights = np.repeat([0.0, 1.0, 2.0, 1.0], 100)
    some = weights > 0.0
    found = difference_band(labels, a, b, THRESHOLDS, sample_weight=weights)
    without = difference_band(
        labels[some], a[some], b[some], THRESHOLDS, sample_weight=weights[some]
    )
    same(found, without)
    times = weights.astype(int)
    repeated = difference_band(*(np.repeat(x, times, axis=0) for x in (labels, a, b)), THRESHOLDS)
    np.testing.assert_allclose(found.difference, repeated.difference, atol=1e-15)
    np.testing.assert_allclose(found.high - found.low, repeated.high - repeated.low, rtol=0.1)


def test_where_no_sample_differs_the_next_one_may():
    labels, a, b = batch(300)
    found = difference_band(labels, a, b, [0.5, 0.999])
    assert found.difference[1] == 0.0
    assert np.isnan(found.low).tolist() == np.isnan(found.high).tolist() == [False, True]


def test_of_few_samples_that_differ_it_claims_nothing():
    labels, a, b = batch(300)
    few = a.copy()
    few[:40] = b[:40]
    found = difference_band(labels, few, a, THRESHOLDS)
    assert found.low is None
    assert found.high is None
    assert np.any(found.difference)
    many = a.copy()
    many[:200] = b[:200]
    assert difference_band(labels, many, a, THRESHOLDS).low is not None
    assert DifferenceBand.ENOUGH == 50


def test_at_a_threshold_where_few_differ_it_has_no_limits():
    labels, a, b = batch(300)
    found = difference_band(labels, a, b, [0.5, 0.9])
    assert np.isnan(found.low).tolist() == [False, True]
    assert np.isnan(found.high).tolist() == [False, True]
    assert np.isfinite(found.difference).all()


@pytest.mark.parametrize(("misses", "told"), [(0, False), (4, False), (20, True)])
def test_at_a_small_threshold_it_takes_misses_and_not_false_alarms_alone(misses, told):
    """At θ = 0.01 a miss costs as much as 99 false alarms: two batches of 400 may differ in one."""
    labels, a = np.zeros(400, int), np.where(np.arange(400) < 200, 0.02, 0.005)
    labels[:misses] = 1
    found = difference_band(labels, a, np.full(400, 0.005), [0.01])
    assert (found.low is not None) is told


def test_at_all_thresholds_down_to_the_least_it_holds_the_truth_as_often_as_it_says():
    """Two models that are too sure in different ways, as on Thresholds, of 300 samples."""
    rng, grid = np.random.default_rng(5), np.geomspace(1e-5, 0.9, 30)

    def drawn(n):
        logits = rng.normal(0.0, 1.5, (n, 3))
        models = softmax(logits + rng.normal(0.0, 0.3, (n, 3))), softmax(1.4 * logits)
        chances = np.cumsum(softmax(logits), axis=1)
        return np.minimum((rng.random((n, 1)) > chances).sum(axis=1), 2), *models

    labels, *models = drawn(200_000)
    a, b = (threshold_curve(labels, proba, thresholds=grid).values for proba in models)
    bands = [difference_band(*drawn(300), grid, resamples=200) for _ in range(100)]
    held = [not ((a - b < band.low) | (a - b > band.high)).any() for band in bands]
    assert np.mean(held) >= 0.88  # 95 % less three standard errors.


def test_nor_where_all_but_few_differ_by_the_same():
    """A thousand samples that are alike tell no more of chance than one."""
    labels = np.zeros(1000, dtype=int)
    labels[:3] = 1
    found = difference_band(labels, np.full(1000, 0.6), np.full(1000, 0.4), [0.5])
    assert found.low is None


def test_the_same_seed_gives_the_same_band():
    labels, a, b = batch(3000)
    first, second, other = (difference_band(labels, a, b, THRESHOLDS, seed=s) for s in (1, 1, 2))
    np.testing.assert_array_equal(first.low, second.low)
    assert (first.low != other.low).any()


def test_more_confidence_takes_more_width():
    labels, a, b = batch(500)
    widths = [
        np.ptp([found.low, found.high], axis=0)
        for found in (difference_band(labels, a, b, THRESHOLDS, confidence=c) for c in (0.5, 0.95))
    ]
    assert (widths[0] < widths[1]).all()


@pytest.mark.parametrize("weighted", [False, True])
def test_of_groups_and_one_threshold_it_is_the_interval_of_these_groups(weighted):
    labels, a, b = batch(300)
    groups = np.random.default_rng(1).choice(["x", "y", "z", "u", "v", "w"], 300)
    weight = np.arange(300) % 4 if weighted else None
    found = difference_band(
        labels, a, b, [0.35], groups=groups, sample_weight=weight, resamples=40_000
    )
    penalties = [costs(labels, proba, np.array([0.35]))[:, 0] for proba in (a, b)]
    interval = compare_models(*penalties, groups=groups, sample_weight=weight)
    assert found.groups == interval.groups == 6
    width = interval.high - interval.low
    assert found.low[0] == pytest.approx(interval.low, abs=0.02 * width)
    assert found.high[0] == pytest.approx(interval.high, abs=0.02 * width)


def test_of_groups_its_width_is_a_number_of_their_standard_errors():
    labels, a, b = batch(400)
    groups = np.arange(400) % 8
    found = difference_band(labels, a, b, THRESHOLDS, groups=groups)
    means = (costs(labels, a) - costs(labels, b)).reshape(50, 8, -1).mean(axis=0)
    ratios = (found.high - found.difference) / (means.std(axis=0, ddof=1) / math.sqrt(8))
    np.testing.assert_allclose(ratios, ratios[0], rtol=1e-9)
    # Between what one threshold takes of Student's t, and five unrelated ones (Bonferroni).
    one, five = (stats.t.ppf(1.0 - 0.025 / count, 7) for count in (1, 5))
    assert one < ratios[0] < five


def test_of_a_single_group_and_of_groups_that_are_alike_there_is_none():
    labels, a, b = batch(200)
    assert difference_band(labels, a, b, THRESHOLDS, groups=np.zeros(200)).low is None
    twice = [np.concatenate([x, x]) for x in (labels, a, b)]
    assert difference_band(*twice, THRESHOLDS, groups=np.arange(400) // 200).low is None
    assert difference_band(*twice, THRESHOLDS, groups=np.arange(400) % 2).low is not None


@pytest.mark.parametrize(("groups", "length"), [(5, 1.0), (10, 0.2)])
def test_of_normal_groups_the_largest_ratio_is_as_often_too_large_as_it_should_be(groups, length):
    """300 batches of smooth curves, by another way to the same: 95 % but for 3 standard errors."""
    rng, at = np.random.default_rng(3), np.linspace(0.0, 1.0, 40)
    smooth = np.linalg.cholesky(
        np.exp(-np.square(np.subtract.outer(at, at) / length) / 2.0) + 1e-9 * np.eye(40)
    )
    held = []
    for _ in range(300):
        curves = rng.standard_normal((groups, 40)) @ smooth.T
        c = np.quantile(largest_ratios(curves - curves.mean(axis=0), 200, rng), 0.95)
        held.append(np.abs(stats.ttest_1samp(curves, 0.0).statistic).max() <= c)
    assert np.mean(held) == pytest.approx(0.95, abs=0.038)


def test_a_soft_truth_will_do():
    _, a, b = batch(2000)
    truth = normalize(a + b)
    found = difference_band(truth, a, b, [0.2, 0.4])
    curves = [threshold_curve(truth, proba, thresholds=[0.2, 0.4]).values for proba in (a, b)]
    np.testing.assert_allclose(found.difference, curves[0] - curves[1], atol=1e-14)
    assert (found.low < found.difference).all()


@pytest.mark.parametrize(("names", "message"), [
    ({"confidence": 1.0}, "confidence must be above 0 and below 1"),
    ({"resamples": 0}, "resamples must be a whole number from 1 to 1000000"),
    ({"seed": -1}, "seed must be a whole number from 0 to"),
    ({"groups": [1]}, r"groups must have shape \(2,\)"),
    ({"sample_weight": [1.0]}, r"sample_weight must have shape \(2,\)"),
    ({"thresholds": [1.5]}, "thresholds must lie within 0 to 1"),
    ({"thresholds": 0.5}, r"thresholds must have shape \(T,\)"),
])  # fmt: skip
def test_settings_out_of_range_are_refused(names, message):
    given = {"thresholds": [0.5], **names}
    with pytest.raises(ValueError, match=message):
        difference_band([0, 1], [0.1, 0.2], [0.3, 0.4], **given)


def test_half_of_twice_the_integral_is_squared_error():
    """The band is about the same curve as everything else here."""
    labels, a, b = batch(100)
    fine = (np.arange(20_000) + 0.5) / 20_000
    found = difference_band(labels, a, b, fine, resamples=1)
    expected = (squared_error(labels, a) - squared_error(labels, b)).mean()
    assert 2.0 * found.difference.mean() == pytest.approx(expected, abs=1e-4)
