"""A truth as what was drawn from a prediction: counts of labels, and how far a label scatters."""

import math
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from ..checks import Array, distributions, number_between, numbers, whole_number_between

# One unit of the sixth decimal: 0.333333 and 0.333334 both stand for a third.
_ROUNDING = 1e-6


def fewest_draws(truth: npt.ArrayLike, *, most: int = 1000) -> Array | None:
    """Counts of the fewest draws whose frequencies are a truth: (0.7, 0.2, 0.1) is 7, 2, 1 of 10.

    A one-hot truth is one draw. Frequencies are compared to six decimals, so that 0.333333 is a
    third.

    Parameters
    ----------
    truth : array-like of shape (K,)
        One distribution over K ≥ 2 classes.
    most : int
        The number of draws to try up to, 1 to 100,000.

    Returns
    -------
    ndarray of shape (K,) or None
        Whole numbers, as `multinomial_nll` takes them; None if no number of draws up to `most`
        gives the truth.

    Raises
    ------
    ValueError
        For what is not one distribution, or a `most` outside its range.

    References
    ----------
    Hardy, Wright (1979). *An Introduction to the Theory of Numbers*, chapter X (best rational
    approximations).

    Examples
    --------
    >>> fewest_draws([0.7, 0.2, 0.1])
    array([7., 2., 1.])
    >>> fewest_draws([0.0, 1.0])
    array([0., 1.])
    """
    given = numbers("truth", truth)
    if given.ndim != 1 or given.size < 2:
        raise ValueError(f"truth must have shape (K,) with K ≥ 2, got shape {given.shape}")
    frequencies = distributions("truth", given[np.newaxis])[0]
    most = whole_number_between("most", most, 1, 100_000)
    fractions = [Fraction(value).limit_denominator(most) for value in frequencies.tolist()]
    draws = math.lcm(*(fraction.denominator for fraction in fractions))
    counts = np.array([float(fraction * draws) for fraction in fractions])
    near = np.abs(counts / draws - frequencies) <= _ROUNDING
    return counts if draws <= most and counts.sum() == draws and near.all() else None


def label_deviation(y_hat: float) -> float:
    """Standard deviation of a label that is 1 with probability ŷ and else 0: √(ŷ·(1−ŷ)).

    Parameters
    ----------
    y_hat : float
        The probability ŷ, 0 to 1.

    Returns
    -------
    float
        In the unit of the label, 0 to ½.

    Raises
    ------
    ValueError
        For a ŷ outside 0 to 1.

    References
    ----------
    Goodfellow, Bengio, Courville. *Deep Learning* (2016), section 3.9.1.

    Examples
    --------
    >>> label_deviation(0.5)
    0.5
    """
    y_hat = number_between("y_hat", y_hat, 0.0, 1.0)
    return math.sqrt(y_hat * (1.0 - y_hat))
