"""How numbers and names are written on every page, and each page's sentences. Pure."""

from pages.ui.wording.formats import (
    bold,
    count,
    escape,
    fixed,
    number,
    percent,
    tex,
    times,
)

__all__ = [
    "bold",
    "count",
    "escape",
    "fixed",
    "number",
    "percent",
    "tex",
    "times",
]
