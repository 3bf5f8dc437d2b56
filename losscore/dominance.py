"""Is one model better under every loss? Where its threshold curve is the lower one, exactly."""

from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from .areas import Pieces
from .checks import Array, LabelsLike
from .labels import check_order, columns_of
from .loss import Loss
from .samples import Samples
from .threshold_lines import Lines
from .thresholds import ThresholdCurve, curve_of, weighing
from .weights import Weights

# So many pieces are looked at at once, so that memory does not grow with their number.
_AT_ONCE = 2**15
# By so much 1 − p may miss what it stands for: thresholds that are no further apart, and lie far
# from 0 beside that, are the same.
_ROUNDED, _FAR = 2.0**-52, 1e-9

Signs = npt.NDArray[np.int8]


@dataclass(frozen=True, eq=False)
class Dominance:
    """The answer of `better_under_all`.

    Attributes
    ----------
    preferred : int
        −1 if A costs no more than B at any threshold and less at some, 1 for B, 0 for neither.
    equal : bool
        Whether both cost the same at every threshold.
    low, high : ndarray of shape (I,)
        The intervals of θ in which one model costs less, each as long as it can be, in their
        order; at single thresholds within both may cost the same. Between them both do.
    sign : int8 array of shape (I,)
        Which model costs less there: −1 for A, 1 for B.
    a, b : ThresholdCurve
        What acting at a threshold costs under each model.
    """

    preferred: int
    equal: bool
    low: Array
    high: Array
    sign: Signs
    a: ThresholdCurve = field(repr=False)
    b: ThresholdCurve = field(repr=False)

    def saved(self, loss: str | Loss) -> tuple[float, float]:
        """What A saves where it costs less, and B where it does, under the weight of a loss.

        ∫ w(θ)·|M_A − M_B| dθ over the intervals of either model. The second less the first is the
        difference of the mean penalties; either may be infinite.

        Raises
        ------
        ValueError
            For a loss without a weight (`Loss.threshold_weight`).
        """
        chosen = weighing(loss, self.a.classes)
        ends = np.concatenate([self.a.thresholds, self.b.thresholds, self.low, self.high])
        thresholds = np.unique(ends)
        saved = [0.0, 0.0]
        for start in range(0, thresholds.size - 1, _AT_ONCE):
            low, high = _pieces(thresholds[start : start + _AT_ONCE + 1])
            of_a, of_b = self.a.lines(low), self.b.lines(low)
            difference = Lines(*(one - other for one, other in zip(of_a, of_b, strict=True)))
            heights = [np.abs(difference.at(ends)) / self.a.samples for ends in (low, high)]
            areas = chosen.threshold_areas_at(Pieces(low, high, *heights), self.a.classes)
            for model, sign in enumerate((-1, 1)):
                saved[model] += float(areas[self._signs(low, high) == sign].sum())
        return saved[0], saved[1]

    def _signs(self, low: Array, high: Array) -> Signs:
        """Who costs less on each piece between thresholds at which that may change."""
        if not self.sign.size:
            return np.zeros(low.size, dtype=np.int8)
        places = np.searchsorted(self.low, low, side="right") - 1
        inside = (places >= 0) & (high <= self.high[places])
        return np.where(inside, self.sign[places], 0)


def better_under_all(
    y_true: LabelsLike,
    proba_a: npt.ArrayLike,
    proba_b: npt.ArrayLike,
    *,
    classes: LabelsLike | None = None,
    sample_weight: npt.ArrayLike | None = None,
) -> Dominance:
    """Whether one of two models is better under every loss that weighs thresholds.

    A model whose `threshold_curve` is nowhere above that of the other has the lower mean penalty
    under every proper loss that is a sum over classes and charges all of them alike, squared error
    and cross-entropy among them, and for two classes under every proper loss that takes both
    alike; the same, where the loss gives no weight to the thresholds at which the curves differ,
    or charges both models infinitely much. A loss that counts a class for more than another has a
    weight a class, and may see it otherwise. Where the curves cross, each model is better under
    some of them.

    Parameters
    ----------
    y_true : array-like of shape (N,) or (N, K)
        Integer labels 0..K−1, or distributions; with `classes` labels of any kind.
    proba_a, proba_b : array-like of shape (N, K) or (N,)
        What both models predict for the same samples; `(N,)` is P(class 1) of two classes.
    classes : sequence of K names, optional
        What the columns of the predictions stand for, in their order.
    sample_weight : array-like of shape (N,), optional
        How many samples each row stands for, 0 or 1e-100 to 1e15.

    Returns
    -------
    Dominance
        The verdict, and the intervals of thresholds at which either model is better: not on a
        grid, but from the crossings of straight lines. With labels, and weights that are whole,
        every sign is that of a whole-number count. With others, costs tie that differ by no more
        than rounding may: 1e-12 of what a sample may cost.

    Raises
    ------
    ValueError
        As `threshold_curve`, and for predictions of different numbers of classes.

    References
    ----------
    Ehm, Gneiting, Jordan, Krüger (2016), "Of Quantiles and Expectiles: Consistent Scoring
    Functions, Choquet Representations and Forecast Rankings", Journal of the Royal Statistical
    Society B 78(3). doi:10.1111/rssb.12154

    Examples
    --------
    >>> result = better_under_all([0], [[0.8, 0.2, 0.0]], [[0.9, 0.1, 0.0]])
    >>> result.preferred, result.low, result.high, result.sign
    (1, array([0.1, 0.8]), array([0.2, 0.9]), array([1, 1], dtype=int8))
    >>> result = better_under_all([0], [[0.8, 0.2, 0.0]], [[0.8, 0.1, 0.1]])
    >>> result.preferred, result.low, result.high, result.sign
    (0, array([0. , 0.1]), array([0.1, 0.2]), array([-1,  1], dtype=int8))
    """
    models = samples_of_both(y_true, proba_a, proba_b, classes)
    weights = Weights(sample_weight, models[0].count)
    with ThreadPoolExecutor(2) as pool:  # NumPy lets others run while it sorts.
        a, b = pool.map(lambda samples: curve_of(samples, weights), models)
        low, high, sign = _intervals(a, b, pool)
    preferred = int(sign[0]) if sign.size and (sign == sign[0]).all() else 0
    return Dominance(preferred, sign.size == 0, low, high, sign, a, b)


