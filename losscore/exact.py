"""Sums without rounding: the same in whatever order and in whatever parts the numbers come."""

import numpy as np
import numpy.typing as npt

from .checks import Array

# Every float64 is a whole number of these.
UNIT = 2**1074

# So many numbers are added up at once, that sums of half a number's digits are exact in float64.
_AT_ONCE = 2**18
_HALF = 26


def exact_sum(values: Array) -> int:
    """The sum of finite numbers, in units of 2⁻¹⁰⁷⁴: a whole number, and so never rounded.

    Numbers of one power of two are added up as whole numbers, in two halves of their digits; what
    each power comes to is added up by Python. See Neal (2015), "Fast Exact Summation Using Small
    and Large Superaccumulators", arXiv:1505.05571.
    """
    parts = (values[start : start + _AT_ONCE] for start in range(0, values.size, _AT_ONCE))
    return sum(map(_exact_sum, parts))


def exact_product_sum(one: Array, other: Array) -> int:
    """As `exact_sum`, of the products of two numbers each, none of them beyond float64."""
    product, lost = exact_products(one, other)
    return exact_sum(product) + exact_sum(lost)


def exact_products(one: Array, other: Array) -> tuple[Array, Array]:
    """Products as float64, and what is lost by rounding them, after Dekker (1971)."""
    product = one * other
    (high, low), (other_high, other_low) = _split(one), _split(other)
    lost: Array = low * other_low - (
        ((product - high * other_high) - low * other_high) - high * other_low
    )
    return product, lost


def _split(values: Array) -> tuple[Array, Array]:
    scaled = values * (2.0 ** (_HALF + 1) + 1.0)
    high = scaled - (scaled - values)
    return high, values - high


def _exact_sum(values: Array) -> int:
    bits = np.ascontiguousarray(values, np.float64).view(np.int64)
    powers = (bits >> 52) & 0x7FF
    digits = bits & (2**52 - 1) | (powers > 0).astype(np.int64) << 52
    signed = np.where(bits < 0, -digits, digits)
    high: npt.NDArray[np.int64] = signed >> _HALF
    low = signed - (high << _HALF)
    places = np.maximum(powers, 1) - 1
    of_high, of_low = (np.bincount(places, half) for half in (high, low))
    return sum(
        ((int(of_high[place]) << _HALF) + int(of_low[place])) << int(place)
        for place in np.flatnonzero((of_high != 0.0) | (of_low != 0.0))
    )
