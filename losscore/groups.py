"""Samples that come in groups, as those of one fold: how far their mean may be off."""

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .checks import Array, LabelsLike, told
from .labels import as_given, is_hashable, is_missing
from .student import student_quantile
from .weights import mean_of

# A mean of a group that differs by less, in units of the largest number, differs by rounding.
_ROUNDING = 1e-12

# How groups vary in a direction, as a part of the most that they do in any, if not by rounding.
_VARIES = 1e-10

# How many draws are held at once, so that memory does not grow with their number.
_AT_ONCE = 100


class Grouped(NamedTuple):
    """What is known of a mean from groups that are independent of each other.

    Attributes
    ----------
    groups : int
        How many there are.
    error : float
        The standard error of the mean.
    behind : float or None
        How many of the groups make up the error; None where it is 0.
    """

    groups: int
    error: float
    behind: float | None

    def interval(self, mean: float, confidence: float) -> tuple[float, float]:
        """The limits of the mean, with the quantile of Student's t for one group less."""
        width = student_quantile(0.5 + confidence / 2.0, self.groups - 1) * self.error
        return mean - width, mean + width


def groups_of(groups: LabelsLike, size: int) -> npt.NDArray[np.intp]:
    """A number for the group of each row, `(N,)`, from 0."""
    names = as_given("groups", groups)
    if names.shape != (size,):
        raise ValueError(f"groups must have shape ({size},), got shape {names.shape}")
    if names.dtype.kind in "biu":  # In a tenth of the time.
        return np.unique(names, return_inverse=True)[1]
    places: dict[object, int] = {}
    found = np.empty(size, np.intp)
    for row, name in enumerate(names.tolist()):
        if is_missing(name) or not is_hashable(name):
            raise ValueError(f"groups must name one in every row: row {row} holds {told(name)}")
        found[row] = places.setdefault(name, len(places))
    return found


def grouped(values: Array, each: Array | None, groups: npt.NDArray[np.intp]) -> Grouped | None:
    """How far the mean of finite numbers may be off; None if all are of one group."""
    there = np.bincount(groups) > 0
    count = int(there.sum())
    if count < 2:
        return None
    unit = float(np.abs(values).max())
    if unit == 0.0:
        return Grouped(count, 0.0, None)
    numbers = values / unit  # Squares can neither overflow nor vanish then.
    numbers -= mean_of(numbers, each)
    total = float(numbers.size if each is None else each.sum())
    shares = np.bincount(groups, numbers if each is None else numbers * each)[there] / total
    if np.abs(shares).max() <= _ROUNDING:
        return Grouped(count, 0.0, None)
    squares = np.square(shares)
    error = unit * math.sqrt(squares.sum() * count / (count - 1.0))
    return Grouped(count, error, float(squares.sum() ** 2 / np.square(squares).sum()))


def largest_ratios(sums: Array, draws: int, rng: np.random.Generator) -> Array:
    """The largest of |mean| / standard error among several means of normal groups, `(draws,)`.

    `sums` is `(G, T)`: by how much each group adds to each of T means beyond what it should; each
    column varies. Means and errors are drawn as if groups were normal and as varied, and varied
    together, as these are: of one mean it is |t| of Student with G − 1, of several the errors come
    from one Wishart matrix of theirs (Bartlett 1933).
    """
    freedom = len(sums) - 1
    _, scale, axes = np.linalg.svd(sums, full_matrices=False)
    there = np.flatnonzero(scale[:freedom] > _VARIES * scale[0])
    root = scale[there, np.newaxis] * axes[there]
    rank = there.size
    largest = np.empty(draws)
    for start in range(0, draws, _AT_ONCE):
        part = largest[start : start + _AT_ONCE]
        factors = np.tril(rng.standard_normal((part.size, rank, rank)), -1)
        chi = np.sqrt(rng.chisquare(freedom - np.arange(rank), (part.size, rank)))
        factors[:, range(rank), range(rank)] = chi
        variance = np.square(factors.transpose(0, 2, 1) @ root).sum(axis=1) / freedom
        means = rng.standard_normal((part.size, rank)) @ root
        part[:] = (np.abs(means) / np.sqrt(variance)).max(axis=1)
    return largest
