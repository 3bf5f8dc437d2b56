"""Where losscore differs from other libraries on purpose, and what it refuses as they do.

Tests named alone are in scikit-learn's test_classification.py, of the version that
test_other_libraries.py names.
"""

import math
import re

import numpy as np
import pytest
from sklearn.metrics import brier_score_loss, log_loss

from losscore import cross_entropy, normalize, squared_error
from tests.losscore.other_libraries import BRIER_P, BRIER_Y, HAM, THREE, half, mean


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_never_is_infinite_and_not_the_logarithm_of_a_rounding_error(dtype):
    # test_log_loss_eps: theirs is finite, because probabilities are clipped.
    labels, proba = [0, 1], np.array([[1, 0], [1, 0]], dtype)
    assert cross_entropy(labels, proba).tolist() == [0.0, math.inf]
    eps = np.finfo(dtype).eps
    clipped = mean(cross_entropy(labels, proba, floor=float(eps)))
    assert clipped == pytest.approx(log_loss(labels, proba), rel=1e-6)
    assert clipped == pytest.approx(-math.log(eps) / 2)


def test_classes_are_those_of_the_columns_and_not_those_of_the_labels_present():
    # test_log_loss: "contains only one label" and "different number of classes"
    for labels, proba in (([2, 2], [[0.1, 0.2, 0.7]] * 2), ([0, 0, 1], [[0.8, 0.1, 0.1]] * 3)):
        for theirs, ours in ((log_loss, cross_entropy), (brier_score_loss, squared_error)):
            with pytest.raises(ValueError, match="y_true"):
                theirs(labels, proba)
            assert ours(labels, proba).shape == (len(labels),)


def test_classes_come_in_the_order_of_the_columns_and_not_in_that_of_the_alphabet():
    # test_log_loss_warnings and test_brier_score_loss_warnings: theirs sorts, and warns.
    labels, proba, classes = ["eggs", "spam", "ham"], THREE, ["spam", "eggs", "ham"]
    for theirs, ours in ((log_loss, cross_entropy), (brier_score_loss, squared_error)):
        with pytest.warns(UserWarning, match="ordered lexicographically"):
            in_order = theirs(labels, proba, labels=classes)
        assert mean(ours(labels, proba, classes=sorted(classes))) == pytest.approx(in_order)
        np.testing.assert_array_equal(ours(labels, proba, classes=classes), ours([1, 0, 2], proba))


@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.float16])
def test_rows_that_do_not_sum_to_one_are_refused_and_rescaled_only_if_asked_for(dtype):
    # test_log_loss_not_probabilities_warning: theirs warns and goes on.
    labels, proba = [0, 1, 1, 0], np.array([[0.2, 0.7], [0.6, 0.3], [0.4, 0.7], [0.8, 0.3]], dtype)
    with pytest.warns(UserWarning, match="do not sum to one"):
        log_loss(labels, proba)
    with pytest.raises(ValueError, match=r"must sum to 1 in every row: row 0 sums to 0\.(9|8999)"):
        cross_entropy(labels, proba)
    assert np.isfinite(cross_entropy(labels, normalize(proba))).all()


def test_weights_below_0_are_refused():
    # scikit-learn, sklearn/_loss/tests/test_loss.py, test_sample_weight_multiplies: some are.
    with pytest.raises(ValueError, match="sample_weight must be 0 or from"):
        mean([0.1, 0.2], [-1, 2])


def test_a_soft_truth_is_a_truth():
    # scoringrules, tests/test_brier.py, test_brier and test_logs: theirs refuses a truth of 0.5.
    assert half([0.5], [0.5]).tolist() == [0.0]
    assert cross_entropy([0.5], [0.5]).tolist() == [math.log(2)]


REFUSED = {
    # scikit-learn, sklearn/metrics/tests/test_classification.py, test_log_loss
    "three labels for two columns": ([1, 0, 2], HAM[:3], None, "row 2 holds 2"),
    "a word that is no class": (
        ["a", "b", "c"], [[0.9, 0.1, 0.0], [0.1, 0.9, 0.0], [0.1, 0.1, 0.8]], ["a", "c", "d"],
        "row 1 holds 'b', and classes are ['a', 'c', 'd']",
    ),
    "two labels for three rows": ([2, 2], HAM[:3], None, "y_true must hold 3 samples"),
    # …, test_brier_score_loss_invalid_inputs
    "a row too few": (BRIER_Y, BRIER_P[1:], None, "y_true must hold 5 samples"),
    "above 1": (BRIER_Y, BRIER_P + 1.0, None, "must lie within 0 to 1: row 0 holds 1.1"),
    "below 0": (BRIER_Y, BRIER_P - 1.0, None, "must lie within 0 to 1: row 0 holds -0.9"),
    "a row of three classes too few": ([1, 0, 2], THREE[1:], None, "y_true must hold 2 samples"),
    "three classes above 1": ([1, 0, 2], np.array(THREE) + 1.0, None, "must lie within 0 to 1"),
    "three classes below 0": ([1, 0, 2], np.array(THREE) - 1.0, None, "must lie within 0 to 1"),
    "three labels for one column": ([0, 1, 2, 0], [0.8, 0.6, 0.4, 0.2], None, "row 2 holds 2"),
    "names for four of three columns": (
        ["eggs", "spam", "ham"], [[1, 0, 0], [0, 1, 0], [0, 1, 0]],
        ["eggs", "spam", "ham", "yams"], "classes must hold 3 names because y_proba has shape",
    ),
    # …, test_d2_brier_score_raises
    "words without names": (["yes", "no"], [0.8, 0.6], None, "or of any kind with classes="),
    "no distributions": ([[1, 0, 1, 0]], [[0.3, 0.3, 0.2, 0.2]], None, "must sum to 1"),
    # scoringrules, tests/test_brier.py, test_brier and test_logs
    "1.1 for one": ([1], [1.1], None, "row 0 holds 1.1"),
    "−0.1 for one": ([1], [-0.1], None, "row 0 holds -0.1"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("penalty", [squared_error, cross_entropy])
def test_what_another_library_refuses_is_refused(penalty, case):
    labels, proba, classes, message = case
    with pytest.raises(ValueError, match=re.escape(message)):
        penalty(labels, proba, classes=classes)
