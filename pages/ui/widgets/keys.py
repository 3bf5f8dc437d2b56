"""Number keys that make a guess, heard by the browser."""

from __future__ import annotations

import streamlit as st

from pages.ui import session
from pages.ui.inputs import settings
from pages.ui.widgets.component import component

_KEY = "keys"


def guess_by_key(hint: str) -> None:
    """Let a number key be the setting `guess`, and say so."""
    component("keys")(data=[hint], key=_KEY, on_pressed_change=session.guarded(_guess))


def _guess() -> None:
    pressed = st.session_state[_KEY].pressed
    if type(pressed) is int and settings.holds("guess", pressed):  # It comes from outside.
        session.change(guess=pressed)
