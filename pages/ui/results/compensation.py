"""The gap between two models under each loss, and how many perfect samples close it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from losscore import Loss, PerfectSamples, PowerLoss, perfect_samples_needed
from pages.ui.inputs.batch import Batch
from pages.ui.inputs.scenario import Sample
from pages.ui.inputs.sealed import Sealed
from pages.ui.results.memo import kept, shared
from pages.ui.results.penalties import means, truth_cost


class Gap(NamedTuple):
    """What one loss says of two models, and what the worse one needs to reach the better.

    Attributes
    ----------
    worse, better : str or None
        "a" or "b"; None for a tie.
    total : float
        What the worse model is charged in all; for a tie, the one with the lower mean, if any.
    infinite : int or float
        How many of its penalties are infinite.
    target : float
        The mean penalty of the better model; for a tie, the higher mean.
    answer : PerfectSamples
        How many perfect samples bring the mean of the worse model down to the target.
    """

    worse: str | None
    better: str | None
    total: float
    infinite: float
    target: float
    answer: PerfectSamples


# Numbers in a batch's predictions up to which its gaps at all stops of a slider take no time.
_FEW = 10_000


@kept(64)
def gap(batch: Batch, loss: Loss) -> Gap:
    """The gap under one loss; the batch must have two models."""
    found = means(batch, loss)
    better = found.preferred
    worse, _, target = sides(found.a, found.b, better)
    charged = loss.penalties(batch.truth, batch.models[worse])
    return Gap(
        worse if better else None,
        better,
        float(batch.sum(charged)),
        batch.sum(np.isinf(charged)),
        target,
        perfect_samples_needed(
            charged, target, perfect=truth_cost(batch, loss), sample_weight=batch.weight
        ),
    )


def sides(a: float, b: float, better: str | None) -> tuple[str, float, float]:
    """Of two means: which model has to come down, from what, and to what.

    For a tie it is the one with the lower mean, which has nothing to make up for.
    """
    paid, target = (max(a, b), min(a, b)) if better else (min(a, b), max(a, b))
    return ("a" if a == paid else "b"), paid, target


def by_floor(batch: Batch, loss: Loss, floors: Iterable[float]) -> dict[float, Gap]:
    """The gap with each floor, for a loss that takes one."""
    return {floor: gap(batch, loss.floored(floor)) for floor in floors}


def by_power(batch: Batch, losses: Iterable[PowerLoss]) -> dict[float, Gap]:
    """The gap under power losses by their `a`, for charts that follow it while it is moved.

    None for a batch that is too large to be scored so often: it follows once the slider is let go.
    """
    return {loss.a: gap(batch, loss) for loss in losses} if batch.a.size <= _FEW else {}


def floor_matters(gaps: Mapping[float, Gap]) -> bool:
    """Whether the answer depends on which of the floors it is."""
    return len({(gap.worse, gap.answer.exact) for gap in gaps.values()}) > 1


def takes_floor(loss: Loss) -> bool:
    """Whether a floor makes a difference to the loss."""
    return loss.floored(0.0) != loss.floored(0.5)


def article_answers(
    losses: Iterable[Loss],
) -> dict[str, tuple[float, PerfectSamples]]:
    """0.8 against 0.9 by loss: how many times the penalty that is, and what makes up for it."""
    answers = {}
    for loss in losses:
        a, b = loss.penalties([0, 0], [[0.8, 0.2, 0.0], [0.9, 0.1, 0.0]]).tolist()
        answers[loss.name] = a / b, perfect_samples_needed(a, b)
    return answers


@dataclass(frozen=True, eq=False)
class Cells(Sealed):
    """What each pair of probabilities on the true class asks for, an entry a cell of the map.

    Attributes
    ----------
    a, b : ndarray
        ŷ of each model on the true class.
    worse : tuple of str or None
        Which model has to make up for it, "a" or "b"; None for a tie.
    exact : tuple of float
        How many perfect samples it takes, a fraction allowed; `inf` for never.
    count : tuple of int or None
        The least whole number; None for never.
    """

    a: npt.NDArray[np.float64]
    b: npt.NDArray[np.float64]
    worse: tuple[str | None, ...]
    exact: tuple[float, ...]
    count: tuple[int | None, ...]


@shared(8)
def cells(loss: Loss, steps: int) -> Cells:
    """Every pair of ŷ on the true class of two, from 0 to 1 in so many steps."""
    p = np.arange(steps + 1) / steps
    charged = loss.penalties(np.ones(p.size, int), np.column_stack([1.0 - p, p])).tolist()
    pairs = [(a, b) for a in charged for b in charged]
    answers = [perfect_samples_needed(max(pair), min(pair)) for pair in pairs]
    return Cells(
        p.repeat(p.size),
        np.tile(p, p.size),
        tuple(_worse(*pair, answer) for pair, answer in zip(pairs, answers, strict=True)),
        tuple(answer.exact for answer in answers),
        tuple(answer.count for answer in answers),
    )


def _worse(a: float, b: float, answer: PerfectSamples) -> str | None:
    if answer.count == 0:
        return None
    return "a" if a > b else "b"


# The same batch for the same sample, so that its gaps are computed once.
@shared(64)
def of_sample(classes: tuple[str, ...], sample: Sample) -> Batch:
    """A batch of just this sample."""
    truth, a, b = (np.array([values]) for values in (sample.truth, sample.a, sample.b))
    return Batch("", classes, truth, a, b)


@shared(64)
def of_two(on_truth_a: float, on_truth_b: float) -> Batch:
    """A batch of one sample of two classes, from both models' ŷ on the true class."""
    a, b = (np.array([[1.0 - p, p]]) for p in (on_truth_a, on_truth_b))
    return Batch("", ("other", "true"), np.array([1]), a, b)


def on_truth(batch: Batch) -> tuple[float, float] | None:
    """Both models' ŷ on the true class of the only sample; None for more, or a soft truth."""
    k = batch.only_label
    return None if k is None else (float(batch.a[0, k]), float(batch.b[0, k]))


def splits_in_two(batch: Batch) -> bool:
    """Whether both models put all that is not on the sample's true class on one other class."""
    others = np.delete(np.vstack([batch.a[:1], batch.b[:1]]), batch.labels[0], axis=1)
    return bool(((others > 0.0).sum(axis=1) <= 1).all())
