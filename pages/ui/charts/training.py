"""The traces of two training runs over their steps."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import altair as alt
import numpy as np
import pyarrow as pa

from pages.ui import palette
from pages.ui.charts.base import (
    color,
    dash,
    label_of,
    layer_of,
    looks_of,
    rows,
    shape,
    spec,
    stacked,
)
from pages.ui.results.training import spaced
from pages.ui.wording.en import training_pictures as words
from pages.ui.wording.formats import number

if TYPE_CHECKING:
    from losscore.teaching import TrainingRun

_LEGEND = alt.Legend(orient="top", title=None, symbolOpacity=1, symbolStrokeWidth=0)
_GREY = palette.TRUTH.color


class _Axis(NamedTuple):
    """The fixed range of one trace on one kind of data set."""

    separable: tuple[float, float]  # on a logarithmic axis: everything goes to 0 here
    other: tuple[float, float]  # on a linear one


_AXES = {
    "residual": _Axis((1e-5, 1), (0, 1)),
    "loss": _Axis((1e-5, 10), (0, 1.5)),
}
TRACES = ("residual", "accuracy", "loss")
_POWERS = tuple(10.0**k for k in range(-5, 2))


@lru_cache(maxsize=128)
def trace(losses: tuple[str, ...], name: str, data: str, steps: int, axis: str) -> dict:
    """One trace of both runs over the steps."""
    looks = looks_of(losses)
    x, y = _x(steps, axis), _y(name, data)
    by_loss = color(looks, legend=_LEGEND)
    run = layer_of("run").transform_calculate(what=label_of(looks, "who")).encode(x=x, y=y)
    tips = ["what:N", alt.Tooltip("step:Q", format=",")] + [
        alt.Tooltip(f"{field}:Q", format=".4~g") for field in TRACES
    ]
    looked_at = layer_of("looked at").encode(x=x, tooltip=["what:N"])
    layers = [
        looked_at.mark_rule(color=_GREY, strokeWidth=1.5),
        run.mark_line(strokeWidth=2.5).encode(color=by_loss, strokeDash=dash(looks, legend=None)),
        run.transform_filter("datum.marked")
        .mark_point(filled=True, size=60, opacity=1)
        .encode(color=by_loss, shape=shape(looks, legend=_LEGEND)),
        # A line has one tooltip only: it is the unseen points on it that are hovered.
        run.mark_point(size=60, opacity=0).encode(tooltip=tips),
    ]
    if name == "residual":
        target = layer_of("target").encode(y=y, tooltip=["what:N"])
        layers.insert(0, target.mark_rule(color=_GREY, strokeDash=[2, 3], strokeWidth=1.5))
    return spec(alt.layer(*layers).properties(height=360, title=words.TRACES[name]))


def _x(steps: int, axis: str) -> alt.X:
    ticks = [t for t in (0, 1, 3, 10, 30, 100, 300, 1000) if t < steps] + [steps]
    kind, shown = ("symlog", {"values": ticks}) if axis == "log" else ("linear", {})
    scale = alt.Scale(type=kind, domain=[0, steps], nice=False)
    return alt.X("step:Q", title=words.STEP, scale=scale, axis=alt.Axis(**shown))


def _y(name: str, data: str) -> alt.Y:
    if name == "accuracy":  # From the worst there was: most of a run is near the best.
        scale, axis = alt.Scale(zero=False, nice=False), alt.Axis(format="~p", tickCount=5)
        return alt.Y("accuracy:Q", title=None, scale=scale, axis=axis)
    separable, other = _AXES[name]
    kind, domain, shown = "linear", other, {}
    if data == "separable":
        kind, domain = "log", separable
        powers = [power for power in _POWERS if power <= separable[1]]
        shown = {"format": "~g", "labelOverlap": False, "values": powers}
    scale = alt.Scale(type=kind, domain=domain, clamp=True, nice=False)
    return alt.Y(f"{name}:Q", title=None, scale=scale, axis=alt.Axis(**shown))


def traces_frame(runs: tuple[TrainingRun, ...], target: float, step: int) -> pa.Table:
    """The traces of all runs, thinned, a row a step; the target residual; the step looked at."""
    parts = [
        rows({"what": [f"target {number(target)}"], "residual": [target]}, "target"),
        rows({"what": [f"models after step {step:,}"], "step": [step]}, "looked at"),
    ]
    for run in runs:
        shown = _shown(run.last_step)
        columns = {
            "who": pa.repeat(run.loss_name, shown.size),
            "step": shown,
            "marked": np.arange(shown.size) % 12 == 0,
            **{name: getattr(run, name)[shown] for name in TRACES},
        }
        parts.append(rows(columns, "run"))
    return stacked(*parts)


def _shown(last: int) -> np.ndarray:
    """The steps drawn out of 0 to the last: enough of them on either kind of axis."""
    on_linear = np.linspace(0, last, 60).astype(int)
    return np.union1d(on_linear, spaced(last, 90))
