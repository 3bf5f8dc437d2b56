"""The pictures of a batch: penalty against penalty, and who carries the total."""

from __future__ import annotations

import math
from functools import cache

import altair as alt
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pages.ui import palette
from pages.ui.charts.base import color, dash, label_of, looks_of, rows, shape, spec
from pages.ui.results.memo import kept
from pages.ui.results.samples import Summary
from pages.ui.results.samples_table import DISAGREE, SAMPLE, penalty_column, prefers_column
from pages.ui.wording.en.losses import WORDS
from pages.ui.wording.formats import capitalised

_HEIGHT = 420
_TOP = alt.Legend(orient="top", title=None)
# One legend above the other: side by side they do not fit.
_TOP_IN_TWO = alt.Legend(orient="top", title=None, columns=1)

# The most that a logarithm can charge without being infinite is −log of the least double, 745.
_EDGE = 1000
# Where the words beside the diagonal stand, clear of the edges that points gather on.
_BESIDE_SQUEEZED, _BESIDE = (6, 350), (0.4, 0.875)


def _top(ceiling: float) -> float:
    """Where the axis of a loss ends: at its ceiling, or where infinity is drawn."""
    return _EDGE if math.isinf(ceiling) else ceiling


# The other points beside those of a disagreement, and what a tooltip says of each point.
_OTHERS = "No disagreement"
_AGREE = "The losses agree"


@cache
def pair(loss: str, ceiling: float, losses: tuple[str, ...]) -> dict:
    """What one loss charges model A against what it charges model B, a point a sample."""
    looks = {
        "other": palette.LOSSES[loss]._replace(label=_OTHERS),
        "disagree": palette.DISAGREE,
    }
    points = _points(ceiling, ceiling, losses).mark_point(filled=True, opacity=0.75)
    points = points.encode(
        x=_channel(alt.X, ceiling, f"{palette.MODEL_A.named} pays"),
        y=_channel(alt.Y, ceiling, f"{palette.MODEL_B.named} pays"),
        color=color(looks, "verdict", legend=_TOP),
        shape=shape(looks, "verdict", legend=_TOP),
        size=alt.condition("datum.disagree", alt.value(190), alt.value(55)),
        tooltip=_tooltip("A pays", "B pays", "says"),
    )
    layers = alt.layer(_diagonal(_top(ceiling)), *_sides(ceiling), points)
    return spec(layers.properties(height=_HEIGHT, title=_title(loss, "A against B")))


@kept(2)
def pair_frame(scored: Summary, loss: str) -> pa.Table:
    """A row for each point: its sample, both penalties, and what the losses say of it.

    `disagree` marks opposite preferences; `says` counts the verdicts that the tooltip words.
    """
    # What is drawn last lies on top.
    points = scored.points[np.argsort(_at(scored, DISAGREE, scored.points), kind="stable")]
    columns = {
        "sample": SAMPLE,
        "a": penalty_column("a", loss),
        "b": penalty_column("b", loss),
        "disagree": DISAGREE,
    }
    points_rows = {name: _at(scored, column, points) for name, column in columns.items()}
    return rows({**points_rows, "says": _says(scored, points)})


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
        x=_channel(alt.X, ceilings[0], _title(first)),
        y=_channel(alt.Y, ceilings[1], _title(second)),
        tooltip=_tooltip(*(WORDS[loss].noun for loss in losses)),
    )
    title = f"{look.named}: one loss against the other"
    return spec(points.properties(height=_HEIGHT, title=title))


@kept(2)
def orders_frame(scored: Summary) -> pa.Table:
    """A row for each point: its sample and what both losses charge it."""
    penalties = (penalty_column("a", loss) for loss in scored.losses)
    columns = dict(zip(("sample", "a", "b"), (SAMPLE, *penalties), strict=True))
    return rows({name: _at(scored, column, scored.points) for name, column in columns.items()})


def _at(scored: Summary, column: str, points: npt.NDArray[np.intp]) -> npt.NDArray:
    return scored.frame[column].iloc[points].to_numpy()


