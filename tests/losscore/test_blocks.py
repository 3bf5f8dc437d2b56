"""Building blocks against SciPy, and where naive formulas fail."""

import re

import numpy as np
import pytest
import scipy.special
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from losscore import entropy, log_softmax, normalize, one_hot, sigmoid, softmax

LOGITS = hnp.arrays(
    np.float64, st.tuples(st.integers(1, 5), st.integers(2, 6)), elements=st.floats(-1e4, 1e4)
)
WEIGHTS = hnp.arrays(
    np.int64, st.tuples(st.integers(1, 5), st.integers(2, 6)), elements=st.integers(0, 20)
).filter(lambda w: w.any(axis=1).all())


@given(LOGITS)
def test_softmax_agrees_with_scipy(logits):
    expected = scipy.special.softmax(logits, axis=1)
    np.testing.assert_allclose(softmax(logits), expected, rtol=1e-12)


@given(LOGITS)
def test_log_softmax_agrees_with_scipy(logits):
    expected = scipy.special.log_softmax(logits, axis=1)
    np.testing.assert_allclose(log_softmax(logits), expected, rtol=1e-12, atol=1e-15)


@given(LOGITS)
def test_softmax_sums_to_one_and_a_shift_changes_nothing(logits):
    proba = softmax(logits)
    np.testing.assert_allclose(proba.sum(axis=1), 1.0, rtol=1e-14)
    # Shifting rounds each logit to a multiple of about 2e-12.
    np.testing.assert_allclose(softmax(logits + 100.0), proba, rtol=1e-10)


def test_log_softmax_keeps_the_digits_of_a_nearly_certain_class():
    # >>> from decimal import Decimal, getcontext; getcontext().prec = 40
    # >>> [-(1 + Decimal(-z).exp()).ln() for z in (20, 40)]
    np.testing.assert_allclose(
        log_softmax([[20.0, 0.0], [0.0, 40.0]])[[0, 1], [0, 1]],
        [-2.06115362031438070e-9, -4.24835425529158890e-18],
        rtol=1e-14,
    )


def test_log_softmax_is_finite_where_softmax_rounds_to_zero():
    np.testing.assert_array_equal(log_softmax([[1e4, -1e4, -1e4]]), [[0.0, -2e4, -2e4]])


def test_extreme_logits_give_certainty_without_a_warning():
    with np.errstate(all="raise"):
        np.testing.assert_array_equal(softmax([[1e308, -1e308]]), [[1.0, 0.0]])
        np.testing.assert_array_equal(log_softmax([[1e308, -1e308]]), [[0.0, -np.inf]])
        np.testing.assert_array_equal(sigmoid([-1e308, 1e308]), [0.0, 1.0])


@given(st.floats(-700, 700))
def test_sigmoid_agrees_with_scipy_and_with_two_logits(logit):
    assert sigmoid(logit) == pytest.approx(scipy.special.expit(logit), rel=1e-14)
    np.testing.assert_allclose(softmax([0.0, logit])[1], sigmoid(logit), rtol=1e-14)


def test_sigmoid_keeps_the_shape_and_gives_a_number_for_a_number():
    assert sigmoid(np.zeros((2, 3, 4))).shape == (2, 3, 4)
    assert isinstance(sigmoid(0.0), float)


@pytest.mark.parametrize("function", [softmax, log_softmax, normalize, entropy])
def test_one_sample_is_a_row_of_many(function):
    rows = np.array([[0.2, 0.3, 0.5], [0.0, 0.0, 1.0]])
    np.testing.assert_array_equal([function(row) for row in rows], function(rows))


def test_one_hot_puts_all_mass_on_the_label():
    hot = one_hot([2, 0, 1], 4)
    np.testing.assert_array_equal(hot, np.eye(4)[[2, 0, 1]])
    assert hot.dtype == np.float64


