"""Descents by hand, and runs under the two losses that a link without a word about them means."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from losscore import teaching
from losscore.teaching import TrainingRun
from pages.ui.results import training as results
from tests.pages.scoring import NAMES, PAIR


def steps_by_hand(push: Callable[[float], float], target: float, rate: float = 1.0) -> int:
    """Gradient descent on the logit of one sample, without losscore."""
    logit, step = 0.0, 0
    while (residual := 1 / (1 + math.exp(logit))) > target:
        logit += rate * push(residual)
        step += 1
    return step


def train(loss: str, data: str = "separable", seed: int = 0, **changes: object) -> TrainingRun:
    settings = {"optimizer": "gradient_descent", "steps": 500, "learning_rate": 1.0} | changes
    return teaching.train_softmax_regression(
        *teaching.make_dataset(data, seed=seed), loss, **settings
    )


def both(**changes: object) -> dict[str, TrainingRun]:
    return {loss: train(loss, **changes) for loss in NAMES}


def race_of(runs: Iterable[TrainingRun], target: float = 0.01) -> results.Race:
    return results.race(PAIR, runs, target)
