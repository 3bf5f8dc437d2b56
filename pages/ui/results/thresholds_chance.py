"""What of the difference of both curves may be chance. Pure."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

import losscore
from losscore import DifferenceBand
from pages.ui.inputs.batch import Batch
from pages.ui.results.folds import groups_of
from pages.ui.results.memo import kept
from pages.ui.results.thresholds import Array

BAND = np.union1d(np.linspace(0.02, 1.0, 50), np.geomspace(1e-6, 0.02, 22))
"""The thresholds at which the curves are compared."""


class Chance(NamedTuple):
    """The difference of the curves, A less B, and what chance leaves open of it.

    Attributes
    ----------
    band : DifferenceBand
        Its limits are NaN where too few samples tell.
    ahead : dict of str to list of (float, float)
        From where to where the band leaves out no difference, by the model that is ahead.
    """

    band: DifferenceBand
    ahead: dict[str, list[tuple[float, float]]]


@kept(1)
def chance(batch: Batch) -> Chance | None:
    """What chance leaves open; None where too few samples tell."""
    band = losscore.difference_band(
        batch.truth, batch.a, batch.b, BAND, sample_weight=batch.weight, groups=groups_of(batch)
    )
    if band.low is None:
        return None
    ahead = {"a": band.high < 0.0, "b": band.low > 0.0}
    return Chance(band, {model: runs(BAND, inside) for model, inside in ahead.items()})


def runs(thresholds: Array, inside: npt.NDArray[np.bool_]) -> list[tuple[float, float]]:
    """From where to where something holds without a break."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], inside, [False]]).astype(int)))
    return [
        (float(thresholds[start]), float(thresholds[end - 1]))
        for start, end in edges.reshape(-1, 2)
    ]
