"""How much of a batch's total penalty its worst samples carry."""

import math
from typing import Any, overload

import numpy as np
import numpy.typing as npt

from .checks import Array, Number, Numbers, check_each, numbers, penalties_of
from .weights import Weights


@overload
def share_of_worst(
    penalties: npt.ArrayLike, counts: Number, *, sample_weight: npt.ArrayLike | None = None
) -> float | None: ...
@overload
def share_of_worst(
    penalties: npt.ArrayLike, counts: Numbers, *, sample_weight: npt.ArrayLike | None = None
) -> Array | None: ...
def share_of_worst(
    penalties: npt.ArrayLike,
    counts: Number | Numbers,
    *,
    sample_weight: npt.ArrayLike | None = None,
) -> float | Array | None:
    """The part of the total penalty that the worst samples carry.

    With the penalties sorted from the highest down, p₁ ≥ p₂ ≥ … ≥ p_N, the worst m samples carry
    (p₁ + … + p_m) / (p₁ + … + p_N): the Lorenz curve, read from its upper end.

    Parameters
    ----------
    penalties : array-like of shape (N,)
        The penalties of one model under one loss; `inf` is allowed.
    counts : int or array-like of int
        How many of the worst samples to add up, each 0..N.
    sample_weight : array-like of shape (N,), optional
        How many samples each penalty stands for, 0 or 1e-100 to 1e15, fractions allowed: N is the
        sum of the weights, and a count takes that part of a penalty which it reaches. A penalty
        of weight 0 does not count, were it infinite.

    Returns
    -------
    float64 array of the shape of `counts`, or a float for one count, or None
        Shares, 0..1. None where there are no shares: the total is infinite, or it is 0.

    Raises
    ------
    ValueError
        For penalties that are NaN, negative, empty or not one-dimensional, or counts that are not
        whole numbers within 0 to N, or weights that are out of range, all 0 or not as many as
        there are penalties.

    References
    ----------
    Lorenz (1905), "Methods of Measuring the Concentration of Wealth", Publications of the
    American Statistical Association 9(70). doi:10.2307/2276207

    Examples
    --------
    >>> share_of_worst([0.02, 0.5, 0.08, 0.4], [1, 2, 4])
    array([0.5, 0.9, 1. ])
    >>> share_of_worst([0.02, float("inf")], 1) is None
    True
    >>> share_of_worst([0.02, 0.5], [1, 2, 5], sample_weight=[5, 2])
    array([0.45454545, 0.90909091, 0.96363636])
    """
    array = penalties_of("penalties", penalties)
    weights = Weights(sample_weight, array.size)
    array, most = array[weights.rows], weights.total
    reached = counts_of(counts, most)
    largest = float(array.max())
    if math.isinf(largest) or largest <= 0.0:
        return None
    # In a power of two as the unit, which changes no digit, the total does not overflow.
    scaled = np.ldexp(array, -np.frexp(largest)[1])
    if weights.each is None:
        scaled.sort()
        running = np.zeros(scaled.size + 1)
        np.cumsum(scaled[::-1], out=running[1:])
        there: Array = running[reached.astype(np.intp)]
    else:
        order = np.argsort(-scaled)
        each = weights.each[order]
        ends, running = (
            np.concatenate(([0.0], np.cumsum(x))) for x in (each, each * scaled[order])
        )
        there = np.interp(reached, ends, running)
    shares: Array = there / running[-1]
    return shares


def counts_of(counts: Number | Numbers, most: float) -> npt.NDArray[Any]:
    """Counts as an array: whole numbers from 0 to the most."""
    array = numbers("counts", counts)
    right = (array >= 0) & (array <= most) & (array == np.floor(array))
    check_each("counts", array, right, f"must be whole numbers from 0 to {most}")
    return array
