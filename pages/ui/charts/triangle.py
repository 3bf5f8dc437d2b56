"""All predictions of three classes as a triangle, shaded by what a loss charges there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import altair as alt
import numpy as np
import pandas as pd

import losscore
from pages.ui import palette
from pages.ui.charts.base import CEILING, color, only, shape, spec
from pages.ui.scenario import Sample, Scenario
from pages.ui.scoring import MODELS
from pages.ui.wording import number

SIDE = 50  # Steps along a side, so that a click gives two decimals.
PICK = "pick"
_HEXAGON = "M0,-1L0.866,-0.5L0.866,0.5L0,1L-0.866,0.5L-0.866,-0.5Z"
_RAMP = {
    "squared_error": (2.0, ["#EAF7F3", "#00966F", "#00281F"]),
    "cross_entropy": (CEILING, ["#FBEEF7", "#B8569F", "#2E0C26"]),
}
_WIDTH, _MARGIN = 310, 0.09


@cache
def triangle(loss: str) -> dict:
    """The triangle of one loss, with the truth, both models, and a click to pick a point."""
    top, ramp = _RAMP[loss]
    look = palette.LOSSES[loss]
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[-_MARGIN, 1 + _MARGIN]))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[-1.5 * _MARGIN, 1 + 1.5 * _MARGIN]))
    pick = alt.selection_point(
        name=PICK, fields=["p0", "p1", "p2"], nearest=True, empty=False, toggle=False, clear=False
    )
    field = (
        alt.Chart()
        .transform_filter(only("field"))
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
                alt.Tooltip("p0:Q", title="ŷ of the top corner"),
                alt.Tooltip("p1:Q", title="ŷ of the left corner"),
                alt.Tooltip("p2:Q", title="ŷ of the right corner"),
                alt.Tooltip("penalty:Q", title="penalty", format=".4~g"),
            ],
        )
        .add_params(pick)
    )
    corners = (
        alt.Chart()
        .transform_filter(only("corner"))
        .mark_text(fontSize=13, baseline="middle", limit=150)
        .encode(x=x, y=y, text="label:N", color=alt.value("#808080"))
    )
    points = (
        alt.Chart()
        .transform_filter(only("point"))
        .mark_point(filled=True, size=160, opacity=1, stroke="white", strokeWidth=2)
        .encode(
            x=x,
            y=y,
            color=color(palette.COLUMNS.values(), legend=None),
            shape=shape(palette.COLUMNS.values(), legend=None),
            tooltip=[alt.Tooltip("who:N", title="who"), alt.Tooltip("label:N", title="penalty")],
        )
    )
    layers = alt.layer(field, corners, points).resolve_scale(color="independent")
    height = round(_WIDTH * 0.866 * (1 + 3 * _MARGIN) / (1 + 2 * _MARGIN))
    return spec(layers.properties(width=_WIDTH, height=height, title=f"{look.symbol} {look.label}"))


def triangle_frame(
    scenario: Scenario, sample: Sample, loss: str, models: Sequence[str] = MODELS
) -> pd.DataFrame:
    """The field of predictions, the corners' names, and where the truth and the models are."""
    penalties = losscore.LOSSES[loss].penalties
    field = _field().assign(part="field")
    field["penalty"] = np.minimum(
        penalties(np.tile(sample.truth, (len(field), 1)), field[["p0", "p1", "p2"]].to_numpy()),
        _RAMP[loss][0],
    )
    marks = [
        (*place(np.eye(3)[k], 0.09).tolist(), "corner", None, name)
        for k, name in enumerate(scenario.classes)
    ]
    for column in ("truth", *models):
        proba = np.array(getattr(sample, column))
        charged = penalties([sample.truth], [proba])[0]
        marks.append(
            (*place(proba).tolist(), "point", palette.COLUMNS[column].label, number(charged))
        )
    return pd.concat(
        [field, pd.DataFrame(marks, columns=["x", "y", "part", "who", "label"])],
        ignore_index=True,
    )


@cache
def _field() -> pd.DataFrame:
    steps = np.arange(SIDE + 1)
    i, j = (part.ravel() for part in np.meshgrid(steps, steps, indexing="ij"))
    inside = i + j <= SIDE
    proba = np.column_stack([i, j, SIDE - i - j])[inside] / SIDE
    x, y = place(proba)
    return pd.DataFrame({"x": x, "y": y, "p0": proba[:, 0], "p1": proba[:, 1], "p2": proba[:, 2]})


def place(proba: np.ndarray, outward: float = 0.0) -> np.ndarray:
    """Where predictions lie, `(2, …)`: class 0 on top, class 1 left, class 2 right."""
    moved = proba + outward * (proba - 1 / 3) * 1.5
    return np.stack([moved[..., 2] + moved[..., 0] / 2, moved[..., 0]])
