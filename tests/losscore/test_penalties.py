"""Penalties against scikit-learn, SciPy, rational arithmetic and what must hold of any."""

import math
import re
import tracemalloc
from fractions import Fraction

import numpy as np
import pytest
import scipy.special
from hypothesis import assume, given
from hypothesis import strategies as st
from sklearn.metrics import brier_score_loss, log_loss

from losscore import (
    cross_entropy,
    cross_entropy_from_logits,
    entropy,
    log_softmax,
    normalize,
    one_hot,
    softmax,
    squared_error,
)

PENALTIES = [squared_error, cross_entropy]


@st.composite
def batches(draw, soft=True):
    """Truth and prediction of 1 to 6 samples of 2 to 6 classes, zeros and certainties included."""
    n, k = draw(st.integers(1, 6)), draw(st.integers(2, 6))
    row = st.lists(st.integers(0, 9), min_size=k, max_size=k).filter(any)
    proba = normalize(draw(st.lists(row, min_size=n, max_size=n)))
    if soft:
        return normalize(draw(st.lists(row, min_size=n, max_size=n))), proba
    labels = draw(st.lists(st.integers(0, k - 1), min_size=n, max_size=n))
    return np.array(labels), proba


def random_batch(n=2000, k=7, seed=0):
    rng = np.random.default_rng(seed)
    return rng.integers(k, size=n), normalize(rng.random((n, k)))


@pytest.mark.parametrize("penalty", PENALTIES)
def test_penalty_of_a_perfect_prediction_is_zero(penalty):
    penalties = penalty([0, 1, 2], np.eye(3))
    np.testing.assert_array_equal(penalties, 0.0)
    assert not np.signbit(penalties).any()


def test_the_articles_two_comparisons():
    proba = [[0.8, 0.2, 0.0], [0.9, 0.1, 0.0], [0.8, 0.1, 0.1]]
    np.testing.assert_allclose(squared_error([0] * 3, proba), [0.08, 0.02, 0.06], rtol=1e-14)
    # >>> from decimal import Decimal
    # >>> [-Decimal(p).ln() for p in ("0.8", "0.9")]
    np.testing.assert_allclose(
        cross_entropy([0] * 3, proba),
        [0.22314355131420975577, 0.1053605156578263012, 0.22314355131420975577],
        rtol=1e-15,
    )


@pytest.mark.parametrize("k", [2, 3, 10])
def test_means_agree_with_scikit_learn(k):
    labels, proba = random_batch(k=k)
    every = list(range(k))
    assert cross_entropy(labels, proba).mean() == pytest.approx(
        log_loss(labels, proba, labels=every), rel=1e-13
    )
    assert squared_error(labels, proba).mean() == pytest.approx(
        brier_score_loss(labels, proba, labels=every, scale_by_half=False), rel=1e-13
    )


def test_half_of_squared_error_is_the_two_class_brier_score():
    labels, proba = random_batch(k=2)
    assert squared_error(labels, proba[:, 1], scale="half").mean() == pytest.approx(
        brier_score_loss(labels, proba[:, 1]), rel=1e-13
    )


@given(batches())
def test_cross_entropy_agrees_with_scipy(batch):
    truth, proba = batch
    expected = scipy.special.rel_entr(truth, proba).sum(axis=1) + entropy(truth)
    np.testing.assert_allclose(cross_entropy(truth, proba), expected, rtol=1e-12, atol=1e-15)


@given(batches())
def test_squared_error_agrees_with_rational_arithmetic(batch):
    truth, proba = batch
    expected = [
        float(sum((Fraction(a) - Fraction(b)) ** 2 for a, b in zip(y, p, strict=True)))
        for y, p in zip(truth.tolist(), proba.tolist(), strict=True)
    ]
    np.testing.assert_allclose(squared_error(truth, proba), expected, rtol=1e-14)


