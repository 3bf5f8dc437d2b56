"""How many samples a row counts as: a weight of 3 is three equal samples, ½ is half a sample."""

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from .checks import Array, check_each, numbers

# Within these no product of a weight overflows or vanishes, and no sum of whole weights is rounded.
LEAST, MOST = 1e-100, 1e15


class Weights:
    """What each of N rows counts as: one sample, or as many as `sample_weight` says.

    Attributes
    ----------
    rows : slice or ndarray
        The rows that count. One of weight 0 does not, whatever it holds.
    counted : int
        How many they are.
    each : ndarray or None
        The weights of these rows; None if each is one sample.
    total : int or float
        How many samples they are; an int if that is whole.
    """

    def __init__(self, sample_weight: npt.ArrayLike | None, size: int) -> None:
        self.rows: slice | npt.NDArray[np.intp] = slice(None)
        self.each: Array | None = None
        self.counted = size
        self.total: float = size
        self._scaled: Array | None = None
        if sample_weight is not None:
            weights = weights_of(sample_weight, size)
            if not weights.any():
                raise ValueError("sample_weight must not be 0 for every sample")
            if (weights == 1.0).all():  # As none at all, to the last digit.
                return
            self.rows = np.flatnonzero(weights)
            self.each = weights[self.rows]
            self.counted = self.each.size
            self.total = whole(float(self.each.sum()))
            # In a power of two as the unit, which changes no digit, no product leaves float64.
            self._scaled = np.ldexp(self.each, -np.frexp(self.each.max())[1])

    def every(self, size: int) -> Array:
        """The weight of each of all rows, as many as there are: 0 for those that do not count."""
        weights = np.zeros(size)
        weights[self.rows] = 1.0 if self.each is None else self.each
        return weights

    def times(self, values: Array) -> Array:
        """Each value of a counted row times its weight, in some unit that is the same for all."""
        return values if self._scaled is None else values * self._scaled

    def given(self, places: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
        """The rows, as they were given, of places among the counted ones."""
        return places if isinstance(self.rows, slice) else self.rows[places]

    def mean(self, values: Array) -> float:
        """The mean of a value of each counted row."""
        return mean_of(values, self._scaled)

    def sum(self, values: npt.NDArray[Any]) -> float:
        """The sum of a value of each counted row; of booleans, of how many samples they are true.

        It is an int if it is whole.
        """
        return whole(float(values.sum() if self.each is None else (values * self.each).sum()))

    def part(self, places: npt.NDArray[np.intp]) -> "Weights":
        """The weights of some of the counted rows, by their places among them."""
        return Weights(None if self.each is None else self.each[places], places.size)

    def counts(self, kinds: npt.NDArray[np.integer[Any]], kinds_there_are: int) -> list[float]:
        """How many samples are of each kind 0, 1, …, from the kinds of the counted rows."""
        counts = np.bincount(kinds, self.each, kinds_there_are).tolist()
        return counts if self.each is None else [whole(count) for count in counts]


def mean_of(values: Array, each: Array | None) -> float:
    """The mean of values that count once, or as often as `each` of them says.

    It is finite also where the sum is beyond float64 and the mean is not.
    """
    weighed, total = (values, values.size) if each is None else (values * each, each.sum())
    with np.errstate(over="ignore"):
        mean = float(weighed.sum() / total)
        if math.isinf(mean):
            mean = min(float((weighed / total).sum()), float(values.max()))
    return mean


def weights_of(sample_weight: npt.ArrayLike, size: int) -> Array:
    """The weights of as many rows, checked one by one: all of them may be 0."""
    weights = np.atleast_1d(numbers("sample_weight", sample_weight)).astype(np.float64)
    if weights.shape != (size,):
        shape = np.shape(sample_weight)
        raise ValueError(f"sample_weight must have shape ({size},), got shape {shape}")
    check_each(
        "sample_weight", weights, can_weigh(weights), f"must be 0 or from {LEAST:g} to {MOST:g}"
    )
    if (total := float(weights.sum())) > MOST:
        raise ValueError(f"sample_weight must sum to at most {MOST:g}, got {total:g}")
    return weights


def can_weigh(weights: Array) -> npt.NDArray[np.bool_]:
    """Which of them a row can have."""
    right: npt.NDArray[np.bool_] = (weights == 0.0) | (weights >= LEAST) & (weights <= MOST)
    return right


def whole(count: float) -> float:
    """The count, as an int if it is whole."""
    return int(count) if count.is_integer() else count
