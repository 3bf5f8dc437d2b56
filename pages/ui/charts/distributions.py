"""The pictures of one sample: distributions, terms, the triangle, the penalty curve."""

from __future__ import annotations

from functools import cache

import altair as alt
import numpy as np
import pyarrow as pa

import losscore
from pages.ui import palette
from pages.ui.charts.base import (
    CEILING,
    STANDING_OUT,
    class_axis,
    class_places,
    color,
    layer_of,
    remembered,
    rows,
    shape,
    spec,
    stacked,
)
from pages.ui.inputs.scenario import COLUMNS, Sample
from pages.ui.results.distributions import MODELS, penalty
from pages.ui.wording import number

_TOP = alt.Legend(orient="top", title=None)
_TOP_NARROW = alt.Legend(orient="top", title=None, columns=1, symbolOpacity=1)
_MODEL_LOOKS = (palette.MODEL_A, palette.MODEL_B)
# ŷ from 0 to 1, finer near 0, where cross-entropy leaves the chart.
_P = np.union1d(np.linspace(0.0, 1.0, 101), np.geomspace(1e-3, 0.02, 20))
_TERM_TOP = {"squared_error": 1.0, "cross_entropy": CEILING}


@cache
def bars() -> dict:
    """The distributions: a group of bars a class, one bar each for truth, A and B."""
    base = alt.Chart().encode(
        x=class_axis(labelAngle=0),
        xOffset=alt.XOffset("who:N", sort=None),
        y=alt.Y("probability:Q", scale=alt.Scale(domain=[0, 1]), title="Probability"),
        tooltip=["class:N", "who:N", alt.Tooltip("probability:Q", format=".4~g")],
    )
    legend = alt.Legend(orient="top", title=None, symbolType="square")
    bar = base.mark_bar(clip=True).encode(color=color(palette.COLUMNS.values(), legend=legend))
    head = base.mark_point(filled=True, size=70, clip=False, opacity=1).encode(
        color=color(palette.COLUMNS.values(), legend=legend),
        shape=shape(palette.COLUMNS.values(), legend=_TOP),
    )
    return spec(alt.layer(bar, head).properties(height=260))


@remembered
def bars_frame(classes: tuple[str, ...], sample: Sample) -> pa.Table:
    """A row for each class and column: its place on the axis, class, who, probability."""
    size = len(classes)
    return rows(
        {
            "place": [place for place in class_places(classes) for _ in COLUMNS],
            "class": [name for name in classes for _ in COLUMNS],
            "who": [palette.COLUMNS[column].label for column in COLUMNS] * size,
            "probability": [getattr(sample, column)[k] for k in range(size) for column in COLUMNS],
        }
    )


@cache
def terms(loss: str, written: bool = True) -> dict:
    """What each class adds to the penalty, a bar a model, with the numbers written on them."""
    top = _TERM_TOP[loss]
    base = alt.Chart().encode(
        x=class_axis(labelAngle=0),
        xOffset=alt.XOffset("who:N", sort=None),
        y=alt.Y("height:Q", scale=alt.Scale(domain=[0, top * 1.1]), title="Adds to the penalty"),
        color=color(_MODEL_LOOKS, legend=None),
        tooltip=["class:N", "who:N", alt.Tooltip("adds:N", title="adds")],
    )
    text = base.mark_text(dy=-8, fontSize=11).encode(text="adds:N")
    layers = [base.mark_bar(), text] if written else [base.mark_bar()]
    return spec(
        alt.layer(*layers).properties(
            height=220, title=f"{palette.LOSSES[loss].symbol} {palette.LOSSES[loss].label}"
        )
    )


@remembered
def terms_frame(
    classes: tuple[str, ...], sample: Sample, loss: str, models: tuple[str, ...] = MODELS
) -> pa.Table:
    """A row for each class and model: place, class, who, height (cut at the axis), adds (text)."""
    terms = losscore.LOSSES[loss].terms(
        [sample.truth] * len(models), [getattr(sample, model) for model in models]
    )
    values = terms.ravel().tolist()
    size = len(classes)
    return rows(
        {
            "place": class_places(classes) * len(models),
            "class": list(classes) * len(models),
            "who": [palette.COLUMNS[model].label for model in models for _ in range(size)],
            "height": [min(value, _TERM_TOP[loss]) for value in values],
            "adds": [number(value, 3) for value in values],
        }
    )


