"""What other libraries test themselves with holds here too; where not, it is on purpose and said.

Inputs and expected values are theirs, named by file and test: scikit-learn 1.9.1, model-diagnostics
at d0d8eec and scoringrules at e48aa74. The words are ours, and so is the shape: one table.
"""

import math
import re
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from sklearn.metrics import brier_score_loss, d2_log_loss_score, log_loss

from losscore import (
    LOSSES,
    cross_entropy,
    cross_entropy_from_logits,
    entropy,
    normalize,
    perfect_samples_needed,
    softmax,
    squared_error,
)

LOG2, LOG4 = math.log(2), math.log(4)


def half(*pair, **names):
    """The Brier score of two classes as most libraries have it."""
    return squared_error(*pair, scale="half", **names)


def above_entropy(y_true, y_proba):
    """Cross-entropy beyond what the truth itself costs: the logarithmic loss that is 0 at best."""
    truth = np.stack([1.0 - np.asarray(y_true), y_true], axis=1)
    return cross_entropy(y_true, y_proba) - entropy(truth)


@dataclass(frozen=True)
class Case:
    """A penalty of some samples: each of them, or their mean if one number is expected."""

    penalty: object
    y_true: object
    y_proba: object
    expected: object
    names: dict = field(default_factory=dict)
    rel: float = 1e-12


YES_NO = [[0.5, 0.5], [0.1, 0.9], [0.01, 0.99], [0.9, 0.1], [0.75, 0.25], [0.001, 0.999]]
HAM = [[0.3, 0.7], [0.6, 0.4], [0.4, 0.6], [0.7, 0.3]]
THREE = [[0.2, 0.7, 0.1], [0.6, 0.2, 0.2], [0.6, 0.1, 0.3]]
BRIER_Y = np.array([0, 1, 1, 0, 1, 1])
BRIER_P = np.array([0.1, 0.8, 0.9, 0.3, 1.0, 0.95])
BRIER = (0.01 + 0.04 + 0.01 + 0.09 + 0.0025) / 6
RELIABILITY = [0, 0, 0, 1, 1, 1], [0.4, 0.3, 0.2, 0.1, 0.5, 0.9]
RECALIBRATED = [0.25, 0.25, 0.25, 0.25, 1.0, 1.0]  # the isotonic regression of the truth on them

