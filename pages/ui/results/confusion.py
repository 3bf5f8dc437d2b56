"""What a model takes for what, and what each such mistake costs, class by class. Pure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pages.ui.inputs.sealed import Sealed
from pages.ui.results.memo import kept
from pages.ui.results.samples import Summary
from pages.ui.results.samples_table import TRUTH, predicted_column
from pages.ui.results.slices import Cut

MOST = 12
"""Of more classes than these no cell has room for its numbers."""

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Matrix(Sealed):
    """A cell for each true class, a row, and each predicted one, a column.

    Attributes
    ----------
    samples : ndarray of shape (K, K)
        How many there are.
    means : ndarray of shape (K, K)
        What they cost on average; NaN where there are none.
    shares : ndarray of shape (K, K)
        What part of the total they carry. Of a total that is infinite the infinite penalties carry
        all, each as much; of one that is 0 there is none.
    infinite : bool
        Whether the total is infinite.
    """

    samples: Array
    means: Array
    shares: Array
    infinite: bool


def has_matrix(scored: Summary) -> bool:
    """Whether a matrix of so many classes can be read."""
    return len(scored.classes) <= MOST


def cut_of(model: str) -> Cut:
    """The cut whose slices are the cells of a model's matrix."""
    return Cut((TRUTH, predicted_column(model)))


@kept(4)
def matrix(scored: Summary, model: str, loss: str) -> Matrix:
    """What a loss charges a model for each class that it takes for another, or for itself."""
    classes, counted = len(scored.classes), scored.weights.rows
    truth, named = (scored.frame[column].cat.codes for column in cut_of(model).columns)
    cells = (truth.to_numpy().astype(np.intp) * classes + named.to_numpy())[counted]
    charged = scored.penalties(model, loss)[counted]
    each = 1.0 if scored.weights.each is None else scored.weights.each

    def summed(values: Array) -> Array:
        return np.bincount(cells, values * each, classes**2).reshape(classes, classes)

    samples, totals = summed(np.ones(charged.size)), summed(charged)
    infinite = bool(np.isinf(totals).any())
    carried = summed(np.isinf(charged).astype(float)) if infinite else totals
    whole = carried.sum()
    with np.errstate(invalid="ignore"):
        return Matrix(samples, totals / samples, carried / whole if whole else carried, infinite)
