"""What the Share control holds: the link, with its answer covered or not, a code, a picture."""

from __future__ import annotations

import streamlit as st

from pages.ui import session
from pages.ui.inputs import share
from pages.ui.registry import Page
from pages.ui.widgets.card import card
from pages.ui.widgets.covered import can_be_covered
from pages.ui.wording.en import covered as covered_words
from pages.ui.wording.en import share as words

_COVER = "cover"


def show_link(file: str) -> None:
    """The link to what is on the screen, and the field that takes another."""
    if can_be_covered(file):
        st.toggle(covered_words.COVER, session.value("answer") == "covered", key=_COVER)
    link = _link(file)
    st.markdown(covered_words.OPENS_COVERED if _covers(file) else words.OPENS)
    warning = words.may_not_travel(len(link))
    if warning:
        st.markdown(warning)
    st.code(link, language=None, wrap_lines=True, height=200 if warning else "content")
    if session.value("source") == "upload":
        st.markdown(words.NO_UPLOADS)
    session.paste_field()


def show_card(page: Page) -> None:
    """The picture of what the page has answered."""
    card(page.file, page.question, _link(page.file), covered=_covers(page.file))


def _covers(file: str) -> bool:
    return can_be_covered(file) and st.session_state[_COVER]


def _link(file: str) -> str:
    case = session.case()
    answer = {"answer": "covered", "guess": 0} if _covers(file) else {"answer": "shown"}
    sent = share.Case(case.scenario, {**case.chosen, **answer})
    return share.link(st.context.url or "", sent)
