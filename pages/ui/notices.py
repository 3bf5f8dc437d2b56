"""One message above the page, about what was just done."""

from __future__ import annotations

import streamlit as st


def notify(text: str) -> None:
    """Show a message above the page, until the next change or the next page."""
    st.session_state["notice"] = {"text": text, "shown_with": None}


def notice(shown_with: tuple[str, str]) -> str | None:
    """The message to show with this page and share code, if any.

    A run may be cut off by the next one before anybody saw it, so a message is not gone once it
    was drawn: it stays as long as it belongs to what is on the screen.
    """
    kept = st.session_state.get("notice")
    if kept is None:
        return None
    if kept["shown_with"] not in (None, shown_with):
        del st.session_state["notice"]
        return None
    kept["shown_with"] = shown_with
    return kept["text"]
