"""The two distributions behind the losses, over the same observation. Pure.

Classes lie in bands one above the other, the same in both pictures.
"""

from __future__ import annotations

from functools import cache

import altair as alt
import numpy as np
import pandas as pd

import losscore
from pages.ui import palette
from pages.ui.charts.base import color, dash, only, shape, spec
from pages.ui.charts.triangle import place
from pages.ui.scenario import Sample, Scenario
from pages.ui.scoring import penalty
from pages.ui.wording import number

_LOW, _HIGH = -1.0, 2.0  # the range of values that a Gaussian is drawn over
_PEAK = 0.68  # of the height of a band
_BAR = (0.12, 0.56)
_NAME = 0.84
_MARKS = (palette.TRUTH, palette.MODEL_A, palette.MODEL_B)
_TRIANGLE = 350
_GREY = "#808080"


@cache
def gaussians(size: int) -> dict:
    """The Gaussian around each class's ŷ, the observed value on it, what lies outside 0..1."""
    x = alt.X("x:Q", scale=alt.Scale(domain=[_LOW, _HIGH], nice=False), title="Value of a class")
    y = _bands(size)
    outside = (
        alt.Chart()
        .transform_filter(only("outside"))
        .mark_rect(color=_GREY, opacity=0.14)
        .encode(x=x, x2="x2:Q", y=y, y2="top:Q")
    )
    hill = (
        alt.Chart()
        .transform_filter(only("hill"))
        .mark_area(
            color=palette.SQUARED_ERROR.color,
            opacity=0.35,
            line={"color": palette.SQUARED_ERROR.color},
        )
        .encode(
            x=x,
            y=_bands(size, "top:Q"),
            y2="y:Q",
            detail="band:N",
            tooltip=[alt.Tooltip("x:Q", title="value", format=".3~f"), "density:N"],
        )
    )
    stem = (
        alt.Chart()
        .transform_filter(only("seen"))
        .mark_rule(color=_GREY, strokeWidth=2)
        .encode(x=x, y=y, y2="foot:Q")
    )
    layers = alt.layer(outside, hill, stem, _points(x, y), *_texts(x, y))
    return spec(layers.properties(height=_height(size), title=_title("squared_error", "Gaussian")))


def gaussians_frame(scenario: Scenario, sample: Sample, model: str, sigma: float) -> pd.DataFrame:
    """The hills a band a class, marks for ŷ and the observed value, names and densities."""
    size = len(scenario.classes)
    frames, marks = (
        [],
        [
            {"part": "outside", "x": _LOW, "x2": 0.0, "y": 0.0, "top": float(size)},
            {"part": "outside", "x": 1.0, "x2": _HIGH, "y": 0.0, "top": float(size)},
        ],
    )
    for k, name in enumerate(scenario.classes):
        floor, y_hat, seen = float(size - 1 - k), getattr(sample, model)[k], sample.truth[k]
        x = np.clip(y_hat + sigma * np.linspace(-4.0, 4.0, 81), _LOW, _HIGH)
        density = losscore.gaussian_density(x, mean=y_hat, sigma=sigma)
        peak, there = losscore.gaussian_density([y_hat, seen], mean=y_hat, sigma=sigma).tolist()
        frames.append(
            pd.DataFrame(
                {
                    "part": "hill",
                    "band": name,
                    "x": x,
                    "y": floor,
                    "top": floor + _PEAK * density / peak,
                    "density": [number(value) for value in density.tolist()],
                }
            )
        )
        marks += [
            _mark("seen", palette.TRUTH, seen, floor + _PEAK * there / peak, foot=floor),
            _mark("mean", palette.COLUMNS[model], y_hat, floor),
        ]
        marks += _labels(floor, name, f"density at {number(seen)}: {number(there)}", _LOW, _HIGH)
    return pd.concat([*frames, pd.DataFrame(marks)], ignore_index=True)


@cache
def multinomial(size: int) -> dict:
    """The probability of each class as a bar, and how often it was seen."""
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, 1]), title="Probability of a class")
    y = _bands(size)
    bar = (
        alt.Chart()
        .transform_filter(only("bar"))
        .mark_rect(
            color=palette.CROSS_ENTROPY.color, opacity=0.45, stroke=palette.CROSS_ENTROPY.color
        )
        .encode(x=x, x2="x2:Q", y=y, y2="top:Q", tooltip=["band:N", alt.Tooltip("x2:Q", title="ŷ")])
    )
    layers = alt.layer(bar, _points(x, y), *_texts(x, y))
    return spec(
        layers.properties(height=_height(size), title=_title("cross_entropy", "Multinomial"))
    )


def multinomial_frame(
    scenario: Scenario, sample: Sample, model: str, counts: np.ndarray | None
) -> pd.DataFrame:
    """The bars a band a class, marks for ŷ and the observed frequency, names and counts."""
    size = len(scenario.classes)
    rows: list[dict] = []
    for k, name in enumerate(scenario.classes):
        floor, y_hat = float(size - 1 - k), getattr(sample, model)[k]
        low, high = floor + _BAR[0], floor + _BAR[1]
        rows.append({"part": "bar", "band": name, "x": 0.0, "x2": y_hat, "y": low, "top": high})
        rows += [
            _mark("seen", palette.TRUTH, sample.truth[k], high),
            _mark("mean", palette.COLUMNS[model], y_hat, (low + high) / 2),
        ]
        seen = "" if counts is None else f", seen {counts[k]:.0f} of {counts.sum():.0f}"
        rows += _labels(floor, name, f"ŷ = {number(y_hat)}{seen}", 0.0, 1.0)
    return pd.DataFrame(rows)


