"""What each loss says of two models, and what its verdict hangs on."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from pages.ui.inputs.scenario import MODELS
from pages.ui.results.samples import NAMED, SAMPLE, Summary, preferred_model
from pages.ui.wording.en.folds import goes_by
from pages.ui.wording.en.losses import head_of
from pages.ui.wording.en.weights import row_noun
from pages.ui.wording.formats import (
    amount,
    count,
    fixed,
    listed,
    named,
    number,
    paragraphs,
    told_apart,
    trimmed,
    whole_text,
)

if TYPE_CHECKING:
    from losscore import Comparison
    from pages.ui.results.penalties import Charge

# The address that opens the sample in a row of the scored table.
Link = Callable[[int], str]

TO_COME = "What that hangs on, and whether it may be chance, is counted now."

# Of more samples than a sentence holds, the first.
_FIRST = 3


def verdict(scored: Summary, loss: str, link: Link) -> str:
    """Means, difference, what it hangs on; what would undo it; the interval."""
    result = scored.comparisons[loss]
    a, b = (scored.means[model, loss] for model in MODELS)
    head = _means(loss, a, b, scored.names)
    if result.difference is None:
        return f"{head}. With both infinite, their difference says nothing."
    lower = preferred_model(result)
    if lower is None:
        return f"{head}. {_no_difference(result)}."
    lead = _lower(scored.names[lower], result.difference)
    parts = [f"{head}: {lead}{_although(scored, result, lower)}"]
    if scored.size > 1:
        parts[0] += f", {_hangs_on(scored, result, link)}"
        chance = _chance(result, row_noun(scored.weights))
        parts += [_undone(scored, loss), chance]
        parts += [goes_by(scored.folds) if chance and result.excludes_zero is not None else ""]
        parts += [enough(result)]
    return " ".join(f"{part}." for part in parts if part)


def first(charged: Mapping[str, Charge], names: Mapping[str, str]) -> str:
    """The means under each loss, and whose is lower: what is known before what it hangs on."""
    return paragraphs(*(_first(loss, *found, names) for loss, found in charged.items()), TO_COME)


def _first(loss: str, a: float, b: float, lower: str | None, names: Mapping[str, str]) -> str:
    lead = f": {_lower(names[lower], a - b)}" if lower else ""
    return f"{_means(loss, a, b, names)}{lead}."


def _means(loss: str, a: float, b: float, names: Mapping[str, str]) -> str:
    of_a, of_b = (
        f"**{mean(value)}** for {named(names[model])}"
        for model, value in zip(MODELS, (a, b), strict=True)
    )
    return f"{head_of(loss)} has a mean of {of_a} and {of_b}"


def _no_difference(result: Comparison) -> str:
    if mean(result.mean_a) == mean(result.mean_b):
        return "They do not differ"
    return "They are no more apart than the digits of the predictions are rounded"


def _lower(name: str, difference: float) -> str:
    if math.isinf(difference):
        return f"{named(name)}'s is infinitely lower"
    return f"{named(name)}'s is lower by **{mean(abs(difference))}**"


def _although(scored: Summary, result: Comparison, lower: str) -> str:
    """That the model with the lower mean is the costlier one on most samples, where it is."""
    cheaper = {"a": result.a_better, "b": result.b_better}
    other = "b" if lower == "a" else "a"
    if cheaper[other] <= cheaper[lower]:
        return ""
    on = f"{amount(cheaper[other])} of {amount(result.samples)} samples"
    return f" although {named(scored.names[other])} is cheaper on {on}"


def _hangs_on(scored: Summary, result: Comparison, link: Link) -> str:
    """How few samples the verdict hangs on, with links to the first of them."""
    if result.hangs_on is None:
        return "and every single sample says the same"
    numbers = scored.frame[SAMPLE]
    links = [f"[{numbers.iloc[row]:,}]({link(row)})" for row in result.turning.tolist()]
    these = listed(links)
    if result.hangs_on > NAMED:
        these = f"them ({', '.join(links[:_FIRST])}, …)"
    # What is removed is a row, with all that it counts as.
    of = count(len(scored.frame), row_noun(scored.weights))
    return (
        f"a verdict that hangs on **{result.hangs_on:,} of {of}**: without {these} it would not "
        "stand"
    )


def _undone(scored: Summary, loss: str) -> str:
    """How many further samples it would take, at least, to undo the verdict."""
    most = scored.ceilings[loss]
    further = scored.comparisons[loss].turned_by(most)
    if further is None:
        return ""
    if math.isinf(most):
        return "**A single further sample** may undo it, because one can cost any amount"
    at_most = number(most)
    if loss in scored.lifted:
        at_most += ", with this floor"
    if further == 1:
        return f"**A single further sample** may undo it, because one can cost as much as {at_most}"
    return (
        f"It would take at least **{further:,} further samples** to undo it, because none can "
        f"cost more than {at_most}"
    )


def _chance(result: Comparison, noun: str) -> str:
    """What the interval tells, or why it tells nothing; nothing where there is none."""
    if result.low is None:
        return ""
    if result.excludes_zero is None:
        return f"{_too_few(result, noun)} too few to tell it from chance"
    if not result.spread:
        each = "sample" if result.groups is None else "fold"
        same = f"Every {each} shows the same difference"
        return f"{same}, so they cannot tell how others would differ"
    # The interval of what the lower mean is lower by, so that a number above 0 is that.
    sign = math.copysign(1.0, result.difference)
    low, high = told_apart(*sorted((sign * result.low, sign * result.high)))
    zero = "leaves out 0" if result.excludes_zero else "holds 0: it may be chance"
    return (
        "With other samples of the same kind it would be another number: the "
        f"{100 * result.confidence:.0f} % interval {low} to {high} {zero}"
    )


def enough(result: Comparison) -> str:
    """From which difference on such a batch tells, and how many samples would settle this one."""
    if result.difference is not None and math.isinf(result.difference):
        return "How many samples would settle it cannot be said: an infinite penalty has no spread"
    if result.detectable is None:
        few = result.behind is not None and result.behind < result.FEW
        return _not_told(result) if few and result.excludes_zero is not None else ""
    text = (
        "About four of five batches like this one would tell a difference of "
        f"**{mean(result.detectable)}** from chance"
    )
    if result.excludes_zero or (result.settled_by or 0) <= result.samples:
        return text
    needed = f"**{whole_text(result.settled_by)} samples** in all"
    needed += "" if result.groups is None else ", in folds as large as these"
    return f"{text}; for one as small as this it would take about {needed}"


def _not_told(result: Comparison) -> str:
    """Why nothing is said of more samples, or of other ones where these settle it."""
    what = "How many samples would settle it"
    if result.excludes_zero:
        what = "Which difference another batch like this one would tell from chance"
    if result.groups is not None:
        few = f"{result.groups:,} folds like these tell too little of how much folds differ"
        return f"{what} cannot be said: {few}"
    behind = round(result.behind)
    these = "one of them makes" if behind == 1 else f"{behind} of them make"
    its = "its" if behind == 1 else "their"
    return (
        f"{what} cannot be said: about {these} up nearly all of the spread; others may hold more "
        f"of {its} kind, or none"
    )


def _too_few(result: Comparison, noun: str) -> str:
    if result.differ >= result.ENOUGH:
        return f"The {noun}s that it hangs on are"
    if not result.ties:
        return f"{count(result.differ, noun)} {'is' if result.differ == 1 else 'are'}"
    return f"The models differ on {count(result.differ, noun)},"


def mean(value: float) -> str:
    """A mean in a sentence: five decimals, or four digits where these would be lost."""
    if math.isinf(value) or 0.0 < value < 1e-3:
        return number(value)
    return trimmed(fixed(value))
