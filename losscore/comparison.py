"""Is one model's loss really lower than the other's? A paired comparison, with its uncertainty."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .checks import Array, mean_penalty, number_between, penalties_of, whole_number_between

# Two routes to the same penalty differ by about this much of it; such a pair is a tie.
_ROUNDING = 1e-12

# Into how many groups of similar differences the samples are sorted before they are resampled.
_GROUPS = 1000


@dataclass(frozen=True)
class Comparison:
    """The answer of `compare_models`.

    Attributes
    ----------
    mean_a, mean_b : float
        The mean penalty of each model; `inf` if a penalty is.
    difference : float or None
        The mean of A's penalty minus B's: below 0, A is better. `inf` or `-inf` if only one mean
        is infinite, None if both are: then no difference of the means exists.
    low, high : float or None
        The limits of the confidence interval of the difference. Both equal the difference where
        it is infinite, because an infinite penalty makes the mean infinite at whatever weight;
        None where it is None.
    a_better, ties, b_better : int
        On how many samples A's penalty is lower, both are equal up to rounding (1e-12 of the
        larger one; two infinite penalties are equal), B's is lower. They add up to N.
    """

    mean_a: float
    mean_b: float
    difference: float | None
    low: float | None
    high: float | None
    a_better: int
    ties: int
    b_better: int


def compare_models(
    penalties_a: npt.ArrayLike,
    penalties_b: npt.ArrayLike,
    *,
    confidence: float = 0.95,
    resamples: int = 2000,
    seed: int = 0,
) -> Comparison:
    """Compare two models sample by sample: the mean difference, its interval, and who wins.

    The interval is the percentile bootstrap of the mean of the N paired differences a − b: N
    of them are drawn with replacement, `resamples` times, and the interval holds the middle
    share `confidence` of the means. Up to 1,000 samples that is what is done. Beyond, the
    differences are sorted and cut into 1,000 groups of equal size; how many draws fall into each
    group is drawn exactly, and the sum of the draws within a group, which are nearly equal, from
    the normal distribution with their mean and variance. The means have the exact bootstrap
    expectation and variance, and time does not grow with N · resamples.

    Parameters
    ----------
    penalties_a, penalties_b : array-like of shape (N,)
        The penalties of both models on the same samples in the same order; `inf` is allowed.
    confidence : float
        Above 0 and below 1.
    resamples : int
        How often the samples are redrawn, 1 to 1,000,000.
    seed : int
        The seed of the draws, 0 to 2³²−1: the same seed gives the same interval.

    Returns
    -------
    Comparison
        Means, difference with interval, and counts.

    Raises
    ------
    ValueError
        For penalties that are NaN, negative, empty or not one-dimensional, or not as many for
        both models, or a setting out of its range.

    References
    ----------
    Efron, Tibshirani (1993), *An Introduction to the Bootstrap*, chapter 13.
    doi:10.1201/9780429246593

    Examples
    --------
    >>> result = compare_models([0.08, 0.02, 0.5], [0.02, 0.02, 0.1])
    >>> result.a_better, result.ties, result.b_better
    (0, 1, 2)
    >>> round(result.difference, 12)
    0.153333333333
    """
    a, b = _pair(penalties_a, penalties_b)
    if not 0.0 < number_between("confidence", confidence, 0.0, 1.0) < 1.0:
        raise ValueError(f"confidence must be above 0 and below 1, got {confidence!r}")
    resamples = whole_number_between("resamples", resamples, 1, 1_000_000)
    seed = whole_number_between("seed", seed, 0, 2**32 - 1)
    mean_a, mean_b = mean_penalty(a), mean_penalty(b)
    interval = _interval(a, b, confidence, resamples, seed)
    a_better, ties, b_better = np.bincount(preferences(a, b) + 1, minlength=3).tolist()
    return Comparison(mean_a, mean_b, *interval, a_better, ties, b_better)


def preferences(penalties_a: npt.ArrayLike, penalties_b: npt.ArrayLike) -> npt.NDArray[np.int8]:
    """Which model each sample's penalty prefers: −1 for A, 1 for B, 0 for a tie.

    Parameters
    ----------
    penalties_a, penalties_b : array-like of shape (N,)
        The penalties of both models on the same samples in the same order; `inf` is allowed.

    Returns
    -------
    int8 array of shape (N,)
        The sign of a − b, and 0 where both are equal up to rounding (1e-12 of the larger one);
        two infinite penalties are equal.

    Raises
    ------
    ValueError
        As `compare_models`.

    References
    ----------
    The sign test's reading of paired data: Dixon, Mood (1946), "The Statistical Sign Test",
    Journal of the American Statistical Association 41(236). doi:10.1080/01621459.1946.10501898

    Examples
    --------
    >>> preferences([0.08, 0.02, 0.5], [0.02, 0.02, float("inf")])
    array([ 1,  0, -1], dtype=int8)
    """
    a, b = _pair(penalties_a, penalties_b)
    margin = _ROUNDING * np.maximum(a, b)
    # b − margin would be inf − inf: an infinite penalty is above every finite one as it stands.
    margin[~np.isfinite(margin)] = 0.0
    return (b < a - margin).astype(np.int8) - (a < b - margin).astype(np.int8)


def _pair(penalties_a: npt.ArrayLike, penalties_b: npt.ArrayLike) -> tuple[Array, Array]:
    a = penalties_of("penalties_a", penalties_a)
    b = penalties_of("penalties_b", penalties_b)
    if a.size != b.size:
        raise ValueError(
            "penalties_a and penalties_b must belong to the same samples, "
            f"got {a.size} and {b.size}"
        )
    return a, b


def _interval(
    a: Array, b: Array, confidence: float, resamples: int, seed: int
) -> tuple[float | None, float | None, float | None]:
    """The difference of the means and its limits."""
    endless_a, endless_b = math.isinf(a.max()), math.isinf(b.max())
    if endless_a and endless_b:
        return None, None, None
    if endless_a or endless_b:
        difference = math.inf if endless_a else -math.inf
        return difference, difference, difference
    differences = np.sort(a - b)
    # In a power of two as the unit, which changes no digit, no sum and no square overflows.
    exponent = int(np.frexp(np.abs(differences[[0, -1]]).max())[1])
    differences = np.ldexp(differences, -exponent)
    means = _bootstrap_means(differences, resamples, np.random.default_rng(seed))
    low, high = np.quantile(means, [(1.0 - confidence) / 2.0, (1.0 + confidence) / 2.0])
    return tuple(math.ldexp(float(end), exponent) for end in (differences.mean(), low, high))


def _bootstrap_means(ordered: Array, resamples: int, rng: np.random.Generator) -> Array:
    """Means of N draws with replacement from N sorted numbers, `resamples` times."""
    n = ordered.size
    groups = min(n, _GROUPS)
    starts = np.arange(groups) * n // groups
    sizes = np.diff(starts, append=n)
    centres = np.add.reduceat(ordered, starts) / sizes
    spreads = np.add.reduceat(np.square(ordered - np.repeat(centres, sizes)), starts) / sizes
    means = np.empty(resamples)
    # A few at a time, so that memory does not grow with `resamples`.
    for start in range(0, resamples, 200):
        part = means[start : start + 200]
        draws = rng.multinomial(n, sizes / n, size=part.size)
        noise = np.sqrt(draws @ spreads) * rng.standard_normal(part.size)
        part[:] = (draws @ centres + noise) / n
    return means
