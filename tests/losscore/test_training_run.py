"""When a run has settled, and the choice between runs that ended alike."""

import numpy as np
import pytest

from losscore import LEARNING_RATES, TrainingRun, best_run, make_dataset, train_softmax_regression


def run_with(*loss, learning_rate=1.0, given_up_loss=0.0):
    """A run of which only the loss matters."""
    steps = len(loss)
    return TrainingRun(
        loss_name="cross_entropy",
        optimizer="gradient_descent",
        learning_rate=learning_rate,
        loss=np.array(loss),
        residual=np.full(steps, 0.5),
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


def test_of_runs_that_ended_alike_the_one_that_settled_first_is_best():
    slow = run_with(2.0, 1.5, 1.2, 1.0, learning_rate=0.1)
    fast = run_with(2.0, 1.00005, 1.00005, 1.00005, learning_rate=1.0)
    assert best_run([slow, fast], equal_within=1e-4) is fast
    assert best_run([slow, fast], equal_within=1e-5) is slow
    assert best_run([slow, fast]) is slow


def test_of_runs_that_settled_together_the_smaller_step_size_is_best():
    runs = [run_with(2.0, 1.0, learning_rate=rate) for rate in (3.0, 1.0, 10.0)]
    assert best_run(runs, equal_within=1e-4) is runs[1]


def test_at_their_best_step_size_squared_error_still_settles_later_by_gradient_descent():
    x, labels = make_dataset("overlapping")
    settled = {
        loss: best_run(
            (
                train_softmax_regression(
                    x, labels, loss, optimizer="gradient_descent", steps=200, learning_rate=rate
                )
                for rate in LEARNING_RATES
            ),
            equal_within=1e-4,
        ).settled_step
        for loss in ("squared_error", "cross_entropy")
    }
    assert settled["squared_error"] > 2 * settled["cross_entropy"]


@pytest.mark.parametrize("share", [-0.1, 1.1, np.nan])
def test_a_share_outside_its_range_is_refused(share):
    with pytest.raises(ValueError, match="equal_within must be"):
        best_run([run_with(1.0, 0.5)], equal_within=share)
