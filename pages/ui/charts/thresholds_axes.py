"""What the pictures of a page Thresholds have in common: axes, and layers of rows by name. Pure."""

from __future__ import annotations

import altair as alt
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pages.ui.charts.base import CEILING, Looks, data, label_of, rows
from pages.ui.charts.hand import TICK
from pages.ui.wording.en import pictures


def by_model(theta: object, values: dict[str, npt.NDArray[np.float64]]) -> pa.Table:
    """Rows of both models' curves, one below the other."""
    return pa.concat_tables(
        rows({"theta": theta, "value": np.minimum(own, CEILING), "who": [model] * len(own)})
        for model, own in values.items()
    )


def theta_axis(scale: str, low: float, field: str = "theta") -> alt.X:
    """The axis of thresholds: all of them, or by equal factors from the lowest that counts."""
    if scale == "log":
        axis = alt.Axis(format="~g", tickCount=6)
        return alt.X(
            f"{field}:Q",
            title=pictures.THRESHOLD_BY_FACTORS,
            scale=alt.Scale(type="log", domain=[low, 1.0]),
            axis=axis,
        )
    return alt.X(f"{field}:Q", title=pictures.THRESHOLD, scale=alt.Scale(domain=[0.0, 1.0]))


def height_axis(title: str, field: str, end: float | None = None) -> alt.Y:
    """An axis from 0 to the end, or as far as the curves reach."""
    # Both charts of a column begin at the same place.
    scale = alt.Scale(zero=True) if end is None else alt.Scale(domain=[0.0, end])
    axis = alt.Axis(minExtent=34, tickCount=4, labelExpr=TICK if end is None else alt.Undefined)
    return alt.Y(f"{field}:Q", title=title, scale=scale, axis=axis)


def value_tip(title: str, field: str = "value") -> alt.Tooltip:
    """A number in a tooltip."""
    return alt.Tooltip(f"{field}:Q", title=title, format=".4~g")


def labelled(name: str, looks: Looks) -> alt.Chart:
    """The same with what each row is of."""
    return data(name).transform_calculate(label=label_of(looks, "who"))
