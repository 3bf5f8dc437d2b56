"""The pictures of a batch, and the first of them: penalty against penalty."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import altair as alt
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from pages.ui import palette
from pages.ui.charts.base import color, once, rows, shape, spec
from pages.ui.charts.samples_carried import curve, curve_frame
from pages.ui.results.memo import kept
from pages.ui.results.samples import Summary
from pages.ui.results.samples_table import DISAGREE, SAMPLE, penalty_column, prefers_column
from pages.ui.wording.en import pictures
from pages.ui.wording.en import samples_background as background
from pages.ui.wording.en import samples_pictures as words
from pages.ui.wording.en.losses import WORDS

if TYPE_CHECKING:
    from losscore import Loss

_HEIGHT = 420
_GREY = palette.TRUTH.color

# The most that a logarithm can charge without being infinite is −log of the least double, 745.
_EDGE = 1000
# Where the axis of such a loss may end, in a case where nothing is infinite.
_ENDS = (1, 10, 100, _EDGE)


class Picture(NamedTuple):
    """A chart with its rows, the key that keeps it in place, and what it is to who sees none."""

    rows: pa.Table
    spec: dict
    key: str
    alt: str


def of_batch(scored: Summary, losses: tuple[Loss, Loss], *, whole: bool = False) -> list[Picture]:
    """All pictures of a batch under two losses, given without any floor."""
    if scored.comparisons:
        drawn = [
            Picture(
                pair_frame(scored, loss.name, whole),
                pair(loss.name, loss.ceiling, scored.losses),
                f"pair_{loss.name}",
                background.pair_alt(loss.name),
            )
            for loss in losses
        ]
    else:
        spec = orders(scored.losses, tuple(loss.ceiling for loss in losses))
        alt = background.orders_alt(scored.losses)
        drawn = [Picture(orders_frame(scored, whole), spec, "orders", alt)]
    if scored.size > 1:
        spec = curve(scored.losses)
        drawn.append(Picture(curve_frame(scored), spec, "curve", background.CURVE_ALT))
    return drawn


def _top(ceiling: float) -> float:
    """Where the axis of a loss ends: at its ceiling, or where infinity is drawn."""
    return _EDGE if math.isinf(ceiling) else ceiling


@cache
def pair(loss: str, ceiling: float, losses: tuple[str, ...]) -> dict:
    """What one loss charges model A against what it charges model B, a point a sample."""
    looks = {"other": palette.LOSSES[loss], "disagree": palette.DISAGREE}
    points = _points(ceiling, ceiling, losses).mark_point(filled=True, opacity=0.75)
    points = points.encode(
        x=_channel(alt.X, ceiling, words.pays(palette.MODEL_A)),
        y=_channel(alt.Y, ceiling, words.pays(palette.MODEL_B)),
        color=color(looks, "verdict"),
        shape=shape(looks, "verdict"),
        size=alt.SizeValue(55, condition={"test": "datum.disagree", "value": 190}),
        tooltip=_tooltip(*map(words.pays, (palette.MODEL_A, palette.MODEL_B)), "says"),
    )
    layers = alt.layer(_diagonal(), *_sides(), points)
    # The axes say the rest, which would be cut where three charts share a narrow screen.
    return spec(layers.properties(height=_HEIGHT, title=palette.LOSSES[loss].named))


@kept(2)
def pair_frame(scored: Summary, loss: str, whole: bool = False) -> pa.Table:
    """A row for each point: its sample, both penalties, and what the losses say of it.

    `disagree` marks opposite preferences; `says` counts the verdicts that the tooltip words.
    """
    ceiling = scored.ceilings[loss]
    # What is drawn last lies on top.
    points = scored.points[np.argsort(_at(scored, DISAGREE, scored.points), kind="stable")]
    columns = {
        "sample": SAMPLE,
        "a": penalty_column("a", loss),
        "b": penalty_column("b", loss),
        "disagree": DISAGREE,
    }
    points_rows = {name: _at(scored, column, points) for name, column in columns.items()}
    end = _end(max(points_rows["a"].max(), points_rows["b"].max()), ceiling, whole)
    ends = {f"end_{model}": np.full(len(points), end) for model in "ab"}
    return rows({**points_rows, **ends, "says": _says(scored, points)})


def _end(most: float, ceiling: float, whole: bool) -> float:
    """Where an axis of penalties ends: a little above the highest, or as high as there can be."""
    if whole or math.isinf(most) or not most:
        return _top(ceiling)
    if math.isinf(ceiling):
        return next(end for end in _ENDS if end >= most)
    return min(1.05 * most, ceiling)


def _says(scored: Summary, points: npt.NDArray[np.intp]) -> npt.NDArray[np.int8]:
    """What the losses say of each point, by its number in the tooltip's list."""
    ties = [_at(scored, prefers_column(x), points) == "tie" for x in scored.losses]
    says = np.select([ties[0] & ~ties[1], ties[1] & ~ties[0]], [1, 2], 0)
    says[_at(scored, DISAGREE, points)] = 3
    return says.astype(np.int8)


