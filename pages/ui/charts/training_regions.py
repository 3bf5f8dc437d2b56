"""The decision regions of a trained model, with the points it was trained on."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import altair as alt
import numpy as np
import pyarrow as pa

from pages.ui import palette
from pages.ui.charts.base import color, label_of, rows, shape, spec
from pages.ui.results import training as runs
from pages.ui.results.memo import shared

if TYPE_CHECKING:
    from losscore.teaching import TrainingRun

CELLS = 40
_EDGE = 5.0
_SIDE = 2 * _EDGE / CELLS


@cache
def regions(classes: int) -> dict:
    """The most probable class of each cell, the stronger the surer, and the points on top."""
    looks = dict(enumerate(palette.CLASSES[:classes]))
    hollow = {"symbolFillColor": "transparent", "symbolStrokeWidth": 2}
    legend = alt.Legend(orient="top", title=None, **hollow)
    axis = {"scale": alt.Scale(domain=[-_EDGE, _EDGE], clamp=True), "axis": alt.Axis(grid=False)}
    base = (
        alt.Chart()
        .transform_calculate(label=label_of(looks, "k"))
        .encode(
            x=alt.X("x:Q", title="x₁", **axis),
            y=alt.Y("y:Q", title="x₂", **axis),
            color=color(looks, "k", legend=legend),
        )
    )
    # From no class ahead of the others to full certainty; light enough for the points on top.
    strength = alt.Scale(domain=[1 / classes, 1], range=[0.04, 0.45])
    cells = (
        base.transform_filter("!datum.point")
        .transform_calculate(x2=f"datum.x + {_SIDE}", y2=f"datum.y + {_SIDE}")
        .encode(
            x2=alt.X2("x2:Q"),
            y2=alt.Y2("y2:Q"),
            opacity=alt.Opacity("sure:Q", scale=strength, legend=None),
            tooltip=_tips("predicted", "its ŷ"),
        )
    )
    points = base.transform_filter("datum.point").encode(
        shape=shape(looks, "k", legend=legend), tooltip=_tips("true class", "ŷ on it")
    )
    symbols = points.mark_point(filled=False, size=34, opacity=1, strokeWidth=1.6)
    return spec(alt.layer(cells.mark_rect(), symbols).properties(height=470))


def _tips(label: str, sure: str) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("label:N", title=label),
        alt.Tooltip("sure:Q", title=sure, format=".3~g"),
    ]


def regions_frame(run: TrainingRun, step: int, data: str, seed: int) -> pa.Table:
    """Cells, by their lower left corner, and the points of the data set.

    `k` is the class predicted at the middle of a cell, and the true class of a point; `sure` is
    ŷ on it. Single precision, since thousands of rows are sent for a picture.
    """
    (x, labels), corners = runs.points(data, seed), _corners()
    proba = run.predict_proba(corners + _SIDE / 2, step=step)
    on_truth = run.predict_proba(x, step=step)[np.arange(len(x)), labels]
    places = np.concatenate([corners, x]).astype(np.float32)
    return rows(
        {
            "point": np.arange(len(places)) >= len(corners),
            "x": places[:, 0].copy(),
            "y": places[:, 1].copy(),
            "k": np.concatenate([proba.argmax(axis=1), labels]).astype(np.int8),
            "sure": np.concatenate([proba.max(axis=1), on_truth]).astype(np.float32),
        }
    )


@shared(1)
def _corners() -> np.ndarray:
    """The lower left corner of each cell."""
    edges = _SIDE * np.arange(CELLS) - _EDGE
    return np.column_stack([part.ravel() for part in np.meshgrid(edges, edges)])
