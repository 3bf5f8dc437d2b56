"""The mean of paired differences: what chance leaves open of it."""

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .bootstrap import studentised_interval
from .checks import Array
from .groups import grouped
from .weights import Weights, mean_of

# A variance below this, in units of the largest difference squared, is rounding.
NO_SPREAD = 1e-24


class Chance(NamedTuple):
    """What chance leaves open of the difference of two means.

    Attributes
    ----------
    interval : tuple
        The difference and the limits of its interval; see `Comparison`.
    spread, behind : float or None
        See `Comparison`.
    """

    interval: tuple[float | None, float | None, float | None]
    spread: float | None
    behind: float | None


def by_sample(
    a: Array, b: Array, weights: Weights, confidence: float, resamples: int, seed: int
) -> Chance:
    """What chance leaves open where the samples are independent."""
    interval = _interval(a, b, weights, confidence, resamples, seed)
    return Chance(interval, *_spread(a, b, weights))


def by_group(
    a: Array, b: Array, weights: Weights, groups: npt.NDArray[np.intp], confidence: float
) -> Chance:
    """What chance leaves open where the groups are, from the number of each row's group."""
    if math.isinf(a.max()) or math.isinf(b.max()):
        return Chance((_of_infinite(a, b), None, None), None, None)
    difference = weights.mean(a - b)
    found = grouped(a - b, weights.each, groups)
    if found is None:
        return Chance((difference, None, None), None, None)
    interval = difference, *found.interval(difference, confidence)
    return Chance(interval, found.error * math.sqrt(weights.total), found.behind)


def _interval(
    a: Array, b: Array, weights: Weights, confidence: float, resamples: int, seed: int
) -> tuple[float | None, float | None, float | None]:
    if math.isinf(a.max()) or math.isinf(b.max()):
        return _of_infinite(a, b), None, None
    # In a power of two as the unit, which changes no digit, no sum overflows.
    differences, each = _sorted(a - b, weights.each)
    exponent = int(np.frexp(np.abs(differences[[0, -1]]).max())[1])
    np.ldexp(differences, -exponent, out=differences)
    difference = math.ldexp(mean_of(differences, each), exponent)
    if round(weights.total) < 2:
        return difference, None, None
    limits = studentised_interval(differences, each, confidence, resamples, seed)
    with np.errstate(over="ignore"):
        return difference, *np.ldexp(limits, exponent).tolist()


def _of_infinite(a: Array, b: Array) -> float | None:
    """The difference of means of which one is infinite, or both."""
    if math.isinf(a.max()) and math.isinf(b.max()):
        return None
    return math.inf if math.isinf(a.max()) else -math.inf


def _spread(a: Array, b: Array, weights: Weights) -> tuple[float | None, float | None]:
    """The standard deviation of the differences, and how many rows make it up."""
    if round(weights.total) < 2 or math.isinf(a.max()) or math.isinf(b.max()):
        return None, None
    differences = a - b
    unit = float(np.abs(differences).max())
    if unit == 0.0:
        return 0.0, None
    differences /= unit  # Squares can neither overflow nor vanish then.
    differences -= weights.mean(differences)
    squares = np.square(differences, out=differences)
    variance = weights.mean(squares) * weights.total / (weights.total - 1.0)
    shares = weights.times(squares)
    if variance <= NO_SPREAD:
        return 0.0, None
    return unit * math.sqrt(variance), float(shares.sum() ** 2 / np.square(shares).sum())


def _sorted(values: Array, each: Array | None) -> tuple[Array, Array | None]:
    """The values, which may be sorted in place, and what each of them counts as."""
    if each is None:
        values.sort()
        return values, None
    order = np.argsort(values)
    return values[order], each[order]
