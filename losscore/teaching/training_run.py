"""What a training run leaves behind, step by step, and which of several ended best."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..checks import Array, whole_number_between
from ..logits import softmax_of
from .descent import first_step_reaching
from .points import checked_points

SETTLED_WITHIN = 0.001
"""How near to its end the loss of a settled run stays, as a share of all that it changed."""

STUCK_ABOVE = 0.99
"""The share of its loss at the start that a stuck run still has at its end."""


@dataclass(frozen=True, eq=False)
class TrainingRun:
    """What `train_softmax_regression` did, step by step; index 0 is the start.

    Every trace has one entry a step and only finite numbers, however large the step size.

    Attributes
    ----------
    loss_name, optimizer : str
        What was minimised, and how.
    learning_rate : float
        Step size η.
    loss : ndarray of shape (steps + 1,)
        Mean loss of the samples, the one that was minimised.
    residual : ndarray of shape (steps + 1,)
        Mean of 1−ŷ on the true class, 0..1: comparable between losses.
    accuracy : ndarray of shape (steps + 1,)
        Share of samples whose most probable class is the true one; among equals the first counts.
    weights : ndarray of shape (steps + 1, D, K)
        W of ŷ = softmax(xW + b).
    bias : ndarray of shape (steps + 1, K)
        b of ŷ = softmax(xW + b).
    gradient : float
        The steepest slope at the end, |∂(mean loss)/∂parameter|: about 0 at a minimum and on a
        plateau alike.
    given_up : int
        On how many samples the run has given up at its end: the most probable class is a wrong
        one, and the push on the logit of the true class is below 0.01. It is 0 under
        cross-entropy, which pushes those with ½ or more.
    given_up_loss : float
        What those samples add to the loss at the end.
    """

    loss_name: str
    optimizer: str
    learning_rate: float
    loss: Array
    residual: Array
    accuracy: Array
    weights: Array
    bias: Array
    gradient: float
    given_up: int
    given_up_loss: float

    @property
    def last_step(self) -> int:
        """The number of steps."""
        return len(self.loss) - 1

    @property
    def settled_step(self) -> int:
        """The first step from which the loss stays near its end.

        Near means within `SETTLED_WITHIN` of all that the loss changed from the start. Where a
        loss has no minimum, as on separable points, this says little: the end is where it stopped.
        """
        ahead = np.abs(self.loss - self.loss[-1])
        away = np.flatnonzero(ahead > SETTLED_WITHIN * ahead[0])
        return int(away[-1]) + 1 if away.size else 0

    @property
    def stuck(self) -> bool:
        """Whether the loss hardly fell, or climbed: it ended above `STUCK_ABOVE` of its start."""
        return bool(self.loss[-1] > STUCK_ABOVE * self.loss[0])

    @property
    def on_plateau(self) -> bool:
        """Whether the run ended where most of its loss lies on samples it has given up on."""
        return self.given_up_loss > 0.5 * float(self.loss[-1])

    def predict_proba(self, x: npt.ArrayLike, *, step: int | None = None) -> Array:
        """Predicted distributions (M, K) at points (M, D), after a step or after the last."""
        step = self.last_step if step is None else step
        step = whole_number_between("step", step, 0, self.last_step)
        points = checked_points(x)
        if points.shape[1] != self.weights.shape[1]:
            raise ValueError(
                f"x must have {self.weights.shape[1]} columns, as in training, "
                f"got {points.shape[1]}"
            )
        return softmax_of(points @ self.weights[step] + self.bias[step])


def best_run(runs: Iterable[TrainingRun], *, target: float | None = None) -> TrainingRun:
    """The fastest of the runs whose own loss fell as far as any: a fair step size, out of a grid.

    Each loss is judged by what it minimises. Judging by the residual alone would favour
    overshooting: where classes overlap, weights blown up to certainty have a smaller mean residual
    than the optimum. A loss fell as far as any if it lacks at most `SETTLED_WITHIN` of the deepest
    fall: on separable points it falls for ever, and without that tolerance always furthest with
    the largest step size.

    Parameters
    ----------
    runs : iterable of TrainingRun
        Runs under one loss, typically one for each of an optimizer's `LEARNING_RATES`. A
        generator trains them one at a time.
    target : float, optional
        The mean residual to be fast at, 1e-100 to 1. Without it, or where none of them gets there,
        the fastest is the one that settled first; of equally fast ones the smallest step size wins.

    Returns
    -------
    TrainingRun
        One of `runs`; its `.learning_rate` is the choice.

    Raises
    ------
    ValueError
        If there are no runs or they differ in their loss, or if the target is outside its range.

    References
    ----------
    The deepest fall of all runs as the measure of each is the convergence test of Moré, Wild
    (2009), "Benchmarking Derivative-Free Optimization Algorithms", SIAM Journal on Optimization
    20(1). doi:10.1137/080724083

    Examples
    --------
    >>> from losscore.teaching import LEARNING_RATES, train_softmax_regression
    >>> best_run(
    ...     train_softmax_regression([[-1.0], [0.5], [-0.5], [1.0]], [0, 0, 1, 1],
    ...         "squared_error", optimizer="adam", steps=20, learning_rate=rate)
    ...     for rate in LEARNING_RATES["adam"]
    ... ).learning_rate
    0.3
    """
    runs = list(runs)
    losses = sorted({run.loss_name for run in runs})
    if len(losses) != 1:
        raise ValueError(f"runs must be of one loss, got {' and '.join(losses) or 'no run'}")
    lowest = min(run.loss[-1] for run in runs)
    fall = max(run.loss[0] for run in runs) - lowest
    arrived = [run for run in runs if run.loss[-1] - lowest <= SETTLED_WITHIN * max(fall, 0.0)]

    def slowness(run: TrainingRun) -> tuple[bool, int, float]:
        reached = None if target is None else first_step_reaching(run.residual, target)
        steps = run.settled_step if reached is None else reached
        return reached is None, steps, run.learning_rate

    return min(arrived, key=slowness)
