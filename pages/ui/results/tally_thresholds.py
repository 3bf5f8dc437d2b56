"""The curves of what acting on a threshold costs, as far as a tally knows them. Pure.

As `thresholds` tells of a batch: what has the same name here has the same meaning.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from losscore import Loss, ThresholdCurve
from pages.ui.inputs.scenario import MODELS
from pages.ui.inputs.tallied import Tallied
from pages.ui.results.memo import kept
from pages.ui.results.penalties import MODEL_OF, Charge
from pages.ui.results.tally import comparisons, known
from pages.ui.results.thresholds import (
    Area,
    Costs,
    Drawn,
    Weighed,
    drawn_of,
    has_weight,
    weighed_at,
)
from pages.ui.results.thresholds_chance import runs

Array = npt.NDArray[np.float64]


class GridLead(NamedTuple):
    """At which thresholds of a tally which model's curve is the lower one.

    Attributes
    ----------
    thresholds : int
        How many a tally knows.
    ahead : dict of str to int
        At how many of them each model is ahead.
    runs : dict of str to list of (float, float)
        From which to which of them without a break.
    """

    thresholds: int
    ahead: dict[str, int]
    runs: dict[str, list[tuple[float, float]]]


def _curves(case: Tallied) -> tuple[ThresholdCurve, ThresholdCurve]:
    a, b = (case.tally.threshold_curve(name) for name in case.names.values())
    return a, b


@kept(1)
def outline(case: Tallied) -> tuple[GridLead, Drawn]:
    """Where which model is ahead, and the curves to draw."""
    a, b = _curves(case)
    return _lead(a, b), _drawn(a, b)


def _lead(a: ThresholdCurve, b: ThresholdCurve) -> GridLead:
    sign = _ahead(a.values, b.values)
    inside = {model: sign == value for value, model in ((1.0, "a"), (-1.0, "b"))}
    return GridLead(
        sign.size,
        {model: int(there.sum()) for model, there in inside.items()},
        {model: runs(a.thresholds, there) for model, there in inside.items()},
    )


def _ahead(a: Array, b: Array) -> Array:
    """1 where A is lower, −1 where B is, 0 where rounding may have parted them."""
    return np.where(np.isclose(a, b, rtol=1e-12, atol=1e-12), 0.0, np.sign(b - a))


def _drawn(a: ThresholdCurve, b: ThresholdCurve) -> Drawn:
    """Straight lines from one threshold to the next, which is all that is known between them."""
    ends = [np.column_stack([curve.values[:-1], curve.before[1:]]) for curve in (a, b)]
    ahead = _ahead(*(pair.mean(axis=1) for pair in ends))
    return drawn_of(a.thresholds, ends, ahead, min(map(_first_turn, (a, b))))


def _first_turn(curve: ThresholdCurve) -> float:
    """The least threshold at which the curve turns."""
    theta = curve.thresholds
    # Up to where it turns it is one line from where it starts.
    line = curve.values[0] + (curve.values[1] - curve.values[0]) * theta / theta[1]
    turned = np.flatnonzero(~np.isclose(curve.values, line, rtol=1e-9, atol=1e-12))
    return theta[max(turned[0] - 1, 0)] if turned.size else 1.0


@kept(8)
def weigh(case: Tallied, losses: tuple[Loss, ...]) -> dict[str, Area | Charge]:
    """What each loss that the tally was made with makes of the curves: its means, exactly."""
    return {loss.name: _area(case, loss) for loss in known(case, losses)}


def _area(case: Tallied, loss: Loss) -> Area | Charge:
    found = comparisons(case)[loss.name]
    preferred = MODEL_OF[found.preferred]
    if not has_weight(loss, case):
        return Charge(found.mean_a, found.mean_b, preferred)
    rest = case.tally.perfect(loss.name)
    return Area(found.mean_a - rest, found.mean_b - rest, rest, 0.0, 0.0, preferred)


@kept(8)
def weighed(case: Tallied, loss: Loss) -> Weighed:
    """The curves as a loss weighs them; it must have a weight."""
    return weighed_at(outline(case)[1], loss, len(case.classes))


def nearest(case: Tallied, theta: float) -> float:
    """The threshold of the tally that is closest to another."""
    thresholds = _curves(case)[0].thresholds
    return float(thresholds[np.abs(thresholds - theta).argmin()])


def costs(case: Tallied, theta: float) -> Costs:
    """The decision costs of both models at a threshold of the tally."""
    curves = dict(zip(MODELS, _curves(case), strict=True))
    return Costs(
        **{m: float(curve.values[curve.thresholds == theta][0]) for m, curve in curves.items()}
    )


def decisions(case: Tallied, theta: float) -> None:
    """Nothing: it takes a single row."""


def is_spread(case: Tallied) -> bool:
    """Whether the truth of some sample is spread over several classes."""
    return case.tally.soft
