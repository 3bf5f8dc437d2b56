"""What a verdict about two models hangs on: the samples without which it would not stand."""

import numpy as np
import numpy.typing as npt

from .checks import Array
from .preferences import differences_of

Places = npt.NDArray[np.intp]
Bools = npt.NDArray[np.bool_]


def turning_samples(worse: Array, better: Array, within: Array) -> Places | None:
    """The fewest samples to remove so that the mean of `worse` is above that of `better` no more.

    They are the ones on which `worse` is charged most beyond `better`, because no others take
    more away from the difference: the largest difference comes first, of equal ones the first.
    None if all samples but one may go and the verdict still stands.
    """
    beyond = worse - better
    size, ordered = beyond.size, np.sort(beyond)
    share = 2.0 ** -size.bit_length()  # Changes no digit, and no sum overflows.
    looked_at = _about(ordered, share)
    while True:
        least = ordered[size - looked_at]
        rest, last = beyond < least, np.flatnonzero(beyond >= least)
        last = last[np.argsort(beyond[last])]

        def summed(values: Array, rest: Bools = rest, last: Places = last) -> Array:
            sums, others = np.empty(last.size), values[rest]
            others *= share
            sums[0], sums[1:] = others.sum(), values[last[:-1]] * share
            return np.cumsum(sums, out=sums)

        # What is left with none, the first, … of the last ones: a tie as it is one on a sample.
        margin = np.broadcast_to(within, beyond.shape)
        left = differences_of(*(summed(x) for x in (worse, better, margin)))
        ended = np.flatnonzero(left <= 0.0)
        if ended.size and ended[-1] + size > last.size:
            return _largest(beyond, ordered, last.size - ended[-1])
        if last.size == size:
            return None
        looked_at = min(size, 8 * looked_at)


def _about(ordered: Array, share: float) -> int:
    """More than the number of largest differences that add up to all of them."""
    sums = ordered[::-1] * share
    np.cumsum(sums, out=sums)
    enough = int(np.argmax(sums >= sums[-1])) + 1
    return min(ordered.size, enough + enough // 8 + 1000)


def _largest(values: Array, ordered: Array, count: int) -> Places:
    """The places of so many largest values, largest first and equal ones in their order."""
    least = ordered[values.size - count]
    above = np.flatnonzero(values > least)
    equal = np.flatnonzero(values == least)[: count - above.size]
    return np.concatenate([above[np.argsort(-values[above], kind="stable")], equal])
