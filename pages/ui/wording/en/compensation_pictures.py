"""What stands beside the pictures of the page Compensation, and for those who cannot see them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from pages.ui.inputs.batch import Batch
from pages.ui.results.compensation import Gap, on_truth, splits_in_two
from pages.ui.wording.en.losses import WORDS
from pages.ui.wording.formats import capitalised, listed

if TYPE_CHECKING:
    from losscore import Loss


NEITHER = "neither"
# What is said of both means, between the model and its mean.
STANDS = {"start": " starts at ", "goal": " is at "}
# What the colours of the map stand for, by the least count of each.
BINS = {
    "0": "0",
    "1": "1",
    "2": "2",
    "3": "3",
    "4": "4–9",
    "10": "10–99",
    "100": "≥ 100",
    "never": "never",
}


def fall_alt(loss: str) -> str:
    """The falling mean for those who do not see it."""
    return (
        f"{capitalised(WORDS[loss].noun)}: the mean over the number of perfect samples added, "
        "falling from the worse model's towards the target, the better model's. The sentence above "
        "says where it gets there."
    )


def fall_caption(gaps: Mapping[str, Gap]) -> str:
    """How to read both curves, and that they are one where they are."""
    text = "Both curves start at 100 %, the mean before any perfect sample."
    answers = [gap.answer for gap in gaps.values()]
    if any(answer.perfect or not 0.0 < answer.mean < math.inf for answer in answers):
        return text
    return (
        f"{text} A perfect sample costs 0 under both losses, so it is the same curve: **only the "
        "target lies elsewhere**."
    )


def map_alt(loss: str) -> str:
    """The map for those who do not see it."""
    return (
        f"{capitalised(WORDS[loss].noun)}: the number of perfect samples for every pair of "
        "probabilities that models A and B put on the true class; 0 on the diagonal, more the "
        "further from it and the closer the better model comes to 1, never where it is 1."
    )


MAP = (
    "Each cell is a pair of probabilities on the true class, the rest on one other class. Above "
    "the diagonal model A has to make up, below it model B. **Click a cell** to try that pair."
)


def map_note(batch: Batch | None, losses: Iterable[Loss]) -> str:
    """Where on the map the current case is."""
    if batch is None:
        return ""
    if batch.size > 1:
        return "A batch is no single pair, so it is not on the map."
    if on_truth(batch) is None:
        return "A soft truth has no single true class, so this case is not on the map."
    less = [WORDS[loss.name].noun for loss in losses if not loss.local]
    if splits_in_two(batch) or not less:
        return "The ring is the current case."
    charge = "charges" if len(less) == 1 else "charge"
    return (
        "The ring is the current case. It spreads the rest over several classes, so "
        f"{listed(less)} {charge} it less than the map does."
    )
