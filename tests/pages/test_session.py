"""The share code: a change of it holds, also while the browser has not heard of it."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui.inputs.share import decode
from pages.ui.session import CODE

ARTICLE = "1~~3~~t0~.8_.2_0~.9_.1_0"


def add_a_class(app: AppTest) -> AppTest:
    """The button pressed, and not yet said to the server."""
    return next(button for button in app.button if button.label == "Add a class").click()


@pytest.mark.parametrize("code", ["", ARTICLE])
def test_presses_in_a_row_all_count_though_the_browser_still_holds_the_first_code(open_page, code):
    app = open_page("distributions", code)
    for classes in (4, 5, 6):
        add_a_class(app)
        app.text_input(key=CODE).set_value(code).run()
        assert len(decode(app.session_state[CODE]).scenario.classes) == classes


def test_a_browser_that_sends_a_former_code_alone_is_behind(open_page):
    app = add_a_class(open_page("distributions", ARTICLE)).run()
    app.text_input(key=CODE).set_value(ARTICLE).run()
    assert len(decode(app.session_state[CODE]).scenario.classes) == 4


def test_a_former_code_can_be_pasted_again(open_page):
    app = open_page("distributions", ARTICLE)
    add_a_class(app)
    app.session_state["share"] = True
    app.run()
    app.text_input(key="pasted").set_value(ARTICLE).run()
    assert app.session_state[CODE] == ARTICLE


def test_a_step_back_holds_though_the_browser_sends_what_it_left_with_all_else(open_page):
    app = add_a_class(open_page("distributions", ARTICLE)).run()
    left = app.session_state[CODE]
    app.session_state[CODE] = ARTICLE
    app.run()
    add_a_class(app)
    app.text_input(key=CODE).set_value(left).run()
    assert len(decode(app.session_state[CODE]).scenario.classes) == 4


def test_another_code_is_taken_whatever_comes_with_it(open_page):
    app = open_page("distributions")
    add_a_class(app)
    app.text_input(key=CODE).set_value(ARTICLE).run()
    assert app.session_state[CODE] == "1~~4~~t0~.8_.2_0_0~.9_.1_0_0"
