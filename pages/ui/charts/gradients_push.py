"""The push over ŷ on the true class, from surely wrong to surely right. Pure."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

import altair as alt
import pyarrow as pa

from pages.ui import palette
from pages.ui.charts.base import (
    TOGETHER,
    curves,
    looks_of,
    model_names,
    model_points,
    names_of_models,
    remembered,
    rows,
    spec,
    stacked,
)
from pages.ui.charts.names import Axis, beside_lines, names_of_losses, place_columns
from pages.ui.inputs.scenario import Sample
from pages.ui.results.gradients import Losses, log_odds, push_curve, pushes
from pages.ui.wording.en import pictures
from pages.ui.wording.formats import number, probability, ten_to

if TYPE_CHECKING:
    from losscore import Loss

END = 1e-6  # ŷ goes from here to 1 - END
LEAST = 1e-12  # the least push on the axis
_TICKS = (1e-6, 1e-4, 0.01, 0.1, 0.5, 0.9, 0.99, 1 - 1e-4, 1 - 1e-6)
_FIELDS = ("p", "odds", "push", "loss", "who", "y_hat", "pushes")
_HEIGHT = 340
_POWERS = {0: "1", -2: "0.01", **{power: ten_to(power) for power in (-4, -6, -8, -10, -12)}}


_LIMIT = max(abs(log_odds(y_hat, END)[1]) for y_hat in (0.0, 1.0))
_ENDS = (Axis(-_LIMIT, _LIMIT), Axis(LEAST, 1.0, log=True))


@cache
def over_y_hat(losses: tuple[str, ...]) -> dict:
    """The push |∂L/∂z| over ŷ on the true class, on axes as they are."""
    x = alt.X("p:Q", scale=alt.Scale(domain=[0, 1]), title=pictures.ON_TRUTH)
    y = alt.Y("push:Q", scale=alt.Scale(domain=[0, 1]), title=pictures.PUSH)
    return _push_over(losses, x, y, "name")


@cache
def ends(losses: tuple[str, ...]) -> dict:
    """The same over the log-odds of ŷ and on a log scale, so that both ends have room."""
    places = {log_odds(y_hat, END)[1]: f"{y_hat:.6f}".rstrip("0") for y_hat in _TICKS}
    named = "".join(f"abs(datum.value - {z}) < 0.01 ? '{name}' : " for z, name in places.items())
    x = alt.X(
        "odds:Q",
        scale=alt.Scale(domain=[-_LIMIT, _LIMIT], nice=False),
        axis=alt.Axis(values=list(places), labelExpr=named + "''", labelOverlap="parity"),
        title=pictures.ON_TRUTH_DRAWN_OUT,
    )
    y = alt.Y(
        "push:Q",
        scale=alt.Scale(type="log", domain=[LEAST, 1]),
        axis=alt.Axis(
            values=[10.0**power for power in _POWERS],
            labelExpr=f"({json.dumps(_POWERS)})[round(log(datum.value) / LN10)]",
        ),
        title=pictures.PUSH,
    )
    return _push_over(losses, x, y, "name at the ends")


def _push_over(losses: tuple[str, ...], x: alt.X, y: alt.Y, names: str) -> dict:
    looks = looks_of(losses)
    points = model_points(looks, x, y, "pushes")
    named = names_of_losses(looks, x, y, names)
    above = model_names(x, y, "who" if names == "name" else "who at the ends")
    layers = alt.layer(curves(looks, x, y), named, points, above)
    return spec(layers.properties(height=_HEIGHT))


@remembered
def push_rows(sample: Sample, models: tuple[str, ...], losses: Losses) -> pa.Table:
    """The curves, and where the models are on them; what lies beyond an end is drawn at it."""
    k = sample.main_class
    marks, places = [], {"p": {}, "odds": {}}
    for model in models:
        y_hat = getattr(sample, model)[k]
        at, odds = log_odds(y_hat, END)
        sizes = {x: abs(push.logit[k]) for x, push in pushes(sample, model, losses).items()}
        for loss, size in sizes.items():
            marks.append(
                (at, odds, max(size, LEAST), loss, model, probability(y_hat), number(size))
            )
        highest = max(*sizes.values(), LEAST)
        places["p"][model], places["odds"][model] = (at, highest), (odds, highest)
    parts = [_curve(loss) for loss in losses]
    parts.append(_named(losses, "p", (Axis(0.0, 1.0), Axis(0.0, 1.0)), marks, "name"))
    parts.append(_named(losses, "odds", _ENDS, marks, "name at the ends"))
    if marks:
        parts.append(rows(dict(zip(_FIELDS, zip(*marks, strict=True), strict=True)), "model"))
        for part, x, length in (("who", "p", 1.0), ("who at the ends", "odds", 2 * _LIMIT)):
            parts.append(rows(names_of_models(places[x], x, "push", TOGETHER * length), part))
    return stacked(*parts)


def _named(
    losses: Losses, across: str, axes: tuple[Axis, Axis], marks: list[tuple], part: str
) -> pa.Table:
    """Where each loss has its name, clear of the models."""
    lines = {}
    for loss in losses:
        curve = _curve(loss)
        lines[loss.name] = curve[across].to_numpy(), curve["push"].to_numpy()
    texts = {loss.name: palette.LOSSES[loss.name].named for loss in losses}
    at = _FIELDS.index(across)
    points = [(mark[at], mark[_FIELDS.index("push")]) for mark in marks]
    places = beside_lines(lines, texts, axes, _HEIGHT - 50, points)
    return rows(place_columns(places, "loss", across, "push"), part)


@remembered
def _curve(loss: Loss) -> pa.Table:
    odds, y_hat, push = push_curve(loss, END)
    names = [loss.name] * odds.size
    return rows({"p": y_hat, "odds": odds, "push": push, "loss": names}, "curve")
