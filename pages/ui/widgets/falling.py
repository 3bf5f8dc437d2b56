"""Perfect answers that fall, one by one, onto a mean that comes down: drawn in the browser."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st


def falling(panels: list[dict], *, add: str, again: str, alt: str, key: str) -> None:
    """A panel a loss: its heights as shares of the start, and what is said after each answer."""
    _component()(
        data={"panels": panels, "add": add, "again": again, "alt": alt}, key=key, height="content"
    )


@cache
def _component() -> object:
    js, css = (Path(__file__).with_suffix(end).read_text("utf-8") for end in (".js", ".css"))
    return st.components.v2.component("falling", js=js, css=css)
