"""The sentences of the page Samples."""

from __future__ import annotations

import math

import losscore
from pages.ui import palette
from pages.ui.summary import LOWER_FLOOR, Summary
from pages.ui.wording.formats import count, fixed, number, percent, tex

_FEW = 30


def answer(scored: Summary) -> str:
    """The page's answer, a line a fact."""
    parts = [_agreement(scored) if scored.comparisons else ONE_MODEL]
    parts += [_line(scored, name) for name in palette.LOSSES]
    parts += [_worst(scored), _accuracy(scored)]
    return "\n\n".join(part for part in parts if part)


def _agreement(scored: Summary) -> str:
    views = {_view(scored, name) for name in palette.LOSSES}
    if len(views) == 1:
        text = f"Both losses {_prefer(views.pop(), 'prefer', 'see')}"
    else:
        each = (
            f"{look.label.lower()} {_prefer(_view(scored, name), 'prefers', 'sees')}"
            for name, look in palette.LOSSES.items()
        )
        text = f"**The losses disagree about the better model**: {', '.join(each)}"
    if scored.size == 1:
        return f"{text} on the one sample there is. {ONE_SAMPLE}"
    if not scored.disagreements:
        return f"{text}, and they agree on **every one of the {scored.size:,} samples**."
    return (
        f"{text}. Sample by sample they disagree on **{scored.disagreements:,} of "
        f"{scored.size:,}** {palette.DISAGREE.symbol}."
    )


def _view(scored: Summary, loss: str) -> str | None:
    """What a loss says about the models: the better one, "tie", or None for nothing at all."""
    if scored.comparisons[loss].difference is None:
        return None
    return preferred_model(scored, loss) or "tie"


def _prefer(view: str | None, prefer: str, see: str) -> str:
    if view is None:
        return "cannot tell, because both means are infinite"
    return f"{see} **a tie**" if view == "tie" else f"{prefer} **model {view}**"


def preferred_model(scored: Summary, loss: str) -> str | None:
    """The model with the lower mean: "A", "B", or None for a tie."""
    result = scored.comparisons[loss]
    sign = losscore.preferences([result.mean_a], [result.mean_b])[0]
    return {-1: "A", 0: None, 1: "B"}[int(sign)]


def _line(scored: Summary, loss: str) -> str:
    look = palette.LOSSES[loss]
    means = " and ".join(
        f"**{mean(scored.means[model, loss])}**" + (f" for {model}" if scored.comparisons else "")
        for model in scored.models
    )
    head = f"{look.symbol} **{look.label}** has a mean of {means}"
    rest = [_difference(scored, loss)] if scored.comparisons else []
    if loss == "cross_entropy":
        rest += [text for model in scored.models if (text := _endless(scored, model))]
    return ". ".join((head, *rest)) + "."


def _difference(scored: Summary, loss: str) -> str:
    result = scored.comparisons[loss]
    if result.difference is None:
        return "With both infinite, their difference says nothing"
    lower = preferred_model(scored, loss)
    if lower is None:
        return "They do not differ"
    if math.isinf(result.difference):
        return f"{lower}'s is infinitely lower{_although(scored, loss, lower)}"
    head = f"{lower}'s is lower by **{mean(abs(result.difference))}**"
    interval = f" ({_interval(scored, result)})" if scored.size > 1 else ""
    return f"{head}{interval}{_although(scored, loss, lower)}"


def _although(scored: Summary, loss: str, lower: str) -> str:
    """That the model with the lower mean is the dearer one on most samples, where it is."""
    result = scored.comparisons[loss]
    cheaper = {"A": result.a_better, "B": result.b_better}
    other = "B" if lower == "A" else "A"
    if cheaper[other] <= cheaper[lower]:
        return ""
    return f", although {other} is cheaper on {cheaper[other]:,} of {scored.size:,} samples"


def _interval(scored: Summary, result: losscore.Comparison) -> str:
    """The interval of what the lower mean is lower by, so that a number above 0 is that."""
    sign = math.copysign(1.0, result.difference)
    low, high = sorted((sign * result.low, sign * result.high))
    text = f"95 % interval {number(low)} to {number(high)}"
    text += ", which contains 0: it may be chance" if low <= 0.0 <= high else ": more than chance"
    return text if scored.size >= _FEW else f"{text}, as far as {scored.size} samples can tell"


