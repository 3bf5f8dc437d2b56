"""The words for rows that count as other than one sample each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pages.ui.wording.formats import count

if TYPE_CHECKING:
    from losscore.weights import Weights


def row_noun(weights: Weights) -> str:
    """What one row is: with weights not a sample."""
    return "sample" if weights.each is None else "row"


def weighted(rows: int, weights: Weights, *, independent: bool) -> str | None:
    """That rows count by their weights, and what N is then; nothing where each is one sample."""
    if weights.each is None:
        return None
    make = "makes" if rows == 1 else "make"
    taken = ", taken as independent" if independent else ""
    return (
        f"Each row counts as many times as its weight says: {count(rows, 'row')} {make} "
        f"**{count(weights.total, 'sample')}**{taken}."
    )
