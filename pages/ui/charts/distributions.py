"""The pictures of one sample: terms, the penalty curve."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import altair as alt
import pyarrow as pa

from pages.ui import palette
from pages.ui.charts.base import (
    CEILING,
    TOGETHER,
    class_axis,
    class_places,
    color,
    dash,
    label_of,
    layer_of,
    looks_of,
    model_names,
    model_points,
    named_lines,
    names_of_models,
    remembered,
    rows,
    spec,
    stacked,
)
from pages.ui.charts.hand import TICK
from pages.ui.inputs.scenario import MODELS, Sample
from pages.ui.results import distributions as results
from pages.ui.results.penalties import penalty
from pages.ui.wording.en import pictures
from pages.ui.wording.formats import number, probability

if TYPE_CHECKING:
    from losscore import Loss

_AS_FAR = alt.Scale(zero=False, nice=False)
_FEW = alt.Axis(tickCount=6)
_ROUNDING = 1e-9


@cache
def terms(loss: Loss, written: bool) -> dict:
    """What each class adds to the penalty, a bar a model, with the numbers written on them."""
    look = palette.LOSSES[loss.name]
    x, offset = class_axis(labelAngle=0 if written else -45), alt.XOffset("who:N", sort=None)
    base = (
        alt.Chart()
        .transform_calculate(label=label_of(palette.MODELS, "who"))
        .encode(
            x=x,
            xOffset=offset,
            y=alt.Y("height:Q", title=pictures.ADDS),
            color=color(palette.MODELS),
            tooltip=[
                alt.Tooltip("class:N"),
                alt.Tooltip("label:N", title=pictures.TIP_WHO),
                alt.Tooltip("adds:N", title=pictures.TIP_ADDS),
            ],
        )
    )
    # Unseen, for the axis to reach as far.
    reach = (
        alt.Chart()
        .mark_rule(opacity=0, tooltip=None)
        .encode(y=alt.Y("reach:Q", title=pictures.ADDS, axis=alt.Axis(labelExpr=TICK)))
    )
    text = base.mark_text(dy=-8, fontSize=11).encode(text=alt.Text("adds:N"))
    layers = [reach, base.mark_bar(), *([text] if written else [])]
    title = alt.Title(look.named, offset=24)  # Above the number on the highest bar.
    return spec(alt.layer(*layers).properties(height=240, title=title))


@remembered
def terms_frame(
    classes: tuple[str, ...],
    sample: Sample,
    loss: Loss,
    models: tuple[str, ...] = MODELS,
    whole: bool = False,
) -> pa.Table:
    """A row for each class and model: place, class, who, height (cut at the axis), adds (text).

    `reach` is how far the axis has to go: to the highest bar, or as far as one can be.
    """
    values = results.terms(sample, loss, models)
    top = min(results.most_of_a_class(loss), CEILING)
    heights = [min(value, top) for value in values]
    return rows(
        {
            "place": class_places(classes) * len(models),
            "class": list(classes) * len(models),
            "who": [model for model in models for _ in classes],
            "height": heights,
            "adds": [number(value, 3) for value in values],
            "reach": [top if whole else max(heights)] * len(values),
        }
    )


@cache
def curve(losses: tuple[Loss, ...]) -> dict:
    """The penalty over ŷ on the true class: a line, or a band where the rest makes a difference."""
    looks = looks_of(loss.name for loss in losses)
    x = alt.X("p:Q", scale=_AS_FAR, title=pictures.ON_TRUTH, axis=_FEW)
    y = alt.Y("low:Q", title=pictures.PENALTY)
    by_loss = color(looks, "loss")
    lines = layer_of("curve").encode(x=x, color=by_loss)
    band = lines.mark_area(opacity=0.3).encode(y=y, y2=alt.Y2("high:Q"))
    ends = (
        lines.mark_line(strokeWidth=2).encode(
            y=alt.Y(field, title=pictures.PENALTY), strokeDash=dash(looks, "loss")
        )
        for field in ("low:Q", "high:Q")
    )
    points = model_points(looks, x, y, "penalty")
    # Beside what the points of the models are called, which may be where a line begins.
    named = named_lines(looks, x, y, aside=34)
    layers = (band, *ends, *named, points, model_names(x, y))
    return spec(alt.layer(*layers).properties(height=300))


@remembered
def curve_frame(
    sample: Sample,
    losses: tuple[Loss, ...],
    models: tuple[str, ...] = MODELS,
    whole: bool = False,
) -> pa.Table:
    """The curves by loss, each model's penalty under each loss, and what both are called.

    All of them are rows of as much of the axis as the case needs, or of the whole.
    """
    points = [(loss, model) for loss in losses for model in models]
    charged = [penalty(loss, sample, model) for loss, model in points]
    y_hats = [getattr(sample, model)[sample.main_class] for _, model in points]
    heights = [min(value, CEILING) for value in charged]
    columns = {
        "p": y_hats,
        "low": heights,
        "loss": [loss.name for loss, _ in points],
        "who": [model for _, model in points],
        "y_hat": [probability(y_hat) for y_hat in y_hats],
        "penalty": [number(value) for value in charged],
    }
    span = 1.0 if whole or not models else results.span(y_hats)
    places = dict(zip(models, zip(y_hats, _highest(heights, models), strict=False), strict=False))
    names = names_of_models(places, "p", "low", TOGETHER * span)
    return stacked(
        *(_curve(sample.truth, loss, span) for loss in losses),
        _named(sample.truth, losses, span),
        *([rows(columns, "model"), rows(names, "who")] if models else []),
    )


@remembered
def _curve(truth: tuple[float, ...], loss: Loss, span: float) -> pa.Table:
    found = results.curve(truth, loss)
    shown = (found.p >= 1.0 - span - _ROUNDING) & (found.high <= CEILING)
    columns = {"p": found.p[shown], "low": found.low[shown], "high": found.high[shown]}
    return rows({**columns, "loss": [loss.name] * int(shown.sum())}, "curve")


@remembered
def _named(truth: tuple[float, ...], losses: tuple[Loss, ...], span: float) -> pa.Table:
    """The name of each loss where its curve begins: of two that begin together, one below."""
    starts = {}
    for loss in losses:
        first = _curve(truth, loss, span).slice(0, 1).to_pylist()[0]
        starts[loss.name] = (first["p"], first["high"], first["low"])
    high, low = sorted(starts, key=lambda name: starts[name][1], reverse=True)
    together = starts[high][1] - starts[low][1] < TOGETHER * starts[high][1]
    p, *ends = starts[low]
    return stacked(
        rows({"p": [starts[high][0]], "low": [starts[high][1]], "loss": [high]}, "above"),
        rows({"p": [p], "low": [ends[together]], "loss": [low]}, "below" if together else "above"),
    )


def _highest(heights: list[float], models: tuple[str, ...]) -> list[float]:
    """For each model, the higher of its points, one a loss."""
    return [max(heights[k :: len(models)]) for k in range(len(models))]
