"""How hard each loss pushes on one prediction, class by class. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from losscore import Loss, PowerLoss, sigmoid, teaching
from pages.ui.inputs.scenario import Sample
from pages.ui.inputs.sealed import sealed
from pages.ui.results.memo import shared

Losses = tuple[Loss, ...]

# Almost surely wrong is ŷ = ALMOST on the true class, almost surely right 1 − ALMOST.
ALMOST = 1e-4
# Where ŷ is looked for at which a loss pushes hardest.
_PLACES = np.arange(1, 10_000) / 10_000


class Push(NamedTuple):
    """The gradients of one loss, a number a class: in the probabilities, and in the logits."""

    proba: tuple[float, ...]
    logit: tuple[float, ...]


@shared(256)
def pushes(sample: Sample, model: str, losses: Losses) -> dict[str, Push]:
    """By loss name; the truth and the model's prediction must be distributions."""
    pair = [sample.truth], [getattr(sample, model)]
    return {
        loss.name: Push(_plain(loss.gradient(*pair)), _plain(loss.logit_gradient(*pair)))
        for loss in losses
    }


def by_power(sample: Sample, model: str, losses: Iterable[PowerLoss]) -> dict[float, Push]:
    """The same under power losses by their `a`, for charts that follow it while it is moved."""
    return {loss.a: pushes(sample, model, (loss,))[loss.name] for loss in losses}


class Place(NamedTuple):
    """Truth and prediction on one class, and what they are on all: Σ yŷ and ‖ŷ‖₂."""

    y: float
    y_hat: float
    hit: float
    norm: float


def place(sample: Sample, model: str) -> Place:
    """The true class, or the likeliest one, of a sample."""
    k, proba = sample.main_class, getattr(sample, model)
    hit = math.fsum(y * p for y, p in zip(sample.truth, proba, strict=True))
    return Place(sample.truth[k], proba[k], hit, math.hypot(*proba))


class Ends(NamedTuple):
    """How hard a loss pushes on the true class of three, one wrong class holding the rest.

    Attributes
    ----------
    low, high : float
        At ŷ = `ALMOST` and at ŷ = 1 − `ALMOST`.
    most, at : float
        The hardest push, and the ŷ it is at, to four decimals.
    fades : bool
        Whether the push goes to 0 where ŷ does: then the hardest one is in between.
    """

    low: float
    high: float
    most: float
    at: float
    fades: bool


@shared(8)
def ends(loss: Loss) -> Ends:
    """The push from surely wrong to surely right."""
    size = np.abs(on_true_class(loss, _PLACES))
    top = int(size.argmax())
    low, high = np.abs(on_true_class(loss, np.array([ALMOST, 1.0 - ALMOST]))).tolist()
    return Ends(low, high, float(size[top]), float(_PLACES[top]), top > 0)


def on_true_class(loss: Loss, y_hat: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """∂L/∂z on the true class of three, for each ŷ on it, one wrong class holding the rest."""
    proba = np.column_stack([y_hat, 1.0 - y_hat, np.zeros_like(y_hat)])
    labels = np.zeros(len(y_hat), dtype=int)
    return loss.logit_gradient(labels, proba)[:, 0]


class Curve(NamedTuple):
    """Log-odds, the ŷ they are of, and what is drawn over them."""

    odds: npt.NDArray[np.float64]
    y_hat: npt.NDArray[np.float64]
    values: npt.NDArray[np.float64]


def push_curve(loss: Loss, end: float) -> Curve:
    """|∂L/∂z| on the true class, from ŷ = `end` to 1 − `end` in equal steps of log-odds."""
    limit = float(teaching.log_odds(1.0 - end))
    odds = np.linspace(-limit, limit, 241)
    y_hat = sigmoid(odds)
    return Curve(odds, y_hat, np.abs(on_true_class(loss, y_hat)))


@shared(32)
def penalty_curve(loss: Loss, y: int, limit: float) -> Curve:
    """The penalty of logistic regression for class `y` over the logits from −limit to limit."""
    odds = np.linspace(-limit, limit, 101)
    y_hat = sigmoid(odds)
    values = loss.penalties(np.full(odds.size, y), y_hat)
    return Curve(*map(sealed, (odds, y_hat, values)))


def log_odds(y_hat: float, end: float) -> tuple[float, float]:
    """A ŷ drawn in to `end` and 1 − `end`, and its log-odds."""
    at = min(max(y_hat, end), 1.0 - end)
    return at, float(teaching.log_odds(at))


def chains(
    losses: Losses, *, weight: float, bias: float, x: float, y: int
) -> dict[str, teaching.LogisticChain]:
    """The chain rule of logistic regression on one sample, by loss name."""
    return {loss.name: _chain(loss, weight, bias, x, y) for loss in losses}


@shared(64)
def _chain(loss: Loss, weight: float, bias: float, x: float, y: int) -> teaching.LogisticChain:
    return teaching.logistic_chain(loss, weight=weight, bias=bias, x=x, y=y)


def _plain(gradient: npt.NDArray[np.float64]) -> tuple[float, ...]:
    return tuple((gradient[0] + 0.0).tolist())  # no −0
