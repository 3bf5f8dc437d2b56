"""What stands beside the pictures of the page Compensation, and for those who cannot see them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pages.ui.inputs.batch import Batch
from pages.ui.results.compensation import on_truth, splits_in_two
from pages.ui.wording.en.losses import WORDS
from pages.ui.wording.formats import capitalised, listed

if TYPE_CHECKING:
    from losscore import Loss


def fall_alt(loss: str) -> str:
    """The falling mean for those who do not see it."""
    return (
        f"{capitalised(WORDS[loss].noun)}: the mean over the number of perfect samples added, "
        "falling from the worse model's towards the target, the better model's. The sentence and "
        "the table above say where it gets there."
    )


def map_alt(loss: str) -> str:
    """The map for those who do not see it."""
    return (
        f"{capitalised(WORDS[loss].noun)}: the number of perfect samples for every pair of "
        "probabilities that models A and B put on the true class; 0 on the diagonal, more the "
        "further from it and the closer the better model comes to 1, never where it is 1."
    )


FALL = (
    "Both curves start at 100 %, the mean before any perfect sample. With a perfect sample that "
    "costs 0 the curve is the same under every loss: **only the target lies elsewhere**."
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
