"""The answer of the page Compensation: how many perfect samples, and what that counts with."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping

from pages.ui.inputs.batch import LETTERS, Batch
from pages.ui.results.compensation import Gap, on_truth
from pages.ui.results.thresholds import is_spread
from pages.ui.wording.en.losses import WORDS, head_of
from pages.ui.wording.formats import (
    capitalised,
    count,
    exact_text,
    fixed,
    listed,
    named,
    number,
    trimmed,
    whole_text,
)

SCOPE = "Make up for"

_ARTICLE = [0.8, 0.9]


def mean_text(gap: Gap, mean: float) -> str:
    """A penalty; for a batch the mean penalty, to the decimals it has on every page."""
    return number(mean) if gap.answer.samples == 1 else trimmed(fixed(mean))


def means_apart(gap: Gap, *means: float) -> list[str]:
    """Means side by side, to more digits than else where those that differ would look the same."""
    first, write = (4, number) if gap.answer.samples == 1 else (5, fixed)
    different = len({number(mean, 12) for mean in means})
    texts = ([trimmed(write(mean, digits)) for mean in means] for digits in range(first, 18))
    return next(found for found in texts if len(set(found)) >= different)


def verdict(gaps: Mapping[str, Gap], names: Mapping[str, str] = LETTERS) -> str:
    """Who has to make up for what, and with how many perfect samples, under each loss."""
    answers = (f"{head_of(name)}: {_answer(gap, names)}." for name, gap in gaps.items())
    return "  \n".join([_who(gaps, names), *answers])


def _who(gaps: Mapping[str, Gap], names: Mapping[str, str]) -> str:
    pairs = {(gap.worse, gap.better) for gap in gaps.values() if gap.worse}
    if len(pairs) > 1:
        return "The losses **disagree about which model has to make up**:"
    if not pairs:
        return "Neither model has anything to make up for:"
    worse, better = pairs.pop()
    return (
        f"Perfect samples that **{_model(names, worse)}** needs to come down to the mean of "
        f"{_model(names, better)}:"
    )


def _answer(gap: Gap, names: Mapping[str, str]) -> str:
    if gap.worse is None:
        return f"**none**, because {_tie(gap)}"
    if gap.answer.count is None:
        return f"**never**, because {_never(gap, names)}"
    ratio = number(gap.answer.mean / gap.target)
    times = "a little more than" if ratio == "1" else f"{ratio} times"
    high, low = means_apart(gap, gap.answer.mean, gap.target)
    worse, better = (_model(names, model) for model in (gap.worse, gap.better))
    return (
        f"{_needed(gap)}. {capitalised(worse)} pays {high}{_on_average(gap)}, {times} the {low} of "
        f"{better}"
    )


def _needed(gap: Gap) -> str:
    exact, least = exact_text(gap.answer.exact), whole_text(gap.answer.count)
    one = gap.answer.count == 1
    if exact == least:
        return f"**{least} perfect {'sample' if one else 'samples'}**"
    reach = "is the least that reaches it" if one else "are the least that reach it"
    return f"**{exact}**, so **{least}** {reach}"


def _tie(gap: Gap) -> str:
    if gap.target == 0.0:
        return "both models are perfect"
    if math.isinf(gap.target):
        return "both models are charged infinitely much and neither is ahead"
    low, high = (mean_text(gap, mean) for mean in (gap.answer.mean, gap.target))
    if low == high:
        return f"both models pay {high}{_on_average(gap)}"
    return f"what they pay{_on_average(gap)}, {low} and {high}, is no more apart than rounding"


def _never(gap: Gap, names: Mapping[str, str]) -> str:
    worse, better = _model(names, gap.worse), _model(names, gap.better)
    if gap.infinite:
        what = f"{worse} pays infinitely much"
        if gap.answer.samples > 1:
            infinite = count(gap.infinite, "penalty", "penalties")
            what = f"{infinite} of {worse} {'is' if gap.infinite == 1 else 'are'} infinite"
        return f"{what}, and no perfect sample makes such a mean finite"
    closer = f"the mean of {worse} comes ever closer and never arrives"
    if gap.answer.mean <= gap.answer.perfect:
        closer = f"none brings the mean of {worse} down"
    if gap.target == 0.0:
        return f"{better} is perfect: {closer}"
    target, perfect = (mean_text(gap, mean) for mean in (gap.target, gap.answer.perfect))
    return f"{better} pays {target} and a perfect sample costs {perfect}: {closer}"


def _on_average(gap: Gap) -> str:
    return " on average" if gap.answer.samples > 1 else ""


def _model(names: Mapping[str, str], model: str) -> str:
    return f"model {named(names[model])}"


def article_one(gaps: Mapping[str, Gap], batch: Batch) -> str | None:
    """What the article's “one” is, in the article's case."""
    if sorted(on_truth(batch) or ()) != _ARTICLE:
        return None
    ones = [
        WORDS[name].noun
        for name, gap in gaps.items()
        if gap.answer.nearest == 1 and gap.answer.exact != 1
    ]
    if not ones:
        return None
    return (
        f"**The article's “one”** under {listed(ones)}: of all whole numbers, 1 leaves the mean "
        "closest to the target."
    )


def perfect(gaps: Mapping[str, Gap], batch: Batch, lifted: Collection[str]) -> str:
    """Which perfect sample is counted with; a floor is in force for the losses in `lifted`."""
    costs = {name: gap.answer.perfect for name, gap in gaps.items()}
    if not is_spread(batch):
        return "**Perfect** means ŷ = 1 on the true class: both losses charge it 0."
    charged = " and ".join(_truth_cost(*cost, batch, lifted) for cost in costs.items())
    if not any(costs.values()):
        charged = "both losses charge it 0"
    if batch.size == 1:
        return (
            f"**Perfect** means a prediction equal to this soft truth: {charged}. It is this kind "
            "of sample that is added."
        )
    return (
        f"**Perfect** means a prediction equal to the soft truth: {charged}. The samples that are "
        "added are as uncertain as those of the batch: copies of it, predicted perfectly."
    )


def _truth_cost(loss: str, cost: float, batch: Batch, lifted: Collection[str]) -> str:
    words = WORDS[loss]
    if not cost:
        return f"{words.noun} charges it 0"
    floor = " (with the floor)" if loss in lifted else ""
    shown = number(cost) if batch.size == 1 else f"on average {trimmed(fixed(cost))}"
    return f"{words.noun} still charges it {words.truth_cost}{floor}, {shown}"


def floor_note(
    loss: str, floor: float, gap: Gap, without: Gap, names: Mapping[str, str] = LETTERS
) -> str:
    """What the floor in force does to the number under a loss that takes one."""
    used = f"{capitalised(WORDS[loss].noun)} counts with a floor of {number(floor, 3)}"
    if gap.answer.exact == without.answer.exact and gap.worse == without.worse:
        return f"{used}, which changes nothing here."
    exact = f"**{exact_text(without.answer.exact)}**"
    before = f": {exact}"
    if gap.worse != without.worse:
        before = " neither model has anything to make up for"
        if without.worse:
            before = f" {_model(names, without.worse)} has to make up: {exact}"
    return f"{used}: the answer is the floor's, not the model's. Without it{before}."