CASES = {
    # scikit-learn, sklearn/metrics/tests/test_classification.py, test_log_loss
    "words for two classes": Case(
        # >>> from decimal import Decimal
        # >>> -sum(Decimal(p).ln() for p in ("0.5", "0.1", "0.01", "0.1", "0.25", "0.999")) / 6
        cross_entropy, ["no"] * 3 + ["yes"] * 3, YES_NO, 1.881797068998267,
        {"classes": ["no", "yes"]},
    ),
    "three classes": Case(cross_entropy, [1, 0, 2], THREE, 0.6904911, rel=1e-7),
    "three classes twice": Case(cross_entropy, [1, 0, 2] * 2, THREE * 2, 0.6904911, rel=1e-7),
    "ham and spam": Case(
        cross_entropy, ["ham", "spam", "spam", "ham"], HAM, 0.7469410,
        {"classes": ["ham", "spam"]}, 1e-7,
    ),
    "a label that never comes": Case(
        cross_entropy, [2, 2], [[0.1, 0.9]] * 2, -math.log(0.9), {"classes": [1, 2]}
    ),
    "a third label that never comes": Case(
        cross_entropy, [1, 2, 2], [[0.7, 0.1, 0.2], [0.2, 0.7, 0.1], [0.1, 0.7, 0.2]],
        -math.log(0.7), {"classes": [1, 2, 3]},
    ),
    # …, test_log_loss_perfect_predictions; theirs are 0 up to their clipping, ours are 0.
    "perfect, one column": Case(cross_entropy, [0, 1, 0], [0, 1, 0], [0.0] * 3, rel=0),
    "perfect, two columns": Case(
        cross_entropy, [0, 1, 0], [[1, 0], [0, 1], [1, 0]], [0.0] * 3, rel=0
    ),
    "perfect, three columns": Case(cross_entropy, [0, 1, 2], np.eye(3), [0.0] * 3, rel=0),
    # …, test_log_loss_pandas_input
    "a series and a frame": Case(
        cross_entropy, pd.Series(["ham", "spam", "spam", "ham"]), pd.DataFrame(HAM), 0.7469410,
        {"classes": np.array(["ham", "spam"])}, 1e-7,
    ),
    # …, test_brier_score_loss_binary
    "Brier score of labels": Case(half, BRIER_Y, BRIER_P, BRIER),
    "Brier score of truth itself": Case(half, BRIER_Y, BRIER_Y, [0.0] * 6, rel=0),
    "Brier score of 1 and 2": Case(half, 1.0 + BRIER_Y, BRIER_P, BRIER, {"classes": [1, 2]}),
    "Brier score of −1 and 1": Case(half, 2 * BRIER_Y - 1, BRIER_P, BRIER, {"classes": [-1, 1]}),
    "Brier score of two columns": Case(
        half, BRIER_Y, np.stack([1 - BRIER_P, BRIER_P], axis=1), BRIER
    ),
    "Brier score of a truth in columns": Case(
        half, np.stack([1 - BRIER_Y, BRIER_Y], axis=1), np.stack([1 - BRIER_P, BRIER_P], axis=1),
        BRIER,
    ),
    "Brier score, not halved": Case(squared_error, BRIER_Y, BRIER_P, 2 * BRIER),
    "Brier score of one −1": Case(half, [-1], [0.4], 0.4**2, {"classes": [-1, 1]}),
    "Brier score of one 0": Case(half, [0], [0.4], 0.4**2),
    "Brier score of one 1": Case(half, [1], [0.4], 0.6**2),
    "Brier score of one foo": Case(half, ["foo"], [0.4], 0.4**2, {"classes": ["foo", "bar"]}),
    "Brier score of bar before foo": Case(
        half, ["foo"], [0.4], 0.6**2, {"classes": ["bar", "foo"]}
    ),
    # …, test_brier_score_loss_multiclass
    "Brier score with yams that never come": Case(
        squared_error, ["eggs", "spam", "ham"], [[1, 0, 0, 0], [0, 1, 0, 0], [0, 1, 0, 0]], 2 / 3,
        {"classes": ["eggs", "spam", "ham", "yams"]},
    ),
    "Brier score of three classes": Case(squared_error, [1, 0, 2], THREE, 0.41333333, rel=1e-7),
    "Brier score, all right": Case(squared_error, [0, 1, 2], np.eye(3), [0.0] * 3, rel=0),
    "Brier score, all wrong": Case(
        squared_error, [0, 1, 2], np.eye(3)[[1, 0, 0]], [2.0] * 3, rel=0
    ),
    # …, test_brier_score_loss_invalid_inputs, where it becomes valid
    "Brier score of one word": Case(
        half, ["eggs"], [[0.9, 0.1]], 0.01, {"classes": ["eggs", "ham"]}
    ),
    # scikit-learn, sklearn/_loss/tests/test_loss.py, test_loss_on_specific_values
    "logits, a soft truth": Case(
        cross_entropy_from_logits, [0.25], [LOG4], math.log1p(4) - 0.25 * LOG4
    ),
    **{
        f"logit {z:g} of class {y}": Case(cross_entropy_from_logits, [y], [z], loss, rel=1e-15)
        for y, z, loss in [
            (0, -1e20, 0.0), (1, -1e20, 1e20), (0, -1e3, 0.0), (1, -1e3, 1e3), (1, -37.5, 37.5),
            (1, -37.0, 37.0), (0, -37.0, 8.533047625744065e-17), (1, -36.9, 36.9),
            (0, -36.9, 9.430476078526806e-17), (0, 37.0, 37.0), (1, 37.0, 8.533047625744066e-17),
            (0, 37.5, 37.5), (0, 232.8, 232.8), (1, 1e20, 0.0), (0, 1e20, 1e20),
            (1, 1e3, 0.0), (0, 1e3, 1e3),
        ]
    },
    **{
        f"three logits, class {k}": Case(
            # >>> import mpmath; mpmath.mp.dps = 30
            # >>> mpmath.log(sum(map(mpmath.exp, ("0.2", "0.5", "0.3"))))
            cross_entropy_from_logits, [k], [[0.2, 0.5, 0.3]], 1.439831060844446 - z
        )
        for k, z in enumerate([0.2, 0.5, 0.3])
    },
    "three logits far apart": Case(
        cross_entropy_from_logits, [2], [[1e4, 0.0, 7e-7]], 1e4 - 7e-7, rel=1e-15
    ),
    # …, test_binomial_vs_alternative_formulation: log(1 + exp(−z)) with the sign of the class
    **{
        f"logit {z} with a sign for the class {y}": Case(
            cross_entropy_from_logits, [y] * 3, [z] * 3, math.log1p(math.exp(z if y == 0 else -z))
        )
        for y in (0, 1)
        for z in (-5.0, 3.0)
    },
    # model-diagnostics, src/model_diagnostics/scoring/tests/test_scoring.py,
    # test_log_loss_against_precomputed_values
    "log loss of halves": Case(
        above_entropy, [0, 0, 0.5, 0.5, 1, 1], [0, 0.5, 0.5, 0.25, 0.5, 1],
        [0.0, LOG2, 0.0, 0.5 * LOG2 - 0.5 * math.log(1.5), LOG2, 0.0],
    ),
    "log loss of labels": Case(
        cross_entropy, [0, 0, 0, 1, 1, 1], [0, 0.5, 0.5, 0.25, 0.5, 1],
        [0.0, LOG2, LOG2, LOG4, LOG2, 0.0],
    ),
    # …, test_scoring_function_for_equal_input
    "log loss of equal halves": Case(above_entropy, [0.3, 0.55, 1.0], [0.3, 0.55, 1.0], [0.0] * 3),
    # …, test_decompose_with_numbers, which has them from R's reliabilitydiag: score, score less
    # miscalibration, and uncertainty
    "mean Brier score of six": Case(half, *RELIABILITY, 0.2266667, rel=1e-6),
    "what calibration leaves of it": Case(
        half, RELIABILITY[0], RECALIBRATED, 0.2266667 - 0.1016667, rel=1e-6
    ),
    "Brier score of the frequency": Case(half, RELIABILITY[0], [0.5] * 6, 0.25),
    "mean log loss of six": Case(cross_entropy, *RELIABILITY, 0.6986228, rel=1e-6),
    "what calibration leaves of that": Case(
        cross_entropy, RELIABILITY[0], RECALIBRATED, 0.6931472 - 0.3182571, rel=1e-6
    ),
    "log loss of the frequency": Case(
        cross_entropy, RELIABILITY[0], [0.5] * 6, 0.6931472, rel=1e-6
    ),
    # scoringrules, tests/test_brier.py, test_brier and test_logs
    "Brier score of 0.271": Case(half, [0], [0.271], 0.073441),
    "log score of 0.481": Case(cross_entropy, [0], [0.481], 0.6558514, rel=1e-6),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_penalty_is_what_another_library_expects(case):
    penalties = case.penalty(case.y_true, case.y_proba, **case.names)
    actual = penalties if np.ndim(case.expected) else penalties.mean()
    np.testing.assert_allclose(
        actual, case.expected, rtol=case.rel, atol=2e-16 if case.rel else 0.0
    )


# scoringrules, tests/test_brier.py, test_rps and test_rls: ranked scores are those of the events
# "at most class k", added up.
@pytest.mark.parametrize(("penalty", "observed", "proba", "expected"), [
    (half, 3, [0.01, 0.32, 0.44, 0.23], 0.1619),
    (cross_entropy, 2, [0.21, 0.31, 0.32, 0.16], 1.064002),
])  # fmt: skip
def test_a_ranked_score_is_the_sum_over_thresholds(penalty, observed, proba, expected):
    at_most = np.cumsum(proba)[:-1]
    happened = np.arange(1, 4) >= observed
    assert penalty(happened, at_most).sum() == pytest.approx(expected, rel=1e-6)


# scikit-learn, sklearn/_loss/tests/test_loss.py, test_loss_on_specific_values: gradient and
# second derivative in the logit z of class 1 for a sample of class y.
@pytest.mark.parametrize(("y", "z", "gradient", "hessian"), [
    (0, -1e20, 0.0, 0.0), (1, -1e20, -1.0, 0.0), (0, -1e3, 0.0, 0.0), (1, -1e3, -1.0, 0.0),
    (1, -37.5, -1.0, 5.175555005801868e-17),
    (1, -37.0, 1e-16 - 1.0, 8.533047625744065e-17),
    (0, -37.0, 8.533047625744065e-17, 8.533047625744065e-17),
    (0, -36.9, 9.430476078526806e-17, 9.430476078526806e-17),
    (0, 37.0, 1.0 - 1e-16, 8.533047625744065e-17),
    (1, 37.0, -8.533047625744066e-17, 8.533047625744066e-17),
    (0, 37.5, 1.0, 5.175555005801868e-17),
    # Theirs has 1.4287342391028437e-101 here, within its tolerance of 1e-15; e^-232.8 is this:
    (0, 232.8, 1.0, 7.874892118601536e-102),
    (1, 232.8, -7.874892118601536e-102, 7.874892118601536e-102),
    (1, 1e20, 0.0, 0.0), (0, 1e20, 1.0, 0.0), (1, 1e3, 0.0, 0.0), (0, 1e3, 1.0, 0.0),
])  # fmt: skip
def test_derivatives_in_the_logit_are_what_scikit_learn_expects(y, z, gradient, hessian):
    proba = softmax([[0.0, z]])
    loss = LOSSES["cross_entropy"]
    assert loss.logit_gradient([y], proba)[0, 1] == pytest.approx(gradient, rel=1e-13, abs=1e-300)
    assert loss.hessian([y], proba)[0, 1, 1] == pytest.approx(hessian, rel=1e-13, abs=1e-300)


# …, test_binomial_and_multinomial_loss of the same file
def test_two_logits_that_differ_by_one_are_that_one():
    rng = np.random.default_rng(0)
    labels, logits = rng.integers(2, size=20), rng.normal(size=20)
    both = np.stack([-0.5 * logits, 0.5 * logits], axis=1)
    np.testing.assert_allclose(
        cross_entropy_from_logits(labels, logits),
        cross_entropy_from_logits(labels, both),
        rtol=1e-13,
    )


# …, test_multinomial_loss_fit_intercept_only of it, and test_d2_log_loss_score: no constant
# prediction is better than the frequencies, weighted ones where there are weights.
@pytest.mark.parametrize("loss", [LOSSES["squared_error"], LOSSES["cross_entropy"]])
@pytest.mark.parametrize("weights", [[1] * 6, [2, 1, 3, 4, 3, 1]])
def test_the_best_constant_prediction_is_the_frequencies(loss, weights):
    labels = np.array([0, 0, 0, 1, 1, 2])
    frequencies = np.bincount(labels, weights) / sum(weights)
    pushes = loss.logit_gradient(labels, np.tile(frequencies, (6, 1)))
    np.testing.assert_allclose(weights @ pushes, 0.0, atol=1e-15)


# With weights: scikit-learn, sklearn/metrics/tests/test_classification.py, test_d2_log_loss_score,
# test_d2_log_loss_score_missing_labels and test_d2_brier_score; model-diagnostics,
# src/model_diagnostics/scoring/tests/test_scoring.py, test_scoring_function_score_per_obs.
D2_LOG = [[0.5, 0.5], [0.9, 0.1], [0.4, 0.6], [0.6, 0.4], [0.35, 0.65], [0.01, 0.99]]
WEIGHTED = {
    "log loss of words": (
        log_loss, cross_entropy, ["no"] * 3 + ["yes"] * 3, D2_LOG, ["no", "yes"],
        [2, 1, 3, 4, 3, 1],
    ),
    "log loss of three words": (
        log_loss, cross_entropy, ["high", "high", "low", "neutral"],
        [[0.8, 0.1, 0.1], [0.8, 0.1, 0.1], [0.1, 0.8, 0.1], [0.1, 0.1, 0.8]],
        ["high", "low", "neutral"], [1.4, 0.6, 0.8, 0.2],
    ),
    "log loss, a label missing": (
        log_loss, cross_entropy, [2, 0, 2, 0], [[0.3, 0.0, 0.7]] * 4, [0, 1, 2],
        [1.4, 0.6, 0.7, 0.3],
    ),
    "Brier score of two classes": (
        brier_score_loss, half, [0, 1, 1, 0, 0, 1], [0.3, 0.5, 0.6, 0.7, 0.9, 0.8], [0, 1],
        [2, 2, 3, 1, 1, 1],
    ),
    "Brier score of four classes": (
        brier_score_loss, squared_error, ["dd"] * 2 + ["cc"] * 3 + ["bb"] * 4 + ["aa"],
        [[0.1, 0.2, 0.2, 0.5]] * 2 + [[0.1, 0.2, 0.5, 0.2]] * 3 + [[0.2, 0.5, 0.2, 0.1]] * 4
        + [[0.5, 0.2, 0.2, 0.1]], ["aa", "bb", "cc", "dd"], [2, 1, 3, 1, 1, 2, 1, 4, 1, 4],
    ),
}  # fmt: skip


def mean(penalties, weights=None):
    return perfect_samples_needed(penalties, 0.0, sample_weight=weights).mean


@pytest.mark.parametrize("case", WEIGHTED.values(), ids=WEIGHTED)
def test_a_weighted_mean_is_what_scikit_learn_gives(case):
    theirs, ours, labels, proba, classes, weights = case
    expected = theirs(labels, proba, labels=classes, sample_weight=weights)
    penalties = ours(labels, proba, classes=classes)
    assert mean(penalties, weights) == pytest.approx(expected, rel=1e-12)
    assert mean(penalties, weights) == pytest.approx(
        np.average(penalties, weights=weights), rel=1e-14
    )


@pytest.mark.parametrize("weights", [None, [1.4, 0.6, 0.7, 0.3]])
def test_what_is_explained_beyond_the_frequencies_is_what_scikit_learn_gives(weights):
    labels, proba = [0, 2, 0, 2], normalize([[3, 1, 1], [1, 1, 3], [2, 1, 2], [0, 1, 1]])
    shares = np.bincount(labels, weights) / np.bincount(labels, weights).sum()
    expected = d2_log_loss_score(labels, proba, labels=[0, 1, 2], sample_weight=weights)
    model, constant = (
        mean(cross_entropy(labels, p), weights) for p in (proba, np.tile(shares, (4, 1)))
    )
    assert 1.0 - model / constant == pytest.approx(expected, rel=1e-10)


# scikit-learn, sklearn/metrics/tests/test_classification.py, test_d2_brier_score_with_labels
def test_a_simple_model_with_wrong_predictions_explains_minus_three():
    labels = [0, 2, 0, 2]
    wrong, shares = np.eye(3)[[2, 0, 2, 0]], np.tile([0.5, 0.0, 0.5], (4, 1))
    assert 1.0 - mean(squared_error(labels, wrong)) / mean(squared_error(labels, shares)) == -3.0


# scikit-learn run live, on whatever comes.
BATCH = st.integers(2, 5).flatmap(
    lambda k: st.tuples(
        hnp.arrays(np.float64, (6, k), elements=st.integers(1, 99)).map(normalize),
        hnp.arrays(np.int64, 6, elements=st.integers(0, k - 1)),
        st.lists(st.integers(0, 5), min_size=6, max_size=6).filter(any),
    )
)
WORDS = np.array(["a", "b", "c", "d", "e"])


@given(BATCH)
def test_means_are_those_of_scikit_learn_whatever_the_labels_are_called(batch):
    proba, labels, weights = batch
    words = WORDS[: proba.shape[1]]
    for y, classes in ((labels, np.arange(len(words))), (words[labels], words)):
        theirs = {"labels": classes, "sample_weight": weights}
        assert mean(cross_entropy(y, proba, classes=classes), weights) == pytest.approx(
            log_loss(y, proba, **theirs), rel=1e-12
        )
        assert mean(squared_error(y, proba, classes=classes), weights) == pytest.approx(
            brier_score_loss(y, proba, scale_by_half=False, **theirs), rel=1e-12
        )


# Where losscore differs on purpose. Tests named alone are in scikit-learn's test_classification.py.


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
    assert cross_entropy([0.5], [0.5]).tolist() == [LOG2]


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