@pytest.mark.parametrize("rest", [[1.0], [0.5, 0.5], [0.7, 0.2, 0.1], [1 / 99] * 99])
@pytest.mark.parametrize("residual", [0.6, 0.5, 0.4999, 0.25, 0.1, 1e-3, 1e-6, 1e-9])
def test_penalties_are_right_near_a_perfect_prediction(residual, rest):
    row = np.array([1.0 - residual, *(residual * np.array(rest))])
    fractions = [Fraction(p) for p in row.tolist()]
    exact = float((1 - fractions[0]) ** 2 + sum(p * p for p in fractions[1:]))
    np.testing.assert_allclose(squared_error([0], [row]), exact, rtol=1e-12)
    # log1p of the exact residual of the float, so that no digit of 1 − ŷ is lost.
    exact = -math.log1p(-float(1 - fractions[0]))
    np.testing.assert_allclose(cross_entropy([0], [row]), exact, rtol=1e-12)


@pytest.mark.parametrize("others", [0, 7, 8, 100])
def test_a_nearly_perfect_prediction_is_charged_exactly_in_any_company(others):
    residual = 1e-9
    proba = np.array([[1.0 - residual, residual], *[[0.25, 0.75]] * others])
    exact = (1.0 - proba[0, 0]) ** 2 + residual**2
    np.testing.assert_allclose(
        squared_error(np.zeros(1 + others, int), proba), [exact, *[1.125] * others], rtol=1e-12
    )


def test_cross_entropy_is_infinite_where_truth_has_mass_and_the_prediction_none():
    with np.errstate(all="raise"):
        penalties = cross_entropy([0, 1, 1], [[0.0, 1.0], [1.0, 0.0], [0.0, 1.0]])
        soft = cross_entropy([[0.5, 0.5, 0.0]], [[1.0, 0.0, 0.0]])
    np.testing.assert_array_equal(penalties, [np.inf, np.inf, 0.0])
    np.testing.assert_array_equal(soft, [np.inf])


def test_a_zero_truth_times_the_logarithm_of_zero_is_zero():
    np.testing.assert_array_equal(cross_entropy([[1.0, 0.0, 0.0]], [[1.0, 0.0, 0.0]]), [0.0])
    half = [[0.5, 0.5, 0.0]]
    np.testing.assert_allclose(cross_entropy(half, half), np.log(2.0), rtol=1e-15)


def test_the_least_positive_probability_still_has_a_finite_penalty():
    tiny = np.nextafter(0.0, 1.0)
    assert cross_entropy([0], [[tiny, 1.0]])[0] == pytest.approx(1074 * np.log(2.0), rel=1e-15)


@given(batches())
def test_cross_entropy_of_a_soft_truth_is_least_at_the_truth(batch):
    truth, proba = batch
    np.testing.assert_allclose(cross_entropy(truth, truth), entropy(truth), rtol=1e-14)
    assert (cross_entropy(truth, proba) >= entropy(truth) - 1e-12).all()


@given(batches())
def test_squared_error_lies_within_0_and_2(batch):
    penalties = squared_error(*batch)
    assert penalties.shape == (len(batch[0]),)
    assert ((penalties >= 0.0) & (penalties <= 2.0)).all()


@given(batches())
def test_scales_divide_by_one_two_and_the_number_of_classes(batch):
    full = squared_error(*batch)
    np.testing.assert_array_equal(squared_error(*batch, scale="sum"), full)
    np.testing.assert_array_equal(squared_error(*batch, scale="half"), full / 2)
    np.testing.assert_array_equal(squared_error(*batch, scale="mean"), full / batch[1].shape[1])


def test_an_unknown_scale_is_refused():
    message = r"^scale must be one of 'sum', 'half', 'mean', got 'total'$"
    with pytest.raises(ValueError, match=message):
        squared_error([0], [[0.5, 0.5]], scale="total")


@pytest.mark.parametrize("truth", [[0, 1], [[1.0, 0.0], [0.0, 1.0]], [[0.5, 0.5], [0.0, 1.0]]])
def test_a_floor_lifts_the_prediction_first_and_changes_nothing_else(truth):
    proba = np.array([[0.0, 1.0], [0.3, 0.7]])
    lifted = np.array([[0.1, 1.0], [0.3, 0.7]])
    y = one_hot(truth, 2) if np.ndim(truth) == 1 else np.array(truth)
    np.testing.assert_allclose(
        cross_entropy(truth, proba, floor=0.1), -(y * np.log(lifted)).sum(axis=1), rtol=1e-15
    )


