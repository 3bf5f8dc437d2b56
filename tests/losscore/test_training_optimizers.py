"""Softmax regression by each optimizer: optima, laws, plateaus and bad starts."""

import math

import numpy as np
import pytest
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression

from losscore import LOSSES
from losscore.teaching import DATASETS, first_step_reaching, make_dataset
from tests.losscore.trained import EVERY_LOSS, EVERY_OPTIMIZER, OVERLAPPING, SEPARABLE, train


@pytest.fixture(scope="module", params=["overlapping", "three_classes", "imbalanced"])
def optimum(request):
    """A data set that no line separates, and scikit-learn's unpenalised fit of it."""
    data = make_dataset(request.param)
    return data, LogisticRegression(C=np.inf, tol=1e-12, max_iter=10_000).fit(*data)


@pytest.mark.parametrize(
    ("optimizer", "steps", "learning_rate"), [("newton", 20, 1.0), ("adam", 2000, 0.03)]
)
def test_newton_and_adam_reach_scikit_learns_optimum(optimum, optimizer, steps, learning_rate):
    data, fitted = optimum
    run = train(data, optimizer=optimizer, steps=steps, learning_rate=learning_rate)
    np.testing.assert_allclose(
        run.predict_proba(data[0]), fitted.predict_proba(data[0]), rtol=1e-4, atol=1e-6
    )
    # Only differences between classes matter; scikit-learn has one column for two classes.
    found = np.column_stack([run.weights[-1].T, run.bias[-1]])
    expected = np.column_stack([fitted.coef_, fitted.intercept_])
    if len(expected) == 1:
        found, expected = found[1:] - found[:1], expected
    else:
        found, expected = found - found.mean(axis=0), expected - expected.mean(axis=0)
    np.testing.assert_allclose(found, expected, rtol=1e-3, atol=1e-4)


def test_newton_finds_the_optimum_in_a_handful_of_steps():
    run = train(optimizer="newton", steps=30, learning_rate=1.0)
    assert run.loss[8] == pytest.approx(run.loss[-1], rel=1e-12)


@pytest.mark.parametrize("loss", EVERY_LOSS)
@pytest.mark.parametrize("dataset", ["overlapping", "three_classes", "imbalanced"])
@pytest.mark.parametrize("learning_rate", [0.1, 1.0, 1e4])
@pytest.mark.parametrize("start_bias", [0.0, 8.0])
def test_newton_never_climbs(loss, dataset, learning_rate, start_bias):
    run = train(
        make_dataset(dataset),
        loss,
        optimizer="newton",
        steps=40,
        learning_rate=learning_rate,
        start_bias=start_bias,
    )
    assert (np.diff(run.loss) <= 0).all()
    assert run.loss[-1] < run.loss[0]


def test_newton_rests_once_rounding_hides_the_descent():
    run = train(optimizer="newton", steps=100, learning_rate=1.0)
    np.testing.assert_array_equal(run.weights[15], run.weights[-1])


@pytest.mark.parametrize("loss", EVERY_LOSS)
def test_gradient_descent_on_two_mirrored_points_is_single_sample_descent(loss):
    # Logits ±z of the points ±1 at every step: by symmetry each is the one sample with its own
    # logit difference, moved by 2·(∂L/∂z) for two weights apart and no bias.
    run = train(([[-1.0], [1.0]], [0, 1]), loss, steps=50, learning_rate=0.3)
    logit = 0.0
    for residual in run.residual:
        y_hat = 1 / (1 + math.exp(-logit))
        assert residual == pytest.approx(1 - y_hat, rel=1e-10)
        logit -= 2 * 0.3 * LOSSES[loss].logit_gradient([1], [[1 - y_hat, y_hat]])[0, 1]


