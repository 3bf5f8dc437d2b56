"""The sentences of the page Samples."""

from __future__ import annotations

import math

from pages.ui import palette
from pages.ui.results.samples import LOWER_FLOOR, Summary, preferred_model
from pages.ui.wording.en.losses import WORDS, head_of
from pages.ui.wording.en.samples_verdicts import Link, mean, verdict
from pages.ui.wording.en.weights import weighted
from pages.ui.wording.formats import (
    amount,
    capitalised,
    count,
    named,
    number,
    paragraphs,
    percent,
)

NOTHING_SCORED = "No sample can be scored yet: fix one of those named."

ONE_MODEL = "There is one model here. With a second one, the page says which the losses prefer."

ONE_SAMPLE = (
    "One sample is no batch yet: add more, start from **A batch of eight**, or look at what two "
    "real models predicted."
)


def answer(scored: Summary, link: Link) -> str:
    """The page's answer, a line a fact; `link` gives the address of a row's sample."""
    parts = [_agreement(scored) if scored.comparisons else ONE_MODEL]
    parts += [_line(scored, name, link) for name in scored.losses]
    parts += [
        _worst(scored),
        _accuracy(scored),
        weighted(scored.size, scored.weights, independent=not scored.by_folds),
    ]
    return paragraphs(*parts)


def _agreement(scored: Summary) -> str:
    text = _views(scored)
    if scored.size == 1:
        return f"{text} on the one sample there is. {ONE_SAMPLE}"
    apart = [
        f"{WORDS[name].noun} alone sees no difference on **{amount(samples)}**"
        for name, samples in scored.undecided.items()
        if samples
    ]
    if not scored.disagreements and not apart:
        return f"{text}. Sample by sample they agree on **all {amount(scored.samples)}**."
    often = "none"
    if scored.disagreements:
        often = f"{amount(scored.disagreements)} of {amount(scored.samples)}"
    disagree = f"Sample by sample they disagree {palette.DISAGREE.symbol} on **{often}**"
    return f"{text}. {'; '.join([disagree, *apart])}."


def _views(scored: Summary) -> str:
    """What both losses say about the models."""
    views = {name: _view(scored, name) for name in scored.losses}
    if len(set(views.values())) == 1:
        return f"Both losses {_prefer(scored, next(iter(views.values())), 'prefer', 'see')}"
    each = "; ".join(
        f"{WORDS[name].noun} {_prefer(scored, view, 'prefers', 'sees')}"
        for name, view in views.items()
    )
    if set(views.values()) == {"a", "b"}:
        return f"**The losses disagree about the better model**: {each}"
    return capitalised(each)


def _view(scored: Summary, loss: str) -> str | None:
    """What a loss says about the models: the better one, "tie", or None for nothing at all."""
    result = scored.comparisons[loss]
    return None if result.difference is None else preferred_model(result) or "tie"


def _prefer(scored: Summary, view: str | None, prefer: str, see: str) -> str:
    if view is None:
        return "cannot tell, because both means are infinite"
    if view == "tie":
        return f"{see} **no difference**"
    return f"{prefer} **model {named(scored.names[view])}**"


def _line(scored: Summary, loss: str, link: Link) -> str:
    text = verdict(scored, loss, link) if scored.comparisons else _mean_of_one(scored, loss)
    reasons = (_infinite(scored, model, loss) for model in scored.models)
    return " ".join([text, *(f"{reason}." for reason in reasons if reason)])


def _mean_of_one(scored: Summary, loss: str) -> str:
    return f"{head_of(loss)} has a mean of **{mean(scored.means['a', loss])}**."


def _infinite(scored: Summary, model: str, loss: str) -> str:
    """Why a mean is infinite, or what a floor made of it."""
    samples = scored.infinite[model, loss]
    if loss in scored.lifted:
        return _floored(scored, model, loss)
    if not samples:
        return ""
    where = "where the truth has mass" if scored.soft else "to the true class"
    reason = (
        f"{named(scored.names[model])} gives exactly 0 {where} on **{count(samples, 'sample')}**"
    )
    return f"{reason}, and one is enough" if samples > 1 else f"{reason}, and that is enough"


def _floored(scored: Summary, model: str, loss: str) -> str:
    value, lowered = scored.means[model, loss], scored.lowered[model, loss]
    who, floor = named(scored.names[model]), number(scored.floor)
    if math.isclose(value, lowered, rel_tol=1e-6):
        return f"The floor of {floor} changes next to nothing for {who}"
    return (
        f"{who}'s mean **depends on the floor** of {floor}: with "
        f"{number(scored.floor * LOWER_FLOOR)} it is {mean(lowered)}"
    )


def _worst(scored: Summary) -> str:
    if scored.size == 1:
        return ""
    who = "The costliest sample carries"
    if scored.worst > 1:
        part = percent(scored.worst / scored.samples)
        who = f"The costliest {scored.worst:,} samples ({part}) carry"
    parts, infinite = [], []
    for name in scored.losses:
        shares = [
            f"**{percent(share)}** of {named(scored.names[model])}'s"
            for model in scored.models
            if (share := scored.shares[model, name]) is not None
        ]
        if shares:
            parts.append(f"{' and '.join(shares)} total {WORDS[name].noun}")
        infinite += [(m, name) for m in scored.models if math.isinf(scored.means[m, name])]
    text = f"{who} {', '.join(parts)}." if parts else ""
    for model, name in infinite:
        samples = scored.infinite[model, name]
        carry = "carries" if samples == 1 else "carry"
        text += (
            f" {named(scored.names[model])}'s total {WORDS[name].noun} is infinite: the "
            f"{count(samples, 'sample')} charged infinitely much {carry} all of it."
        )
    return text.strip()


def _accuracy(scored: Summary) -> str:
    what, every = "likeliest class" if scored.soft else "true class", amount(scored.samples)
    parts = (
        f"{named(scored.names[model])} **{amount(scored.right[model])} of {every}** "
        f"({percent(scored.accuracy[model])})"
        for model in scored.models
    )
    return f"Accuracy, how often the {what} is predicted: {', '.join(parts)}."
