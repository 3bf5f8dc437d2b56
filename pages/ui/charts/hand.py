"""What a chart draws of a slider that is being dragged, before the page is scored: expressions.

Vega calculates them in the browser. Such a formula is one of losscore's once more;
tests/browser/test_sliders.py holds each to it.
"""

from __future__ import annotations

import altair as alt

# Where each slider stands, by its setting, as widgets/sliders.js says; nothing before that ran.
HAND = alt.param(name="hand", bind=alt.BindDirect(element="body", event="moved"))


def held(setting: str) -> str:
    """Where the slider stands; where it was scored, in a field so called, until that is known."""
    return f"(hand && isValid(hand.{setting}) ? hand.{setting} : datum.{setting})"


def is_moved(*settings: str) -> str:
    """Whether any of the sliders stands elsewhere than it was scored."""
    return " || ".join(f"{held(setting)} !== datum.{setting}" for setting in settings)


def written(value: str) -> str:
    """A number of at least 0 as every page writes it: to four digits, 0.08 or 1.2e−7."""
    plain, power = f"format({value}, '.4~r')", f"replace(format({value}, '.3~e'), 'e+', 'e')"
    small = f"{value} > 0 && {value} < 0.99995e-4"
    return f"({small} || {value} >= 9999.5 ? replace({power}, '-', '−') : {plain})"
