"""The folds of a cross-validation: samples that one fitted model judged together. Pure."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pages.ui.inputs.batch import Batch
from pages.ui.inputs.uploads.column_names import is_fold

FEWEST = 3
"""From so many folds on they tell how much folds differ."""


class Folds(NamedTuple):
    """The folds of the rows that count.

    Attributes
    ----------
    column : str
        The column that they are in: user text.
    codes : ndarray
        A number for the fold of each row.
    count : int
        How many different ones there are.
    """

    column: str
    codes: npt.NDArray[np.integer]
    count: int

    @property
    def respected(self) -> bool:
        """Whether intervals go by folds."""
        return self.count >= FEWEST

    def of(self, places: npt.NDArray[np.intp]) -> npt.NDArray[np.integer] | None:
        """Those of some of the rows, by their places; None where they are too few to go by."""
        codes = self.codes[places]
        return codes if np.count_nonzero(np.bincount(codes)) >= FEWEST else None


def folds_of(batch: Batch) -> Folds | None:
    """The folds of a batch that has several: its first column of that name.

    Where each row is one of its own, it is a sample as any other.
    """
    column = next(filter(is_fold, batch.slices), None)
    if column is None:
        return None
    codes = batch.slices[column][0][batch.weights.rows]
    count = int(np.count_nonzero(np.bincount(codes)))
    return Folds(column, codes, count) if 1 < count < codes.size else None


def groups_of(batch: Batch) -> npt.NDArray[np.integer] | None:
    """The fold of each row, where intervals go by folds."""
    folds = folds_of(batch)
    return batch.slices[folds.column][0] if folds and folds.respected else None
