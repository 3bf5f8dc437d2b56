"""The studentised bootstrap of a mean, in which a number may count as more than one, or as less."""

import math
from collections.abc import Callable
from functools import partial

import numpy as np
import numpy.typing as npt

from .checks import Array
from .weights import mean_of

# From here on numbers are resampled in groups: the outermost ones each on their own, because they
# decide how the mean is spread, and those between in groups of similar ones.
_MANY = 1000
_OUTERMOST = 100
_BETWEEN = 200

# How many resamples are held at once, so that memory does not grow with their number.
_AT_ONCE = 200


def studentised_interval(
    ordered: Array, each: Array | None, confidence: float, resamples: int, seed: int
) -> tuple[float, float]:
    """The limits of the mean of sorted, finite numbers that count as at least two; or infinite."""
    mean = mean_of(ordered, each)
    if ordered[0] == ordered[-1]:
        return mean, mean
    centred = ordered - mean
    centred -= mean_of(centred, each)  # What rounding left of the mean.
    unit = float(np.abs(centred).max())
    centred /= unit  # Squares can neither overflow nor vanish then.
    size = centred.size if each is None else float(each.sum())
    error = unit * math.sqrt(mean_of(np.square(centred), each) / size)
    ratios = _ratios(centred, each, round(size), resamples, np.random.default_rng(seed))
    tail = (1.0 - confidence) / 2.0
    # A ratio may be infinite, and between it and a finite one nothing is interpolated.
    least = np.quantile(ratios, tail, method="lower")
    most = np.quantile(ratios, 1.0 - tail, method="higher")
    return float(mean - most * error), float(mean - least * error)


def _ratios(
    centred: Array, each: Array | None, draws: int, resamples: int, rng: np.random.Generator
) -> Array:
    """(mean of a resample − mean) / (standard error of that resample), `resamples` times."""
    one_by_one = each is None and centred.size <= _MANY
    draw = partial(_one_by_one, centred) if one_by_one else _in_groups(centred, each, draws)
    ratios = np.empty(resamples)
    for start in range(0, resamples, _AT_ONCE):
        part = ratios[start : start + _AT_ONCE]
        part[:] = _studentised(*draw(part.size, rng), draws)
    return ratios


def _studentised(sums: Array, squares: Array, n: int) -> Array:
    """√n·mean / standard deviation from n draws' sum and sum of squares; ±inf without spread."""
    means, squares = sums / n, squares / n
    spread = squares - np.square(means)
    # All draws alike: what is left of the subtraction is rounding.
    spread[spread <= 1e-12 * squares] = 0.0
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(means == 0.0, 0.0, means / np.sqrt(spread / n))


def _one_by_one(numbers: Array, resamples: int, rng: np.random.Generator) -> tuple[Array, Array]:
    """The sum and the sum of squares of n draws with replacement, for each resample."""
    drawn = numbers[rng.integers(numbers.size, size=(resamples, numbers.size))]
    return np.einsum("ij->i", drawn), np.einsum("ij,ij->i", drawn, drawn)


def _in_groups(
    ordered: Array, each: Array | None, draws: int
) -> Callable[[int, np.random.Generator], tuple[Array, Array]]:
    """As `_one_by_one` from sorted numbers, of which each is drawn as often as it counts.

    How many draws fall into each group is drawn exactly. What those of one group add up to is
    drawn from the normal distribution with their mean and variance; their squares, which differ
    little, are taken as equal.
    """
    starts = _starts(ordered.size)
    rows = np.diff(starts, append=ordered.size)
    sizes = rows if each is None else np.add.reduceat(each, starts)

    def mean_in_groups(values: Array) -> Array:
        sums: Array = np.add.reduceat(values if each is None else values * each, starts)
        return sums / sizes

    mean = mean_in_groups(ordered)
    around = np.repeat(mean, rows)
    np.subtract(ordered, around, out=around)
    variance = mean_in_groups(np.square(around, out=around))
    del around
    moments = np.stack([mean, mean_in_groups(np.square(ordered)), variance], axis=1)

    def draw(resamples: int, rng: np.random.Generator) -> tuple[Array, Array]:
        counts = rng.multinomial(draws, sizes / sizes.sum(), size=resamples)
        total, squares, spread = np.einsum("ij,jk->ki", counts, moments)
        return total + np.sqrt(spread) * rng.standard_normal(resamples), squares

    return draw


def _starts(n: int) -> npt.NDArray[np.intp]:
    """Where each group of n sorted numbers starts: few numbers are a group each."""
    if n <= _MANY:
        return np.arange(n)
    between = _OUTERMOST + np.arange(_BETWEEN) * (n - 2 * _OUTERMOST) // _BETWEEN
    return np.concatenate([np.arange(_OUTERMOST), between, np.arange(n - _OUTERMOST, n)])
