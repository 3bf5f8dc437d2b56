"""All predictions of three classes as a triangle, shaded by what a loss charges there."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import altair as alt
import numpy as np
import pyarrow as pa

from pages.ui import palette
from pages.ui.charts.base import CEILING, color, data, label_of, remembered, rows, shape, spec
from pages.ui.inputs.scenario import MODELS, Sample
from pages.ui.results import distributions as results
from pages.ui.results.penalties import penalty
from pages.ui.wording.en import pictures
from pages.ui.wording.formats import number

if TYPE_CHECKING:
    from losscore import Loss


PICK = "pick"
_HEXAGON = "M0,-1L0.866,-0.5L0.866,0.5L0,1L-0.866,0.5L-0.866,-0.5Z"
_WIDTH, _HEIGHT, _DOMAIN = 320, 300, [-0.13, 1.13]
# Of what room the names of the corners and a legend leave: a step upwards is to be as long as one
# to the side.
_SIDE = "min(width, height / 0.866)"
ACROSS = [alt.ExprRef(f"(width {sign} {_SIDE}) / 2") for sign in "-+"]
UPWARDS = [alt.ExprRef(f"(height {sign} 0.866 * {_SIDE}) / 2") for sign in "+-"]


@cache
def triangle(loss: Loss) -> dict:
    """The triangle of one loss, with the truth, both models, and a click to pick a point."""
    look, ramp, top = palette.LOSSES[loss.name], list(palette.RAMPS[loss.name]), _top(loss)
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=_DOMAIN, range=ACROSS))
    y = alt.Y("p0:Q", axis=None, scale=alt.Scale(domain=_DOMAIN, range=UPWARDS))
    pick = alt.selection_point(
        name=PICK, fields=["p0", "p1", "p2"], nearest=True, empty=False, toggle=False, clear=False
    )
    field = (
        _placed("field")
        .mark_point(shape=_HEXAGON, filled=True, opacity=1, size=58)
        .encode(
            x=x,
            y=y,
            color=alt.Color(
                "penalty:Q",
                scale=alt.Scale(domain=[0, top / 2, top], range=ramp, clamp=True),
                legend=alt.Legend(title=None, orient="right", gradientLength=180),
            ),
            tooltip=[
                alt.Tooltip("p0:Q", title=pictures.TIP_TOP, format=".2f"),
                alt.Tooltip("p1:Q", title=pictures.TIP_LEFT, format=".2f"),
                alt.Tooltip("p2:Q", title=pictures.TIP_RIGHT, format=".2f"),
                alt.Tooltip("penalty:Q", title=pictures.TIP_PENALTY, format=".4~g"),
            ],
        )
        .add_params(pick)
    )
    corners = (
        _placed("corners")
        .mark_text(fontSize=13, baseline="middle", limit=150)
        .encode(x=x, y=y, text=alt.Text("label:N"), color=alt.ColorValue("#808080"))
    )
    points = (
        _placed("points")
        .transform_calculate(name=label_of(palette.COLUMNS, "who"))
        .mark_point(filled=True, size=160, opacity=1, stroke="white", strokeWidth=2)
        .encode(
            x=x,
            y=y,
            color=color(palette.COLUMNS),
            shape=shape(palette.COLUMNS),
            tooltip=[
                alt.Tooltip("name:N", title=pictures.TIP_WHO),
                alt.Tooltip("label:N", title=pictures.TIP_PENALTY),
            ],
        )
    )
    layers = alt.layer(field, corners, points).resolve_scale(color="independent")
    return spec(layers.properties(width=_WIDTH, height=_HEIGHT, title=look.named))


def _top(loss: Loss) -> float:
    return min(loss.ceiling, CEILING)


def _placed(rows: str) -> alt.Chart:
    """A layer over the rows so called, with their places in the picture."""
    return (
        data(rows)
        .transform_calculate(p2="1 - datum.p0 - datum.p1")
        .transform_calculate(x="datum.p2 + datum.p0 / 2")  # As `place` does.
    )


@remembered
def triangle_frame(
    classes: tuple[str, ...], sample: Sample, loss: Loss, models: tuple[str, ...] = MODELS
) -> dict[str, pa.Table]:
    """The field of predictions, the corners' names, and where the truth and the models are."""
    columns = ("truth", *models)
    points = np.array([getattr(sample, column) for column in columns])
    return {
        "field": _field(sample.truth, loss),
        "corners": rows({**_coordinates(_CORNERS), "label": classes}),
        "points": rows(
            {
                **_coordinates(points),
                "who": columns,
                "label": [number(penalty(loss, sample, column)) for column in columns],
            }
        ),
    }


@remembered
def _field(truth: tuple[float, ...], loss: Loss) -> pa.Table:
    shade = np.minimum(results.field(truth, loss), _top(loss)).astype(np.float32)
    return rows({**_coordinates(results.EVERY_PREDICTION), "penalty": shade})


def _coordinates(proba: np.ndarray) -> dict[str, np.ndarray]:
    # Half the bytes, and still six digits; the third coordinate follows from the two.
    return {"p0": proba[:, 0].astype(np.float32), "p1": proba[:, 1].astype(np.float32)}


def outward(proba: np.ndarray, by: float) -> np.ndarray:
    """Points moved away from the middle of the triangle, to make room for a label."""
    return proba + 1.5 * by * (proba - 1 / 3)


_CORNERS = outward(np.eye(3), 0.12)


def place(proba: np.ndarray, by: float = 0.0) -> np.ndarray:
    """Where predictions lie, `(2, …)`: class 0 on top, class 1 left, class 2 right."""
    moved = outward(proba, by)
    return np.stack([moved[..., 2] + moved[..., 0] / 2, moved[..., 0]])
