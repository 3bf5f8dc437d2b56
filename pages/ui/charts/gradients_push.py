"""The push over ŷ on the true class, from surely wrong to surely right. Pure."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

import altair as alt
import pyarrow as pa

from pages.ui.charts.base import (
    curves,
    letter_of,
    looks_of,
    model_names,
    model_points,
    remembered,
    rows,
    spec,
    stacked,
)
from pages.ui.inputs.scenario import Sample
from pages.ui.results.gradients import Losses, log_odds, push_curve, pushes
from pages.ui.wording.en import pictures
from pages.ui.wording.formats import number, ten_to

if TYPE_CHECKING:
    from losscore import Loss

END = 1e-6  # ŷ goes from here to 1 - END
LEAST = 1e-12  # the least push on the axis
_TICKS = (1e-6, 1e-4, 0.01, 0.1, 0.5, 0.9, 0.99, 1 - 1e-4, 1 - 1e-6)
_POWERS = {0: "1", -2: "0.01", **{power: ten_to(power) for power in (-4, -6, -8, -10, -12)}}


@cache
def over_y_hat(losses: tuple[str, ...]) -> dict:
    """The push |∂L/∂z| over ŷ on the true class, on axes as they are."""
    x = alt.X("p:Q", scale=alt.Scale(domain=[0, 1]), title=pictures.ON_TRUTH)
    y = alt.Y("push:Q", scale=alt.Scale(domain=[0, 1]), title=pictures.PUSH)
    return _push_over(losses, x, y)


@cache
def ends(losses: tuple[str, ...]) -> dict:
    """The same over the log-odds of ŷ and on a log scale, so that both ends have room."""
    places = {log_odds(y_hat, END)[1]: f"{y_hat:.6f}".rstrip("0") for y_hat in _TICKS}
    limit = max(map(abs, places))
    named = "".join(f"abs(datum.value - {z}) < 0.01 ? '{name}' : " for z, name in places.items())
    x = alt.X(
        "odds:Q",
        scale=alt.Scale(domain=[-limit, limit], nice=False),
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
    return _push_over(losses, x, y)


def _push_over(losses: tuple[str, ...], x: alt.X, y: alt.Y) -> dict:
    looks = looks_of(losses)
    points = model_points(looks, x, y, "pushes")
    return spec(alt.layer(curves(looks, x, y), points, model_names(x, y)).properties(height=340))


@remembered
def push_rows(sample: Sample, models: tuple[str, ...], losses: Losses) -> pa.Table:
    """The curves, and where the models are on them; what lies beyond an end is drawn at it."""
    k = sample.main_class
    marks, names = [], []
    for model in models:
        y_hat = getattr(sample, model)[k]
        at, odds = log_odds(y_hat, END)
        sizes = {x: abs(push.logit[k]) for x, push in pushes(sample, model, losses).items()}
        for loss, size in sizes.items():
            marks.append((at, odds, max(size, LEAST), loss, model, number(y_hat), number(size)))
        names.append((at, odds, max(*sizes.values(), LEAST), letter_of(model)))
    parts = [_curve(loss) for loss in losses]
    if marks:
        fields = ("p", "odds", "push", "loss", "who", "y_hat", "pushes")
        parts.append(rows(dict(zip(fields, zip(*marks, strict=True), strict=True)), "model"))
        fields = ("p", "odds", "push", "names")
        parts.append(rows(dict(zip(fields, zip(*names, strict=True), strict=True)), "who"))
    return stacked(*parts)


@remembered
def _curve(loss: Loss) -> pa.Table:
    odds, y_hat, push = push_curve(loss, END)
    names = [loss.name] * odds.size
    return rows({"p": y_hat, "odds": odds, "push": push, "loss": names}, "curve")
