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
    with_symbols,
)
from pages.ui.results.gradients import Push
from pages.ui.wording.en import pictures
from pages.ui.wording.formats import number

Pushes = tuple[tuple[str, Push], ...]

# Where the bars of a case are cut.
CASES = {"proba": (-5.0, 2.0), "logit": (-1.0, 1.0)}
_ROOM = 0.15  # Of an axis, for the number at the end of a bar.


@cache
def bars(losses: tuple[str, ...], case: str, crowded: bool) -> dict:
    """The gradient in the probabilities or in the logits: two bars a class, one a loss."""
    looks = with_symbols(looks_of(losses))
    height = alt.Y("height:Q", title=None)
    base = (
        alt.Chart()
        .transform_calculate(name=label_of(looks, "loss"))
        .encode(
            x=class_axis(labelAngle=-45 if crowded else 0),
            xOffset=alt.XOffset("loss:N", sort=None),
            y=height,
            color=color(looks, "loss"),
            tooltip=[
                alt.Tooltip("class:N"),
                alt.Tooltip("name:N", title=pictures.TIP_LOSS),
                alt.Tooltip("push:N"),
            ],
        )
    )
    # Unseen, for the axis to reach as far.
    reach = [
        alt.Chart().mark_rule(opacity=0, tooltip=None).encode(y=alt.Y(field, title=None))
        for field in ("low:Q", "high:Q")
    ]
    zero = alt.Chart().mark_rule(color="#808080").encode(y=alt.YDatum(0))
    above = base.transform_filter("datum.height >= 0").mark_text(dy=-8, fontSize=11)
    below = base.transform_filter("datum.height < 0").mark_text(dy=9, fontSize=11)
    texts = (above.encode(text=alt.Text("label:N")), below.encode(text=alt.Text("label:N")))
    layers = alt.layer(*reach, base.mark_bar(), zero, *texts)
    return spec(layers.properties(height=280, title=pictures.PUSHES[case]))


def is_crowded(classes: tuple[str, ...]) -> bool:
    """Whether there are too many classes for numbers at the bars and names side by side."""
    return len(classes) > 4


@remembered
def bars_rows(classes: tuple[str, ...], found: Pushes, case: str, whole: bool = False) -> pa.Table:
    """A row for each class and loss: place, class, loss, height (cut), push, label.

    `low` and `high` are how far the axis has to go: to the longest bars, or as far as one can be.
    """
    low, high = CASES[case]
    values = [(loss, value) for loss, push in found for value in getattr(push, case)]
    heights = [min(max(value, low), high) for _, value in values]
    ends = (low, high) if whole or not any(heights) else (min(heights), max(heights))
    room = _ROOM * (max(*ends, 0.0) - min(*ends, 0.0))
    crowded = is_crowded(classes)
    return rows(
        {
            "place": class_places(classes) * len(found),
            "class": [*classes] * len(found),
            "loss": [loss for loss, _ in values],
            "height": heights,
            "low": [min(*ends, 0.0) - room] * len(values),
            "high": [max(*ends, 0.0) + room] * len(values),
            "push": [number(value) for _, value in values],
            "label": [_at_bar(loss, value, crowded) for loss, value in values],
        }
    )


def _at_bar(loss: str, value: float, crowded: bool) -> str:
    symbol = palette.LOSSES[loss].symbol
    return symbol if crowded else f"{symbol} {number(value, 3)}"
