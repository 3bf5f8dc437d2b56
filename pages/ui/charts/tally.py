"""The pictures of a tally: what a threshold costs each model. Pure."""

from __future__ import annotations

from functools import lru_cache

import altair as alt

from pages.ui import palette
from pages.ui.charts.base import LINES, color, dash, label_of, spec, with_symbols
from pages.ui.wording.en import tally as words


@lru_cache(maxsize=1)
def thresholds() -> dict:
    """A curve a model over θ."""
    models = with_symbols(palette.MODELS)
    chart = (
        alt.Chart()
        .transform_calculate(label=label_of(models, "who"))
        .mark_line(strokeWidth=2.5)
        .encode(
            x=alt.X("theta:Q", title=words.THRESHOLD, scale=alt.Scale(domain=[0, 1])),
            y=alt.Y("value:Q", title=words.COST),
            color=color(models, legend=LINES),
            strokeDash=dash(models, legend=LINES),
            tooltip=[
                alt.Tooltip("label:N", title=words.WHO),
                alt.Tooltip("theta:Q", title=words.THETA, format=".4~g"),
                alt.Tooltip("value:Q", title=words.COST, format=".4~g"),
            ],
        )
    )
    return spec(chart.properties(height=300, title=words.THRESHOLDS))


@lru_cache(maxsize=1)
def reliability() -> dict:
    """A point a bin and model, and the line on which a calibrated model would be."""
    models = with_symbols(palette.MODELS)
    share = alt.Scale(domain=[0, 1])
    points = (
        alt.Chart()
        .transform_calculate(label=label_of(models, "who"))
        .mark_line(strokeWidth=2, point={"filled": True, "size": 60})
        .encode(
            x=alt.X("predicted:Q", title=words.PREDICTED, scale=share),
            y=alt.Y("observed:Q", title=words.OBSERVED, scale=share),
            color=color(models, legend=LINES),
            strokeDash=dash(models, legend=LINES),
            tooltip=[
                alt.Tooltip("label:N", title=words.WHO),
                alt.Tooltip("predicted:Q", title=words.PREDICTED, format=".4~g"),
                alt.Tooltip("observed:Q", title=words.OBSERVED, format=".4~g"),
                alt.Tooltip("samples:Q", title=words.PREDICTIONS, format=",.4~g"),
            ],
        )
    )
    even = (
        alt.Chart()
        .transform_aggregate(bins="count()")  # One rule, not one a row.
        .mark_rule(strokeDash=[2, 3], color=palette.TRUTH.color)
        .encode(x=alt.datum(0), y=alt.datum(0), x2=alt.datum(1), y2=alt.datum(1))
    )
    layers = alt.layer(even, points)
    return spec(layers.properties(height=300, title=words.RELIABILITY))
