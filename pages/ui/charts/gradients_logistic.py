"""Both penalties of logistic regression over the logit, with the slope at one sample. Pure."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import altair as alt
import pyarrow as pa

from pages.ui import palette
from pages.ui.charts.base import (
    STANDING_OUT,
    color,
    curves,
    label_of,
    layer_of,
    looks_of,
    remembered,
    rows,
    shape,
    spec,
    stacked,
)
from pages.ui.charts.hand import PENALTIES, following, held, is_moved, penalty_of
from pages.ui.charts.names import Axis, beside_lines, names_of_losses, place_columns
from pages.ui.results.gradients import Losses, penalty_curve
from pages.ui.wording.en import pictures

if TYPE_CHECKING:
    from collections.abc import Mapping

    from losscore import Loss
    from losscore.teaching import LogisticChain

_HEIGHT = 340
LOGITS = 10.0  # the logit's axis goes from -LOGITS to LOGITS
_BEND = 2.0
_SIDES = (-1.5, 1.5)  # where the tangent ends, to either side


# Where the sliders stand, and the logit away from the wrong class, with the probabilities of both.
_Z = f"{held('w')} * {held('x')} + {held('bias')}"
_MARGIN = "(datum.y ? datum.z_held : -datum.z_held)"
RIGHT, WRONG = "1 / (1 + exp(-datum.margin))", "1 / (1 + exp(datum.margin))"
# By loss, where the true class has r and the other s: how the penalty falls with the margin.
SLOPES = {
    "squared_error": "-4 * datum.r * datum.s * datum.s",
    "cross_entropy": "-datum.s",
    "spherical": "-datum.r * datum.s * datum.s / pow(datum.r * datum.r + datum.s * datum.s, 1.5)",
    "power": "-(1 + {a})"
    " * (pow(datum.r, {a}) * datum.s * datum.s + datum.r * pow(datum.s, 1 + {a}))",
}


def slope_of(loss: str, a: str = "datum.a") -> str:
    """How the penalty falls with the margin there."""
    return SLOPES[loss].format(a=a)


_A = held("power")
_PENALTIES = {loss: penalty_of(loss, "datum.r", "datum.s", _A, "0") for loss in PENALTIES}
_MOVED = penalty_of("power", "datum.r", "datum.s", "hand_power")
_SLOPES = {loss: slope_of(loss, _A) for loss in SLOPES}


def _held_at(layer: alt.Chart) -> alt.Chart:
    """The sample where the sliders stand: z, both probabilities, penalty and slope there."""
    scored = f"({is_moved('w', 'x', 'bias', 'power')})"
    return (
        layer.transform_calculate(z_held=_Z)
        .transform_calculate(margin=_MARGIN)
        .transform_calculate(r=RIGHT, s=WRONG)
        .transform_calculate(
            penalty_held=f"{scored} ? {_by_loss(_PENALTIES)} : datum.penalty",
            push=f"{scored} ? {_by_loss(_SLOPES)} * (datum.y ? 1 : -1) : datum.dloss_dz",
        )
    )


def _by_loss(formulas: dict[str, str]) -> str:
    """The formula of the loss whose name stands in a field."""
    cases = "".join(f"datum.loss === '{loss}' ? {own} : " for loss, own in formulas.items())
    return f"({cases} NaN)"


@cache
def over_logit(losses: tuple[str, ...]) -> dict:
    """Both penalties over the logit, with the sample on each and the slope there."""
    looks = looks_of(losses)
    x = alt.X("z:Q", scale=alt.Scale(domain=[-LOGITS, LOGITS]), title=pictures.LOGIT)
    y = alt.Y("penalty:Q", scale=alt.Scale(domain=[0, LOGITS]), title=pictures.PENALTY)
    by_loss = color(looks, "loss")
    y_now = y.copy()
    y_now.shorthand = "penalty_now:Q"
    x_held, y_held = x.copy(), y.copy()
    x_held.shorthand, y_held.shorthand = "z_held:Q", "penalty_held:Q"
    x_end, y_end = x.copy(), y.copy()
    x_end.shorthand, y_end.shorthand = "z_end:Q", "penalty_end:Q"
    slope = (
        _held_at(layer_of("slope"))
        .transform_calculate(
            z_end="datum.z_held + datum.side",
            penalty_end="datum.penalty_held + datum.side * datum.push",
        )
        .mark_line(clip=True, strokeWidth=6, opacity=0.35, strokeCap="round")
        .encode(x=x_end, y=y_end, color=by_loss)
    )
    point = (
        _held_at(layer_of("point"))
        .transform_calculate(name=label_of(looks, "loss"))
        .mark_point(size=120, **STANDING_OUT, clip=True)
        .encode(
            x=x_held,
            y=y_held,
            color=by_loss,
            shape=shape(looks, "loss"),
            tooltip=[
                alt.Tooltip("name:N", title=pictures.TIP_LOSS),
                alt.Tooltip("z_held:Q", title="z", format=".4~g"),
                alt.Tooltip("penalty_held:Q", title=pictures.TIP_PENALTY, format=".4~g"),
                alt.Tooltip("push:Q", title=pictures.TIP_SLOPE, format=".4~g"),
            ],
        )
    )
    lines = map(_curve_now, (curves(looks, x, y_now), names_of_losses(looks, x, y_now)))
    layers = following(alt.layer(slope, *lines, point), "w", "x", "bias", "power")
    return spec(layers.properties(height=_HEIGHT))


def _curve_now(layer: alt.Chart) -> alt.Chart:
    """What is on a curve, where that of the power loss is `now`."""
    return (
        layer.transform_calculate(margin="datum.y ? datum.z : -datum.z")
        .transform_calculate(r=RIGHT, s=WRONG)
        .transform_calculate(penalty_now=f"{is_moved('power')} ? {_MOVED} : datum.penalty")
    )


def over_logit_rows(
    chains: dict[str, LogisticChain], losses: Losses, place: Mapping[str, float], y: int
) -> pa.Table:
    """The curves with their names, the point of the sample on each, both ends of its tangent.

    `place` is where the sliders w, x and bias stand.
    """
    return _rows(tuple(chains.items()), tuple(losses), tuple(place.items()), y)


@remembered
def _rows(
    chains: tuple[tuple[str, LogisticChain], ...],
    losses: Losses,
    place: tuple[tuple[str, float], ...],
    y: int,
) -> pa.Table:
    constants = {**dict(place), "y": y}
    points = {
        "loss": [name for name, _ in chains],
        "power": _powers(losses),
        "penalty": [chain.loss for _, chain in chains],
        "dloss_dz": [chain.dloss_dz for _, chain in chains],
        **{name: [value] * len(chains) for name, value in constants.items()},
    }
    point = rows(points, "point")
    ends = (point.drop("part").append_column("side", pa.repeat(s, len(point))) for s in _SIDES)
    slopes = pa.concat_tables(ends)
    return stacked(
        *(_curve(loss, y) for loss in losses),
        _named(losses, y),
        point,
        slopes.append_column("part", pa.repeat("slope", len(slopes))),
    )


def _powers(losses: Losses) -> pa.Array:
    """Where the slider of each loss stands, if it has one."""
    return pa.array([getattr(loss, "a", None) for loss in losses], pa.float64())


@remembered
def _curve(loss: Loss, y: int) -> pa.Table:
    curve = penalty_curve(loss, y, LOGITS)
    columns = {"loss": loss.name, "y": y, "power": _powers((loss,))[0]}
    same = {name: pa.repeat(value, curve.odds.size) for name, value in columns.items()}
    return rows({"z": curve.odds, "penalty": curve.values, **same}, "curve")


@remembered
def _named(losses: Losses, y: int) -> pa.Table:
    curves = {loss.name: penalty_curve(loss, y, LOGITS) for loss in losses}
    lines = {name: (curve.odds, curve.values) for name, curve in curves.items()}
    texts = {name: palette.LOSSES[name].named for name in lines}
    axes = Axis(-LOGITS, LOGITS), Axis(0.0, LOGITS)
    # Where curves bend, the sample is moved to and fro.
    bends = [
        (z, v) for curve in curves.values() for z, v in zip(curve.odds, curve.values, strict=True)
    ]
    points = [(z, value) for z, value in bends if abs(z) < _BEND]
    places = beside_lines(lines, texts, axes, _HEIGHT - 50, points)
    columns = place_columns(places, "loss", "z", "penalty")
    return rows({**columns, "y": [y] * len(losses), "power": _powers(losses)}, "name")
