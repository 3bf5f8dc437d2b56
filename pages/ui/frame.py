"""What stands around every page: its question, the share control, messages."""

from __future__ import annotations

import streamlit as st

from pages.ui import share, state
from pages.ui.registry import Page
from pages.ui.wording import escape


def heading(page: Page) -> None:
    """The page's question, the share control beside it, and any message below."""
    question, control = st.columns([5, 1], vertical_alignment="center")
    question.header(page.question, anchor=False)
    with control.popover("Share", icon=":material/link:", width="stretch"):
        _share()
    problem = state.problem()
    if problem:
        st.error(
            f"{escape(problem)} The default scenario is shown instead.", icon=":material/link_off:"
        )
    notice = state.take_notice()
    if notice:
        st.warning(escape(notice), icon=":material/info:")
    state.remember()


def _share() -> None:
    st.markdown("**This link opens exactly what you see**: this page, the scenario, the settings.")
    st.code(share.link(st.context.url or "", state.case()), language=None, wrap_lines=True)
    if state.value("source") == "upload":
        st.markdown(
            "**Your uploaded tables are not part of it.** Send the files along, or open a sample "
            "on Distributions: from there on the link carries that sample."
        )
