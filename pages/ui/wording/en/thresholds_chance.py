"""What is said on Thresholds of what may be chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pages.ui.inputs.batch import LETTERS
from pages.ui.results.thresholds import NAMED
from pages.ui.wording.en.thresholds import where
from pages.ui.wording.formats import named

if TYPE_CHECKING:
    from pages.ui.results.folds import Folds

BAND_ALT = (
    "The difference of the curves of A and B over θ, with a band of what chance leaves open; the "
    "sentence above says where it leaves out 0."
)


def chance(
    ahead: Mapping[str, Sequence[tuple[float, float]]] | None,
    names: Mapping[str, str] = LETTERS,
    folds: Folds | None = None,
) -> str:
    """Where the band leaves out no difference; None where too few samples tell."""
    if ahead is None:
        return NO_BAND
    parts = [
        f"**{named(names[model])} is ahead by more than chance** where {_or(ranges)}"
        for model, ranges in ahead.items()
        if ranges
    ]
    band = f"{BAND} {NO_FOLDS}" if folds and folds.respected else BAND
    if not parts:
        return f"**All of this may be chance**: nowhere does the band leave out 0. {band}"
    return f"{'; '.join(parts)}. Elsewhere chance may have made the difference. {band}"


def _or(ranges: Sequence[tuple[float, float]]) -> str:
    if len(ranges) > NAMED:
        return f"the band lies on its side, in {len(ranges)} pieces"
    return " and where ".join(map(where, ranges))


BAND = (
    "The band is to hold the whole difference of the curves, at all thresholds at once, in 95 of "
    "100 batches like this one (simultaneous, from a studentised bootstrap). It knows the samples "
    "of this batch alone, and ends where fewer than 50 of them tell the models apart."
)
NO_FOLDS = (
    "Unlike the intervals on Samples it takes all samples as independent, those of one fold too."
)
NO_BAND = (
    "Not said: that takes 50 samples on which the curves of the models differ at the same "
    "threshold."
)
