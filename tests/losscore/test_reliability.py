"""How often a class is true where ŷ is what: isotonic regression, with scikit-learn's as oracle."""

import time

import numpy as np
import pytest
from hypothesis import given
from scipy.stats import binom
from sklearn.isotonic import IsotonicRegression

from losscore import consistency_band, reliability_curves
from losscore.isotonic import pooled
from tests.losscore.drawn import batches


def isotonic(truth, proba, weights):
    return IsotonicRegression(out_of_bounds="clip").fit(proba, truth, sample_weight=weights)


@given(batches())
def test_curves_are_scikit_learns_isotonic_regression(batch):
    truth, proba, weights = batch
    counted = slice(None) if weights is None else weights > 0
    each = None if weights is None else weights[counted]
    grid = np.linspace(0.0, 1.0, 41)
    for k, curve in enumerate(reliability_curves(truth, proba, sample_weight=weights)):
        oracle = isotonic(truth[counted, k], proba[counted, k], each)
        for wanted in (proba[counted, k], grid):
            expected = oracle.predict(np.minimum(wanted, 1.0))
            np.testing.assert_allclose(curve.at(np.minimum(wanted, 1.0)), expected, atol=1e-12)


@given(batches())
def test_steps_rise_and_hold_all_samples(batch):
    truth, proba, weights = batch
    each = np.ones(len(truth)) if weights is None else weights
    for k, curve in enumerate(reliability_curves(truth, proba, sample_weight=weights)):
        # Sums of thirds may rise by what they are rounded, which their rates do not show.
        assert (np.diff(curve.rate) > -1e-12).all()
        assert (curve.low <= curve.high).all()
        assert (curve.high[:-1] < curve.low[1:]).all()
        assert curve.count.sum() == pytest.approx(each.sum())
        assert curve.rate @ curve.count == pytest.approx(each @ truth[:, k])


@given(batches())
def test_weights_act_as_repeats(batch):
    truth, proba, weights = batch
    if weights is None:
        weights = np.ones(len(truth), int)
    repeated = reliability_curves(np.repeat(truth, weights, 0), np.repeat(proba, weights, 0))
    weighted = reliability_curves(truth, proba, sample_weight=weights)
    # Not step by step: sums of thirds may rise, or not, by what they are rounded.
    for k, (one, other) in enumerate(zip(weighted, repeated, strict=True)):
        at = np.minimum(proba[weights > 0, k], 1.0)
        np.testing.assert_allclose(one.at(at), other.at(at), rtol=1e-12)
        assert one.count.sum() == other.count.sum()


def test_named_classes_have_the_order_of_their_names():
    proba = [[0.2, 0.8], [0.7, 0.3], [0.6, 0.4]]
    named = reliability_curves(["b", "a", "a"], proba, classes=["a", "b"])
    for one, other in zip(named, reliability_curves([1, 0, 0], proba), strict=True):
        np.testing.assert_array_equal(one.rate, other.rate)
    _, column = reliability_curves([1, 0, 0], [0.8, 0.3, 0.4])
    np.testing.assert_array_equal(column.low, named[1].low)


@pytest.mark.parametrize("falls", ["at the end", "one in ten", "everywhere", "nowhere"])
def test_however_falls_lie_a_million_points_are_pooled_in_seconds(falls):
    rates = np.linspace(0.0, 1.0, 1_000_000)
    if falls == "at the end":
        rates[-1] = -1e6
    if falls == "one in ten":
        rates[::10] = 0.0
    if falls == "everywhere":
        rates = rates[::-1].copy()
    start = time.process_time()
    starts = pooled(rates, np.ones_like(rates))
    assert time.process_time() - start < 5.0
    expected = IsotonicRegression().fit_transform(np.arange(rates.size), rates)
    found = np.add.reduceat(rates, starts) / np.diff(starts, append=rates.size)
    assert starts.size == np.unique(expected).size
    np.testing.assert_allclose(found, np.unique(expected), atol=1e-9 * np.abs(rates).max())


def test_a_band_of_one_prediction_is_that_of_a_binomial():
    band = consistency_band(np.full(500, 0.3), resamples=20_000)
    assert band.proba == pytest.approx([0.3])
    expected = binom.ppf([0.05, 0.95], 500, 0.3) / 500
    assert [band.low[0], band.high[0]] == pytest.approx(expected, abs=0.0021)


@pytest.mark.parametrize("size", [60, 3000])
def test_a_calibrated_models_curve_lies_within_the_band_as_often_as_it_says(size):
    rng = np.random.default_rng(7)
    proba = rng.beta(0.7, 1.3, size)
    band = consistency_band(proba, confidence=0.8)
    inside = []
    for _ in range(200):
        _, curve = reliability_curves((rng.random(size) < proba).astype(int), proba)
        rate = curve.at(band.proba)
        inside.append((rate >= band.low - 1e-9) & (rate <= band.high + 1e-9))
    # Of few samples the rates are few as well, and the band holds more of them than it has to.
    assert 0.78 < np.mean(inside) < 0.9


def test_a_weight_is_so_many_samples_in_a_band_too():
    proba, weights = np.array([0.1, 0.4, 0.4, 0.9]), [50, 20, 0, 30]
    weighted = consistency_band(proba, sample_weight=weights)
    repeated = consistency_band(np.repeat(proba, weights))
    np.testing.assert_array_equal(weighted.low, repeated.low)
    np.testing.assert_array_equal(weighted.high, repeated.high)
    thirds = consistency_band([0.5], sample_weight=[1 / 3])
    assert (thirds.low, thirds.high) == ([0.0], [1.0])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([[0.5]],), r"proba must have shape \(N,\), got shape \(1, 1\)"),
        (([0.5, 1.5],), "proba must lie within 0 to 1: row 1 holds 1.5"),
        (([0.5], 1.0), "confidence must be above 0 and below 1, got 1.0"),
    ],
)
def test_what_is_no_prediction_has_no_band(arguments, message):
    proba, *confidence = arguments
    with pytest.raises(ValueError, match=message):
        consistency_band(proba, **({"confidence": confidence[0]} if confidence else {}))
