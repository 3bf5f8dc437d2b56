"""Softmax regression trained under one loss by one optimizer, traced step by step."""

from itertools import islice

import numpy as np
import numpy.typing as npt

from ..checks import number_between, one_of, whole_number_between
from ..loss import Loss
from ..losses import as_loss
from .objective import SoftmaxObjective
from .optimizers import OPTIMIZERS, OptimizerName
from .points import checked_points, checked_truth
from .training_run import TrainingRun

MAX_TRAINING_STEPS = 100_000
MAX_TRACED_NUMBERS = 20_000_000  # of parameters kept over all steps: 160 MB

LEARNING_RATES: dict[OptimizerName, tuple[float, ...]] = {
    "gradient_descent": (0.3, 1.0, 3.0, 10.0, 30.0, 100.0),
    "momentum": (0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0),
    "adam": (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0),
    "newton": (1.0,),
}
"""For each optimizer, step sizes to choose from with `best_run`: two a decade, for columns of a
spread of about 1. Newton's method has no choice: the curvature tells how long its full step is."""


def train_softmax_regression(
    x: npt.ArrayLike,
    labels: npt.ArrayLike,
    loss: str | Loss,
    *,
    optimizer: OptimizerName,
    steps: int,
    learning_rate: float,
    start_bias: float = 0.0,
) -> TrainingRun:
    """Train ŷ = softmax(xW + b) on the mean loss of all samples, and trace every step.

    Weights start at 0 and nothing is random: the same arguments give the same run.

    Parameters
    ----------
    x : array-like of shape (N, D)
        Points, finite and within ±1e6; centred columns of similar spread train best.
    labels : array-like of shape (N,)
        Their classes, whole numbers 0..K−1, each present, K ≥ 2.
    loss : str or Loss
        A name in `LOSSES`, or a loss.
    optimizer : str
        A name in `OPTIMIZERS`: `"gradient_descent"`, `"momentum"` (0.9), `"adam"`, or `"newton"`,
        which takes the learning rate as the longest step its line search tries (1: a full one).
    steps : int
        Number of steps, 1 to 100,000; steps × (D+1) × K at most 20,000,000.
    learning_rate : float
        Step size η, 1e-9 to 1e9.
    start_bias : float
        Logit of class 0 at the start, −100 to 100. The further above 0, the surer the model
        starts of class 0 for every sample, and the weaker squared error pushes it away from there.

    Returns
    -------
    TrainingRun
        Traces of the loss, the residual on the true class, the accuracy and the parameters.

    Raises
    ------
    ValueError
        For an unknown loss or optimizer, a setting outside its range, points that are not (N, D)
        or not finite, and labels that do not match them or do not use every class 0..K−1.

    References
    ----------
    Bishop (2006). *Pattern Recognition and Machine Learning*, section 4.3.4. ISBN 0-387-31073-8

    Examples
    --------
    >>> run = train_softmax_regression([[-1.0], [-2.0], [1.0], [2.0]], [0, 0, 1, 1],
    ...     "cross_entropy", optimizer="gradient_descent", steps=100, learning_rate=1.0)
    >>> run.residual[[0, 10, 100]].round(3), run.accuracy[-1]
    (array([0.5  , 0.033, 0.005]), np.float64(1.0))
    """
    chosen_loss = as_loss(loss)
    take_steps = OPTIMIZERS[one_of("optimizer", optimizer, OPTIMIZERS)]
    points, truth = checked_points(x), checked_truth(labels)
    if len(points) != len(truth):
        raise ValueError(
            f"x and labels must have one entry a sample, got {len(points)} and {len(truth)}"
        )
    start = np.zeros((points.shape[1] + 1, truth.shape[1]))
    start[-1, 0] = number_between("start_bias", start_bias, -100.0, 100.0)
    steps = _steps(steps, start.size)
    rate = number_between("learning_rate", learning_rate, 1e-9, 1e9)

    objective = SoftmaxObjective(points, truth, chosen_loss)
    history = np.empty((steps + 1, *start.shape))
    history[0] = start
    for step, parameters in enumerate(islice(take_steps(objective, start, rate), steps), start=1):
        history[step] = parameters
    traced_loss, residual, accuracy = objective.trace(history)
    given_up, given_up_loss = objective.given_up(history[-1])
    return TrainingRun(
        loss_name=chosen_loss.name,
        optimizer=optimizer,
        learning_rate=rate,
        loss=traced_loss,
        residual=residual,
        accuracy=accuracy,
        weights=history[:, :-1],
        bias=history[:, -1],
        gradient=float(np.abs(objective.gradient(history[-1])).max()),
        given_up=given_up,
        given_up_loss=given_up_loss,
    )


def _steps(steps: int, parameters: int) -> int:
    steps = whole_number_between("steps", steps, 1, MAX_TRAINING_STEPS)
    if steps * parameters > MAX_TRACED_NUMBERS:
        raise ValueError(
            f"steps × parameters must be at most {MAX_TRACED_NUMBERS:,}, as every step is kept, "
            f"got {steps:,} × {parameters:,}; use fewer steps or columns"
        )
    return steps
