"""The rows that a tally keeps: the costliest, and those that speak for one of two models most."""

import itertools
from collections.abc import Iterable
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from .checks import Array
from .tally_sums import Part, pairs_of

KEPT = 20
"""How many of each kind are kept."""

# As in `preferences`: two routes to the same penalty differ by about this much of it.
_ROUNDING = 1e-12

Id = int | str | None


class CostlyRow(NamedTuple):
    """One of the rows with the highest penalties of a model under a loss.

    Attributes
    ----------
    penalty : float
        What it is charged, above 0; `inf` is possible.
    id : int, str or None
        Whose row it is; None without `ids`.
    truth : int
        The place of its true class; of a soft truth that of the most likely one.
    predicted : int
        The place of the class that the model finds most likely.
    on_truth : float
        What the model predicts for the true class.
    weight : float
        How many samples the row counts as.
    """

    penalty: float
    id: Id
    truth: int
    predicted: int
    on_truth: float
    weight: float


class TellingRow(NamedTuple):
    """One of the rows on which one of two models is charged most beyond the other.

    Attributes
    ----------
    beyond : float
        How much more that is, times the weight: above 0, `inf` is possible.
    id : int, str or None
        Whose row it is; None without `ids`.
    a, b : float
        The penalties of model A and model B.
    within : float
        By how much they may differ and still tie.
    weight : float
        How many samples the row counts as.
    """

    beyond: float
    id: Id
    a: float
    b: float
    within: float
    weight: float


Row = TypeVar("Row", CostlyRow, TellingRow)
Costly = dict[tuple[int, int], tuple[CostlyRow, ...]]
Telling = dict[tuple[int, int, int], tuple[TellingRow, ...]]


def places(models: int, losses: int) -> tuple[list[Any], list[Any]]:
    """The keys of what is kept: (model, loss), and (pair, loss, which of both is charged more)."""
    pairs = len(pairs_of(models))
    return (
        list(itertools.product(range(models), range(losses))),
        list(itertools.product(range(pairs), range(losses), range(2))),
    )


def costliest(part: Part, ids: npt.NDArray[Any] | None) -> Costly:
    """The costliest of the rows, by model and loss."""
    found: Costly = {}
    for model, charged in enumerate(part.penalties):
        on_truth = np.take_along_axis(part.probas[model], part.labels[:, np.newaxis], 1)[:, 0]
        others = [part.labels, part.predicted[model], on_truth.astype(np.float64), part.each]
        for loss, penalties in enumerate(charged):
            rows = _highest(penalties, ids, others)
            found[model, loss] = tuple(CostlyRow(*row) for row in rows)
    return found


def telling(part: Part, ids: npt.NDArray[Any] | None) -> Telling:
    """The rows on which a model is charged most beyond another, by pair and loss."""
    found: Telling = {}
    for place, (one, other) in enumerate(pairs_of(len(part.probas))):
        for loss, (a, b) in enumerate(zip(part.penalties[one], part.penalties[other], strict=True)):
            within = part.margins[one][loss] + part.margins[other][loss]
            with np.errstate(invalid="ignore"):
                beyond = np.nan_to_num(part.each * (a - b), nan=0.0, posinf=np.inf, neginf=-np.inf)
            for worse, sign in enumerate((1.0, -1.0)):
                rows = _highest(sign * beyond, ids, [a, b, within, part.each])
                found[place, loss, worse] = tuple(TellingRow(*row) for row in rows)
    return found


def first_of(rows: Iterable[Row]) -> tuple[Row, ...]:
    """As many as are kept, the highest first; of equal ones the lowest id."""
    return tuple(sorted(rows, key=_order)[:KEPT])


def rows_match(one: Iterable[Row], other: Iterable[Row]) -> bool:
    """Whether they are the same rows, their numbers up to rounding."""
    one, other = list(one), list(other)
    return len(one) == len(other) and all(map(_is_same, one, other))


def _is_same(one: Row, other: Row) -> bool:
    if one.id != other.id:
        return False
    a, b = (np.array(row._replace(id=0), np.float64) for row in (one, other))
    finite = np.isfinite(a)
    slack = _ROUNDING * np.abs(a[finite]).max()
    return np.array_equal(a[~finite], b[~finite]) and bool(
        (np.abs(a[finite] - b[finite]) <= slack).all()
    )


def _order(row: tuple[Any, ...]) -> tuple[Any, ...]:
    highest, name, *others = row
    return -highest, isinstance(name, str), 0 if name is None else name, *others


def _highest(
    values: Array, ids: npt.NDArray[Any] | None, others: list[npt.NDArray[Any]]
) -> list[tuple[Any, ...]]:
    """As many rows as are kept with the highest values, all above 0, in the order of `first_of`."""
    count = min(KEPT, int(np.count_nonzero(values > 0.0)))
    if not count:
        return []
    least = np.partition(values, values.size - count)[values.size - count]
    rows = np.flatnonzero(values >= least)
    columns = [values, *others] if ids is None else [values, ids, *others]
    chosen = [column[rows] for column in columns]
    order = np.lexsort([*chosen[:0:-1], -chosen[0]])[:count]
    found = [column[order].tolist() for column in chosen]
    if ids is None:
        found.insert(1, [None] * count)
    return list(zip(*found, strict=True))
