"""How much of a batch's loss could be had back, by isotonic steps. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

import losscore
from losscore import ConsistencyBand, Decomposition, Loss, PerfectSamples
from pages.ui.inputs.batch import Batch
from pages.ui.inputs.sealed import Sealed
from pages.ui.results.memo import each, kept
from pages.ui.results.penalties import truth_cost
from pages.ui.results.thresholds import has_weight, is_spread

Array = npt.NDArray[np.float64]
Key = tuple[str, str]

# From so many samples on anything is said of chance, as in `losscore.Comparison`.
ENOUGH = losscore.Comparison.ENOUGH
FOLDS = 5
# A saving that is a smaller part of the uncertainty than this is rounding.
_ROUNDING = 1e-12
# So many steps of a curve are drawn; more lie too close to be told apart.
_STEPS = 400


class Bill(NamedTuple):
    """What a loss charges a model, and what of it could be had back.

    Attributes
    ----------
    parts : Decomposition
        Loss, miscalibration, discrimination, uncertainty.
    left : float
        What remains once it is recalibrated on these samples: the uncertainty less what is told
        apart.
    needed : PerfectSamples
        How many perfect samples bring the mean down to that.
    elsewhere : float or None
        What remains on samples that it was not recalibrated on; None for a single sample.
    needed_elsewhere : PerfectSamples or None
        How many perfect samples bring the mean down to that; None where nothing is saved.
    worst : float or None
        What part of the loss the costliest sample carries; None where the loss is 0 or infinite.
    """

    parts: Decomposition
    left: float
    needed: PerfectSamples
    elsewhere: float | None
    needed_elsewhere: PerfectSamples | None
    worst: float | None

    @property
    def saved(self) -> float:
        """What recalibration saves on these samples; 0 for rounding."""
        return _above_rounding(self.parts.miscalibration, self.parts)

    @property
    def saved_elsewhere(self) -> float:
        """What it saves on other samples than it was made from; below 0 it costs."""
        return self.parts.loss - self.elsewhere


def _above_rounding(saved: float, parts: Decomposition) -> float:
    return saved if saved > _ROUNDING * parts.uncertainty else 0.0


def left_of(parts: Decomposition) -> float:
    """What remains once a model is recalibrated: 0 where nothing but rounding does."""
    return _above_rounding(parts.uncertainty - parts.discrimination, parts)


def bills(batch: Batch, losses: tuple[Loss, ...]) -> dict[Key, Bill]:
    """By model and loss: the bill, for the losses that have one."""
    keys = list(product(batch.models, [loss for loss in losses if has_weight(loss, batch)]))
    found = each(keys, lambda key: _bill(batch, *key), batch.size)
    return {(model, loss.name): bill for (model, loss), bill in found.items()}


def under(loss: str, found: Mapping[Key, Bill]) -> dict[str, Bill]:
    """The bills under one loss, by model."""
    return {model: bill for (model, name), bill in found.items() if name == loss}


@kept(8)
def _bill(batch: Batch, model: str, loss: Loss) -> Bill:
    proba = batch.models[model]
    parts = losscore.decompose(batch.truth, proba, loss=loss, sample_weight=batch.weight)
    left = left_of(parts)
    perfect = truth_cost(batch, loss)

    def needed(target: float) -> PerfectSamples:
        return losscore.perfect_samples_needed(
            [parts.loss], target, perfect=perfect, sample_weight=[batch.weights.total]
        )

    elsewhere, rows = None, batch.weights.counted
    if rows > 1:
        elsewhere = losscore.recalibrated_loss(
            batch.truth, proba, loss=loss, folds=min(FOLDS, rows), sample_weight=batch.weight
        )
    saves = elsewhere is not None and _above_rounding(parts.loss - elsewhere, parts) > 0.0
    charged = loss.penalties(batch.truth, proba)
    worst = losscore.share_of_worst(charged, 1, sample_weight=batch.weight)
    beyond = needed(elsewhere) if saves else None
    return Bill(parts, left, needed(left), elsewhere, beyond, worst)


@dataclass(frozen=True, eq=False)
class Reliability(Sealed):
    """How often a class is true where a model gives it ŷ, and where chance alone would put that.

    Attributes
    ----------
    low, high, rate, count : ndarray
        The steps: from which ŷ to which, how often true, of how many samples.
    band : ConsistencyBand or None
        None for a soft truth: what chance would do to it is not known.
    """

    low: Array
    high: Array
    rate: Array
    count: Array
    band: ConsistencyBand | None


@kept(16)
def reliability(batch: Batch, model: str, klass: int) -> Reliability:
    """The reliability of one class of one model."""
    proba = np.minimum(batch.models[model][:, klass], 1.0)
    truth = batch.truth[:, klass] if batch.soft else (batch.truth == klass).astype(np.float64)
    two = [np.column_stack([1.0 - column, column]) for column in (truth, proba)]
    curve = losscore.reliability_curves(*two, sample_weight=batch.weight)[1]
    drawn = np.unique(np.linspace(0, curve.rate.size - 1, _STEPS).astype(np.intp))
    band = None
    if not is_spread(batch):
        band = losscore.consistency_band(proba, sample_weight=batch.weight)
    steps = (part[drawn] for part in (curve.low, curve.high, curve.rate, curve.count))
    return Reliability(*steps, band)


def worst_class(found: dict[Key, Bill]) -> int:
    """The class with the most to have back of all models under the first loss; 0 without one."""
    if not found:
        return 0
    first = under(next(iter(found))[1], found).values()
    return int(np.sum([bill.parts.by_class[:, 1] for bill in first], axis=0).argmax())
