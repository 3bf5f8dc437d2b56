"""One sample under gradient descent: the two laws, and every way to ask for them wrongly."""

import math
import time

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from losscore.losses import LOSSES
from losscore.teaching.descent import (
    descent_law,
    first_step_reaching,
    single_sample_descent,
    steps_to_reach,
)

EVERY_LOSS = sorted(LOSSES)
NAMES = ", ".join(map(repr, LOSSES))


@pytest.mark.parametrize("loss", EVERY_LOSS)
@pytest.mark.parametrize("y_hat", [1e-6, 0.01, 0.3, 0.5, 0.9, 0.999999])
def test_push_is_the_losss_own_gradient_in_the_logit(loss, y_hat):
    # One logit z against 0: moving it is moving the second of two softmax logits.
    gradient = LOSSES[loss].logit_gradient([1], [[1 - y_hat, y_hat]])[0, 1]
    assert LOSSES[loss].push(1 - y_hat) == pytest.approx(-gradient, rel=1e-8)


@pytest.mark.parametrize("loss", EVERY_LOSS)
@pytest.mark.parametrize("learning_rate", [0.5, 2.0])
def test_a_million_steps_follow_the_law_within_two_percent(loss, learning_rate):
    residuals = single_sample_descent(loss, steps=1_000_000, learning_rate=learning_rate)
    law = descent_law(loss, [100_000, 1_000_000], learning_rate=learning_rate)
    np.testing.assert_allclose(residuals[[100_000, 1_000_000]], law, rtol=0.02)


def test_laws_are_one_over_eta_t_and_one_over_root_eight_eta_t():
    assert descent_law("cross_entropy", 50, learning_rate=0.2) == pytest.approx(1 / 10)
    assert descent_law("squared_error", 50, learning_rate=0.2) == pytest.approx(1 / math.sqrt(80))


@pytest.mark.parametrize("loss", EVERY_LOSS)
def test_law_and_steps_to_reach_are_inverse(loss):
    steps = steps_to_reach(loss, 0.003, learning_rate=0.7)
    assert descent_law(loss, steps, learning_rate=0.7) == pytest.approx(0.003)


def test_squared_error_needs_twelve_and_a_half_times_the_steps_to_reach_a_hundredth():
    squared_error = steps_to_reach("squared_error", 0.01, learning_rate=0.5)
    cross_entropy = steps_to_reach("cross_entropy", 0.01, learning_rate=0.5)
    assert squared_error / cross_entropy == pytest.approx(12.5)


@pytest.mark.parametrize("loss", EVERY_LOSS)
def test_tiny_steps_follow_the_differential_equation_of_the_logit(loss):
    # dz/dt = −∂L/∂z, solved by SciPy's adaptive Runge–Kutta.
    def push(_, logit):
        y_hat = 1 / (1 + np.exp(-logit[0]))
        return -LOSSES[loss].logit_gradient([1], [[1 - y_hat, y_hat]])[:, 1]

    solved = solve_ivp(push, (0, 20), [-1.0], rtol=1e-9, atol=1e-12).y[0, -1]
    residuals = single_sample_descent(loss, steps=20_000, learning_rate=1e-3, start_logit=-1.0)
    assert residuals[-1] == pytest.approx(1 / (1 + math.exp(solved)), rel=1e-3)


@pytest.mark.parametrize("loss", EVERY_LOSS)
def test_first_residual_is_that_of_the_start(loss):
    residuals = single_sample_descent(loss, steps=5, learning_rate=0.1, start_logit=2.0)
    assert residuals.shape == (6,)
    assert residuals.dtype == np.float64
    assert residuals[0] == pytest.approx(1 / (1 + math.exp(2.0)), rel=1e-15)


@pytest.mark.parametrize("loss", EVERY_LOSS)
@pytest.mark.parametrize("learning_rate", [1e-9, 0.5, 700.0])
@pytest.mark.parametrize("start_logit", [-700.0, -40.0, -6.0, 0.0, 40.0, 700.0])
def test_residual_is_never_zero_and_never_grows(loss, learning_rate, start_logit):
    residuals = single_sample_descent(
        loss, steps=50, learning_rate=learning_rate, start_logit=start_logit
    )
    assert (residuals > 0).all()
    assert (residuals <= 1).all()
    assert (np.diff(residuals) <= 0).all()


