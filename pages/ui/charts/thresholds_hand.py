"""The curves of two probabilities that sliders hold, drawn before the page is scored. Pure.

Of two classes the true one has p and the other 1 − p, and nothing but these two is where a curve
breaks. A row has `theta` and `value` as scored or, in a case of two probabilities, both of these.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

import altair as alt
import pyarrow as pa

from pages.ui.charts.base import rows
from pages.ui.charts.hand import held
from pages.ui.inputs.scenario import MODELS
from pages.ui.results.thresholds import LEAST, Costs
from pages.ui.results.thresholds_hand import Held

BY_HAND = "isValid(datum.pa)"
# What acting above the threshold `at` costs where the true one of two classes has `p`.
COST = "(({p} <= {at} ? 1 - {at} : 0) + ({at} < 1 - {p} ? {at} : 0))"
_P = {model: held(f"p{model}") for model in MODELS}
_OWN = f"(datum.who === 'a' ? {_P['a']} : {_P['b']})"
_CUT = f"(datum.cut === 'a' ? {_P['a']} : {_P['b']})"
_AT = (
    f"isValid(datum.cut) ? clamp((datum.wrong ? 1 - {_CUT} : {_CUT}) + datum.aside, {LEAST}, 1)"
    " : datum.theta"
)


def _cost(p: str) -> str:
    return COST.format(p=p, at="datum.at")


def curve(layer: alt.Chart) -> alt.Chart:
    """Points of the curves: `at` and `height`."""
    return layer.transform_calculate(at=_AT).transform_calculate(
        height=f"{BY_HAND} ? {_cost(_OWN)} : datum.value"
    )


def between(layer: alt.Chart) -> alt.Chart:
    """From `here`, the lower curve, to `there`; nothing where the model's curve is not lower."""
    return (
        layer.transform_calculate(at=_AT)
        .transform_calculate(cost_a=_cost(_P["a"]), cost_b=_cost(_P["b"]))
        .transform_calculate(
            here=f"{BY_HAND} ? (datum.who === 'a' ? datum.cost_a : datum.cost_b) : datum.a",
            there=f"{BY_HAND} ? max(datum.cost_a, datum.cost_b) : datum.b",
        )
    )


def acted(layer: alt.Chart, at: str) -> alt.Chart:
    """What acting at a threshold `costs` each model."""
    filtered = layer.transform_filter(BY_HAND).transform_calculate(at=at)
    return filtered.transform_calculate(costs=_cost(_OWN))


def name(layer: alt.Chart, names: Mapping[str, str]) -> alt.Chart:
    """The names beside the curves.

    The model that gives the truth less, `less`, has its name right of where its curve falls, or
    above where it is 1; the other below that, on its own curve; both in one where they are close.
    """
    own, both = json.dumps({**names}), json.dumps("  ".join(names.values()))
    return (
        layer.transform_calculate(
            less=f"min({_P['a']}, {_P['b']})", more=f"max({_P['a']}, {_P['b']})"
        )
        .transform_calculate(
            together=f"{BY_HAND} && (datum.more - datum.less < {_CLOSE} || datum.more < 0.5)"
        )
        .transform_calculate(
            above=f"datum.together ? datum.who === 'a' : {_OWN} === datum.less",
            falls="min(1 - datum.less, 0.5)",
        )
        .transform_calculate(
            at=_or_placed(
                "theta", "datum.above ? datum.falls : (1 - datum.more + datum.falls) / 2"
            ),
            height=_or_placed("value", "datum.above ? (datum.less < 0.5 ? 1 : 1 - datum.less) : 0"),
            align=_or_placed("align", "datum.above && datum.less >= 0.5 ? 'left' : 'center'"),
            # A name outside of the axes would make room for itself.
            reach=f"{BY_HAND} && datum.less < 0.5 ? 1.12 : 0",
            dx=_or_placed("dx", "datum.above && datum.less >= 0.5 ? 6 : 0"),
            dy=_or_placed("dy", "datum.above ? (datum.less < 0.5 ? -16 : 6) : -11"),
            name=f"datum.together ? (datum.above ? {both} : '') : ({own})[datum.who]",
        )
    )


_CLOSE = 0.09  # On a phone there is no room for two names.


def _or_placed(field: str, formula: str) -> str:
    """What a formula gives for two probabilities; else what was found before."""
    return f"{BY_HAND} ? ({formula}) : datum.{field}"


def hand_rows(
    found: Held, pair: tuple[float, float], theta: float, costs: Costs
) -> dict[str, pa.Table]:
    """The rows of the curves for two probabilities, with what it takes to draw others."""
    scored = {"pa": pair[0], "pb": pair[1]}

    def of_both(columns: dict[str, object]) -> pa.Table:
        size = len(found.theta)
        parts = (
            rows({**columns, "who": [model] * size, "run": [model] * size}) for model in MODELS
        )
        return _with(pa.concat_tables(parts), scored)

    places = {"theta": found.theta, "cut": found.cut, "wrong": found.wrong, "aside": found.aside}
    values = pa.chunked_array([found.a, found.b])
    acted = rows({"theta": [theta] * len(costs), "cost": [*costs], "who": [*MODELS]})
    return {
        "between": of_both({**places, "a": found.a, "b": found.b}),
        "curves": of_both(places).append_column("value", values),
        "names": _with(rows({"who": [*MODELS]}), scored),
        "acted": _with(acted, scored),
    }


def _with(table: pa.Table, constants: dict[str, float]) -> pa.Table:
    for name, value in constants.items():
        table = table.append_column(name, pa.repeat(value, len(table)))
    return table
