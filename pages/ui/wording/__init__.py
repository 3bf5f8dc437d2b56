"""How numbers and names are written on every page, and each page's sentences. Pure."""

from pages.ui.wording.formats import (
    bold,
    count,
    display,
    escape,
    fixed,
    number,
    paragraphs,
    percent,
    tex,
    times,
)

__all__ = [
    "bold",
    "count",
    "display",
    "escape",
    "fixed",
    "number",
    "paragraphs",
    "percent",
    "tex",
    "times",
]
