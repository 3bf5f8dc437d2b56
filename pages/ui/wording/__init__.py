"""How numbers and names are written on every page, and each page's sentences. Pure."""

from pages.ui.wording.formats import (
    bold,
    count,
    display,
    escape,
    exact_text,
    fixed,
    number,
    paragraphs,
    percent,
    tex,
    times,
    whole_text,
)

__all__ = [
    "bold",
    "count",
    "display",
    "escape",
    "exact_text",
    "fixed",
    "number",
    "paragraphs",
    "percent",
    "tex",
    "times",
    "whole_text",
]
