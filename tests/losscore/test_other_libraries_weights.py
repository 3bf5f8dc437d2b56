"""Weighted means are those of scikit-learn, on its own examples and on whatever comes.

Inputs and expected values are theirs, of the versions that test_other_libraries.py names.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from sklearn.metrics import brier_score_loss, d2_log_loss_score, log_loss

from losscore import cross_entropy, normalize, squared_error
from tests.losscore.other_libraries import half, mean

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
