"""One curve of what acting on a threshold costs, and what each loss makes of it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

import losscore
from losscore import Dominance, Loss, ThresholdCurve
from pages.ui.inputs.batch import Batch
from pages.ui.inputs.sealed import Sealed
from pages.ui.inputs.tallied import Tallied
from pages.ui.results.memo import kept
from pages.ui.results.penalties import MODEL_OF, Charge, means, truth_cost

Array = npt.NDArray[np.float64]

# Where curves are drawn: everywhere alike, and finer near 0, where cross-entropy looks.
GRID = np.union1d(np.linspace(0.0, 1.0, 201), np.geomspace(1e-6, 0.005, 60))
_FEW = 600  # So many breakpoints are drawn exactly; more lie too close to be told apart.
_KEPT = 2_000_000  # Up to so many probabilities a model both curves are kept.
LEAST = 1e-9  # Stands for a threshold of 0 where an axis or a weight has no place for that.
NAMED = 2  # So many intervals are told apart in a sentence.
_STARTS = (1e-2, 1e-3, 1e-4, 1e-5, 1e-6)  # Where a logarithmic axis may begin.


class Area(NamedTuple):
    """What a loss with a weight makes of both curves.

    Attributes
    ----------
    a, b : float
        The area under each model's curve in the loss's weight; `inf` where it has no end.
    rest : float
        What the loss charges on average beyond the area, whatever is predicted: what the truth
        itself costs.
    saved_a, saved_b : float
        How much A saves where its curve is the lower one, and B where its curve is.
    preferred : str or None
        The model that the loss prefers, "a" or "b".
    """

    a: float
    b: float
    rest: float
    saved_a: float
    saved_b: float
    preferred: str | None


class Lead(NamedTuple):
    """Where which model's curve is the lower one.

    Attributes
    ----------
    everywhere : str or None
        The model whose curve lies nowhere above the other's and somewhere below.
    same : bool
        Whether both have one curve.
    pieces : dict of str to int
        In how many intervals of θ each model is ahead.
    ranges : dict of str to tuple of (float, float)
        The first few of them.
    shares : dict of str to float
        How much of all thresholds they are, 0 to 1.
    infinite : bool
        Whether some losses charge the model that is ahead everywhere infinitely much.
    """

    everywhere: str | None
    same: bool
    pieces: dict[str, int]
    ranges: dict[str, tuple[tuple[float, float], ...]]
    shares: dict[str, float]
    infinite: bool = False


@dataclass(frozen=True, eq=False)
class Drawn(Sealed):
    """Both curves piece by piece: at an even place a piece begins, at the odd one after it ends.

    Attributes
    ----------
    theta, a, b : ndarray
        Thresholds, and both curves there.
    better : tuple of str or None
        Whose curve is the lower one on each piece; None for neither.
    lowest : float
        A power of ten below the least threshold that counts: there a logarithmic axis begins.
    """

    theta: Array
    a: Array
    b: Array
    better: tuple[str | None, ...]
    lowest: float


def _dominance(batch: Batch) -> Dominance:
    """Both curves, exactly, and where which is the lower one: kept unless they are large."""
    return _kept_dominance(batch) if batch.a.size <= _KEPT else _new_dominance(batch)


def _new_dominance(batch: Batch) -> Dominance:
    return losscore.better_under_all(batch.truth, batch.a, batch.b, sample_weight=batch.weight)


_kept_dominance = kept(1)(_new_dominance)


@kept(1)
def outline(batch: Batch) -> tuple[Lead, Drawn]:
    """Where which model is ahead, and the curves to draw."""
    found = _dominance(batch)
    return _lead(found), _drawn(found)


def _lead(found: Dominance) -> Lead:
    own = {model: found.sign == sign for sign, model in MODEL_OF.items() if model}
    ends = {model: (found.low[inside], found.high[inside]) for model, inside in own.items()}
    ahead = found.a if found.preferred < 0 else found.b
    return Lead(
        MODEL_OF[found.preferred],
        found.equal,
        {model: low.size for model, (low, _) in ends.items()},
        {
            model: tuple(zip(low[:NAMED].tolist(), high[:NAMED].tolist(), strict=True))
            for model, (low, high) in ends.items()
        },
        {model: float((high - low).sum()) for model, (low, high) in ends.items()},
        found.preferred != 0 and bool(ahead.at([0.0])[0] > 0.0),
    )


def _drawn(found: Dominance) -> Drawn:
    breakpoints = np.concatenate(
        [found.a.thresholds, found.b.thresholds, found.low, found.high], dtype=np.float64
    )
    exact = breakpoints.size <= _FEW
    theta = np.union1d(GRID, breakpoints) if exact else GRID
    middle = (theta[:-1] + theta[1:]) / 2
    a, b = (curve.at(middle) for curve in (found.a, found.b))
    apart = np.where(np.isclose(a, b, rtol=1e-12, atol=0.0), 0.0, b - a)
    ends = [_ends(curve, theta, middle, exact) for curve in (found.a, found.b)]
    return drawn_of(theta, ends, np.sign(apart), breakpoints[breakpoints > 0.0].min())


def _ends(curve: ThresholdCurve, theta: Array, middle: Array, exact: bool) -> Array:
    """Where each piece of a curve begins, and where it ends."""
    at = curve.at(theta)
    # A piece is straight, so it ends as far beyond its middle as it began before.
    ends = np.maximum(2.0 * curve.at(middle) - at[:-1], 0.0) if exact else at[1:]
    return np.column_stack([at[:-1], ends])


def drawn_of(theta: Array, ends: Iterable[Array], ahead: Array, least: float) -> Drawn:
    """Both curves to draw, from the two ends of each of their pieces.

    `ahead` is 1 for a piece on which A is lower, −1 for B; `least` the least threshold that counts.
    """
    names = {1.0: "a", -1.0: "b", 0.0: None}
    return Drawn(
        np.repeat(theta, 2)[1:-1],
        *(pair.ravel() for pair in ends),
        tuple(names[sign] for sign in ahead.tolist()),
        next((start for start in _STARTS if start <= least), _STARTS[-1]),
    )


@kept(8)
def weigh(batch: Batch, losses: tuple[Loss, ...]) -> dict[str, Area | Charge]:
    """What each loss makes of the curves; just what it charges if it has no weight."""
    charged = {loss: means(batch, loss) for loss in losses}
    found = _dominance(batch) if batch.a.size <= _KEPT else None
    return {
        loss.name: _area(batch, found, loss, own) if has_weight(loss, batch) else own
        for loss, own in charged.items()
    }


def _area(batch: Batch, found: Dominance | None, loss: Loss, charged: Charge) -> Area:
    rest = truth_cost(batch, loss)
    if found is None:
        # As the areas are the penalties, they need no curve; who saves what is not said then.
        return Area(charged.a - rest, charged.b - rest, rest, 0.0, 0.0, charged.preferred)
    areas = found.a.loss(loss), found.b.loss(loss)
    return Area(*areas, rest, *found.saved(loss), charged.preferred)


def has_weight(loss: Loss, batch: Batch | Tallied) -> bool:
    """Whether a loss is the area under the curve in some weight."""
    return loss.threshold_weight(0.5, classes=len(batch.classes)) is not None


def is_spread(batch: Batch) -> bool:
    """Whether the truth of some sample is spread over several classes."""
    return batch.soft and bool(((batch.truth > 0.0) & (batch.truth < 1.0)).any())


@dataclass(frozen=True, eq=False)
class Weighed(Sealed):
    """Both curves in the weight of a loss, at the thresholds of `Drawn` that are not next to 0.

    Attributes
    ----------
    loss : str
        Its name.
    theta, weight : ndarray
        Thresholds and the weight there.
    a, b : ndarray
        The curves times the weight.
    """

    loss: str
    theta: Array
    weight: Array
    a: Array
    b: Array


@kept(8)
def weighed(batch: Batch, loss: Loss) -> Weighed:
    """The curves as a loss weighs them; it must have a weight."""
    return weighed_at(outline(batch)[1], loss, len(batch.classes))


def weighed_at(found: Drawn, loss: Loss, classes: int) -> Weighed:
    """Curves as a loss weighs them."""
    inside = found.theta >= LEAST
    theta, a, b = (values[inside] for values in (found.theta, found.a, found.b))
    weight = loss.threshold_weight(theta, classes=classes)
    return Weighed(loss.name, theta, weight, weight * a, weight * b)


class Costs(NamedTuple):
    """What acting on each class whose ŷ is above a threshold costs on average, a model each."""

    a: float
    b: float


@kept(8)
def costs(batch: Batch, theta: float) -> Costs:
    """The decision costs of both models at one threshold."""
    curves = (
        losscore.threshold_curve(batch.truth, proba, thresholds=[theta], sample_weight=batch.weight)
        for proba in (batch.a, batch.b)
    )
    return Costs(*(float(curve.values[0]) for curve in curves))


class Decisions(NamedTuple):
    """Of one sample with one true class: which classes each model acts on, which one is true."""

    a: tuple[int, ...]
    b: tuple[int, ...]
    true: int


def decisions(batch: Batch, theta: float) -> Decisions | None:
    """What is decided at a threshold; None for several samples, or a soft truth."""
    true = batch.only_label
    if true is None:
        return None
    a, b = (tuple(np.flatnonzero(proba[0] > theta).tolist()) for proba in (batch.a, batch.b))
    return Decisions(a, b, true)
