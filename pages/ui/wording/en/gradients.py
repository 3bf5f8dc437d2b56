"""The sentences of the page Gradients."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from pages.ui import palette
from pages.ui.inputs.scenario import Sample
from pages.ui.results.gradients import ALMOST, Ends, Push, place
from pages.ui.wording.en.distributions_arithmetic import length
from pages.ui.wording.en.losses import WORDS, head_of
from pages.ui.wording.formats import (
    bold,
    capitalised,
    display,
    listed,
    number,
    paragraphs,
    probability,
    tex,
    tex_base,
    times,
)

# Characters of a formula beside what it is of, on a screen of 390 pixels.
_LINE = 28
_RESULT_TOO = 34
HAT = r"\hat y"
"""ŷ in a formula."""


def answer(names: tuple[str, ...], sample: Sample, model: str, pushes: dict[str, Push]) -> str:
    """How hard each loss pushes on the logit of the true class, and which way."""
    k = sample.main_class
    kind = "the true class" if sample.label is not None else "the likeliest class of this truth"
    look = palette.COLUMNS[model]
    y_hat = probability(getattr(sample, model)[k])
    head = f"{look.named} gives {bold(names[k])}, {kind}, **ŷ = {y_hat}**."
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
    harder, softer = WORDS[high_name].noun, WORDS[low_name].noun
    if low == 0.0:
        return f"Only {harder} pushes here: {softer} has gone flat."
    if math.isclose(low, high, rel_tol=1e-9):
        return "Both push **equally hard**."
    ratio = times(high / low)
    return f"{capitalised(harder)} pushes " + (
        "a little harder." if ratio == "1 times" else f"**{ratio}** as hard."
    )


def table_headings(losses: Iterable[str]) -> dict[str, str]:
    """The heading of each column of the table, by the column's name."""
    headings = {"class": "Class", "truth": palette.TRUTH.label, "y_hat": "ŷ"}
    return headings | {
        f"{loss}_{case}": f"{palette.LOSSES[loss].symbol} {slope}"
        for loss in losses
        for case, slope in (("proba", "∂L/∂ŷ"), ("logit", "∂L/∂z"))
    }


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
    k, words = sample.main_class, WORDS[name]
    at = place(sample, model)
    numbers = {field: tex(value) for field, value in at._asdict().items()}
    numbers["base"] = tex_base(at.y_hat)
    with_numbers, result = words.slope_with.format(**numbers), tex(push.proba[k])
    # A fraction is as wide as what is above its line or below.
    parts = re.split("[{}]", with_numbers) if "frac" in with_numbers else [with_numbers]
    wide = max(map(length, parts)) + length(f"={result}") > _RESULT_TOO
    below = r"\\ &" if wide else ""
    lines = [rf"g = {partial('L', HAT)} &= {words.slope} \\ &= {with_numbers} {below}= {result}"]
    if words.slope_letters:
        lines.append(rf"&\quad {words.slope_letters.format(**numbers)}")
    if all(map(math.isfinite, push.proba)):
        lines += _through_softmax(getattr(sample, model), k, push)
    if words.logit_slope:
        shorter = words.logit_slope_with.format(**numbers)
        lines.append(
            rf"{partial('L', 'z')} &= {words.logit_slope} = {shorter} = {tex(push.logit[k])}"
        )
    return aligned(lines)


def _through_softmax(proba: tuple[float, ...], k: int, push: Push) -> list[str]:
    terms = [
        rf"{tex(p)} \cdot {factor(g)}" for p, g in zip(proba, push.proba, strict=True) if p and g
    ] or ["0"]
    rows = [terms[0]]
    for term in terms[1:]:
        longer = f"{rows[-1]} + {term}"
        fits = " + " not in rows[-1] and length(longer) <= _LINE
        rows[-1:] = [longer] if fits else [rows[-1], term]
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


def signs(names: tuple[str, ...], sample: Sample, pushes: dict[str, Push]) -> str:
    """What the signs mean, and where the article leaves one out."""
    k = sample.main_class
    wrong = capitalised("; ".join(WORDS[loss].wrong_classes for loss in pushes))
    left_out = (
        WORDS[loss].article_slope.format(name=bold(names[k]), entry=number(push.proba[k]))
        for loss, push in pushes.items()
    )
    points = (
        "**A negative ∂L/∂z** says that the penalty falls when this logit rises. Descent steps "
        "against the gradient, z ← z − η·∂L/∂z, so it **raises** the logit. That is the sign on "
        "the true class, under both losses.",
        f"**A positive ∂L/∂z** says that the step **lowers** the logit. {wrong}.",
        *left_out,
    )
    return "\n".join(f"- {point}" for point in points if point)


def why_logit(losses: Iterable[str]) -> str:
    """Why the losses differ, by their names."""
    own = " ".join(WORDS[loss].through_softmax for loss in losses)
    return f"Why they differ: on the way through softmax each push is multiplied by ŷ. {own}"


def ends_answer(found: dict[str, Ends]) -> str:
    """The push at both ends, by loss name."""
    low = listed(
        f"{palette.LOSSES[loss].symbol} **{WORDS[loss].noun} pushes with {number(end.low)}**"
        for loss, end in found.items()
    )
    high = listed(number(end.high, 2) for end in found.values())
    return (
        f"Almost surely wrong, at ŷ = {number(ALMOST)} on the true class (three classes, one wrong "
        f"class holding the rest), {low}. Almost surely right, at ŷ = {number(1 - ALMOST)}, they "
        f"push with {high}. {' '.join(map(_fading, found.items()))}"
    )


def _fading(found: tuple[str, Ends]) -> str:
    loss, end = found
    if not end.fades:
        return f"**{capitalised(WORDS[loss].noun)} fades only when right.**"
    return (
        f"**{capitalised(WORDS[loss].noun)} fades at both ends** and pushes hardest, with "
        f"{number(end.most)}, at ŷ = {number(end.at, 3)}."
    )


def ends_caption(sample: Sample, losses: Iterable[str]) -> str:
    """How to read the two pictures of the push."""
    where = "For a soft truth there is no true class to put the models at."
    if sample.label is not None:
        spread = [WORDS[loss].spread for loss in losses if WORDS[loss].spread]
        where = "What is beyond an end is drawn at it."
        if spread:
            where = (
                f"The models lie {listed(spread)} where they spread the rest over several wrong "
                "classes; what is beyond an end is drawn at it."
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


def over_alt(losses: Iterable[str]) -> str:
    """The push over ŷ for those who do not see it."""
    shapes = "; ".join(WORDS[loss].push_shape for loss in losses)
    return f"The push over ŷ on the true class from 0 to 1: {shapes}."


def ends_alt(losses: Iterable[str]) -> str:
    """The push on drawn-out axes for those who do not see it."""
    shapes = "; ".join(WORDS[loss].end_shape for loss in losses)
    return f"The same push on drawn-out axes, ŷ from 10⁻⁶ to 1 − 10⁻⁶: {shapes}."
