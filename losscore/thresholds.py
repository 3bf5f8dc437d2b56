"""What acting at a threshold costs: one curve, of which each loss is a weighted integral."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .areas import Pieces
from .checks import Array, LabelsLike, thresholds_of
from .loss import Loss
from .losses import as_loss
from .samples import Floats, Samples
from .weights import Weights

# So many pieces are weighed at once, so that memory does not grow with their number.
_AT_ONCE = 2**15

# What sums over samples may be off by, as a share of how many these are.
_ROUNDING = 1e-12


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


@dataclass(frozen=True, eq=False)
class ThresholdCurve:
    """The answer of `threshold_curve`: M(θ), the mean cost of acting on a class when ŷₖ > θ.

    Attributes
    ----------
    thresholds : ndarray of shape (T,)
        θ: those asked for, or where M may jump or bend, 0 and 1 among them.
    exact : bool
        Whether M is known between the thresholds, too: a straight line from one to the next.
    samples : int or float
        N; with weights their sum, and an int if that is whole.
    classes : int
        K.
    rounding : float
        How far the numbers of its lines, which are sums over samples, may be off: 0 for counts.
    """

    thresholds: Array
    exact: bool
    samples: float
    classes: int
    rounding: float = field(repr=False)
    _after: Lines = field(repr=False)
    _ahead: Lines = field(repr=False)

    @property
    def values(self) -> Array:
        """M at each threshold, `(T,)`: at θ = ŷ it is not acted on."""
        return self._heights(self._after, self.thresholds)

    @property
    def before(self) -> Array:
        """What M tends to as θ rises to each threshold, `(T,)`; at 0, where it starts, M itself."""
        return self._heights(self._ahead, self.thresholds)

    def at(self, thresholds: npt.ArrayLike) -> Array:
        """M at any thresholds from 0 to 1, in their shape, if the curve is exact."""
        self._check_exact("is known at those thresholds alone")
        wanted = thresholds_of(thresholds)
        return self._heights(self.lines(wanted), wanted)

    def lines(self, thresholds: Array) -> Lines:
        """The line of an exact curve on which each threshold lies, or which starts there."""
        places = np.searchsorted(self.thresholds, thresholds, side="right") - 1
        return self._after.of(places)

    def loss(self, loss: str | Loss) -> float:
        """∫ w(θ)·M(θ) dθ with the weight of a loss: the mean penalty, less that of the truth.

        A one-hot truth costs nothing; a soft one costs its entropy under cross-entropy. It may be
        infinite. What the rows miss 1 by in sum is missing from cross-entropy as well.

        Raises
        ------
        ValueError
            For a loss without a weight (`Loss.threshold_weight`), or a curve that is not exact.
        """
        chosen = weighing(loss, self.classes)
        self._check_exact("has no integral")
        starts = range(0, self.thresholds.size - 1, _AT_ONCE)
        areas = [chosen.threshold_areas_at(self._pieces(i), self.classes).sum() for i in starts]
        return math.fsum(areas)

    def _pieces(self, start: int) -> Pieces:
        low = self.thresholds[:-1][start : start + _AT_ONCE]
        high = self.thresholds[start + 1 : start + 1 + low.size]
        lines = self._after.of(slice(start, start + low.size))
        return Pieces(low, high, self._heights(lines, low), self._heights(lines, high))

    def _heights(self, lines: Lines, thresholds: Array) -> Array:
        # Rounding may leave less than the 0 that is the least.
        heights: Array = np.maximum(lines.at(thresholds), 0.0) / self.samples
        return heights

    def _check_exact(self, what: str) -> None:
        if not self.exact:
            raise ValueError(
                f"a curve at given thresholds {what}: leave out thresholds= for the exact one"
            )


def weighing(loss: str | Loss, classes: int) -> Loss:
    """The loss, if it has a weight over thresholds."""
    chosen = as_loss(loss)
    if chosen.threshold_weight(0.5, classes=classes) is None:
        raise ValueError(
            f"loss {chosen.name!r} has no weight over thresholds for {classes} classes: "
            "only what is proper and, for more than two classes, a sum over classes has one"
        )
    return chosen


def threshold_curve(
    y_true: LabelsLike,
    y_proba: npt.ArrayLike,
    *,
    classes: LabelsLike | None = None,
    thresholds: npt.ArrayLike | None = None,
    sample_weight: npt.ArrayLike | None = None,
) -> ThresholdCurve:
    """The mean cost M(θ) of acting on each class k when ŷₖ > θ, for every θ from 0 to 1.

    M(θ) = Σₖ |yₖ − θ|·[θ between ŷₖ and yₖ], averaged over the samples: of labels, a miss of a
    true class costs 1 − θ and a false alarm θ, for which acting is right just when a class is more
    likely than θ. Squared error is the integral of 2·M(θ), cross-entropy that of M(θ)/θ, and every
    proper loss that is a sum over classes, or of two classes, that of its own weight
    (`Loss.threshold_weight`) times the same M. The curve is known as the Murphy diagram.

    Parameters
    ----------
    y_true : array-like of shape (N,) or (N, K)
        Integer labels 0..K−1, or distributions; with `classes` labels of any kind.
    y_proba : array-like of shape (N, K) or (N,)
        Predicted distributions; `(N,)` is P(class 1) of two classes.
    classes : sequence of K names, optional
        What the columns of `y_proba` stand for, in their order.
    thresholds : array-like of shape (T,), optional
        Where the curve is wanted, each 0 to 1. This takes no sorting and little memory. Without
        them it is known everywhere, from all distinct ŷ and y.
    sample_weight : array-like of shape (N,), optional
        How many samples each row stands for, 0 or 1e-100 to 1e15.

    Returns
    -------
    ThresholdCurve
        `.thresholds`, `.values` and `.before` to draw; `.at(θ)` and `.loss(loss)` of an exact one.

    Raises
    ------
    ValueError
        As `squared_error`; for a threshold outside 0 to 1, or weights that are out of range.

    References
    ----------
    Ehm, Gneiting, Jordan, Krüger (2016), "Of Quantiles and Expectiles: Consistent Scoring
    Functions, Choquet Representations and Forecast Rankings", Journal of the Royal Statistical
    Society B 78(3). doi:10.1111/rssb.12154

    Buja, Stuetzle, Shen (2005), "Loss Functions for Binary Class Probability Estimation and
    Classification: Structure and Applications".

    Examples
    --------
    >>> curve = threshold_curve([0], [[0.8, 0.2, 0.0]])
    >>> curve.thresholds, curve.values
    (array([0. , 0.2, 0.8, 1. ]), array([0. , 0. , 0.2, 0. ]))
    >>> curve.at([0.1, 0.9]).round(12)
    array([0.1, 0.1])
    >>> round(curve.loss("squared_error"), 12), round(curve.loss("cross_entropy"), 4)
    (0.08, 0.2231)
    """
    samples = Samples(y_true, y_proba, classes=classes)
    weights = Weights(sample_weight, samples.count)
    if thresholds is None:
        return curve_of(samples, weights)
    wanted = thresholds_of(thresholds)
    if wanted.ndim != 1:
        raise ValueError(f"thresholds must have shape (T,), got shape {wanted.shape}")
    return _at(wanted, samples, weights)


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


def curve_of(samples: Samples, weights: Weights) -> ThresholdCurve:
    """The exact curve of samples that are checked as they are gone through."""
    counted = samples.labelled and weights.each is None
    thresholds, lines, rounding = _counted(samples) if counted else _summed(samples, weights)
    for line in lines:
        line[-1] = 0.0  # Nothing is acted on at 1, nor worth it; rounding may say otherwise.
    before = lines.of(np.maximum(np.arange(thresholds.size) - 1, 0))
    return ThresholdCurve(thresholds, True, weights.total, samples.classes, rounding, lines, before)


def _counted(samples: Samples) -> tuple[Array, Lines, float]:
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


def _summed(samples: Samples, weights: Weights) -> tuple[Array, Lines, float]:
    """As `_counted`, of any truth and weights."""
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
    return ordered[last], lines, 0.0 if exact else _ROUNDING * weights.total


def _last_of_equals(ordered: Array) -> npt.NDArray[np.intp]:
    return np.flatnonzero(np.append(ordered[1:] != ordered[:-1], True))


def _at(thresholds: Array, samples: Samples, weights: Weights) -> ThresholdCurve:
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
    lines = [np.cumsum(of_side, axis=1)[:, back] for of_side in (after, ahead)]
    return ThresholdCurve(
        thresholds,
        False,
        weights.total,
        samples.classes,
        _ROUNDING * weights.total,
        *(Lines(*pair) for pair in lines),
    )
