"""The decision regions of a trained model, with the points it was trained on."""

from __future__ import annotations

from functools import cache

import altair as alt
import numpy as np
import pandas as pd

import losscore
from pages.ui import palette
from pages.ui.charts.base import color, only, shape, spec

CELLS = 40
_EDGE = 5.0
_LABELS = np.array([look.label for look in palette.CLASSES])


@cache
def regions(classes: int) -> dict:
    """The most probable class of each cell, the stronger the surer, and the points on top."""
    looks = palette.CLASSES[:classes]
    hollow = {"symbolFillColor": "transparent", "symbolStrokeWidth": 2}
    legend = alt.Legend(orient="top", title=None, **hollow)
    axis = {"scale": alt.Scale(domain=[-_EDGE, _EDGE], clamp=True), "axis": alt.Axis(grid=False)}
    base = alt.Chart().encode(
        x=alt.X("x:Q", title="x₁", **axis),
        y=alt.Y("y:Q", title="x₂", **axis),
        color=color(looks, "label", legend=legend),
    )
    # From no class ahead of the others to full certainty; light enough for the points on top.
    strength = alt.Scale(domain=[1 / classes, 1], range=[0.04, 0.45])
    cells = base.transform_filter(only("cell")).encode(
        x2="x2:Q",
        y2="y2:Q",
        opacity=alt.Opacity("sure:Q", scale=strength, legend=None),
        tooltip=_tips("predicted", "its ŷ"),
    )
    points = base.transform_filter(only("point")).encode(
        shape=shape(looks, "label", legend=legend), tooltip=_tips("true class", "ŷ on it")
    )
    symbols = points.mark_point(filled=False, size=34, opacity=1, strokeWidth=1.6)
    return spec(alt.layer(cells.mark_rect(), symbols).properties(height=470))


def _tips(label: str, sure: str) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("label:N", title=label),
        alt.Tooltip("sure:Q", title=sure, format=".3~g"),
    ]


def regions_frame(
    run: losscore.TrainingRun, step: int, x: np.ndarray, labels: np.ndarray
) -> pd.DataFrame:
    """Cells with the class predicted at their middle, and points with their true class.

    `sure` is ŷ on the predicted class of a cell, and on the true class of a point.
    """
    corners, middles = _cells()
    proba = run.predict_proba(middles, step=step)
    on_truth = run.predict_proba(x, step=step)[np.arange(len(x)), labels]
    size, gap = len(middles), np.full(len(x), np.nan)
    return pd.DataFrame(
        {
            "part": np.repeat(["cell", "point"], [size, len(x)]),
            "x": np.concatenate([corners[:, 0], x[:, 0]]),
            "x2": np.concatenate([corners[:, 2], gap]),
            "y": np.concatenate([corners[:, 1], x[:, 1]]),
            "y2": np.concatenate([corners[:, 3], gap]),
            "label": _LABELS[np.concatenate([proba.argmax(axis=1), labels])],
            "sure": np.concatenate([proba.max(axis=1), on_truth]),
        }
    )


@cache
def _cells() -> tuple[np.ndarray, np.ndarray]:
    """Left, bottom, right and top of each cell; and its middle."""
    edges = np.linspace(-_EDGE, _EDGE, CELLS + 1)
    left, bottom = (part.ravel() for part in np.meshgrid(edges[:-1], edges[:-1]))
    corners = np.column_stack([left, bottom, left + edges[1] - edges[0], bottom])
    corners[:, 3] += edges[1] - edges[0]
    return corners, (corners[:, :2] + corners[:, 2:]) / 2
