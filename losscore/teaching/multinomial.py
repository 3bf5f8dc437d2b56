"""The multinomial of many draws, without the large numbers that cancel in it.

By Stirling's formula log c! = c·log c − c + s(c) with s(c) of the size of ½·log(2πc). What is left
of −log( n!/(c₁!·…·c_K!)·Πₖ ŷₖ^cₖ ) once the large parts have cancelled is

    Σₖ cₖ·log(cₖ/(n·ŷₖ)) + Σₖ s(cₖ) − s(n).

Loader (2000), "Fast and Accurate Computation of Binomial Probabilities".
"""

import math

import numpy as np

from ..checks import Array
from ..rows import of_others

# From 16 on four terms of Stirling's series are right to 2e-14; below, s(c) is looked up.
_FEW = np.array([math.lgamma(c + 1.0) - (c * math.log(c or 1) - c) for c in range(16)])


def log_coefficient(counts: Array) -> Array:
    """log( n!/(c₁!·…·c_K!) ) of each row, n = Σₖ cₖ draws."""
    draws = counts.sum(axis=1)
    n, rest = draws[:, np.newaxis], of_others(counts)
    logs = np.log(counts / n, where=counts > 0.0, out=np.zeros_like(counts))
    # Of nearly all draws, log1p of the few others keeps the digits that log(c/n) loses.
    np.log1p(-rest / n, where=counts > rest, out=logs)
    large = np.einsum("ij,ij->i", counts, logs)
    coefficient: Array = _stirling(draws) - _stirling(counts).sum(axis=1) - large
    return coefficient


def log_likelihood(counts: Array, proba: Array) -> Array:
    """log( n!/(c₁!·…·c_K!) · Πₖ ŷₖ^cₖ ) of each row; −inf where a class was seen at ŷ = 0."""
    draws = counts.sum(axis=1)
    expected, error = _product(draws[:, np.newaxis], proba)
    excess = counts - expected
    # Σₖ (cₖ − nŷₖ) is 0 where ŷ sums to 1 exactly; with 2e9 draws the last digit of ŷ counts.
    total = excess.sum(axis=1) - error.sum(axis=1)
    deviance = _deviance(counts, expected, excess - error).sum(axis=1) + total
    logs: Array = _stirling(draws) - _stirling(counts).sum(axis=1) - deviance
    return logs


def _deviance(counts: Array, expected: Array, excess: Array) -> Array:
    """c·log(c/m) − (c − m) of counts c, expected m and their exact difference; 0 or more."""
    both = counts + expected
    ratio = np.divide(excess, both, out=np.zeros_like(excess), where=both > 0.0)
    # With v = (c − m)/(c + m), log(c/m) is 2·(v + v³/3 + v⁵/5 + …): near 0, nothing cancels.
    square = np.square(ratio)
    series = sum(square**k / (2 * k + 1) for k in range(1, 9))
    near = ratio * excess + 2.0 * counts * ratio * series
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.log(counts) - np.log(expected)  # the quotient may overflow
        far = np.where(counts > 0.0, counts * logs - excess, expected)
    return np.where(np.abs(ratio) < 0.1, near, far)


def _stirling(counts: Array) -> Array:
    """s(c) = log c! − (c·log c − c)."""
    large = np.maximum(counts, 16.0)
    inverse = 1.0 / np.square(large)
    series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse / 1680))) / large
    few = _FEW[np.minimum(counts, 15.0).astype(int)]
    return np.where(counts < 16.0, few, 0.5 * np.log(2.0 * math.pi * large) + series)


def _product(a: Array, b: Array) -> tuple[Array, Array]:
    """a·b rounded, and what it was rounded by, so that both add up to a·b (Dekker 1971)."""
    product = a * b
    (a_high, a_low), (b_high, b_low) = _halves(a), _halves(b)
    error = ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low
    return product, error


def _halves(values: Array) -> tuple[Array, Array]:
    """Each number as a sum of two of 26 bits, whose products are exact."""
    spread = (2.0**27 + 1.0) * values
    high = spread - (spread - values)
    return high, values - high
