"""Predictions of three classes that are as likely as a model's: lines in a triangle. Pure."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import altair as alt
import numpy as np
import pyarrow as pa

from pages.ui.charts.base import (
    color,
    dash,
    label_of,
    layer_of,
    looks_of,
    remembered,
    spec,
    stacked,
)
from pages.ui.charts.distributions_triangle import ACROSS, UPWARDS, place
from pages.ui.charts.hand import following, is_at_stop
from pages.ui.charts.likelihood import points
from pages.ui.inputs.scenario import COLUMNS, Sample
from pages.ui.results.likelihood import contour
from pages.ui.wording.en import pictures
from pages.ui.wording.formats import number

if TYPE_CHECKING:
    from losscore import Loss, PowerLoss

_WIDTH, _DOMAIN = 350, [-0.12, 1.12]
# As short as they can be: a slider has a line for each of its stops.
_SCHEMA = pa.schema(
    [(name, pa.dictionary(pa.int8(), pa.string())) for name in ("part", "who", "label", "loss")]
    + [(name, pa.float32()) for name in ("x", "y", "order", "piece")]
    + [(name, pa.float64()) for name in ("since", "until", "power")]
)
_GREY = "#808080"


@cache
def lines(losses: tuple[str, ...]) -> dict:
    """The predictions of three classes that are as good as one model's, under either loss."""
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=_DOMAIN, range=ACROSS))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=_DOMAIN, range=UPWARDS))
    looks = looks_of(losses)
    side = (
        layer_of("side")
        .mark_line(color=_GREY, strokeWidth=1)
        .encode(x=x, y=y, order=alt.Order("order:Q"))
    )
    line = (
        layer_of("line")
        .transform_filter(is_at_stop("power"))
        .transform_calculate(name=label_of(looks, "loss"))
        .mark_line(strokeWidth=2.5)
        .encode(
            x=x,
            y=y,
            order=alt.Order("order:Q"),
            detail=alt.Detail("piece:N"),
            color=color(looks, "loss"),
            strokeDash=dash(looks, "loss"),
            tooltip=alt.Tooltip("name:N", title=pictures.TIP_LOSS),
        )
    )
    corner = (
        layer_of("corner")
        .mark_text(fontSize=13, baseline="middle", limit=150, color=_GREY)
        .encode(x=x, y=y, text=alt.Text("label:N"))
    )
    layers = alt.layer(side, line, corner, points(x, y, "label:N"))
    layers = layers.resolve_scale(color="independent").properties(
        width=_WIDTH, height=round(_WIDTH * 0.866)
    )
    return spec(following(layers, "power"))


@remembered
def lines_rows(
    classes: tuple[str, ...],
    sample: Sample,
    model: str,
    losses: tuple[Loss, ...],
    moved: tuple[PowerLoss, ...] = (),
) -> pa.Table:
    """The triangle, a line of equal penalty for each loss, truth and models.

    The power loss has one for each stop of its slider, if it is `moved`.
    """
    corners = np.eye(3)
    x, y = place(corners[[0, 1, 2, 0]]).tolist()
    found = [{"part": "side", "x": x[i], "y": y[i], "order": i} for i in range(4)]
    for corner, name in zip(corners, classes, strict=True):
        found.append({"part": "corner", **_at(place(corner, 0.11)), "label": name})
    for column in COLUMNS:
        if sample.is_distribution(column):
            values = getattr(sample, column)
            text = ", ".join(number(value) for value in values)
            at = _at(place(np.array(values)))
            found.append({"part": "mark", **at, "who": column, "label": text})
    lines = []
    for loss in losses:
        if loss in moved:
            lines += [_line(sample, model, own, own.a, loss.a) for own in moved]
        else:
            lines.append(_line(sample, model, loss))
    return stacked(_typed(found), *lines).combine_chunks()


@remembered
def _line(
    sample: Sample, model: str, loss: Loss, stop: float | None = None, scored: float | None = None
) -> pa.Table:
    """The line of a loss, at one stop of its slider if it has any; none for an infinite penalty."""
    found = contour(sample, model, loss)
    if found is None:
        return _typed([])
    x, y = place(found.predictions).tolist()
    same = {"part": "line", "loss": loss.name, "since": stop, "until": stop, "power": scored}
    return _typed(
        [
            {"x": x[i], "y": y[i], "order": i, "piece": piece, **same}
            for i, piece in enumerate(found.pieces)
        ]
    )


def _typed(found: list[dict]) -> pa.Table:
    return pa.Table.from_pylist(found, schema=_SCHEMA)


def _at(place: np.ndarray) -> dict[str, float]:
    x, y = place.tolist()
    return {"x": x, "y": y}
