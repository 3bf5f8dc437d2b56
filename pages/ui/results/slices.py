"""A scored batch cut into slices, by class, by what is taken for what, by a column. Pure."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

import losscore
from pages.ui.inputs.scenario import MODELS
from pages.ui.results.memo import each, kept
from pages.ui.results.samples import Key, Summary
from pages.ui.results.samples_table import (
    PREFERENCES,
    TRUTH,
    predicted_column,
    prefers_column,
)

# What the names of columns of an uploaded table begin with here.
GIVEN = "given."
_TIE = PREFERENCES.index("tie")

# A quarter of what a verdict takes: there are a hundred intervals, to two digits.
_RESAMPLES = 500

MOST = 50
"""So many slices are shown, the costliest."""


class Cut(NamedTuple):
    """What slices are made by: the columns of the scored table whose values they share."""

    columns: tuple[str, ...]


class Slice(NamedTuple):
    """The samples that share these values, and what they cost.

    Attributes
    ----------
    values : tuple of int
        The places of the classes, a value a column of the cut.
    samples : int or float
        How many there are.
    means : dict
        By model and loss.
    shares : dict
        What part of the batch's total they carry, by model and loss; None where there is none.
    compared : dict
        By loss; empty for one model.
    """

    values: tuple[int, ...]
    samples: float
    means: dict[Key, float]
    shares: dict[Key, float | None]
    compared: dict[str, losscore.Comparison]


def cuts(scored: Summary) -> tuple[Cut, ...]:
    """By true class, by what each model predicts, by both: what it takes for what; by columns."""
    predicted = [predicted_column(model) for model in scored.models]
    return (
        Cut((TRUTH,)),
        *(Cut((column,)) for column in predicted),
        *(Cut((TRUTH, column)) for column in predicted),
        *(Cut((GIVEN + name,)) for name in scored.slices),
    )


@kept(6)
def slices(scored: Summary, cut: Cut) -> tuple[Slice, ...]:
    """The slices, the costliest first: by what all models are charged under the first loss."""
    codes, values = _codes(scored, cut)
    counted, times = scored.weights.rows, scored.weights.each
    penalties = {
        (model, loss): scored.penalties(model, loss)[counted]
        for model in scored.models
        for loss in scored.losses
    }
    # Rows slice by slice, so that each is one piece of them.
    rows = np.argsort(codes, kind="stable")
    ends = np.cumsum(np.bincount(codes, minlength=len(values)))
    first = [penalties[model, scored.losses[0]] for model in scored.models]
    charged = sum(first) if times is None else sum(first) * times
    order = np.argsort(-np.bincount(codes, charged, len(values)))
    pieces = np.split(rows, ends[:-1])
    shown = order.tolist()[:MOST]
    found = each(shown, lambda k: _slice(scored, values[k], pieces[k], penalties), scored.size)
    return tuple(found[k] for k in shown)


@kept(6)
def rows_of(scored: Summary, cut: Cut, values: tuple[int, ...]) -> npt.NDArray[np.intp]:
    """The rows of the scored table in one slice."""
    inside = np.ones(scored.size, bool)
    for column, value in zip(cut.columns, values, strict=True):
        inside &= _column(scored, column).codes == value
    return np.flatnonzero(inside)


def count_of(scored: Summary, cut: Cut) -> int:
    """How many slices there are, shown or not."""
    return len(_codes(scored, cut)[1])


def names_of(scored: Summary, cut: Cut, values: tuple[int, ...]) -> tuple[str, ...]:
    """What the samples of a slice have in common, a text a column: user text."""
    columns = (_column(scored, column).categories for column in cut.columns)
    return tuple(str(names[value]) for names, value in zip(columns, values, strict=True))


def find(scored: Summary, cut: Cut, names: tuple[str, ...]) -> tuple[Cut, tuple[int, ...]] | None:
    """The slice so called, if the batch has samples in it."""
    if cut not in cuts(scored):
        return None
    categories = [_column(scored, column).categories for column in cut.columns]
    if any(name not in known for name, known in zip(names, categories, strict=True)):
        return None
    values = tuple(c.get_loc(name) for name, c in zip(names, categories, strict=True))
    return (cut, values) if rows_of(scored, cut, values).size else None


def _column(scored: Summary, column: str) -> pd.Categorical:
    if column.startswith(GIVEN):
        return scored.slices[column.removeprefix(GIVEN)]
    return scored.frame[column].array


def _codes(scored: Summary, cut: Cut) -> tuple[npt.NDArray[np.intp], list[tuple[int, ...]]]:
    """For each row that counts the number of its slice, and for each slice its values."""
    columns = [_column(scored, column) for column in cut.columns]
    shape = tuple(len(column.categories) for column in columns)
    counted = scored.weights.rows
    codes = np.ravel_multi_index([column.codes[counted] for column in columns], shape)
    found, numbers = np.unique(codes, return_inverse=True)
    return numbers, list(
        zip(*(axis.tolist() for axis in np.unravel_index(found, shape)), strict=True)
    )


def _slice(
    scored: Summary,
    values: tuple[int, ...],
    rows: npt.NDArray[np.intp],
    penalties: dict[Key, npt.NDArray[np.float64]],
) -> Slice:
    """A slice, by its places among the rows that count."""
    weights, folds = scored.weights.part(rows), scored.folds and scored.folds.of(rows)
    inside = {key: charged[rows] for key, charged in penalties.items()}
    compared = {}
    if len(scored.models) > 1:
        for loss in scored.losses:
            a, b = (inside[model, loss] for model in MODELS)
            preferred = scored.frame[prefers_column(loss)].cat.codes.to_numpy()
            tie = preferred[scored.weights.rows][rows] == _TIE
            compared[loss] = losscore.compare_models(
                a,
                np.where(tie, a, b),
                sample_weight=weights.each,
                groups=folds,
                resamples=_RESAMPLES,
            )
    return Slice(
        values,
        weights.total,
        {key: weights.mean(charged) for key, charged in inside.items()},
        {key: _share(weights.sum(charged), scored.totals[key]) for key, charged in inside.items()},
        compared,
    )


def _share(part: float, total: float) -> float | None:
    return part / total if 0.0 < total < np.inf else None
