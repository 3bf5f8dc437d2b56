"""What nobody thought of: no failure blanks a page or shows the server's own error box."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import streamlit as st
from streamlit.runtime.scriptrunner import RerunData, RerunException, StopException

from pages.ui import session
from pages.ui.inputs.presets import PRESETS
from pages.ui.inputs.share import Case
from pages.ui.registry import PAGES, page
from pages.ui.widgets import chart, grid, movable
from pages.ui.wording.en import failures
from tests.pages.reading import said

pytestmark = pytest.mark.usefixtures("may_fail")
SOURCES = sorted((Path(__file__).parents[2] / "pages").rglob("*.py"))
IMPOSSIBLE = Case(PRESETS["impossible"])


class UnthoughtOfError(Exception):
    """What no code expects."""


def fail(*_: object, **__: object) -> None:
    raise UnthoughtOfError


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_a_page_that_fails_says_so_and_leads_back_to_the_default(
    page, open_page, monkeypatch, caplog
):
    app = open_page(page.file, IMPOSSIBLE)
    with monkeypatch.context() as broken:
        broken.setattr(st, "markdown", fail)
        app.run()
    assert not app.exception
    assert [error.value for error in app.error] == [failures.NOT_SHOWN]
    assert app.header[0].value.replace("\u00a0", " ") == page.question
    assert [record.exc_info[0] for record in caplog.records if record.exc_info] == [
        UnthoughtOfError
    ]
    next(button for button in app.button if button.label == failures.BEGIN_ANEW).click().run()
    assert not app.error
    assert app.session_state[session.CODE] == ""


def test_a_frame_that_fails_says_so_too(open_page, monkeypatch):
    app = open_page("distributions")
    monkeypatch.setattr(session, "problem", fail)
    app.run()
    assert not app.exception
    assert [error.value for error in app.error] == [failures.NOT_SHOWN]


def test_a_callback_that_fails_leaves_the_page_as_it_was_and_says_so(
    open_page, monkeypatch, caplog
):
    app = open_page("distributions", IMPOSSIBLE)
    before = said(app)
    with monkeypatch.context() as broken:
        broken.setattr(session, "change", fail)
        app.selectbox(key="preset").select("article").run()
    assert not app.exception
    assert app.warning[0].value.replace("\\", "") == failures.NOT_DONE
    assert before in said(app)
    assert [record.exc_info[0] for record in caplog.records if record.exc_info] == [
        UnthoughtOfError
    ]
    app.selectbox(key="preset").select("article").run()
    assert not app.warning
    assert app.session_state[session.CODE]


def test_a_grid_whose_edits_fail_is_built_anew_and_shows_none_of_them(open_page, monkeypatch):
    app = open_page("distributions")
    memory = app.session_state["grid_sample"]
    key = memory["key"]
    with monkeypatch.context() as failing:
        failing.setattr(st, "session_state", {key: {"edited_rows": {0: {"a": 0.7}}}})
        session.guarded(grid._apply)(memory, key, fail, False)
    app.run()
    assert app.session_state["grid_sample"]["key"] != key
    assert app.session_state["grid_sample"]["frame"]["a"].tolist() == ["0.8", "0.2", "0"]


def test_what_was_done_to_a_grid_or_bars_that_others_replace_changes_nothing(open_page):
    app = open_page("distributions")
    grid._apply(app.session_state["grid_sample"], "sample_31", fail, False)
    movable._take(app.session_state["movable"], "movable_31")


def callbacks(path: Path) -> list[tuple[int, ast.expr]]:
    """What a file gives widgets to call, as `on_click=…` or `{"on_click": …}`, by its line."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.keyword) and str(node.arg).startswith("on_"):
            found.append((node.value.lineno, node.value))
        elif isinstance(node, ast.Dict):
            named = zip(node.keys, node.values, strict=True)
            found += [
                (value.lineno, value)
                for key, value in named
                if isinstance(key, ast.Constant) and str(key.value).startswith("on_")
            ]
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_every_callback_of_a_widget_is_guarded(path):
    for line, value in callbacks(path):
        is_word = isinstance(value, ast.Constant)  # "rerun" and "ignore" call nothing
        assert is_word or ast.unparse(value).partition("(")[0] in {"guarded", "session.guarded"}, (
            line
        )


def test_the_callbacks_of_widgets_are_found():
    assert sum(len(callbacks(path)) for path in SOURCES) > 15


@pytest.mark.parametrize("leaving", [StopException(), RerunException(RerunData())])
def test_what_streamlit_raises_to_stop_or_run_again_passes(leaving):
    def leave() -> None:
        raise leaving

    with pytest.raises(type(leaving)):
        session.guarded(leave)()


def test_a_page_may_stop(open_page, monkeypatch):
    app = open_page("distributions")
    monkeypatch.setattr(chart, "section", lambda *_: st.stop())
    app.run()
    assert not app.error
    assert not app.exception


def test_a_page_may_lead_to_another(open_page, monkeypatch):
    app = open_page("distributions")
    with monkeypatch.context() as leading:
        leading.setattr(
            chart, "section", lambda *_: st.switch_page("pages/article.py", query_params={})
        )
        app.run()
    assert app.header[0].value == page("article").question
