"""How much of a loss could be had back by recalibration, what is told apart, what remains."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .areas import Pieces
from .checks import Array, LabelsLike, seed_of, whole_number_between
from .loss import Loss
from .reliability import Points, ReliabilityCurve, curve_of, curve_of_ordered, points_of_classes
from .samples import Samples
from .thresholds import weighing
from .weights import Weights, mean_of

# So many areas are weighed at once, so that memory does not grow with their number.
_AT_ONCE = 2**15


@dataclass(frozen=True, eq=False)
class Decomposition:
    """The answer of `decompose`: loss = miscalibration − discrimination + uncertainty.

    Attributes
    ----------
    loss : float
        The mean penalty; `inf` if a penalty is.
    miscalibration : float
        What recalibration would save: at least 0 but for what rows miss 1 by; `inf` if the loss is.
    discrimination : float
        What telling samples apart saves, at least 0: what the recalibrated predictions gain on
        predicting the base rates of the classes for every sample.
    uncertainty : float
        What the base rates cost, at least 0: a property of the truth alone.
    by_class : ndarray of shape (K, 4)
        The same four numbers of each class, in this order; over the classes they add up to the
        four above.
    """

    loss: float
    miscalibration: float
    discrimination: float
    uncertainty: float
    by_class: Array


def decompose(
    y_true: LabelsLike,
    y_proba: npt.ArrayLike,
    *,
    loss: str | Loss,
    classes: LabelsLike | None = None,
    sample_weight: npt.ArrayLike | None = None,
) -> Decomposition:
    """Split a mean loss into miscalibration − discrimination + uncertainty, class by class.

    Each class is charged what the loss makes of it alone: (y − ŷ)² under squared error,
    −y·log ŷ + ŷ − y under cross-entropy, and in general, beyond what the truth itself costs, the
    integral of its weight over the thresholds between ŷ and y (`Loss.threshold_weight`). Over the
    classes these add up to the penalty. With c the isotonic regression of y on ŷ
    (`reliability_curves`) and ȳ the base rate, the loss of ŷ less that of c is the miscalibration,
    that of ȳ less that of c the discrimination, and that of ȳ the uncertainty.

    The regression sees the very samples that it is judged on, so that miscalibration and
    discrimination are too high, the more so the fewer samples: `recalibrated_loss` judges it on
    others.

    Parameters
    ----------
    y_true : array-like of shape (N,) or (N, K)
        Integer labels 0..K−1, or distributions; with `classes` labels of any kind.
    y_proba : array-like of shape (N, K) or (N,)
        Predicted distributions; `(N,)` is P(class 1) of two classes.
    loss : str or Loss
        A name in `LOSSES`, or a loss: any with a weight over thresholds.
    classes : sequence of K names, optional
        What the columns of `y_proba` stand for, in their order.
    sample_weight : array-like of shape (N,), optional
        How many samples each row stands for, 0 or 1e-100 to 1e15.

    Returns
    -------
    Decomposition
        The four means, in nats under cross-entropy, in all and by class.

    Raises
    ------
    ValueError
        As `squared_error`; for weights that are out of range; for a loss that cannot be charged
        class by class: the spherical one for more than two classes, cross-entropy with a floor.

    References
    ----------
    Dimitriadis, Gneiting, Jordan (2021), "Stable reliability diagrams for probabilistic
    classifiers", Proceedings of the National Academy of Sciences 118(8).
    doi:10.1073/pnas.2016191118

    Examples
    --------
    >>> bill = decompose([0, 1, 0, 1, 1], [0.2, 0.4, 0.6, 0.6, 0.8], loss="squared_error")
    >>> round(bill.loss, 4), round(bill.miscalibration, 4)
    (0.384, 0.1173)
    >>> round(bill.discrimination, 4), round(bill.uncertainty, 4)
    (0.2133, 0.48)
    """
    samples = Samples(y_true, y_proba, classes=classes)
    weights = Weights(sample_weight, samples.count)
    chosen = weighing(loss, samples.classes)
    found = np.array(
        [_bill(chosen, points, samples) for points in points_of_classes(samples, weights)]
    )
    found[:, [_LOSS, _UNCERTAINTY]] += costs_of_truth(chosen, samples, weights)[:, np.newaxis]
    mean = weights.mean(chosen.penalties(y_true, y_proba, classes=classes)[weights.rows])
    summed = found[:, _LOSS].sum()
    if math.isfinite(mean) and summed > 0.0:
        # What rows miss 1 by, a loss may charge otherwise than its classes do.
        found[:, _LOSS] *= mean / summed
    found[:, _MISCALIBRATION] = found[:, _LOSS] + found[:, _DISCRIMINATION] - found[:, _UNCERTAINTY]
    loss_, miscalibration, discrimination, uncertainty = found.sum(axis=0).tolist()
    return Decomposition(loss_, miscalibration, discrimination, uncertainty, found)


_LOSS, _MISCALIBRATION, _DISCRIMINATION, _UNCERTAINTY = range(4)


def _bill(loss: Loss, points: Points, samples: Samples) -> list[float]:
    """Of one class, all but its miscalibration, and without what the truth itself costs."""
    truth, proba, each = points
    truths, shares = truth, each
    base = mean_of(truth, each)
    curve = curve_of(points)
    told_apart = charged(loss, curve.rate, np.full_like(curve.rate, base), samples.classes)
    if samples.labelled:  # Two different truths are all there are.
        truths = np.unique(truth)
        shares = np.where(truths > 0.0, base, 1.0 - base)
    return [
        mean_of(charged(loss, truth, proba, samples.classes), each),
        0.0,
        mean_of(told_apart, curve.count),
        mean_of(charged(loss, truths, np.full_like(truths, base), samples.classes), shares),
    ]


def recalibrated_loss(
    y_true: LabelsLike,
    y_proba: npt.ArrayLike,
    *,
    loss: str | Loss,
    classes: LabelsLike | None = None,
    sample_weight: npt.ArrayLike | None = None,
    folds: int = 5,
    seed: int = 0,
) -> float:
    """The mean loss of recalibrated predictions, each judged on samples it was not made from.

    The rows are dealt out at random to so many folds. Each class is recalibrated, as `decompose`
    does it, on all folds but one and charged on that one. Every regression has one sample more at
    ŷ = 0 and one at ŷ = 1, whose truth is the base rate of the class, itself with one sample more
    that is spread evenly over the classes: without them a class that was never true at the lowest
    ŷ would be given a rate of 0, and the first time that it is true would cost cross-entropy an
    infinite penalty.

    Parameters
    ----------
    y_true, y_proba, loss, classes, sample_weight
        As `decompose` takes them.
    folds : int
        At least 2, and at most the number of rows that count.
    seed : int
        The seed of the deal, 0 to 2³²−1: the same seed gives the same folds.

    Returns
    -------
    float
        The mean penalty, charged class by class. The mean penalty of the predictions less this is
        what recalibration saves; where it is below 0, there is nothing to gain.

    Raises
    ------
    ValueError
        As `decompose`, and for folds or a seed out of range.

    References
    ----------
    Zadrozny, Elkan (2002), "Transforming Classifier Scores into Accurate Multiclass Probability
    Estimates", Proceedings of the 8th ACM SIGKDD. doi:10.1145/775047.775151

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> proba = rng.random(1000)
    >>> rain = rng.random(1000) < 0.25 + 0.5 * proba
    >>> bill = decompose(rain, proba, loss="squared_error")
    >>> round(bill.loss, 3), round(bill.loss - bill.miscalibration, 3)
    (0.507, 0.454)
    >>> round(recalibrated_loss(rain, proba, loss="squared_error"), 3)
    0.469
    """
    samples = Samples(y_true, y_proba, classes=classes)
    weights = Weights(sample_weight, samples.count)
    chosen = weighing(loss, samples.classes)
    rng = np.random.default_rng(seed_of(seed))
    rows = np.arange(samples.count)[weights.rows].size
    folds = whole_number_between("folds", folds, 2, rows)
    dealt = rng.permutation(rows) % folds
    costs = costs_of_truth(chosen, samples, weights)
    for place, points in enumerate(points_of_classes(samples, weights)):
        order = np.argsort(points.proba)
        ordered, fold = points.of(order), dealt[order]
        recalibrated = np.empty(rows)
        for one in range(folds):
            judged = fold == one
            curve = _curve_with_one_more(ordered.of(~judged), samples.classes)
            recalibrated[judged] = curve.between(ordered.proba[judged])
        charges = charged(chosen, ordered.truth, recalibrated, samples.classes)
        costs[place] += mean_of(charges, ordered.each)
    return float(costs.sum())


def _curve_with_one_more(points: Points, classes: int) -> ReliabilityCurve:
    truth, proba, each = points
    each = np.ones_like(truth) if each is None else each
    base = ((truth * each).sum() + 1.0 / classes) / (each.sum() + 1.0)
    return curve_of_ordered(
        Points(
            np.concatenate([[base], truth, [base]]),
            np.concatenate([[0.0], proba, [1.0]]),
            np.concatenate([[1.0], each, [1.0]]),
        )
    )


def charged(loss: Loss, truth: Array, proba: Array, classes: int) -> Array:
    """What one class costs beyond its truth, `(n,)`: ∫ w(θ)·|y − θ| dθ from ŷ to y."""
    costs = np.zeros_like(truth)
    for start in range(0, truth.size, _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        apart = start + np.flatnonzero(truth[part] != proba[part])
        y, p = truth[apart], proba[apart]
        low, high = np.minimum(y, p), np.maximum(y, p)
        pieces = Pieces(low, high, np.abs(y - low), np.abs(y - high))
        costs[apart] = loss.threshold_areas_at(pieces, classes)
    return costs


def costs_of_truth(loss: Loss, samples: Samples, weights: Weights) -> Array:
    """What the truth as a prediction of itself costs on average, `(K,)`: nothing if one-hot."""
    costs = np.zeros(samples.classes)
    if not samples.labelled:
        each = weights.every(samples.count)
        for rows, truth, _ in samples:
            y = truth.distributions()
            costs += np.einsum("i,ij->j", each[rows], loss.terms_at(y, y))
    return costs / weights.total
