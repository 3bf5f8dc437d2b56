"""Miscalibration, discrimination and uncertainty add up to the loss and are what they say."""

import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.isotonic import IsotonicRegression

from losscore import (
    LOSSES,
    CrossEntropy,
    PowerLoss,
    SquaredError,
    apply_temperature,
    decompose,
    entropy,
    fit_temperature,
    normalize,
    one_hot,
    recalibrated_loss,
    softmax,
)
from tests.losscore.drawn import batches

NAMES = ("loss", "miscalibration", "discrimination", "uncertainty")


def log(y, p):
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(y > 0.0, y * np.log(p), 0.0)


# What one class is charged, written down once more from the textbook.
CHARGED = {
    SquaredError(): lambda y, p: (y - p) ** 2,
    CrossEntropy(): lambda y, p: -log(y, p) + p - y,
    PowerLoss(0.3): lambda y, p: p**1.3 - 1.3 / 0.3 * y * p**0.3 + y**1.3 / 0.3,
    PowerLoss(1.0): lambda y, p: (y - p) ** 2,
}
SEPARABLE = pytest.mark.parametrize("loss", CHARGED, ids=repr)


def recalibrated(truth, proba, weights):
    return IsotonicRegression().fit(proba, truth, sample_weight=weights).predict(proba)


@SEPARABLE
@given(batches())
def test_each_part_is_what_it_says(loss, batch):
    truth, proba, weights = batch
    found = decompose(truth, proba, loss=loss, sample_weight=weights)
    each = np.ones(len(truth)) if weights is None else weights
    counted = each > 0
    truth, proba, each = truth[counted], np.minimum(proba[counted], 1.0), each[counted]
    for k, bill in enumerate(found.by_class):
        y, p = truth[:, k], proba[:, k]
        base, c = np.full_like(y, np.average(y, weights=each)), recalibrated(y, p, each)
        loss_of, of_c, of_base = (
            np.average(CHARGED[loss](y, x), weights=each) for x in (p, c, base)
        )
        expected = [loss_of, loss_of - of_c, of_base - of_c, of_base]
        np.testing.assert_allclose(bill, expected, rtol=1e-11, atol=1e-11)


@SEPARABLE
@given(batches())
def test_they_add_up_to_the_mean_penalty(loss, batch):
    truth, proba, weights = batch
    bill = decompose(truth, proba, loss=loss, sample_weight=weights)
    each = np.ones(len(truth)) if weights is None else weights
    penalties = loss.penalties(truth, proba)
    mean = np.average(penalties[each > 0], weights=each[each > 0])
    total = bill.miscalibration - bill.discrimination + bill.uncertainty
    assert bill.loss == pytest.approx(mean, rel=1e-12, abs=1e-12)
    assert total == pytest.approx(mean, rel=1e-12, abs=1e-12)
    assert bill.miscalibration >= -1e-12
    assert bill.discrimination >= 0.0
    assert bill.uncertainty >= 0.0
    np.testing.assert_array_equal(bill.by_class.sum(axis=0), [getattr(bill, n) for n in NAMES])


@pytest.mark.parametrize("classes", [2, 3, 10, 50])
@SEPARABLE
def test_they_add_up_for_rows_that_miss_1_within_the_tolerance(loss, classes):
    rng = np.random.default_rng(3)
    proba = softmax(rng.normal(size=(400, classes))).round(7).astype(np.float32)
    labels = rng.integers(classes, size=400)
    bill = decompose(labels, proba, loss=loss)
    mean = loss.penalties(labels, proba).mean()
    assert bill.loss == pytest.approx(mean, abs=1e-12)
    total = bill.miscalibration - bill.discrimination + bill.uncertainty
    assert total == pytest.approx(mean, abs=1e-12)


