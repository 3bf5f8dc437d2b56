"""What a loss charges a model for one sample, and which of two models it prefers. Pure."""

from __future__ import annotations

from typing import NamedTuple

import losscore
from losscore import Loss
from pages.ui.inputs.batch import Batch
from pages.ui.inputs.scenario import Sample
from pages.ui.results.memo import kept, shared

# The model that a sign of `losscore` stands for.
MODEL_OF = {-1: "a", 0: None, 1: "b"}


def preferred(a: float, b: float, *, within: float = 0.0) -> str | None:
    """The model with the lower of two penalties: "a", "b", or None for a tie."""
    return MODEL_OF[int(losscore.preferences([a], [b], within=within)[0])]


class Means(NamedTuple):
    """The mean penalties of both models, and the model that one loss prefers for them."""

    a: float
    b: float
    preferred: str | None


@kept(32)
def means(batch: Batch, loss: Loss) -> Means:
    """What a loss charges both models of a batch on average."""
    a, b = (float(loss.penalties(batch.truth, proba).mean()) for proba in (batch.a, batch.b))
    within = sum(float(loss.resolution(batch.truth, p).mean()) for p in (batch.a, batch.b))
    return Means(a, b, preferred(a, b, within=within))


def penalty(loss: Loss, sample: Sample, column: str) -> float:
    """What the loss charges one model's prediction of the sample, or the truth as one."""
    return _penalty(loss, sample.truth, getattr(sample, column))


def resolution(loss: Loss, sample: Sample, model: str) -> float:
    """How much of that penalty the prediction's own rounding leaves open."""
    return _resolution(loss, sample.truth, getattr(sample, model))


# Verdict, pictures and arithmetic of a page ask for the same few numbers, and an edit changes one.
@shared(2048)
def _penalty(loss: Loss, truth: tuple[float, ...], proba: tuple[float, ...]) -> float:
    return float(loss.penalties([truth], [proba])[0])


@shared(2048)
def _resolution(loss: Loss, truth: tuple[float, ...], proba: tuple[float, ...]) -> float:
    return float(loss.resolution([truth], [proba])[0])
