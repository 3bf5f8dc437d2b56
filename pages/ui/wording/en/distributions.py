"""The sentences of the page Distributions."""

from __future__ import annotations

import math

from pages.ui import palette
from pages.ui.inputs.scenario import COLUMNS, Sample
from pages.ui.results.distributions import Charge
from pages.ui.wording.en.losses import head_of
from pages.ui.wording.formats import display, number, paragraphs, tex, times

_HARDLY = ("the same", "1 times")
_LINE = 32  # Characters of a formula that a screen of 390 pixels holds.


def verdict(charges: dict[str, Charge]) -> str:
    """What each loss charges both models, and whether the losses agree."""
    return "  \n".join((*(_charge(name, c) for name, c in charges.items()), _agreement(charges)))


def _charge(name: str, charge: Charge) -> str:
    head = f"{head_of(name)} charges"
    a, b = number(charge.a), number(charge.b)
    if charge.preferred is None and a == b:
        return f"{head} both models **{a}**."
    if charge.preferred is None:
        return f"{head} A **{a}** and B **{b}**: no more apart than their digits are rounded."
    dear, cheap = ("A", "B") if charge.preferred == "b" else ("B", "A")
    high, low = max(charge.a, charge.b), min(charge.a, charge.b)
    return f"{head} A **{a}** and B **{b}**: {_excess(dear, cheap, high, low)}."


def _excess(dear: str, cheap: str, high: float, low: float) -> str:
    if math.isinf(high):
        return f"{dear} pays infinitely much, because it gives 0 where the truth has mass"
    if low == 0.0:
        return f"{cheap} is perfect, {dear} is not"
    ratio = times(high / low)
    return f"{dear} pays a little more" if ratio in _HARDLY else f"{dear} pays {ratio} as much"


def _agreement(charges: dict[str, Charge]) -> str:
    preferred = {charge.preferred for charge in charges.values()}
    if preferred == {None}:
        return "Both losses see **no difference** between the models."
    if len(preferred) == 1:
        return f"Both losses prefer **model {preferred.pop().upper()}**."
    each = "; ".join(
        f"{palette.LOSSES[name].label.lower()} "
        + (f"prefers **model {c.preferred.upper()}**" if c.preferred else "sees no difference")
        for name, c in charges.items()
    )
    if None in preferred:
        return f"{each[0].upper()}{each[1:]}."
    return f"**The losses disagree**: {each}."


def sums(sample: Sample) -> str:
    """What each column adds up to, in one line."""
    return " · ".join(
        f"{palette.COLUMNS[column].symbol} {label} sums to {number(sample.sum(column), 6)}"
        for column, label in COLUMNS.items()
    )


def broken_sum(sample: Sample, column: str) -> str:
    """Why a column is not scored, and what to do about it."""
    gap = 1.0 - sample.sum(column)
    return (
        f"**{COLUMNS[column]}** sums to {number(sample.sum(column), 6)}, not to 1, so it is not "
        f"scored: {'add' if gap > 0 else 'take away'} {number(abs(gap), 3)} or normalise it."
    )


def squared_error_solution(truth: tuple[float, ...], proba: tuple[float, ...], sum_: float) -> str:
    """The squared error with its numbers, as a formula."""
    terms = [f"({tex(y)} - {tex(p)})^2" for y, p in zip(truth, proba, strict=True)]
    return _lines(terms, " + ", f" = {tex(sum_)}")


def cross_entropy_solution(truth: tuple[float, ...], proba: tuple[float, ...], sum_: float) -> str:
    """The cross-entropy with its numbers, as a formula; classes without truth add nothing."""
    pairs = [(y, p) for y, p in zip(truth, proba, strict=True) if y > 0]
    terms = [rf"-\,{tex(y)} \cdot \log {tex(p)}" for y, p in pairs]
    return _lines(terms, " ", f" = {tex(sum_)}")


def _lines(terms: list[str], between: str, result: str) -> str:
    """A sum in lines short enough for a narrow screen."""
    lines = [terms[0]]
    for term in terms[1:]:
        longer = lines[-1] + between + term
        if len(longer.replace(r"\cdot \log", "log").replace(" ", "")) > _LINE:
            lines[-1] += between
            lines.append(term)
        else:
            lines[-1] = longer
    return r"\begin{gathered}" + r" \\ ".join(lines) + result + r"\end{gathered}"


