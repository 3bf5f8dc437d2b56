"""A chart whose points can be clicked, again and again.

A chart reports a click only if it differs from its last one. After any change that came from
elsewhere its last click is history, so it is drawn under a new key and the same point counts anew.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.ui import show, state


def chart(
    rows: show.Rows,
    spec: dict,
    *,
    name: str,
    pick: str,
    picked: Callable[[dict], None],
    alt: str,
    **options: object,
) -> None:
    """Draw a chart and call `picked` with the fields of the point that is clicked.

    `pick` is the name of the selection in the spec.
    """
    memory = st.session_state.setdefault(f"picker_{name}", {"key": None, "after": None})
    if memory["key"] is None or memory["after"] not in (None, state.case()):
        memory.update(key=state.fresh_key(name, memory["key"]), after=None)
    key = memory["key"]

    def clicked() -> None:
        points = st.session_state[key]["selection"].get(pick)
        if points:
            picked(points[0])
            memory["after"] = state.case()

    show.chart(rows, spec, key=key, alt=alt, on_select=clicked, selection_mode=pick, **options)
