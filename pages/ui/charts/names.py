"""Where the names of lines stand: each beside its own, where no line and no other name is. Pure.

Places are found on a chart as narrow as on a phone; on a wider one a name takes up less of it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import NamedTuple

import altair as alt
import numpy as np
import numpy.typing as npt

from pages.ui.charts.base import Looks, color, label_of, layer_of, with_symbols

Array = npt.NDArray[np.float64]

WIDTH = 300.0  # Of a chart without its axis on a phone, in pixels.
_LETTER, _LINE = 7.5, 15.0  # What a letter and a line of a name take up.
_OFF = 11.0  # From a line to the middle of its name.
_ASIDE = 5.0
_POINT = np.array([-12.0, -26.0, 12.0, 9.0])  # A point, with a letter above it.
_APART = 30.0  # So far off no other line is taken for a name's own.
_ROOM = 19.0  # So far below another line there is room for a name above one's own.
_STEP = 3.0
_ANCHORS = 48
_BOLD = {"baseline": "middle", "fontSize": 13, "fontWeight": "bold"}


class Place(NamedTuple):
    """Where a name stands.

    Attributes
    ----------
    x, y : float
        The point of its line, in units of the axes.
    align : {"left", "center", "right"}
        Which part of the name is there.
    dx, dy : float
        How far from it, in pixels.
    """

    x: float
    y: float
    align: str
    dx: float
    dy: float


class Axis(NamedTuple):
    """One axis: where it begins, where it ends, whether its steps are factors."""

    low: float
    high: float
    log: bool = False

    def share(self, values: Array) -> Array:
        """How far along the axis values are, 0 to 1; at an end what lies beyond."""
        spaced = np.geomspace if self.log else np.linspace
        return np.interp(values, spaced(self.low, self.high, 512), np.linspace(0.0, 1.0, 512))


def beside_lines(
    lines: Mapping[Hashable, tuple[Array, Array]],
    texts: Mapping[Hashable, str],
    axes: tuple[Axis, Axis],
    height: float,
    points: Iterable[tuple[float, float]] = (),
) -> dict[Hashable, Place]:
    """The place of each line's name, in the order of `texts`, by the key of its line.

    Points of the chart, and what is written above them, keep their places.
    """
    across, up = axes
    drawn = {
        key: _seen(np.asarray(x, np.float64), np.asarray(y, np.float64), across, up)
        for key, (x, y) in lines.items()
    }
    pixels = {
        key: np.column_stack([across.share(x) * WIDTH, (1.0 - up.share(y)) * height])
        for key, (x, y) in drawn.items()
    }
    dense = {key: _dense(corners) for key, corners in pixels.items()}
    places: dict[Hashable, Place] = {}
    taken = [
        np.array([across.share(x), 1.0 - up.share(y)] * 2) * [WIDTH, height, WIDTH, height] + _POINT
        for x, y in points
    ]
    for key, text in texts.items():
        corners = pixels[key]
        chosen = _spread(corners)
        others = [points for other, points in dense.items() if other != key]
        at, align, dx, dy, box = _best(
            corners[chosen], _LETTER * len(text), dense[key], others, taken, height
        )
        taken.append(box)
        x, y = drawn[key]
        places[key] = Place(float(x[chosen[at]]), float(y[chosen[at]]), align, dx, dy)
    return places


def _seen(x: Array, y: Array, across: Axis, up: Axis) -> tuple[Array, Array]:
    """The part of a line that is on the axes; all of it where none is."""
    slack = 1e-9 * (up.high - up.low)
    inside = (x >= across.low) & (x <= across.high)
    inside &= (y >= up.low - slack) & (y <= up.high + slack)
    return (x[inside], y[inside]) if inside.any() else (x, y)


def _dense(corners: Array) -> Array:
    """Points all along a line, a few pixels apart."""
    lengths = np.hypot(*np.diff(corners, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(lengths)])
    wanted = np.linspace(0.0, along[-1], max(int(along[-1] / _STEP), 2))
    return np.column_stack([np.interp(wanted, along, corners[:, axis]) for axis in (0, 1)])


def _spread(corners: Array) -> npt.NDArray[np.intp]:
    """Corners of a line, evenly far apart across the chart."""
    wanted = np.linspace(corners[0, 0], corners[-1, 0], _ANCHORS)
    after = np.searchsorted(corners[:, 0], wanted).clip(max=len(corners) - 1)
    return np.unique(after)


def _best(
    anchors: Array, width: float, own: Array, others: list[Array], taken: list[Array], height: float
) -> tuple[int, str, float, float, Array]:
    """Which anchor and which side of it are the best, and the box of the name there."""
    sides = [
        (at, align, dx, dy)
        for at in range(len(anchors))
        for align, dx in (("left", _ASIDE), ("center", 0.0), ("right", -_ASIDE))
        for dy in (-_OFF, _OFF)
    ]
    starts = {"left": 0.0, "center": -width / 2, "right": -width}
    lefts = np.array([anchors[at, 0] + dx + starts[align] for at, align, dx, _ in sides])
    middles = np.array([anchors[at, 1] + dy for at, _, _, dy in sides])
    half = _LINE / 2
    boxes = np.column_stack([lefts, middles - half, lefts + width, middles + half])
    cost = 3.0 * _inside(boxes, own)
    for points in others:
        cost += 6.0 * _inside(boxes, points) + np.maximum(_APART - _distance(boxes, points), 0.0)
    for other in taken:
        cost += 1000.0 * _meet(boxes, other)
    cost += 100.0 * (
        np.maximum(-boxes[:, 0], 0.0)
        + np.maximum(boxes[:, 2] - WIDTH, 0.0)
        + np.maximum(-boxes[:, 1], 0.0)
        + np.maximum(boxes[:, 3] - height, 0.0)
    )
    best = int(cost.argmin())
    at, align, dx, dy = sides[best]
    return at, align, dx, dy, boxes[best]


def _inside(boxes: Array, points: Array) -> Array:
    """How many of the points are in each box."""
    x, y = points[:, 0], points[:, 1]
    left, top, right, bottom = (boxes[:, [side]] for side in range(4))
    return ((x >= left) & (x <= right) & (y >= top) & (y <= bottom)).sum(axis=1)


def _distance(boxes: Array, points: Array) -> Array:
    """How far from each box the nearest point is."""
    x, y = points[:, 0], points[:, 1]
    left, top, right, bottom = (boxes[:, [side]] for side in range(4))
    aside = np.maximum(np.maximum(left - x, x - right), 0.0)
    away = np.maximum(np.maximum(top - y, y - bottom), 0.0)
    return np.sqrt((aside * aside + away * away).min(axis=1))


def _meet(boxes: Array, other: Array) -> npt.NDArray[np.bool_]:
    left, top, right, bottom = other
    return (
        (boxes[:, 0] < right) & (boxes[:, 2] > left) & (boxes[:, 1] < bottom) & (boxes[:, 3] > top)
    )


def written_beside(layer: alt.Chart) -> alt.Chart:
    """The layer of such names, of rows with the fields of a `Place`; text and colour are to come.

    They are known before anything is drawn: for lines that no hand moves.
    """
    return layer.mark_text(
        align=alt.expr("datum.align"),
        dx=alt.expr("datum.dx"),
        dy=alt.expr("datum.dy"),
        **_BOLD,
    )


def names_of_losses(
    losses: Looks, x: alt.X, y: alt.Y, part: str = "name", field: str = "loss"
) -> alt.Chart:
    """The layer of a part of such rows, one for each of these losses, in its colour."""
    layer = layer_of(part).transform_calculate(label=label_of(with_symbols(losses), field))
    return written_beside(layer).encode(
        x=x, y=y, text=alt.Text("label:N"), color=color(losses, field)
    )


def place_columns(places: Mapping[Hashable, Place], key: str, x: str, y: str) -> dict[str, list]:
    """Places as the columns of a chart's rows: whose name it is under `key`, fields `x` and `y`."""
    columns = dict(zip(Place._fields, zip(*places.values(), strict=True), strict=True))
    return {key: [*places], x: columns.pop("x"), y: columns.pop("y"), **columns}


