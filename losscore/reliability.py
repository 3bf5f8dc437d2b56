"""How often a class is true where it is given a probability: one curve a class."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .checks import Array, LabelsLike, thresholds_of
from .isotonic import pooled
from .samples import Samples
from .weights import Weights


@dataclass(frozen=True, eq=False)
class ReliabilityCurve:
    """One class in the answer of `reliability_curves`, in steps from the lowest ŷ to the highest.

    Attributes
    ----------
    low, high : ndarray of shape (S,)
        The least and the highest ŷ of each step.
    rate : ndarray of shape (S,)
        How often the class is true there; each step has a higher rate than the one before it.
    count : ndarray of shape (S,)
        How many samples it holds; with weights their sum.
    """

    low: Array
    high: Array
    rate: Array
    count: Array

    def at(self, proba: npt.ArrayLike) -> Array:
        """The recalibrated ŷ, in the shape of the given ones, each 0 to 1.

        The rate of its step; between two steps on the straight line from one to the other; below
        the first and above the last the rate of these.
        """
        return self.between(thresholds_of(proba))

    def between(self, proba: Array) -> Array:
        """As `at`, without a check."""
        ends = np.stack([self.low, self.high], axis=1).ravel()
        return np.interp(proba, ends, np.repeat(self.rate, 2))


def reliability_curves(
    y_true: LabelsLike,
    y_proba: npt.ArrayLike,
    *,
    classes: LabelsLike | None = None,
    sample_weight: npt.ArrayLike | None = None,
) -> tuple[ReliabilityCurve, ...]:
    """How often each class is true where ŷ is what: of a calibrated model, as often as ŷ says.

    Each curve is the isotonic regression of yₖ on ŷₖ, by pooling adjacent violators: of all that
    never fall as ŷₖ rises, the one that is closest to the truth, under squared error and under
    every other proper loss of a class. Its steps come from the data alone: there is no number of
    bins to choose. Two ŷ are as different as they are: scikit-learn's `IsotonicRegression` takes
    what differs by less than 1e-15 as equal, among them 1e-20 and 1e-30.

    Parameters
    ----------
    y_true : array-like of shape (N,) or (N, K)
        Integer labels 0..K−1, or distributions; with `classes` labels of any kind.
    y_proba : array-like of shape (N, K) or (N,)
        Predicted distributions; `(N,)` is P(class 1) of two classes.
    classes : sequence of K names, optional
        What the columns of `y_proba` stand for, in their order.
    sample_weight : array-like of shape (N,), optional
        How many samples each row stands for, 0 or 1e-100 to 1e15.

    Returns
    -------
    tuple of K ReliabilityCurve
        In the order of the columns.

    Raises
    ------
    ValueError
        As `squared_error`; for weights that are out of range.

    References
    ----------
    Dimitriadis, Gneiting, Jordan (2021), "Stable reliability diagrams for probabilistic
    classifiers", Proceedings of the National Academy of Sciences 118(8).
    doi:10.1073/pnas.2016191118

    Examples
    --------
    >>> says_rain, rained = [0.2, 0.4, 0.6, 0.6, 0.8], [0, 1, 0, 1, 1]
    >>> _, rain = reliability_curves(rained, says_rain)
    >>> rain.low, rain.high
    (array([0.2, 0.4, 0.8]), array([0.2, 0.6, 0.8]))
    >>> rain.rate.round(3), rain.count
    (array([0.   , 0.667, 1.   ]), array([1., 3., 1.]))
    >>> rain.at([0.5, 0.7]).round(3)
    array([0.667, 0.833])
    """
    samples = Samples(y_true, y_proba, classes=classes)
    weights = Weights(sample_weight, samples.count)
    return tuple(curve_of(points) for points in points_of_classes(samples, weights))


class Points(NamedTuple):
    """What is known of one class: y, ŷ and the weight of each counted row, all `(n,)`.

    Without weights the last is None.
    """

    truth: Array
    proba: Array
    each: Array | None

    def of(self, rows: npt.NDArray[np.integer | np.bool_]) -> "Points":
        """Some of the rows."""
        each = None if self.each is None else self.each[rows]
        return Points(self.truth[rows], self.proba[rows], each)


def points_of_classes(samples: Samples, weights: Weights) -> Iterator[Points]:
    """One class after the other, of samples that are checked before the first of them."""
    for _ in samples:
        pass
    for k in range(samples.classes):
        truth, proba = samples.of_class(k)
        yield Points(truth[weights.rows], proba[weights.rows], weights.each)


def curve_of(points: Points) -> ReliabilityCurve:
    """The curve of one class, from its rows in any order."""
    return curve_of_ordered(points.of(np.argsort(points.proba)))


def curve_of_ordered(points: Points) -> ReliabilityCurve:
    """The curve of one class, from its rows from the lowest ŷ to the highest."""
    truth, proba, each = points
    tied = np.flatnonzero(np.concatenate([[True], proba[1:] != proba[:-1]]))
    hits = np.add.reduceat(truth if each is None else truth * each, tied)
    counts = (
        np.diff(tied, append=proba.size).astype(np.float64)
        if each is None
        else np.add.reduceat(each, tied)
    )
    starts = pooled(hits, counts)
    hits, counts = (np.add.reduceat(values, starts) for values in (hits, counts))
    ends = np.concatenate([starts[1:], [tied.size]]) - 1
    return ReliabilityCurve(proba[tied[starts]], proba[tied[ends]], hits / counts, counts)
