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
from pages.ui.charts.gradients_logistic import RIGHT, WRONG, slope_of
from pages.ui.charts.hand import following, is_at_stop, is_moved
from pages.ui.charts.names import Axis, beside_lines, names_of_losses, place_columns
from pages.ui.inputs.scenario import Sample
from pages.ui.results.gradients import Losses, log_odds, push_curve, pushes
from pages.ui.wording.en import pictures
from pages.ui.wording.formats import number, probability, ten_to

if TYPE_CHECKING:
    from losscore import Loss, PowerLoss

END = 1e-6  # ŷ goes from here to 1 - END
LEAST = 1e-12  # the least push on the axis
_TICKS = (1e-6, 1e-4, 0.01, 0.1, 0.5, 0.9, 0.99, 1 - 1e-4, 1 - 1e-6)
_ODDS = "isValid(datum.odds) ? datum.odds : log(datum.p / (1 - datum.p))"
_MOVED = slope_of("power", "hand_power")
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
    y_now = y.copy()
    y_now.shorthand = "push_now:Q"
    lines = map(_now, (curves(looks, x, y_now), names_of_losses(looks, x, y_now, names)))
    marks = (
        layer.transform_filter(is_at_stop("power"))
        for layer in (
            model_points(looks, x, y, "pushes"),
            model_names(x, y, "who" if names == "name" else "who at the ends"),
        )
    )
    layers = following(alt.layer(*lines, *marks), "power")
    return spec(layers.properties(height=_HEIGHT))


def _now(layer: alt.Chart) -> alt.Chart:
    """What is on a curve, where that of the power loss is `now`."""
    return (
        layer.transform_calculate(margin=_ODDS)
        .transform_calculate(r=RIGHT, s=WRONG)
        .transform_calculate(
            push_now=f"{is_moved('power')} ? max(-({_MOVED}), {LEAST}) : datum.push"
        )
    )


@remembered
def push_rows(
    sample: Sample, models: tuple[str, ...], losses: Losses, moved: tuple[PowerLoss, ...] = ()
) -> pa.Table:
    """The curves, and where the models are on them; what lies beyond an end is drawn at it.

    `moved` is the power loss at each stop of its slider, for the models to follow it.
    """
    marks = _marks(sample, models, losses)
    parts = [_curve(loss) for loss in losses]
    parts.append(_named(losses, "p", (Axis(0.0, 1.0), Axis(0.0, 1.0)), marks, "name"))
    parts.append(_named(losses, "odds", _ENDS, marks, "name at the ends"))
    if models and not moved:
        parts += _models(marks)
    elif models:
        at = next(loss.a for loss in losses if loss in moved)
        for own in moved:
            there = _marks(sample, models, tuple(own if x in moved else x for x in losses))
            parts += [_with(x, since=own.a, until=own.a, power=at) for x in _models(there)]
    return stacked(*parts).combine_chunks()


def _marks(sample: Sample, models: tuple[str, ...], losses: Losses) -> list[tuple]:
    k, marks = sample.main_class, []
    for model in models:
        y_hat = getattr(sample, model)[k]
        at, odds = log_odds(y_hat, END)
        for loss, push in pushes(sample, model, losses).items():
            size = abs(push.logit[k])
            marks.append(
                (at, odds, max(size, LEAST), loss, model, probability(y_hat), number(size))
            )
    return marks


def _models(marks: list[tuple]) -> list[pa.Table]:
    """The points of the models, and what they are called above the highest of each."""
    columns = dict(zip(_FIELDS, map(list, zip(*marks, strict=True)), strict=True))
    parts = [rows(columns, "model")]
    for part, x, length in (("who", "p", 1.0), ("who at the ends", "odds", 2 * _LIMIT)):
        places: dict[str, tuple[float, float]] = {}
        for model, at, push in zip(columns["who"], columns[x], columns["push"], strict=True):
            places[model] = (at, max(push, places.get(model, (at, push))[1]))
        parts.append(rows(names_of_models(places, x, "push", TOGETHER * length), part))
    return parts


def _with(table: pa.Table, **constants: float | None) -> pa.Table:
    for name, value in constants.items():
        table = table.append_column(name, pa.repeat(pa.scalar(value, pa.float64()), len(table)))
    return table


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
    named = rows(place_columns(places, "loss", across, "push"), part)
    return named.append_column("power", pa.array([_power(loss) for loss in losses], pa.float64()))


@remembered
def _curve(loss: Loss) -> pa.Table:
    odds, y_hat, push = push_curve(loss, END)
    names = [loss.name] * odds.size
    table = rows({"p": y_hat, "odds": odds, "push": push, "loss": names}, "curve")
    return _with(table, power=_power(loss))


def _power(loss: Loss) -> float | None:
    """Where the slider of a loss stands, if it has one."""
    return getattr(loss, "a", None)
