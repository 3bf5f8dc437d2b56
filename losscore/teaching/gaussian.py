"""The Gaussian around one class's predicted probability, to draw and to question."""

import math
from typing import overload

import numpy as np

from ..checks import Array, Number, Numbers, check_finite, number_between, numbers


@overload
def gaussian_density(values: Number, *, mean: float, sigma: float) -> float: ...
@overload
def gaussian_density(values: Numbers, *, mean: float, sigma: float) -> Array: ...
def gaussian_density(values: Number | Numbers, *, mean: float, sigma: float) -> float | Array:
    """Density of a Gaussian, for drawing it around one class's predicted probability.

    exp(−(v−μ)²/(2σ²)) / (σ·√(2π)).

    Parameters
    ----------
    values : array-like
        Where to evaluate it, finite.
    mean : float
        The centre μ, a predicted probability, 0 to 1.
    sigma : float
        Standard deviation σ, 1e-100 to 1e100.

    Returns
    -------
    ndarray of the shape of `values`
        Densities, 0 or more, per unit of probability.

    Raises
    ------
    ValueError
        For values that are not finite, or a mean or sigma outside its range.

    References
    ----------
    Goodfellow, Bengio, Courville. *Deep Learning* (2016), section 3.9.3.

    Examples
    --------
    >>> gaussian_density([0.0, 0.8], mean=0.8, sigma=0.4).round(4)
    array([0.135 , 0.9974])
    """
    sigma = checked_sigma(sigma)
    points = numbers("values", values).astype(np.float64)
    check_finite("values", points)
    # So far out that the square overflows, the density is 0 as it should be.
    with np.errstate(over="ignore", under="ignore"):
        standard = (points - number_between("mean", mean, 0.0, 1.0)) / sigma
        return np.exp(-0.5 * standard**2) / (sigma * math.sqrt(2.0 * math.pi))


def gaussian_mass_outside(mean: float, *, sigma: float) -> float:
    """Share of a Gaussian that lies below 0 or above 1, where no probability can be.

    ½·erfc(μ/(σ√2)) + ½·erfc((1−μ)/(σ√2)).

    Parameters
    ----------
    mean : float
        The centre μ, a predicted probability, 0 to 1.
    sigma : float
        Standard deviation σ, 1e-100 to 1e100.

    Returns
    -------
    float
        The share, 0 to 1.

    Raises
    ------
    ValueError
        For a mean or sigma outside its range.

    References
    ----------
    Abramowitz, Stegun (1964). *Handbook of Mathematical Functions*, 7.1.2 and 26.2.29.

    Examples
    --------
    >>> round(gaussian_mass_outside(0.8, sigma=0.4), 4)
    0.3313
    """
    mean = number_between("mean", mean, 0.0, 1.0)
    width = checked_sigma(sigma) * math.sqrt(2.0)
    return 0.5 * math.erfc(mean / width) + 0.5 * math.erfc((1.0 - mean) / width)


def checked_sigma(sigma: float) -> float:
    """The standard deviation, within the range in which σ² is a float64 above 0."""
    return number_between("sigma", sigma, 1e-100, 1e100)
