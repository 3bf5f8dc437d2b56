"""A chart whose points can be clicked, again and again.

A chart reports a click only if it differs from its last one. After any change that came from
elsewhere its last click is history, so it is drawn under a new key and the same point counts anew.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from pages.ui import session
from pages.ui.widgets import show


def chart(
    rows: show.Rows,
    spec: dict,
    *,
    name: str,
    pick: str,
    steps: int,
    picked: Callable[[dict[str, float]], None],
    alt: str,
    **options: object,
) -> None:
    """Draw a chart and call `picked` with the fields of the point that is clicked.

    `pick` is the name of the selection in the spec. The points are drawn on a grid of so many
    `steps` from 0 to 1 in each field.
    """
    memory = st.session_state.setdefault(f"picker_{name}", {"key": None, "after": None})
    if memory["key"] is None or memory["after"] not in (None, session.case()):
        memory.update(key=session.fresh_key(name, memory["key"]), after=None)
    key = memory["key"]

    def clicked() -> None:
        points = st.session_state[key]["selection"].get(pick)
        if points:
            picked(snapped(points[0], steps))
            memory["after"] = session.case()

    options = {**options, "on_select": session.guarded(clicked), "selection_mode": pick}
    show.chart(rows, spec, key=key, alt=alt, **options)


def snapped(point: Mapping[str, float], steps: int) -> dict[str, float]:
    """The point of the grid that a chart's answer means.

    The browser calculates with what it was sent, in single precision: what was drawn at 0 may come
    back as -3e-8, and 0.2 as 0.2000000030.
    """
    return {
        field: round(min(max(value, 0.0), 1.0) * steps) / steps for field, value in point.items()
    }
