"""The pictures of the pushes: by class, over the logit, and over ŷ from one end to the other."""

from __future__ import annotations

from functools import cache

import altair as alt
import numpy as np
import pandas as pd

import losscore
from pages.ui import palette
from pages.ui.charts.base import color, dash, only, shape, spec
from pages.ui.pushes import Push, main_class, on_true_class
from pages.ui.scenario import Sample, Scenario
from pages.ui.wording import number

_LOOKS = tuple(palette.LOSSES.values())
_MODELS = (palette.MODEL_A, palette.MODEL_B)
_LINES = alt.Legend(
    orient="top", title=None, columns=1, symbolType="stroke", symbolSize=400, symbolStrokeWidth=2.5
)
_POINTS = alt.Legend(orient="top", title=None, columns=1, symbolOpacity=1)

CASES = {
    "proba": ("∂L/∂ŷ, the push on the probability", -5.0, 2.0),
    "logit": ("∂L/∂z, the push on the logit", -1.0, 1.0),
}
LOGITS = 10.0  # the logit's axis goes from -LOGITS to LOGITS
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
def bars(case: str, crowded: bool) -> dict:
    """The gradient in the probabilities or in the logits: two bars a class, one a loss."""
    title, low, high = CASES[case]
    room = 0.12 * (high - low)
    names = alt.Axis(labelAngle=-45 if crowded else 0, labelLimit=90, labelOverlap=False)
    base = alt.Chart().encode(
        x=alt.X("class:N", sort=None, title=None, axis=names),
        xOffset=alt.XOffset("loss:N", sort=None),
        y=alt.Y("height:Q", scale=alt.Scale(domain=[low - room, high + room]), title=None),
        color=color(_LOOKS, "loss", legend=alt.Legend(orient="top", title=None)),
        tooltip=["class:N", "loss:N", alt.Tooltip("push:N", title="push")],
    )
    zero = alt.Chart().mark_rule(color="#808080").encode(y=alt.datum(0))
    above = base.transform_filter("datum.height >= 0").mark_text(dy=-8, fontSize=11)
    below = base.transform_filter("datum.height < 0").mark_text(dy=9, fontSize=11)
    layers = alt.layer(
        base.mark_bar(), zero, above.encode(text="label:N"), below.encode(text="label:N")
    )
    return spec(layers.properties(height=300, title=title))


def is_crowded(scenario: Scenario) -> bool:
    """Whether there are too many classes for numbers at the bars and names side by side."""
    return len(scenario.classes) > 4


def bars_frame(scenario: Scenario, pushes: dict[str, Push], case: str) -> pd.DataFrame:
    """A row for each class and loss: class, loss, height (cut at the axis), push, label."""
    _, low, high = CASES[case]
    labelled = not is_crowded(scenario)
    rows = [
        (
            name,
            look.label,
            min(max(value, low), high),
            number(value),
            f"{look.symbol} {number(value, 3)}" if labelled else look.symbol,
        )
        for loss, look in palette.LOSSES.items()
        for name, value in zip(scenario.classes, getattr(pushes[loss], case), strict=True)
    ]
    return pd.DataFrame(rows, columns=["class", "loss", "height", "push", "label"])


@cache
def over_logit() -> dict:
    """Both penalties over the logit, with the sample on each and the slope there."""
    x = alt.X("z:Q", scale=alt.Scale(domain=[-LOGITS, LOGITS]), title="z = wx + b")
    y = alt.Y("penalty:Q", scale=alt.Scale(domain=[0, LOGITS]), title="Penalty")
    losses = color(_LOOKS, "loss", legend=_LINES)
    curves = (
        alt.Chart()
        .transform_filter(only("curve"))
        .mark_line(clip=True, strokeWidth=2)
        .encode(x=x, y=y, color=losses, strokeDash=dash(_LOOKS, "loss", legend=_LINES))
    )
    slope = (
        alt.Chart()
        .transform_filter(only("slope"))
        .mark_line(clip=True, strokeWidth=6, opacity=0.35, strokeCap="round")
        .encode(x=x, y=y, color=losses)
    )
    point = (
        alt.Chart()
        .transform_filter(only("point"))
        .mark_point(filled=True, size=120, opacity=1, stroke="white", strokeWidth=1.5, clip=True)
        .encode(
            x=x,
            y=y,
            color=losses,
            shape=shape(_LOOKS, legend=None),
            tooltip=["loss:N", "z:Q", alt.Tooltip("penalty:Q", format=".4~g"), "slope:N"],
        )
    )
    return spec(alt.layer(slope, curves, point).properties(height=340))


