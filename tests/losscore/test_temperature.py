"""One temperature: the best under cross-entropy, and what it does to predictions."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.optimize import minimize_scalar

from losscore import apply_temperature, cross_entropy, fit_temperature, log_softmax, softmax

LOGITS = hnp.arrays(np.float64, (6, 3), elements=st.floats(-20, 20))
T = st.floats(0.05, 20.0)


def mixed(size, seed=0, classes=3):
    """Labels drawn from the predictions, so that the best temperature is about 1."""
    rng = np.random.default_rng(seed)
    proba = softmax(rng.normal(size=(size, classes)))
    return (proba.cumsum(axis=1) > rng.random((size, 1))).argmax(axis=1), proba


@given(LOGITS, T)
def test_a_temperature_divides_the_logits(logits, temperature):
    expected = softmax(logits / temperature)
    found = apply_temperature(softmax(logits), temperature)
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-15)


@given(LOGITS, T)
def test_no_temperature_changes_which_class_comes_first(logits, temperature):
    proba = softmax(logits)
    found = apply_temperature(proba, temperature)
    np.testing.assert_allclose(
        np.take_along_axis(found, proba.argmax(axis=1)[:, None], axis=1)[:, 0], found.max(axis=1)
    )


def test_a_prediction_of_0_stays_0_and_two_classes_may_be_one_column():
    np.testing.assert_array_equal(apply_temperature([[0.5, 0.5, 0.0]], 9.0), [[0.5, 0.5, 0.0]])
    np.testing.assert_array_equal(apply_temperature([[1.0, 0.0]], 0.01), [[1.0, 0.0]])
    column = apply_temperature([0.3, 0.8], 2.0)
    np.testing.assert_allclose(column, apply_temperature([[0.7, 0.3], [0.2, 0.8]], 2.0)[:, 1])


@pytest.mark.parametrize("made_with", [0.25, 1.0, 4.0])
@pytest.mark.parametrize("soft", [False, True])
def test_the_best_temperature_is_that_of_a_search(made_with, soft):
    labels, proba = mixed(400)
    noise = np.random.default_rng(1).normal(size=(400, 3))
    truth = softmax(np.log(proba) + noise) if soft else labels
    given_ = apply_temperature(proba, made_with)
    logs = np.log(given_)

    def mean(log_t):
        tempered = np.exp(log_softmax(logs / math.exp(log_t)))
        return cross_entropy(truth, tempered).mean()

    found = minimize_scalar(mean, bounds=(-5, 5), method="bounded", options={"xatol": 1e-9})
    assert fit_temperature(truth, given_) == pytest.approx(math.exp(found.x), rel=1e-5)


def test_a_temperature_that_was_applied_is_found_again():
    labels, proba = mixed(1000)
    best = fit_temperature(labels, proba)
    assert best == pytest.approx(1.0, abs=0.2)
    assert fit_temperature(labels, apply_temperature(proba, 0.1)) == pytest.approx(10 * best)
    assert fit_temperature(labels, apply_temperature(proba, best)) == pytest.approx(1.0)


def test_weights_act_as_repeats():
    labels, proba = mixed(60)
    weights = np.arange(60) % 4
    weighted = fit_temperature(labels, proba, sample_weight=weights)
    repeated = fit_temperature(np.repeat(labels, weights), np.repeat(proba, weights, axis=0))
    assert weighted == pytest.approx(repeated, rel=1e-9)


def test_a_model_that_is_always_right_had_best_be_as_sure_as_can_be():
    assert fit_temperature([0, 1], [[0.6, 0.4], [0.3, 0.7]]) == pytest.approx(0.001)


def test_a_model_that_is_always_wrong_had_best_tell_nothing_apart():
    assert fit_temperature([1, 0], [[0.6, 0.4], [0.3, 0.7]]) == pytest.approx(1000.0)


@pytest.mark.parametrize("proba", [[[0.5, 0.5]] * 2, [[1.0, 0.0], [0.0, 1.0]]])
def test_where_no_temperature_changes_anything_it_is_1(proba):
    assert fit_temperature([0, 1], proba) == 1.0


def test_a_sample_that_is_infinite_at_every_temperature_tells_nothing():
    labels, proba = mixed(50)
    with_one = np.concatenate([proba, [[0.7, 0.3, 0.0]]])
    found = fit_temperature([*labels, 2], with_one)
    assert found == pytest.approx(fit_temperature(labels, proba), rel=1e-9)


def test_where_all_are_infinite_there_is_no_temperature():
    with pytest.raises(ValueError, match="at any temperature every penalty is infinite"):
        fit_temperature([1, 0], [[1.0, 0.0], [0.9, 0.1]], sample_weight=[1, 0])


@pytest.mark.parametrize("temperature", [0.0, -1.0, math.nan, math.inf])
def test_a_temperature_is_above_0(temperature):
    with pytest.raises(ValueError, match="temperature must be a finite number of at least 1e-300"):
        apply_temperature([[0.5, 0.5]], temperature)
