"""How many perfect samples it takes to make up for bad ones."""

import math
from dataclasses import dataclass
from typing import overload

import numpy as np
import numpy.typing as npt

from .checks import (
    Array,
    Number,
    Numbers,
    check_each,
    number_between,
    numbers,
    penalties_of,
    told,
)
from .weights import Weights, whole

# Penalties are right to about 1e-12 of their size; what differs by less is the same number.
_ROUNDING = 1e-12


@dataclass(frozen=True)
class PerfectSamples:
    """The answer of `perfect_samples_needed`.

    Attributes
    ----------
    exact : float
        The number m, a fraction allowed, at which the mean equals the target; 0.0 if the mean is
        at or below the target already, `inf` if no number reaches it.
    count : int or None
        The least whole number that reaches the target; None if none does.
    nearest : int or None
        The whole number whose mean is closest to the target, the smaller of two equally close;
        0 if none is needed; None if no number reaches the target, because then the mean comes
        closer with every sample, or stays infinite.
    mean : float
        The mean penalty before any sample is added.
    samples : int or float
        The number of samples N it is the mean of; with weights their sum, and an int if whole.
    perfect : float
        What each added sample costs.
    """

    exact: float
    count: int | None
    nearest: int | None
    mean: float
    samples: float
    perfect: float

    @overload
    def mean_after(self, added: Number) -> float: ...
    @overload
    def mean_after(self, added: Numbers) -> Array: ...
    def mean_after(self, added: Number | Numbers) -> float | Array:
        """The mean penalty once so many perfect samples are added: (N·mean + m·perfect)/(N + m).

        Takes one number m of at least 0, whole or not, or an array of them, and returns a float
        or an array of the same shape. An infinite mean stays infinite.
        """
        m = numbers("added", added).astype(np.float64)
        check_each("added", m, (m >= 0.0) & np.isfinite(m), "must be finite and at least 0")
        # As weights, because N·mean may overflow and an infinite mean must not meet a zero.
        mean = self.mean * (self.samples / (self.samples + m)) + self.perfect * (
            m / (self.samples + m)
        )
        return mean if m.ndim else float(mean)


@overload
def perfect_samples_needed(
    penalties: npt.ArrayLike,
    target: float,
    *,
    perfect: float = 0.0,
    sample_weight: npt.ArrayLike | None = None,
) -> PerfectSamples: ...
@overload
def perfect_samples_needed(
    *, target: float, mean: float, samples: float, perfect: float = 0.0
) -> PerfectSamples: ...
def perfect_samples_needed(
    penalties: npt.ArrayLike | None = None,
    target: float = math.nan,
    *,
    mean: float | None = None,
    samples: float | None = None,
    perfect: float = 0.0,
    sample_weight: npt.ArrayLike | None = None,
) -> PerfectSamples:
    """How many perfect samples bring a mean penalty down to a target.

    With N penalties of sum S, a target t and a perfect sample that costs c, the mean is
    (S + m·c)/(N + m) after m of them, which equals t at m = (S − N·t)/(t − c).

    Parameters
    ----------
    penalties : float or array-like of shape (N,)
        The penalty of the one bad sample, or of all samples; `inf` is allowed.
    target : float
        The mean to reach, at least 0.
    mean, samples : float
        In place of the penalties, their mean, at least 0 or `inf`, and how many samples it is the
        mean of, above 0: all that is known where only sums are kept.
    perfect : float
        What one perfect sample costs: 0 for a one-hot truth; for a soft truth under
        cross-entropy its entropy.
    sample_weight : array-like of shape (N,), optional
        How many samples each penalty stands for, 0 or 1e-100 to 1e15, fractions allowed: N is the
        sum of the weights, S that of the weighted penalties. A penalty of weight 0 does not count,
        were it infinite. A perfect sample has weight 1: twice the weights take twice as many.

    Returns
    -------
    PerfectSamples
        `.exact`, `.count`, `.nearest` and `.mean_after(m)`. Numbers that differ by no more than
        rounding (1e-12 of their size) are taken as equal, so that a whole answer is whole. The
        answer does not change when penalties, target and `perfect` are all multiplied by a number
        (another scale, another base of the logarithm).

        No number suffices if a penalty is infinite and the target is not, or if the mean is above
        a target that is at or below `perfect`.

    Raises
    ------
    ValueError
        For penalties that are NaN, negative, empty or not one-dimensional, a target that is NaN
        or negative, a `perfect` that is NaN, negative or infinite, or weights that are out of
        range, all 0 or not as many as there are penalties; for a mean or a number of samples out
        of range, or without the other, or beside penalties.

    References
    ----------
    The mean of a mixture, as in any text on weighted means; the question is the article's.

    Examples
    --------
    >>> perfect_samples_needed(0.08, 0.02).count
    3
    >>> answer = perfect_samples_needed(-np.log(0.8), -np.log(0.9))
    >>> round(answer.exact, 3), answer.nearest, answer.count
    (1.118, 1, 2)
    >>> perfect_samples_needed([0.08, 0.5], 0.02, sample_weight=[2, 0]).count
    6
    >>> perfect_samples_needed(mean=0.08, samples=2, target=0.02).count
    6
    """
    if penalties is not None and mean is None and samples is None:
        array = penalties_of("penalties", penalties)
        weights = Weights(sample_weight, array.size)
        mean, samples = weights.mean(array[weights.rows]), weights.total
    elif penalties is None and sample_weight is None and mean is not None and samples is not None:
        mean, samples = _known(mean, samples)
    else:
        raise ValueError("pass penalties, or both mean= and samples= and no sample_weight=")
    target = number_between("target", target, 0.0, math.inf)
    perfect = number_between("perfect", perfect, 0.0, np.finfo(np.float64).max)
    exact = _exact(mean, samples, target, perfect)
    if not math.isfinite(exact):
        return PerfectSamples(math.inf, None, None, mean, samples, perfect)
    nearest = _nearest(exact, samples)
    return PerfectSamples(exact, math.ceil(exact), nearest, mean, samples, perfect)


def _known(mean: float, samples: float) -> tuple[float, float]:
    mean = number_between("mean", mean, 0.0, math.inf)
    count = number_between("samples", samples, 0.0, np.finfo(np.float64).max)
    if not count > 0.0:
        raise ValueError(f"samples must be above 0, got {told(samples)}")
    return mean, whole(count)


def _exact(mean: float, samples: float, target: float, perfect: float) -> float:
    """The m at which the mean equals the target, whole if it is whole up to rounding."""
    if mean <= target * (1.0 + _ROUNDING):
        return 0.0
    if math.isinf(mean) or target <= perfect * (1.0 + _ROUNDING):
        return math.inf
    # Two numbers about equal are subtracted, so rounding counts relative to them, not to m.
    unit = samples / (target - perfect)
    exact = (mean - target) * unit
    whole = float(round(exact)) if math.isfinite(exact) else exact
    rounding = (_ROUNDING * mean + _ROUNDING * target) * unit
    return whole if abs(exact - whole) <= rounding else exact


def _nearest(exact: float, samples: float) -> int:
    """Of the whole numbers around `exact`, the one whose mean is closer to the target."""
    below = math.floor(exact)
    # |mean − target| after m samples is proportional to |exact − m| / (N + m).
    gap_below = (exact - below) / (samples + below)
    gap_above = (below + 1 - exact) / (samples + below + 1)
    return below if gap_below <= gap_above * (1.0 + _ROUNDING) else below + 1
