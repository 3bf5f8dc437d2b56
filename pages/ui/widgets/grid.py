"""An editable grid over the scenario that loses no edit and costs one rerun an edit.

Feeding a `st.data_editor` its own output loses every second edit. So its frame stays as it was
built while the user types, the edits pile up in the widget, and each time the scenario is made
anew from the scenario the grid was built from and all of them. The grid is built again, under
a new key, when the current scenario is not the one that its edits make: after a change elsewhere,
a refused edit, or a return to the page.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from pages.ui import notices, resume, session
from pages.ui.inputs.grid_edits import Edits
from pages.ui.inputs.scenario import Scenario
from pages.ui.wording.en import grid as words


def grid(
    name: str,
    frame: Callable[[], pd.DataFrame],
    edited: Callable[[Scenario, Edits], tuple[Scenario, list[str]]],
    *,
    shows: object = None,
    spreads: bool = False,
    **options: object,
) -> None:
    """Draw the grid `name`.

    `frame` makes its table of the current scenario; `edited` gives the scenario after edits of
    it, and why some were refused; `shows` is what else the table depends on;
    `spreads` whether an edit changes other cells, too.
    """
    memory = st.session_state.setdefault(f"grid_{name}", {"key": None, "now": None})
    now = (session.scenario(), shows)
    if memory["now"] != now or memory["key"] not in st.session_state:
        key = resume.key_to_go_on_with(name) or resume.fresh_key(name, memory["key"])
        memory.update(key=key, base=now, now=now, frame=frame())
    st.data_editor(
        memory["frame"],
        key=memory["key"],
        on_change=session.guarded(_apply),
        args=(memory, memory["key"], edited, spreads),
        num_rows="fixed",
        **options,
    )


def _apply(memory: dict, key: str, edited: Callable, spreads: bool) -> None:
    if key != memory["key"]:  # Another one is about to take its place.
        return
    base, shows = memory["base"]
    # Built anew, should the edits be refused or fail, or not be all that has changed.
    before, memory["now"] = memory["now"], None
    scenario, refused = edited(base, st.session_state[key]["edited_rows"])
    after = (scenario, shows)
    if after != before:  # Else all was taken before, and another change may just have been.
        session.change(scenario)
    if refused:
        notices.notify(words.refused(refused))
    elif not spreads:
        memory["now"] = after
