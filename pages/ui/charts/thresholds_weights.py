"""The weights of the losses, and the areas that they make of both curves. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import altair as alt
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pages.ui import palette
from pages.ui.charts.base import (
    CEILING,
    Looks,
    color,
    dash,
    data,
    looks_of,
    rows,
    spec,
    with_symbols,
)
from pages.ui.charts.hand import following, is_moved
from pages.ui.charts.names import written_at_ends
from pages.ui.charts.thresholds_axes import (
    by_model,
    height_axis,
    labelled,
    theta_axis,
    value_tip,
)
from pages.ui.inputs.scenario import MODELS
from pages.ui.results.memo import kept
from pages.ui.results.thresholds import Area, Weighed
from pages.ui.wording.en import pictures

_MODELS = with_symbols(palette.MODELS)
_WEIGHTS = {"linear": 4.0, "log": 2.0}
_TIP = alt.Tooltip("theta:Q", title="θ", format=".4~g")


# The weight of the power loss whose `a` is being moved.
POWER = "(1 + {a}) * pow(datum.theta, {a} - 1)"
_HIGHEST = 2 * CEILING


@lru_cache(maxsize=64)
def weights(losses: tuple[str, ...], scale: str, low: float) -> dict:
    """The weight of each loss over the same axis."""
    looks = with_symbols(looks_of(losses))
    end = _WEIGHTS[scale]
    lines = (
        _now("weights", looks, scale)
        .mark_line(clip=True, strokeWidth=2.5)
        .encode(
            x=theta_axis(scale, low),
            y=height_axis(pictures.WEIGHTS[scale], "now", end),
            color=color(looks),
            strokeDash=dash(looks),
            tooltip=[
                alt.Tooltip("label:N", title=pictures.TIP_LOSS),
                _TIP,
                value_tip(pictures.TIP_WEIGHT, "now"),
            ],
        )
    )
    named = written_at_ends(
        _now("ends", looks, scale), f"min(datum.now / {end}, 1)", left=scale == "log"
    ).encode(text=alt.Text("label:N"), color=color(looks))
    return spec(following(alt.layer(lines, named), "power").properties(height=230))


def _now(name: str, looks: Looks, scale: str) -> alt.Chart:
    """The rows so called, with the weights as they are `now`."""
    return labelled(name, looks).transform_calculate(
        now=f"{is_moved('power')} ? min({_moved(scale)}, {_HIGHEST}) : datum.value"
    )


def _moved(scale: str) -> str:
    return f"{POWER.format(a='hand_power')}{' * datum.theta' if scale == 'log' else ''}"


def weights_rows(found: Iterable[Weighed], scale: str, low: float, a: float) -> dict[str, pa.Table]:
    """The weights by the names of their losses, and where each has its name.

    `a` is where the slider of the power loss stands.
    """
    drawn = [_curve(one, scale, low, a if one.loss == "power" else None) for one in found]
    curves, ends = zip(*drawn, strict=True)
    return {"weights": pa.concat_tables(curves), "ends": pa.concat_tables(ends)}


@kept(2)
def _curve(one: Weighed, scale: str, low: float, a: float | None) -> tuple[pa.Table, pa.Table]:
    """The rows of a weight, and the one at which its name stands."""
    # A threshold is there twice: where a piece of the curves ends and where the next one begins.
    theta, first = np.unique(one.theta, return_index=True)
    heights = np.minimum(one.weight[first] * _stretch(theta, scale), _HIGHEST)
    table = _scored(rows({"theta": theta, "value": heights, "who": [one.loss] * theta.size}), a)
    place = int(np.searchsorted(theta, low)) if scale == "log" else -1
    return table, table.take([place % len(table)])


@lru_cache(maxsize=64)
def weighed(loss: str, scale: str, low: float) -> dict:
    """Both curves in the weight of one loss: the areas are what it charges."""
    look = palette.LOSSES[loss]
    x = theta_axis(scale, low)
    y = height_axis(pictures.WEIGHED[scale], "now")
    moved = f"min(datum.cost * {_moved(scale)}, {CEILING})"
    base = (
        labelled("curves", _MODELS)
        .transform_calculate(now=f"{is_moved('power')} ? {moved} : datum.value")
        .encode(x=x, y=y)
    )
    areas = base.mark_area(clip=True, opacity=0.2).encode(
        y=alt.Y("now:Q", stack=None), color=color(_MODELS)
    )
    lines = base.mark_line(clip=True, strokeWidth=2).encode(
        color=color(_MODELS),
        strokeDash=dash(_MODELS),
        tooltip=[
            alt.Tooltip("label:N", title=pictures.TIP_WHO),
            _TIP,
            value_tip(pictures.TIP_WEIGHED, "now"),
        ],
    )
    texts = (
        data("areas")
        .transform_filter(f"datum.who === '{model}'")
        # A number is of the moment before, while the slider is elsewhere.
        .mark_text(
            align="left",
            baseline="bottom",
            dy=dy,
            fontSize=13,
            fontWeight="bold",
            opacity=alt.expr(f"{is_moved('power')} ? 0.35 : 1"),
        )
        .encode(x=alt.XValue(0), y=alt.YValue(0), text=alt.Text("label:N"), color=color(_MODELS))
        for model, dy in (("a", -20), ("b", -4))
    )
    title = look.named
    layers = following(alt.layer(areas, lines, *texts), "power")
    return spec(layers.properties(height=260, title=alt.Title(title, offset=38)))


def weighed_rows(
    one: Weighed, area: Area, scale: str, a: float | None = None
) -> dict[str, pa.Table]:
    """The weighed curves, and what their areas come to.

    `a` is where the slider of the power loss stands, if there is one.
    """
    stretch = _stretch(one.theta, scale)
    values = {"a": one.a * stretch, "b": one.b * stretch}
    labels = [pictures.area(palette.COLUMNS[m], getattr(area, m)) for m in MODELS]
    drawn = {
        "curves": by_model(one.theta, values).append_column(
            "cost", pa.array(np.concatenate([one.a, one.b]) / np.tile(one.weight, 2))
        ),
        "areas": rows({"who": [*MODELS], "label": labels}),
    }
    a = a if one.loss == "power" else None
    return {name: _scored(table, a) for name, table in drawn.items()}


def _scored(table: pa.Table, a: float | None) -> pa.Table:
    """Rows of the power loss with where its slider stands; of another loss with nothing there."""
    return table.append_column("power", pa.repeat(pa.scalar(a, pa.float64()), len(table)))


def _stretch(theta: npt.NDArray[np.float64], scale: str) -> npt.NDArray[np.float64] | float:
    """What an equal step of the axis is worth: on a logarithmic one it grows with θ."""
    return theta if scale == "log" else 1.0
