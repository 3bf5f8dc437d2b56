"""The gradients of one prediction, class by class. Pure."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

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
from pages.ui.charts.hand import TICK, following, is_at_stop
from pages.ui.results.gradients import Push
from pages.ui.wording.en import pictures
from pages.ui.wording.formats import number

Pushes = tuple[tuple[str, Push], ...]


class Moved(NamedTuple):
    """What the power loss pushes at each stop of its slider, and at which of them it stands."""

    at: float
    stops: tuple[tuple[float, Push], ...]


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
        .transform_filter(is_at_stop("power"))
        .transform_calculate(name=label_of(looks, "loss"))
        .encode(
            x=class_axis(labelAngle=-45 if crowded else 0),
            # In this order, whichever rows come last.
            xOffset=alt.XOffset("loss:N", scale=alt.Scale(domain=[*losses])),
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
    once = alt.Chart().transform_filter("isValid(datum.low)")
    reach = [
        once.mark_rule(opacity=0, tooltip=None).encode(y=alt.Y(field, title=None, **axis))
        for field, axis in (("low:Q", {"axis": alt.Axis(labelExpr=TICK)}), ("high:Q", {}))
    ]
    zero = once.mark_rule(color="#808080").encode(y=alt.YDatum(0))
    above = base.transform_filter("datum.height >= 0").mark_text(dy=-8, fontSize=11)
    below = base.transform_filter("datum.height < 0").mark_text(dy=9, fontSize=11)
    texts = (above.encode(text=alt.Text("label:N")), below.encode(text=alt.Text("label:N")))
    layers = following(alt.layer(*reach, base.mark_bar(), zero, *texts), "power")
    return spec(layers.properties(height=280, title=pictures.PUSHES[case]))


def is_crowded(classes: tuple[str, ...]) -> bool:
    """Whether there are too many classes for numbers at the bars and names side by side."""
    return len(classes) > 4


@remembered
def bars_rows(
    classes: tuple[str, ...],
    found: Pushes,
    case: str,
    whole: bool = False,
    moved: Moved | None = None,
) -> pa.Table:
    """A row for each class and loss: place, class, loss, height (cut), push, label.

    `low` and `high`, in the first of them, are how far the axis has to go: to the longest bars, or
    as far as one can be. Bars that are `moved` have rows for each stop, on one axis.
    """
    stops = moved.stops if moved else ()
    drawn = []
    for loss, push in found:
        at = stops if stops and loss == "power" else [(None, push)]
        drawn += [(loss, a, value) for a, own in at for value in getattr(own, case)]
    low, high = CASES[case]
    heights = [min(max(value, low), high) for *_, value in drawn]
    ends = (low, high) if whole or not any(heights) else (min(heights), max(heights))
    room = _ROOM * (max(*ends, 0.0) - min(*ends, 0.0))
    crowded, size = is_crowded(classes), len(drawn)
    since = pa.array([a for _, a, _ in drawn], pa.float64())
    once = [None] * (size - 1)
    return rows(
        {
            "place": class_places(classes) * (size // len(classes)),
            "class": [*classes] * (size // len(classes)),
            "loss": [loss for loss, *_ in drawn],
            "height": heights,
            "low": [min(*ends, 0.0) - room, *once],
            "high": [max(*ends, 0.0) + room, *once],
            "push": [number(value) for *_, value in drawn],
            "label": [_at_bar(loss, value, crowded) for loss, _, value in drawn],
            "since": since,
            "until": since,
            "power": pa.repeat(pa.scalar(moved and moved.at, pa.float64()), size),
        }
    )


def _at_bar(loss: str, value: float, crowded: bool) -> str:
    symbol = palette.LOSSES[loss].symbol
    return symbol if crowded else f"{symbol} {number(value, 3)}"
