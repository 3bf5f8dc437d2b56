"""The push over ŷ on the true class, from surely wrong to surely right. Pure."""

from __future__ import annotations

from functools import cache

import altair as alt
import numpy as np
import pyarrow as pa

import losscore
from losscore import teaching
from pages.ui import palette
from pages.ui.charts.base import (
    LINES,
    POINTS,
    STANDING_OUT,
    color,
    dash,
    layer_of,
    remembered,
    rows,
    shape,
    spec,
    stacked,
)
from pages.ui.inputs.scenario import Sample
from pages.ui.results.gradients import main_class, on_true_class, pushes
from pages.ui.wording import number

_LOOKS = tuple(palette.PAIR.values())
_MODELS = (palette.MODEL_A, palette.MODEL_B)
END = 1e-6  # ŷ goes from here to 1 - END
LEAST = 1e-12  # the least push on the axis
_TICKS = {
    1e-6: "1e-6",
    1e-4: "1e-4",
    0.01: "0.01",
    0.1: "0.1",
    0.5: "0.5",
    0.9: "0.9",
    0.99: "0.99",
    1 - 1e-4: "0.9999",
    1 - 1e-6: "1−1e-6",
}


@cache
def over_y_hat() -> dict:
    """The push |∂L/∂z| over ŷ on the true class, on axes as they are."""
    x = alt.X("p:Q", scale=alt.Scale(domain=[0, 1]), title="ŷ on the true class")
    y = alt.Y("push:Q", scale=alt.Scale(domain=[0, 1]), title="Push |∂L/∂z|")
    return _push_over(x, y)


@cache
def ends() -> dict:
    """The same over the log-odds of ŷ and on a log scale, so that both ends have room."""
    places = dict(zip(teaching.log_odds(list(_TICKS)).tolist(), _TICKS.values(), strict=True))
    limit = max(map(abs, places))
    named = "".join(f"abs(datum.value - {z}) < 0.01 ? '{name}' : " for z, name in places.items())
    x = alt.X(
        "odds:Q",
        scale=alt.Scale(domain=[-limit, limit], nice=False),
        axis=alt.Axis(values=list(places), labelExpr=named + "''", labelOverlap="parity"),
        title="ŷ on the true class, both ends drawn out",
    )
    y = alt.Y(
        "push:Q",
        scale=alt.Scale(type="log", domain=[LEAST, 1]),
        axis=alt.Axis(
            values=[1, 1e-2, 1e-4, 1e-6, 1e-8, 1e-10, 1e-12],
            labelExpr="datum.value < 0.01 ? format(datum.value, '.0e') : datum.value",
        ),
        title="Push |∂L/∂z|",
    )
    return _push_over(x, y)


def _push_over(x: alt.X, y: alt.Y) -> dict:
    losses = color(_LOOKS, "loss", legend=LINES)
    line = (
        layer_of("curve")
        .mark_line(clip=True, strokeWidth=2)
        .encode(x=x, y=y, color=losses, strokeDash=dash(_LOOKS, "loss", legend=LINES))
    )
    points = (
        layer_of("model")
        .mark_point(size=110, **STANDING_OUT)
        .encode(
            x=x,
            y=y,
            color=losses,
            shape=shape(_MODELS, legend=POINTS),
            tooltip=["who:N", "loss:N", alt.Tooltip("y_hat:N", title="ŷ"), "pushes:N"],
        )
    )
    return spec(alt.layer(line, points).properties(height=340))


@remembered
def push_rows(sample: Sample, models: tuple[str, ...]) -> pa.Table:
    """The curves, and where the models are on them; what lies beyond an end is drawn at it."""
    k = main_class(sample)
    marks = []
    for model in models:
        y_hat = getattr(sample, model)[k]
        at = min(max(y_hat, END), 1 - END)
        odds = float(teaching.log_odds(at))
        who = palette.COLUMNS[model].label
        for loss, push in pushes(sample, model).items():
            size = abs(push.logit[k])
            label = palette.LOSSES[loss].label
            marks.append((at, odds, max(size, LEAST), label, who, number(y_hat), number(size)))
    names = ("p", "odds", "push", "loss", "who", "y_hat", "pushes")
    if not marks:
        return _push_curves()
    return stacked(
        _push_curves(), rows(dict(zip(names, zip(*marks, strict=True), strict=True)), "model")
    )


@cache
def _push_curves() -> pa.Table:
    limit = float(teaching.log_odds(1 - END))
    odds = np.linspace(-limit, limit, 241)
    y_hat = losscore.sigmoid(odds)
    return stacked(
        *(
            rows(
                {
                    "p": y_hat,
                    "odds": odds,
                    "push": np.abs(on_true_class(name, y_hat)),
                    "loss": [look.label] * odds.size,
                },
                "curve",
            )
            for name, look in palette.PAIR.items()
        )
    )
