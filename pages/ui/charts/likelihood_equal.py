"""Predictions of three classes that are as likely as a model's: lines in a triangle. Pure."""

from __future__ import annotations

from functools import cache

import altair as alt
import numpy as np
import pyarrow as pa

import losscore
from pages.ui import palette
from pages.ui.charts.base import color, dash, layer_of, remembered, spec
from pages.ui.charts.distributions_triangle import place
from pages.ui.charts.likelihood import points
from pages.ui.inputs.scenario import Sample
from pages.ui.memo import shared
from pages.ui.results.distributions import penalty
from pages.ui.wording import number

_WIDTH, _MARGIN = 350, 0.12
_STEPS = np.linspace(0.0, 1.0, 101)  # along a ray from the truth to the rim of the triangle
_SCHEMA = pa.schema(
    [(name, pa.string()) for name in ("part", "who", "label", "loss")]
    + [(name, pa.float64()) for name in ("x", "y", "order", "piece")]
)
_GREY = "#808080"


@cache
def lines() -> dict:
    """The predictions of three classes that are as likely as one model's, under either loss."""
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[-_MARGIN, 1 + _MARGIN]))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[-_MARGIN, 1 + _MARGIN]))
    looks = tuple(palette.PAIR.values())
    side = layer_of("side").mark_line(color=_GREY, strokeWidth=1).encode(x=x, y=y, order="order:Q")
    line = (
        layer_of("line")
        .mark_line(strokeWidth=2.5)
        .encode(
            x=x,
            y=y,
            order="order:Q",
            detail="piece:N",
            color=color(looks, "loss", legend=None),
            strokeDash=dash(looks, "loss", legend=None),
            tooltip="loss:N",
        )
    )
    corner = (
        layer_of("corner")
        .mark_text(fontSize=13, baseline="middle", limit=150, color=_GREY)
        .encode(x=x, y=y, text="label:N")
    )
    layers = alt.layer(side, line, corner, points(x, y, "label:N"))
    # As wide as high only where a step to the side is as long as one upwards.
    layers = layers.resolve_scale(color="independent").properties(
        width=_WIDTH, height=round(_WIDTH * 0.866)
    )
    return spec(layers)


@remembered
def lines_rows(classes: tuple[str, ...], sample: Sample, model: str) -> pa.Table:
    """The triangle, a line of equal penalty for each loss, truth and models."""
    corners = np.eye(3)
    x, y = place(corners[[0, 1, 2, 0]]).tolist()
    found = [{"part": "side", "x": x[i], "y": y[i], "order": i} for i in range(4)]
    for corner, name in zip(corners, classes, strict=True):
        found.append({"part": "corner", **_at(place(corner, 0.11)), "label": name})
    for column, look in palette.COLUMNS.items():
        if sample.is_distribution(column):
            values = getattr(sample, column)
            text = ", ".join(number(value) for value in values)
            at = _at(place(np.array(values)))
            found.append({"part": "mark", **at, "who": look.label, "label": text})
    for loss in palette.PAIR:
        found += _contour(sample, model, loss)
    return pa.Table.from_pylist(found, schema=_SCHEMA)


def _contour(sample: Sample, model: str, loss: str) -> list[dict]:
    """Where rays from the truth to the rim of the triangle meet the model's penalty.

    Along each ray the penalty only rises. A ray that reaches the rim before that leaves a gap, so
    the line comes in pieces.
    """
    target, truth = penalty(loss, sample, model), np.array(sample.truth)
    if not np.isfinite(target):
        return []
    towards = _rim() - truth
    rays = truth + _STEPS[:, None] * towards[:, None, :]
    flat = np.clip(rays.reshape(-1, 3), 0.0, 1.0)
    penalties = losscore.LOSSES[loss].penalties(np.tile(truth, (len(flat), 1)), flat)
    along = penalties.reshape(len(towards), -1)
    short = (along < target).sum(axis=1)  # points of the ray that stay below
    far = [
        np.interp(target, ray[n - 1 : n + 1], _STEPS[n - 1 : n + 1]) if 0 < n < ray.size else 0.0
        for ray, n in zip(along, short, strict=True)
    ]
    x, y = place(truth + np.array(far)[:, None] * towards).tolist()
    pieces = np.cumsum(short == _STEPS.size).tolist()
    label = palette.LOSSES[loss].label
    return [
        {"part": "line", "x": x[i], "y": y[i], "order": i, "loss": label, "piece": pieces[i]}
        for i in np.flatnonzero(short < _STEPS.size).tolist()
    ]


def _at(place: np.ndarray) -> dict[str, float]:
    x, y = place.tolist()
    return {"x": x, "y": y}


@shared(1)
def _rim() -> np.ndarray:
    """Points around the triangle, once round and back to the first."""
    corners = np.eye(3)
    steps = np.linspace(0.0, 1.0, 40, endpoint=False)[:, None]
    sides = [corners[a] + steps * (corners[b] - corners[a]) for a, b in ((0, 1), (1, 2), (2, 0))]
    return np.vstack([*sides, corners[:1]])