@cache
def curve(losses: tuple[str, ...]) -> dict:
    """The share of the total that the costliest part of the samples carries."""
    looks = looks_of(losses)
    share = alt.Axis(format="%", tickCount=5)
    scale = alt.Scale(domain=[0, 1])
    base = (
        alt.Chart()
        .transform_calculate(
            model=label_of(palette.MODELS, "who"), loss_label=label_of(looks, "loss")
        )
        .encode(
            x=alt.X("samples:Q", scale=scale, axis=share, title="Costliest part of the samples"),
            y=alt.Y("share:Q", scale=scale, axis=share, title="Share of the total penalty"),
        )
    )
    lines = base.mark_line(strokeWidth=2.5).encode(
        color=color(looks, "loss", legend=_TOP_IN_TWO),
        strokeDash=dash(palette.MODELS, legend=_TOP_IN_TWO),
    )
    targets = base.mark_point(filled=True, size=90, opacity=0).encode(
        tooltip=[
            alt.Tooltip("model:N"),
            alt.Tooltip("loss_label:N", title="loss"),
            alt.Tooltip("samples:Q", format=".1%", title="costliest"),
            alt.Tooltip("share:Q", format=".1%", title="carry"),
        ]
    )
    layers = alt.layer(_diagonal(1, (1, 3)), lines, targets)
    return spec(layers.properties(height=_HEIGHT, title="Who carries the total"))


@kept(2)
def curve_frame(scored: Summary) -> pa.Table:
    """A row for each model, loss and part of the samples: who, loss, samples, share."""
    curve = scored.curve
    return rows(
        {
            "who": curve["model"].to_numpy(object),
            "loss": curve["loss"].to_numpy(object),
            "samples": curve["samples"].to_numpy(float),
            "share": curve["share"].to_numpy(float),
        }
    )


def _points(ceiling_a: float, ceiling_b: float, losses: tuple[str, ...]) -> alt.Chart:
    """Points from two columns of penalties, an infinite one on the edge of its axis."""
    says = [
        _AGREE,
        *(f"{capitalised(WORDS[loss].noun)} sees no difference" for loss in losses),
        palette.DISAGREE.label,
    ]
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
        scale = alt.Scale(domain=[0, ceiling])
        ticks = [ceiling * part / 4 for part in range(5)]
        return channel(field, scale=scale, axis=alt.Axis(values=ticks, format="~g"), title=title)
    scale = alt.Scale(domain=[0, _EDGE], type="symlog", constant=0.1)
    axis = alt.Axis(
        values=[0, 0.1, 1, 10, 100, _EDGE],
        labelExpr=f"datum.value === {_EDGE} ? '∞' : format(datum.value, '~g')",
        labelOverlap=False,
    )
    return channel(field, scale=scale, axis=axis, title=title)


def _tooltip(a: str, b: str, *more: str) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("sample:Q", title="sample", format=","),
        alt.Tooltip("shown_a:N", title=a),
        alt.Tooltip("shown_b:N", title=b),
        *(alt.Tooltip(f"{field}:N", title=" ") for field in more),
    ]


def _once() -> alt.Chart:
    """A layer that draws one mark, however many rows the frame has."""
    return alt.Chart().transform_aggregate(rows="count()")


def _diagonal(top: float, dashes: tuple[int, int] = (4, 4)) -> alt.Chart:
    return (
        _once()
        .mark_rule(strokeDash=dashes, color="#808080")
        .encode(x=alt.datum(0), y=alt.datum(0), x2=alt.datum(top), y2=alt.datum(top))
    )


def _sides(ceiling: float) -> list[alt.Chart]:
    """Who pays more on which side of the diagonal."""
    places = [ceiling * part for part in _BESIDE]
    if math.isinf(ceiling):
        places = _BESIDE_SQUEEZED
    low, high = map(alt.datum, places)
    text = _once().mark_text(fontSize=12, color="#808080")
    return [
        text.encode(x=low, y=high, text=alt.value("B pays more")),
        text.encode(x=high, y=low, text=alt.value("A pays more")),
    ]


def _title(loss: str, what: str = "") -> str:
    look = palette.LOSSES[loss]
    return look.named + (f": {what}" if what else "")
