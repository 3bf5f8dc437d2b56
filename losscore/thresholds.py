"""What acting at a threshold costs: one curve, of which each loss is a weighted integral."""

import math
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from .areas import Pieces
from .checks import Array, LabelsLike, threshold_row, thresholds_of
from .loss import Loss
from .losses import as_loss
from .samples import Samples
from .threshold_lines import ROUNDING, Lines, counted_lines, lines_at, summed_lines
from .weights import Weights

# So many pieces are weighed at once, so that memory does not grow with their number.
_AT_ONCE = 2**15


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
    proper loss that charges all classes alike and is a sum over them, or of two classes, that of
    its own weight (`Loss.threshold_weight`) times the same M. The curve is known as the Murphy
    diagram.

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
    wanted = threshold_row(thresholds)
    lines = lines_at(wanted, samples, weights)
    rounding = ROUNDING * weights.total
    return ThresholdCurve(wanted, False, weights.total, samples.classes, rounding, *lines)


def curve_of(samples: Samples, weights: Weights) -> ThresholdCurve:
    """The exact curve of samples that are checked as they are gone through."""
    if samples.labelled and weights.each is None:
        thresholds, lines, rounding = counted_lines(samples)
    else:
        thresholds, lines, rounding = summed_lines(samples, weights)
    for line in lines:
        line[-1] = 0.0  # Nothing is acted on at 1, nor worth it; rounding may say otherwise.
    before = lines.of(np.maximum(np.arange(thresholds.size) - 1, 0))
    return ThresholdCurve(thresholds, True, weights.total, samples.classes, rounding, lines, before)
