"""Quantiles of Student's t distribution."""

import math
from statistics import NormalDist

import numpy as np

from .checks import Array

# From so many degrees of freedom on the expansion around the normal has all digits.
_MANY = 1000


def student_quantile(p: float, freedom: int) -> float:
    """The quantile at p, above ½ and below 1, for a whole number of degrees of freedom from 1 on.

    Up to 1,000 of them from the finite series of the distribution function (Abramowitz, Stegun
    1964, 26.7.3 and 26.7.4), beyond from the expansion around the normal quantile (26.7.5).
    """
    if freedom > _MANY:
        return _expanded(NormalDist().inv_cdf(p), freedom)
    powers, factors = _series(freedom)
    low, high = 0.0, math.pi / 2.0
    while low < (middle := (low + high) / 2.0) < high:
        if _within(middle, powers, factors) > 2.0 * p - 1.0:
            high = middle
        else:
            low = middle
    return math.sqrt(freedom) * math.tan(low)


def _series(freedom: int) -> tuple[Array, Array]:
    """The powers of the cosine and their factors; with an odd freedom, θ and sin θ add up."""
    odd = freedom % 2
    powers = np.arange(odd, freedom - 1, 2.0)
    steps = powers[1:]
    ratios = (steps - 1.0) / steps
    return powers, np.concatenate([np.ones(min(1, powers.size)), np.cumprod(ratios)])


def _within(angle: float, powers: Array, factors: Array) -> float:
    """How likely |t| is below √freedom · tan(angle)."""
    with np.errstate(under="ignore"):
        series = math.sin(angle) * float((factors * math.cos(angle) ** powers).sum())
    odd = not powers.size or powers[0] == 1.0
    return (angle + series) * 2.0 / math.pi if odd else series


def _expanded(z: float, freedom: int) -> float:
    s = z * z
    parts = (
        z,
        z * (s + 1.0) / 4.0,
        z * ((5.0 * s + 16.0) * s + 3.0) / 96.0,
        z * (((3.0 * s + 19.0) * s + 17.0) * s - 15.0) / 384.0,
    )
    return math.fsum(part / float(freedom) ** power for power, part in enumerate(parts))
