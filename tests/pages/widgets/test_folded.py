"""What is folded away is neither computed nor sent."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def page() -> None:
    import streamlit as st

    from pages.ui.widgets.chart import folded

    st.text("above")
    folded("The arithmetic", lambda: st.text("1 + 1 = 2"), key="arithmetic")
    st.text("below")


def texts(app: AppTest) -> list[str]:
    """All texts of a page, in their order."""
    return [element.value for element in app.text]


def test_closed_it_is_a_title_and_nothing_more(as_folded):
    app = AppTest.from_function(page).run()
    assert texts(app) == ["above", "below"]
    (fold,) = app.expander
    assert fold.label == "The arithmetic"
    assert not fold.children


def test_opened_it_shows_what_is_in_it_in_its_place(as_folded):
    app = AppTest.from_function(page).run()
    app.session_state["folded_arithmetic"] = True
    app.run()
    assert texts(app) == ["above", "1 + 1 = 2", "below"]
    assert app.expander[0].text[0].value == "1 + 1 = 2"
    app.session_state["folded_arithmetic"] = False
    assert texts(app.run()) == ["above", "below"]


def test_other_tests_find_it_open():
    assert texts(AppTest.from_function(page).run()) == ["above", "1 + 1 = 2", "below"]
