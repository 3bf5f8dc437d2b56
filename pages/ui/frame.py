"""What stands around every page: its question, the share control, messages."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from datetime import timedelta
from functools import cache
from threading import Event
from typing import TYPE_CHECKING

import streamlit as st

from pages.ui import notices, resume, session, style
from pages.ui.inputs import share
from pages.ui.registry import (
    DISTRIBUTIONS,
    HOME,
    LIKELIHOOD,
    PAGES,
    SAMPLES,
    page_after,
    page_called,
)
from pages.ui.widgets import source
from pages.ui.widgets.card import forget_answer
from pages.ui.widgets.controls import choose_losses, choose_power
from pages.ui.widgets.covered import is_covered
from pages.ui.widgets.sharing import show_card, show_link
from pages.ui.widgets.turns import TURNS
from pages.ui.wording.en import failures, path
from pages.ui.wording.en import frame as words
from pages.ui.wording.formats import escape

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator
    from streamlit.navigation.page import StreamlitPage

_DRAWN, _TAB = "frame_drawn", "tab"
_log = logging.getLogger(__name__)
# Both are fixed text: nothing from outside is in them. A page that is served with them is drawn in
# its place so; to one that was served without, each run sends them.
# In a slide or an article a page begins at the edge.
EMBEDDED = "<style>.stMainBlockContainer {padding: 0.5rem 1rem}</style>"
STYLE = f"<style>{style.rules(hidden=session.CODE)}</style>"
# Set once this server has served a page with its style.
STYLED = Event()


@contextmanager
def turn() -> Iterator[None]:
    """The run's turn to draw its page; should anything fail, it says so and the way back.

    The server would show an error box of its own, and nothing to go on with.
    """
    with TURNS.turn():
        try:
            yield
        except Exception:  # Streamlit's reruns and stops are none, and pass.
            _log.exception("A page failed")
            st.error(failures.NOT_SHOWN, icon=":material/error:")
            st.button(failures.BEGIN_ANEW, on_click=session.guarded(session.begin_anew))


def navigation() -> StreamlitPage:
    """Draw the menu and tell which page is chosen."""
    # First of all: for a moment the icon of a page would be that of the tab, and its font fetched
    # from another host.
    st.set_page_config(st.session_state.get(_TAB), "⚖️", layout="wide")
    # The chosen one is marked as such, so every run has copies of its own.
    position = "hidden" if st.context.is_embedded else "top"
    return st.navigation([copy(page) for page in _pages()], position=position)


def tab(title: str) -> None:
    """What the browser calls the page so called, in its tab, its history and its bookmarks."""
    called = words.tab(title)
    if st.session_state.get(_TAB) != called:  # Else it was said at once.
        st.session_state[_TAB] = called
        st.set_page_config(page_title=called)


@cache
def _pages() -> list[StreamlitPage]:
    # Once, because each looks for its file.
    return [st.Page(p.path, title=p.title, icon=p.icon, default=p is HOME) for p in PAGES]


def run(page: Callable[[], None]) -> None:
    """Run a page inside the frame, should its file have been started without.

    Until a server has run its entrypoint once, Streamlit takes any `pages/` folder for its older
    kind of multipage app and runs a page's file alone for the first visitor whose link names it.
    """
    if not st.session_state.pop(_DRAWN, False):
        navigation()
        resume.put_aside(session.CODE)
        st.rerun()
    page()


def follow_old_link(title: str) -> None:
    """Go to Distributions if a link from when it was the page at the top was opened.

    What such a link carries is a case, in a code that is older than the page that is there now.
    """
    code = st.query_params.get(session.CODE)
    opened = title == HOME.title and code and resume.is_opened_by_link()
    if opened and not session.is_of_start(code):
        # The code field is not drawn yet: from then on its code cannot be passed on.
        st.switch_page(DISTRIBUTIONS.path, query_params={session.CODE: code})


def follow_command(title: str) -> None:
    """Go to Samples if a server that was started with files is opened at its top."""
    at_the_top = title == HOME.title and session.CODE not in st.query_params
    if at_the_top and source.given() and resume.is_opened_by_link():
        chosen = {**share.DEFAULT.chosen, "source": "upload"}
        code = share.encode(share.Case(share.DEFAULT.scenario, chosen))
        st.switch_page(SAMPLES.path, query_params={session.CODE: code})


def heading(title: str) -> DeltaGenerator | None:
    """The question of the page so called, the share control beside it, any message below.

    While that control is open: the place in it for a picture of the answer.
    """
    card = None
    if not STYLED.is_set():
        st.html(STYLE)
    page = page_called(title)
    with st.container(horizontal=True, vertical_alignment="center", key="question"):
        st.header(page.question.replace(" %", "\u00a0%"), anchor=False)
        if st.context.is_embedded:
            st.html(EMBEDDED)
        else:
            card = _controls(page.file)
    if session.power_losses() and page is not LIKELIHOOD:  # There it stands at its one picture.
        choose_power()
    problem = session.problem()
    if problem:
        st.error(
            f"{escape(problem)} The default scenario is shown instead.", icon=":material/link_off:"
        )
    notice = notices.notice((title, st.session_state.get(session.CODE, "")))
    if notice:
        st.warning(escape(notice), icon=":material/info:")
    session.remember()
    # A page of uploads can still be read when they are gone: nothing there would be shown anew.
    if session.value("source") != "upload":
        _once_more_when_connected_again()
    return card


def show(page: StreamlitPage, card: DeltaGenerator | None) -> None:
    """Run the page, unless its answer is covered; then draw the picture of its answer."""
    known = page_called(page.title)
    forget_answer()
    if not is_covered(known.file):
        st.session_state[_DRAWN] = True
        page.run()
    if card:
        with card:
            show_card(known)


def onward(title: str) -> None:
    """Below the page so called: one sentence, and the page that comes next."""
    if st.context.is_embedded:
        return
    page = page_called(title)
    sentence, following = path.ONWARD.get(page.file), page_after(page)
    if sentence and following:
        st.markdown(sentence)
        # Itself, as Streamlit looks a path up on the disk.
        st.page_link(_pages()[PAGES.index(following)])


def _controls(file: str) -> DeltaGenerator | None:
    """What is compared and what may be sent; filled while open, so that reruns cost less."""
    losses = st.popover(words.losses(session.losses()), key="losses", on_change="rerun")
    control = st.popover("Share", icon=":material/link:", key="share", on_change="rerun")
    if losses.open:
        with losses:
            choose_losses()
    if control.open:
        with control:
            show_link(file)
            return st.container()
    return None


# As long as the browser's timer goes.
@st.fragment(run_every=timedelta(days=20))
def _once_more_when_connected_again() -> None:
    """Draws nothing; but for a page that has such a part, the browser asks for a run when it is
    connected again. What was done just before it noticed the loss is taken then.
    """
