"""The lines of which a threshold curve is made, from the samples."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .checks import Array
from .samples import Floats, Samples
from .weights import Weights

# What sums over samples may be off by, as a share of how many these are.
ROUNDING = 1e-12


class Lines(NamedTuple):
    """Lines over thresholds: misses·(1−θ) + alarms·θ, the sum over all samples.

    Of labels, `misses` is how many true classes have ŷ ≤ θ, `alarms` how many others have ŷ > θ.
    """

    misses: Array
    alarms: Array

    def at(self, thresholds: Array) -> Array:
        """The height of each line at its threshold."""
        return self.misses * (1.0 - thresholds) + self.alarms * thresholds

    def of(self, places: slice | npt.NDArray[np.intp]) -> "Lines":
        """Some of the lines."""
        return Lines(self.misses[places], self.alarms[places])


class _Events(NamedTuple):
    """Where a line changes, and what is added to its `misses` and its `alarms` there."""

    thresholds: Array
    misses: Array
    alarms: Array


def _events(samples: Samples, weights: Weights) -> Iterator[tuple[_Events, _Events]]:
    """What changes at the ŷ and at the y of each block of samples."""
    each = None if weights.each is None else weights.every(samples.count)
    for rows, truth, proba in samples:
        y, p = truth.distributions(), proba.astype(np.float64, copy=False)
        if each is None:
            misses, alarms = y, 1.0 - y
        else:
            counted = each[rows] > 0.0
            y, p, weight = y[counted], p[counted], each[rows][counted, np.newaxis]
            misses, alarms = weight * y, weight * (1.0 - y)
        # Acting ends at ŷ, and being right to act at y, whichever comes first.
        yield (
            _Events(_within_1(p), misses.ravel(), -alarms.ravel()),
            _Events(_within_1(y), -misses.ravel(), alarms.ravel()),
        )


def _within_1(rows: Floats) -> Array:
    """The numbers of rows, of which rounding may have lifted some above 1, and none below 0."""
    numbers: Array = np.minimum(rows, 1.0, dtype=np.float64).ravel()
    return np.abs(numbers)


def counted_lines(samples: Samples) -> tuple[Array, Lines, float]:
    """Where lines start, the lines, and their rounding: of labels that count once each.

    Sorting whole numbers takes a fifth of what sorting places does. A number from 0 to 1 has its
    bits in their order, and the first of them free: shifted by it, they tell who is a true class.
    """
    others = samples.count * (samples.classes - 1) + 1
    keys = np.empty(samples.count * samples.classes + 2, np.uint64)
    # A class never predicted that is none, and one that is missed from 1 on, change no line.
    keys[-2:] = _keys(np.array([0.0, 1.0]), np.array([0.0, 1.0]))
    for rows, truth, proba in samples:
        places = slice(rows.start * samples.classes, rows.stop * samples.classes)
        keys[places] = _keys(_within_1(proba), truth.distributions().ravel())
    keys.sort()
    ordered: Array = (keys >> np.uint64(1)).view(np.float64)
    last = _last_of_equals(ordered)
    misses = np.cumsum(keys & np.uint64(1))[last].astype(np.float64)
    return ordered[last], Lines(misses, others - (last + 1.0 - misses)), 0.0


def _keys(proba: Array, hits: Array) -> npt.NDArray[np.uint64]:
    return proba.view(np.uint64) << np.uint64(1) | hits.astype(np.uint64)


def summed_lines(samples: Samples, weights: Weights) -> tuple[Array, Lines, float]:
    """As `counted_lines`, of any truth and weights."""
    found: list[_Events] = []
    at_0 = 0.0
    for of_proba, of_truth in _events(samples, weights):
        # Truths of 0 all come at the start, and after those of 1 nothing is left.
        inside = (of_truth.thresholds > 0.0) & (of_truth.thresholds < 1.0)
        found += [of_proba, _Events(*(part[inside] for part in of_truth))]
        at_0 += float(of_truth.alarms[of_truth.thresholds == 0.0].sum())
    found.append(_Events(np.array([0.0, 1.0]), np.zeros(2), np.array([at_0, 0.0])))
    columns = [list(column) for column in zip(*found, strict=True)]
    del found  # The parts of each column, which are as large as all of it, go with it.
    events = _Events(*(np.concatenate(columns.pop(0)) for _ in _Events._fields))
    order = np.argsort(events.thresholds)
    ordered = events.thresholds[order]
    last = _last_of_equals(ordered)
    lines = Lines(*(np.cumsum(part[order])[last] for part in events[1:]))
    whole = all(np.array_equal(part, np.rint(part)) for part in events[1:])
    exact = whole and weights.total * samples.classes < 2.0**53
    return ordered[last], lines, 0.0 if exact else ROUNDING * weights.total


def _last_of_equals(ordered: Array) -> npt.NDArray[np.intp]:
    return np.flatnonzero(np.append(ordered[1:] != ordered[:-1], True))


def lines_at(thresholds: Array, samples: Samples, weights: Weights) -> list[Lines]:
    """The line on which each threshold lies or which starts there, and the one before it."""
    ordered, back = np.unique(thresholds, return_inverse=True)
    after, ahead = np.zeros((2, 2, ordered.size + 1))
    for pair in _events(samples, weights):
        for events in pair:
            # What lies at a threshold counts there, and does not yet before it.
            later = np.searchsorted(ordered, events.thresholds, side="right")
            places = later - (ordered[later - 1] == events.thresholds)
            for of_side, found in ((after, places), (ahead, later)):
                for total, part in zip(of_side, events[1:], strict=True):
                    total += np.bincount(found, part, ordered.size + 1)
    return [Lines(*np.cumsum(of_side, axis=1)[:, back]) for of_side in (after, ahead)]
