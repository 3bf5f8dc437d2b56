"""The gap between two models under each loss, and how many perfect samples close it. Pure."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

import losscore
from pages.ui.inputs.batch import Batch
from pages.ui.inputs.scenario import Sample
from pages.ui.memo import kept, shared
from pages.ui.results.distributions import charge, penalties, within


class Gap(NamedTuple):
    """What one loss says of two models, and what the worse one needs to reach the better.

    Attributes
    ----------
    worse, better : str or None
        "a" or "b"; None for a tie.
    total : float
        What the worse model is charged in all; for a tie, the one with the lower mean, if any.
    endless : int
        How many of its penalties are infinite.
    target : float
        The mean penalty of the better model; for a tie, the higher mean.
    answer : PerfectSamples
        How many perfect samples bring the mean of the worse model down to the target.
    """

    worse: str | None
    better: str | None
    total: float
    endless: int
    target: float
    answer: losscore.PerfectSamples


def gap(loss: str, batch: Batch, floor: float = 0.0) -> Gap:
    """The gap under one loss; the batch must have two models."""
    return _gap(batch, loss, floor if loss == "cross_entropy" else 0.0)


@kept(32)
def _gap(batch: Batch, loss: str, floor: float) -> Gap:
    charged = {"a": penalties(loss, batch.truth, batch.a, floor)}
    charged["b"] = penalties(loss, batch.truth, batch.b, floor)
    means = {model: float(values.mean()) for model, values in charged.items()}
    open_by = float(within(batch, loss).mean())
    preferred = charge(means["a"], means["b"], within=open_by).preferred
    worse = {"a": "b", "b": "a", None: min(means, key=means.get)}[preferred]
    target = means[preferred] if preferred else max(means.values())
    return Gap(
        worse if preferred else None,
        preferred,
        float(charged[worse].sum()),
        int(np.isinf(charged[worse]).sum()),
        target,
        losscore.perfect_samples_needed(
            charged[worse], target, perfect=_perfect(loss, batch, floor)
        ),
    )


def _perfect(loss: str, batch: Batch, floor: float) -> float:
    """What a perfect sample costs: on average, a prediction equal to the truth of the batch."""
    if not batch.soft:
        return 0.0
    return float(penalties(loss, batch.truth, batch.truth, floor).mean())


# The same batch for the same sample, so that its gaps are computed once.
@shared(64)
def of_sample(classes: tuple[str, ...], sample: Sample) -> Batch:
    """A batch of just this sample."""
    truth, a, b = (np.array([values]) for values in (sample.truth, sample.a, sample.b))
    return Batch("", classes, truth, a, b)


@shared(64)
def of_two(on_truth_a: float, on_truth_b: float) -> Batch:
    """A batch of one sample of two classes, from both models' ŷ on the true class."""
    a, b = (np.array([[1.0 - p, p]]) for p in (on_truth_a, on_truth_b))
    return Batch("", ("other", "true"), np.array([1]), a, b)


def on_truth(batch: Batch) -> tuple[float, float] | None:
    """Both models' ŷ on the true class of the only sample; None for more, or a soft truth."""
    if batch.size > 1 or batch.truth_of(0).max() < 1.0:
        return None
    k = batch.labels[0]
    return float(batch.a[0, k]), float(batch.b[0, k])


def splits_in_two(batch: Batch) -> bool:
    """Whether both models put all that is not on the sample's true class on one other class."""
    others = np.delete(np.vstack([batch.a[:1], batch.b[:1]]), batch.labels[0], axis=1)
    return bool(((others > 0.0).sum(axis=1) <= 1).all())
