"""Where the reliability curve of a calibrated model would lie."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .checks import (
    Array,
    check_one_axis,
    confidence_of,
    numbers,
    resamples_of,
    seed_of,
    two_columns,
)
from .isotonic import pooled
from .weights import Weights

# Of more different ŷ than these, similar ones are taken as equal, about as many samples each.
_GROUPS = 200


@dataclass(frozen=True, eq=False)
class ConsistencyBand:
    """The answer of `consistency_band`.

    Attributes
    ----------
    proba : ndarray of shape (G,)
        ŷ, rising.
    low, high : ndarray of shape (G,)
        Between which the curve of a calibrated model lies at each of them.
    confidence : float
        How often it lies there at any one of them.
    """

    proba: Array
    low: Array
    high: Array
    confidence: float


def consistency_band(
    proba: npt.ArrayLike,
    *,
    sample_weight: npt.ArrayLike | None = None,
    confidence: float = 0.9,
    resamples: int = 400,
    seed: int = 0,
) -> ConsistencyBand:
    """Between which rates the `reliability_curves` of a calibrated model would lie by chance.

    The class is drawn anew for every sample, true with just the probability that it was given,
    `resamples` times; each time the isotonic regression is made, and at each ŷ the band leaves out
    as many of the rates above as below. It holds at each ŷ on its own, not at all of them at once:
    of many ŷ some lie outside by chance. Of more than 200 different ŷ, similar ones are taken as
    equal.

    Parameters
    ----------
    proba : array-like of shape (N,)
        What a model gives one class, each 0 to 1.
    sample_weight : array-like of shape (N,), optional
        How many samples each row stands for, 0 or 1e-100 to 1e15.
    confidence : float
        Above 0 and below 1.
    resamples : int
        How often the class is drawn, 1 to 1,000,000.
    seed : int
        The seed of the draws, 0 to 2³²−1: the same seed gives the same band.

    Returns
    -------
    ConsistencyBand
        The limits at each ŷ.

    Raises
    ------
    ValueError
        For what is not a probability, a wrong shape, or a setting or weights out of range.

    References
    ----------
    Bröcker, Smith (2007), "Increasing the Reliability of Reliability Diagrams", Weather and
    Forecasting 22(3). doi:10.1175/WAF993.1

    Examples
    --------
    >>> band = consistency_band([0.1] * 100 + [0.6] * 100)
    >>> band.proba, band.low, band.high
    (array([0.1, 0.6]), array([0.05, 0.52]), array([0.14, 0.68]))
    """
    given = numbers("proba", proba)
    check_one_axis("proba", given)
    confidence, resamples = confidence_of(confidence), resamples_of(resamples)
    rng = np.random.default_rng(seed_of(seed))
    weights = Weights(sample_weight, given.size)
    column = two_columns("proba", given)[:, 1][weights.rows]
    groups, counts = _grouped(column, weights.each)
    whole = np.floor(counts)
    rates = np.empty((resamples, groups.size))
    for rate in rates:
        # What is left of a weight is true or not as one sample is.
        of_rest = (counts - whole) * (rng.random(groups.size) < groups)
        hits = rng.binomial(whole.astype(np.int64), groups) + of_rest
        starts = pooled(hits, counts)
        steps = [np.add.reduceat(values, starts) for values in (hits, counts)]
        rate[:] = np.repeat(steps[0] / steps[1], np.diff(starts, append=groups.size))
    tail = (1.0 - confidence) / 2.0
    low = np.quantile(rates, tail, axis=0, method="inverted_cdf")
    high = np.quantile(rates, 1.0 - tail, axis=0, method="inverted_cdf")
    return ConsistencyBand(groups, low, high, confidence)


def _grouped(proba: Array, each: Array | None) -> tuple[Array, Array]:
    """The different ŷ, rising, and how many samples have each; of too many, of similar ones."""
    groups, places = np.unique(proba, return_inverse=True)
    counts = np.bincount(places, each).astype(np.float64)
    if groups.size <= _GROUPS:
        return groups, counts
    reached = np.cumsum(counts)
    parts = np.ceil(reached * (_GROUPS / reached[-1]))
    starts = np.flatnonzero(np.diff(parts, prepend=-1.0))
    sums = np.add.reduceat(groups * counts, starts)
    counts = np.add.reduceat(counts, starts)
    return sums / counts, counts
