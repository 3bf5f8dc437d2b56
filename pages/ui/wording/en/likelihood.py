"""The sentences of the page Likelihood."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from pages.ui import palette
from pages.ui.results.likelihood import MOST_DRAWS, Assumptions, Likelihood
from pages.ui.wording.en.losses import WORDS, head_of
from pages.ui.wording.formats import (
    capitalised,
    count,
    display,
    number,
    paragraphs,
    percent,
    probability,
    tex,
)

if TYPE_CHECKING:
    from losscore import Loss

SIGMA = (
    "The width of the **Gaussian**, the bell curve: the smaller it is, the less likely is what "
    "lies far from ŷ."
)


def answer(model: str, losses: Collection[Loss], found: Mapping[str, Likelihood | None]) -> str:
    """Each loss of one model as a negative log-likelihood, with its numbers."""
    lines = [_comes_from(loss, found[loss.name]) for loss in losses]
    if not any(loss.likelihood for loss in losses):
        head = "Neither loss is the negative log-likelihood (NLL) of labels or values:"
        return "  \n".join((head, *lines))
    head = (
        f"How unlikely {palette.COLUMNS[model].named}'s prediction makes the truth, as negative "
        "log-likelihood (NLL):"
    )
    last = (
        "Factor and constant are the same for every prediction, so the likeliest prediction is the "
        "one with the least loss."
    )
    return "  \n".join((head, *lines, last))


def _comes_from(loss: Loss, found: Likelihood | None) -> str:
    head = head_of(loss.name)
    if loss.likelihood == "gaussian":
        return (
            f"{head} {number(found.penalty)} comes from a **Gaussian** around ŷ: "
            f"NLL = {_sum(found)}."
        )
    if loss.likelihood == "multinomial":
        return _multinomial(head, found)
    return f"{head} comes from **neither labels nor values drawn around ŷ**."


def no_likelihood(loss: str) -> str:
    """What stands where another loss has its distribution drawn."""
    return paragraphs(head_of(loss), WORDS[loss].no_likelihood)


def _multinomial(head: str, found: Likelihood | None) -> str:
    if found is None:
        return (
            f"{head} comes from a **multinomial** with ŷ, one NLL a draw, but for a constant: up "
            f"to {MOST_DRAWS:,} draws give no counts with just these frequencies."
        )
    if math.isinf(found.nll):
        return (
            f"{head} comes from a **multinomial** with ŷ, which gives this truth probability 0: "
            "both are infinite. No Gaussian ever rules a value out."
        )
    draws = count(int(found.factor), "draw")
    return (
        f"{head} {number(found.penalty)} comes from a **multinomial** with ŷ, {draws}: "
        f"NLL = {_sum(found)}."
    )


def _sum(found: Likelihood) -> str:
    sign = "−" if found.constant < 0.0 else "+"
    return (
        f"{number(found.factor)} × {number(found.penalty)} {sign} "
        f"{number(abs(found.constant))} = **{number(found.nll)}**"
    )


FORMULAS = {
    "gaussian": r"\underbrace{\tfrac{1}{2\sigma^2}}_{\text{factor}}\,"
    r"\|y-\hat y\|_2^2 + \underbrace{\tfrac{K}{2}\log 2\pi\sigma^2}_{\text{constant}}",
    "multinomial": r"\underbrace{\vphantom{\tfrac{1}{2\sigma^2}}n}_{\text{factor}}\cdot\Big("
    r"-\textstyle\sum_k y^k \log\hat y^k\Big)\; \underbrace{-\,\log\tfrac{n!}"
    r"{c^1!\,\cdots\,c^K!}}_{\text{constant}}",
}


def arithmetic(loss: Loss, found: dict[str, Likelihood | None]) -> str:
    """A loss's formula as a likelihood, and below it the numbers of each model."""
    symbol, kind = palette.LOSSES[loss.name].symbol, capitalised(loss.likelihood)
    head = f"{symbol} **{kind}: factor × {WORDS[loss.name].noun} + constant**"
    parts = [head, display(FORMULAS[loss.likelihood])]
    for model, likelihood in found.items():
        if likelihood is not None:
            look = palette.COLUMNS[model]
            parts += [look.named, display(solution(likelihood))]
    return paragraphs(*parts)


def solution(found: Likelihood) -> str:
    """Factor × loss + constant with its numbers, as a formula."""
    sign = "-" if found.constant < 0.0 else "+"
    return (
        rf"{tex(found.factor)} \cdot {tex(found.penalty)} {sign} {tex(abs(found.constant))}"
        rf" = {tex(found.nll)}"
    )


def arithmetic_note(kinds: Iterable[str | None]) -> str:
    """What the factor and the constant do not do."""
    if "gaussian" not in kinds:
        return "Factor and constant leave alone which of two predictions is the likelier."
    return (
        "σ is no part of the prediction. It sets factor and constant and leaves alone which of two "
        "predictions is the likelier; with σ² = ½ the factor is 1. A density may exceed 1, and "
        "then the NLL is below 0: only differences between predictions mean anything."
    )


def pictures(model: str, kinds: Collection[str | None]) -> str:
    """How to read the distributions."""
    parts = [f"{palette.TRUTH.symbol} the truth, {palette.COLUMNS[model].symbol} ŷ."]
    if "gaussian" in kinds:
        parts.append(
            "The Gaussian is a hill for each class, all drawn equally high; in the grey no label "
            "and no probability can lie."
        )
    if "multinomial" in kinds:
        parts.append("The multinomial is what a draw from ŷ gives.")
    return " ".join(parts)