@given(WEIGHTS)
def test_normalize_divides_by_the_sum(weights):
    np.testing.assert_allclose(
        normalize(weights), weights / weights.sum(axis=1, keepdims=True), rtol=1e-15
    )


@given(WEIGHTS, st.integers(-300, 300))
def test_normalize_does_not_depend_on_the_unit(weights, exponent):
    # Two roundings: of weight times unit, and of the sum.
    np.testing.assert_allclose(normalize(weights * 10.0**exponent), normalize(weights), rtol=1e-14)


def test_normalize_reaches_weights_whose_sum_overflows_or_almost_vanishes():
    np.testing.assert_array_equal(normalize([[1e308, 1e308], [5e-324, 5e-324]]), 0.5)


@given(WEIGHTS)
def test_entropy_agrees_with_scipy(weights):
    p = normalize(weights)
    np.testing.assert_allclose(entropy(p), scipy.stats.entropy(p, axis=1), rtol=1e-12, atol=1e-15)


def test_entropy_of_certainty_is_zero_and_of_a_uniform_distribution_log_k():
    assert entropy([0.0, 1.0, 0.0]) == 0.0
    assert not np.signbit(entropy([0.0, 1.0, 0.0]))
    assert entropy([0.2] * 5) == pytest.approx(np.log(5), rel=1e-15)


@pytest.mark.parametrize("call, message", [
    (lambda: softmax([0.0, np.nan]), "logits must be finite: row 0 holds nan"),
    (lambda: softmax([[0.0, 1.0], [np.inf, 1.0]]), "logits must be finite: row 1 holds inf"),
    (lambda: log_softmax([[0.0]]), "logits must have at least 2 classes, got shape (1, 1)"),
    (lambda: log_softmax(3.0), "logits must have shape (K,) or (N, K), got shape ()"),
    (lambda: softmax([[[0.0, 1.0]]]), "logits must have shape (K,) or (N, K), got shape (1, 1, 2)"),
    (lambda: softmax("cat"), "logits must be an array of numbers, got dtype <U3"),
    (lambda: softmax([]), "logits is empty, got shape (0,)"),
    (lambda: sigmoid(np.nan), "logits must be finite, got nan"),
    (lambda: sigmoid([[0.0], [np.inf]]), "logits must be finite: row 1 holds inf"),
    (lambda: one_hot([0, 3], 3), "labels must be whole numbers from 0 to 2: row 1 holds 3"),
    (lambda: one_hot([0, -1], 3), "labels must be whole numbers from 0 to 2: row 1 holds -1"),
    (lambda: one_hot([0.5], 3), "labels must be whole numbers from 0 to 2: row 0 holds 0.5"),
    (lambda: one_hot([[0]], 3), "labels must have shape (N,), got shape (1, 1)"),
    (lambda: one_hot([0], 1), "classes must be a whole number from 2 to"),
    (lambda: normalize([[1, 1], [1, -2]]), "weights must be at least 0: row 1 holds -2"),
    (lambda: normalize([[1, 1], [0, 0]]), "weights must not all be 0: row 1 has only zeros"),
    (lambda: normalize([1.0, np.nan]), "weights must be finite: row 0 holds nan"),
    (lambda: normalize([1.0]), "weights must have at least 2 classes, got shape (1,)"),
    (lambda: entropy([0.5, 0.4]), "p must sum to 1 in every row: row 0 sums to 0.9"),
    (lambda: entropy([[0.5, 0.5], [1.5, -0.5]]), "p must lie within 0 to 1: row 1 holds 1.5"),
])  # fmt: skip
def test_bad_input_is_refused_naming_what_was_received(call, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        call()


@pytest.mark.parametrize("function", [softmax, log_softmax, sigmoid, normalize, entropy])
def test_narrow_input_gives_float64_and_is_not_modified(function):
    rows = np.array([[0.25, 0.75], [0.5, 0.5]], np.float32)
    given_rows = rows.copy()
    assert function(rows).dtype == np.float64
    np.testing.assert_array_equal(rows, given_rows)
