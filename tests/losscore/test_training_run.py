"""When a run has settled, and the choice between runs that ended alike."""

from functools import lru_cache

import numpy as np
import pytest

from losscore.teaching import (
    DATASETS,
    LEARNING_RATES,
    OPTIMIZERS,
    TrainingRun,
    best_run,
    first_step_reaching,
    make_dataset,
    train_softmax_regression,
)


def run_with(*loss, learning_rate=1.0, residual=None, given_up_loss=0.0):
    """A run of which only the loss matters, and perhaps the residual."""
    steps = len(loss)
    return TrainingRun(
        loss_name="cross_entropy",
        optimizer="gradient_descent",
        learning_rate=learning_rate,
        loss=np.array(loss),
        residual=np.full(steps, 0.5) if residual is None else np.array(residual),
        accuracy=np.full(steps, 0.5),
        weights=np.zeros((steps, 2, 2)),
        bias=np.zeros((steps, 2)),
        gradient=0.0,
        given_up=1,
        given_up_loss=given_up_loss,
    )


@pytest.mark.parametrize(
    ("loss", "settled"),
    [
        ((2.0, 1.5, 1.0011, 1.0009, 1.0), 3),  # a thousandth of the fall of 1 is 0.001
        ((2.0, 1.0, 1.5, 1.0, 1.0), 3),  # it passed its end and came back
        ((1.0, 1.0011, 1.5, 2.0), 3),  # it climbed
        ((1.0, 1.0, 1.0), 0),
        ((1.0,), 0),
    ],
)
def test_a_run_has_settled_once_its_loss_stays_within_a_thousandth_of_its_change(loss, settled):
    assert run_with(*loss).settled_step == settled


@pytest.mark.parametrize(
    ("loss", "stuck"), [((2.0, 1.981), True), ((2.0, 1.979), False), ((2.0, 3.0), True)]
)
def test_a_run_is_stuck_unless_its_loss_fell_by_a_hundredth(loss, stuck):
    assert run_with(*loss).stuck is stuck


def test_a_run_is_on_a_plateau_if_most_of_its_loss_is_on_samples_it_gave_up_on():
    shares = (0.0, 0.25, 0.251)
    assert [run_with(2.0, 0.5, given_up_loss=share).on_plateau for share in shares] == [
        False,
        False,
        True,
    ]
    assert not run_with(2.0, 0.0).on_plateau


def test_of_runs_that_fell_equally_far_the_one_that_settled_first_is_best():
    slow = run_with(2.0, 1.5, 1.2, 1.0, learning_rate=0.1)
    fast = run_with(2.0, 1.0009, 1.0009, 1.0009, learning_rate=1.0)
    short = run_with(2.0, 1.0011, 1.0011, 1.0011, learning_rate=10.0)
    assert best_run([slow, fast, short]) is fast
    assert best_run([slow, short]) is slow


def test_of_runs_that_fell_equally_far_the_one_at_the_target_first_is_best():
    early = run_with(2.0, 1.5, 1.0, learning_rate=0.1, residual=(0.5, 0.01, 0.2))
    late = run_with(2.0, 1.0, 1.0, learning_rate=1.0, residual=(0.5, 0.3, 0.1))
    overshot = run_with(2.0, 3.0, 3.0, learning_rate=10.0, residual=(0.5, 0.0, 0.0))
    runs = [early, late, overshot]
    assert best_run(runs, target=0.1) is early
    assert best_run(runs, target=0.001) is late  # None of them gets there: it settled first.
    assert best_run(runs) is late


def test_of_equally_fast_runs_the_one_with_the_smallest_step_size_is_best():
    runs = [run_with(2.0, 1.0, learning_rate=rate) for rate in (3.0, 1.0, 10.0)]
    assert best_run(runs) is runs[1]


def test_of_runs_that_all_climbed_the_lowest_is_best():
    runs = [run_with(1.0, end) for end in (3.0, 2.0, 4.0)]
    assert best_run(runs) is runs[1]


@pytest.mark.parametrize("target", [0.0, 1.1, np.nan])
def test_a_target_outside_its_range_is_refused(target):
    with pytest.raises(ValueError, match="target must be"):
        best_run([run_with(1.0, 0.5)], target=target)


# The best step sizes of the built-in data sets

RACED = ("squared_error", "cross_entropy")


@lru_cache
def steps_of_the_best(data, optimizer, loss):
    """The best run out of the grid, and its steps to the target, or until settled."""
    best = best_run(
        (
            train_softmax_regression(
                *make_dataset(data), loss, optimizer=optimizer, steps=500, learning_rate=rate
            )
            for rate in LEARNING_RATES[optimizer]
        ),
        target=0.01,
    )
    reached = first_step_reaching(best.residual, 0.01)
    return best, best.settled_step if reached is None else reached


@pytest.mark.parametrize("data", DATASETS)
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("loss", RACED)
def test_the_best_step_size_is_inside_the_grid_and_takes_several_steps(data, optimizer, loss):
    rates = LEARNING_RATES[optimizer]
    best, steps = steps_of_the_best(data, optimizer, loss)
    assert best.learning_rate in rates[1:-1] or len(rates) == 1
    assert not (best.stuck or best.on_plateau)
    assert steps >= 3


@pytest.mark.parametrize("data", DATASETS)
def test_at_its_best_step_size_squared_error_is_still_the_later_one_by_gradient_descent(data):
    steps = {loss: steps_of_the_best(data, "gradient_descent", loss)[1] for loss in RACED}
    assert steps["squared_error"] >= 2 * steps["cross_entropy"]


@pytest.mark.parametrize("optimizer", ["adam", "newton"])
def test_on_separable_points_the_lag_is_gone_with_adam_and_newton(optimizer):
    steps = {loss: steps_of_the_best("separable", optimizer, loss)[1] for loss in RACED}
    assert steps["squared_error"] <= 1.2 * steps["cross_entropy"]
