"""One sample that descends: its residuals beside their laws."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import altair as alt
import pyarrow as pa

from losscore import teaching
from pages.ui import palette
from pages.ui.charts.base import (
    STANDING_OUT,
    color,
    layer_of,
    remembered,
    rows,
    shape,
    spec,
    stacked,
)
from pages.ui.results.training import Descent, spaced
from pages.ui.wording import number

_LOSSES = palette.PAIR.values()
_LEGEND = alt.Legend(orient="top", title=None, symbolOpacity=1)
_GREY = palette.TRUTH.color
_LAWS = {"squared_error": "1/√(8ηt)", "cross_entropy": "1/(ηt)"}
_LAST_STEP = 1_000_000
_LOWEST = 1e-6
_POINTS = 61
_NAMED_AT = 20_000  # The step beside which a law has its formula.


@cache
def descent() -> dict:
    """Both residuals of one sample over the steps, their laws, and the target."""
    looks = color(_LOSSES, "loss", legend=_LEGEND)
    tips = ["what:N", alt.Tooltip("step:Q", format=","), alt.Tooltip("residual:Q", format=".3~g")]
    run, law, target, name, reached = (
        _on_axes(part) for part in ("run", "law", "target", "name", "reached")
    )
    # A line has one tooltip only: it is the unseen points on it that are hovered.
    hovered = _on_axes("run", "law")
    label = {"color": _GREY, "fontSize": 13, "align": "left", "dx": 6, "dy": -8}
    return spec(
        alt.layer(
            target.mark_line(color=_GREY, strokeDash=[2, 3], strokeWidth=1.5),
            run.mark_line(strokeWidth=4, opacity=0.75, clip=True).encode(color=looks),
            law.mark_line(strokeDash=[7, 5], strokeWidth=1.5, color=_GREY, clip=True).encode(
                detail="loss:N"
            ),
            name.mark_text(**label).encode(text="what:N"),
            hovered.mark_point(size=60, opacity=0, clip=True).encode(tooltip=tips),
            reached.mark_point(size=150, **STANDING_OUT).encode(
                color=looks, shape=shape(_LOSSES, "loss", legend=_LEGEND), tooltip=tips
            ),
            *_counts(reached),
        ).properties(height=440)
    )


def _on_axes(*parts: str) -> alt.Chart:
    x = alt.X(
        "step:Q",
        title="Step t",
        scale=alt.Scale(type="log", domain=[1, _LAST_STEP]),
        axis=alt.Axis(format="~s", values=[10**k for k in range(7)]),
    )
    y = alt.Y(
        "residual:Q",
        title="Residual 1 − ŷ",
        scale=alt.Scale(type="log", domain=[_LOWEST, 1]),
        axis=alt.Axis(format="~g", values=[10.0**-k for k in range(7)]),
    )
    return layer_of(*parts).encode(x=x, y=y)


def _counts(reached: alt.Chart) -> list[alt.Chart]:
    # Right of the one point and left of the other, so that they never meet.
    text = reached.encode(text=alt.Text("step:Q", format=","))
    right = {"align": "left", "dx": 10, "dy": -10}
    left = {"align": "right", "dx": -10, "dy": 12}
    return [
        text.transform_filter(f"datum.what === '{look.label}'").mark_text(
            color=_GREY, fontSize=13, **place
        )
        for look, place in ((palette.SQUARED_ERROR, right), (palette.CROSS_ENTROPY, left))
    ]


def descent_frame(descents: Mapping[str, Descent], rate: float, target: float) -> pa.Table:
    """Rows of the parts run, law, target, name and reached: loss, what, step, residual."""
    parts = [_part("target", None, f"target {number(target)}", [1, _LAST_STEP], [target, target])]
    for loss, (steps, residuals, needed) in descents.items():
        label = palette.LOSSES[loss].label
        parts.append(_part("run", label, label, steps, residuals))
        parts.append(_law(loss, rate))
        if needed:
            parts.append(_part("reached", label, label, [needed], [target]))
    return stacked(*parts)


@remembered
def _law(loss: str, rate: float) -> pa.Table:
    label, steps = palette.LOSSES[loss].label, spaced(_LAST_STEP, _POINTS)
    law = teaching.descent_law(loss, steps, learning_rate=rate)
    # Where the law exceeds 1 it is too early for it: it holds for small residuals.
    early = law > 1
    named = teaching.descent_law(loss, [_NAMED_AT], learning_rate=rate)
    return stacked(
        _part("law", label, f"law {_LAWS[loss]}", steps[~early], law[~early]),
        _part("name", label, _LAWS[loss], [_NAMED_AT], named),
    )


def _part(part: str, loss: str | None, what: str, steps: object, residuals: object) -> pa.Table:
    named = {"loss": pa.repeat(pa.scalar(loss, pa.string()), len(steps))}
    values = {"step": pa.array(steps, pa.int64()), "residual": pa.array(residuals, pa.float64())}
    return rows({**named, "what": pa.repeat(what, len(steps)), **values}, part)
