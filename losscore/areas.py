"""Areas below pieces of straight lines over thresholds, weighed."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from .checks import Array

# Twenty points give sixteen digits of what is analytic within the length of the piece around it;
# eight do for θ^(a−1) between two thresholds of which one is less than 1.5 times the other.
_POINTS, _FEW_POINTS, _NARROW = 20, 8, 1.5


class Pieces(NamedTuple):
    """Straight lines, each from a threshold `low` to a threshold `high`, all `(P,)`.

    The line goes from the height `at_low`, at least 0, to the height `at_high`.
    """

    low: Array
    high: Array
    at_low: Array
    at_high: Array


def gauss_areas(weight: Callable[[Array], Array], pieces: Pieces, points: int = _POINTS) -> Array:
    """∫ weight(θ)·line(θ) dθ of each piece, `(P,)`, by Gauss and Legendre's rule."""
    low, high, at_low, at_high = (part[:, np.newaxis] for part in pieces)
    nodes, shares = np.polynomial.legendre.leggauss(points)
    upper, lower = 0.5 * (1.0 + nodes), 0.5 * (1.0 - nodes)
    heights = weight(low * lower + high * upper) * (at_low * lower + at_high * upper)
    areas: Array = 0.5 * (pieces.high - pieces.low) * (heights @ shares)
    return areas


def power_areas(a: float, pieces: Pieces) -> Array:
    """∫ θ^(a−1)·line(θ) dθ of each piece, `(P,)`, for 0 ≤ a ≤ 1; `inf` where that has no end."""
    low, high, at_low, at_high = pieces
    areas = np.empty(low.size)
    first = low == 0.0
    # Below the least normal number the weight itself may leave float64.
    narrow = ~first & (high <= _NARROW * low) & (low >= np.finfo(np.float64).tiny)
    areas[narrow] = gauss_areas(
        lambda theta: theta ** (a - 1.0), Pieces(*(x[narrow] for x in pieces)), _FEW_POINTS
    )
    for chosen, shares in ((first, _shares_from_0), (~first & ~narrow, _shares)):
        of_low, of_high = shares(a, low[chosen], high[chosen])
        # A height of 0 has no area, were it below an infinite weight.
        heights = at_low[chosen]
        areas[chosen] = heights * np.where(heights > 0.0, of_low, 0.0) + at_high[chosen] * of_high
    return areas


def _shares_from_0(a: float, low: Array, high: Array) -> tuple[Array, Array]:
    """As `_shares`, for pieces that start at 0."""
    of_high = high**a / (1.0 + a)
    return (of_high / a if a else np.full_like(high, np.inf)), of_high


def _shares(a: float, low: Array, high: Array) -> tuple[Array, Array]:
    """The areas of lines from 1 to 0 and from 0 to 1, by which each height counts."""
    ratio = np.log(high) - np.log(low)
    flat = high**a * (-np.expm1(-a * ratio) / a if a else ratio)
    rising = -(high ** (1.0 + a)) * np.expm1(-(1.0 + a) * ratio) / (1.0 + a)
    return (high * flat - rising) / (high - low), (rising - low * flat) / (high - low)
