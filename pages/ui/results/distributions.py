"""What the losses charge the scenario's samples, by loss and model. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy.typing as npt

import losscore
from pages.ui import palette
from pages.ui.inputs.scenario import COLUMNS, Sample
from pages.ui.memo import kept, shared

if TYPE_CHECKING:
    from pages.ui.inputs.batch import Batch

MODELS = ("a", "b")


class Charge(NamedTuple):
    """What one loss charges both models for one sample, and which model it prefers."""

    a: float
    b: float
    preferred: str | None


def charges(sample: Sample) -> dict[str, Charge]:
    """By loss name; the sample's three columns must be distributions."""
    return {
        name: charge(
            *(penalty(name, sample, model) for model in MODELS),
            within=sum(_resolution(name, sample.truth, getattr(sample, m)) for m in MODELS),
        )
        for name in palette.PAIR
    }


def charge(a: float, b: float, *, within: float = 0.0) -> Charge:
    """Two penalties under one loss, and which model it prefers: "a", "b", or None for a tie."""
    sign = losscore.preferences([a], [b], within=within)[0]
    return Charge(a, b, {-1: "a", 0: None, 1: "b"}[int(sign)])


def penalty(loss: str, sample: Sample, column: str) -> float:
    """What the loss charges one model's prediction of the sample, or the truth as one."""
    return _penalty(loss, sample.truth, getattr(sample, column))


# Verdict, pictures and arithmetic of a page ask for the same few numbers, and an edit changes one.
@shared(2048)
def _penalty(loss: str, truth: tuple[float, ...], proba: tuple[float, ...]) -> float:
    return float(losscore.LOSSES[loss].penalties([truth], [proba])[0])


@shared(2048)
def _resolution(loss: str, truth: tuple[float, ...], proba: tuple[float, ...]) -> float:
    return float(losscore.LOSSES[loss].resolution([truth], [proba])[0])


def penalties(loss: str, truth: npt.NDArray, proba: npt.NDArray, floor: float = 0.0) -> npt.NDArray:
    """What the loss charges each of N samples; the floor is for cross-entropy alone."""
    if loss == "cross_entropy":
        return losscore.cross_entropy(truth, proba, floor=floor)
    return losscore.LOSSES[loss].penalties(truth, proba)


def ceiling(loss: str, floor: float = 0.0) -> float:
    """The most that the loss can charge one sample: a floor gives cross-entropy a ceiling."""
    return losscore.LOSSES[loss].floored(floor).ceiling


@kept(2)
def within(batch: Batch, loss: str) -> npt.NDArray:
    """By how much the models' penalties of each sample may differ and tie, as they are rounded."""
    resolution = losscore.LOSSES[loss].resolution
    return sum(resolution(batch.truth, proba) for proba in batch.models.values())


@shared(1024)
def broken_columns(sample: Sample) -> tuple[str, ...]:
    """The columns of a sample that are not distributions and cannot be scored."""
    return tuple(column for column in COLUMNS if not sample.is_distribution(column))
