"""What a chart draws of a slider that is being dragged, before the page is scored: expressions.

Vega calculates them in the browser. Such a formula is one of losscore's once more;
tests/browser/test_sliders.py holds each to it.
"""

from __future__ import annotations

import altair as alt

from pages.ui.wording.formats import raised

# Where each slider stands, by its setting, as widgets/sliders.js says; nothing before that ran.
_HAND = alt.param(name="hand", bind=alt.BindDirect(element="body", event="moved"))


def following(layers: alt.LayerChart, *settings: str, **found: str) -> alt.LayerChart:
    """The chart with where the sliders of these settings stand, and what is `found` from that once.

    Each stands by itself: while one is dragged, Vega calculates nothing that only the others move.
    """
    places = {f"hand_{name}": f"hand ? hand.{name} : null" for name in settings}
    known = (alt.param(name=name, expr=expr) for name, expr in {**places, **found}.items())
    return layers.add_params(_HAND, *known)


def held(setting: str) -> str:
    """Where the slider stands; where it was scored, in a field so called, until that is known."""
    return f"(isValid(hand_{setting}) ? hand_{setting} : datum.{setting})"


def is_moved(*settings: str) -> str:
    """Whether any of the sliders stands elsewhere than it was scored, in a field so called."""
    return " || ".join(
        f"isValid(datum.{setting}) && {held(setting)} !== datum.{setting}" for setting in settings
    )


def is_at_stop(setting: str) -> str:
    """Whether the slider stands at one of the stops that a row is of; at any, for a row of none.

    Those are `since` to `until`. With a row for each of few stops no formula is needed once more.
    """
    at = held(setting)
    return f"!isValid(datum.since) || datum.since <= {at} && {at} <= datum.until"


# What a loss charges two classes that get `r`, the true one, and `s`.
PENALTIES = {
    "squared_error": "2 * {s} * {s}",
    "cross_entropy": "-log(max({r}, {floor}))",
    "spherical": "{s} * {s} / (sqrt({r} * {r} + {s} * {s}) * (sqrt({r} * {r} + {s} * {s}) + {r}))",
    "power": "pow({s}, 1 + {a}) + (1 - pow({r}, {a}) * (1 + {a} * {s})) / {a}",
}


def penalty_of(loss: str, r: str, s: str, a: str = "datum.a", floor: str = "datum.floor") -> str:
    """What the loss charges for these two probabilities."""
    return f"({PENALTIES[loss].format(r=r, s=s, a=a, floor=floor)})"


def written(value: str) -> str:
    """A number of at least 0 as every page writes it: to four digits, 0.08, 1.2·10⁻⁷ or ∞."""
    plain = f"{value} < 9999.5 ? format({value}, ',.4~r') : format({value}, ',.0f')"
    far = f"{value} > 0 && {value} < 0.99995e-4 || {value} >= 999950000"
    return f"(!isFinite({value}) ? '∞' : {far} ? {_power_of_ten(value)} : {plain})"


def _power_of_ten(value: str) -> str:
    times, power = (f"split(format({value}, '.3~e'), 'e')[{k}]" for k in (0, 1))
    power = f"replace({power}, '+', '')"
    for sign in "-0123456789":
        power = f"replace({power}, regexp('{sign}', 'g'), '{raised(sign)}')"
    return f"({times} == '1' ? '' : {times} + '·') + '10' + {power}"


# A tick of a linear axis: Vega would write 0.0000002, which has no room.
TICK = (
    "datum.value === 0 ? '0' : abs(datum.value) < 0.99995e-4 ? "
    f"replace({_power_of_ten('datum.value')}, '\u22121·', '\u2212') : datum.label"
)


def written_count(value: str) -> str:
    """A count of perfect samples, a fraction allowed: 1.118 or 3,955.5."""
    return f"({value} < 100 || {value} >= 1e9 ? {written(value)} : format({value}, ',.1~f'))"