@given(batches())
def test_weights_act_as_repeats(batch):
    truth, proba, weights = batch
    if weights is None:
        weights = np.full(len(truth), 2)
    for loss in ("squared_error", "cross_entropy"):
        weighted = decompose(truth, proba, loss=loss, sample_weight=weights)
        repeated = decompose(np.repeat(truth, weights, 0), np.repeat(proba, weights, 0), loss=loss)
        np.testing.assert_allclose(weighted.by_class, repeated.by_class, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("labels", [[0, 0, 0], [0, 2, 0], [1, 1, 2], [0, 1, 2]])
@SEPARABLE
def test_labels_are_billed_as_the_distributions_they_stand_for(loss, labels):
    proba = [[0.7, 0.2, 0.1], [0.5, 0.5, 0.0], [0.1, 0.6, 0.3]]
    bill = decompose(labels, proba, loss=loss)
    expected = decompose(one_hot(labels, 3), proba, loss=loss)
    np.testing.assert_allclose(bill.by_class, expected.by_class, atol=1e-12)
    assert not np.isnan(bill.by_class).any()


@given(batches(), st.randoms(use_true_random=False))
def test_the_order_of_samples_and_of_classes_changes_nothing(batch, random):
    truth, proba, _ = batch
    rows, columns = list(range(len(truth))), list(range(truth.shape[1]))
    random.shuffle(rows)
    random.shuffle(columns)
    bill = decompose(truth, proba, loss="squared_error").by_class
    shuffled = decompose(truth[rows][:, columns], proba[rows][:, columns], loss="squared_error")
    np.testing.assert_allclose(shuffled.by_class, bill[columns], atol=1e-12)


@given(batches(most_classes=2))
def test_of_two_classes_both_are_billed_alike_under_the_spherical_loss_too(batch):
    truth, proba, _ = batch
    loss = LOSSES["spherical"]
    bill = decompose(truth, proba, loss=loss)
    p = np.minimum(proba[:, 1], 1.0)
    base, c = np.full_like(p, truth[:, 1].mean()), recalibrated(truth[:, 1], p, None)
    of_p, of_c, of_base = (
        loss.penalties(truth, np.stack([1.0 - x, x], axis=1)).mean() for x in (p, c, base)
    )
    expected = [of_p, of_p - of_c, of_base - of_c, of_base]
    np.testing.assert_allclose([getattr(bill, n) for n in NAMES], expected, atol=1e-11)
    as_column = decompose(truth[:, 1] > 0.5, proba[:, 1], loss=loss)
    in_two = decompose(truth[:, 1] > 0.5, proba, loss=loss)
    np.testing.assert_allclose(as_column.by_class, in_two.by_class, atol=1e-11)


@pytest.mark.parametrize("loss", ["spherical", CrossEntropy(floor=0.01)])
def test_a_loss_that_is_no_sum_over_classes_is_refused(loss):
    message = "has no weight over thresholds for 3 classes: only what is proper and, for more"
    for function in (decompose, recalibrated_loss):
        with pytest.raises(ValueError, match=message):
            function([0, 1], [[0.8, 0.2, 0.0], [0.5, 0.5, 0.0]], loss=loss)


def test_an_infinite_penalty_is_all_miscalibration():
    bill = decompose([0, 0, 1, 1], [[0.9, 0.1], [0, 1], [0.2, 0.8], [1, 0]], loss="cross_entropy")
    assert bill.loss == bill.miscalibration == math.inf
    assert bill.uncertainty == pytest.approx(math.log(2))
    assert bill.by_class[:, 0].tolist() == [math.inf, math.inf]
    assert bill.discrimination == pytest.approx(math.log(2) - bill_of_steps([0.5] * 4))
    # One class alone may be infinite: its own ŷ of 0 is charged to it, not to the others.
    of_three = decompose([0, 1, 2], [[0, 0.5, 0.5], [0, 1, 0], [0, 0, 1]], loss="cross_entropy")
    assert np.isinf(of_three.by_class[:, 0]).tolist() == [True, False, False]
    assert np.isfinite(of_three.by_class[:, 2:]).all()


def bill_of_steps(rates):
    return -np.mean([r * math.log(r) + (1 - r) * math.log(1 - r) for r in rates])


def test_a_soft_truth_that_is_predicted_exactly_costs_its_entropy_and_nothing_can_be_had_back():
    truth = normalize(np.random.default_rng(0).random((50, 3)))
    bill = decompose(truth, truth, loss="cross_entropy")
    assert bill.loss == pytest.approx(entropy(truth).mean())
    assert bill.miscalibration == pytest.approx(0.0, abs=1e-12)


def test_base_rates_for_every_sample_tell_nothing_apart():
    labels = np.repeat([0, 1, 2], [5, 3, 2])
    bill = decompose(labels, np.tile([0.5, 0.3, 0.2], (10, 1)), loss="cross_entropy")
    assert bill.miscalibration == pytest.approx(0.0, abs=1e-12)
    assert bill.discrimination == pytest.approx(0.0, abs=1e-12)
    assert bill.uncertainty == pytest.approx(entropy([0.5, 0.3, 0.2]))


def calibrated(size, classes=3, seed=0):
    rng = np.random.default_rng(seed)
    proba = softmax(2.0 * rng.normal(size=(size, classes)))
    return (proba.cumsum(axis=1) > rng.random((size, 1))).argmax(axis=1), proba


@pytest.mark.parametrize("loss", ["squared_error", "cross_entropy"])
def test_what_is_calibrated_seems_miscalibrated_on_its_own_samples_and_not_on_others(loss):
    labels, proba = calibrated(300)
    bill = decompose(labels, proba, loss=loss)
    assert bill.miscalibration > 0.01
    assert recalibrated_loss(labels, proba, loss=loss) > bill.loss


@pytest.mark.parametrize("loss", ["squared_error", "cross_entropy"])
def test_what_is_far_too_sure_is_improved_on_other_samples_as_well(loss):
    labels, proba = calibrated(3000)
    sure = apply_temperature(proba, 0.2)
    bill = decompose(labels, sure, loss=loss)
    left = recalibrated_loss(labels, sure, loss=loss)
    assert bill.loss - bill.miscalibration < left < bill.loss - 0.8 * bill.miscalibration


def test_folds_are_judged_by_regressions_of_the_others_with_one_sample_more_at_each_end():
    labels, proba = calibrated(40)
    folds = np.random.default_rng(3).permutation(40) % 4
    total = 0.0
    for k in range(3):
        y, p = (labels == k).astype(float), proba[:, k]
        for fold in range(4):
            train, test = folds != fold, folds == fold
            base = (y[train].sum() + 1 / 3) / (train.sum() + 1)
            fit = IsotonicRegression(out_of_bounds="clip").fit(
                [0.0, *p[train], 1.0], [base, *y[train], base]
            )
            total += CHARGED[CrossEntropy()](y[test], fit.predict(p[test])).sum()
    found = recalibrated_loss(labels, proba, loss="cross_entropy", folds=4, seed=3)
    assert found == pytest.approx(total / 40, rel=1e-12)


@given(batches())
def test_on_other_samples_too_no_penalty_is_infinite(batch):
    truth, proba, weights = batch
    if np.count_nonzero(np.ones(len(truth)) if weights is None else weights) > 1:
        for loss in CHARGED:
            left = recalibrated_loss(truth, proba, loss=loss, sample_weight=weights, folds=2)
            assert 0.0 <= left < math.inf


def test_there_are_no_more_folds_than_rows_that_count():
    pair = [0, 1, 1], [[0.9, 0.1], [0.2, 0.8], [0.5, 0.5]]
    message = re.escape("folds must be a whole number from 2 to 2, got 3")
    with pytest.raises(ValueError, match=message):
        recalibrated_loss(*pair, loss="squared_error", sample_weight=[1, 2, 0], folds=3)


def test_a_temperature_saves_no_more_than_isotonic_steps_do():
    labels, proba = calibrated(500)
    sure = apply_temperature(proba, 0.5)
    bill = decompose(labels, sure, loss="cross_entropy")
    best = apply_temperature(sure, fit_temperature(labels, sure))
    assert decompose(labels, best, loss="cross_entropy").loss > bill.loss - bill.miscalibration


def test_no_class_costs_less_than_nothing_where_a_row_does_not_quite_sum_to_1():
    bill = decompose([0], [[1.0, 1e-7, 0.0]], loss="cross_entropy")
    assert bill.loss == 0.0
    assert (bill.by_class >= 0.0).all()
