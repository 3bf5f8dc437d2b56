"""How much of a batch's total penalty its worst samples carry."""

import math

import numpy as np
import numpy.typing as npt

from .checks import Array, check_each, numbers, penalties_of


def share_of_worst(penalties: npt.ArrayLike, counts: npt.ArrayLike) -> Array | None:
    """The part of the total penalty that the worst samples carry.

    With the penalties sorted from the highest down, p₁ ≥ p₂ ≥ … ≥ p_N, the worst m samples carry
    (p₁ + … + p_m) / (p₁ + … + p_N): the Lorenz curve, read from its upper end.

    Parameters
    ----------
    penalties : array-like of shape (N,)
        The penalties of one model under one loss; `inf` is allowed.
    counts : int or array-like of int
        How many of the worst samples to add up, each 0..N.

    Returns
    -------
    float64 array of the shape of `counts`, or None
        Shares, 0..1. None where there are no shares: the total is infinite, or it is 0.

    Raises
    ------
    ValueError
        For penalties that are NaN, negative, empty or not one-dimensional, or counts that are not
        whole numbers within 0 to N.

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
    """
    array = penalties_of("penalties", penalties)
    places = _counts(counts, array.size)
    largest = float(array.max())
    if math.isinf(largest) or largest <= 0.0:
        return None
    # In a power of two as the unit, which changes no digit, the total does not overflow.
    ordered = np.sort(np.ldexp(array, -np.frexp(largest)[1]))[::-1]
    running = np.concatenate(([0.0], np.cumsum(ordered)))
    return running[places] / running[-1]


def _counts(counts: npt.ArrayLike, most: int) -> npt.NDArray[np.intp]:
    array = numbers("counts", counts)
    right = (array >= 0) & (array <= most) & (array == np.floor(array))
    check_each("counts", array, right, f"must be whole numbers from 0 to {most}")
    return array.astype(np.intp)
