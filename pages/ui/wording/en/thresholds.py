"""The sentences of the page Thresholds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from pages.ui.inputs.batch import LETTERS
from pages.ui.results.penalties import Charge
from pages.ui.results.thresholds import NAMED, Area, Costs, Decisions, Lead
from pages.ui.wording.en.losses import WORDS, head_of
from pages.ui.wording.en.terms import TERMS
from pages.ui.wording.formats import (
    bold,
    capitalised,
    count,
    display,
    listed,
    named,
    number,
    paragraphs,
    percent,
    told_apart,
)

if TYPE_CHECKING:
    from losscore import Loss

SCOPE = "Compare on"
AREAS = "The same curves in each loss's weight"
CHANCE = "What of it may be chance"
THETA = "Act when ŷ is above θ ="
THETA_HELP = (
    "Where a miss costs c times as much as a false alarm, act from θ = 1/(1 + c) on: it is 0.5 "
    f"where both cost the same, and 0.1 where a miss costs nine times as much.\n\n{TERMS['ŷ']}"
)
SCALE = "Axis of θ"
SCALES = {"linear": "Equal steps", "log": "Equal factors"}


def verdict(lead: Lead, names: Mapping[str, str] = LETTERS) -> str:
    """Whether one model is better under all losses of this kind, or who is where."""
    if lead.same:
        return "Both models have **the same curve**: no loss of this kind tells them apart."
    if lead.everywhere:
        ahead = lead.everywhere
        other = "b" if ahead == "a" else "a"
        but = " that does not charge it infinitely much" if lead.infinite else ""
        return (
            f"**{named(names[ahead])} is better under every loss of this kind**{but}: its curve "
            f"lies nowhere above that of {named(names[other])}."
        )
    rarer, other = sorted(lead.shares, key=lead.shares.get)
    few, most = named(names[rarer]), named(names[other])
    ranges = lead.ranges[rarer]
    if lead.pieces[rarer] <= NAMED:
        part = percent(lead.shares[other])
        part = "nearly all others" if part == "100 %" else f"{part} of all thresholds"
        ends = " and where ".join(map(where, ranges))
        return f"**{few} is better only where {ends}**; {most} is on {part}."
    return (
        f"**Neither is better under all losses of this kind.** {most} is the better one "
        f"on {percent(lead.shares[other])} of all thresholds, {few} on "
        f"{percent(lead.shares[rarer])}, in {count(lead.pieces[rarer], 'piece')}."
    )


ROUNDED = (
    "The curves are **no more apart than the digits of the predictions are rounded**: nothing says "
    "that one model is better."
)


def where(ends: tuple[float, float]) -> str:
    """From which threshold to which."""
    _, low, high, _ = told_apart(0.0, *ends, 1.0)
    if ends[0] == 0.0:
        return f"θ < {high}"
    if ends[1] == 1.0:
        return f"θ > {low}"
    return f"{low} < θ < {high}"


def among(runs: Iterable[tuple[float, float]]) -> str:
    """From which threshold to which, of some that are known one by one."""
    return " and ".join(map(_run, runs))


def _run(ends: tuple[float, float]) -> str:
    low, high = told_apart(*ends)
    return f"at θ = {low}" if low == high else f"from θ = {low} to {high}"


def answer(
    lead: Lead, found: Mapping[str, Area | Charge], names: Mapping[str, str] = LETTERS
) -> str:
    """The verdict, and what each loss makes of the curves."""
    told = verdict(lead, names)
    if lead.everywhere and not lead.infinite and not any(one.preferred for one in found.values()):
        told = ROUNDED
    return paragraphs(told, makes(found, names, several=not lead.same))


def makes(
    found: Mapping[str, Area | Charge], names: Mapping[str, str], *, several: bool = True
) -> str:
    """What each loss makes of the curves, and who is ahead by which where that differs."""
    lines = (_makes(name, area, names, several=several) for name, area in found.items())
    return paragraphs("  \n".join(lines), _why_apart(found, names))


def _makes(name: str, found: Area | Charge, names: Mapping[str, str], *, several: bool) -> str:
    a, b = (named(names[model]) for model in ("a", "b"))
    if isinstance(found, Charge):
        return (
            f"{head_of(name)} charges {number(found.a)} and {number(found.b)} and has **no "
            "weight**: it is no area under these curves."
        )
    areas = f"{head_of(name)} {WORDS[name].looks}: "
    areas += f"{a} **{number(found.a)}**, {b} **{number(found.b)}**"
    if found.rest:
        areas += f", and {number(found.rest)} on top for the truth itself"
    if several and found.saved_a and found.saved_b:
        return (
            f"{areas}. Where {a} is ahead it saves {number(found.saved_a)}, where {b} is, {b} "
            f"saves {number(found.saved_b)}."
        )
    return f"{areas}."


def _why_apart(found: Mapping[str, Area | Charge], names: Mapping[str, str]) -> str | None:
    """Who is ahead by which loss, where that differs."""
    preferred = {name: area.preferred for name, area in found.items() if isinstance(area, Area)}
    if len({model for model in preferred.values() if model}) < 2:
        return None
    each = listed(
        f"{WORDS[name].noun} prefers {named(names[model])}"
        for name, model in preferred.items()
        if model
    )
    return (
        f"**That is why they disagree**: {each}. The curves are the same, and each loss looks "
        "hardest somewhere else."
    )


def acted(
    theta: float,
    costs: Costs,
    decisions: Decisions | None,
    classes: Sequence[str],
    names: Mapping[str, str] = LETTERS,
) -> str:
    """What acting at the chosen threshold costs both models."""
    a, b = (named(names[model]) for model in ("a", "b"))
    text = (
        f"**Act on a class when ŷ > {number(theta)}.** {_ratio(theta)} Deciding like this costs "
        f"{a} **{number(costs.a)}** and {b} **{number(costs.b)}** a sample."
    )
    if decisions is None:
        return text
    return (
        f"{text} {a} acts on {_classes(decisions.a, classes)}, {b} on "
        f"{_classes(decisions.b, classes)}; true is {bold(classes[decisions.true])}."
    )


def _ratio(theta: float) -> str:
    if theta == 0.0:
        return "A false alarm costs nothing and a miss costs 1."
    if theta == 1.0:
        return "A miss costs nothing and a false alarm costs 1."
    miss, alarm = 1.0 - theta, theta
    costs = f"A miss costs 1 − θ = {number(miss)}, a false alarm θ = {number(alarm)}"
    if miss == alarm:
        return f"{costs}: both count the same."
    if miss > alarm:
        return f"{costs}: a miss counts {number(miss / alarm)} times as much."
    return f"{costs}: a false alarm counts {number(alarm / miss)} times as much."


def _classes(chosen: Sequence[int], names: Sequence[str]) -> str:
    return listed(bold(names[k]) for k in chosen) if chosen else "nothing"


CURVES = (
    "The curve is what a decision costs: act on each class whose ŷ is above the threshold θ, and "
    "pay 1 − θ for missing the true class and θ for each false alarm. Shaded is the lead of "
    "whoever is lower. Below it is how much each loss cares about each θ: a loss is the area "
    "under the curve, weighed so."
)
SOFT = (
    "For a soft truth each class costs |y − θ| wherever θ lies between y and ŷ: what a decision at "
    "θ gives away beside one that knows y."
)
LOG = "By equal factors of θ the weight is drawn times θ, so that areas are still areas to the eye."


def floors(name: str) -> str:
    """Why a floor is left out here."""
    return (
        f"{capitalised(WORDS[name].noun)} counts without the floor here: with one it is no longer "
        "an area under these curves."
    )


def areas_caption(found: Iterable[Area | Charge]) -> str:
    """How to read the weighed curves."""
    text = (
        "The same curves times the weight: now the plain area under each is what the loss charges, "
        "digit for digit as on Distributions and Samples."
    )
    if any(isinstance(one, Area) and one.rest for one in found):
        text += " Of a soft truth what the truth itself costs comes on top."
    return text


CURVES_ALT = (
    "What acting at each threshold costs model A and model B, as two lines over θ from 0 to 1, "
    "shaded where one is lower; the answer beside it says where that is."
)


def curves_caption(scale: str, *, soft: bool) -> str:
    """How to read the curves and the weights below them."""
    return " ".join(filter(None, (CURVES, SOFT if soft else "", LOG if scale == "log" else "")))


def weights_alt(losses: Iterable[str]) -> str:
    """The weights for those who do not see them."""
    each = "; ".join(f"{WORDS[loss].noun} {WORDS[loss].looks}" for loss in losses)
    return f"The weight of each loss over the same thresholds: {each}."


def weighed_alt(loss: str) -> str:
    """The weighed curves for those who do not see them."""
    return (
        f"Both curves in the weight of {WORDS[loss].noun}; the areas under them are written in the "
        "chart and in the answer above."
    )


def why(losses: Iterable[Loss], classes: int) -> str:
    """The identity, loss by loss, and what it covers."""
    kinds = "\n".join(
        f"- {head_of(loss.name)}: {WORDS[loss.name].weight}"
        if loss.threshold_weight(0.5, classes=classes) is not None
        else f"- {head_of(loss.name)} has no weight for {classes} classes: {NO_SUM}"
        for loss in losses
    )
    return paragraphs(CURVE, display(FORMULA), f"Its weights:\n\n{kinds}", COVERS)


NO_SUM = (
    "it divides each ŷ by the length of all of them, so it is no sum over classes, and only such "
    "sums are areas under this curve. With two classes there is just one ŷ, and it has a weight."
)
CURVE = (
    "**Every threshold is a decision.** Who loses c times as much by missing a class as by a false "
    "alarm should act from θ = 1/(1 + c) on. A prediction that is wrong about a class costs "
    "something to all those whose θ lies between ŷ and y, and nothing to the others. A loss "
    "averages over all of them, and losses differ only in whom they count how much:"
)
FORMULA = (
    r"\begin{aligned} M(\theta) &= \sum_{k=1}^{K} |y^k - \theta|\;[\theta \text{ between } "
    r"\hat y^k \text{ and } y^k] \\ L &= \int_0^1 w(\theta)\, M(\theta)\, d\theta \end{aligned}"
)
COVERS = (
    "So a model whose curve is nowhere above the other's, and somewhere below, is better under "
    "**every** loss that is an area under it, as long as its weight leaves out no θ: every "
    "strictly proper loss that is a sum over classes and charges all of them alike, and with two "
    "classes every strictly proper one that takes both alike. No choice among these can turn "
    "that, though one that charges both infinitely much sees no difference; a loss that counts a "
    "class for more than another may. Where the curves "
    "cross, the loss decides. (Ehm, Gneiting, Jordan, Krüger 2016, "
    "[doi:10.1111/rssb.12154](https://doi.org/10.1111/rssb.12154); Buja, Stuetzle, Shen 2005.)"
)
