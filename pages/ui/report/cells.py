"""Cells of a report's tables, from plain texts and numbers. Pure."""

from __future__ import annotations

from html import escape

from pages.ui.inputs.characters import visible
from pages.ui.wording.formats import fixed, shortened

_LONGEST = 60


def text(value: object) -> str:
    """A text from anywhere, user text among it, cut where it is long."""
    return escape(visible(shortened(" ".join(str(value).split()), _LONGEST)))


def decimals(value: float | None, digits: int = 4) -> str:
    """A number below others; nothing where there is none."""
    return "" if value is None else fixed(value, digits)
