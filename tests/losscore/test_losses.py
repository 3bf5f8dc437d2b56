"""Both losses through one list: terms sum to penalties, gradients match central differences."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from losscore import (
    LOSSES,
    PowerLoss,
    cross_entropy,
    cross_entropy_from_logits,
    normalize,
    one_hot,
    softmax,
    squared_error,
)

EVERY = LOSSES | {f"power {a:g}": PowerLoss(a) for a in (0.01, 0.25, 1.0)}
EVERY_LOSS = pytest.mark.parametrize("loss", EVERY.values(), ids=EVERY)
PER_CLASS = pytest.mark.parametrize("method", ["terms", "gradient", "logit_gradient"])


def formula(loss, truth, proba):
    """The penalty of any positive ŷ, also off the simplex, for differences one class at a time."""
    if loss.name == "squared_error":
        return np.square(truth - proba).sum(axis=1)
    if loss.name == "power":
        a = loss.a
        own = proba ** (1 + a) - (1 + 1 / a) * truth * proba**a + truth ** (1 + a) / a
        return own.sum(axis=1)
    if loss.name == "spherical":
        return 1.0 - (truth * proba).sum(axis=1) / np.linalg.norm(proba, axis=1)
    return -(truth * np.log(proba)).sum(axis=1)


def central_differences(function, at, step=1e-6):
    """∂function/∂atₖ `(N, K)` of a function from `(N, K)` to `(N,)`."""
    moves = step * np.eye(at.shape[1])
    return np.stack(
        [(function(at + move) - function(at - move)) / (2 * step) for move in moves], axis=1
    )


def soft_batch(k, n=50, seed=0):
    rng = np.random.default_rng(seed)
    return softmax(rng.normal(size=(n, k))), rng.normal(size=(n, k))


WEIGHTS = hnp.arrays(np.int64, (2, 4, 3), elements=st.integers(0, 9)).filter(
    lambda w: w.any(axis=-1).all()
)


def test_the_losses_are_listed_by_name_squared_error_first():
    assert [(key, loss.name, loss.label) for key, loss in LOSSES.items()] == [
        ("squared_error", "squared_error", "Squared error"),
        ("cross_entropy", "cross_entropy", "Cross-entropy"),
        ("spherical", "spherical", "Spherical"),
        ("power", "power", "Power"),
    ]


@pytest.mark.parametrize("function", [squared_error, cross_entropy])
def test_penalties_are_those_of_the_function_of_the_same_name(function):
    truth, logits = soft_batch(4)
    proba = softmax(logits)
    np.testing.assert_array_equal(
        LOSSES[function.__name__].penalties(truth, proba), function(truth, proba)
    )


@EVERY_LOSS
@given(WEIGHTS)
def test_terms_sum_to_the_penalty(loss, weights):
    truth, proba = normalize(weights[0]), normalize(weights[1])
    terms = loss.terms(truth, proba)
    assert terms.shape == truth.shape
    assert (terms >= 0.0).all()
    assert not np.signbit(terms).any()
    np.testing.assert_allclose(terms.sum(axis=1), loss.penalties(truth, proba), rtol=1e-13)
    labels = truth.argmax(axis=1)
    np.testing.assert_allclose(
        loss.terms(labels, proba).sum(axis=1), loss.penalties(labels, proba), rtol=1e-13
    )


def test_terms_of_the_articles_sample():
    sample = [0], [[0.8, 0.2, 0.0]]
    np.testing.assert_allclose(
        LOSSES["squared_error"].terms(*sample), [[0.04, 0.04, 0.0]], rtol=1e-14
    )
    np.testing.assert_array_equal(
        LOSSES["cross_entropy"].terms(*sample), [[-np.log(0.8), 0.0, 0.0]]
    )


@EVERY_LOSS
@pytest.mark.parametrize("k", [2, 3, 7])
def test_gradient_agrees_with_central_differences(loss, k):
    truth, logits = soft_batch(k)
    proba = softmax(logits)
    expected = central_differences(lambda p: formula(loss, truth, p), proba)
    np.testing.assert_allclose(loss.gradient(truth, proba), expected, rtol=1e-5, atol=1e-8)


@EVERY_LOSS
@pytest.mark.parametrize("k", [2, 3, 7])
def test_logit_gradient_agrees_with_central_differences(loss, k):
    truth, logits = soft_batch(k)
    expected = central_differences(lambda z: loss.penalties(truth, softmax(z)), logits)
    actual = loss.logit_gradient(truth, softmax(logits))
    np.testing.assert_allclose(actual, expected, rtol=1e-6, atol=1e-9)


def test_logit_gradient_agrees_with_differences_of_the_penalty_from_logits():
    truth, logits = soft_batch(5)
    expected = central_differences(lambda z: cross_entropy_from_logits(truth, z), logits)
    actual = LOSSES["cross_entropy"].logit_gradient(truth, softmax(logits))
    np.testing.assert_allclose(actual, expected, rtol=1e-6, atol=1e-9)


@EVERY_LOSS
@pytest.mark.parametrize("k", [2, 3, 7])
def test_logit_gradient_is_the_gradient_through_the_softmax_jacobian(loss, k):
    truth, logits = soft_batch(k)
    proba = softmax(logits)
    jacobian = np.einsum("nj,jk->njk", proba, np.eye(k)) - np.einsum("nj,nk->njk", proba, proba)
    expected = np.einsum("nj,njk->nk", loss.gradient(truth, proba), jacobian)
    np.testing.assert_allclose(loss.logit_gradient(truth, proba), expected, rtol=1e-9, atol=1e-15)


@EVERY_LOSS
@given(WEIGHTS)
def test_logit_gradient_sums_to_zero_because_a_shift_of_all_logits_changes_nothing(loss, weights):
    gradient = loss.logit_gradient(normalize(weights[0]), normalize(weights[1]))
    np.testing.assert_allclose(gradient.sum(axis=1), 0.0, atol=1e-14)


@EVERY_LOSS
def test_logit_gradient_sums_to_zero_for_a_truth_of_six_printed_digits(loss):
    gradient = loss.logit_gradient([[0.333333, 0.333333, 0.333333]], [[0.2, 0.3, 0.5]])
    assert abs(gradient.sum()) < 1e-15


def test_gradients_at_a_prediction_of_zero_are_the_limits():
    loss = LOSSES["cross_entropy"]
    truth, proba = [[0.5, 0.0, 0.5]], [[0.0, 0.0, 1.0]]
    with np.errstate(all="raise"):
        np.testing.assert_array_equal(loss.gradient(truth, proba), [[-np.inf, 0.0, -0.5]])
        np.testing.assert_array_equal(loss.logit_gradient(truth, proba), [[-0.5, 0.0, 0.5]])
        np.testing.assert_array_equal(loss.gradient([0], [[5e-324, 1.0]]), [[-np.inf, 0.0]])
        np.testing.assert_array_equal(loss.terms(truth, proba), [[np.inf, 0.0, 0.0]])
    loss = LOSSES["squared_error"]
    np.testing.assert_array_equal(loss.gradient(truth, proba), [[-1.0, 0.0, 1.0]])
    np.testing.assert_array_equal(loss.logit_gradient(truth, proba), [[0.0, 0.0, 0.0]])


@EVERY_LOSS
def test_a_perfect_prediction_is_not_pushed(loss):
    np.testing.assert_array_equal(loss.logit_gradient([0, 1, 2], np.eye(3)), np.zeros((3, 3)))


@EVERY_LOSS
def test_confidently_wrong_is_pushed_by_cross_entropy_and_not_by_squared_error(loss):
    push = np.abs(loss.logit_gradient([0], [[1e-6, 1.0 - 1e-6]])).max()
    if loss.name == "power":  # From one to the other: (1+a)·(ŷ^a + ŷ).
        assert push == pytest.approx((1.0 + loss.a) * (1e-6**loss.a + 1e-6), rel=1e-5)
    else:
        assert push > 0.999 if loss.name == "cross_entropy" else push < 1e-5


@EVERY_LOSS
@PER_CLASS
def test_labels_are_the_one_hot_case(loss, method):
    proba = softmax(soft_batch(4)[1])
    labels = np.arange(len(proba)) % 4
    np.testing.assert_array_equal(
        getattr(loss, method)(labels, proba), getattr(loss, method)(one_hot(labels, 4), proba)
    )


@EVERY_LOSS
@PER_CLASS
def test_one_column_is_exactly_the_two_column_case(loss, method):
    p, y = np.array([0.0, 0.3, 1.0, 0.9]), np.array([0.0, 0.7, 1.0, 1.0])
    proba, truth = np.stack([1 - p, p], axis=1), np.stack([1 - y, y], axis=1)
    call = getattr(loss, method)
    np.testing.assert_array_equal(call(y, p), call(truth, proba))
    np.testing.assert_array_equal(call([0, 1, 1, 0], p), call([0, 1, 1, 0], proba))
    assert call(y, p).shape == (4, 2)


@EVERY_LOSS
@PER_CLASS
def test_permuting_classes_permutes_the_columns(loss, method):
    truth, logits = soft_batch(4)
    order, proba = [2, 0, 3, 1], softmax(logits)
    call = getattr(loss, method)
    np.testing.assert_allclose(
        call(truth[:, order], proba[:, order]), call(truth, proba)[:, order], rtol=1e-13, atol=1e-16
    )


@EVERY_LOSS
@PER_CLASS
def test_many_samples_give_the_rows_of_each_alone(loss, method):
    rng = np.random.default_rng(1)
    proba, labels = normalize(rng.random((70_001, 11))), rng.integers(11, size=70_001)
    call = getattr(loss, method)
    some = np.array([0, 23_831, 47_662, 70_000])
    rows = call(labels, proba)
    assert rows.shape == proba.shape
    np.testing.assert_array_equal(rows[some], call(labels[some], proba[some]))


@EVERY_LOSS
@PER_CLASS
def test_narrow_floats_give_float64_and_are_not_modified(loss, method):
    truth, logits = soft_batch(3)
    truth, proba = truth.astype(np.float32), softmax(logits).astype(np.float32)
    before = truth.copy(), proba.copy()
    result = getattr(loss, method)(truth, proba)
    assert result.dtype == np.float64
    np.testing.assert_array_equal(truth, before[0])
    np.testing.assert_array_equal(proba, before[1])
    exact = getattr(loss, f"{method}_at")(truth.astype(float), proba.astype(float))
    np.testing.assert_array_equal(result, exact)


@EVERY_LOSS
@given(WEIGHTS, st.floats(-9e-6, 9e-6))
def test_rescaling_a_row_changes_its_penalty_by_no_more_than_its_resolution(loss, weights, miss):
    truth, proba = normalize(weights[0]), normalize(weights[1])
    for y in (truth, truth.argmax(axis=1)):
        off, whole = (loss.penalties(y, rows) for rows in ((1.0 + miss) * proba, proba))
        open_by = loss.resolution(y, (1.0 + miss) * proba)
        finite = np.isfinite(whole)
        rounding = 1e-15 * (1.0 + whole[finite])
        assert (np.abs(off[finite] - whole[finite]) <= open_by[finite] + rounding).all()
        assert (open_by <= 4.0 * abs(miss) + 1e-14).all()


@EVERY_LOSS
def test_a_row_that_sums_to_one_is_known_to_the_rounding_of_its_type(loss):
    sample = np.array([[0.75, 0.25]])
    double, single = (loss.resolution([0], sample.astype(d))[0] for d in (np.float64, np.float32))
    assert 0.0 < double < 1e-15
    assert 1e-8 < single < 1e-6
    assert loss.resolution([1], [0.25]).shape == (1,)


def test_resolution_of_a_row_that_misses_one():
    # r = 1.000002 − 1; Σ ŷ·|2(ŷ − y)| = 2·(0.8·0.2 + 0.200002·0.200002), and Σ ŷ·y/ŷ = 1.
    r, rows = 2e-6, [[0.8, 0.200002]]
    # And for the spherical loss, which pulls against rescaling nowhere: 2·(0.8·0.2²)/0.68^(3/2).
    named = [LOSSES[name] for name in ("squared_error", "cross_entropy", "spherical")]
    resolutions = [loss.resolution([0], rows)[0] for loss in named]
    expected = [0.4000016, 1.0, 0.064 / 0.68**1.5]
    assert resolutions == pytest.approx([r * pull + r**2 for pull in expected], rel=1e-4)


@pytest.mark.parametrize("floor", [0.0, 0.3])
def test_resolution_of_cross_entropy_is_what_its_gradient_opens(floor):
    loss, r = LOSSES["cross_entropy"].floored(floor), 2e-6
    rows = np.array([[0.8, 0.200002], [0.25, 0.750002], [0.3, 0.700002]])
    for y in ([0, 0, 0], [1, 1, 1], [[0.5, 0.5], [0.2, 0.8], [1.0, 0.0]]):
        pull = (rows * np.abs(loss.gradient(y, rows))).sum(axis=1)
        np.testing.assert_allclose(loss.resolution(y, rows), r * pull + r**2, rtol=1e-9)


def test_an_infinite_penalty_is_taken_as_it_stands():
    assert LOSSES["cross_entropy"].resolution([0, 0], [[0.0, 1.0], [5e-324, 1.0]]).tolist() == [
        0,
        0,
    ]


@EVERY_LOSS
@given(WEIGHTS)
def test_no_penalty_exceeds_the_ceiling_and_the_worst_prediction_reaches_it(loss, weights):
    truth, proba = normalize(weights[0]), normalize(weights[1])
    assert (loss.penalties(truth, proba) <= loss.ceiling * (1.0 + 1e-15)).all()
    assert loss.penalties([0], [[0.0, 1.0]]) == loss.ceiling
