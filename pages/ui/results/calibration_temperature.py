"""How much of a batch's loss one temperature for all classes could have back. Pure."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

import losscore
from losscore import Loss
from losscore.temperature import penalties_at
from losscore.weights import Weights
from pages.ui.inputs.batch import Batch
from pages.ui.results.calibration import ENOUGH
from pages.ui.results.memo import kept


class Tempered(NamedTuple):
    """One temperature, fitted on a part of the samples and judged on the rest.

    Attributes
    ----------
    temperature : float
        T.
    fitted_on, judged_on : int
        How many rows each part has: one that counts as several samples is in one part alone.
    infinite : int
        How many of those it is judged on cost an infinite penalty at any temperature: the means
        are those of the others.
    before, after : dict of str to float
        The mean of each loss on the rest, without it and with it.
    """

    temperature: float
    fitted_on: int
    judged_on: int
    infinite: int
    before: dict[str, float]
    after: dict[str, float]


@kept(8)
def tempered(batch: Batch, model: str, losses: tuple[Loss, ...]) -> Tempered | None:
    """What one temperature saves; None for too few samples."""
    order = np.random.default_rng(0).permutation(np.arange(batch.size)[batch.weights.rows])
    fitted, judged = order[: order.size // 2], order[order.size // 2 :]
    truth, proba, times = batch.truth, batch.models[model], batch.weights.every(batch.size)
    never = np.isinf(losscore.cross_entropy(truth, proba))
    if min(np.count_nonzero(~never[part]) for part in (fitted, judged)) < ENOUGH:
        return None
    temperature = losscore.fit_temperature(
        truth[fitted], proba[fitted], sample_weight=times[fitted]
    )
    finite = judged[~never[judged]]
    weights = Weights(times[finite], finite.size)
    truth, proba = truth[finite], proba[finite]
    before = {loss.name: weights.mean(loss.penalties(truth, proba)) for loss in losses}
    after = {
        loss.name: weights.mean(penalties_at(temperature, loss, truth, proba)) for loss in losses
    }
    infinite = judged.size - finite.size
    return Tempered(temperature, fitted.size, judged.size, infinite, before, after)
