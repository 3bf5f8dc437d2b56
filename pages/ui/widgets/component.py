"""What the browser draws on its own, from the script and the style of one name."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st


@cache
def component(name: str) -> object:
    """The component so called; what it is given, it draws."""
    file = Path(__file__).with_name(name)
    js, css = (file.with_suffix(end).read_text("utf-8") for end in (".js", ".css"))
    return st.components.v2.component(name, js=js, css=css)
