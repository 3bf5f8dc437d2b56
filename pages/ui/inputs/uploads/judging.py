"""Which rows of numbers are distributions, or become some."""

import numpy as np
import numpy.typing as npt

import losscore
from losscore.checks import TOLERANCE
from losscore.weights import can_weigh

from .blocks import Block
from .columns import Columns

Rows = npt.NDArray[np.float64]
Good = npt.NDArray[np.bool_]

# Beyond it the lesser probability has no digits left, or none at all.
MAX_LOGITS_APART = 700


def judged(
    block: Block, columns: Columns, *, normalise: bool
) -> tuple[Block, tuple[Good, Good, Good]]:
    """The rows as they go into the table, and whose truth, prediction and weight are good."""
    proba, good = _predictions(block.proba, columns, normalise=normalise)
    truth, true = block.truth, block.truth >= 0
    if columns.soft:
        truth, true = _distributions(truth, normalise=normalise)
    counts = np.ones(len(good), bool) if block.weight is None else can_weigh(block.weight)
    return block._replace(truth=truth, proba=proba, batch=None), (true, good, counts)


def _predictions(numbers: Rows, columns: Columns, *, normalise: bool) -> tuple[Rows, Good]:
    """The probabilities of all classes where they are good, and in which rows that is."""
    if columns.logits:
        return _of_logits(numbers)
    if len(columns.proba) > 1:
        return _distributions(numbers, normalise=normalise)
    rows = np.concatenate([1.0 - numbers, numbers], axis=1)
    return rows, ((numbers >= 0.0) & (numbers <= 1.0))[:, 0]


def _of_logits(logits: Rows) -> tuple[Rows, Good]:
    if logits.shape[1] == 1:
        logits = np.concatenate([np.zeros_like(logits), logits], axis=1)
    with np.errstate(invalid="ignore"):
        good = np.ptp(logits, axis=1) <= MAX_LOGITS_APART  # NaN fails it, and infinity, too.
    return losscore.softmax(logits) if good.all() else logits, good


def _distributions(rows: Rows, *, normalise: bool) -> tuple[Rows, Good]:
    """The rows, rescaled to sum to 1 if asked for, and which of them are good."""
    if normalise:
        good = _rescalable(rows)
        return losscore.normalize(rows) if good.all() else rows, good
    # NaN fails every comparison, and an infinity takes its sum along.
    with np.errstate(invalid="ignore", over="ignore"):
        good = np.abs(np.einsum("ij->i", rows) - 1.0) <= TOLERANCE
    return rows, good if rows.min(initial=0.0) >= 0.0 else good & (rows.min(axis=1) >= 0.0)


def _rescalable(rows: Rows) -> Good:
    """Which rows can be made to sum to 1: not those with an entry above 1, but for percentages.

    That may be a number of the sample among the classes, which rescaling would hide.
    """
    low, high = rows.min(axis=1), rows.max(axis=1)
    good = (low >= 0.0) & (high > 0.0)
    return good if are_percentages(rows) else good & (high <= 1.0 + TOLERANCE)


def are_percentages(rows: Rows) -> bool:
    """Whether every row sums to 100, but for what rounding to whole numbers may do."""
    with np.errstate(invalid="ignore", over="ignore"):
        return bool((np.abs(rows.sum(axis=1) - 100.0) <= 1.0).all())
