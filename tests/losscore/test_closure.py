"""What one function returns, every other accepts, for any rows within the tolerance on sums."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from losscore import (
    LOSSES,
    compare_models,
    cross_entropy,
    cross_entropy_from_logits,
    differences,
    disagreements,
    entropy,
    log_softmax,
    normalize,
    one_hot,
    perfect_samples_needed,
    preferences,
    share_of_worst,
    sigmoid,
    softmax,
    squared_error,
)
from losscore.checks import tolerance_of
from losscore.teaching import fewest_draws, gaussian_nll, log_odds, multinomial_nll

WEIGHTS = hnp.arrays(np.float64, (3, 4), elements=st.sampled_from([0.0, 1e-9, 0.1, 1.0, 3.0]))


@st.composite
def rows(draw):
    """Three rows of four classes whose sums are off 1 by up to what their type is allowed."""
    exact = normalize(draw(WEIGHTS.filter(lambda weights: weights.any(axis=1).all())))
    dtype = draw(st.sampled_from([np.float32, np.float64]))
    off = draw(hnp.arrays(np.float64, (3, 1), elements=st.floats(-0.99, 0.99)))
    return (exact * (1.0 + off * tolerance_of(np.dtype(dtype)))).astype(dtype)


def every_penalty(truth, proba, logits):
    """What all functions that charge a sample return."""
    for y in (truth, truth.argmax(axis=1), truth.argmax(axis=1).astype(np.float32)):
        yield from (squared_error(y, proba, scale=scale) for scale in ("sum", "half", "mean"))
        yield from (cross_entropy(y, proba, floor=floor) for floor in (0.0, 1e-15, 0.5))
        yield from (loss.penalties(y, proba) for loss in LOSSES.values())
        yield from (loss.terms(y, proba).sum(axis=1) for loss in LOSSES.values())
        yield cross_entropy_from_logits(y, logits)
    yield entropy(truth)


@given(rows(), rows())
def test_every_penalty_can_be_compared_added_up_and_made_up_for(truth, proba):
    penalties = list(every_penalty(truth, proba, np.log(normalize(proba + 1e-9))))
    others = penalties[1:] + penalties[:1]
    perfect = [float(entropy(row)) for row in truth]
    for a, b in zip(penalties, others, strict=True):
        result = compare_models(a, b, resamples=2)
        assert preferences(a, b).size == 3
        share_of_worst(a, [1])
        for target in (result.mean_a, result.mean_b, *b, *perfect):
            answer = perfect_samples_needed(a, target, perfect=perfect[0])
            perfect_samples_needed(answer.mean_after([0, 1, 2]), answer.mean_after(3))


@given(rows(), rows())
def test_what_rounding_leaves_open_is_a_margin_of_every_comparison(truth, proba):
    for loss in LOSSES.values():
        a, b = loss.penalties(truth, proba), loss.penalties(truth, truth)
        within = loss.resolution(truth, proba) + loss.resolution(truth, truth)
        open_differences = differences(a, b, within=within)
        assert compare_models(a, b, within=within, resamples=2).samples == 3
        assert not disagreements(open_differences, open_differences).any()


@given(rows(), rows())
def test_every_distribution_can_be_truth_prediction_and_weight(truth, proba):
    labels = truth.argmax(axis=1)
    made = [softmax(proba), normalize(proba), one_hot(labels, 4), truth, proba]
    for y in made:
        assert np.isfinite(entropy(y)).all()
        normalize(y)
        for p in made:
            cross_entropy(y, p)
            squared_error(y, p)
            gaussian_nll(y, p, sigma=0.5)
            multinomial_nll(one_hot(labels, 4), p)
            for loss in LOSSES.values():
                assert np.isfinite(loss.logit_gradient(y, p)).all()
        counts = fewest_draws(y[0])
        assert counts is None or multinomial_nll([counts], y[:1]).size == 1


@given(hnp.arrays(np.float32, (3, 4), elements=st.floats(-80, 80, width=32)))
def test_logarithms_of_probabilities_are_logits_and_the_other_way_round(logits):
    labels = [0, 1, 3]
    again = log_softmax(log_softmax(logits))
    np.testing.assert_allclose(cross_entropy_from_logits(labels, again), -again[range(3), labels])
    probabilities = sigmoid(logits.ravel())
    cross_entropy(probabilities > 0.5, probabilities)
    below_one = np.minimum(probabilities, 1.0 - 2.0**-53)
    np.testing.assert_allclose(sigmoid(log_odds(below_one)), below_one, rtol=1e-12)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_what_a_probability_exceeds_1_by_is_no_gain(dtype):
    proba = np.array([[1.0 + 0.9 * tolerance_of(np.dtype(dtype)), 0.0]], dtype)
    assert proba[0, 0] > 1.0
    assert cross_entropy([0], proba).tolist() == cross_entropy(proba, proba).tolist() == [0.0]
    assert LOSSES["cross_entropy"].terms([0], proba).tolist() == [[0.0, 0.0]]
    assert entropy(proba).tolist() == [0.0]
    assert not np.signbit(np.concatenate([cross_entropy([0], proba), entropy(proba)])).any()


@pytest.mark.parametrize(
    "refuses",
    [
        lambda penalties: share_of_worst(penalties, [1]),
        lambda penalties: compare_models(penalties, [0.0, 0.0]),
        lambda penalties: perfect_samples_needed(penalties, 0.0),
    ],
)
def test_a_penalty_below_0_is_refused_however_small(refuses):
    with pytest.raises(ValueError, match=r"must be at least 0: row 1 holds -9\.9e-06"):
        refuses([1e-5, -9.9e-6])
