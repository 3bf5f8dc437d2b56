"""The sentences of the page Samples."""

from __future__ import annotations

import math

import losscore
from pages.ui import palette
from pages.ui.summary import LOWER_FLOOR, Summary
from pages.ui.wording.formats import count, fixed, number, paragraphs, percent
from pages.ui.wording.losses import head_of

_FEW = 30

NOTHING_SCORED = "No sample can be scored yet: mend one of those named."

ONE_MODEL = "There is one model here. With a second one, the page says which the losses prefer."

ONE_SAMPLE = "One sample is no batch yet: add more, or start from **A batch of eight**."


def answer(scored: Summary) -> str:
    """The page's answer, a line a fact."""
    parts = [_agreement(scored) if scored.comparisons else ONE_MODEL]
    parts += [_line(scored, name) for name in palette.LOSSES]
    parts += [_worst(scored), _accuracy(scored)]
    return paragraphs(*parts)


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
    means = " and ".join(
        f"**{mean(scored.means[model, loss])}**" + (f" for {model}" if scored.comparisons else "")
        for model in scored.models
    )
    head = f"{head_of(loss)} has a mean of {means}"
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
    where = "where the truth has mass" if scored.soft else "to the true class"
    reason = f"{model} gives exactly 0 {where} on **{count(samples, 'sample')}**"
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
        carry = "carries" if samples == 1 else "carry"
        text += (
            f" {model}'s total cross-entropy is infinite: the {count(samples, 'sample')} charged "
            f"infinitely much {carry} all of it."
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
