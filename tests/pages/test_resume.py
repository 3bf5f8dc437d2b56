"""A lost session, in AppTest: another app gets what the widgets of the first one hold."""

from __future__ import annotations

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from pages.ui import frame, session
from pages.ui.registry import page
from tests.pages.conftest import ENTRYPOINT


def in_a_new_session(app: AppTest, file: str) -> AppTest:
    """The page of a browser whose session was lost, after its next message."""
    other = AppTest.from_file(ENTRYPOINT, default_timeout=60)
    other.query_params = app.query_params
    other.switch_page(page(file).path)
    return other._run(app._tree.get_widget_states())


def test_what_was_chosen_is_taken_by_the_next_session(open_page):
    app = open_page("likelihood")
    app.slider(key="setting_sigma").set_value(0.7)
    app = in_a_new_session(app, "likelihood")
    assert not app.exception
    assert app.slider(key="setting_sigma").value == 0.7
    assert app.session_state[session.CODE].endswith("~sigma-0.7")


def test_a_button_counts_once(open_page):
    app = open_page("distributions")
    app.button[0].click()
    app = in_a_new_session(app, "distributions")
    assert app.session_state[session.CODE].startswith("1~~4~~")


def test_what_was_opened_is_open_in_the_first_run_of_the_next_session(
    as_folded, open_page, monkeypatch
):
    app = open_page("distributions")
    fold = next(fold for fold in app.expander if fold.label == "Type the numbers")
    sent, seen = app._tree.get_widget_states(), []
    sent.widgets.add(id=fold.proto.id, bool_value=True)
    monkeypatch.setattr(
        frame, "onward", lambda title: seen.append(st.session_state["folded_numbers"])
    )
    other = AppTest.from_file(ENTRYPOINT, default_timeout=60)
    other.switch_page(page("distributions").path)._run(sent)
    assert seen == [True, True]


def test_how_edits_are_taken_is_known_in_the_first_run_of_the_next_session(open_page, monkeypatch):
    app, seen = open_page("distributions"), []
    app.toggle(key="keep_sums").set_value(True)
    monkeypatch.setattr(frame, "onward", lambda title: seen.append(st.session_state["keep_sums"]))
    in_a_new_session(app, "distributions")
    assert seen == [True, True]


def test_a_page_that_is_opened_first_puts_nothing_aside(open_page, monkeypatch):
    headings = []
    draw = frame.heading
    monkeypatch.setattr(frame, "heading", lambda title: headings.append(title) or draw(title))
    open_page("distributions")
    assert headings == ["Distributions"]


@pytest.mark.parametrize(
    ("file", "shown", "linked"),
    [
        ("distributions", "1~~3~~t0~.7_.3_0~.9_.1_0", "1~~3~~t0~.8_.2_0~.9_.1_0"),
        (
            "samples",
            "1~~3~~t0~.8_.2_0~.9_.1_0~~_floor-0.0123",
            "1~~3~~t0~.8_.2_0~.9_.1_0~~_floor-0.01",
        ),
    ],
)
def test_a_choice_that_is_no_option_any_more_changes_nothing(open_page, file, shown, linked):
    app = open_page(file, shown)
    app.query_params[session.CODE] = linked
    app = in_a_new_session(app, file)
    assert app.session_state[session.CODE] == linked
    assert not app.warning
    assert not app.exception


def test_what_the_address_holds_is_newer_than_the_field_that_holds_it(open_page):
    app = open_page("distributions", "1~~2~~t0~.8_.2~.9_.1")
    app.text_input(key=session.CODE).set_value("1~~3~~t0~.8_.2_0~.9_.1_0")
    app = in_a_new_session(app, "distributions")
    assert app.session_state[session.CODE] == "1~~2~~t0~.8_.2~.9_.1"
