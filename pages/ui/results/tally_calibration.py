"""What a tally tells of calibration: how much could be had back at least, and its bins. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from losscore import Loss
from pages.ui.inputs.tallied import Tallied
from pages.ui.results.calibration import Bill, Key, Reliability, left_of
from pages.ui.results.memo import kept
from pages.ui.results.tally import known
from pages.ui.results.thresholds import has_weight


def bills(case: Tallied, losses: Iterable[Loss]) -> dict[Key, Bill]:
    """By model and loss: the bill, for the losses that have one; none of a soft truth."""
    if case.tally.soft:
        return {}
    charged = [loss for loss in known(case, losses) if has_weight(loss, case)]
    return {(m, loss.name): _bill(case, m, loss) for m in case.names for loss in charged}


@kept(8)
def _bill(case: Tallied, model: str, loss: Loss) -> Bill:
    name = case.names[model]
    parts = case.tally.decompose(name, loss)
    left = left_of(parts)
    needed = case.tally.perfect_samples_needed(name, loss.name, left)
    return Bill(parts, left, needed, None, None, _worst(case, name, loss.name))


def _worst(case: Tallied, name: str, loss: str) -> float | None:
    """What part of the loss the costliest sample carries; None where that is 0 or infinite."""
    rows, total = case.tally.costliest(name, loss), case.tally.mean(name, loss) * case.size
    if not rows or math.isinf(total):
        return None
    return rows[0].penalty * min(rows[0].weight, 1.0) / total


@kept(16)
def reliability(case: Tallied, model: str, klass: int) -> Reliability:
    """The bins of one class of one model that some ŷ is in, each at its mean ŷ."""
    found = case.tally.reliability(case.names[model])
    used = found.samples[klass] > 0.0
    proba = found.predicted[klass][used]
    return Reliability(proba, proba, found.observed[klass][used], found.samples[klass][used], None)


@kept(1)
def farthest_class(case: Tallied) -> int:
    """The class whose bins lie farthest from the diagonal, over all samples and both models."""
    apart = 0.0
    for name in case.names.values():
        found = case.tally.reliability(name)
        apart = apart + np.nansum(found.samples * np.abs(found.observed - found.predicted), axis=1)
    return int(np.argmax(apart))
