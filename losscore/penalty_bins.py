"""Penalties counted by their size: how much of the total the worst carry, and how well it is known.

Sixteen bins of equal width divide each octave, from 2⁻¹⁶⁰ to 2⁹⁶: no two penalties of a bin differ
by more than 1/16 of the smaller one.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .checks import Array

_LEAST, _MOST, _AN_OCTAVE = -160, 96, 4  # Powers of two; the last of how many bins an octave has.
_SHIFT = 52 - _AN_OCTAVE
_FIRST = (1023 + _LEAST) << _AN_OCTAVE
# What is smaller than the least octave, or 0, has the first bin; what is larger, the last.
BINS = ((_MOST - _LEAST) << _AN_OCTAVE) + 2


class Shares(NamedTuple):
    """Between which numbers the share of the worst samples lies, each in the shape of the counts.

    Samples of one bin may all be equal, or as far apart as the bin allows: that gives `least` and
    `most`. They are the same where a bin ends, and at most 1/64 of the total apart.
    """

    least: Array
    most: Array


def bins_of(penalties: Array) -> npt.NDArray[np.int64]:
    """The bin of each finite penalty: the first digits of a number tell, once its sign is none."""
    bits = np.abs(penalties).view(np.int64) >> _SHIFT
    places: npt.NDArray[np.int64] = np.clip(bits - _FIRST + 1, 0, BINS - 1)
    return places


def share_of_worst_in(counts: Array, totals: Array, reached: Array) -> Shares | None:
    """What `share_of_worst` finds between, from how many penalties each bin has, and their sums.

    Of n numbers from l to h with sum S the m largest add up to at least m·S/n, and to at most
    the smaller of m·h and S − (n − m)·l. None if the total is 0.
    """
    # From the highest penalty down.
    used = np.flatnonzero(counts)[::-1]
    low, high = (edges[used] for edges in _edges())
    count, total = counts[used], totals[used]
    if not used.size or not total.sum() > 0.0:
        return None
    ends, running = (np.concatenate(([0.0], np.cumsum(x))) for x in (count, total))
    place = np.clip(np.searchsorted(ends, reached, side="left") - 1, 0, used.size - 1)
    inside = np.minimum(np.maximum(reached - ends[place], 0.0), count[place])
    equal = total[place] * (inside / count[place])
    with np.errstate(over="ignore"):
        most = np.minimum(inside * high[place], total[place] - (count[place] - inside) * low[place])
    # Rounding may leave them the other way round.
    most = np.minimum(np.maximum(most, equal), total[place])
    return Shares(*(np.minimum((running[place] + x) / running[-1], 1.0) for x in (equal, most)))


def _edges() -> tuple[Array, Array]:
    """From where to where each bin goes."""
    inner = (np.arange(BINS - 1) + _FIRST << _SHIFT).view(np.float64)
    return np.concatenate(([0.0], inner)), np.concatenate((inner, [np.finfo(np.float64).max]))
