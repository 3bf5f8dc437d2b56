"""What the pages beside Samples say of a tally, and what a tally cannot tell there."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from pages.ui.inputs.tallied import Tallied
from pages.ui.results.calibration import Bill
from pages.ui.results.compensation import Gap
from pages.ui.results.penalties import Charge
from pages.ui.results.tally import Settings
from pages.ui.results.tally_thresholds import GridLead
from pages.ui.results.thresholds import NAMED, Area
from pages.ui.wording.en.calibration import BILL, ONE_SAMPLE, of_loss, too_few, would_take
from pages.ui.wording.en.losses import WORDS, head_of
from pages.ui.wording.en.samples_verdicts import mean
from pages.ui.wording.en.tally import size_of, told
from pages.ui.wording.en.tally import who as who_is_who
from pages.ui.wording.en.thresholds import among, makes
from pages.ui.wording.formats import (
    bold,
    count,
    escape,
    fixed,
    listed,
    named,
    number,
    paragraphs,
    percent,
)

# From this part of a loss on, one sample is said to carry it.
_MOST = 0.5

THRESHOLDS = (
    "**What a tally cannot tell here.** It knows both curves at its own thresholds alone, and what "
    "each loss charges exactly: between two thresholds the lines are drawn straight, and where "
    "just the curves cross, what either model saves where it is ahead, and the band of what chance "
    "leaves open take the rows."
)
CALIBRATION = (
    "**What a tally cannot tell here.** Its steps are 20 bins of ŷ of equal width for each class, "
    "and those of the rows may be finer: on these samples at least this could be had back. On "
    "samples that it was not made from a recalibration may save less; how much, what is had back "
    "of each class, one temperature, and the band of chance take the rows. Loss and uncertainty "
    "are exact."
)
COMPENSATION = "Counted from the mean and the number of samples of the tally: that is all it takes."
_IN_BINS = "recalibrated in bins on these very samples"
FARTHEST = "farthest from the diagonal"
SOFT = (
    "**How much could be had back is not told of a soft truth**: a tally does not know how the "
    "truth itself is spread. Its bins are below."
)


def one_model(case: Tallied) -> str:
    """What a tally of one model lacks."""
    return (
        f"{bold(case.name)} is a tally of one model only, and it takes two to compare: "
        "`losscore.tally` takes several at once."
    )


def missing(found: Iterable[Settings]) -> str:
    """Which of the losses are not in the tally, and what would help."""
    return paragraphs(*map(_missing, found))


def _missing(one: Settings) -> str:
    if one.tallied is None:
        return (
            f"{head_of(one.loss)}: **not told**. This tally was made without it; "
            "`losscore.tally` takes any `losses`."
        )
    return (
        f"{head_of(one.loss)}: **not told**. This tally was made with {told(one.tallied, one)}, "
        f"and the page asks for {told(one.asked, one)}."
    )


def thresholds(lead: GridLead, found: Mapping[str, Area | Charge], names: Mapping[str, str]) -> str:
    """Who is ahead at the tally's thresholds, and what each loss makes of the curves."""
    return paragraphs(_lead(lead, names), makes(found, names))


def _lead(lead: GridLead, names: Mapping[str, str]) -> str:
    ahead = {model: size for model, size in lead.ahead.items() if size}
    if not ahead:
        return (
            f"Both models have **the same cost at all {lead.thresholds} thresholds** that the "
            "tally knows. Between these it does not know."
        )
    if len(ahead) == 1:
        (model, size), other = *ahead.items(), "b" if "a" in ahead else "a"
        return (
            f"**{named(names[model])} costs nowhere more than {named(names[other])} at the "
            f"{lead.thresholds} thresholds that the tally knows**, and less at {size} of them. "
            "Between these it does not know, so that it is no proof for every loss of this kind."
        )
    rarer, other = sorted(ahead, key=ahead.get)
    return (
        f"**Neither is better under all losses of this kind.** Of the {lead.thresholds} thresholds "
        f"that the tally knows, {named(names[other])} is the better one at {ahead[other]}, "
        f"{named(names[rarer])} at {ahead[rarer]}{_where(lead.runs[rarer])}."
    )


def _where(runs: list[tuple[float, float]]) -> str:
    if len(runs) > NAMED:
        return f", in {len(runs)} pieces"
    return f": {among(runs)}"


def nearest(theta: float, known: float) -> str | None:
    """Which threshold stands for the one that was asked for, where it is another."""
    if math.isclose(theta, known, rel_tol=1e-9):
        return None
    return (
        f"A tally knows its own thresholds alone: {number(known)} is the one next to "
        f"{number(theta)}."
    )


def calibration(case: Tallied, losses: Iterable[str], found: Mapping[tuple[str, str], Bill]) -> str:
    """What at least could be had back of each loss that the tally was made with."""
    if case.tally.rows == 1:
        return ONE_SAMPLE
    if case.tally.soft:
        return SOFT
    said = (of_loss(loss, found, case.names, _IN_BINS, _had_back) for loss in losses)
    row = "sample" if case.tally.rows == case.size else "row"
    return paragraphs(too_few(case.tally.rows, row), *said)


def _had_back(bill: Bill) -> str:
    loss = bill.parts.loss
    if math.isinf(loss):
        return (
            f"would pay **at most {mean(bill.left)}** instead of infinitely much, which no number "
            "of perfect samples does."
        )
    if not bill.saved:
        return f"would save **nothing that these bins show** of its {mean(loss)}."
    text = (
        f"would save **at least {mean(bill.saved)}** of its {mean(loss)}, which "
        f"{would_take(bill.needed, at_least=True)}."
    )
    if bill.worst is None or bill.worst < _MOST:
        return text
    return f"{text} A single sample carries **{percent(bill.worst)}** of that loss."


def bill_caption() -> str:
    """How to read the bill."""
    return f"{BILL} Told apart and miscalibration are the least that they can be."


def class_option(names: tuple[str, ...], place: int, farthest: int) -> str:
    """What a class is called in the list of them; 0 leaves the choice to the page."""
    return names[place - 1] if place else f"{names[farthest]}: {FARTHEST}"


def reliability_alt(model: str) -> str:
    """The bins for those who do not see them."""
    return (
        f"How often the chosen class is true where model {model.upper()} gives it which "
        "probability, as a point a bin beside the diagonal."
    )


def reliability_caption(name: str) -> str:
    """How to read the bins of a class."""
    return (
        f"{bold(name)}: each point is a bin of ŷ, at the mean of what is in it, the larger the "
        "more samples; a calibrated model lies on the diagonal, and above it the class is true "
        "more often than the model says. How far off chance alone would put a point is not told."
    )


def perfect(gaps: Mapping[str, Gap]) -> str:
    """What a perfect sample costs here."""
    costs = {WORDS[loss].noun: gap.answer.perfect for loss, gap in gaps.items()}
    free = [noun for noun, cost in costs.items() if not cost]
    dear = [f"{noun} charges it {fixed(cost)} on average" for noun, cost in costs.items() if cost]
    none = [f"{listed(free)} {'charges' if len(free) == 1 else 'charge'} it 0"] if free else []
    charged = listed([*none, *dear])
    return f"**Perfect** means a prediction equal to the truth: {charged}. {COMPENSATION}"


def current(case: Tallied) -> str:
    """The tally in one line."""
    classes = count(len(case.classes), "class", "classes")
    return f"{size_of(case)} of {classes}, tallied. {escape(case.name)}. {who_is_who(case.names)}"
