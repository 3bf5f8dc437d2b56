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