@pytest.mark.parametrize("floor, message", [
    (-0.1, "floor must be a number from 0 to 1, got -0.1"),
    (1.5, "floor must be a number from 0 to 1, got 1.5"),
    (1.0, "floor must be below 1, got 1.0"),
    (np.nan, "floor must be a number from 0 to 1, got nan"),
    (None, "floor must be a number from 0 to 1, got None"),
])  # fmt: skip
def test_a_floor_out_of_range_is_refused(floor, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        cross_entropy([0], [[0.5, 0.5]], floor=floor)


@given(batches(soft=False))
def test_labels_are_the_one_hot_case_of_distributions(batch):
    labels, proba = batch
    truth = one_hot(labels, proba.shape[1])
    for penalty in PENALTIES:
        np.testing.assert_allclose(penalty(labels, proba), penalty(truth, proba), rtol=1e-14)


@pytest.mark.parametrize("penalty", PENALTIES)
@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=5))
def test_one_column_is_exactly_the_two_column_case(penalty, pairs):
    y, p = np.array(pairs).T
    # Else they may be one sample of as many classes.
    assume(len(y) == 1 or abs(y.sum() - 1.0) > 1e-5 or abs(p.sum() - 1.0) > 1e-5)
    both, truth = np.stack([1.0 - p, p], axis=1), np.stack([1.0 - y, y], axis=1)
    labels = (y > 0.5).astype(int)
    np.testing.assert_array_equal(penalty(y, p), penalty(truth, both))
    np.testing.assert_array_equal(penalty(truth, p), penalty(truth, both))
    np.testing.assert_array_equal(penalty(labels, p), penalty(labels, both))


@given(batches(), st.randoms(use_true_random=False))
def test_permuting_classes_with_their_labels_changes_nothing(batch, random):
    truth, proba = batch
    order = list(range(proba.shape[1]))
    random.shuffle(order)
    for penalty in PENALTIES:
        permuted = penalty(truth[:, order], proba[:, order])
        np.testing.assert_allclose(permuted, penalty(truth, proba), rtol=1e-13)
        labels = truth.argmax(axis=1)
        permuted = penalty(np.argsort(order)[labels], proba[:, order])
        np.testing.assert_allclose(permuted, penalty(labels, proba), rtol=1e-13)


@given(batches(), st.integers(1, 5))
def test_each_sample_is_charged_on_its_own_so_that_repeats_act_as_weights(batch, times):
    truth, proba = batch
    for penalty in PENALTIES:
        once = penalty(truth, proba)
        assert once.shape == (len(proba),)
        again = penalty(np.repeat(truth, times, axis=0), np.repeat(proba, times, axis=0))
        np.testing.assert_allclose(again, np.repeat(once, times), rtol=1e-14)


@pytest.mark.parametrize("penalty", PENALTIES)
@pytest.mark.parametrize("soft", [False, True])
def test_many_samples_are_charged_as_each_alone(penalty, soft):
    # More than one block, and a last one that is not full.
    labels, proba = random_batch(n=70_001, k=11)
    truth = proba[::-1] if soft else labels
    some = [0, 1, 23_830, 23_831, 23_832, 47_662, 70_000]
    alone = [penalty(truth[i : i + 1], proba[i : i + 1])[0] for i in some]
    np.testing.assert_allclose(penalty(truth, proba)[some], alone, rtol=1e-14)


@pytest.mark.parametrize("penalty", PENALTIES)
@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.longdouble])
def test_other_floats_are_scored_in_float64(penalty, dtype):
    labels, proba = random_batch(n=300, k=4)
    proba = proba.astype(dtype)
    penalties = penalty(labels, proba)
    assert penalties.dtype == np.float64
    exact = proba.astype(np.float64)
    if penalty is cross_entropy:
        expected = -np.log(exact[np.arange(300), labels])
    else:
        expected = np.square(exact - one_hot(labels, 4)).sum(axis=1)
    np.testing.assert_allclose(penalties, expected, rtol=1e-13)


