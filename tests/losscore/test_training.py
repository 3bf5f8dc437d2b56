"""Softmax regression under both losses: optima, laws, bad starts, huge steps and bad settings."""

import math
import time

import numpy as np
import pytest
import scipy.special
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression

from losscore import LOSSES
from losscore.teaching import (
    DATASETS,
    LEARNING_RATES,
    OPTIMIZERS,
    best_run,
    first_step_reaching,
    make_dataset,
    train_softmax_regression,
)

EVERY_LOSS = sorted(LOSSES)
EVERY_OPTIMIZER = sorted(OPTIMIZERS)
FIRST_ORDER = ["adam", "gradient_descent", "momentum"]
OVERLAPPING = make_dataset("overlapping")
SEPARABLE = make_dataset("separable")


def train(data=OVERLAPPING, loss="cross_entropy", **changes):
    settings = {"optimizer": "gradient_descent", "steps": 200, "learning_rate": 0.5} | changes
    return train_softmax_regression(*data, loss, **settings)


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


@pytest.mark.parametrize("loss", EVERY_LOSS)
@pytest.mark.parametrize("optimizer", EVERY_OPTIMIZER)
def test_a_run_traces_the_start_and_every_step(loss, optimizer):
    run = train(make_dataset("three_classes"), loss, optimizer=optimizer, steps=25)
    assert (run.loss_name, run.optimizer, run.learning_rate) == (loss, optimizer, 0.5)
    assert run.last_step == 25
    assert run.loss.shape == run.residual.shape == run.accuracy.shape == (26,)
    assert run.weights.shape == (26, 2, 3)
    assert run.bias.shape == (26, 3)
    assert run.residual[0] == pytest.approx(2 / 3)
    assert run.accuracy[0] == pytest.approx(1 / 3)  # a tie counts for the first class
    assert run.loss[-1] < run.loss[0]


@pytest.mark.parametrize("optimizer", EVERY_OPTIMIZER)
def test_the_same_arguments_give_the_same_run(optimizer):
    one, other = (train(optimizer=optimizer) for _ in range(2))
    np.testing.assert_array_equal(one.weights, other.weights)
    np.testing.assert_array_equal(one.loss, other.loss)


def test_labels_may_come_in_any_order_and_points_are_left_as_they_were():
    x, labels = OVERLAPPING
    before, order = x.copy(), np.random.default_rng(1).permutation(300)
    shuffled = train((x[order], labels[order]))
    np.testing.assert_allclose(shuffled.loss, train().loss, rtol=1e-10)
    np.testing.assert_array_equal(x, before)


@pytest.mark.parametrize("loss", EVERY_LOSS)
def test_predictions_at_a_step_are_those_the_traces_were_made_of(loss):
    x, labels = data = make_dataset("three_classes")
    run = train(data, loss, steps=30)
    for step in (0, 17, 30):
        proba = run.predict_proba(x, step=step)
        assert LOSSES[loss].penalties(labels, proba).mean() == pytest.approx(run.loss[step])
        assert np.mean(1 - proba[np.arange(300), labels]) == pytest.approx(run.residual[step])
        assert np.mean(proba.argmax(axis=1) == labels) == run.accuracy[step]
    np.testing.assert_array_equal(run.predict_proba(x), run.predict_proba(x, step=30))


def test_a_finite_loss_is_traced_however_sure_the_model_is_of_a_wrong_class():
    run = train(([[1000.0], [-1000.0], [900.0]], [0, 1, 1]), steps=1, learning_rate=10.0)
    # A class's weight moves by 10/3·(500 + 500 − 450) and its bias by 10/3·½, one up and one down:
    # the third point's logits end 2·900·5500/3 − 10/3 apart, the wrong way; the others are right.
    assert run.loss[1] == pytest.approx((2 * 900 * 5500 / 3 - 10 / 3) / 3, rel=1e-12)
    assert round(run.loss[1]) == 1_099_999


@pytest.mark.parametrize("data", DATASETS)
@pytest.mark.parametrize("optimizer", EVERY_OPTIMIZER)
@pytest.mark.parametrize("learning_rate", [1.0, 30.0, 1e4])
def test_traced_cross_entropy_is_that_of_the_logits(data, optimizer, learning_rate):
    x, labels = make_dataset(data)
    run = train((x, labels), optimizer=optimizer, learning_rate=learning_rate)
    for step in (0, 1, 20, 200):
        logits = x @ run.weights[step] + run.bias[step]
        log_sum = scipy.special.logsumexp(logits, axis=1)
        expected = np.mean(log_sum - logits[np.arange(len(x)), labels])
        assert run.loss[step] == pytest.approx(expected, rel=1e-10, abs=1e-13)


@pytest.mark.parametrize("loss", EVERY_LOSS)
@pytest.mark.parametrize("optimizer", EVERY_OPTIMIZER)
@pytest.mark.parametrize("learning_rate", [1e-9, 100.0, 1e9])
@pytest.mark.parametrize("scale", [1e-6, 1.0, 4e4])
def test_no_setting_leaves_a_number_that_cannot_be_drawn(loss, optimizer, learning_rate, scale):
    x, labels = make_dataset("three_classes")
    run = train(
        (scale * x, labels), loss, optimizer=optimizer, learning_rate=learning_rate, start_bias=100
    )
    for trace in (run.loss, run.residual, run.accuracy, run.weights, run.bias):
        assert np.isfinite(trace).all()
        assert len(trace) == run.last_step + 1 >= 1


