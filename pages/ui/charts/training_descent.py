"""One sample that descends: its residuals beside their laws."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

import altair as alt
import pyarrow as pa

from pages.ui import palette
from pages.ui.charts.base import (
    STANDING_OUT,
    Looks,
    color,
    label_of,
    layer_of,
    looks_of,
    remembered,
    rows,
    shape,
    spec,
    stacked,
)
from pages.ui.results.training import Descent, law, law_at
from pages.ui.wording.en import training_descent as words
from pages.ui.wording.en import training_pictures as pictures
from pages.ui.wording.formats import number

if TYPE_CHECKING:
    from losscore import Loss

_GREY = palette.TRUTH.color
_LAST_STEP = 1_000_000
_LOWEST = 1e-6
_POINTS = 61
_NAMED_AT = 60_000  # The step beside which a law has its formula.


@cache
def descent(losses: tuple[str, ...]) -> dict:
    """Both residuals of one sample over the steps, their laws, and the target."""
    looks = looks_of(losses)
    by_loss = color(looks, "loss", legend=None)
    tips = ["what:N", alt.Tooltip("step:Q", format=","), alt.Tooltip("residual:Q", format=".3~g")]
    run, by_law, target, name, reached = (
        _on_axes(part) for part in ("run", "law", "target", "name", "reached")
    )
    # A line has one tooltip only: it is the unseen points on it that are hovered.
    hovered = _on_axes("run", "law").transform_calculate(what=_what(looks))
    label = {
        "fontSize": 13,
        "fontWeight": "bold",
        "align": "right",
        "baseline": "top",
        "lineBreak": "\n",
    }
    return spec(
        alt.layer(
            target.mark_line(color=_GREY, strokeDash=[2, 3], strokeWidth=1.5),
            run.mark_line(strokeWidth=4, opacity=0.75, clip=True).encode(color=by_loss),
            by_law.mark_line(strokeDash=[7, 5], strokeWidth=1.5, color=_GREY, clip=True).encode(
                detail="loss:N"
            ),
            name.mark_text(**label, dx=-4, dy=6).encode(text="what:N", color=by_loss),
            hovered.mark_point(size=60, opacity=0, clip=True).encode(tooltip=tips),
            reached.transform_calculate(what=_what(looks))
            .mark_point(size=150, **STANDING_OUT)
            .encode(color=by_loss, shape=shape(looks, "loss", legend=None), tooltip=tips),
            *_counts(reached, losses),
        ).properties(height=440)
    )


def _on_axes(*parts: str) -> alt.Chart:
    x = alt.X(
        "step:Q",
        title=pictures.STEP_T,
        scale=alt.Scale(type="log", domain=[1, _LAST_STEP]),
        axis=alt.Axis(format="~s", values=[10**k for k in range(7)]),
    )
    y = alt.Y(
        "residual:Q",
        title=pictures.RESIDUAL,
        scale=alt.Scale(type="log", domain=[_LOWEST, 1]),
        axis=alt.Axis(format="~g", values=[10.0**-k for k in range(7)]),
    )
    return layer_of(*parts).encode(x=x, y=y)


def _what(looks: Looks) -> str:
    """A Vega expression: what a row is, by its loss where nothing else is said of it."""
    return f"datum.what || {label_of(looks, 'loss')}"


def _counts(reached: alt.Chart, losses: tuple[str, ...]) -> list[alt.Chart]:
    # Left of the first point and right of the other, so that they never meet.
    text = reached.encode(text=alt.Text("step:Q", format=","))
    right = {"align": "left", "dx": 10, "dy": -10}
    left = {"align": "right", "dx": -10, "dy": 12}
    return [
        text.transform_filter(f"datum.loss === '{loss}'").mark_text(
            color=_GREY, fontSize=13, **place
        )
        for loss, place in zip(losses, (left, right), strict=True)
    ]


def descent_frame(descents: Mapping[Loss, Descent], rate: float, target: float) -> pa.Table:
    """Rows of the parts run, law, target, name and reached: loss, what, step, residual."""
    parts = [_part("target", None, f"target {number(target)}", [1, _LAST_STEP], [target, target])]
    for loss, (steps, residuals, needed) in descents.items():
        parts.append(_part("run", loss.name, None, steps, residuals))
        parts.append(_law(loss, rate))
        if needed:
            parts.append(_part("reached", loss.name, None, [needed], [target]))
    return stacked(*parts)


@remembered
def _law(loss: Loss, rate: float) -> pa.Table:
    size, power = loss.late_push
    text = words.law(size * power, power)
    name = f"{palette.LOSSES[loss.name].named}\n{text}"
    return stacked(
        _part("law", loss.name, f"law {text}", *law(loss, rate, _LAST_STEP, _POINTS)),
        _part("name", loss.name, name, [_NAMED_AT], [law_at(loss, rate, _NAMED_AT)]),
    )


def _part(
    part: str, loss: str | None, what: str | None, steps: object, residuals: object
) -> pa.Table:
    texts = {"loss": loss, "what": what}
    named = {k: pa.repeat(pa.scalar(text, pa.string()), len(steps)) for k, text in texts.items()}
    values = {"step": pa.array(steps, pa.int64()), "residual": pa.array(residuals, pa.float64())}
    return rows({**named, **values}, part)
