"""What a verdict about two models hangs on: the samples without which it would not stand."""

import numpy as np
import numpy.typing as npt

from .checks import Array
from .preferences import _differences


def turning_samples(worse: Array, better: Array, within: Array) -> npt.NDArray[np.intp] | None:
    """The fewest samples to remove so that the mean of `worse` is above that of `better` no more.

    They are the ones on which `worse` is charged most beyond `better`, because no others take
    more away from the difference: the largest difference comes first, of equal ones the first.
    None if all samples but one may go and the verdict still stands.
    """
    beyond = worse - better
    order = np.argsort(beyond)
    share = 2.0 ** -beyond.size.bit_length()  # Changes no digit, and no sum overflows.

    def summed(values: Array) -> Array:
        ordered = values[order]
        ordered *= share
        return np.cumsum(ordered, out=ordered)

    # What is left once all but the first 1, 2, … are removed: a tie as it is one on a sample.
    margin = np.broadcast_to(within, beyond.shape)
    left = _differences(*(summed(x) for x in (worse, better, margin)))
    ended = np.flatnonzero(left[:-1] <= 0.0)
    return _largest(beyond, beyond.size - ended[-1] - 1) if ended.size else None


def _largest(values: Array, count: int) -> npt.NDArray[np.intp]:
    """The places of so many largest values, largest first and equal ones in their order."""
    least = np.partition(values, values.size - count)[values.size - count]
    above = np.flatnonzero(values > least)
    equal = np.flatnonzero(values == least)[: count - above.size]
    return np.concatenate([above[np.argsort(-values[above], kind="stable")], equal])