@cache
def orders(losses: tuple[str, ...], ceilings: tuple[float, ...]) -> dict:
    """What the two losses charge the one model for each sample."""
    look = palette.MODEL_A
    points = _points(*ceilings, losses).mark_point(
        filled=True, opacity=0.75, size=55, color=look.color, shape=look.shape
    )
    first, second = losses
    points = points.encode(
        x=_channel(alt.X, ceilings[0], palette.LOSSES[first].named),
        y=_channel(alt.Y, ceilings[1], palette.LOSSES[second].named),
        tooltip=_tooltip(*(WORDS[loss].noun for loss in losses)),
    )
    corner = alt.Chart().mark_point(opacity=0, tooltip=None)
    corner = corner.encode(x=alt.X("end_a:Q"), y=alt.Y("end_b:Q"))  # For the axes.
    return spec(
        alt.layer(corner, points).properties(height=_HEIGHT, title=words.one_against_other(look))
    )


@kept(2)
def orders_frame(scored: Summary, whole: bool = False) -> pa.Table:
    """A row for each point: its sample and what both losses charge it."""
    penalties = (penalty_column("a", loss) for loss in scored.losses)
    columns = dict(zip(("sample", "a", "b"), (SAMPLE, *penalties), strict=True))
    found = {name: _at(scored, column, scored.points) for name, column in columns.items()}
    for model, loss in zip("ab", scored.losses, strict=True):
        end = _end(found[model].max(), scored.ceilings[loss], whole)
        found[f"end_{model}"] = np.full(scored.points.size, end)
    return rows(found)


def _at(scored: Summary, column: str, points: npt.NDArray[np.intp]) -> npt.NDArray | pd.Categorical:
    return scored.frame[column].values[points]


def _points(ceiling_a: float, ceiling_b: float, losses: tuple[str, ...]) -> alt.Chart:
    """Points from two columns of penalties, an infinite one on the edge of its axis."""
    says = words.says(losses)
    return alt.Chart().transform_calculate(
        x=f"min(datum.a, {_top(ceiling_a):g})",
        y=f"min(datum.b, {_top(ceiling_b):g})",
        shown_a=_shown("a"),
        shown_b=_shown("b"),
        verdict="datum.disagree ? 'disagree' : 'other'",
        says=f"{says}[datum.says]",
    )


def _shown(field: str) -> str:
    return f"isFinite(datum.{field}) ? format(datum.{field}, '.4~g') : '∞'"


def _channel(channel: type, ceiling: float, title: str) -> alt.X | alt.Y:
    field = "x:Q" if channel is alt.X else "y:Q"
    if not math.isinf(ceiling):
        axis = alt.Axis(tickCount=5, format="~g")
        return channel(field, scale=alt.Scale(nice=False), axis=axis, title=title)
    scale = alt.Scale(type="symlog", constant=0.1, nice=False, zero=True)
    axis = alt.Axis(
        values=[0, 0.1, 1, 10, 100, _EDGE],
        labelExpr=f"datum.value === {_EDGE} ? '∞' : format(datum.value, '~g')",
        labelOverlap=False,
    )
    return channel(field, scale=scale, axis=axis, title=title)


def _tooltip(a: str, b: str, *more: str) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("sample:Q", title=pictures.TIP_SAMPLE, format=","),
        alt.Tooltip("shown_a:N", title=a),
        alt.Tooltip("shown_b:N", title=b),
        *(alt.Tooltip(f"{field}:N", title=" ") for field in more),
    ]


def _diagonal() -> alt.Chart:
    """Where both models pay the same, from one end of the axes to the other."""
    return (
        alt.Chart()
        .transform_aggregate(end="max(end_a)")
        .transform_calculate(begin="0")
        .mark_rule(strokeDash=[4, 4], color=_GREY)
        .encode(x=alt.X("begin:Q"), y=alt.Y("begin:Q"), x2=alt.X2("end:Q"), y2=alt.Y2("end:Q"))
    )


def _sides() -> list[alt.Chart]:
    """Who pays more on which side of the diagonal: beside the points, which may be anywhere."""
    above = {"align": "left", "dy": -14, "baseline": "bottom"}
    right = {"align": "left", "dy": 14, "baseline": "top", "angle": 270}
    return [
        once()
        .mark_text(fontSize=12, fontWeight="bold", color=_GREY, **place)
        .encode(x=x, y=y, text=alt.TextValue(words.pays_more(look)))
        for place, x, y, look in (
            (above, alt.XValue(0), alt.YValue(0), palette.MODEL_B),
            (right, alt.XValue("width"), alt.YValue("height"), palette.MODEL_A),
        )
    ]
