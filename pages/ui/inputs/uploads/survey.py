"""A table whose rows do not all sum to 1: whether a column is to blame that is no class.

A weight, a flag or a fold among the classes would become one if the rows were rescaled.
"""

import numpy as np
import numpy.typing as npt

from losscore.checks import TOLERANCE

from .checks import SumError, rescalable
from .errors import UploadError, listed
from .table import Block, FindRow, Opened


class _Survey:
    """What all rows are like, those columns alone that are kept; a check that lets all pass.

    Attributes
    ----------
    named : ndarray of shape (K,)
        Which classes a label names.
    sums : bool
        Whether every row sums to 1.
    sums_without : ndarray of shape (K,)
        Whether every row does without this one column.
    rescalable : bool
        Whether every row can be rescaled, of a soft truth too.
    """

    def __init__(self, opened: Opened, kept: npt.NDArray[np.bool_] | None = None) -> None:
        classes = len(opened.columns.classes)
        self._kept = np.ones(classes, dtype=bool) if kept is None else kept
        self.named = np.zeros(classes, dtype=bool)
        self.sums = self.rescalable = True
        self.sums_without = np.ones(classes, dtype=bool)
        for _ in opened.blocks(self._note):
            pass

    def _note(self, block: Block, find_row: FindRow) -> Block:
        proba = np.nan_to_num(block.proba) * self._kept
        off = proba.sum(axis=1, keepdims=True) - 1.0
        self.sums &= bool(np.abs(off).max() <= TOLERANCE)
        self.sums_without &= (np.abs(off - proba) <= TOLERANCE).all(axis=0)
        self.rescalable &= bool(rescalable(block.proba).all())
        if block.truth.ndim == 2:
            self.named[:] = True
            self.rescalable &= bool(rescalable(block.truth).all())
        else:
            self.rescalable &= bool(block.truth.min() >= 0)
            self.named[block.truth[block.truth >= 0]] = True
        return block


def with_way_out(error: SumError, opened: Opened) -> SumError:
    """The same error with what can be done about it: rescaling has to get past all other rows."""
    try:
        survey = _Survey(opened)
        extra = _extra_columns(opened, survey)
    except UploadError:
        return error
    if extra:
        return SumError(error.told, _without(extra))
    if not survey.rescalable:
        return error
    way_out = "correct it, or have every row rescaled"
    if unnamed := _names(opened, ~survey.named):
        way_out += f". No row is of class {listed(unnamed)}: delete what is no class before that"
    return SumError(error.told, way_out, fixable_by_normalising=True)


def refuse_extra_columns(opened: Opened) -> None:
    """Raise if rescaling made a class of a column that is none."""
    if extra := _extra_columns(opened, _Survey(opened)):
        raise UploadError(f"Not every row sums to 1: {_without(extra)}.")


def _extra_columns(opened: Opened, survey: _Survey) -> list[str]:
    """The columns that no truth names and without which every row sums to 1: one, or all such."""
    one = survey.sums_without & ~survey.named
    if survey.sums:
        return []
    if one.any():
        return _names(opened, one)[:1]
    several = np.count_nonzero(~survey.named) > 1
    if several and _Survey(opened, kept=survey.named).sums:
        return _names(opened, ~survey.named)
    return []


def _names(opened: Opened, which: npt.NDArray[np.bool_]) -> list[str]:
    return [opened.columns.classes[k] for k in np.flatnonzero(which)]


def _without(names: list[str]) -> str:
    if len(names) == 1:
        return f"without column {listed(names)} every row does, so delete it if it is no class"
    return f"without columns {listed(names)} every row does, so delete them if they are no classes"