@pytest.mark.parametrize("penalty", PENALTIES)
@pytest.mark.parametrize("layout", [np.asfortranarray, lambda a: np.repeat(a, 2, axis=0)[::2]])
def test_memory_layout_does_not_matter(penalty, layout):
    labels, proba = random_batch(n=5000, k=5)
    np.testing.assert_array_equal(penalty(labels, layout(proba)), penalty(labels, proba))


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("penalty", PENALTIES)
def test_inputs_are_not_modified_and_may_be_read_only(penalty, dtype):
    labels, proba = random_batch(n=50)
    proba = proba.astype(dtype)
    for truth in (labels, proba[::-1].copy()):
        before = truth.copy(), proba.copy()
        truth.flags.writeable = proba.flags.writeable = False
        penalty(truth, proba)
        np.testing.assert_array_equal(truth, before[0])
        np.testing.assert_array_equal(proba, before[1])
        proba.flags.writeable = True


@pytest.mark.parametrize("penalty", PENALTIES)
@pytest.mark.parametrize("n, k, most", [(300_000, 10, 1 / 3), (30_000, 300, 0.1)])
def test_scoring_takes_little_memory_beside_its_input(penalty, n, k, most):
    labels, proba = random_batch(n, k)
    tracemalloc.start()
    penalty(labels, proba)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < most * proba.nbytes


@pytest.mark.parametrize("k", [2, 3, 8])
def test_logits_give_the_penalty_of_their_softmax(k):
    rng = np.random.default_rng(k)
    logits = rng.normal(scale=3.0, size=(500, k))
    labels, truth = rng.integers(k, size=500), softmax(rng.normal(size=(500, k)))
    for y in (labels, truth):
        np.testing.assert_allclose(
            cross_entropy_from_logits(y, logits),
            cross_entropy(y, softmax(logits)),
            rtol=1e-12,
            atol=1e-15,  # the softmax rounds 1 − ŷ
        )


def test_one_column_of_logits_is_the_logit_of_class_1():
    logits, truth = np.array([-3.0, 0.0, 8.0]), np.array([0.2, 0.7, 1.0])
    both = np.stack([np.zeros(3), logits], axis=1)
    for y in ([0, 1, 1], truth):
        columns = y if y is not truth else np.stack([1 - truth, truth], axis=1)
        np.testing.assert_array_equal(
            cross_entropy_from_logits(y, logits), cross_entropy_from_logits(columns, both)
        )


def test_cross_entropy_from_logits_is_stable_at_ten_thousand():
    logits = [[1e4, -1e4, 0.0], [-1e4, 1e4, 1e4], [1e4, -1e4, -1e4]]
    with np.errstate(all="raise"):
        penalties = cross_entropy_from_logits([1, 0, 0], logits)
    np.testing.assert_allclose(penalties, [2e4, 2e4 + np.log(2.0), 0.0], rtol=1e-15)


def test_cross_entropy_from_logits_keeps_the_digits_of_a_nearly_perfect_prediction():
    # The penalty is log(1 + e^-z):
    # >>> from decimal import Decimal, getcontext; getcontext().prec = 40
    # >>> [(1 + Decimal(-z).exp()).ln() for z in (20, 40)]
    np.testing.assert_allclose(
        cross_entropy_from_logits([1, 1], [20.0, 40.0]),
        [2.06115362031438070e-9, 4.24835425529158890e-18],
        rtol=1e-14,
    )


def test_a_difference_of_logits_that_overflows_costs_infinity_only_where_truth_has_mass():
    logits = [[1e308, -1e308]]
    np.testing.assert_array_equal(cross_entropy_from_logits([0], logits), [0.0])
    np.testing.assert_array_equal(cross_entropy_from_logits([[1.0, 0.0]], logits), [0.0])
    np.testing.assert_array_equal(cross_entropy_from_logits([[0.5, 0.5]], logits), [np.inf])


@given(st.lists(st.lists(st.floats(-50, 50), min_size=3, max_size=3), min_size=1, max_size=5))
def test_cross_entropy_from_logits_is_the_negative_log_softmax_at_the_label(rows):
    logits = np.array(rows)
    np.testing.assert_array_equal(
        cross_entropy_from_logits([2] * len(rows), logits), -log_softmax(logits)[:, 2]
    )