def test_best_run_is_one_whose_own_loss_ended_lowest():
    rates = LEARNING_RATES["gradient_descent"]
    runs = [train(loss="squared_error", learning_rate=rate) for rate in rates]
    best = best_run(iter(runs))
    assert best in runs
    assert best.loss[-1] == pytest.approx(min(run.loss[-1] for run in runs), rel=1e-3)
    # Not the one of the smallest residual: overshooting to certainty looks better by that.
    assert best.residual[-1] > min(run.residual[-1] for run in runs)


def test_best_run_prefers_the_smaller_of_equal_steps():
    # Newton rests at the optimum whatever step it may try first.
    data = ([[-1.0], [1.0], [-1.0], [1.0]], [0, 0, 1, 1])
    ties = [train(data, optimizer="newton", steps=3, learning_rate=rate) for rate in (2.0, 1.0)]
    assert best_run(ties) is ties[1]


@pytest.mark.parametrize("optimizer", FIRST_ORDER)
def test_two_thousand_steps_on_three_hundred_points_under_both_losses_take_under_a_second(
    optimizer,
):
    started = time.process_time()
    for loss in EVERY_LOSS:
        train(make_dataset("three_classes"), loss, optimizer=optimizer, steps=2000)
    assert time.process_time() - started < 3  # 0.3 s on an idle machine


NAMED_LOSSES = "loss must be one of 'squared_error', 'cross_entropy', 'spherical', 'power', got "
NAMED_OPTIMIZERS = "optimizer must be one of 'gradient_descent', 'momentum', 'adam', 'newton', got "
RENUMBER = "np.unique(labels, return_inverse=True)[1] renumbers them"
X, LABELS = [[0.0], [1.0], [2.0]], [0, 1, 0]


@pytest.mark.parametrize(
    ("data", "changes", "message"),
    [
        ((X, LABELS), {"loss": "hinge"}, NAMED_LOSSES + "'hinge'"),
        ((X, LABELS), {"optimizer": "sgd"}, NAMED_OPTIMIZERS + "'sgd'"),
        ((X, LABELS), {"steps": 0}, "steps must be a whole number from 1 to 100000, got 0"),
        ((X, LABELS), {"steps": 1.5}, "steps must be a whole number from 1 to 100000, got 1.5"),
        (
            (X, LABELS),
            {"steps": 10**9},
            "steps must be a whole number from 1 to 100000, got 1000000000",
        ),
        (
            (np.eye(200), np.arange(200) % 2),
            {"steps": 50_000},
            "steps × parameters must be at most 20,000,000, as every step is kept, "
            "got 50,000 × 402; use fewer steps or columns",
        ),
        (
            (X, LABELS),
            {"learning_rate": 0},
            "learning_rate must be a number from 1e-09 to 1e+09, got 0",
        ),
        (
            (X, LABELS),
            {"learning_rate": math.nan},
            "learning_rate must be a number from 1e-09 to 1e+09, got nan",
        ),
        (
            (X, LABELS),
            {"start_bias": 101},
            "start_bias must be a number from -100 to 100, got 101",
        ),
        ((X, [0, 0, 0]), {}, "labels must be of at least two classes, got only 0"),
        (
            (X, [1, 2, 1]),
            {},
            f"labels must be whole numbers 0..K−1 with no class missing, got 1, 2; {RENUMBER}",
        ),
        (
            (X, [0, 2, 0]),
            {},
            f"labels must be whole numbers 0..K−1 with no class missing, got 0, 2; {RENUMBER}",
        ),
        (
            (X, [0, 0.5, 1]),
            {},
            "labels must be whole numbers 0..K−1 with no class missing, got 0.0, 0.5, 1.0; "
            + RENUMBER,
        ),
        (
            (X, ["a", "b", "a"]),
            {},
            "labels must be an array of numbers, got dtype <U1: pass integers or floats without "
            "gaps, and labels as whole numbers 0..K−1",
        ),
        ((X, [LABELS]), {}, "labels must have shape (N,), got shape (1, 3)"),
        ((X, [0, 1]), {}, "x and labels must have one entry a sample, got 3 and 2"),
        (([0.0, 1.0, 2.0], LABELS), {}, "x must have shape (N, D), got shape (3,)"),
        (([[0.0], [math.nan], [1.0]], LABELS), {}, "x must be finite: row 1 holds nan"),
        (
            ([[0.0], [-2e6], [1.0]], LABELS),
            {},
            "x must lie within ±1e+06: row 1 holds -2000000; centre and scale its columns",
        ),
        (([], []), {}, "x is empty, got shape (0,)"),
    ],
)
def test_bad_input_is_answered_with_a_sentence(data, changes, message):
    with pytest.raises(ValueError) as error:
        train(data, **changes)
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda run: run.predict_proba([[0.0, 0.0]], step=201),
            "step must be a whole number from 0 to 200, got 201",
        ),
        (
            lambda run: run.predict_proba([[0.0, 0.0]], step=-1),
            "step must be a whole number from 0 to 200, got -1",
        ),
        (
            lambda run: run.predict_proba([[0.0]]),
            "x must have 2 columns, as in training, got 1",
        ),
        (lambda run: best_run([]), "runs must be of one loss, got no run"),
        (
            lambda run: best_run([run, train(loss="squared_error")]),
            "runs must be of one loss, got cross_entropy and squared_error",
        ),
    ],
)
def test_a_bad_question_about_a_run_is_answered_with_a_sentence(call, message):
    with pytest.raises(ValueError) as error:
        call(train())
    assert str(error.value) == message