def _endless(scored: Summary, model: str) -> str:
    """Why a mean is infinite, or what a floor made of it."""
    samples = scored.infinite[model]
    if scored.floor:
        return _floored(scored, model)
    if not samples:
        return ""
    where = "a class the truth has mass on" if scored.soft else "the true class"
    reason = f"{model} gives exactly 0 to {where} on **{count(samples, 'sample')}**"
    return f"{reason}, and one is enough" if samples > 1 else f"{reason}, and that is enough"


def _floored(scored: Summary, model: str) -> str:
    value, lowered = scored.means[model, "cross_entropy"], scored.lowered[model]
    if math.isclose(value, lowered, rel_tol=1e-6):
        return f"The floor of {number(scored.floor)} changes next to nothing for {model}"
    return (
        f"{model}'s mean **depends on the floor** of {number(scored.floor)}: with "
        f"{number(scored.floor * LOWER_FLOOR)} it is {mean(lowered)}"
    )


def _worst(scored: Summary) -> str:
    if scored.size == 1:
        return ""
    who = "The dearest sample carries"
    if scored.worst > 1:
        who = f"The dearest {scored.worst:,} samples ({percent(scored.worst / scored.size)}) carry"
    parts, endless = [], []
    for name, look in palette.LOSSES.items():
        shares = [
            f"**{percent(share)}** of {model}'s"
            for model in scored.models
            if (share := scored.shares[model, name]) is not None
        ]
        if shares:
            parts.append(f"{' and '.join(shares)} total {look.label.lower()}")
        endless += [model for model in scored.models if math.isinf(scored.means[model, name])]
    text = f"{who} {', '.join(parts)}." if parts else ""
    for model in endless:
        samples = scored.infinite[model]
        text += (
            f" {model}'s total cross-entropy is infinite: the {count(samples, 'sample')} charged "
            "infinitely much carry all of it."
        )
    return text.strip()


def _accuracy(scored: Summary) -> str:
    what = "likeliest class" if scored.soft else "true class"
    parts = (
        f"{model} **{fixed(scored.accuracy[model], 4)}** "
        f"({scored.right[model]:,} of {scored.size:,})"
        for model in scored.models
    )
    return f"Accuracy, how often the {what} is predicted: {', '.join(parts)}."


