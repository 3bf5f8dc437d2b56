"""What is said of edits that a grid refuses."""

from __future__ import annotations

from pages.ui.wording.formats import count

_NAMED = 3


def refused(reasons: list[str]) -> str:
    """Why cells were refused, a sentence a cell, and what became of them."""
    named, more = " ".join(reasons[:_NAMED]), len(reasons) - _NAMED
    if more > 0:
        named += f" {count(more, 'more cell')} {'was' if more == 1 else 'were'} refused."
    keep = "That cell keeps what it" if len(reasons) == 1 else "These cells keep what they"
    return f"{named} {keep} held."
