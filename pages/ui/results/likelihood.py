"""One sample's losses as negative log-likelihoods: penalty × factor + constant. Pure."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from losscore import Loss, teaching
from pages.ui.inputs.scenario import Sample
from pages.ui.results.memo import shared
from pages.ui.results.penalties import penalty

MOST_DRAWS = 1000
_SURE = 0.99
_HALVINGS = 20  # Of a ray, until no screen shows what is left.


class Likelihood(NamedTuple):
    """What one distribution makes of a penalty: nll = factor × penalty + constant, in nats."""

    penalty: float
    factor: float
    constant: float
    nll: float


@shared(256)
def likelihood(loss: Loss, sample: Sample, model: str, sigma: float) -> Likelihood | None:
    """A loss as the likelihood it comes from; None if it comes from none that gives the truth."""
    if loss.likelihood == "gaussian":
        return _gaussian(loss, sample, model, sigma)
    if loss.likelihood == "multinomial":
        return _multinomial(loss, sample, model)
    return None


def _gaussian(loss: Loss, sample: Sample, model: str, sigma: float) -> Likelihood:
    """The truth as K independent Gaussian values around the prediction."""
    factor, constant = teaching.gaussian_nll_parts(len(sample.truth), sigma=sigma)
    nll = teaching.gaussian_nll([sample.truth], [getattr(sample, model)], sigma=sigma)
    return Likelihood(penalty(loss, sample, model), factor, constant, float(nll[0]))


def _multinomial(loss: Loss, sample: Sample, model: str) -> Likelihood | None:
    """The truth as labels drawn from the prediction; None if no number of draws gives it."""
    counts = draws(sample)
    if counts is None:
        return None
    factor, constant = teaching.multinomial_nll_parts([counts])
    nll = teaching.multinomial_nll([counts], [getattr(sample, model)])
    charged = penalty(loss, sample, model)
    return Likelihood(charged, float(factor[0]), float(constant[0]) + 0.0, float(nll[0]))


@shared(256)
def draws(sample: Sample) -> npt.NDArray[np.float64] | None:
    """The truth as counts of labels; None for one that a thousand draws do not give."""
    return teaching.fewest_draws(sample.truth, most=MOST_DRAWS)


class Assumptions(NamedTuple):
    """What a Gaussian around ŷ of one class takes for granted.

    Attributes
    ----------
    y_hat, sigma : float
        Its centre, and its standard deviation.
    outside : float
        The share of it that lies where no probability can.
    scatter, sure : float
        By how much a label scatters that is 1 with probability ŷ, and with 0.99.
    """

    y_hat: float
    sigma: float
    outside: float
    scatter: float
    sure: float


def assumptions(sample: Sample, model: str, sigma: float) -> Assumptions:
    """Those for the true class, or the likeliest one."""
    y_hat = getattr(sample, model)[sample.main_class]
    return Assumptions(
        y_hat,
        sigma,
        teaching.gaussian_mass_outside(y_hat, sigma=sigma),
        teaching.label_deviation(y_hat),
        teaching.label_deviation(_SURE),
    )


class Hill(NamedTuple):
    """A Gaussian around ŷ: values, their densities, and those at its peak and at the truth."""

    x: npt.NDArray[np.float64]
    density: npt.NDArray[np.float64]
    peak: float
    there: float


def hill(x: npt.NDArray[np.float64], y_hat: float, seen: float, sigma: float) -> Hill:
    """The Gaussian of one class at the values `x`."""
    density = teaching.gaussian_density(x, mean=y_hat, sigma=sigma)
    peak, there = teaching.gaussian_density([y_hat, seen], mean=y_hat, sigma=sigma).tolist()
    return Hill(x, density, peak, there)


class Contour(NamedTuple):
    """Predictions of three classes `(n, 3)` that cost the same, and which piece each belongs to."""

    predictions: npt.NDArray[np.float64]
    pieces: tuple[int, ...]


def contour(sample: Sample, model: str, loss: Loss) -> Contour | None:
    """Where rays from the truth to the rim of the triangle meet the model's penalty.

    Along each ray the penalty of a proper loss only rises. A ray that reaches the rim before that
    leaves a gap, so the line comes in pieces. None for an infinite penalty.
    """
    target, truth = penalty(loss, sample, model), np.array(sample.truth)
    if not np.isfinite(target):
        return None
    towards = _rim() - truth

    def below(steps: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
        """Whether the penalty is less than the model's so far along each ray."""
        at = np.clip(truth + steps[:, None] * towards, 0.0, 1.0)
        return loss.penalties(np.tile(truth, (len(at), 1)), at) < target

    low, high = np.zeros(len(towards)), np.ones(len(towards))
    met = ~below(high)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        nearer = below(middle)
        low, high = np.where(nearer, middle, low), np.where(nearer, high, middle)
    pieces = np.cumsum(~met)[met].tolist()
    return Contour((truth + high[:, None] * towards)[met], tuple(pieces))


@shared(1)
def _rim() -> npt.NDArray[np.float64]:
    """Points around the triangle, once round and back to the first."""
    corners = np.eye(3)
    steps = np.linspace(0.0, 1.0, 40, endpoint=False)[:, None]
    sides = [corners[a] + steps * (corners[b] - corners[a]) for a, b in ((0, 1), (1, 2), (2, 0))]
    return np.vstack([*sides, corners[:1]])
