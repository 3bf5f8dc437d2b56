"""What a training run leaves behind, step by step, and which of several ended best."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy.typing as npt

from .blocks import _softmax
from .checks import Array, whole_number_between
from .points import checked_points


@dataclass(frozen=True, eq=False)
class TrainingRun:
    """What `train_softmax_regression` did, step by step; index 0 is the start.

    Every trace has one entry a step and only finite numbers. A run whose loss became infinite
    ends before that step: `diverged_at` names it, and the traces have `diverged_at` entries.

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
    diverged_at : int or None
        The first step whose loss is infinite, or None.
    """

    loss_name: str
    optimizer: str
    learning_rate: float
    loss: Array
    residual: Array
    accuracy: Array
    weights: Array
    bias: Array
    diverged_at: int | None

    @property
    def last_step(self) -> int:
        """The last step that was traced: the number of steps, unless the run diverged."""
        return len(self.loss) - 1

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
        return _softmax(points @ self.weights[step] + self.bias[step])


def best_run(runs: Iterable[TrainingRun]) -> TrainingRun:
    """The run whose own loss ended lowest: a fair step size for a loss, out of a grid.

    Each loss is judged by what it minimises. Judging by the residual would favour overshooting:
    where classes overlap, weights blown up to certainty have a smaller mean residual than the
    optimum. Runs that diverged are left out; of equal ones the smaller step size wins.

    Parameters
    ----------
    runs : iterable of TrainingRun
        Runs under one loss, typically one for each of `LEARNING_RATES`. A generator trains them
        one at a time.

    Returns
    -------
    TrainingRun
        One of `runs`; its `.learning_rate` is the choice.

    Raises
    ------
    ValueError
        If there are no runs, they differ in their loss, or every one diverged.

    Examples
    --------
    >>> from losscore import LEARNING_RATES, train_softmax_regression
    >>> best_run(
    ...     train_softmax_regression([[-1.0], [0.5], [-0.5], [1.0]], [0, 0, 1, 1],
    ...         "squared_error", optimizer="adam", steps=20, learning_rate=rate)
    ...     for rate in LEARNING_RATES
    ... ).learning_rate
    0.3
    """
    runs = list(runs)
    losses = sorted({run.loss_name for run in runs})
    if len(losses) != 1:
        raise ValueError(f"runs must be of one loss, got {' and '.join(losses) or 'no run'}")
    finished = [run for run in runs if run.diverged_at is None]
    if not finished:
        rates = ", ".join(f"{run.learning_rate:g}" for run in runs)
        raise ValueError(f"every run diverged (step sizes {rates}); try smaller step sizes")
    return min(finished, key=lambda run: (run.loss[-1], run.learning_rate))
