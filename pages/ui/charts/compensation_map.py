"""How many perfect samples make up for it, for every pair of ŷ on the true class."""

from __future__ import annotations

import json
from bisect import bisect_right
from functools import cache

import altair as alt
import pyarrow as pa

from pages.ui import palette
from pages.ui.charts.base import data, label_of, rows, spec
from pages.ui.results.compensation import Cells
from pages.ui.results.memo import kept
from pages.ui.wording.en import compensation_pictures as words
from pages.ui.wording.en import pictures
from pages.ui.wording.formats import exact_text, whole_text

STEPS = 50  # Steps from 0 to 1, so that each cell stands for probabilities of two decimals.
PICK = "pair"

_FROM = (0, 1, 2, 3, 4, 10, 100)
_NEVER = "never"
_TEXT = pa.dictionary(pa.int16(), pa.string())


@cache
def pair_map(loss: str) -> dict:
    """The map of one loss, with a ring around the current pair and a click to choose a pair."""
    look = palette.LOSSES[loss]
    half = 0.5 / STEPS
    # Each cell reaches under the next two, or the background shines through the seams.
    under = 2 * half
    scale = alt.Scale(domain=[-half, 1 + half], nice=False)
    axis = alt.Axis(grid=False, values=[0, 0.2, 0.4, 0.6, 0.8, 1])
    shades = [*palette.shades(loss, 4, 2), palette.NEVER]
    bins = alt.Scale(domain=[*map(str, _FROM), _NEVER], range=shades)
    pick = alt.selection_point(name=PICK, fields=["a", "b"], empty=False, toggle=False, clear=False)
    cells = (
        data("cells")
        .transform_calculate(
            left=f"datum.a - {half}",
            right=f"datum.a + {under}",
            low=f"datum.b - {half}",
            high=f"datum.b + {under}",
            label=f"{label_of(palette.MODELS, 'who')} || '{words.NEITHER}'",
        )
        .mark_rect(clip=True, aria=False)  # The chart as a whole has its text.
        .encode(
            x=alt.X("left:Q", scale=scale, axis=axis, title=pictures.A_ON_TRUTH),
            x2=alt.X2("right:Q"),
            y=alt.Y("low:Q", scale=scale, axis=axis, title=pictures.B_ON_TRUTH),
            y2=alt.Y2("high:Q"),
            color=alt.Color(
                "bin:O",
                scale=bins,
                legend=alt.Legend(
                    title=pictures.PERFECT_SAMPLES,
                    labelExpr=f"({json.dumps(words.BINS)})[datum.value]",
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
                alt.Tooltip("a:Q", title=pictures.TIP_A),
                alt.Tooltip("b:Q", title=pictures.TIP_B),
                alt.Tooltip("label:N", title=pictures.TIP_MAKES_UP),
                alt.Tooltip("exact:N", title=pictures.TIP_EXACT),
                alt.Tooltip("least:N", title=pictures.TIP_LEAST),
            ],
        )
        .add_params(pick)
    )
    here = data("case").encode(x=alt.X("a:Q"), y=alt.Y("b:Q"))
    rings = (
        here.mark_point(size=230, opacity=1, strokeWidth=width, color=shade)
        for width, shade in ((6, "#FFFFFF"), (2.5, "#000000"))
    )
    return spec(alt.layer(cells, *rings).properties(height=480, title=look.named))


def pair_frame(cells: Cells, pair: tuple[float, float] | None) -> dict[str, pa.Table]:
    """The cells, and the pair in question: nowhere if there is none."""
    a, b = pair or (None, None)
    case = {"a": pa.array([a], pa.float64()), "b": pa.array([b], pa.float64())}
    return {"cells": _cells(cells), "case": rows(case)}


@kept(1)
def _cells(cells: Cells) -> pa.Table:
    """A row a cell."""
    texts = {
        "who": cells.worse,
        "bin": [bin_of(count) for count in cells.count],
        "exact": [exact_text(exact) for exact in cells.exact],
        "least": [whole_text(count) for count in cells.count],
    }
    # Few different texts: as a dictionary they are sent once, not once a cell.
    encoded = {k: pa.array(v).dictionary_encode().cast(_TEXT) for k, v in texts.items()}
    return rows({"a": cells.a, "b": cells.b, **encoded})


def bin_of(count: int | None) -> str:
    """The bin of a least whole number, by where it begins; None is never."""
    return _NEVER if count is None else str(_FROM[bisect_right(_FROM, count) - 1])
