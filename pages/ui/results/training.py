"""Descents and training runs as questions, and what to make of the answers. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

import losscore
from losscore import Loss, teaching
from pages.ui.inputs.sealed import sealed
from pages.ui.results.memo import shared
from pages.ui.results.work import Question

_POINTS = 61


class Setup(NamedTuple):
    """What a training run depends on beside its loss and its step size."""

    data: str
    seed: int
    optimizer: str
    steps: int
    start: float


@dataclass(frozen=True, eq=False)
class Descent:
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


def descent(loss: Loss, rate: float, steps: int, target: float) -> Descent:
    """One sample under gradient descent."""
    trace = teaching.single_sample_descent(loss, steps=steps, learning_rate=rate)
    shown = spaced(steps, _POINTS)
    return Descent(shown, trace[shown], teaching.first_step_reaching(trace, target))


def run(setup: Setup, loss: Loss, rate: float) -> teaching.TrainingRun:
    """One training run."""
    return teaching.train_softmax_regression(
        *points(setup.data, setup.seed),
        loss,
        optimizer=setup.optimizer,
        steps=setup.steps,
        learning_rate=rate,
        start_bias=setup.start,
    )


def by_pace(losses: Iterable[Loss]) -> tuple[Loss, ...]:
    """The losses, that first which pushes harder near the truth; equals in their order."""
    return tuple(sorted(losses, key=_late_power))


def _late_power(loss: Loss) -> float:
    """p, where the loss pushes by c·rᵖ late in a descent."""
    _, power = loss.late_push
    return power


def descents(losses: Iterable[Loss], rate: float, steps: int, target: float) -> list[Question]:
    """The descent under each loss."""
    return [Question(descent, (loss, rate, steps, target)) for loss in losses]


class Laws(NamedTuple):
    """What the laws of two losses say of one sample, that first which pushes harder at its end.

    Attributes
    ----------
    steps : dict
        By loss name, the steps to the target.
    lag : float
        The steps of the second for each step of the first.
    factors, powers : dict
        By loss name, k and p of t = 1/(k·η·rᵖ).
    alike : float or None
        The residual that both reach in as many steps; None where there is no such residual below 1.
    """

    steps: dict[str, float]
    lag: float
    factors: dict[str, float]
    powers: dict[str, float]
    alike: float | None


def laws(losses: Iterable[Loss], target: float, rate: float) -> Laws:
    """The laws of gradient descent under two losses."""
    losses = by_pace(losses)
    steps = {x.name: teaching.steps_to_reach(x, target, learning_rate=rate) for x in losses}
    powers = {loss.name: _late_power(loss) for loss in losses}
    factors = {loss.name: math.prod(loss.late_push) for loss in losses}
    (k, p), (m, q) = zip(factors.values(), powers.values(), strict=True)
    alike = (k / m) ** (1.0 / (q - p)) if q > p else None
    first, second = steps.values()
    return Laws(steps, second / first, factors, powers, alike if alike and alike < 1.0 else None)


def law(loss: Loss, rate: float, last: int, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Steps up to the last and the residuals that the law of a loss gives them, if below 1."""
    steps = spaced(last, size)
    residuals = teaching.descent_law(loss, steps, learning_rate=rate)
    # Where the law exceeds 1 it is too early for it: it holds for small residuals.
    early = residuals > 1
    return steps[~early], residuals[~early]


def trainings(
    losses: Iterable[Loss], setup: Setup, by_hand: Mapping[str, float] | None
) -> list[Question]:
    """The runs of a race: under each loss at the step size set by hand, or at each of the grid."""
    rates = teaching.LEARNING_RATES[setup.optimizer]
    return [
        Question(run, (setup, loss, rate))
        for loss in losses
        for rate in ([by_hand[loss.name]] if by_hand else rates)
    ]


class Pushes(NamedTuple):
    """How hard a loss pushes the logit of one sample of two classes.

    `near`, `half` and `far` are the pushes at residuals of 0.01, 1/2 and 0.999; `power` is that of
    the residual late in the descent; `fades` whether the push goes to 0 as well where the sample is
    surely wrong.
    """

    near: float
    half: float
    far: float
    power: float
    fades: bool


def pushes(losses: Iterable[Loss]) -> dict[str, Pushes]:
    """By loss name, that first which pushes harder near the truth."""
    return {
        loss.name: Pushes(
            *(loss.push(residual) for residual in (0.01, 0.5, 0.999)),
            _late_power(loss),
            loss.push(1.0 - 1e-9) < loss.push(0.999),
        )
        for loss in by_pace(losses)
    }


class Race(NamedTuple):
    """Two training runs of one optimizer, by loss name: that first which pushes harder at its end.

    Attributes
    ----------
    runs : dict
        The runs.
    reached : dict
        The first step at the target, or None.
    settled : dict
        The step from which a run stayed at an end worth the name, or None.
    lag : float or None
        The steps of the second for each step of the first: to the target or, where neither gets
        there, until settled. None where one has none, or needs none.
    """

    runs: dict[str, teaching.TrainingRun]
    reached: dict[str, int | None]
    settled: dict[str, int | None]
    lag: float | None


def race(losses: Iterable[Loss], runs: Iterable[teaching.TrainingRun], target: float) -> Race:
    """Of all runs of a race, that with the best step size under each loss, and how they did."""
    runs = list(runs)
    best = {
        loss.name: teaching.best_run((r for r in runs if r.loss_name == loss.name), target=target)
        for loss in by_pace(losses)
    }
    reached = {x: teaching.first_step_reaching(run.residual, target) for x, run in best.items()}
    settled = {loss: _settled(run) for loss, run in best.items()}
    first, second = (settled if set(reached.values()) == {None} else reached).values()
    return Race(best, reached, settled, second / first if first and second else None)


class Beginning(NamedTuple):
    """How the runs of a race got away from where they started.

    `sure` is the ŷ that both began by giving class 0 everywhere; `away` the first step, by loss
    name, at which a tenth of the first residual was gone, or None.
    """

    sure: float
    away: dict[str, int | None]


def beginning(race: Race) -> Beginning:
    """The start of a race."""
    bias = next(iter(race.runs.values())).bias[0]
    away = {
        loss: teaching.first_step_reaching(run.residual, 0.9 * run.residual[0])
        for loss, run in race.runs.items()
    }
    return Beginning(float(losscore.softmax(bias)[0]), away)


def _settled(run: teaching.TrainingRun) -> int | None:
    nowhere = run.stuck or run.on_plateau or run.settled_step == run.last_step
    return None if nowhere else run.settled_step


def place_in_grid(run: teaching.TrainingRun) -> str | None:
    """Whether the step size of a run is the "only", the "largest" or the "smallest" of its grid."""
    rates = teaching.LEARNING_RATES[run.optimizer]
    if len(rates) == 1:
        return "only"
    return {rates[-1]: "largest", rates[0]: "smallest"}.get(run.learning_rate)


def moves(runs: Iterable[teaching.TrainingRun], trace: str) -> bool:
    """Whether a trace of any run moves at all: an accuracy that is 1 throughout does not."""
    return any(np.ptp(getattr(run, trace)) > 0.0 for run in runs)


@shared(64)
def spaced(last: int, size: int) -> np.ndarray:
    """Whole steps from 1 to the last, even on a logarithmic axis."""
    return np.unique(np.geomspace(1, last, size).round().astype(int))
