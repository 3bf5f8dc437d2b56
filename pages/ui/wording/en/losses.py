"""How a sentence calls a loss: by its symbol and its name, in bold."""

from __future__ import annotations

from pages.ui import palette


def head_of(loss: str) -> str:
    """A loss at the head of a sentence."""
    look = palette.LOSSES[loss]
    return f"{look.symbol} **{look.label}**"


def name_of(loss: str) -> str:
    """A loss within a sentence."""
    look = palette.LOSSES[loss]
    return f"{look.symbol} **{look.label.lower()}**"
