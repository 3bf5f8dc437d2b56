"""Descents and training runs as questions, and what to make of the answers. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np

from losscore import teaching
from pages.ui import palette
from pages.ui.memo import sealed, shared
from pages.ui.work import Question

_POINTS = 61


class Setup(NamedTuple):
    """What a training run depends on beside its loss and its step size."""

    data: str
    seed: int
    optimizer: str
    steps: int
    start: float


class Descent(NamedTuple):
    """One sample under gradient descent: residuals after some steps, evenly spaced on a log axis.

    `needed` is the first step at the target, if it got there.
    """

    steps: np.ndarray
    residuals: np.ndarray
    needed: int | None


@shared(64)
def points(data: str, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """The points and labels of a data set."""
    x, labels = teaching.make_dataset(data, seed=seed)
    return sealed(x), sealed(labels)


def descent(loss: str, rate: float, steps: int, target: float) -> Descent:
    """One sample under gradient descent."""
    trace = teaching.single_sample_descent(loss, steps=steps, learning_rate=rate)
    shown = spaced(steps, _POINTS)
    return Descent(shown, trace[shown], teaching.first_step_reaching(trace, target))


def run(setup: Setup, loss: str, rate: float) -> teaching.TrainingRun:
    """One training run."""
    return teaching.train_softmax_regression(
        *points(setup.data, setup.seed),
        loss,
        optimizer=setup.optimizer,
        steps=setup.steps,
        learning_rate=rate,
        start_bias=setup.start,
    )


def descents(rate: float, steps: int, target: float) -> list[Question]:
    """The descent under each loss."""
    return [Question(descent, (loss, rate, steps, target)) for loss in palette.LOSSES]


def trainings(setup: Setup, by_hand: Mapping[str, float] | None) -> list[Question]:
    """The runs of a race: under each loss at the step size set by hand, or at each of the grid."""
    rates = teaching.LEARNING_RATES[setup.optimizer]
    return [
        Question(run, (setup, loss, rate))
        for loss in palette.LOSSES
        for rate in ([by_hand[loss]] if by_hand else rates)
    ]


def fastest(runs: Iterable[teaching.TrainingRun], target: float) -> dict[str, teaching.TrainingRun]:
    """Of all runs of a race, that with the best step size under each loss."""
    runs = list(runs)
    return {
        loss: teaching.best_run((run for run in runs if run.loss_name == loss), target=target)
        for loss in palette.LOSSES
    }


@shared(64)
def spaced(last: int, size: int) -> np.ndarray:
    """Whole steps from 1 to the last, even on a logarithmic axis."""
    return np.unique(np.geomspace(1, last, size).round().astype(int))
