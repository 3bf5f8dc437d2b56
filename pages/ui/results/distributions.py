"""What the losses charge a sample, class by class, and every other prediction of it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

import losscore
from losscore import Loss, teaching
from pages.ui.inputs.scenario import Sample
from pages.ui.inputs.sealed import Sealed, sealed
from pages.ui.results.memo import shared
from pages.ui.results.penalties import Charge, charge

SIDE = 50  # Steps along a side of the triangle, so that a click gives two decimals.
# ŷ from 0 to 1, finer near 0, where a loss without a ceiling is steep.
_P = np.union1d(np.linspace(0.0, 1.0, 101), np.geomspace(1e-3, 0.02, 20))


@dataclass(frozen=True)
class Curve(Sealed):
    """The least and the most that one loss charges for ŷ on the true class, all `(n,)`."""

    p: npt.NDArray[np.float64]
    low: npt.NDArray[np.float64]
    high: npt.NDArray[np.float64]


# Residuals that an axis may begin at.
_SPANS = (0.01, 0.03, 0.1, 0.3, 0.5)


def span(y_hats: Iterable[float]) -> float:
    """The largest residual that an axis has to show for these ŷ on the true class, with room.

    It is a step of a ladder, so that an axis stays as it is while a prediction moves a little.
    """
    residual = 1.25 * (1.0 - min(y_hats, default=0.0))
    return next((span for span in _SPANS if span >= residual), 1.0)


def charges(sample: Sample, losses: Iterable[Loss]) -> dict[str, Charge]:
    """By loss name; the sample's three columns must be distributions."""
    return {loss.name: charge(sample, loss) for loss in losses}


def elasticities(sample: Sample, losses: Iterable[Loss]) -> dict[str, float]:
    """By loss, the percent that one more percent of model A's residual costs.

    Empty unless A divides all its mass between the true class and one wrong class.
    """
    if sample.label is None or "a" in sample.broken:
        return {}
    y_hat, given = sample.a[sample.label], sum(value > 0.0 for value in sample.a)
    if not 0.0 < y_hat < 1.0 or given != 2:
        return {}
    return {loss.name: _elasticity(loss, y_hat) for loss in losses}


_elasticity = shared(64)(teaching.residual_elasticity)


def terms(sample: Sample, loss: Loss, models: tuple[str, ...]) -> list[float]:
    """What each class adds to the penalty: all classes of the first model, then of the next."""
    predictions = [getattr(sample, model) for model in models]
    return loss.terms([sample.truth] * len(models), predictions).ravel().tolist()


@shared(16)
def most_of_a_class(loss: Loss) -> float:
    """The most that one class adds to a penalty, where all mass is on one wrong class."""
    return float(loss.terms([0], [[0.0, 1.0]]).max())


def saved_by_halving(loss: Loss) -> float:
    """The share of a penalty that goes when a small residual is halved.

    A loss that pushes by c·rᵖ on a logit charges about c·rᵖ/p, as its residual r moves by about r.
    """
    _, power = loss.late_push
    return 1.0 - 0.5**power


@shared(64)
def curve(truth: tuple[float, ...], loss: Loss) -> Curve:
    """What the loss charges over ŷ on the true class, the likeliest one, where that is finite.

    For a one-hot truth the rest of the prediction is spread evenly, or is all on one wrong class:
    the least and the most that a loss can charge which looks at the rest. For a soft truth it is
    spread in proportion to the truth.
    """
    true_class = int(np.argmax(truth))
    rows = np.tile(truth, (_P.size, 1))
    charged = [
        loss.penalties(rows, _with_true_class(true_class, rest))
        for rest in _rests(np.array(truth), true_class)
    ]
    low, high = np.minimum(*charged), np.maximum(*charged)
    drawn = np.isfinite(high)
    return Curve(_P[drawn], low[drawn], high[drawn])


def _rests(truth: npt.NDArray, true_class: int) -> tuple[npt.NDArray, npt.NDArray]:
    """Two ways to spread what is not on the true class, each a distribution over the others."""
    others = np.ones_like(truth)
    others[true_class] = 0.0
    likely = truth * others
    # A truth of 0.999999 alone is as good as one-hot: there is no rest to follow.
    if likely.any():
        likely = losscore.normalize([likely])[0]
        return likely, likely
    one = losscore.one_hot([int(others.argmax())], truth.size)[0]
    return losscore.normalize([others])[0], one


def _with_true_class(true_class: int, rest: npt.NDArray) -> npt.NDArray:
    """Predictions with each ŷ on the true class and the remainder spread as `rest`."""
    proba = np.outer(1.0 - _P, rest)
    proba[:, true_class] = _P
    return proba


def _every_prediction() -> npt.NDArray[np.float64]:
    steps = np.arange(SIDE + 1)
    i, j = (part.ravel() for part in np.meshgrid(steps, steps, indexing="ij"))
    inside = i + j <= SIDE
    return sealed(np.column_stack([i, j, SIDE - i - j])[inside] / SIDE)


# Of three classes, `SIDE` steps from 0 to 1.
EVERY_PREDICTION = _every_prediction()


@shared(64)
def field(truth: tuple[float, ...], loss: Loss) -> npt.NDArray[np.float64]:
    """What the loss charges each of `EVERY_PREDICTION`."""
    return loss.penalties(np.tile(truth, (len(EVERY_PREDICTION), 1)), EVERY_PREDICTION)
