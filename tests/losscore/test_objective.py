"""What the optimizers are told: value, gradient and Hessian of a mean loss, by differences."""

import numpy as np
import pytest

from losscore import LOSSES, one_hot, softmax
from losscore.teaching.objective import SoftmaxObjective

RNG = np.random.default_rng(7)
X = RNG.normal(size=(60, 3))
LABELS = RNG.integers(0, 4, size=60)
PARAMETERS = RNG.normal(size=(4, 4))  # three inputs and the bias, four classes
STEP = 1e-5
EVERY_LOSS = sorted(LOSSES)


def differences(function, at):
    """Central differences of a function in every entry of its argument, as last axes."""
    moves = STEP * np.eye(at.size).reshape(at.size, *at.shape)
    return np.stack([(function(at + m) - function(at - m)) / (2 * STEP) for m in moves], axis=-1)


@pytest.fixture(params=EVERY_LOSS)
def objective(request):
    return SoftmaxObjective(X, one_hot(LABELS, 4), LOSSES[request.param])


@pytest.mark.parametrize("loss", EVERY_LOSS)
@pytest.mark.parametrize("truth", [one_hot(LABELS, 4), RNG.dirichlet(np.ones(4), size=60)])
def test_logit_hessian_is_the_difference_of_the_logit_gradient(loss, truth):
    logits = RNG.normal(size=(60, 4))
    hessian = LOSSES[loss].hessian(truth, softmax(logits))
    for k in range(4):
        move = STEP * one_hot([k], 4)
        ahead, behind = (
            LOSSES[loss].logit_gradient(truth, softmax(logits + sign * move)) for sign in (1, -1)
        )
        np.testing.assert_allclose(hessian[:, :, k], (ahead - behind) / (2 * STEP), atol=1e-9)


@pytest.mark.parametrize("loss", EVERY_LOSS)
def test_value_is_the_mean_penalty(loss):
    objective = SoftmaxObjective(X, one_hot(LABELS, 4), LOSSES[loss])
    proba = softmax(X @ PARAMETERS[:-1] + PARAMETERS[-1])
    expected = LOSSES[loss].penalties(LABELS, proba).mean()
    assert objective.value(PARAMETERS) == pytest.approx(expected, rel=1e-13)


def test_gradient_is_the_difference_of_the_value(objective):
    expected = differences(objective.value, PARAMETERS).reshape(PARAMETERS.shape)
    np.testing.assert_allclose(objective.gradient(PARAMETERS), expected, atol=1e-9)


def test_hessian_is_the_difference_of_the_gradient(objective):
    expected = differences(objective.gradient, PARAMETERS).reshape(16, 16)
    np.testing.assert_allclose(objective.hessian(PARAMETERS), expected, atol=1e-9)


def test_cross_entropy_is_convex_in_the_parameters_and_squared_error_is_not():
    curvatures = {
        loss: np.linalg.eigvalsh(
            SoftmaxObjective(X, one_hot(LABELS, 4), LOSSES[loss]).hessian(PARAMETERS)
        )
        for loss in EVERY_LOSS
    }
    assert curvatures["cross_entropy"].min() > -1e-12
    assert curvatures["squared_error"].min() < -0.01


def test_trace_is_value_residual_and_accuracy_of_each_step(objective):
    history = RNG.normal(size=(2500, 4, 4))  # more than one piece
    loss, residual, accuracy = objective.trace(history)
    assert loss.shape == residual.shape == accuracy.shape == (2500,)
    for step in (0, 1, 1249, 2499):
        proba = softmax(X @ history[step, :-1] + history[step, -1])
        assert loss[step] == pytest.approx(objective.value(history[step]), rel=1e-13)
        assert residual[step] == pytest.approx(np.mean(1 - proba[np.arange(60), LABELS]))
        assert accuracy[step] == np.mean(proba.argmax(axis=1) == LABELS)


def test_traced_residual_keeps_its_digits_near_a_perfect_prediction(objective):
    perfect = SoftmaxObjective(
        np.array([[1.0], [-1.0]]), one_hot([0, 1], 2), LOSSES["squared_error"]
    )
    residual = perfect.trace(np.array([[[50.0, 0.0], [0.0, 0.0]]]))[1]
    assert residual[0] == pytest.approx(np.exp(-50.0), rel=1e-12)
