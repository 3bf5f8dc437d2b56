"""80 % against 90 %: how many perfect answers must the first give to catch up?"""

from __future__ import annotations

import streamlit as st

from pages.ui import frame, session
from pages.ui.registry import page
from pages.ui.results import start as results
from pages.ui.widgets.answers import show_answers
from pages.ui.widgets.card import as_answer
from pages.ui.widgets.falling import falling
from pages.ui.widgets.keys import guess_by_key
from pages.ui.wording.en import start as words


def main() -> None:
    """The page, from top to bottom."""
    found = results.races(session.losses())
    st.markdown(words.WHAT)
    guess = session.value("guess")
    _ask(guess)
    if guess:
        _reveal(guess, found)
        _ways_on()
    else:
        guess_by_key(words.PRESS)
        show_answers()


def _ask(guess: int) -> None:
    tied = session.bound("guess")
    st.session_state[tied["key"]] = guess or None
    st.pills(words.GUESS, session.stops("guess")[1:], **tied)


def _reveal(guess: int, found: dict[str, results.Race]) -> None:
    left, right = st.columns([2, 3], gap="large")
    left.markdown(
        f"{as_answer(words.reveal(found))} {words.judged(guess, found)}\n\n{words.why(found)}"
    )
    with right:
        falling(
            [words.panel(loss, race) for loss, race in found.items()],
            add=words.ADD,
            again=words.FROM_START,
            alt=words.alt(found),
            key="falling",
        )


def _ways_on() -> None:
    for column, (file, label) in zip(st.columns(3), words.WAYS.items(), strict=True):
        column.page_link(page(file).path, label=label, icon=page(file).icon, width="stretch")


frame.run(main)
