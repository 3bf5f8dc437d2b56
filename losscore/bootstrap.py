"""The studentised bootstrap of a mean."""

from collections.abc import Callable
from functools import partial

import numpy as np

from .checks import Array

# From here on numbers are resampled in groups: the outermost ones each on their own, because they
# decide how the mean is spread, and those between in groups of similar ones.
_MANY = 1000
_OUTERMOST = 100
_BETWEEN = 200

# How many resamples are held at once, so that memory does not grow with their number.
_AT_ONCE = 200


def studentised_interval(
    ordered: Array, confidence: float, resamples: int, seed: int
) -> tuple[float, float]:
    """The limits of the mean of at least two sorted, finite numbers; one may be infinite."""
    mean = float(ordered.mean())
    if ordered[0] == ordered[-1]:
        return mean, mean
    centred = ordered - mean
    centred -= centred.mean()  # What rounding left of the mean.
    unit = float(np.abs(centred).max())
    centred /= unit  # Squares can neither overflow nor vanish then.
    error = unit * float(np.sqrt(np.square(centred).mean() / centred.size))
    ratios = _ratios(centred, resamples, np.random.default_rng(seed))
    tail = (1.0 - confidence) / 2.0
    # A ratio may be infinite, and between it and a finite one nothing is interpolated.
    least = np.quantile(ratios, tail, method="lower")
    most = np.quantile(ratios, 1.0 - tail, method="higher")
    return float(mean - most * error), float(mean - least * error)


def _ratios(centred: Array, resamples: int, rng: np.random.Generator) -> Array:
    """(mean of a resample − mean) / (standard error of that resample), `resamples` times."""
    draw = partial(_one_by_one, centred) if centred.size <= _MANY else _in_groups(centred)
    ratios = np.empty(resamples)
    for start in range(0, resamples, _AT_ONCE):
        part = ratios[start : start + _AT_ONCE]
        part[:] = _studentised(*draw(part.size, rng), centred.size)
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


def _in_groups(ordered: Array) -> Callable[[int, np.random.Generator], tuple[Array, Array]]:
    """As `_one_by_one` from many sorted numbers.

    How many draws fall into each group is drawn exactly. What those of one group add up to is
    drawn from the normal distribution with their mean and variance; their squares, which differ
    little, are taken as equal.
    """
    n = ordered.size
    between = _OUTERMOST + np.arange(_BETWEEN) * (n - 2 * _OUTERMOST) // _BETWEEN
    starts = np.r_[:_OUTERMOST, between, n - _OUTERMOST : n]
    sizes = np.diff(starts, append=n)
    mean = np.add.reduceat(ordered, starts) / sizes
    mean_square = np.add.reduceat(np.square(ordered), starts) / sizes
    variance = np.add.reduceat(np.square(ordered - np.repeat(mean, sizes)), starts) / sizes
    moments = np.stack([mean, mean_square, variance], axis=1)

    def draw(resamples: int, rng: np.random.Generator) -> tuple[Array, Array]:
        counts = rng.multinomial(n, sizes / n, size=resamples)
        total, squares, spread = np.einsum("ij,jk->ki", counts, moments)
        return total + np.sqrt(spread) * rng.standard_normal(resamples), squares

    return draw
