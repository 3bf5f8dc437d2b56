"""How charts and sections, open or folded, get onto the page, and how points are clicked."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pyarrow as pa
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.ui import resume, session
from pages.ui.charts.base import with_names
from pages.ui.inputs.batch import LETTERS
from pages.ui.inputs.share import OPEN
from pages.ui.wording.en.terms import explained

# The rows of a chart: all in one, or by the name of the data set that a layer draws. The browser
# draws again only the layers whose rows have changed.
Rows = pa.Table | Mapping[str, pa.Table]


def section(title: str, text: str = "") -> None:
    """A heading, and the text below it in the same element: each element costs every rerun."""
    tell(f"### {title}\n\n{text}")


def tell(text: str) -> None:
    """A text, with a tooltip on those of its words that want explaining."""
    st.markdown(text, help=explained(text))


def remark(text: str) -> None:
    """The same, smaller."""
    st.caption(text, help=explained(text))


def folded(title: str, draw: Callable[[], None], *, key: str) -> None:
    """A section that shows its title alone until it is opened: closed, it costs one element.

    `draw` draws what is in it, and is called only while it is open. A link may have it open.
    """
    opened = {"expanded": True} if st.query_params.get(OPEN) == key else {}
    place = st.expander(title, key=f"folded_{key}", on_change="rerun", **opened)
    if place.open:
        with place:
            draw()


def side_by_side(size: int = 2, gap: str = "large") -> DeltaGenerator:
    """Cells beside each other for an element each, below each other where there is no room.

    Columns do the same, and each of them costs as much as an element.
    """
    return st.grid(size, gap=gap, min_column_width=540 // size)


def chart(
    rows: Rows,
    spec: dict,
    *,
    key: str,
    alt: str,
    names: Mapping[str, str] = LETTERS,
    **options: object,
) -> None:
    """Draw a ready-made spec with fresh rows; the key keeps the chart in place between runs.

    `names` are what the models in it are called.
    """
    spec, alt = with_names(spec, names), with_names(alt, names)
    if isinstance(rows, Mapping):
        spec, rows = {**spec, "datasets": rows}, None
    st.vega_lite_chart(rows, spec, key=key, alt=alt, **options)


def pickable_chart(
    rows: Rows,
    spec: dict,
    *,
    name: str,
    pick: str,
    steps: int,
    picked: Callable[[dict[str, float]], None],
    alt: str,
    now: Callable[[], object] = session.case,
    **options: object,
) -> None:
    """Draw a chart and call `picked` with the fields of the point that is clicked.

    `pick` is the name of the selection in the spec. The points are drawn on a grid of so many
    `steps` from 0 to 1 in each field.

    A chart reports a click only if it differs from its last one. After any change of what is `now`
    that came from elsewhere its last click is history, so it is drawn under a new key and the same
    point counts anew.
    """
    memory = st.session_state.setdefault(f"picked_{name}", {"key": None, "after": None})
    if memory["key"] is None or memory["after"] not in (None, now()):
        memory.update(key=resume.fresh_key(name, memory["key"]), after=None)
    key = memory["key"]

    def clicked() -> None:
        points = st.session_state[key]["selection"].get(pick)
        if points:
            picked(snapped(points[0], steps))
            memory["after"] = now()

    options = {**options, "on_select": session.guarded(clicked), "selection_mode": pick}
    chart(rows, spec, key=key, alt=alt, **options)


def snapped(point: Mapping[str, float], steps: int) -> dict[str, float]:
    """The point of the grid that a chart's answer means.

    The browser calculates with what it was sent, in single precision: what was drawn at 0 may come
    back as -3e-8, and 0.2 as 0.2000000030.
    """
    return {
        field: round(min(max(value, 0.0), 1.0) * steps) / steps for field, value in point.items()
    }