def samples_of_both(
    y_true: LabelsLike,
    proba_a: npt.ArrayLike,
    proba_b: npt.ArrayLike,
    classes: LabelsLike | None,
) -> tuple[Samples, Samples]:
    """The samples with the predictions of either model, which must be of the same classes."""
    a = Samples(y_true, proba_a, classes=classes, name="proba_a")
    b = Samples(y_true, proba_b, classes=classes, name="proba_b")
    check_order("proba_b", columns_of(proba_b), "proba_a", columns_of(proba_a))
    if a.classes != b.classes:
        raise ValueError(
            "proba_a and proba_b must be of the same number of classes, "
            f"got {a.classes} and {b.classes}"
        )
    return a, b


def _intervals(a: ThresholdCurve, b: ThresholdCurve, pool: Executor) -> tuple[Array, Array, Signs]:
    thresholds = np.union1d(a.thresholds, b.thresholds)
    parts = (
        thresholds[start : start + _AT_ONCE + 1]
        for start in range(0, thresholds.size - 1, _AT_ONCE)
    )
    found = list(pool.map(lambda part: _changes(a, b, part), parts))
    starts, signs = (np.concatenate(arrays) for arrays in zip(*found, strict=True))
    starts, signs = _where_it_turns(starts, signs)
    widths = np.diff(starts, append=1.0)
    told = (widths > _ROUNDED) | (widths > _FAR * starts)
    starts, signs = _where_it_turns(starts[told], signs[told])
    ends, better = np.append(starts[1:], 1.0), signs != 0
    return starts[better], ends[better], signs[better]


def _where_it_turns(starts: Array, signs: Signs) -> tuple[Array, Signs]:
    turns = np.append(True, signs[1:] != signs[:-1])
    return starts[turns], signs[turns]


def _changes(a: ThresholdCurve, b: ThresholdCurve, thresholds: Array) -> tuple[Array, Signs]:
    """Where, from the first threshold to the last, the sign of A's cost less B's becomes which.

    The difference is a line from its `misses` at 0 to its `alarms` at 1 in each piece: where these
    have opposite signs, it has one of them on either side of where it crosses 0.
    """
    low, high = _pieces(thresholds)
    rounding = max(a.rounding, b.rounding)
    misses, alarms = (one - other for one, other in zip(a.lines(low), b.lines(low), strict=True))
    at_0, at_1 = (_signs_of(part, rounding) for part in (misses, alarms))
    first = np.sign(at_0 + at_1)
    second, middle = first.copy(), low.copy()
    mixed = np.flatnonzero(at_0 * at_1 < 0)
    slope = misses[mixed] - alarms[mixed]
    crossing, slack = misses[mixed] / slope, rounding / np.abs(slope)
    first[mixed] = np.where(crossing > low[mixed] + slack, at_0[mixed], at_1[mixed])
    second[mixed] = np.where(crossing < high[mixed] - slack, at_1[mixed], first[mixed])
    middle[mixed] = crossing
    signs = np.stack([first, second], axis=1).ravel()
    changed = np.append(0, np.flatnonzero(signs[1:] != signs[:-1]) + 1)
    return np.where(changed % 2, middle[changed // 2], low[changed // 2]), signs[changed]


def _pieces(thresholds: Array) -> tuple[Array, Array]:
    """Where the pieces between thresholds begin, and where they end."""
    return thresholds[:-1], thresholds[1:]


def _signs_of(differences: Array, rounding: float) -> Signs:
    signs = np.sign(differences).astype(np.int8)
    if rounding:
        signs[np.abs(differences) <= rounding] = 0
    return signs