@cache
def curve() -> dict:
    """The penalty over ŷ on the true class: a band for squared error, a line for the other."""
    x = alt.X("p:Q", scale=alt.Scale(domain=[0, 1]), title="ŷ on the true class")
    y = alt.Y("low:Q", scale=alt.Scale(domain=[0, CEILING]), title="Penalty")
    losses = color(palette.PAIR.values(), "loss", legend=_TOP_NARROW)
    lines = layer_of("curve").encode(x=x, color=losses)
    band = lines.mark_area(clip=True, opacity=0.3).encode(y=y, y2="high:Q")
    low = lines.mark_line(clip=True, strokeWidth=2).encode(y=y)
    high = lines.mark_line(clip=True, strokeWidth=2).encode(y=alt.Y("high:Q"))
    points = (
        layer_of("model")
        .mark_point(size=110, **STANDING_OUT)
        .encode(
            x=x,
            y=y,
            color=losses,
            shape=shape(_MODEL_LOOKS, legend=_TOP_NARROW),
            tooltip=["who:N", "loss:N", alt.Tooltip("p:Q", title="ŷ"), "penalty:N"],
        )
    )
    return spec(alt.layer(band, low, high, points).properties(height=320))


@remembered
def curve_frame(sample: Sample, models: tuple[str, ...] = MODELS) -> pa.Table:
    """The curves by loss, with the least and the most that ŷ on the true class leaves open.

    For a one-hot truth the rest of the prediction is spread evenly (the least that squared error
    can charge) or all on one class (the most); for a soft one in proportion to the truth.
    """
    true_class = int(np.argmax(sample.truth))
    points = [(loss, model) for loss in palette.PAIR for model in models]
    charged = [penalty(loss, sample, model) for loss, model in points]
    columns = {
        "p": [getattr(sample, model)[true_class] for _, model in points],
        "low": [min(value, CEILING) for value in charged],
        "loss": [palette.LOSSES[loss].label for loss, _ in points],
        "who": [palette.COLUMNS[model].label for _, model in points],
        "penalty": [number(value) for value in charged],
    }
    return stacked(_curves(sample.truth), rows(columns, "model"))


@remembered
def _curves(truth: tuple[float, ...]) -> pa.Table:
    truth = np.array(truth)
    true_class = int(truth.argmax())
    spreads = [_with_true_class(_P, true_class, rest) for rest in _rest(truth, true_class)]
    parts = []
    for name, loss in ((n, losscore.LOSSES[n]) for n in palette.PAIR):
        low, high = (loss.penalties(np.tile(truth, (_P.size, 1)), p) for p in spreads)
        drawn = np.isfinite(low)
        columns = {"p": _P[drawn], "low": low[drawn], "high": high[drawn]}
        label = palette.LOSSES[name].label
        parts.append(rows({**columns, "loss": [label] * int(drawn.sum())}, "curve"))
    return stacked(*parts)


def _rest(truth: np.ndarray, true_class: int) -> tuple[np.ndarray, np.ndarray]:
    """How what is not on the true class is spread: to be charged least, and most."""
    others = np.ones_like(truth)
    others[true_class] = 0.0
    likely = truth * others
    # A truth of 0.999999 alone is as good as one-hot: there is no rest to follow.
    if likely.any():
        likely = losscore.normalize([likely])[0]
        return likely, likely
    one = losscore.one_hot([int(others.argmax())], truth.size)[0]
    return losscore.normalize([others])[0], one


def _with_true_class(p: np.ndarray, true_class: int, rest: np.ndarray) -> np.ndarray:
    """Predictions with `p` on the true class and the remainder spread as `rest`."""
    proba = np.outer(1.0 - p, rest)
    proba[:, true_class] = p
    return proba
