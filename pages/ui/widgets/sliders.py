"""Sliders whose charts follow while they are dragged; the page is scored once they are let go."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages.ui import session
from pages.ui.inputs.settings import SETTINGS

# Seen by nobody; a sentence is of the moment before, while a slider is elsewhere.
_CSS = """
.st-key-sliders {display: none}
.sliding .st-key-verdict, .sliding .st-key-verdict_push {opacity: 0.35}
"""
_JS = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
_component = st.components.v2.component(
    "sliders", html="<div></div>", css=_CSS, js=_JS, isolate_styles=False
)


def charts_follow(*settings: str) -> None:
    """Let the charts of the page know at once where the sliders of these settings stand."""
    stops = {name: session.stops(name) for name in settings if SETTINGS[name].stops}
    _component(key="sliders", data=[{name: session.value(name) for name in settings}, stops])
