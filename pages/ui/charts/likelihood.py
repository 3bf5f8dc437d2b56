"""The two distributions behind the losses, over the same observation. Pure.

Classes lie in bands one above the other, the same in both pictures.
"""

from __future__ import annotations

from functools import cache

import altair as alt
import numpy as np
import pyarrow as pa

from pages.ui import palette
from pages.ui.charts.base import (
    STANDING_OUT,
    color,
    label_of,
    layer_of,
    remembered,
    rows,
    shape,
    spec,
    stacked,
)
from pages.ui.charts.hand import following, held, is_moved, written
from pages.ui.inputs.scenario import Sample
from pages.ui.results.likelihood import draws, hill
from pages.ui.wording.en import pictures
from pages.ui.wording.formats import number

_LOW, _HIGH = -1.0, 2.0  # the range of values that a Gaussian is drawn over
_SPREAD = np.linspace(-4.0, 4.0, 65)  # and in units of σ
_PEAK = 0.68  # of the height of a band
_BAR = (0.12, 0.56)
_NAME = 0.84
_MARK = pa.schema(
    [(name, pa.string()) for name in ("part", "band", "who", "label", "head")]
    + [(name, pa.float64()) for name in ("x", "x2", "y", "top", "foot", "seen", "mean", "sigma")]
)
_GREY = "#808080"
_SIGMA = held("sigma")
# How high a hill is somewhere, as a share of its peak and as a density.
SHARE = "exp(-pow(({at} - datum.mean) / ({sigma}), 2) / 2)"
DENSITY = f"{SHARE} / ({{sigma}} * sqrt(2 * PI))"


@cache
def gaussians(loss: str, size: int) -> dict:
    """The Gaussian around each class's ŷ, the observed value on it, what lies outside 0..1."""
    look = palette.LOSSES[loss]
    x, x_held = (
        alt.X(
            field, scale=alt.Scale(domain=[_LOW, _HIGH], nice=False), title=pictures.VALUE_OF_CLASS
        )
        for field in ("x:Q", "x_held:Q")
    )
    y, y_held = _bands(size), _bands(size, "y_held:Q")
    on_hill = f"datum.foot + {_PEAK} * {SHARE.format(at='datum.seen', sigma=_SIGMA)}"
    seen = _or_scored("y", on_hill, "isValid(datum.seen)")
    outside = (
        layer_of("outside")
        .mark_rect(color=_GREY, opacity=0.14)
        .encode(x=x, x2=alt.X2("x2:Q"), y=y, y2=alt.Y2("top:Q"))
    )
    hills = (
        layer_of("hill")
        # In units of σ all hills are one.
        .transform_calculate(x_held=f"datum.mean + datum.steps * {_SIGMA}")
        # Within the axes: what reaches beyond would narrow them anew.
        .mark_area(clip=True, color=look.color, opacity=0.35, line={"color": look.color})
        .encode(
            x=x_held,
            y=_bands(size, "top:Q"),
            y2=alt.Y2("y:Q"),
            detail=alt.Detail("y:N"),
            tooltip=[
                alt.Tooltip("x:Q", title=pictures.TIP_VALUE, format=".3~f"),
                alt.Tooltip("density:Q", title=pictures.TIP_DENSITY, format=".4~g"),
            ],
        )
    )
    stem = (
        layer_of("seen")
        .transform_calculate(y_held=seen)
        .mark_rule(color=_GREY, strokeWidth=2)
        .encode(x=x, y=y_held, y2=alt.Y2("foot:Q"))
    )
    marks = points(x, y_held).transform_calculate(y_held=seen)
    note = f"datum.head + {written(DENSITY.format(at='datum.seen', sigma=_SIGMA))}"
    name, density = _texts(x, y, _or_scored("label", note, "isValid(datum.head)"))
    layers = following(alt.layer(outside, hills, stem, marks, name, density), "sigma")
    return spec(layers.properties(height=_height(size), title=pictures.gaussian(look)))


def _or_scored(field: str, formula: str, where: str = "true") -> str:
    """What a formula gives while σ is moved; else what was scored."""
    return f"{where} && ({is_moved('sigma')}) ? {formula} : datum.{field}"


