"""What a tally tells of two of its models: no row of the batch is needed for it. Pure."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from losscore import LOSSES, PerfectSamples, Tally
from losscore.audit_text import Verdict, verdict_of
from pages.ui.inputs.scenario import MODELS

_STEPS = 100

Array = npt.NDArray[np.float64]
Pair = tuple[str, ...]  # What models A and B, or A alone, are called in the tally: user text.


class Closing(NamedTuple):
    """What makes up for the gap between two models under a loss: the worse and the better one."""

    loss: str
    worse: str
    better: str
    answer: PerfectSamples


def verdict(tally: Tally) -> Verdict:
    """The summary and the comparison in plain text, names of models included."""
    return verdict_of(tally)


def losses_of(tally: Tally) -> tuple[str, ...]:
    """The losses of a tally that have a look here, in its order."""
    return tuple(loss.name for loss in tally.losses if loss.name in LOSSES)


def threshold_rows(tally: Tally, pair: Pair) -> dict[str, object]:
    """The cost of acting at each threshold of the tally: who, theta, value."""
    curves = [tally.threshold_curve(name) for name in pair]
    return {
        "who": np.repeat(MODELS[: len(pair)], [curve.thresholds.size for curve in curves]),
        "theta": np.concatenate([curve.thresholds for curve in curves]),
        "value": np.concatenate([curve.values for curve in curves]),
    }


def share_rows(tally: Tally, pair: Pair) -> dict[str, object]:
    """What the costliest part of the samples carries: who, loss, samples, share.

    A share is halfway between the two that it lies between, so that it is at most 1/128 off.
    """
    whole = int(tally.samples)
    counts = np.unique(np.rint(np.linspace(0, whole, _STEPS + 1)))
    parts: dict[str, list[object]] = {"who": [], "loss": [], "samples": [], "share": []}
    for who, name in zip(MODELS, pair, strict=False):
        for loss in losses_of(tally):
            found = tally.share_of_worst(name, loss, counts)
            if found is None:
                continue
            parts["who"] += [who] * counts.size
            parts["loss"] += [loss] * counts.size
            parts["samples"] += (counts / tally.samples).tolist()
            parts["share"] += ((found.least + found.most) / 2.0).tolist()
    return parts


def reliability_rows(tally: Tally, pair: Pair) -> dict[str, object]:
    """What is predicted and what is true in each bin, over all classes: who, predicted, observed.

    Bins that nothing is predicted in are left out; `samples` is how many predictions a bin has.
    """
    parts: dict[str, list[object]] = {"who": [], "predicted": [], "observed": [], "samples": []}
    for who, name in zip(MODELS, pair, strict=False):
        found = tally.reliability(name)
        samples = found.samples.sum(axis=0)
        used = samples > 0.0
        parts["who"] += [who] * int(used.sum())
        parts["samples"] += samples[used].tolist()
        for field in ("predicted", "observed"):
            sums = np.nansum(found.samples * getattr(found, field), axis=0)
            parts[field] += (sums[used] / samples[used]).tolist()
    return parts


def costliest_rows(tally: Tally, pair: Pair) -> dict[str, list[object]]:
    """The costliest rows of either model under each loss."""
    rows = [
        (who, loss, row)
        for who, name in zip(MODELS, pair, strict=False)
        for loss in losses_of(tally)
        for row in tally.costliest(name, loss)
    ]
    classes = [str(name) for name in tally.classes]
    return {
        "who": [who for who, _, _ in rows],
        "loss": [loss for _, loss, _ in rows],
        "id": ["" if row.id is None else str(row.id) for _, _, row in rows],
        "penalty": [row.penalty for _, _, row in rows],
        "truth": [classes[row.truth] for _, _, row in rows],
        "predicted": [classes[row.predicted] for _, _, row in rows],
        "y_hat": [row.on_truth for _, _, row in rows],
    }


def closings(tally: Tally, pair: Pair) -> list[Closing]:
    """What would make up for each loss's gap; nothing for a tie, or for one model."""
    if len(pair) < 2:
        return []
    found = []
    for loss in losses_of(tally):
        preferred = tally.compare(*pair, loss).preferred
        if preferred:
            better, worse = pair if preferred < 0 else pair[::-1]
            answer = tally.perfect_samples_needed(worse, loss, tally.mean(better, loss))
            found.append(Closing(loss, worse, better, answer))
    return found
