"""What stands around the pictures of the page Distributions, and why the losses differ."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from pages.ui.inputs.scenario import Sample
from pages.ui.results.distributions import saved_by_halving
from pages.ui.wording.en.losses import WORDS
from pages.ui.wording.formats import capitalised, listed, number, probability

if TYPE_CHECKING:
    from losscore import Loss

    Pair = tuple[Loss, Loss]


def terms_alt(loss: Loss) -> str:
    """The chart of terms for those who do not see it."""
    return (
        f"Bars of what each class adds to the {WORDS[loss.name].noun} of models A and B; the same "
        "numbers stand in the arithmetic below."
    )


def triangle_alt(loss: Loss) -> str:
    """The triangle for those who do not see it."""
    return (
        f"Triangle of all predictions of three classes, darker where {WORDS[loss.name].noun} "
        "charges more, with the truth, model A and model B marked. The grid above holds the same "
        "points as numbers."
    )


def curve_alt(losses: Pair) -> str:
    """The curves for those who do not see them."""
    return (
        f"The penalty over the probability on the true class, for {listed(_nouns(losses))}, each "
        f"with models A and B marked on it. {capitalised(_far(losses))}."
    )


TRIANGLES = (
    "A corner of the triangle is full certainty of that class, the middle is one third each, and "
    "darker costs more."
)


def curve_caption(sample: Sample, losses: Pair, of_truth: dict[str, float]) -> str:
    """How to read the curves, with what each loss charges the truth itself as the prediction."""
    if sample.label is None:
        return (
            "For a soft truth the curves follow one path: ŷ on its likeliest class, the rest in "
            "proportion to the truth. Both are lowest where ŷ equals the truth"
            f"{_of_truth(losses, of_truth)}. The models lie off the curve where they spread the "
            "rest otherwise."
        )
    texts = _lines_and_bands(losses, two=len(sample.truth) == 2)
    unbounded, _ = _parted(losses, lambda loss: math.isinf(loss.ceiling))
    if unbounded:
        texts.append(
            f"{_who(unbounded, 'has no ceiling and leaves', 'have no ceiling and leave')} "
            "every chart towards ŷ = 0."
        )
    return " ".join(texts)


def elasticity(y_hat: float, costs: dict[str, float]) -> str | None:
    """What a little more residual of model A costs; nothing where there is no such number."""
    if not costs:
        return None
    each = (f"{number(cost, 3)} % more under {WORDS[name].noun}" for name, cost in costs.items())
    return f"At A's ŷ = {probability(y_hat)}, 1 % more residual costs {listed(each)}."


def _lines_and_bands(losses: Pair, *, two: bool) -> list[str]:
    """What the rest of a prediction is taken to be, by loss, where the truth is one-hot."""
    if two:
        return ["With two classes ŷ on the true class leaves nothing open: both are lines."]
    local, others = _parted(losses, lambda loss: loss.local)
    texts = []
    if others:
        texts.append(
            f"{_who(others, 'is a band', 'are bands')}: with the rest spread evenly the penalty is "
            "least, with all of it on one wrong class most."
        )
    if local:
        texts.append(
            f"{_who(local, 'is one line', 'are lines')}, since only the true class counts there."
        )
    return texts


def _of_truth(losses: Pair, of_truth: dict[str, float]) -> str:
    """What a soft truth costs as its own prediction, where it costs anything."""
    costs = [
        f"{WORDS[loss.name].noun} still charges {number(of_truth[loss.name])} "
        f"({WORDS[loss.name].truth_cost})"
        for loss in losses
        if WORDS[loss.name].truth_cost
    ]
    return f", and there {listed(costs)}" if costs else ""


def why(losses: Pair) -> str:
    """Why the two losses charge what they do."""
    local, others = _parted(losses, lambda loss: loss.local)
    texts = []
    if others:
        texts.append(
            f"**{_who(others, 'looks', 'look')} at every class.** Two predictions with the same ŷ "
            "on the truth differ in how they spread the rest, and the more even spread is charged "
            "less."
        )
    if local:
        texts.append(
            f"**{_who(local, 'looks', 'look')} only where the truth has mass.** For a one-hot "
            "truth the spread of the rest is free."
        )
    texts += [
        f"**Near the truth** halving the residual 1 − ŷ saves {_near(losses)}.",
        f"**Far from it** {_far(losses)}.",
    ]
    return "\n".join(f"- {text}" for text in texts)


def _near(losses: Pair) -> str:
    shares = [f"{number(100.0 * saved_by_halving(loss))} %" for loss in losses]
    if len({*shares}) == 1:
        return f"about {shares[0]} of the penalty under both losses"
    of_penalty = (" of the penalty", "")
    return ", ".join(
        f"about {share}{of} under {noun}"
        for share, of, noun in zip(shares, of_penalty, _nouns(losses), strict=True)
    )


def _far(losses: Pair) -> str:
    unbounded, others = _parted(losses, lambda loss: math.isinf(loss.ceiling))
    texts = []
    if others:
        stops = [f"{WORDS[loss.name].noun} stops at {number(loss.ceiling)}" for loss in others]
        texts.append(f"{listed(stops)}, however wrong the prediction")
    if unbounded:
        who = listed(_nouns(unbounded))
        grow = "grows" if len(unbounded) == 1 else "grow"
        texts.append(f"{who} {grow} without end, and ŷ = 0 on the truth costs infinitely much")
    return "; ".join(texts)


def _who(losses: Sequence[Loss], one: str, several: str) -> str:
    return f"{capitalised(listed(_nouns(losses)))} {one if len(losses) == 1 else several}"


def _nouns(losses: Iterable[Loss]) -> list[str]:
    return [WORDS[loss.name].noun for loss in losses]


def _parted(losses: Pair, of: Callable[[Loss], bool]) -> tuple[list[Loss], list[Loss]]:
    """The losses of which something holds, and the others."""
    return [loss for loss in losses if of(loss)], [loss for loss in losses if not of(loss)]
