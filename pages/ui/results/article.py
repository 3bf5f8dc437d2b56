"""The numbers behind the article's statements, each of the article's own two losses. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import losscore
from losscore import teaching
from pages.ui.inputs.presets import PRESETS
from pages.ui.inputs.scenario import Scenario
from pages.ui.inputs.sealed import Sealed

# The article knows these two: its statements do not follow the pair that the pages compare.
LOSSES = ("squared_error", "cross_entropy")
SIGMA = 0.5
RESIDUAL = 0.01
CONFIDENCE = 0.8  # ŷ on the true class in most of its examples.
_LOGISTIC = {"weight": 1.0, "bias": 0.0, "x": -2.0, "y": 1.0}


@dataclass(frozen=True)
class Found(Sealed):
    """What the app shows of the statements; a dictionary is by loss, a pair of models A and B.

    Attributes
    ----------
    nearly : dict of pairs
        The penalties of 0.8 against 0.9.
    ratios : dict of floats
        How many times the one is the other.
    needed : dict of losscore.PerfectSamples
        The perfect samples that make up for it.
    spread : dict of pairs
        The penalties of the same 0.8 with the rest spread differently.
    terms : tuple of floats
        What each class adds to cross-entropy's penalty of 0.8.
    soft, entropy : tuple of floats, float
        A soft truth, and what it is charged by cross-entropy as a prediction.
    y_hat_of_one, binary : float
        ŷ of a two-class sample of class 1, and its cross-entropy.
    slopes : dict of floats
        ∂L/∂ŷ of the true class at 0.8.
    chains : dict of losscore.teaching.LogisticChain
        From the weight of logistic regression to the loss.
    steps : dict of floats
        Steps of gradient descent to a residual of `RESIDUAL`, at a step size of 1.
    slower : float
        How many times as many squared error takes.
    mean, most, sum : float
        Of the squared errors of model A in the batch of eight.
    elasticity : dict of floats
        By how many percent a penalty grows with one percent more residual, at 0.8.
    steeper_below : float
        ŷ below which cross-entropy is the steeper in ratio.
    gaussian, multinomial : tuple of floats, float
        Factor, constant and negative log-likelihood at `SIGMA`; the negative log-likelihood.
    """

    nearly: dict[str, tuple[float, float]]
    ratios: dict[str, float]
    needed: dict[str, losscore.PerfectSamples]
    spread: dict[str, tuple[float, float]]
    terms: tuple[float, ...]
    soft: tuple[float, ...]
    entropy: float
    y_hat_of_one: float
    binary: float
    slopes: dict[str, float]
    chains: dict[str, teaching.LogisticChain]
    steps: dict[str, float]
    slower: float
    mean: float
    most: float
    sum: float
    elasticity: dict[str, float]
    steeper_below: float
    gaussian: tuple[float, float, float]
    multinomial: float


@cache
def found() -> Found:
    """All of it: nothing here depends on what a visitor chose."""
    return Found(**_of_losses(), **_of_gradients(), **_of_comparisons(), **_of_likelihoods())


def _of_losses() -> dict[str, object]:
    soft = PRESETS["soft_truth"].samples[0].truth
    y_hat_of_one = PRESETS["two_classes"].samples[0].a[1]
    terms = losscore.LOSSES["cross_entropy"].terms(*_first(PRESETS["article"], "a"))
    return {
        "terms": tuple(terms[0].tolist()),
        "soft": soft,
        "entropy": float(losscore.entropy(soft)),
        "y_hat_of_one": y_hat_of_one,
        "binary": float(losscore.cross_entropy([1], [y_hat_of_one])[0]),
    }


def _of_gradients() -> dict[str, object]:
    nearly = _first(PRESETS["article"], "a")
    steps = {loss: teaching.steps_to_reach(loss, RESIDUAL, learning_rate=1.0) for loss in LOSSES}
    return {
        "slopes": {loss: float(losscore.LOSSES[loss].gradient(*nearly)[0, 0]) for loss in LOSSES},
        "chains": {loss: teaching.logistic_chain(loss, **_LOGISTIC) for loss in LOSSES},
        "steps": steps,
        "slower": steps["squared_error"] / steps["cross_entropy"],
    }


def _of_comparisons() -> dict[str, object]:
    nearly = _charged(PRESETS["article"])
    batch = PRESETS["eight"].samples
    each = losscore.squared_error([s.truth for s in batch], [s.a for s in batch])
    return {
        "nearly": nearly,
        "ratios": {loss: a / b for loss, (a, b) in nearly.items()},
        "needed": {loss: losscore.perfect_samples_needed(*nearly[loss]) for loss in LOSSES},
        "spread": _charged(PRESETS["spread"]),
        "mean": float(each.mean()),
        "most": float(each.max()),
        "sum": float(each.sum()),
        "elasticity": {loss: teaching.residual_elasticity(loss, CONFIDENCE) for loss in LOSSES},
        "steeper_below": teaching.equal_elasticity(),
    }


def _of_likelihoods() -> dict[str, object]:
    truth, a = _first(PRESETS["article"], "a")
    factor, constant = teaching.gaussian_nll_parts(len(a[0]), sigma=SIGMA)
    return {
        "gaussian": (factor, constant, float(teaching.gaussian_nll(truth, a, sigma=SIGMA)[0])),
        "multinomial": float(teaching.multinomial_nll(truth, a)[0]),
    }


def _charged(scenario: Scenario) -> dict[str, tuple[float, float]]:
    """What each loss charges both models for the first sample."""
    return {
        loss: tuple(
            float(losscore.LOSSES[loss].penalties(*_first(scenario, model))[0])
            for model in ("a", "b")
        )
        for loss in LOSSES
    }


def _first(scenario: Scenario, model: str) -> tuple[list, list]:
    """Truth and one model's prediction of the first sample, as `losscore` takes them."""
    sample = scenario.samples[0]
    return [sample.truth], [getattr(sample, model)]
