"""The gradients of one prediction, class by class. Pure."""

from __future__ import annotations

from functools import cache

import altair as alt
import pyarrow as pa

from pages.ui import palette
from pages.ui.charts.base import (
    class_axis,
    class_places,
    color,
    label_of,
    looks_of,
    remembered,
    rows,
    spec,
)
from pages.ui.results.gradients import Push
from pages.ui.wording.formats import number

Pushes = tuple[tuple[str, Push], ...]

CASES = {
    "proba": ("∂L/∂ŷ, the push on the probability", -5.0, 2.0),
    "logit": ("∂L/∂z, the push on the logit", -1.0, 1.0),
}


@cache
def bars(losses: tuple[str, ...], case: str, crowded: bool) -> dict:
    """The gradient in the probabilities or in the logits: two bars a class, one a loss."""
    looks = looks_of(losses)
    title, low, high = CASES[case]
    room = 0.12 * (high - low)
    base = (
        alt.Chart()
        .transform_calculate(name=label_of(looks, "loss"))
        .encode(
            x=class_axis(labelAngle=-45 if crowded else 0),
            xOffset=alt.XOffset("loss:N", sort=None),
            y=alt.Y("height:Q", scale=alt.Scale(domain=[low - room, high + room]), title=None),
            color=color(looks, "loss", legend=alt.Legend(orient="top", title=None)),
            tooltip=["class:N", alt.Tooltip("name:N", title="loss"), "push:N"],
        )
    )
    zero = alt.Chart().mark_rule(color="#808080").encode(y=alt.datum(0))
    above = base.transform_filter("datum.height >= 0").mark_text(dy=-8, fontSize=11)
    below = base.transform_filter("datum.height < 0").mark_text(dy=9, fontSize=11)
    layers = alt.layer(
        base.mark_bar(), zero, above.encode(text="label:N"), below.encode(text="label:N")
    )
    return spec(layers.properties(height=300, title=title))


def is_crowded(classes: tuple[str, ...]) -> bool:
    """Whether there are too many classes for numbers at the bars and names side by side."""
    return len(classes) > 4


@remembered
def bars_rows(classes: tuple[str, ...], found: Pushes, case: str) -> pa.Table:
    """A row for each class and loss: place, class, loss, height (cut at the axis), push, label."""
    _, low, high = CASES[case]
    values = [(loss, value) for loss, push in found for value in getattr(push, case)]
    crowded = is_crowded(classes)
    return rows(
        {
            "place": class_places(classes) * len(found),
            "class": [*classes] * len(found),
            "loss": [loss for loss, _ in values],
            "height": [min(max(value, low), high) for _, value in values],
            "push": [number(value) for _, value in values],
            "label": [_at_bar(loss, value, crowded) for loss, value in values],
        }
    )


def _at_bar(loss: str, value: float, crowded: bool) -> str:
    symbol = palette.LOSSES[loss].symbol
    return symbol if crowded else f"{symbol} {number(value, 3)}"
