"""The sentences of the page Gradients."""

from __future__ import annotations

import math
from collections.abc import Iterable

from pages.ui import palette
from pages.ui.inputs.scenario import Sample
from pages.ui.results.gradients import Push, main_class
from pages.ui.wording.en.losses import head_of
from pages.ui.wording.formats import bold, display, number, paragraphs, tex, times

_TERMS_A_LINE = 2
HAT = r"\hat y"
"""ŷ in a formula."""


def answer(names: tuple[str, ...], sample: Sample, model: str, pushes: dict[str, Push]) -> str:
    """How hard each loss pushes on the logit of the true class, and which way."""
    k = main_class(sample)
    kind = "the true class" if sample.label is not None else "the likeliest class of this truth"
    look = palette.COLUMNS[model]
    head = (
        f"{look.symbol} {look.label} gives {bold(names[k])}, {kind}, "
        f"**ŷ = {number(getattr(sample, model)[k])}**."
    )
    slopes = {name: push.logit[k] for name, push in pushes.items()}
    lines = [_pushes_logit(name, slope) for name, slope in slopes.items()]
    return "  \n".join((head, *lines, comparison(slopes)))


def _pushes_logit(name: str, slope: float) -> str:
    return (
        f"{head_of(name)}: ∂L/∂z = **{number(slope)}**, so a descent step "
        f"{moves(slope, 'this logit')}."
    )


def moves(slope: float, what: str) -> str:
    """Which way a step against this slope moves something."""
    if slope == 0.0:
        return f"leaves {what} alone"
    return f"{'raises' if slope < 0.0 else 'lowers'} {what}"


def comparison(slopes: dict[str, float]) -> str:
    """Which loss pushes harder, and how many times."""
    (low_name, low), (high_name, high) = sorted(
        ((name, abs(slope)) for name, slope in slopes.items()), key=lambda item: item[1]
    )
    if high == 0.0:
        return "Neither pushes: for both, this is as good as it gets."
    harder, softer = palette.LOSSES[high_name].label, palette.LOSSES[low_name].label.lower()
    if low == 0.0:
        return f"Only {harder.lower()} pushes here: {softer} has gone flat."
    if math.isclose(low, high, rel_tol=1e-9):
        return "Both push **equally hard**."
    ratio = times(high / low)
    return f"{harder} pushes " + (
        "a little harder." if ratio == "1 times" else f"**{ratio}** as hard."
    )


TABLE = (
    "∂L/∂ŷ moves one probability alone; ∂L/∂z moves a logit z, and with it, through softmax, all "
    "probabilities. The pushes on the logits add up to 0: what is raised is taken from the rest."
)


def arithmetic(loss: str, sample: Sample, model: str, push: Push) -> str:
    """From ∂L/∂ŷ to ∂L/∂z of the true class, under the loss's name."""
    return under_loss(loss, solution(loss, sample, model, push))


def under_loss(loss: str, formula: str) -> str:
    """A formula under the name of its loss."""
    return paragraphs(head_of(loss), display(formula))


def solution(name: str, sample: Sample, model: str, push: Push) -> str:
    """From ∂L/∂ŷ to ∂L/∂z of the true class with all numbers, as a formula."""
    k = main_class(sample)
    y, y_hat = tex(sample.truth[k]), tex(getattr(sample, model)[k])
    symbol, numbers = (
        (r"2\,(\hat y - y)", rf"2\,({y_hat} - {y})")
        if name == "squared_error"
        else (r"-\frac{y}{\hat y}", rf"-\frac{{{y}}}{{{y_hat}}}")
    )
    lines = [rf"g = {partial('L', HAT)} &= {symbol} = {numbers} = {tex(push.proba[k])}"]
    if all(map(math.isfinite, push.proba)):
        lines += _through_softmax(getattr(sample, model), k, push)
    if name == "cross_entropy":
        lines.append(
            rf"{partial('L', 'z')} &= \hat y - y = {y_hat} - {y} = {tex(push.logit[k])}",
        )
    return aligned(lines)


def _through_softmax(proba: tuple[float, ...], k: int, push: Push) -> list[str]:
    terms = [
        rf"{tex(p)} \cdot {factor(g)}" for p, g in zip(proba, push.proba, strict=True) if p and g
    ] or ["0"]
    rows = [" + ".join(terms[i : i + _TERMS_A_LINE]) for i in range(0, len(terms), _TERMS_A_LINE)]
    return [
        r"m &= \textstyle\sum_j \hat y^j g^j = " + r" \\ &\quad + ".join(rows),
        rf"{partial('L', 'z')} &= \hat y\,(g - m) \\ "
        rf"&= {tex(proba[k])}\,({tex(push.proba[k])} - m) = {tex(push.logit[k])}",
    ]


