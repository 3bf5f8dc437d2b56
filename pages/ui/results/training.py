"""Descents and training runs, kept by their settings: the same settings are computed once. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from losscore import teaching


class Setup(NamedTuple):
    """What a training run depends on beside its loss and its step size."""

    data: str
    seed: int
    optimizer: str
    steps: int
    start: float


@lru_cache(maxsize=64)
def points(data: str, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """The points and labels of a data set."""
    return teaching.make_dataset(data, seed=seed)


@lru_cache(maxsize=8)
def descent(loss: str, rate: float, steps: int) -> np.ndarray:
    """The residuals of one sample under gradient descent."""
    return teaching.single_sample_descent(loss, steps=steps, learning_rate=rate)


@lru_cache(maxsize=512)
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


def best(
    setup: Setup, loss: str, target: float, advance: Callable[[], None]
) -> teaching.TrainingRun:
    """The run with the step size of the grid that suits the loss best; `advance` after each."""
    return teaching.best_run(_grid(setup, loss, advance), target=target)


def _grid(setup: Setup, loss: str, advance: Callable[[], None]) -> Iterator[teaching.TrainingRun]:
    for rate in teaching.LEARNING_RATES[setup.optimizer]:
        yield run(setup, loss, rate)
        advance()
