"""Both penalties of logistic regression over the logit, with the slope at one sample. Pure."""

from __future__ import annotations

from functools import cache

import altair as alt
import numpy as np
import pyarrow as pa

import losscore
from losscore import teaching
from pages.ui import palette
from pages.ui.charts.base import (
    LINES,
    STANDING_OUT,
    color,
    dash,
    layer_of,
    rows,
    shape,
    spec,
    stacked,
)
from pages.ui.wording import number

LOGITS = 10.0  # the logit's axis goes from -LOGITS to LOGITS
_REACH = 1.5  # of the tangent, to either side
_LOOKS = tuple(palette.PAIR.values())


@cache
def over_logit() -> dict:
    """Both penalties over the logit, with the sample on each and the slope there."""
    x = alt.X("z:Q", scale=alt.Scale(domain=[-LOGITS, LOGITS]), title="z = wx + b")
    y = alt.Y("penalty:Q", scale=alt.Scale(domain=[0, LOGITS]), title="Penalty")
    losses = color(_LOOKS, "loss", legend=LINES)
    curves = (
        layer_of("curve")
        .mark_line(clip=True, strokeWidth=2)
        .encode(x=x, y=y, color=losses, strokeDash=dash(_LOOKS, "loss", legend=LINES))
    )
    slope = (
        layer_of("slope")
        .mark_line(clip=True, strokeWidth=6, opacity=0.35, strokeCap="round")
        .encode(x=x, y=y, color=losses)
    )
    point = (
        layer_of("point")
        .mark_point(size=120, **STANDING_OUT, clip=True)
        .encode(
            x=x,
            y=y,
            color=losses,
            shape=shape(_LOOKS, legend=None),
            tooltip=["loss:N", "z:Q", alt.Tooltip("penalty:Q", format=".4~g"), "slope:N"],
        )
    )
    return spec(alt.layer(slope, curves, point).properties(height=340))


def over_logit_rows(chains: dict[str, teaching.LogisticChain], y: int) -> pa.Table:
    """The curves, the point of the sample on each, and a piece of the tangent through it."""
    points, slopes = [], []
    for name, chain in chains.items():
        label = palette.LOSSES[name].label
        points.append((chain.z, chain.loss, label, label, number(chain.dloss_dz)))
        for side in (-_REACH, _REACH):
            slopes.append((chain.z + side, chain.loss + side * chain.dloss_dz, label))
    names = ("z", "penalty", "loss", "who", "slope")
    return stacked(
        _penalties_over_logit(y),
        rows(dict(zip(names, zip(*points, strict=True), strict=True)), "point"),
        rows(dict(zip(names, zip(*slopes, strict=True), strict=False)), "slope"),
    )


@cache
def _penalties_over_logit(y: int) -> pa.Table:
    z = np.linspace(-LOGITS, LOGITS, 101)
    proba, labels = losscore.sigmoid(z), np.full(z.size, y)
    return stacked(
        *(
            rows(
                {
                    "z": z,
                    "penalty": loss.penalties(labels, proba),
                    "loss": [palette.LOSSES[name].label] * z.size,
                },
                "curve",
            )
            for name, loss in ((n, losscore.LOSSES[n]) for n in palette.PAIR)
        )
    )
