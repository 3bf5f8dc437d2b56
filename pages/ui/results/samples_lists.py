"""The lists of samples that the scored table can show, and their orders. Pure."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

import losscore
from pages.ui.inputs.scenario import MAX_CLASSES, MODELS
from pages.ui.results.memo import kept
from pages.ui.results.samples import Summary
from pages.ui.results.samples_table import (
    DISAGREE,
    ID,
    PREFERENCES,
    SAMPLE,
    TRUTH,
    WEIGHT,
    on_truth_column,
    penalty_column,
    predicted_column,
    prefers_column,
    right_column,
)
from pages.ui.results.slices import Cut, rows_of

ALL, DISAGREEING, UNDECIDED, SUSPECTED = "all", "disagreeing", "undecided", "suspected"
LISTS = (ALL, DISAGREEING, UNDECIDED, SUSPECTED)

# One of these, or a slice.
Which = str | tuple[Cut, tuple[int, ...]]

# Orders besides the columns of penalties.
STAKE, NUMBER = "stake", "number"

_TIE = PREFERENCES.index("tie")


@kept(20)
def listed(scored: Summary, which: Which, order: str, limit: int) -> npt.NDArray[np.intp]:
    """The rows of the scored table to show, at most `limit`.

    `which` is a slice or one of `LISTS`: all samples, those on which the losses prefer opposite
    models, those on which one loss prefers a model and the other sees no difference, or those of
    which all models name the same class and the truth another. They come with the
    highest first, equal ones in their order: of a column of penalties, or of what is at stake, for
    the last ones what all models are charged under the first loss.
    """
    rows = _rows(scored, which)
    if order == NUMBER or not rows.size:
        # A copy: the first few of many would hold all of them.
        return rows[:limit].copy()
    values = _stake(scored, which, rows) if order == STAKE else scored.frame[order].to_numpy()[rows]
    if len(rows) > limit:
        # All that are at least as high as the last one wanted: sorting these alone is enough.
        least = np.partition(values, len(rows) - limit)[len(rows) - limit]
        rows, values = rows[values >= least], values[values >= least]
    return rows[np.argsort(-values, kind="stable")[:limit]]


def has_stake(which: Which) -> bool:
    """Whether a list has an order of its own: by what is at stake on each of its samples."""
    return which in (DISAGREEING, UNDECIDED, SUSPECTED)


def count(scored: Summary, which: Which) -> int:
    """How many rows a list has, whatever each of them counts as."""
    if which == DISAGREEING and scored.weights.each is None:
        return scored.disagreements
    if which == UNDECIDED and scored.weights.each is None:
        return sum(scored.undecided.values())
    return scored.size if which == ALL else len(_rows(scored, which))


def shown_columns(scored: Summary) -> list[str]:
    """The columns from left to right: what was predicted, then the penalties loss by loss.

    A soft truth of more classes than anyone reads is in the CSV alone.
    """
    wanted = [SAMPLE, TRUTH, *(f(m) for m in MODELS for f in (predicted_column, right_column))]
    for loss in scored.losses:
        wanted += [*(penalty_column(model, loss) for model in MODELS), prefers_column(loss)]
    wanted += [DISAGREE, *(on_truth_column(model) for model in MODELS)]
    there = list(scored.frame.columns)
    soft = [column for column in there if column not in wanted]
    return [c for c in wanted if c in there] + (soft if len(soft) <= MAX_CLASSES else [])


def shown(scored: Summary, rows: npt.NDArray[np.intp]) -> dict[str, npt.NDArray | pd.Categorical]:
    """These rows of the columns to show, with the samples' ids and weights where there are."""
    columns = {name: scored.frame[name].values[rows] for name in shown_columns(scored)}
    if scored.ids is not None:
        columns = {
            SAMPLE: columns.pop(SAMPLE),
            ID: np.array([*map(str, scored.ids[rows].tolist())], object),
            **columns,
        }
    if scored.weights.each is not None:
        columns[WEIGHT] = scored.weights.every(scored.size)[rows]
    return columns


def _rows(scored: Summary, which: Which) -> npt.NDArray[np.intp]:
    if isinstance(which, tuple):
        return rows_of(scored, *which)
    if which == SUSPECTED:
        named = [scored.frame[predicted_column(model)].cat.codes for model in scored.models]
        wrong = [~scored.frame[right_column(model)] for model in scored.models]
        return np.flatnonzero((named[0] == named[-1]) & wrong[0] & wrong[-1])
    if which == ALL:
        return np.arange(scored.size)
    if which == DISAGREEING:
        return np.flatnonzero(scored.frame[DISAGREE].to_numpy())
    first, second = (_codes(scored, loss) == _TIE for loss in scored.losses)
    return np.flatnonzero(first != second)


def _stake(scored: Summary, which: Which, rows: npt.NDArray[np.intp]) -> npt.NDArray[np.float64]:
    if which == SUSPECTED:
        columns = [penalty_column(model, scored.losses[0]) for model in scored.models]
        return scored.frame[columns].to_numpy()[rows].sum(axis=1)
    return losscore.at_stake(*(_differences(scored, loss, rows) for loss in scored.losses))


def _differences(scored: Summary, loss: str, rows: npt.NDArray[np.intp]) -> npt.NDArray[np.float64]:
    """A's penalties less B's, and 0 where they tie."""
    a, b = (scored.penalties(model, loss)[rows] for model in MODELS)
    return np.subtract(a, b, out=np.zeros(len(rows)), where=_codes(scored, loss)[rows] != _TIE)


def _codes(scored: Summary, loss: str) -> npt.NDArray[np.int8]:
    return scored.frame[prefers_column(loss)].cat.codes.to_numpy()
