"""The distributions of one sample as bars, and three classes as points too, that a hand moves.

A component of our own: while it is moved the browser calculates, and no run is asked for; once it
is let go the scenario is changed. Like a grid it piles up in the browser what was moved there, and
starts anew under a new key once the scenario has been changed elsewhere.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import streamlit as st

from losscore import Loss
from pages.ui import palette, resume, session
from pages.ui.inputs.moves import with_moves
from pages.ui.inputs.scenario import COLUMNS
from pages.ui.wording.en import movable as words

_NAME, _MOVED = "movable", "moved"


def _text(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


JS = _text("movable_numbers.js") + _text("movable.js")
_component = st.components.v2.component(
    _NAME, html='<div class="mv"></div>', css=_text("movable.css"), js=JS, isolate_styles=False
)


def movable(losses: tuple[Loss, Loss]) -> None:
    """Draw the current sample with what the losses charge for it."""
    memory = st.session_state.setdefault(_NAME, {"key": None, "now": None})
    now = (session.scenario(), session.sample_index())
    if memory["key"] not in st.session_state or (memory["now"] != now and _moved(memory)):
        key = resume.key_to_go_on_with(_NAME) or resume.fresh_key(_NAME, memory["key"])
        memory.update(key=key)
    memory["now"] = now
    key = memory["key"]
    # In a list: of what is in a dictionary Streamlit asks whether it is a table.
    _component(
        key=key, data=[data(losses)], on_moved_change=session.guarded(lambda: _take(memory, key))
    )


def data(losses: tuple[Loss, Loss]) -> dict:
    """What the browser needs to know."""
    sample = session.sample()
    return {
        "sample": session.sample_index(),
        "classes": list(session.scenario().classes),
        "columns": {column: list(getattr(sample, column)) for column in COLUMNS},
        "looks": {
            column: {part: getattr(look, part) for part in ("label", "symbol", "color", "shape")}
            for column, look in palette.COLUMNS.items()
        },
        "losses": [
            {
                "name": loss.name,
                "label": palette.LOSSES[loss.name].named,
                "color": palette.LOSSES[loss.name].color,
                **asdict(loss),
            }
            for loss in losses
        ],
        "words": words.WORDS,
    }


def _moved(memory: dict) -> object:
    return st.session_state[memory["key"]].get(_MOVED)


def _take(memory: dict, key: str) -> None:
    if key != memory["key"]:  # Others are about to take its place.
        return
    # Drawn anew, should it be refused or fail.
    memory["now"] = None
    index = session.sample_index()
    scenario = with_moves(session.scenario(), index, _moved(memory))
    session.change(scenario)
    memory["now"] = (scenario, index)
