"""How hard each loss pushes on one prediction, class by class. Pure."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

import losscore
from pages.ui import palette
from pages.ui.inputs.scenario import Sample
from pages.ui.memo import shared


class Push(NamedTuple):
    """The gradients of one loss, a number a class: in the probabilities, and in the logits."""

    proba: tuple[float, ...]
    logit: tuple[float, ...]


@shared(256)
def pushes(sample: Sample, model: str) -> dict[str, Push]:
    """By loss name; the truth and the model's prediction must be distributions."""
    pair = [sample.truth], [getattr(sample, model)]
    return {
        name: Push(_plain(loss.gradient(*pair)), _plain(loss.logit_gradient(*pair)))
        for name, loss in ((n, losscore.LOSSES[n]) for n in palette.PAIR)
    }


def main_class(sample: Sample) -> int:
    """The true class; for a soft truth the likeliest one."""
    return int(np.argmax(sample.truth))


def on_true_class(loss: str, y_hat: np.ndarray) -> np.ndarray:
    """∂L/∂z on the true class of three, for each ŷ on it, one wrong class holding the rest."""
    proba = np.column_stack([y_hat, 1.0 - y_hat, np.zeros_like(y_hat)])
    labels = np.zeros(len(y_hat), dtype=int)
    return losscore.LOSSES[loss].logit_gradient(labels, proba)[:, 0]


def _plain(gradient: np.ndarray) -> tuple[float, ...]:
    return tuple((gradient[0] + 0.0).tolist())  # no −0
