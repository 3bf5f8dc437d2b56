"""The lists of samples that the scored table can show, and their orders. Pure."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

import losscore
from pages.ui.inputs.scenario import MODELS
from pages.ui.results.memo import kept
from pages.ui.results.samples import Summary
from pages.ui.results.samples_table import DISAGREE, PREFERENCES, penalty_column, prefers_column

ALL, DISAGREEING, UNDECIDED = "all", "disagreeing", "undecided"
LISTS = (ALL, DISAGREEING, UNDECIDED)

# Orders besides the columns of penalties.
STAKE, NUMBER = "stake", "number"

_TIE = PREFERENCES.index("tie")


@kept(20)
def listed(scored: Summary, which: str, order: str, limit: int) -> npt.NDArray[np.intp]:
    """The rows of the scored table to show, at most `limit`.

    `which` is one of `LISTS`: all samples, those on which the losses prefer opposite models, or
    those on which one loss prefers a model and the other sees no difference. They come with the
    highest first, equal ones in their order: of a column of penalties, or of what is at stake.
    """
    rows = _rows(scored, which)
    if order == NUMBER or not rows.size:
        # A copy: the first few of many would hold all of them.
        return rows[:limit].copy()
    values = _stake(scored, rows) if order == STAKE else scored.frame[order].to_numpy()[rows]
    if len(rows) > limit:
        # All that are at least as high as the last one wanted: sorting these alone is enough.
        least = np.partition(values, len(rows) - limit)[len(rows) - limit]
        rows, values = rows[values >= least], values[values >= least]
    return rows[np.argsort(-values, kind="stable")[:limit]]


def count(scored: Summary, which: str) -> int:
    """How many samples a list has."""
    if which == ALL:
        return scored.size
    return scored.disagreements if which == DISAGREEING else sum(scored.undecided.values())


def _rows(scored: Summary, which: str) -> npt.NDArray[np.intp]:
    if which == ALL:
        return np.arange(scored.size)
    if which == DISAGREEING:
        return np.flatnonzero(scored.frame[DISAGREE].to_numpy())
    first, second = (_codes(scored, loss) == _TIE for loss in scored.losses)
    return np.flatnonzero(first != second)


def _stake(scored: Summary, rows: npt.NDArray[np.intp]) -> npt.NDArray[np.float64]:
    return losscore.at_stake(*(_differences(scored, loss, rows) for loss in scored.losses))


def _differences(scored: Summary, loss: str, rows: npt.NDArray[np.intp]) -> npt.NDArray[np.float64]:
    """A's penalties less B's, and 0 where they tie."""
    a, b = (scored.frame[penalty_column(model, loss)].to_numpy()[rows] for model in MODELS)
    return np.subtract(a, b, out=np.zeros(len(rows)), where=_codes(scored, loss)[rows] != _TIE)


def _codes(scored: Summary, loss: str) -> npt.NDArray[np.int8]:
    return scored.frame[prefers_column(loss)].cat.codes.to_numpy()