@cache
def equally_likely() -> dict:
    """The predictions of three classes that are as likely as one model's, under either loss."""
    margin = 0.12
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[-margin, 1 + margin]))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[-margin, 1 + margin]))
    looks = tuple(palette.LOSSES.values())
    side = (
        alt.Chart()
        .transform_filter(only("side"))
        .mark_line(color=_GREY, strokeWidth=1)
        .encode(x=x, y=y, order="order:Q")
    )
    line = (
        alt.Chart()
        .transform_filter(only("line"))
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
        alt.Chart()
        .transform_filter(only("corner"))
        .mark_text(fontSize=13, baseline="middle", limit=150, color=_GREY)
        .encode(x=x, y=y, text="label:N")
    )
    layers = alt.layer(side, line, corner, _points(x, y, "label:N"))
    # As wide as high only where a step to the side is as long as one upwards.
    layers = layers.resolve_scale(color="independent").properties(
        width=_TRIANGLE, height=round(_TRIANGLE * 0.866)
    )
    return spec(layers)


def equally_likely_frame(scenario: Scenario, sample: Sample, model: str) -> pd.DataFrame:
    """The triangle, a line of equal penalty for each loss, truth and models."""
    corners = np.eye(3)
    x, y = place(corners[[0, 1, 2, 0]])
    parts = [pd.DataFrame({"part": "side", "x": x, "y": y, "order": range(4)})]
    parts += [_contour(sample, model, loss) for loss in _finite(sample, model)]
    rows = [
        (*place(corner, 0.11).tolist(), "corner", None, name)
        for corner, name in zip(corners, scenario.classes, strict=True)
    ]
    for column, look in palette.COLUMNS.items():
        if sample.is_distribution(column):
            values = getattr(sample, column)
            text = ", ".join(number(value) for value in values)
            rows.append((*place(np.array(values)).tolist(), "mark", look.label, text))
    parts.append(pd.DataFrame(rows, columns=["x", "y", "part", "who", "label"]))
    return pd.concat(parts, ignore_index=True)


def _contour(sample: Sample, model: str, loss: str) -> pd.DataFrame:
    """Where rays from the truth to the rim of the triangle meet the model's penalty.

    Along each ray the penalty only rises. A ray that reaches the rim before that leaves a gap, so
    the line comes in pieces.
    """
    target, truth = penalty(loss, sample, model), np.array(sample.truth)
    rim, steps = _rim(), np.linspace(0.0, 1.0, 201)
    rays = truth + steps[None, :, None] * (rim - truth)[:, None, :]
    flat = np.clip(rays.reshape(-1, 3), 0.0, 1.0)
    penalties = losscore.LOSSES[loss].penalties(np.tile(truth, (len(flat), 1)), flat)
    rows, piece = [], 0
    for order, along in enumerate(penalties.reshape(len(rim), -1)):
        beyond = int(np.searchsorted(along, target))
        if beyond == len(steps):
            piece += 1
            continue
        at = _between(along, beyond, target) if beyond else 0.0
        x, y = place(truth + at * (rim[order] - truth)).tolist()
        rows.append(("line", x, y, order, palette.LOSSES[loss].label, piece))
    return pd.DataFrame(rows, columns=["part", "x", "y", "order", "loss", "piece"])


def _finite(sample: Sample, model: str) -> list[str]:
    return [loss for loss in palette.LOSSES if np.isfinite(penalty(loss, sample, model))]


def _between(along: np.ndarray, i: int, target: float) -> float:
    """The place of the target between points i − 1 and i of a ray, of 201."""
    low, high = along[i - 1], along[i]
    part = (target - low) / (high - low) if np.isfinite(high) else 0.0
    return (i - 1 + part) / (len(along) - 1)


@cache
def _rim() -> np.ndarray:
    """Points around the triangle, once round and back to the first."""
    corners = np.eye(3)
    steps = np.linspace(0.0, 1.0, 40, endpoint=False)[:, None]
    sides = [corners[a] + steps * (corners[b] - corners[a]) for a, b in ((0, 1), (1, 2), (2, 0))]
    return np.vstack([*sides, corners[:1]])


def _bands(size: int, field: str = "y:Q") -> alt.Y:
    return alt.Y(field, axis=None, scale=alt.Scale(domain=[0, size], nice=False))


def _height(size: int) -> int:
    return 110 + (72 if size < 5 else 48) * size


def _title(loss: str, name: str) -> str:
    return f"{palette.LOSSES[loss].symbol} {name}"


def _points(x: alt.X, y: alt.Y, text: str = "x:Q") -> alt.Chart:
    return (
        alt.Chart()
        .transform_filter("isValid(datum.who)")
        .mark_point(filled=True, size=110, opacity=1, stroke="white", strokeWidth=1.5)
        .encode(
            x=x,
            y=y,
            color=color(_MARKS, legend=None),
            shape=shape(_MARKS, legend=None),
            tooltip=["who:N", alt.Tooltip(text, title="value")],
        )
    )


def _texts(x: alt.X, y: alt.Y) -> tuple[alt.Chart, ...]:
    return tuple(
        alt.Chart()
        .transform_filter(only(part))
        .mark_text(align=align, dx=dx, fontSize=12, baseline="middle", limit=170, color=_GREY)
        .encode(x=x, y=y, text="label:N")
        for part, align, dx in (("name", "left", 4), ("note", "right", -4))
    )


def _mark(part: str, look: palette.Look, x: float, y: float, **more: float) -> dict:
    return {"part": part, "who": look.label, "x": x, "y": y, **more}


def _labels(floor: float, name: str, note: str, left: float, right: float) -> list[dict]:
    return [
        {"part": "name", "x": left, "y": floor + _NAME, "label": name},
        {"part": "note", "x": right, "y": floor + _NAME, "label": note},
    ]
