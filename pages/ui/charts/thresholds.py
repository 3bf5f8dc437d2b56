"""The curve of what a threshold costs each model, and what chance leaves open of it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

import altair as alt
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pages.ui import palette
from pages.ui.charts import thresholds_hand as hand
from pages.ui.charts.base import (
    STANDING_OUT,
    color,
    dash,
    data,
    drawn,
    letter_of,
    rows,
    spec,
    with_symbols,
)
from pages.ui.charts.hand import following, held, is_moved
from pages.ui.charts.names import Axis, beside_lines, place_columns, written_beside
from pages.ui.charts.thresholds_axes import (
    by_model,
    height_axis,
    labelled,
    theta_axis,
    value_tip,
)
from pages.ui.inputs.scenario import MODELS
from pages.ui.results.memo import kept
from pages.ui.results.thresholds import LEAST, Costs, Drawn
from pages.ui.wording.en import pictures

if TYPE_CHECKING:
    from losscore import DifferenceBand

_MODELS = with_symbols(palette.MODELS)
_NAMES = {model: letter_of(model) for model in MODELS}
_HEIGHT = 300
_TIP = alt.Tooltip("at:Q", title="θ", format=".4~g")


@lru_cache(maxsize=64)
def curves(scale: str, low: float) -> dict:
    """Both curves, shaded where one is the lower, and the threshold that is acted on."""
    x, y = theta_axis(scale, low, "at"), height_axis("M(θ)", "height")
    shade = (
        hand.between(data("between"))
        .mark_area(clip=True, opacity=0.25)
        .encode(
            x=x,
            y=alt.Y("here:Q"),
            y2=alt.Y2("there:Q"),
            detail=alt.Detail("run:N"),
            fill=alt.FillValue(drawn(_MODELS, "color")),
        )
    )
    lines = (
        hand.curve(labelled("curves", _MODELS))
        .mark_line(clip=True, strokeWidth=2.5)
        .encode(
            x=x,
            y=y,
            color=color(_MODELS),
            strokeDash=dash(_MODELS),
        )
    )
    # Unseen, to be hovered: as scored, so that a slider has nothing of it calculated, and on the
    # axis of what is drawn.
    hovered = (
        labelled("hovered", _MODELS)
        .mark_line(clip=True, strokeWidth=14, opacity=0)
        .encode(
            x=theta_axis(scale, low),
            y=alt.YValue({"expr": "scale('y', datum.value)"}),
            detail=alt.Detail("who:N"),
            tooltip=[
                alt.Tooltip("label:N", title=pictures.TIP_WHO),
                alt.Tooltip("theta:Q", title="θ", format=".4~g"),
                value_tip("M(θ)"),
            ],
        )
    )
    rule = (
        data("acted")
        .transform_calculate(at=_HELD)
        .mark_rule(strokeDash=[2, 3], color=palette.TRUTH.color)
        .encode(x=x)
    )
    points = (
        acted.transform_joinaggregate(least="min(costs)", most="max(costs)")
        .mark_point(size=alt.expr(_SIZE), **STANDING_OUT)
        .encode(
            x=x,
            y=height_axis("M(θ)", "costs"),
            fill=alt.FillValue(drawn(_MODELS, "color")),
            shape=alt.ShapeValue(drawn(_MODELS, "shape")),
            tooltip=[
                alt.Tooltip("label:N", title=pictures.TIP_WHO),
                _TIP,
                alt.Tooltip("costs:Q", format=".4~g"),
            ],
        )
        for acted in (_acted(), hand.acted(labelled("acted", _MODELS), _HELD))
    )
    named = hand.name(data("names"), _NAMES)
    names = written_beside(named).encode(
        x=x, y=y, text=alt.Text("name:N"), fill=alt.FillValue(drawn(_MODELS, "color"))
    )
    room = named.mark_point(opacity=0, tooltip=None).encode(y=height_axis("M(θ)", "reach"))
    layers = alt.layer(shade, rule, lines, hovered, *points, room, names)
    return spec(following(layers, "theta", "pa", "pb", within=_WITHIN).properties(height=_HEIGHT))


def _acted() -> alt.Chart:
    """What acting costs each model: as scored, or by the piece of its curve that is held at."""
    scored = alt.LookupData(data=alt.NamedData("acted"), key="who", fields=["theta", "cost"])
    following = [
        alt.WindowFieldDef(op="lead", field=field, **{"as": f"next_{field}"})
        for field in ("theta", "value")
    ]
    return (
        labelled("curves", _MODELS)
        .transform_filter(f"!{hand.BY_HAND}")
        .transform_window(window=following, groupby=["who"])
        .transform_filter("datum.theta < datum.next_theta")
        .transform_calculate(low="datum.theta")
        .transform_lookup(lookup="who", from_=scored)
        # All that a slider has calculated for every piece, and so as short as it can be.
        .transform_filter(f"isValid(within) ? {_ON.format('within')} : {_ON.format(_SCORED)}")
        # Into fields of their own: a signal calculates these anew, from what is in the others.
        .transform_calculate(at=_HELD)
        .transform_calculate(costs=f"{is_moved('theta')} ? {_ON_PIECE} : datum.cost")
    )


# A curve is straight from `low` to `next_theta`.
_ON_PIECE = (
    "datum.value + (datum.next_value - datum.value) * (datum.at - datum.low)"
    " / (datum.next_theta - datum.low)"
)
# Where both cost the same, the one behind is still seen.
_SIZE = "datum.most - datum.least > 0.04 * datum.most ? 110 : datum.who === 'a' ? 230 : 60"
_HELD = f"max({held('theta')}, {LEAST})"
_WITHIN = f"isValid(hand_theta) ? clamp(hand_theta, {LEAST}, {1 - LEAST}) : null"
_SCORED = f"clamp(datum.theta, {LEAST}, {1 - LEAST})"
_ON = "datum.low <= {0} && {0} < datum.next_theta"


def curves_rows(
    found: Drawn, theta: float, costs: Costs, scale: str = "linear"
) -> dict[str, pa.Table]:
    """The curves with their names, whose is the lower one where, and both costs."""
    return {
        **_drawn(found, scale),
        "hovered": _hovered(found, scale),
        "names": _names(found, scale),
        "acted": rows({"theta": [theta] * len(costs), "cost": [*costs], "who": [*MODELS]}),
    }


@kept(2)
def _drawn(found: Drawn, scale: str) -> dict[str, pa.Table]:
    run, who = _runs(found.better)
    curves = {"theta": np.maximum(found.theta, LEAST), "a": found.a, "b": found.b, "run": run}
    corners = _corners(found, scale)
    inside = corners & np.array([model is not None for model in who])
    between = {name: column[inside] for name, column in curves.items()}
    places, *heights = (curves[name][corners] for name in ("theta", *MODELS))
    return {
        "between": rows({**between, "who": [who[at] for at in np.flatnonzero(inside)]}),
        "curves": by_model(places, dict(zip(MODELS, heights, strict=True))),
    }


def _corners(found: Drawn, scale: str) -> npt.NDArray[np.bool_]:
    """Without which ends of pieces a picture would differ: not where both curves go straight on.

    On an axis by factors what is straight is drawn bent: there not where both just go on.
    """
    length = found.theta[1::2] - found.theta[::2]
    better = np.array(found.better, dtype=object)
    goes_on = better[:-1] == better[1:]
    for curve in (found.a, found.b):
        goes_on &= np.isclose(curve[1:-1:2], curve[2::2], rtol=0.0, atol=1e-12)
        if scale != "log":
            slope = (curve[1::2] - curve[::2]) / length
            goes_on &= np.isclose(slope[:-1], slope[1:], rtol=0.0, atol=1e-7)
    ends = ~goes_on
    begins = ends if scale != "log" else np.ones(ends.size, bool)
    return np.concatenate([[True], np.column_stack([ends, begins]).ravel(), [True]])


@kept(2)
def _hovered(found: Drawn, scale: str) -> pa.Table:
    """What there is to read of both curves, evenly along the axis."""
    spaced = np.geomspace if scale == "log" else np.linspace
    theta = spaced(found.lowest if scale == "log" else LEAST, 1.0, 101)
    own = {model: np.interp(theta, found.theta, getattr(found, model)) for model in MODELS}
    return by_model(theta, own)


@kept(2)
def _names(found: Drawn, scale: str) -> pa.Table:
    theta = np.maximum(found.theta, LEAST)
    top = max(found.a.max(), found.b.max()) or 1.0
    across = Axis(found.lowest, 1.0, log=True) if scale == "log" else Axis(0.0, 1.0)
    lines = {"a": (theta, found.a), "b": (theta, found.b)}
    places = beside_lines(lines, _NAMES, (across, Axis(0.0, top)), _HEIGHT - 50)
    return rows(place_columns(places, "who", "theta", "value"))


def _runs(better: Sequence[str | None]) -> tuple[npt.NDArray[np.intp], list[str | None]]:
    """For both ends of each piece, which run of pieces it is in, and whose curve is lower there."""
    run: list[int] = []
    who: list[str | None] = []
    for number_of_run, (model, pieces) in enumerate(groupby(better)):
        size = 2 * len(list(pieces))
        run += [number_of_run] * size
        who += [model] * size
    return np.array(run), who


@lru_cache(maxsize=16)
def band(scale: str, low: float) -> dict:
    """The difference of the curves with what chance leaves open, and a line at 0."""
    base = data("band").encode(x=theta_axis(scale, low))
    grey = palette.TRUTH.color
    axis = alt.Axis(minExtent=34, tickCount=4)
    y = alt.Y("value:Q", title=pictures.A_LESS_B_AXIS, axis=axis)
    layers = (
        base.mark_area(clip=True, opacity=0.3, color=grey).encode(
            y=alt.Y("low:Q"), y2=alt.Y2("high:Q")
        ),
        data("zero").mark_rule(color=grey, strokeDash=[2, 3]).encode(y=alt.Y("value:Q")),
        base.mark_line(clip=True, strokeWidth=2, color=grey).encode(
            y=y,
            tooltip=[
                _TIP,
                value_tip(pictures.TIP_A_LESS_B),
                alt.Tooltip("low:Q", title=pictures.TIP_FROM, format=".4~g"),
                alt.Tooltip("high:Q", title=pictures.TIP_TO, format=".4~g"),
            ],
        ),
    )
    return spec(alt.layer(*layers).properties(height=220))


def band_rows(found: DifferenceBand) -> dict[str, pa.Table]:
    """The band from threshold to threshold; without limits where too few samples tell."""
    limits = {name: pa.array(getattr(found, name), from_pandas=True) for name in ("low", "high")}
    places = np.maximum(found.thresholds, LEAST)
    return {
        "band": rows({"theta": places, "value": found.difference, **limits}),
        "zero": rows({"value": [0.0]}),
    }