SOLUTIONS = {
    "squared_error": squared_error_solution,
    "cross_entropy": cross_entropy_solution,
}

FORMULAS = {
    "squared_error": r"\sum_{k=1}^{K} (y^k - \hat{y}^k)^2",
    "cross_entropy": r"-\sum_{k=1}^{K} y^k \log \hat{y}^k",
}


def arithmetic(loss: str, sample: Sample, penalties: dict[str, float]) -> str:
    """A loss's formula, and below it the numbers of each model."""
    parts = [head_of(loss), display(FORMULAS[loss])]
    for model, value in penalties.items():
        solution = SOLUTIONS[loss](sample.truth, getattr(sample, model), value)
        parts += [f"{palette.COLUMNS[model].symbol} {COLUMNS[model]}", display(solution)]
    return paragraphs(*parts)


def snippet(sample: Sample) -> str:
    """Python that reproduces the page's numbers."""
    rows = "\n".join(
        f"{name} = [{list(getattr(sample, column))}]"
        for name, column in (("y_true", "truth"), ("model_a", "a"), ("model_b", "b"))
    )
    return (
        "import losscore\n\n"
        f"{rows}\n\n"
        "for loss in losscore.LOSSES.values():\n"
        "    print(loss.label, loss.penalties(y_true, model_a), loss.penalties(y_true, model_b))\n"
    )


def single(model: str, penalties: dict[str, float]) -> str:
    """What the losses charge one model, while the other cannot be scored."""
    parts = " and ".join(
        f"{palette.LOSSES[name].label.lower()} charges it **{number(value)}**"
        for name, value in penalties.items()
    )
    return f"{palette.COLUMNS[model].symbol} **{COLUMNS[model]}**: {parts}."


BARS_ALT = (
    "Bars of the probability that the truth, model A and model B give each class; the grid above "
    "holds the same numbers."
)


def terms_alt(loss: str) -> str:
    """The chart of terms for those who do not see it."""
    return (
        f"Bars of what each class adds to the {palette.LOSSES[loss].label.lower()} of models A "
        "and B; the same numbers stand in the arithmetic below."
    )


def triangle_alt(loss: str) -> str:
    """The triangle for those who do not see it."""
    return (
        f"Triangle of all predictions of three classes, darker where {palette.LOSSES[loss].label} "
        "charges more, with the truth, model A and model B marked. The grid above holds the same "
        "points as numbers."
    )


CURVE_ALT = (
    "The penalty over the probability on the true class: cross-entropy falls from infinity at 0 "
    "to 0 at 1; squared error is a band from 0 at 1 up to between 1 and 2 at 0; models A and B "
    "are marked on both."
)


def loss_by_loss(*, triangle: bool) -> str:
    """What stands in the two columns below."""
    then = (
        ", then every prediction there is: a corner of the triangle is full certainty of that "
        "class, the middle is one third each, and darker is dearer. Last"
        if triangle
        else ", then"
    )
    return f"First what each class adds to the penalty{then} the arithmetic."


def curve_caption(sample: Sample) -> str:
    """How to read the curves."""
    if sample.label is None:
        return (
            "For a soft truth the curves follow one path: ŷ on its likeliest class, the rest in "
            "proportion to the truth. Both are lowest where ŷ equals the truth, and there "
            "cross-entropy still charges the truth's entropy. The models lie off the curve where "
            "they spread the rest otherwise."
        )
    return (
        "Squared error is a band: with the rest spread evenly it charges least, with all of it on "
        "one wrong class most. Cross-entropy is one line, since it looks at the true class alone, "
        "and leaves the chart at the top, because it has no ceiling."
    )


WHY = (
    "- **Squared error looks at every class.** Two predictions with the same ŷ on the truth "
    "differ in how they spread the rest, and the more even spread is charged less.\n"
    "- **Cross-entropy looks only where the truth has mass.** For a one-hot truth the spread of "
    "the rest is free.\n"
    "- **Near the truth** the penalty of squared error shrinks with the square of the residual "
    "1 − ŷ, that of cross-entropy in proportion to it: halving the residual saves three quarters "
    "of the one and about half of the other.\n"
    "- **Far from it** squared error stops at 2, however wrong the prediction; cross-entropy "
    "grows without end, and ŷ = 0 on the truth costs infinitely much."
)
