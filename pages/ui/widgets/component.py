"""What the browser draws on its own, from a script of ours and its style."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st


@cache
def component(script: str) -> object:
    """The component whose script is so called; what it is given, it draws."""
    file = Path(__file__).with_name(script)
    js, css = (file.with_suffix(end).read_text("utf-8") for end in (".js", ".css"))
    return st.components.v2.component(script, js=js, css=css)
