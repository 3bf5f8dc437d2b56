"""Challenges to meet with the current sample: the one that is chosen, and the choice."""

from __future__ import annotations

import streamlit as st

from losscore import Loss
from pages.ui import session
from pages.ui.inputs.settings import CHALLENGES, NO_CHALLENGE
from pages.ui.results import challenges as results
from pages.ui.widgets.chart import tell
from pages.ui.wording.en import challenges as words


def show_challenge(losses: tuple[Loss, Loss]) -> None:
    """What the chosen challenge asks, or what it teaches now that it is met; nothing for none."""
    name = session.value("challenge")
    if name == NO_CHALLENGE:
        return
    with st.container(border=True, key="challenge"):
        if not results.is_offered(name, losses):
            tell(words.other_losses(name))
            return
        now = results.is_met(name, session.sample(), losses)
        before = name in results.solved(session.case())
        tell(words.task(name, losses, now=now, before=before))


def choose_challenge(losses: tuple[Loss, Loss]) -> None:
    """The challenges that are about these losses, and how many were solved."""
    offered = [name for name in CHALLENGES if results.is_offered(name, losses)]
    solved = results.solved(results.with_solved(session.case(), losses))
    tied = session.bound("challenge")
    chosen = session.value("challenge")
    st.session_state[tied["key"]] = chosen if chosen in offered else None
    st.pills(words.CHOOSE, offered, format_func=lambda name: words.option(name, solved), **tied)
    st.caption(words.progress(len(solved & {*offered}), len(offered)))