def mean(value: float) -> str:
    """A mean in a sentence: five decimals, or four digits where these would be lost."""
    if math.isinf(value):
        return "infinite"
    if 0.0 < value < 1e-3:
        return number(value)
    text = fixed(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


NOTHING_SCORED = "No sample can be scored yet: mend one of those named."

ONE_MODEL = "There is one model here. With a second one, the page says which the losses prefer."

ONE_SAMPLE = "One sample is no batch yet: add more, or start from **A batch of eight**."


def order_label(model: str, loss: str) -> str:
    """A choice of what the table is sorted by."""
    return f"{palette.LOSSES[loss].symbol} {palette.LOSSES[loss].label} of {model}"


BY_NUMBER = "Sample number"


TABLE_ALT = "The scored samples: truth, predictions, penalties, and which model each loss prefers"


def table_caption(shown: int, found: int, *, own: bool) -> str:
    """How to read the table, how much of it is there, and where a row leads."""
    part = (
        f"The first {shown:,} of {count(found, 'sample')} in this order; the CSV has all. "
        if shown < found
        else ""
    )
    instead = "." if own else ", where it takes the place of the scenario."
    losses = ", ".join(f"{look.symbol} {look.label.lower()}" for look in palette.LOSSES.values())
    return (
        f"{part}{losses}. **Tick a row** at its left end to open that sample on "
        f"Distributions{instead}"
    )


NONE_DISAGREE = "There is no sample on which the losses disagree."


def opened(number_: int, name: str, lumped: int, models: tuple[str, ...]) -> str:
    """What happened, once a row of the digits or of an upload is open on Distributions."""
    text = (
        f"Sample {number_:,} of {name} is the scenario now; the former one is still in the "
        "browser's history."
    )
    if lumped:
        text += (
            f" The classes with the most mass keep their place and the other {lumped:,} are one "
            "class, so its squared error differs from the table's."
        )
    if "B" not in models:
        text += " There is no model B in this batch, so B gives every class the same."
    return text


def points_caption(scored: Summary) -> str:
    """How to read the charts of penalty against penalty."""
    drawn = len(scored.points)
    sampled = (
        f"{drawn:,} of the {scored.size:,} samples, drawn at random, are shown. "
        if drawn < scored.size
        else ""
    )
    scale = "Cross-entropy has no ceiling: its axis is squeezed towards the top, and ∞ is its edge."
    if not scored.comparisons:
        return f"{sampled}Each point is a sample. {scale}"
    return (
        f"{sampled}Each point is a sample, on the dashed line where both models pay the same. A "
        f"sample on which the losses disagree ({palette.DISAGREE.symbol}) lies on one side of the "
        f"line on the left and not on the right. {scale}"
    )


CURVE_CAPTION = (
    "How much of its total each mean owes to the dearest samples; on the dotted line all samples "
    "would cost the same. A total that is infinite, or 0, has no curve."
)


def pair_alt(scored: Summary, loss: str) -> str:
    """The chart of A against B for those who do not see it."""
    result = scored.comparisons[loss]
    return (
        f"{palette.LOSSES[loss].label} of model A against model B, a point a sample: A is cheaper "
        f"on {result.a_better:,}, B on {result.b_better:,}, both the same on {result.ties:,}; the "
        f"losses disagree on {scored.disagreements:,}."
    )


ORDERS_ALT = (
    "Squared error of model A against its cross-entropy, a point a sample; the table above has "
    "the same numbers."
)


def curve_alt(scored: Summary) -> str:
    """The curve of shares for those who do not see it."""
    return f"Share of the total penalty over the dearest part of the samples. {_worst(scored)}"


MEAN = r"L = \frac{1}{N} \sum_{i=1}^{N} L_i"


def solution(scored: Summary, model: str, loss: str) -> str:
    """One mean with its numbers, as a formula: only the highest penalties if there are many."""
    highest = scored.highest[model, loss]
    terms = [tex(penalty) for penalty in highest]
    if scored.size > len(highest):
        terms.append(r"\dots")
    total = tex(scored.totals[model, loss], 5)
    return (
        rf"\begin{{aligned}} L_{model} &= \frac{{{' + '.join(terms)}}}{{{scored.size}}} \\[8pt] "
        rf"&= \frac{{{total}}}{{{scored.size}}} = {_mean_tex(scored.means[model, loss])} "
        r"\end{aligned}"
    )


def difference(scored: Summary, loss: str) -> str:
    """The difference of the means, as a formula."""
    result = scored.comparisons[loss]
    value = r"\text{no number}" if result.difference is None else _mean_tex(result.difference)
    return rf"L_A - L_B = {_mean_tex(result.mean_a)} - {_mean_tex(result.mean_b)} = {value}"


def _mean_tex(value: float) -> str:
    if math.isinf(value) or abs(value) < 1e-3:
        return tex(value)
    return mean(value).replace("−", "-")


ARITHMETIC = (
    "The mean of all penalties; where there are many, the highest of them stand first. What a "
    "single penalty is made of is on Distributions."
)

WHY = (
    "- **A mean hides who makes it.** A few samples can carry most of it, and two models can have "
    "the same mean for different reasons: hence the table, dearest first, and the curve.\n"
    "- **Squared error cannot run away**: no sample costs more than 2, so none of many decides. "
    "**Cross-entropy can**: one sample with ŷ = 0 on its true class makes the mean of all the "
    "others irrelevant. That is what the loss says and no accident of the software, so it is shown "
    "and not clipped. A floor under ŷ hides it, and then the mean depends on the floor.\n"
    "- **When the losses can disagree.** With two classes and a one-hot truth they never do on a "
    "single sample: both fall as ŷ on the true class rises. With more classes squared error also "
    "looks at how the rest is spread. On the mean they disagree more easily, because they weigh "
    "the dear samples differently.\n"
    "- **The interval** answers how much the difference would move with other samples of the same "
    "kind: the samples are drawn anew from the batch, with replacement and each with both models' "
    "penalties, 2,000 times, and 95 % of the differences that come out lie within it (the paired "
    "bootstrap). If it holds 0, chance alone may have made the difference."
)
