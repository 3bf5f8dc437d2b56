"""Number keys that make a guess, heard by the browser."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

from pages.ui import session
from pages.ui.inputs import settings

_KEY = "keys"
# Where there are keys to press.
_CSS = """
p { margin: 0; color: var(--st-text-color); font: 0.875rem var(--st-font); opacity: 0.8 }
@media not all and (hover: hover) { p { display: none } }
"""


def guess_by_key(hint: str) -> None:
    """Let a number key be the setting `guess`, and say so."""
    _component()(data=[hint], key=_KEY, on_pressed_change=session.guarded(_guess))


def _guess() -> None:
    pressed = st.session_state[_KEY].pressed
    if type(pressed) is int and settings.holds("guess", pressed):  # It comes from outside.
        session.change(guess=pressed)


@cache
def _component() -> object:
    js = Path(__file__).with_suffix(".js").read_text("utf-8")
    return st.components.v2.component("keys", html="<p></p>", css=_CSS, js=js)