def test_a_confidently_wrong_start_holds_squared_error_but_not_cross_entropy():
    settings = {"steps": 1000, "learning_rate": 0.5, "start_logit": -15.0}
    assert single_sample_descent("squared_error", **settings)[-1] > 0.999
    assert single_sample_descent("cross_entropy", **settings)[-1] < 0.01


@pytest.mark.parametrize("loss", EVERY_LOSS)
def test_a_million_steps_take_about_a_second(loss):
    started = time.process_time()
    single_sample_descent(loss, steps=1_000_000, learning_rate=1.0)
    assert time.process_time() - started < 5  # 0.3 s on an idle machine


def test_first_step_reaching_a_residual_is_the_first_at_or_below_it():
    assert first_step_reaching([0.5, 0.3, 0.1, 0.05, 0.1], 0.1) == 2
    assert first_step_reaching([0.5, 0.3], 0.6) == 0
    assert first_step_reaching([0.5, 0.3], 0.2) is None


def test_law_predicts_the_first_step_reaching_a_small_residual():
    residuals = single_sample_descent("squared_error", steps=200_000, learning_rate=1.0)
    assert first_step_reaching(residuals, 0.001) == pytest.approx(
        steps_to_reach("squared_error", 0.001, learning_rate=1.0), rel=0.01
    )


def descend(**changes):
    settings = {"loss": "cross_entropy", "steps": 10, "learning_rate": 1.0} | changes
    return single_sample_descent(settings.pop("loss"), **settings)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"loss": "hinge"},
            f"loss must be one of {NAMES}, got 'hinge'",
        ),
        ({"steps": 0}, "steps must be a whole number from 1 to 10000000, got 0"),
        ({"steps": -3}, "steps must be a whole number from 1 to 10000000, got -3"),
        ({"steps": 2.5}, "steps must be a whole number from 1 to 10000000, got 2.5"),
        ({"steps": 10**9}, "steps must be a whole number from 1 to 10000000, got 1000000000"),
        ({"learning_rate": 0}, "learning_rate must be a number from 1e-09 to 700, got 0"),
        ({"learning_rate": -1.0}, "learning_rate must be a number from 1e-09 to 700, got -1.0"),
        ({"learning_rate": 701}, "learning_rate must be a number from 1e-09 to 700, got 701"),
        ({"learning_rate": math.nan}, "learning_rate must be a number from 1e-09 to 700, got nan"),
        ({"learning_rate": math.inf}, "learning_rate must be a number from 1e-09 to 700, got inf"),
        ({"start_logit": -701}, "start_logit must be a number from -700 to 700, got -701"),
        ({"start_logit": math.nan}, "start_logit must be a number from -700 to 700, got nan"),
    ],
)
def test_a_bad_setting_is_named_with_its_range(changes, message):
    with pytest.raises(ValueError) as error:
        descend(**changes)
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: descent_law("hinge", 1, learning_rate=1),
            f"loss must be one of {NAMES}, got 'hinge'",
        ),
        (
            lambda: descent_law("cross_entropy", [5, 0], learning_rate=1),
            "steps must be at least 1, got 0: leave out the start",
        ),
        (
            lambda: descent_law("cross_entropy", [1, math.nan], learning_rate=1),
            "steps must be finite: row 1 holds nan",
        ),
        (
            lambda: descent_law("cross_entropy", 1, learning_rate=0),
            "learning_rate must be a number from 1e-09 to 700, got 0",
        ),
        (
            lambda: steps_to_reach("hinge", 0.1, learning_rate=1),
            f"loss must be one of {NAMES}, got 'hinge'",
        ),
        (
            lambda: steps_to_reach("cross_entropy", 0, learning_rate=1),
            "residual must be a number from 1e-100 to 1, got 0",
        ),
        (
            lambda: steps_to_reach("cross_entropy", 0.1, learning_rate=0),
            "learning_rate must be a number from 1e-09 to 700, got 0",
        ),
        (
            lambda: first_step_reaching([0.5], 1.5),
            "target must be a number from 1e-100 to 1, got 1.5",
        ),
        (
            lambda: first_step_reaching([[0.5, 0.1], [0.4, 0.05]], 0.1),
            "residuals must have shape (steps + 1,), got shape (2, 2)",
        ),
        (
            lambda: first_step_reaching(0.5, 0.1),
            "residuals must have shape (steps + 1,), got shape ()",
        ),
        (
            lambda: first_step_reaching([0.5, math.nan], 0.1),
            "residuals must be finite: row 1 holds nan",
        ),
    ],
)
def test_a_bad_question_about_the_law_is_answered_with_a_sentence(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value) == message