def assumptions(found: Assumptions) -> str:
    """What a Gaussian takes for granted that class labels do not do."""
    y_hat, sigma, outside, scatter, sure = found
    share = percent(outside) if outside >= 0.001 else "less than 0.1 %"
    return (
        f"- **Values that no label has.** Around ŷ = {probability(y_hat)} with σ = {number(sigma)} "
        f"a Gaussian puts **{share}** of its mass outside 0..1, and the rest in between, "
        "where no label is either: a label is 0 or 1.\n"
        "- **The same σ for every ŷ.** A label that is 1 with probability ŷ scatters by "
        f"√(ŷ(1 − ŷ)): by {number(scatter)} at ŷ = {probability(y_hat)}, by {number(sure)} at "
        f"ŷ = 0.99. The Gaussian says {number(sigma)} for all of them, and takes the same residual "
        "for equally surprising wherever it is.\n"
        "- **Classes on their own.** It draws a value for each class apart from the others. Of "
        "labels, exactly one is 1.\n"
        "- **A multinomial assumes just what labels are**: one class a draw, class k with "
        "probability ŷᵏ. That is why its NLL has no σ to choose, and why it is infinite where the "
        "prediction ruled out what came."
    )


def views(
    classes: int,
    model: str,
    losses: Iterable[Loss],
    counted: Iterable[Likelihood | None],
) -> str:
    """The views that are there, and the reference; `counted` is of losses with a multinomial."""
    return paragraphs(contour_text(classes, model, losses), *map(counts_view, counted), REFERENCE)


def counts_view(multinomial: Likelihood | None) -> str:
    """The data as single draws and as counts: equally likely but for a constant."""
    head = "**Draw by draw, or counted.** "
    if multinomial is None:
        return head + (
            "Labels taken one by one and the same labels counted have likelihoods that differ by "
            "a constant, which no prediction changes. This truth is no count of up to "
            f"{MOST_DRAWS:,} labels."
        )
    draws = int(multinomial.factor)
    if draws == 1:
        return head + (
            "A one-hot truth is a single draw, and its count is the draw itself, so the constant "
            "is 0. The preset Soft truth shows ten."
        )
    return head + (
        f"This truth is {draws} labels. Taken one by one their NLL is {draws} × the "
        f"cross-entropy; counted, it is less by {number(abs(multinomial.constant))}, the "
        "logarithm of the number of orders that give these counts. No prediction changes that: as "
        "evidence, the two views are the same."
    )


def contour_text(classes: int, model: str, losses: Iterable[Loss]) -> str:
    """How to read the lines of equal penalty, or why there are none."""
    head = "**Two losses, two ideas of “as good”.** "
    if classes == 2:
        return head + (
            "With two classes and a one-hot truth there is nothing to spread the rest over: "
            "predictions that are as good as each other under one loss are so under the other. "
            "From three classes on they part; take a preset with three to see it."
        )
    words = [(palette.LOSSES[loss.name], WORDS[loss.name]) for loss in losses]
    if classes > 3:
        shapes = "; ".join(f"under {own.noun} {own.equal}" for _, own in words)
        return head + (
            f"The predictions as good as this one are {shapes}. Take a preset with three classes "
            "to see it drawn."
        )
    label = palette.COLUMNS[model].label
    lines = (
        f"Every prediction on the {_DASHES[look.dash]} line costs as much as {label}'s under "
        f"{own.noun}: {own.equal}."
        for look, own in words
    )
    return f"{head}{' '.join(lines)} Towards the truth they cost less."


# How a line looks that is drawn in these dashes.
_DASHES = {
    (1, 0): "solid",
    (6, 3): "dashed",
    (2, 2): "dotted",
    (8, 2, 2, 2): "dash-dotted",
}


REFERENCE = (
    "Goodfellow, Bengio, Courville: *Deep Learning* (2016), section 5.5.1, "
    "[deeplearningbook.org](https://www.deeplearningbook.org/contents/ml.html). It calls every "
    "loss that is a negative log-likelihood a cross-entropy between the data and the model: in "
    "that sense the squared distance of a Gaussian is one too."
)


GAUSSIAN_ALT = (
    "A Gaussian of the chosen σ for each class, around the probability that the model gives it, "
    "with the observed value marked on each; a label on each has the density there."
)
MULTINOMIAL_ALT = (
    "Bars of the probability that the model gives each class, with the observed frequency marked "
    "on each; a label on each has both numbers."
)


def contour(losses: Iterable[Loss]) -> str:
    """What the marks and lines in the triangle are."""
    marks = ", ".join(look.named for look in palette.COLUMNS.values())
    looks = ((palette.LOSSES[loss.name], WORDS[loss.name].noun) for loss in losses)
    lines = " ".join(
        f"{capitalised(_DASHES[look.dash])}: as good under {look.symbol} {noun}."
        for look, noun in looks
    )
    return f"{marks}. {lines}"


def contour_alt(losses: Iterable[Loss]) -> str:
    """The triangle for those who do not see it."""
    words = (WORDS[loss.name] for loss in losses)
    lines = " and ".join(f"one under {own.noun}, {own.equal}" for own in words)
    return (
        "Triangle of all predictions of three classes with the truth and both models, and two "
        f"lines of equal penalty through the chosen model: {lines}."
    )
