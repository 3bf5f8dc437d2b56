"""The bill of a loss, and how often a class is true where it is given which probability. Pure."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import lru_cache

import altair as alt
import numpy as np
import pyarrow as pa

from pages.ui import palette
from pages.ui.charts.base import color, data, label_of, remembered, rows, shape, spec
from pages.ui.results.calibration import Bill, Reliability
from pages.ui.results.memo import kept
from pages.ui.wording.en import pictures
from pages.ui.wording.formats import number

# Of which model, which part of its bill, from where to where it goes, and what it comes to.
Bar = tuple[str, str, float, float, float]

_BEYOND = "datum.value > data('bill')[0].measured"
_TIP = "M0,-1L1.3,0L0,1Z"
_ROOM = 1.3  # Beyond the longest bar, for what is written behind it.


@lru_cache(maxsize=16)
def bill(loss: str) -> dict:
    """A bar from where each part begins to where it ends, for each model."""
    named = data("bill").transform_calculate(name=label_of(palette.MODELS, "who"))
    base = named.encode(
        y=alt.Y(
            "part:N",
            title=None,
            scale=alt.Scale(domain=[*pictures.BILL]),
            axis=alt.Axis(labelExpr=f"({json.dumps(pictures.BILL)})[datum.label]", labelLimit=120),
        ),
        yOffset=alt.YOffset("who:N", scale=alt.Scale(domain=[*palette.MODELS])),
    )
    by_model = color(palette.MODELS)
    axis = alt.Axis(
        tickCount=4,
        labelExpr=f"{_BEYOND} ? '' : datum.label",
        gridOpacity={"condition": {"test": _BEYOND, "value": 0}, "value": 1},
        tickOpacity={"condition": {"test": _BEYOND, "value": 0}, "value": 1},
    )
    bars = base.mark_bar(opacity=0.75).encode(
        x=alt.X("low:Q", title=None, axis=axis),
        x2=alt.X2("high:Q"),
        color=by_model,
        tooltip=[
            alt.Tooltip("label:N", title=pictures.TIP_MEAN_PENALTY),
            alt.Tooltip("name:N", title=pictures.TIP_OF),
        ],
    )
    dx = alt.expr("datum.infinite ? 18 : 4")
    size = alt.expr("datum.infinite ? 16 : 11")
    texts = base.mark_text(align="left", dx=dx, fontSize=size, fontWeight="bold").encode(
        x=alt.X("high:Q"), text=alt.Text("label:N"), color=by_model
    )
    # What is infinite is broken, and goes on as an arrow.
    infinite = base.transform_filter("datum.infinite")
    tips = infinite.mark_point(shape=_TIP, size=330, filled=True, opacity=0.75).encode(
        x=alt.X("high:Q"), color=by_model
    )
    gaps = infinite.mark_text(text="//", dx=-22, fontSize=20, fontWeight="bold")
    gaps = gaps.encode(x=alt.X("high:Q"), color=by_model)
    room = base.mark_point(opacity=0).encode(x=alt.X("room:Q"))
    title = pictures.mean_penalty(palette.LOSSES[loss])
    return spec(alt.layer(room, bars, tips, gaps, texts).properties(height=250, title=title))


def bill_rows(found: Mapping[str, Bill]) -> dict[str, pa.Table]:
    """The parts of each model's bill, by its name; what is infinite ends at the edge."""
    bars = ((model, *part) for model, one in found.items() for part in _parts(one))
    return {"bill": _bars(tuple(bars))}


