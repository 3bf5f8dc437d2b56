"""The words for the folds of a cross-validation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pages.ui.wording.formats import bold

if TYPE_CHECKING:
    from pages.ui.results.folds import Folds


def goes_by(folds: Folds | None) -> str:
    """What an interval takes as independent, where folds are known."""
    if folds is None:
        return ""
    those = f"the {folds.count:,} folds (column {bold(folds.column)})"
    if folds.respected:
        return f"It takes {those} as independent, not the samples in them"
    return f"It takes all samples as independent: {those} are too few to tell how folds differ"


def in_slices(folds: Folds | None) -> str:
    """The same of the intervals of slices."""
    if folds is None:
        return ""
    if not folds.respected:
        return (
            f"They take all samples as independent: the {folds.count:,} folds are too few to tell "
            "how folds differ."
        )
    return (
        f"They take the folds (column {bold(folds.column)}) as independent, and the samples where "
        "a slice is in fewer than three folds."
    )
