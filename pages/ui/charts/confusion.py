"""What a model takes for what: a matrix of counts and mean penalties, coloured by share. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import altair as alt
import pyarrow as pa

from pages.ui import palette
from pages.ui.charts.base import class_places, rows, spec
from pages.ui.results.confusion import Matrix
from pages.ui.wording.en import confusion as words

PICK = "cell"
_CELL, _AROUND, _TURNED = 34, 75, 60  # Pixels: a cell's height, what is above and below all.
_LETTER, _PHONE = 7, 280  # Pixels of a letter, and of all columns on a phone.
_HAS_ROOM = "bandwidth('x') > 40"
_NAME = "slice(datum.label, indexof(datum.label, ' ') + 1)"
# What is written in the cells, light or dark around them; so none is as dark as the loss's colour.
INK = "#000000"
LIGHTER = 1.5


def are_long(names: Sequence[str]) -> bool:
    """Whether names side by side would not fit above their columns on a phone."""
    return max(map(len, names)) * _LETTER > _PHONE / len(names)


@lru_cache(maxsize=64)
def matrix(model: str, loss: str, classes: int, *, long: bool) -> dict:
    """A row a true class, a column a predicted one; `long` is whether their names are."""
    light, own, _ = palette.RAMPS[loss]
    plain = {"labelExpr": _NAME, "labelLimit": 80, "labelOverlap": False, "ticks": False}
    top = alt.Axis(**plain, domain=False, orient="top", labelAngle=-90 if long else 0)
    left = alt.Axis(**plain, domain=False)
    base = alt.Chart().encode(
        x=alt.X("named:N", sort=None, title=words.NAMED, axis=top),
        y=alt.Y("truth:N", sort=None, title=words.TRUTH, axis=left),
    )
    tips = {
        "what": words.TIP_WHAT,
        "samples": words.TIP_SAMPLES,
        "mean": words.TIP_MEAN,
        "share": words.TIP_SHARE,
    }
    shades = alt.Scale(domain=[0, LIGHTER], range=[light, own])
    pick = alt.selection_point(
        name=PICK, fields=["row", "column"], empty=False, toggle=False, clear=False
    )
    cells = (
        base.mark_rect(stroke=palette.TRUTH.color, cursor="pointer")
        .encode(
            color=alt.Color("shade:Q", scale=shades, legend=None),
            strokeWidth=alt.StrokeWidthValue(
                0.5, condition={"param": PICK, "empty": False, "value": 2.5}
            ),
            opacity=alt.OpacityValue(0, condition={"test": "datum.samples", "value": 1}),
            tooltip=[alt.Tooltip(f"{field}:N", title=tip) for field, tip in tips.items()],
        )
        .add_params(pick)
    )
    text = base.encode(fill=alt.FillValue(INK))
    counts = text.mark_text(
        fontSize=12, fontWeight=700, dy=alt.expr(f"{_HAS_ROOM} ? -6 : 0")
    ).encode(text=alt.Text("samples:N"))
    means = text.mark_text(
        fontSize=10, fontWeight=700, dy=8, opacity=alt.expr(f"{_HAS_ROOM} ? 1 : 0")
    ).encode(text=alt.Text("mean:N"))
    height = classes * _CELL + _AROUND + (_TURNED if long else 0)
    title = words.title(palette.MODELS[model], palette.LOSSES[loss])
    return spec(alt.layer(cells, counts, means).properties(height=height, title=title))


def matrix_rows(found: Matrix, names: Sequence[str]) -> pa.Table:
    """A row for each cell, with texts to show; its shade is 1 where the most is carried."""
    size, places = len(names), class_places(names)
    most = found.shares.max() or 1.0
    cells = [(i, k) for i in range(size) for k in range(size)]
    return rows(
        {
            # Places on a grid from 0 to 1, as a click reports them.
            "row": [i / size for i, _ in cells],
            "column": [k / size for _, k in cells],
            "truth": [places[i] for i, _ in cells],
            "named": [places[k] for _, k in cells],
            "what": [words.what(names[i], names[k]) for i, k in cells],
            "samples": [words.samples(found.samples[cell]) for cell in cells],
            "mean": [words.mean(found.means[cell]) for cell in cells],
            "share": [words.share(found.shares[cell]) for cell in cells],
            "shade": [found.shares[cell] / most for cell in cells],
        }
    )
