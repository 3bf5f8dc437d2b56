"""The push on the logits over the whole range of predictions, with the article's conclusion."""

import numpy as np
import pytest

from losscore import LOSSES


def push(loss, y_hat):
    """|∂L/∂z| on the true class of three, one wrong class holding the rest."""
    y_hat = np.atleast_1d(y_hat)
    proba = np.column_stack([y_hat, 1 - y_hat, np.zeros_like(y_hat)])
    return np.abs(LOSSES[loss].logit_gradient(np.zeros(len(y_hat), dtype=int), proba)[:, 0])


def test_almost_surely_wrong_cross_entropy_pushes_fully_and_squared_error_hardly():
    assert push("cross_entropy", 1e-4) == pytest.approx(0.9999, rel=1e-12)
    # 4·ŷ·(1−ŷ)²
    assert push("squared_error", 1e-4) == pytest.approx(4e-4 * 0.9999**2, rel=1e-12)


def test_squared_error_fades_at_both_ends_and_cross_entropy_only_when_right():
    ends = np.array([1e-6, 1 - 1e-6])
    np.testing.assert_allclose(push("cross_entropy", ends), [1 - 1e-6, 1e-6], rtol=1e-9)
    np.testing.assert_allclose(push("squared_error", ends), [4e-6, 4e-12], rtol=1e-5)


def test_squared_error_pushes_hardest_at_a_third():
    y_hat = np.linspace(1e-6, 1 - 1e-6, 3001)
    assert y_hat[push("squared_error", y_hat).argmax()] == pytest.approx(1 / 3, abs=1e-3)


@pytest.mark.parametrize("loss", sorted(LOSSES))
def test_push_is_the_central_difference_of_the_penalty_in_the_logit(loss):
    logits, step = np.array([0.3, -0.8, 1.1]), 1e-6

    def penalty(shift):
        powers = np.exp(logits + np.array([shift, 0, 0]))
        return LOSSES[loss].penalties([0], (powers / powers.sum())[None])[0]

    proba = np.exp(logits) / np.exp(logits).sum()
    slope = (penalty(step) - penalty(-step)) / (2 * step)
    assert LOSSES[loss].logit_gradient([0], proba[None])[0, 0] == pytest.approx(slope, rel=1e-7)