@remembered
def _bars(bars: tuple[Bar, ...]) -> pa.Table:
    finite = [max(low, high) for _, _, low, high, _ in bars if math.isfinite(max(low, high))]
    edge = _ROOM * max(finite)
    infinite = [max(low, high) == math.inf for _, _, low, high, _ in bars]
    columns = {
        "who": [who for who, *_ in bars],
        "part": [part for _, part, *_ in bars],
        "low": [min(low, high) for *_, low, high, _ in bars],
        "high": [min(max(low, high), edge) for *_, low, high, _ in bars],
        "label": [f"{palette.MODELS[who].symbol} {number(value)}" for who, *_, value in bars],
        "infinite": infinite,
        # Beyond it the axis measures nothing.
        "measured": [max(finite) if any(infinite) else math.inf] * len(bars),
        "room": [_ROOM * edge] * len(bars),
    }
    return rows(columns)


def _parts(one: Bill) -> list[tuple[str, float, float, float]]:
    """Each part: from where to where its bar goes, and what it comes to."""
    parts = one.parts
    return [
        ("uncertainty", 0.0, parts.uncertainty, parts.uncertainty),
        ("discrimination", parts.uncertainty, one.left, parts.discrimination),
        ("miscalibration", one.left, parts.loss, parts.miscalibration),
        ("loss", 0.0, parts.loss, parts.loss),
    ]


@lru_cache(maxsize=4)
def reliability(model: str) -> dict:
    """The steps of one model over the diagonal, and the band in which chance would put them."""
    look, grey = palette.MODELS[model], palette.TRUTH.color
    y = alt.Y("rate:Q", title=pictures.HOW_OFTEN_TRUE, scale=alt.Scale(domain=[0, 1]))
    x = alt.X("proba:Q", title=pictures.Y_HAT_OF_CLASS, scale=alt.Scale(domain=[0, 1]))
    band = (
        data("band")
        .mark_area(opacity=0.25, color=grey)
        .encode(x=x, y=alt.Y("low:Q"), y2=alt.Y2("high:Q"))
    )
    diagonal = data("diagonal").mark_line(strokeDash=[2, 3], color=grey).encode(x=x, y=y)
    lines = data("steps").mark_line(strokeWidth=2.5, color=look.color).encode(x=x, y=y)
    points = (
        data("points")
        .mark_point(filled=True, opacity=1)
        .encode(
            x=x,
            y=y,
            color=color(palette.MODELS),
            shape=shape(palette.MODELS),
            size=alt.Size("samples:Q", legend=None, scale=alt.Scale(type="sqrt", range=[20, 200])),
            tooltip=[
                alt.Tooltip("low:Q", title=pictures.TIP_Y_HAT_FROM, format=".4~g"),
                alt.Tooltip("high:Q", title=pictures.TIP_TO, format=".4~g"),
                alt.Tooltip("rate:Q", title=pictures.TIP_IS_TRUE, format=".4~p"),
                alt.Tooltip("samples:Q", title=pictures.TIP_OF_SAMPLES, format=",.6~g"),
            ],
        )
    )
    return spec(alt.layer(band, diagonal, lines, points).properties(height=300, title=look.named))


@kept(2)
def reliability_rows(found: Reliability, model: str) -> dict[str, pa.Table]:
    """The steps as a line and as points, the band, and the diagonal."""
    band = found.band
    limits = {} if band is None else {"proba": band.proba, "low": band.low, "high": band.high}
    return {
        "band": rows(limits or {name: np.empty(0) for name in ("proba", "low", "high")}),
        "diagonal": rows({"proba": [0.0, 1.0], "rate": [0.0, 1.0]}),
        "steps": rows(
            {
                "proba": np.column_stack([found.low, found.high]).ravel(),
                "rate": np.repeat(found.rate, 2),
            }
        ),
        "points": rows(
            {
                "proba": (found.low + found.high) / 2,
                "rate": found.rate,
                "low": found.low,
                "high": found.high,
                "samples": found.count,
                "who": [model] * found.rate.size,
            }
        ),
    }


def bins_rows(found: Reliability, model: str) -> dict[str, pa.Table]:
    """Bins as points alone: between them nothing is known."""
    drawn = reliability_rows(found, model)
    return {**drawn, "steps": drawn["steps"].slice(0, 0)}
