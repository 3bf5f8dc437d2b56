"""The pictures of one sample: terms, the penalty curve."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import altair as alt
import pyarrow as pa

from pages.ui import palette
from pages.ui.charts.base import (
    CEILING,
    POINTS,
    class_axis,
    class_places,
    color,
    label_of,
    layer_of,
    looks_of,
    model_points,
    remembered,
    rows,
    spec,
    stacked,
)
from pages.ui.inputs.scenario import MODELS, Sample
from pages.ui.results import distributions as results
from pages.ui.results.penalties import penalty
from pages.ui.wording.formats import number

if TYPE_CHECKING:
    from losscore import Loss


@cache
def terms(loss: Loss, written: bool = True) -> dict:
    """What each class adds to the penalty, a bar a model, with the numbers written on them."""
    look = palette.LOSSES[loss.name]
    scale = alt.Scale(domain=[0, 1.1 * _top_of_terms(loss)])
    base = (
        alt.Chart()
        .transform_calculate(label=label_of(palette.MODELS, "who"))
        .encode(
            x=class_axis(labelAngle=0),
            xOffset=alt.XOffset("who:N", sort=None),
            y=alt.Y("height:Q", scale=scale, title="Adds to the penalty"),
            color=color(palette.MODELS, legend=None),
            tooltip=[
                "class:N",
                alt.Tooltip("label:N", title="who"),
                alt.Tooltip("adds:N", title="adds"),
            ],
        )
    )
    text = base.mark_text(dy=-8, fontSize=11).encode(text="adds:N")
    layers = [base.mark_bar(), text] if written else [base.mark_bar()]
    return spec(alt.layer(*layers).properties(height=220, title=look.named))


def _top_of_terms(loss: Loss) -> float:
    return min(results.most_of_a_class(loss), CEILING)


@remembered
def terms_frame(
    classes: tuple[str, ...], sample: Sample, loss: Loss, models: tuple[str, ...] = MODELS
) -> pa.Table:
    """A row for each class and model: place, class, who, height (cut at the axis), adds (text)."""
    values = results.terms(sample, loss, models)
    top = _top_of_terms(loss)
    return rows(
        {
            "place": class_places(classes) * len(models),
            "class": list(classes) * len(models),
            "who": [model for model in models for _ in classes],
            "height": [min(value, top) for value in values],
            "adds": [number(value, 3) for value in values],
        }
    )


@cache
def curve(losses: tuple[Loss, ...]) -> dict:
    """The penalty over ŷ on the true class: a line, or a band where the rest makes a difference."""
    looks = looks_of(loss.name for loss in losses)
    top = min(max(loss.ceiling for loss in losses), CEILING)
    x = alt.X("p:Q", scale=alt.Scale(domain=[0, 1]), title="ŷ on the true class")
    y = alt.Y("low:Q", scale=alt.Scale(domain=[0, top]), title="Penalty")
    by_loss = color(looks, "loss", legend=POINTS)
    lines = layer_of("curve").encode(x=x, color=by_loss)
    band = lines.mark_area(clip=True, opacity=0.3).encode(y=y, y2="high:Q")
    low = lines.mark_line(clip=True, strokeWidth=2).encode(y=y)
    high = lines.mark_line(clip=True, strokeWidth=2).encode(y=alt.Y("high:Q"))
    points = model_points(looks, x, y, POINTS, "penalty")
    return spec(alt.layer(band, low, high, points).properties(height=320))


@remembered
def curve_frame(
    sample: Sample, losses: tuple[Loss, ...], models: tuple[str, ...] = MODELS
) -> pa.Table:
    """The curves by loss, and each model's penalty under each loss."""
    points = [(loss, model) for loss in losses for model in models]
    charged = [penalty(loss, sample, model) for loss, model in points]
    y_hats = [getattr(sample, model)[sample.main_class] for _, model in points]
    columns = {
        "p": y_hats,
        "low": [min(value, CEILING) for value in charged],
        "loss": [loss.name for loss, _ in points],
        "who": [model for _, model in points],
        "y_hat": [number(y_hat) for y_hat in y_hats],
        "penalty": [number(value) for value in charged],
    }
    return stacked(*(_curve(sample.truth, loss) for loss in losses), rows(columns, "model"))


@remembered
def _curve(truth: tuple[float, ...], loss: Loss) -> pa.Table:
    found = results.curve(truth, loss)
    columns = {"p": found.p, "low": found.low, "high": found.high}
    return rows({**columns, "loss": [loss.name] * found.p.size}, "curve")