def written_at_ends(layer: alt.Chart, share: str, *, left: bool) -> alt.Chart:
    """The layer of names at one end of their lines, a row each, of lines that a hand may move.

    `share` is an expression: how far up the axis the line is there, 0 to 1. A name stands above its
    line, or below where the next line is too close above; that of the lowest line stands below if
    there is room.
    """
    upwards = [alt.SortField("own")]
    placed = (
        layer.transform_calculate(own=f"(1 - ({share})) * height")
        .transform_joinaggregate(names="count()")
        .transform_window(rank="row_number()", before="lag(own)", sort=upwards)
        .transform_calculate(gap="datum.rank > 1 ? datum.own - datum.before : height")
        .transform_calculate(near=f"datum.gap < {_ROOM}")
        .transform_window(pushed="lag(near)", sort=upwards)
        .transform_calculate(
            below=f"datum.near || datum.pushed && datum.gap < {2 * _ROOM}"
            f" || datum.rank === datum.names && datum.own + {_OFF + _LINE / 2} <= height",
            lowest=f"height - {_LINE / 2} - (datum.names - datum.rank) * {_LINE}",
        )
        .transform_calculate(
            place=f"clamp(datum.own + (datum.below ? {_OFF} : {-_OFF}), {_LINE / 2}, datum.lowest)"
        )
    )
    return placed.mark_text(
        align="left" if left else "right", dx=4 if left else -4, **_BOLD
    ).encode(x=alt.XValue(0 if left else "width"), y=alt.YValue({"expr": "datum.place"}))
