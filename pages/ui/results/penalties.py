"""What a loss charges a model for one sample, and which of two models it prefers. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

import losscore
from losscore import Loss
from pages.ui.inputs.batch import Batch
from pages.ui.inputs.scenario import MODELS, Sample
from pages.ui.results.memo import each, kept, shared

# The model that a sign of `losscore` stands for.
MODEL_OF = {-1: "a", 0: None, 1: "b"}


class Charge(NamedTuple):
    """What one loss charges both models, and the model it prefers: "a", "b", or None for a tie."""

    a: float
    b: float
    preferred: str | None


@shared(256)
def charge(sample: Sample, loss: Loss) -> Charge:
    """What a loss charges both models for one sample."""
    within = sum(_resolution(loss, sample.truth, getattr(sample, model)) for model in MODELS)
    return _charge(*(penalty(loss, sample, model) for model in MODELS), within)


@kept(32)
def means(batch: Batch, loss: Loss) -> Charge:
    """What a loss charges both models of a batch on average."""
    charged = (loss.penalties(batch.truth, proba) for proba in batch.models.values())
    return _charge(*map(batch.mean, charged), batch.mean(within(batch, loss)))


def means_of(batch: Batch, losses: Sequence[Loss]) -> dict[str, Charge]:
    """The same by the name of each loss: of all that is said of a batch, what is known first."""
    found = each(losses, lambda loss: means(batch, loss), batch.size)
    return {loss.name: charged for loss, charged in found.items()}


def truth_cost(batch: Batch, loss: Loss) -> float:
    """What the truth itself is charged on average, as a prediction that equals it: 0 for labels."""
    return batch.mean(loss.penalties(batch.truth, batch.truth)) if batch.soft else 0.0


@kept(3)
def within(batch: Batch, loss: Loss) -> npt.NDArray[np.float64]:
    """By how much the models' penalties of each sample may differ and tie, as they are rounded."""
    return sum(loss.resolution(batch.truth, proba) for proba in batch.models.values())


def _charge(a: float, b: float, within: float) -> Charge:
    return Charge(a, b, MODEL_OF[int(losscore.preferences([a], [b], within=within)[0])])


def penalty(loss: Loss, sample: Sample, column: str) -> float:
    """What the loss charges one model's prediction of the sample, or the truth as one."""
    return _penalty(loss, sample.truth, getattr(sample, column))


# Verdict, pictures and arithmetic of a page ask for the same few numbers, and an edit changes one.
@shared(2048)
def _penalty(loss: Loss, truth: tuple[float, ...], proba: tuple[float, ...]) -> float:
    return float(loss.penalties([truth], [proba])[0])


@shared(2048)
def _resolution(loss: Loss, truth: tuple[float, ...], proba: tuple[float, ...]) -> float:
    return float(loss.resolution([truth], [proba])[0])
