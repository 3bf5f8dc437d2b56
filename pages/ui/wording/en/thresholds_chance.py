"""What is said on Thresholds of what may be chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pages.ui.inputs.batch import LETTERS
from pages.ui.results.thresholds import NAMED
from pages.ui.results.thresholds_chance import BAND as THRESHOLDS
from pages.ui.wording.en.folds import goes_by
from pages.ui.wording.en.thresholds import among
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
    by_folds = folds is not None and folds.respected
    if ahead is None:
        return NO_FOLD_BAND if by_folds else NO_BAND
    parts = [
        f"**{named(names[model])} is ahead by more than chance** {_where(ranges)}"
        for model, ranges in ahead.items()
        if ranges
    ]
    band = f"{_HOLDS} ({FOLD_BAND if by_folds else BAND}). {_KNOWS}"
    band += f" {goes_by(folds)}." if folds else ""
    if not parts:
        return f"**All of this may be chance**: nowhere does the band leave out 0. {band}"
    return f"{'; '.join(parts)}. Elsewhere chance may have made the difference. {band}"


def _where(ranges: Sequence[tuple[float, float]]) -> str:
    if len(ranges) > NAMED:
        return f"where the band lies on its side, in {len(ranges)} pieces"
    return among(ranges)


BAND = "simultaneous, from a studentised bootstrap"
FOLD_BAND = "simultaneous, from a cluster-robust standard error"
_HOLDS = (
    f"The band is to hold the difference of the curves at its {len(THRESHOLDS)} thresholds, at all "
    "of them at once, in 95 of 100 batches like this one"
)
_KNOWS = (
    "It knows the samples of this batch alone, and ends where fewer than 50 of them tell the "
    "models apart, or where a few that cost far more might decide and hardly any is here."
)
NO_BAND = (
    "Not said: that takes 50 samples on which the curves of the models differ at the same "
    "threshold, and more than a few costly ones among them."
)
NO_FOLD_BAND = f"{NO_BAND} It also takes folds that are not all alike."
