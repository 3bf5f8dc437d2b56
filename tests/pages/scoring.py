"""Batches scored under the two losses that a link without a word about them means."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from losscore import LOSSES
from pages.ui.inputs.batch import Batch
from pages.ui.inputs.scenario import default_names
from pages.ui.results import samples, samples_table

PAIR = LOSSES["squared_error"], LOSSES["cross_entropy"]
NAMES = tuple(loss.name for loss in PAIR)


def batch_of(truth: npt.ArrayLike, a: npt.ArrayLike, b: npt.ArrayLike) -> Batch:
    """A batch of two models with the default class names."""
    arrays = (np.array(values, dtype=float) for values in (a, b))
    return Batch("", default_names(len(a[0])), np.array(truth), *arrays)


def summary(
    batch: Batch, floor: float = 0.0, numbers: tuple[int, ...] | None = None
) -> samples.Summary:
    return samples.summary(batch, PAIR, floor, numbers)


def scored_frame(batch: Batch, floor: float = 0.0) -> pd.DataFrame:
    return samples_table.scored_frame(batch, [loss.floored(floor) for loss in PAIR])


def within(batch: Batch, loss: str) -> npt.NDArray:
    return samples_table.within(batch, LOSSES[loss])