def partial(above: str, below: str) -> str:
    """A partial derivative in a formula."""
    return rf"\frac{{\partial {above}}}{{\partial {below}}}"


def aligned(lines: Iterable[str]) -> str:
    """Lines of a formula below each other, aligned at their `&`."""
    return r"\small\begin{aligned}" + r" \\[6pt] ".join(lines) + r"\end{aligned}"


def factor(value: float) -> str:
    """A number as a factor in a formula: in brackets if negative."""
    return f"({tex(value)})" if value < 0.0 else tex(value)


def signs(names: tuple[str, ...], sample: Sample, model: str, pushes: dict[str, Push]) -> str:
    """What the signs mean, and where the article leaves one out."""
    k = main_class(sample)
    entry = number(pushes["cross_entropy"].proba[k])
    return (
        "- **A negative ∂L/∂z** says that the penalty falls when this logit rises. Descent steps "
        "against the gradient, z ← z − η·∂L/∂z, so it **raises** the logit. That is the sign on "
        "the true class, under both losses.\n"
        "- **A positive ∂L/∂z** says that the step **lowers** the logit. Under cross-entropy that "
        "is so for every wrong class that has any ŷ; squared error can raise a small wrong class "
        "while it presses down a large one.\n"
        "- **The article leaves the sign out** under cross-entropy: it writes ∂L/∂ŷ = y/ŷ, as it "
        "writes the loss without its minus. The gradient is **−y/ŷ**: here, on "
        f"{bold(names[k])}, {entry}. Taken with a plus, each descent step would lower the "
        "probability of the truth."
    )


WHY_LOGIT = (
    "Why they differ: on the way through softmax each push is multiplied by ŷ. Under cross-entropy "
    "that cancels the 1/ŷ, and ŷ − y is left: the further off, the harder. Under squared error "
    "the ŷ stays: where the true class has hardly any probability, hardly any push is left."
)


def ends_answer(low: dict[str, float], high: dict[str, float], at: float, most: float) -> str:
    """The push at both ends; `low` at ŷ = at, `high` at ŷ = 1 − at, `most` at ŷ = 1/3."""
    se, ce = palette.SQUARED_ERROR, palette.CROSS_ENTROPY
    return (
        f"Almost surely wrong, at ŷ = {number(at)} on the true class (three classes, one wrong "
        f"class holding the rest), {ce.symbol} **cross-entropy pushes with "
        f"{number(low['cross_entropy'])}** and {se.symbol} **squared error with "
        f"{number(low['squared_error'], 2)}**. Almost surely right, at ŷ = {number(1 - at)}, they "
        f"push with {number(high['cross_entropy'], 2)} and {number(high['squared_error'], 2)}. "
        f"**Squared error fades at both ends** and pushes hardest, with {number(most)}, at "
        "ŷ = 1/3; **cross-entropy fades only when right**."
    )


def ends_caption(sample: Sample) -> str:
    """How to read the two pictures of the push."""
    where = (
        "The models lie below the line of squared error where they spread the rest over several "
        "wrong classes; what is beyond an end is drawn at it."
        if sample.label is not None
        else "For a soft truth there is no true class to put the models at."
    )
    return (
        "The first picture has its axes as they are; the second draws both ends out, by equal "
        f"steps of log-odds across and equal factors upwards. {where}"
    )


def bars_alt(case: str) -> str:
    """The bars of the pushes for those who do not see them."""
    what = "probabilities" if case == "proba" else "logits"
    return (
        f"Bars of the push on the {what}, class by class, under both losses; the table below holds "
        "the same numbers."
    )


OVER_ALT = (
    "The push over ŷ on the true class from 0 to 1: cross-entropy falls along a straight line from "
    "1 to 0; squared error rises from 0 to 0.59 at a third and falls back to 0."
)
ENDS_ALT = (
    "The same push on drawn-out axes, ŷ from 1e-6 to 1 − 1e-6: on the left cross-entropy stays at "
    "1 while squared error falls to 4e-6; on the right cross-entropy falls to 1e-6 and squared "
    "error to 4e-12."
)