def over_logit_frame(chains: dict[str, losscore.LogisticChain], y: int) -> pd.DataFrame:
    """The curves, the point of the sample on each, and a piece of the tangent through it."""
    rows = []
    for name, chain in chains.items():
        label = palette.LOSSES[name].label
        rows.append((chain.z, chain.loss, label, "point", label, number(chain.dloss_dz)))
        rows += [
            (chain.z + side, chain.loss + side * chain.dloss_dz, label, "slope", None, None)
            for side in (-1.5, 1.5)
        ]
    marks = pd.DataFrame(rows, columns=["z", "penalty", "loss", "part", "who", "slope"])
    return pd.concat([_penalties_over_logit(y), marks], ignore_index=True)


@cache
def _penalties_over_logit(y: int) -> pd.DataFrame:
    z = np.linspace(-LOGITS, LOGITS, 101)
    labels = np.full(z.size, y)
    parts = [
        pd.DataFrame({"z": z, "penalty": loss.penalties(labels, losscore.sigmoid(z))}).assign(
            loss=palette.LOSSES[name].label
        )
        for name, loss in losscore.LOSSES.items()
    ]
    return pd.concat(parts, ignore_index=True).assign(part="curve")


@cache
def over_y_hat() -> dict:
    """The push |∂L/∂z| over ŷ on the true class, on axes as they are."""
    x = alt.X("p:Q", scale=alt.Scale(domain=[0, 1]), title="ŷ on the true class")
    y = alt.Y("push:Q", scale=alt.Scale(domain=[0, 1]), title="Push |∂L/∂z|")
    return _push_over(x, y)


@cache
def ends() -> dict:
    """The same over the log-odds of ŷ and on a log scale, so that both ends have room."""
    places = dict(zip(losscore.log_odds(list(_TICKS)).tolist(), _TICKS.values(), strict=True))
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
    losses = color(_LOOKS, "loss", legend=_LINES)
    line = (
        alt.Chart()
        .transform_filter(only("curve"))
        .mark_line(clip=True, strokeWidth=2)
        .encode(x=x, y=y, color=losses, strokeDash=dash(_LOOKS, "loss", legend=_LINES))
    )
    points = (
        alt.Chart()
        .transform_filter(only("model"))
        .mark_point(filled=True, size=110, opacity=1, stroke="white", strokeWidth=1.5)
        .encode(
            x=x,
            y=y,
            color=losses,
            shape=shape(_MODELS, legend=_POINTS),
            tooltip=["who:N", "loss:N", alt.Tooltip("y_hat:N", title="ŷ"), "pushes:N"],
        )
    )
    return spec(alt.layer(line, points).properties(height=340))


def push_frame(sample: Sample, models: dict[str, dict[str, Push]]) -> pd.DataFrame:
    """The curves, and where the models are on them; what lies beyond an end is drawn at it."""
    k = main_class(sample)
    rows = []
    for model, pushes in models.items():
        y_hat = getattr(sample, model)[k]
        at = min(max(y_hat, END), 1 - END)
        rows += [
            (
                at,
                float(losscore.log_odds(at)),
                max(abs(push.logit[k]), LEAST),
                palette.LOSSES[loss].label,
                "model",
                palette.COLUMNS[model].label,
                number(y_hat),
                number(abs(push.logit[k])),
            )
            for loss, push in pushes.items()
        ]
    names = ["p", "odds", "push", "loss", "part", "who", "y_hat", "pushes"]
    marks = [pd.DataFrame(rows, columns=names)] if rows else []
    return pd.concat([_push_curves(), *marks], ignore_index=True)


@cache
def _push_curves() -> pd.DataFrame:
    limit = float(losscore.log_odds(1 - END))
    odds = np.linspace(-limit, limit, 241)
    y_hat = losscore.sigmoid(odds)
    parts = [
        pd.DataFrame({"p": y_hat, "odds": odds, "push": np.abs(on_true_class(name, y_hat))}).assign(
            loss=look.label
        )
        for name, look in palette.LOSSES.items()
    ]
    return pd.concat(parts, ignore_index=True).assign(part="curve")
