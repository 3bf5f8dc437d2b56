"""What a tally tells of the two of its models that are compared. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np

from losscore import LOSSES, Loss, TalliedComparison
from losscore.audit_text import Verdict, lead_among, verdict_with
from losscore.tally_answers import ScoredBy
from pages.ui import palette
from pages.ui.inputs.tallied import Tallied
from pages.ui.results.compensation import Gap, sides
from pages.ui.results.memo import kept
from pages.ui.results.penalties import MODEL_OF

_STEPS = 100


def losses_of(case: Tallied) -> tuple[str, ...]:
    """The losses of a tally that have a look here, in its order."""
    return tuple(loss.name for loss in case.tally.losses if loss.name in LOSSES)


def known(case: Tallied, losses: Iterable[Loss]) -> tuple[Loss, ...]:
    """Those of the losses that the tally was made with, with the same numbers of their own."""
    return tuple(loss for loss in losses if case.tally.scored_with(loss))


class Settings(NamedTuple):
    """A loss that is asked for, its own numbers, and those of that name in the tally, if any is."""

    loss: str
    asked: Mapping[str, object]
    tallied: Mapping[str, object] | None


def missing(case: Tallied, losses: Iterable[Loss]) -> list[Settings]:
    """Those of the losses that the tally was not made with, or with other numbers of their own."""
    own = {scored.name: scored.settings for scored in case.tally.losses}
    return [
        Settings(loss.name, ScoredBy.of(loss).settings, own.get(loss.name))
        for loss in losses
        if not case.tally.scored_with(loss)
    ]


def unusual(case: Tallied) -> list[Settings]:
    """The losses of a tally that count there otherwise than they do by themselves."""
    return [found for found in missing(case, LOSSES.values()) if found.tallied is not None]


@kept(1)
def verdict(case: Tallied) -> Verdict:
    """The summary, and the comparison of A and B, in plain text, names of models included."""
    tally, pair = case.tally, tuple(case.names.values())
    names = [loss.name for loss in tally.losses]
    return verdict_with(tally, {name: lead_among(tally, name, pair) for name in names})


@kept(1)
def comparisons(case: Tallied) -> dict[str, TalliedComparison]:
    """A and B compared, by loss; nothing of one model."""
    if len(case.names) < 2:
        return {}
    a, b = case.names.values()
    return {loss: case.tally.compare(a, b, loss) for loss in losses_of(case)}


@kept(8)
def gap(case: Tallied, loss: str) -> Gap:
    """The gap under one loss, as `compensation.gap` finds it; the case must have two models."""
    found = comparisons(case)[loss]
    better = MODEL_OF[found.preferred]
    worse, paid, target = sides(found.mean_a, found.mean_b, better)
    return Gap(
        worse if better else None,
        better,
        paid * case.size,
        case.tally.infinite(case.names[worse], loss),
        target,
        case.tally.perfect_samples_needed(case.names[worse], loss, target),
    )


def gaps(case: Tallied, losses: Iterable[Loss]) -> dict[str, Gap]:
    """The gaps by loss, of those that the tally was made with; nothing of one model."""
    if len(case.names) < 2:
        return {}
    return {loss.name: gap(case, loss.name) for loss in known(case, losses)}


def share_rows(case: Tallied) -> dict[str, object]:
    """What the costliest part of the samples carries: who, loss, samples, share.

    A share is halfway between the two that it lies between, so that it is at most 1/128 off.
    """
    counts = np.unique(np.rint(np.linspace(0.0, float(int(case.size)), _STEPS + 1)))
    parts: dict[str, list[object]] = {"who": [], "loss": [], "samples": [], "share": []}
    for who, name in case.names.items():
        for loss in losses_of(case):
            found = case.tally.share_of_worst(name, loss, counts)
            if found is None:
                continue
            parts["who"] += [who] * counts.size
            parts["loss"] += [loss] * counts.size
            parts["samples"] += (counts / case.size).tolist()
            parts["share"] += ((found.least + found.most) / 2.0).tolist()
    return parts


def costliest_rows(case: Tallied) -> dict[str, list[object]]:
    """The costliest rows of either model under each loss, both as they are called: user text."""
    rows = [
        (name, loss, row)
        for name in case.names.values()
        for loss in losses_of(case)
        for row in case.tally.costliest(name, loss)
    ]
    return {
        "who": [name for name, _, _ in rows],
        "loss": [palette.LOSSES[loss].label for _, loss, _ in rows],
        "id": ["" if row.id is None else str(row.id) for _, _, row in rows],
        "penalty": [row.penalty for _, _, row in rows],
        "truth": [case.classes[row.truth] for _, _, row in rows],
        "predicted": [case.classes[row.predicted] for _, _, row in rows],
        "y_hat": [row.on_truth for _, _, row in rows],
    }
