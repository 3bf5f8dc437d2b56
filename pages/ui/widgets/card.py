"""A picture of a page's answer to send: drawn by the browser, saved or copied from there.

A page calls `as_answer` where it tells its answer; the picture is drawn once the page is.
"""

from __future__ import annotations

import streamlit as st

from pages.ui import palette, session
from pages.ui.inputs.scenario import COLUMNS
from pages.ui.widgets.component import component
from pages.ui.wording.en import card as words
from pages.ui.wording.formats import number
from pages.ui.wording.plain import plain, runs

_TOLD = "answer_told"
# What the current sample is on: pages that show it and, by their scope, those that may.
_OF_SAMPLE, _BY_SCOPE = ("distributions", "gradients", "likelihood"), ("compensation", "thresholds")


def forget_answer() -> None:
    """Before a page is drawn: what the last one told is no more."""
    st.session_state.pop(_TOLD, None)


def as_answer(text: str) -> str:
    """The text, which is kept as what the page answers; of several the first."""
    return st.session_state.setdefault(_TOLD, text) and text


def card(file: str, question: str, link: str, *, covered: bool) -> None:
    """The picture of the answer, of the question alone if that is covered; nothing before it."""
    told = words.COVERED if covered else st.session_state.get(_TOLD)
    if not told:
        return
    # In a list: of what is in a dictionary Streamlit asks whether it is a table.
    component("card")(
        data=[
            {
                "question": question,
                "lines": runs(told),
                "bars": _bars(file),
                "link": link,
                "file": f"losscore-{file}.png",
                "words": {**words.WORDS, "alt": f"{question} {plain(told)}"},
            }
        ],
        key="card",
        height="content",
    )


def _bars(file: str) -> dict | None:
    """The sample that the answer is about, if it is about the current one."""
    by_scope = file in _BY_SCOPE and session.value("scope") == "sample"
    if file not in _OF_SAMPLE and not by_scope:
        return None
    sample = session.sample()
    return {
        "classes": list(session.scenario().classes),
        "columns": [
            {
                "label": palette.COLUMNS[column].named,
                "color": palette.COLUMNS[column].color,
                "values": list(getattr(sample, column)),
                "texts": [number(value, 2) for value in getattr(sample, column)],
            }
            for column in COLUMNS
        ],
    }