def test_newton_may_end_on_a_plateau_of_squared_error_and_the_run_says_so():
    x, labels = load_iris(return_X_y=True)
    data = (x - x.mean(axis=0)) / x.std(axis=0), labels
    run = train(data, "squared_error", optimizer="newton", learning_rate=1.0)
    assert run.loss[-1] == pytest.approx(0.477, abs=1e-3)
    assert run.gradient < 1e-12
    assert run.on_plateau
    # Each sample it gave up on is taken for another class, and has nothing left on its own.
    hits = run.predict_proba(data[0])[np.arange(len(x)), labels]
    assert run.given_up == (hits < 1e-3).sum() == 46
    lower = train(data, "squared_error", optimizer="adam", learning_rate=0.3)
    assert lower.loss[-1] < 0.1 * run.loss[-1]
    assert not lower.on_plateau


@pytest.mark.parametrize("loss", EVERY_LOSS)
@pytest.mark.parametrize("dataset", DATASETS)
def test_newton_on_the_way_to_the_least_loss_is_on_no_plateau(loss, dataset):
    run = train(make_dataset(dataset), loss, optimizer="newton", steps=60, learning_rate=1.0)
    assert run.gradient < 1e-7
    assert not run.on_plateau
    assert run.given_up_loss <= 0.2 * run.loss[-1]  # outliers


@pytest.mark.parametrize("optimizer", EVERY_OPTIMIZER)
@pytest.mark.parametrize("start_bias", [0.0, 20.0, 100.0])
def test_cross_entropy_gives_up_on_no_sample(optimizer, start_bias):
    for dataset in DATASETS:
        run = train(make_dataset(dataset), optimizer=optimizer, steps=20, start_bias=start_bias)
        assert (run.given_up, run.given_up_loss, run.on_plateau) == (0, 0.0, False)


def test_momentum_is_the_heavy_ball():
    plain, ball = (train(optimizer=name, steps=2) for name in ("gradient_descent", "momentum"))
    np.testing.assert_array_equal(ball.weights[1], plain.weights[1])
    first_step = plain.weights[1] - plain.weights[0]
    np.testing.assert_allclose(ball.weights[2], plain.weights[2] + 0.9 * first_step, rtol=1e-12)


def test_adams_first_step_is_the_learning_rate_in_every_parameter():
    run = train(optimizer="adam", steps=1, learning_rate=0.05)
    np.testing.assert_allclose(np.abs(run.weights[1]), 0.05, rtol=1e-5)


def test_adam_follows_the_published_algorithm():
    run = train(optimizer="adam", steps=30, learning_rate=0.1)
    x, labels = OVERLAPPING
    design, truth = np.column_stack([x, np.ones(300)]), np.eye(2)[labels]
    theta = m = v = np.zeros((3, 2))
    for t in range(1, 31):
        powers = np.exp(design @ theta)
        g = design.T @ (powers / powers.sum(axis=1, keepdims=True) - truth) / 300
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
        theta = theta - 0.1 * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
    np.testing.assert_allclose(run.weights[-1], theta[:2], rtol=1e-9)
    np.testing.assert_allclose(run.bias[-1], theta[2], rtol=1e-9)


def test_with_a_fixed_step_squared_error_lags_and_with_newton_hardly():
    def lag(optimizer):
        runs = {
            loss: train(SEPARABLE, loss, optimizer=optimizer, steps=800, learning_rate=1.0)
            for loss in EVERY_LOSS
        }
        steps = {loss: first_step_reaching(runs[loss].residual, 0.01) for loss in EVERY_LOSS}
        return steps["squared_error"] / steps["cross_entropy"]

    assert lag("gradient_descent") > 4
    assert lag("newton") < 2.5


@pytest.mark.parametrize("optimizer", ["gradient_descent", "momentum"])
def test_a_bad_start_leaves_squared_error_stuck_and_not_cross_entropy(optimizer):
    settings = {"optimizer": optimizer, "steps": 2000, "learning_rate": 1.0, "start_bias": 20.0}
    stuck, freed = (train(loss=loss, **settings) for loss in ("squared_error", "cross_entropy"))
    assert stuck.bias[0].tolist() == [20.0, 0.0]
    assert stuck.residual[0] == freed.residual[0] == pytest.approx(0.5)  # all of class 1
    assert stuck.residual[-1] == pytest.approx(0.5, abs=1e-4)
    assert stuck.accuracy[-1] == 0.5
    assert freed.accuracy[-1] > 0.85
