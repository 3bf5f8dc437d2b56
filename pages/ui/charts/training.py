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
from pages.ui.charts.names import Axis, beside_lines, names_of_losses, place_columns
from pages.ui.results.training import moves, spaced
from pages.ui.wording.en import training_pictures as words

if TYPE_CHECKING:
    from losscore.teaching import TrainingRun

_HEIGHT = 360
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
    # A slider gives the steps, and would wait for three charts to be made at each of its stops.
    return _over(_x(steps, axis).to_dict(), _trace(losses, name, data))


def _over(x: dict, made: dict) -> dict:
    """A chart and its layers over another axis of steps."""
    encoding = made.get("encoding", {})
    if encoding.get("x", {}).get("field") == "step":
        made = {**made, "encoding": {**encoding, "x": x}}
    if "layer" in made:
        made = {**made, "layer": [_over(x, layer) for layer in made["layer"]]}
    return made


@lru_cache(maxsize=128)
def _trace(losses: tuple[str, ...], name: str, data: str) -> dict:
    looks = looks_of(losses)
    x, y = alt.X("step:Q"), _y(name, data)
    by_loss = color(looks)
    run = layer_of("run").transform_calculate(what=label_of(looks, "who")).encode(x=x, y=y)
    tips = [alt.Tooltip("what:N"), alt.Tooltip("step:Q", format=",")] + [
        alt.Tooltip(f"{field}:Q", format=".4~g") for field in TRACES
    ]
    looked_at = layer_of("looked at").encode(x=x, tooltip=[alt.Tooltip("what:N")])
    layers = [
        looked_at.mark_rule(color=_GREY, strokeWidth=1.5),
        run.mark_line(strokeWidth=2.5).encode(color=by_loss, strokeDash=dash(looks)),
        run.transform_filter("datum.marked")
        .mark_point(filled=True, size=60, opacity=1)
        .encode(color=by_loss, shape=shape(looks)),
        names_of_losses(looks, x, y, f"name {name}", "who"),
        # A line has one tooltip only: it is the unseen points on it that are hovered.
        run.mark_point(size=60, opacity=0).encode(tooltip=tips),
    ]
    if name == "residual":
        target = layer_of("target").encode(y=y, tooltip=[alt.Tooltip("what:N")])
        layers.insert(0, target.mark_rule(color=_GREY, strokeDash=[2, 3], strokeWidth=1.5))
        at_start = {"align": "left", "baseline": "bottom", "dx": 4, "dy": -2}
        said = target.mark_text(**at_start, fontSize=12, color=_GREY)
        layers.append(said.encode(x=alt.XValue(0), text=alt.Text("what:N")))
    return spec(alt.layer(*layers).properties(height=_HEIGHT, title=words.TRACES[name]))


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


def traces_frame(
    runs: tuple[TrainingRun, ...], target: float, step: int, data: str, axis: str
) -> pa.Table:
    """The traces of all runs, thinned, a row a step; the target residual; the step looked at.

    And their names, where they stand on traces of this kind of data set and axis of steps.
    """
    parts = [
        rows({"what": [words.target(target)], "residual": [target]}, "target"),
        rows({"what": [words.looked_at(step)], "step": [step]}, "looked at"),
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
    moving = [name for name in TRACES if moves(runs, name)]
    return stacked(*parts, *(_names(runs, name, data, axis) for name in moving))


def _names(runs: tuple[TrainingRun, ...], name: str, data: str, axis: str) -> pa.Table:
    """Where the runs have their names on one trace."""
    lines = {}
    for run in runs:
        shown = _shown(run.last_step)
        lines[run.loss_name] = shown, getattr(run, name)[shown]
    last = max(run.last_step for run in runs)
    across = Axis(1.0, max(last, 2), log=True) if axis == "log" else Axis(0.0, last)
    texts = {run.loss_name: palette.LOSSES[run.loss_name].named for run in runs}
    places = beside_lines(lines, texts, (across, _up(runs, name, data)), _HEIGHT - 60)
    columns = place_columns(places, "who", "step", name)
    return rows({**columns, "step": [*map(int, columns["step"])]}, f"name {name}")


def _up(runs: tuple[TrainingRun, ...], name: str, data: str) -> Axis:
    if name == "accuracy":
        return Axis(min(run.accuracy.min() for run in runs), 1.0)
    separable, other = _AXES[name]
    return Axis(*separable, log=True) if data == "separable" else Axis(*other)


def _shown(last: int) -> np.ndarray:
    """The steps drawn out of 0 to the last: enough of them on either kind of axis."""
    on_linear = np.linspace(0, last, 60).astype(int)
    return np.union1d(on_linear, spaced(last, 90))