@remembered
def gaussians_rows(classes: tuple[str, ...], sample: Sample, model: str, sigma: float) -> pa.Table:
    """The hills a band a class, marks for ŷ and the observed value, names and densities."""
    size = len(classes)
    hills, marks = (
        [],
        [
            {"part": "outside", "x": _LOW, "x2": 0.0, "y": 0.0, "top": float(size)},
            {"part": "outside", "x": 1.0, "x2": _HIGH, "y": 0.0, "top": float(size)},
        ],
    )
    for k, name in enumerate(classes):
        floor, y_hat, seen = float(size - 1 - k), getattr(sample, model)[k], sample.truth[k]
        x, density, peak, there = hill(y_hat + sigma * _SPREAD, y_hat, seen, sigma)
        given = {"mean": y_hat, "sigma": sigma, "seen": seen}
        hills.append(
            np.broadcast_arrays(
                floor, x, floor + _PEAK * density / peak, density, y_hat, _SPREAD, sigma
            )
        )
        marks += [
            _mark("seen", "truth", seen, floor + _PEAK * there / peak, foot=floor, **given),
            _mark("mean", model, y_hat, floor),
        ]
        head = pictures.density_at(seen)
        title, note = _labels(floor, name, f"{head}{number(there)}", _LOW, _HIGH)
        marks += [title, {**note, "head": head, **given}]
    names = ("y", "x", "top", "density", "mean", "steps", "sigma")
    columns = dict(zip(names, np.hstack(hills), strict=True))
    return stacked(rows(columns, "hill"), pa.Table.from_pylist(marks, schema=_MARK))


@cache
def multinomial(loss: str, size: int) -> dict:
    """The probability of each class as a bar, and how often it was seen."""
    look = palette.LOSSES[loss]
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, 1]), title=pictures.PROBABILITY_OF_CLASS)
    y = _bands(size)
    bar = (
        layer_of("bar")
        .mark_rect(color=look.color, opacity=0.45, stroke=look.color)
        .encode(
            x=x,
            x2=alt.X2("x2:Q"),
            y=y,
            y2=alt.Y2("top:Q"),
            tooltip=[alt.Tooltip("band:N"), alt.Tooltip("x2:Q", title="ŷ")],
        )
    )
    layers = alt.layer(bar, points(x, y), *_texts(x, y))
    return spec(layers.properties(height=_height(size), title=pictures.multinomial(look)))


@remembered
def multinomial_rows(classes: tuple[str, ...], sample: Sample, model: str) -> pa.Table:
    """The bars a band a class, marks for ŷ and the observed frequency, names and counts."""
    size, counts = len(classes), draws(sample)
    marks: list[dict] = []
    for k, name in enumerate(classes):
        floor, y_hat = float(size - 1 - k), getattr(sample, model)[k]
        low, high = floor + _BAR[0], floor + _BAR[1]
        marks.append({"part": "bar", "band": name, "x": 0.0, "x2": y_hat, "y": low, "top": high})
        marks += [
            _mark("seen", "truth", sample.truth[k], high),
            _mark("mean", model, y_hat, (low + high) / 2),
        ]
        seen = (None, 0.0) if counts is None else (counts[k], counts.sum())
        marks += _labels(floor, name, pictures.of_class(y_hat, *seen), 0.0, 1.0)
    return pa.Table.from_pylist(marks, schema=_MARK)


def _bands(size: int, field: str = "y:Q") -> alt.Y:
    return alt.Y(field, axis=None, scale=alt.Scale(domain=[0, size], nice=False))


def _height(size: int) -> int:
    return 110 + (72 if size < 5 else 48) * size


def points(x: alt.X, y: alt.Y, text: str = "x:Q") -> alt.Chart:
    """The layer of truth and models: a point for each row that has a `who`."""
    return (
        alt.Chart()
        .transform_filter("isValid(datum.who)")
        .transform_calculate(name=label_of(palette.COLUMNS, "who"))
        .mark_point(size=110, **STANDING_OUT)
        .encode(
            x=x,
            y=y,
            color=color(palette.COLUMNS),
            shape=shape(palette.COLUMNS),
            tooltip=[
                alt.Tooltip("name:N", title=pictures.TIP_WHO),
                alt.Tooltip(text, title=pictures.TIP_VALUE),
            ],
        )
    )


def _texts(x: alt.X, y: alt.Y, said: str = "datum.label") -> tuple[alt.Chart, ...]:
    return tuple(
        layer_of(part)
        .transform_calculate(said=said)
        .mark_text(align=align, dx=dx, fontSize=12, baseline="middle", limit=170, color=_GREY)
        .encode(x=x, y=y, text=alt.Text("said:N"))
        for part, align, dx in (("name", "left", 4), ("note", "right", -4))
    )


def _mark(part: str, who: str, x: float, y: float, **more: float) -> dict:
    return {"part": part, "who": who, "x": x, "y": y, **more}


def _labels(floor: float, name: str, note: str, left: float, right: float) -> list[dict]:
    return [
        {"part": "name", "x": left, "y": floor + _NAME, "label": name},
        {"part": "note", "x": right, "y": floor + _NAME, "label": note},
    ]
