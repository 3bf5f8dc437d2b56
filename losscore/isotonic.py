"""Isotonic regression: the rates that never fall and are as close to the truth as can be."""

import numpy as np
import numpy.typing as npt

from .checks import Array

# Pooling all falls at once is worth it as long as it leaves at most this part of the steps.
_WORTH_IT = 0.8


def pooled(hits: Array, counts: Array) -> npt.NDArray[np.intp]:
    """Where each step starts that pools points in their order, so that rates rise throughout.

    The rate of a point is `hits` / `counts`; that of a step is its points' hits over their counts.
    Neighbours whose rates do not rise belong to one step, in whichever order they are pooled.
    """
    starts = np.arange(hits.size)
    while True:
        rising = hits[1:] * counts[:-1] > hits[:-1] * counts[1:]
        first = np.flatnonzero(np.concatenate([[True], rising]))
        if first.size == starts.size:
            return starts
        slow = first.size > _WORTH_IT * starts.size
        if slow:  # A long way from one fall to the next: each would take a look at all steps.
            first = _one_by_one(hits, counts)
        hits, counts = (np.add.reduceat(values, first) for values in (hits, counts))
        starts = starts[first]


def _one_by_one(hits: Array, counts: Array) -> npt.NDArray[np.intp]:
    """As `pooled`, in one pass, each point at its turn."""
    starts: list[int] = []
    before: list[tuple[float, float]] = []
    for place, (hit, count) in enumerate(zip(hits.tolist(), counts.tolist(), strict=True)):
        start = place
        while before and hit * before[-1][1] <= before[-1][0] * count:
            start = starts.pop()
            former = before.pop()
            hit, count = hit + former[0], count + former[1]
        starts.append(start)
        before.append((hit, count))
    return np.array(starts)
