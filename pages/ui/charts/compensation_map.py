"""How many perfect samples make up for it, for every pair of ŷ on the true class."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache

import altair as alt
import pyarrow as pa

from pages.ui import palette
from pages.ui.charts.base import rows, spec
from pages.ui.results.compensation import Cells
from pages.ui.results.memo import kept
from pages.ui.wording.formats import exact_text, whole_text

STEPS = 50  # Steps from 0 to 1, so that each cell stands for probabilities of two decimals.
PICK = "pair"

BINS = ("0", "1", "2", "3", "4–9", "10–99", "≥ 100", "never")
_FROM = (0, 1, 2, 3, 4, 10, 100)
_NEVER = "#8C8C8C"
_TEXT = pa.dictionary(pa.int16(), pa.string())
_RAMPS = {
    "squared_error": (
        *("#FFFFFF", "#D9F1EA", "#A8DDCE", "#6DC3AB", "#2FA287", "#00765F", "#00382D"),
        _NEVER,
    ),
    "cross_entropy": (
        *("#FFFFFF", "#F7E0F1", "#EAB9DD", "#D58DC2", "#B8569F", "#83306F", "#3D0F33"),
        _NEVER,
    ),
    "spherical": (
        *("#FFFFFF", "#EBE1FD", "#D0B8F9", "#AC85F3", "#7C3AED", "#5A1FB8", "#2B0A66"),
        _NEVER,
    ),
    "power": (
        *("#FFFFFF", "#FBDFE3", "#F3B3BC", "#E57C8A", "#CF2F49", "#931D31", "#4A0A16"),
        _NEVER,
    ),
}


@cache
def pair_map(loss: str) -> dict:
    """The map of one loss, with a ring around the current pair and a click to choose a pair."""
    look = palette.LOSSES[loss]
    half = 0.5 / STEPS
    # Each cell reaches under the next two, or the background shines through the seams.
    under = 2 * half
    scale = alt.Scale(domain=[-half, 1 + half], nice=False)
    axis = alt.Axis(grid=False, values=[0, 0.2, 0.4, 0.6, 0.8, 1])
    bins = alt.Scale(domain=list(BINS), range=list(_RAMPS[loss]))
    pick = alt.selection_point(name=PICK, fields=["a", "b"], empty=False, toggle=False, clear=False)
    cells = (
        alt.Chart(alt.NamedData("cells"))
        .transform_calculate(
            left=f"datum.a - {half}",
            right=f"datum.a + {under}",
            low=f"datum.b - {half}",
            high=f"datum.b + {under}",
        )
        .mark_rect(clip=True, aria=False)  # The chart as a whole has its text.
        .encode(
            x=alt.X("left:Q", scale=scale, axis=axis, title="ŷ of model A on the true class"),
            x2="right:Q",
            y=alt.Y("low:Q", scale=scale, axis=axis, title="ŷ of model B on the true class"),
            y2="high:Q",
            color=alt.Color(
                "bin:O",
                scale=bins,
                legend=alt.Legend(
                    title="Perfect samples",
                    orient="bottom",
                    columns=4,
                    symbolType="square",
                    symbolStrokeColor="#808080",
                    symbolStrokeWidth=0.5,
                    symbolSize=180,
                    symbolOpacity=1,
                ),
            ),
            tooltip=[
                alt.Tooltip("a:Q", title="ŷ of model A"),
                alt.Tooltip("b:Q", title="ŷ of model B"),
                alt.Tooltip("who:N", title="makes up"),
                alt.Tooltip("exact:N", title="exact"),
                alt.Tooltip("least:N", title="least whole"),
            ],
        )
        .add_params(pick)
    )
    here = alt.Chart(alt.NamedData("case")).encode(x="a:Q", y="b:Q")
    rings = (
        here.mark_point(size=230, opacity=1, strokeWidth=width, color=shade)
        for width, shade in ((6, "#FFFFFF"), (2.5, "#000000"))
    )
    title = f"{look.symbol} {look.label}"
    return spec(alt.layer(cells, *rings).properties(height=480, title=title))


def pair_frame(cells: Cells, pair: tuple[float, float] | None) -> dict[str, pa.Table]:
    """The cells, and the pair in question: nowhere if there is none."""
    a, b = pair or (None, None)
    case = {"a": pa.array([a], pa.float64()), "b": pa.array([b], pa.float64())}
    return {"cells": _cells(cells), "case": rows(case)}


@kept(1)
def _cells(cells: Cells) -> pa.Table:
    """A row a cell."""
    texts = {
        "who": [palette.COLUMNS[model].label if model else "neither" for model in cells.worse],
        "bin": [bin_of(count) for count in cells.count],
        "exact": [exact_text(exact) for exact in cells.exact],
        "least": [whole_text(count) for count in cells.count],
    }
    # Few different texts: as a dictionary they are sent once, not once a cell.
    encoded = {k: pa.array(v).dictionary_encode().cast(_TEXT) for k, v in texts.items()}
    return rows({"a": cells.a, "b": cells.b, **encoded})


def bin_of(count: int | None) -> str:
    """The bin of a least whole number; None is never."""
    if count is None:
        return BINS[-1]
    return BINS[bisect_right(_FROM, count) - 1]
