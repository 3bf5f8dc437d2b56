"""Both curves of two probabilities, as they can be dragged. Pure."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

import losscore
from pages.ui.inputs.batch import Batch
from pages.ui.inputs.scenario import MODELS
from pages.ui.results.thresholds import LEAST, Array

_ASIDE = 1e-9  # So close to a break a curve is drawn on either side of it.
_BENT = 120  # So many points let a bent curve look smooth.


class Held(NamedTuple):
    """Both curves of two probabilities on the true class of two, as they can be moved.

    Attributes
    ----------
    theta, a, b : ndarray
        Thresholds, and both curves there.
    cut : list of str or None
        Whose probability makes a curve break beside this threshold; None away from all breaks.
    wrong : list of bool
        Whether it is that of the other class.
    aside : list of float
        How far from the break the threshold is.
    """

    theta: Array
    a: Array
    b: Array
    cut: list[str | None]
    wrong: list[bool]
    aside: list[float]


def held_outline(batch: Batch, pair: tuple[float, float], scale: str, lowest: float) -> Held:
    """Both curves of a batch of two probabilities: at their ends, and on either side of each break.

    They are straight in between, but not drawn so on an axis by factors, which begins at `lowest`.
    """
    places = np.geomspace(lowest, 1.0, _BENT) if scale == "log" else [0.0, 1.0]
    breaks = [
        (model, wrong, aside, 1.0 - p if wrong else p)
        for model, p in zip(MODELS, pair, strict=True)
        for wrong in (False, True)
        for aside in (-_ASIDE, _ASIDE)
    ]
    away = [None] * len(places)
    aside = [0.0] * len(places) + [aside for _, _, aside, _ in breaks]
    at = np.concatenate([places, [place for *_, place in breaks]]) + aside
    theta = np.clip(at, LEAST, 1.0)
    curves = (
        losscore.threshold_curve(batch.truth, proba, thresholds=theta).values
        for proba in (batch.a, batch.b)
    )
    return Held(
        theta,
        *curves,
        away + [model for model, *_ in breaks],
        [False] * len(places) + [wrong for _, wrong, *_ in breaks],
        aside,
    )
