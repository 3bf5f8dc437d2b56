"""The curve of what a threshold costs, the weights, and the areas that losses make of it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

import altair as alt
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pages.ui import palette
from pages.ui.charts.base import (
    CEILING,
    STANDING_OUT,
    Looks,
    color,
    dash,
    drawn,
    label_of,
    looks_of,
    rows,
    spec,
    with_symbols,
)
from pages.ui.charts.hand import HAND, held, is_moved
from pages.ui.inputs.scenario import MODELS
from pages.ui.results.thresholds import LEAST, Area, Costs, Drawn, Weighed
from pages.ui.wording.en import pictures

if TYPE_CHECKING:
    from losscore import DifferenceBand

_MODELS = with_symbols(palette.MODELS)
_WEIGHTS = {"linear": 4.0, "log": 2.0}
_TIP = alt.Tooltip("theta:Q", title="θ", format=".4~g")
_LEGEND = alt.Legend(
    orient="top", title=None, symbolType="stroke", symbolStrokeWidth=2.5, symbolOpacity=1
)
_NARROW_LEGEND = alt.Legend(
    **_LEGEND.to_dict(), columns=2
)  # Three losses are too long for a phone.


@lru_cache(maxsize=64)
def curves(scale: str, low: float) -> dict:
    """Both curves, shaded where one is the lower, and the threshold that is acted on."""
    x, y = _theta(scale, low), _height("M(θ)")
    shade = (
        _data("between")
        .mark_area(clip=True, opacity=0.25)
        .encode(x=x, y=alt.Y("a:Q"), y2="b:Q", detail="run:N", fill=drawn(_MODELS, "color"))
    )
    lines = (
        _labelled("curves", _MODELS)
        .mark_line(clip=True, strokeWidth=2.5)
        .encode(
            x=x,
            y=y,
            color=color(_MODELS, legend=_LEGEND),
            strokeDash=dash(_MODELS, legend=_LEGEND),
            tooltip=[alt.Tooltip("label:N", title=pictures.TIP_WHO), _TIP, _value("M(θ)")],
        )
    )
    rule = (
        _data("acted")
        .transform_calculate(at=_HELD)
        .mark_rule(strokeDash=[2, 3], color=palette.TRUTH.color)
        .encode(x=_theta(scale, low, "at"))
    )
    points = (
        _acted()
        .mark_point(size=110, clip=True, **STANDING_OUT)
        .encode(
            x=_theta(scale, low, "at"),
            y=_height("M(θ)", field="costs"),
            fill=drawn(_MODELS, "color"),
            shape=drawn(_MODELS, "shape"),
            tooltip=[
                alt.Tooltip("label:N", title=pictures.TIP_WHO),
                alt.Tooltip("at:Q", title="θ", format=".4~g"),
                alt.Tooltip("costs:Q", format=".4~g"),
            ],
        )
    )
    layers = alt.layer(shade, rule, lines, points)
    return spec(layers.add_params(HAND).properties(height=300))


def _acted() -> alt.Chart:
    """What acting costs each model: as scored, or by the piece of its curve that is held at."""
    scored = alt.LookupData(data=alt.NamedData("acted"), key="who", fields=["theta", "cost"])
    following = [
        alt.WindowFieldDef(op="lead", field=field, **{"as": f"next_{field}"})
        for field in ("theta", "value")
    ]
    return (
        _labelled("curves", _MODELS)
        .transform_window(window=following, groupby=["who"])
        .transform_calculate(low="datum.theta")
        .transform_lookup(lookup="who", from_=scored)
        # Into fields of their own: a signal calculates these anew, from what is in the others.
        .transform_calculate(at=_HELD)
        .transform_filter("datum.low <= datum.at && datum.at < datum.next_theta || datum.at >= 1")
        .transform_filter("datum.at < 1 || datum.next_theta >= 1")
        .transform_calculate(costs=f"{is_moved('theta')} ? {_ON_PIECE} : datum.cost")
    )


# A curve is straight from `low` to `next_theta`.
_ON_PIECE = (
    "datum.value + (datum.next_value - datum.value) * (datum.at - datum.low)"
    " / (datum.next_theta - datum.low)"
)
_HELD = f"max({held('theta')}, {LEAST})"


def curves_rows(found: Drawn, theta: float, costs: Costs) -> dict[str, pa.Table]:
    """The curves, the runs of thresholds on which one of them is the lower, and both costs."""
    places = np.maximum(found.theta, LEAST)
    values = {"a": found.a, "b": found.b}
    run, who = _runs(found.better)
    inside = np.array([model is not None for model in who])
    between = {"theta": places, "a": found.a, "b": found.b, "run": run}
    return {
        "between": rows(
            {
                **{name: column[inside] for name, column in between.items()},
                "who": [model for model in who if model],
            }
        ),
        "curves": _by_model(places, values),
        "acted": rows({"theta": [theta] * len(costs), "cost": [*costs], "who": [*MODELS]}),
    }


def _runs(better: Sequence[str | None]) -> tuple[npt.NDArray[np.intp], list[str | None]]:
    """For both ends of each piece, which run of pieces it is in, and whose curve is lower there."""
    run: list[int] = []
    who: list[str | None] = []
    for number_of_run, (model, pieces) in enumerate(groupby(better)):
        size = 2 * len(list(pieces))
        run += [number_of_run] * size
        who += [model] * size
    return np.array(run), who


@lru_cache(maxsize=64)
def weights(losses: tuple[str, ...], scale: str, low: float) -> dict:
    """The weight of each loss over the same axis."""
    looks = with_symbols(looks_of(losses))
    title = pictures.WEIGHTS[scale]
    lines = (
        _labelled("weights", looks)
        .mark_line(clip=True, strokeWidth=2.5)
        .encode(
            x=_theta(scale, low),
            y=_height(title, _WEIGHTS[scale]),
            color=color(looks, legend=_NARROW_LEGEND),
            strokeDash=dash(looks, legend=_NARROW_LEGEND),
            tooltip=[
                alt.Tooltip("label:N", title=pictures.TIP_LOSS),
                _TIP,
                _value(pictures.TIP_WEIGHT),
            ],
        )
    )
    return spec(alt.layer(lines).properties(height=230))


def weights_rows(found: Iterable[Weighed], scale: str) -> dict[str, pa.Table]:
    """The weights by the names of their losses."""
    return {
        "weights": pa.concat_tables(
            rows(
                {
                    "theta": one.theta,
                    "value": np.minimum(one.weight * _stretch(one.theta, scale), 2 * CEILING),
                    "who": [one.loss] * one.theta.size,
                }
            )
            for one in found
        )
    }


@lru_cache(maxsize=64)
def weighed(loss: str, scale: str, low: float) -> dict:
    """Both curves in the weight of one loss: the areas are what it charges."""
    look = palette.LOSSES[loss]
    x = _theta(scale, low)
    y = _height(pictures.WEIGHED[scale])
    base = _labelled("curves", _MODELS).encode(x=x, y=y)
    areas = base.mark_area(clip=True, opacity=0.2).encode(
        y=alt.Y("value:Q", stack=None), color=color(_MODELS, legend=None)
    )
    lines = base.mark_line(clip=True, strokeWidth=2).encode(
        color=color(_MODELS, legend=None),
        strokeDash=dash(_MODELS, legend=None),
        tooltip=[
            alt.Tooltip("label:N", title=pictures.TIP_WHO),
            _TIP,
            _value(pictures.TIP_WEIGHED),
        ],
    )
    texts = (
        _data("areas")
        .transform_filter(f"datum.who === '{model}'")
        .mark_text(align=align, baseline="bottom", dy=-4, fontSize=13, fontWeight="bold")
        .encode(x=alt.value(at), y=alt.value(0), text="label:N", color=color(_MODELS, legend=None))
        for model, align, at in (("a", "left", 0), ("b", "right", "width"))
    )
    title = look.named
    return spec(
        alt.layer(areas, lines, *texts).properties(height=260, title=alt.Title(title, offset=22))
    )


def weighed_rows(one: Weighed, area: Area, scale: str) -> dict[str, pa.Table]:
    """The weighed curves, and what their areas come to."""
    stretch = _stretch(one.theta, scale)
    values = {"a": one.a * stretch, "b": one.b * stretch}
    labels = [pictures.area(palette.COLUMNS[m], getattr(area, m)) for m in MODELS]
    return {
        "curves": _by_model(one.theta, values),
        "areas": rows({"who": [*MODELS], "label": labels}),
    }


@lru_cache(maxsize=16)
def band(scale: str, low: float) -> dict:
    """The difference of the curves with what chance leaves open, and a line at 0."""
    base = _data("band").encode(x=_theta(scale, low))
    grey = palette.TRUTH.color
    axis = alt.Axis(minExtent=34, maxExtent=34, tickCount=4)
    y = alt.Y("value:Q", title=pictures.A_LESS_B_AXIS, axis=axis)
    layers = (
        base.mark_area(clip=True, opacity=0.3, color=grey).encode(y=alt.Y("low:Q"), y2="high:Q"),
        alt.Chart(alt.NamedData("zero"))
        .mark_rule(color=grey, strokeDash=[2, 3])
        .encode(y="value:Q"),
        base.mark_line(clip=True, strokeWidth=2, color=grey).encode(
            y=y,
            tooltip=[
                _TIP,
                _value(pictures.TIP_A_LESS_B),
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


def _stretch(theta: npt.NDArray[np.float64], scale: str) -> npt.NDArray[np.float64] | float:
    """What an equal step of the axis is worth: on a logarithmic one it grows with θ."""
    return theta if scale == "log" else 1.0


def _by_model(theta: object, values: dict[str, npt.NDArray[np.float64]]) -> pa.Table:
    return pa.concat_tables(
        rows({"theta": theta, "value": np.minimum(own, CEILING), "who": [model] * len(own)})
        for model, own in values.items()
    )


def _theta(scale: str, low: float, field: str = "theta") -> alt.X:
    if scale == "log":
        axis = alt.Axis(format="~g", tickCount=6)
        return alt.X(
            f"{field}:Q",
            title=pictures.THRESHOLD_BY_FACTORS,
            scale=alt.Scale(type="log", domain=[low, 1.0]),
            axis=axis,
        )
    return alt.X(f"{field}:Q", title=pictures.THRESHOLD, scale=alt.Scale(domain=[0.0, 1.0]))


def _height(title: str, end: float | None = None, field: str = "value") -> alt.Y:
    """An axis from 0 to the end, or as far as the curves reach."""
    # Both charts of a column begin at the same place.
    scale = alt.Scale(zero=True) if end is None else alt.Scale(domain=[0.0, end])
    axis = alt.Axis(minExtent=34, maxExtent=34, tickCount=4)
    return alt.Y(f"{field}:Q", title=title, scale=scale, axis=axis)


def _value(title: str) -> alt.Tooltip:
    return alt.Tooltip("value:Q", title=title, format=".4~g")


def _data(name: str) -> alt.Chart:
    return alt.Chart(alt.NamedData(name))


def _labelled(name: str, looks: Looks) -> alt.Chart:
    return _data(name).transform_calculate(label=label_of(looks, "who"))
