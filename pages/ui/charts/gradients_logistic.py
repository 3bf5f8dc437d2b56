"""Both penalties of logistic regression over the logit, with the slope at one sample. Pure."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import altair as alt
import pyarrow as pa

from pages.ui.charts.base import (
    LINES,
    STANDING_OUT,
    color,
    curves,
    label_of,
    layer_of,
    looks_of,
    rows,
    shape,
    spec,
    stacked,
)
from pages.ui.results.gradients import Curve
from pages.ui.wording.formats import number

if TYPE_CHECKING:
    from losscore.teaching import LogisticChain

LOGITS = 10.0  # the logit's axis goes from -LOGITS to LOGITS
_REACH = 1.5  # of the tangent, to either side


@cache
def over_logit(losses: tuple[str, ...]) -> dict:
    """Both penalties over the logit, with the sample on each and the slope there."""
    looks = looks_of(losses)
    x = alt.X("z:Q", scale=alt.Scale(domain=[-LOGITS, LOGITS]), title="z = wx + b")
    y = alt.Y("penalty:Q", scale=alt.Scale(domain=[0, LOGITS]), title="Penalty")
    by_loss = color(looks, "loss", legend=LINES)
    slope = (
        layer_of("slope")
        .mark_line(clip=True, strokeWidth=6, opacity=0.35, strokeCap="round")
        .encode(x=x, y=y, color=by_loss)
    )
    point = (
        layer_of("point")
        # A field of its own for the shape, or the legend would show points instead of lines.
        .transform_calculate(name=label_of(looks, "loss"), who="datum.loss")
        .mark_point(size=120, **STANDING_OUT, clip=True)
        .encode(
            x=x,
            y=y,
            color=by_loss,
            shape=shape(looks, legend=None),
            tooltip=[
                alt.Tooltip("name:N", title="loss"),
                "z:Q",
                alt.Tooltip("penalty:Q", format=".4~g"),
                "slope:N",
            ],
        )
    )
    return spec(alt.layer(slope, curves(looks, x, y), point).properties(height=340))


def over_logit_rows(chains: dict[str, LogisticChain], over_logit: dict[str, Curve]) -> pa.Table:
    """The curves, the point of the sample on each, and a piece of the tangent through it."""
    points, slopes = [], []
    for loss, chain in chains.items():
        points.append((chain.z, chain.loss, loss, number(chain.dloss_dz)))
        for side in (-_REACH, _REACH):
            slopes.append((chain.z + side, chain.loss + side * chain.dloss_dz, loss))
    names = ("z", "penalty", "loss", "slope")
    return stacked(
        *(_curve(loss, curve) for loss, curve in over_logit.items()),
        rows(dict(zip(names, zip(*points, strict=True), strict=True)), "point"),
        rows(dict(zip(names[:3], zip(*slopes, strict=True), strict=True)), "slope"),
    )


def _curve(loss: str, curve: Curve) -> pa.Table:
    names = [loss] * curve.odds.size
    return rows({"z": curve.odds, "penalty": curve.values, "loss": names}, "curve")
