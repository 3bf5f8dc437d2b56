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
from pages.ui.charts.names import Axis, beside_lines, place_columns, written_beside
from pages.ui.results.memo import kept
from pages.ui.results.training import Descent, law
from pages.ui.wording.en import training_descent as words
from pages.ui.wording.en import training_pictures as pictures
from pages.ui.wording.formats import number

if TYPE_CHECKING:
    from losscore import Loss

_GREY = palette.TRUTH.color
_LAST_STEP = 1_000_000
_LOWEST = 1e-6
_POINTS = 61
_HEIGHT = 440
_COUNT = 4.0  # By so much of a step its count stands aside.


@cache
def descent(losses: tuple[str, ...]) -> dict:
    """Both residuals of one sample over the steps, their laws, and the target."""
    looks = looks_of(losses)
    by_loss = color(looks, "loss")
    tips = [
        alt.Tooltip("what:N"),
        alt.Tooltip("step:Q", format=","),
        alt.Tooltip("residual:Q", format=".3~g"),
    ]
    run, by_law, target, name, reached = (
        _on_axes(part) for part in ("run", "law", "target", "name", "reached")
    )
    # A line has one tooltip only: it is the unseen points on it that are hovered.
    hovered = _on_axes("run", "law").transform_calculate(what=_what(looks))
    return spec(
        alt.layer(
            target.mark_line(color=_GREY, strokeDash=[2, 3], strokeWidth=1.5),
            run.mark_line(strokeWidth=4, opacity=0.75, clip=True).encode(color=by_loss),
            by_law.mark_line(strokeDash=[7, 5], strokeWidth=1.5, color=_GREY, clip=True).encode(
                detail=alt.Detail("loss:N")
            ),
            written_beside(name).encode(text=alt.Text("what:N"), color=by_loss),
            hovered.mark_point(size=60, opacity=0, clip=True).encode(tooltip=tips),
            reached.transform_calculate(what=_what(looks))
            .mark_point(size=150, **STANDING_OUT)
            .encode(color=by_loss, shape=shape(looks, "loss"), tooltip=tips),
            _count(reached),
        ).properties(height=_HEIGHT)
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


def _count(reached: alt.Chart) -> alt.Chart:
    # Left of the first point and right of the other, so that they never meet.
    align, dx, dy = (
        alt.expr(f"datum.first ? {left} : {right}")
        for left, right in (("'right'", "'left'"), (-10, 10), (12, -10))
    )
    text = reached.mark_text(color=_GREY, fontSize=13, align=align, dx=dx, dy=dy)
    return text.encode(text=alt.Text("step:Q", format=","))


def descent_frame(descents: Mapping[Loss, Descent], rate: float, target: float) -> pa.Table:
    """Rows of the parts run, law, target, name and reached: loss, what, step, residual."""
    parts = [_part("target", None, f"target {number(target)}", [1, _LAST_STEP], [target, target])]
    for loss, found in descents.items():
        parts += [_run(found, loss.name), _law(loss, rate)]
    counts = {loss: found.needed for loss, found in descents.items() if found.needed}
    first = min(counts, key=counts.get, default=None)
    for loss, needed in counts.items():
        reached = _part("reached", loss.name, None, [needed], [target])
        parts.append(reached.append_column("first", [[loss is first]]))
    beside = tuple((step, loss is first) for loss, step in counts.items())
    return stacked(*parts, _names(tuple(descents), rate, target, beside))


# For as long as there is the descent.
@kept(1)
def _run(found: Descent, loss: str) -> pa.Table:
    return _part("run", loss, None, found.steps, found.residuals)


@remembered
def _law(loss: Loss, rate: float) -> pa.Table:
    steps, residuals = law(loss, rate, _LAST_STEP, _POINTS)
    return _part("law", loss.name, f"law {_formula(loss)}", steps, residuals)


def _formula(loss: Loss) -> str:
    size, power = loss.late_push
    return words.law(size * power, power)


@remembered
def _names(
    losses: tuple[Loss, ...], rate: float, target: float, counts: tuple[tuple[int, bool], ...]
) -> pa.Table:
    """Beside each law whose it is and what it says, clear of the counts.

    Each of these is a step, and whether it is written left of its point.
    """
    laws = {loss.name: law(loss, rate, _LAST_STEP, _POINTS) for loss in losses}
    texts = {loss.name: palette.LOSSES[loss.name].named for loss in losses}
    formulas = {(loss.name,): _formula(loss) for loss in losses}
    lines = {**laws, **{key: laws[key[0]] for key in formulas}}
    written = [step / _COUNT if is_left else step * _COUNT for step, is_left in counts]
    taken = [(step, target) for step in (*written, *(step for step, _ in counts))]
    axes = Axis(1.0, _LAST_STEP, log=True), Axis(_LOWEST, 1.0, log=True)
    places = beside_lines(lines, {**texts, **formulas}, axes, _HEIGHT - 50, taken)
    columns = place_columns(places, "loss", "step", "residual")
    said = [*texts.values(), *formulas.values()]
    columns["step"] = [*map(int, columns["step"])]
    return rows({**columns, "loss": [*texts] * 2, "what": said}, "name")


def _part(
    part: str, loss: str | None, what: str | None, steps: object, residuals: object
) -> pa.Table:
    texts = {"loss": loss, "what": what}
    named = {k: pa.repeat(pa.scalar(text, pa.string()), len(steps)) for k, text in texts.items()}
    values = {"step": pa.array(steps, pa.int64()), "residual": pa.array(residuals, pa.float64())}
    return rows({**named, **values}, part)
