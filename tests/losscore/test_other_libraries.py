"""What other libraries test themselves with holds here too.

Where it does not, that is on purpose, and in test_other_libraries_differ.py.

Inputs and expected values are theirs, named by file and test: scikit-learn 1.9.1, model-diagnostics
at d0d8eec and scoringrules at e48aa74. The words are ours, and so is the shape: one table.
"""

import math
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import pytest

from losscore import (
    LOSSES,
    cross_entropy,
    cross_entropy_from_logits,
    entropy,
    softmax,
    squared_error,
)
from tests.losscore.other_libraries import BRIER_P, BRIER_Y, HAM, THREE, half

LOG2, LOG4 = math.log(2), math.log(4)


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
