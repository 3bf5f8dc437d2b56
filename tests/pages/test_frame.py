"""The frame: the questions, the share control and what it says of uploads."""

from __future__ import annotations

import re

import pytest

from pages.ui import frame
from pages.ui.inputs.share import DEFAULT, Case, encode
from pages.ui.registry import PAGES, page, page_after
from pages.ui.widgets.turns import TURNS
from pages.ui.wording.en.losses import WORDS
from pages.ui.wording.en.path import ONWARD
from tests.pages.cases import FAR_APART, SIX_DIGITS, largest
from tests.pages.reading import default, said


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_the_question_of_a_page_holds_for_any_two_losses(page):
    assert not [words.noun for words in WORDS.values() if words.noun in page.question.lower()]


@pytest.mark.parametrize("file", ONWARD)
def test_a_page_ends_with_the_way_to_the_one_that_comes_next(file, open_page):
    app, following = open_page(file), page_after(page(file))
    links = [link.proto for link in app.get("page_link")]
    assert ONWARD[file] in said(app)
    assert links[-1].label == following.title
    assert links[-1].page == following.file


def test_every_page_between_the_first_and_the_last_leads_on():
    assert {page.file for page in PAGES[1:-1]} <= {*ONWARD} <= {page.file for page in PAGES[:-1]}


def test_a_page_is_drawn_in_a_turn_that_ends_with_it(open_page, monkeypatch):
    holders = []
    draw = frame.heading
    monkeypatch.setattr(
        frame, "heading", lambda title: holders.append(TURNS._holder) or draw(title)
    )
    open_page("distributions")
    assert holders and None not in holders
    assert TURNS._holder is None


def opened_share(open_page, case: Case) -> str:
    """What the share control says of a case."""
    app = open_page("samples", case)
    app.session_state["share"] = True
    app.run()
    return "\n".join(element.value for element in (*app.markdown, *app.code))


def test_the_share_control_shows_the_code_in_a_link(open_page):
    assert f"?s={encode(DEFAULT)}" in opened_share(open_page, DEFAULT)


@pytest.mark.parametrize(("source", "says"), [("upload", True), ("digits", False)])
def test_the_share_control_says_that_uploads_are_not_in_the_link(open_page, source, says):
    shown = opened_share(open_page, default(source=source))
    assert ("Your uploaded tables are not part of it." in shown) is says
    assert ("Send the files along" in shown) is says


def test_the_share_control_says_when_a_link_may_not_travel(open_page):
    assert "may not travel" not in opened_share(open_page, default())
    shown = opened_share(open_page, largest(SIX_DIGITS))
    assert re.search(r"may not travel: it has [56],\d{3} characters", shown)
    assert "Some mail and chat programs cut a link" in shown
    shown = opened_share(open_page, largest(FAR_APART, "\U0001d7d8"))
    assert re.search(r"it has 8,\d{3} characters\.\*\* Many servers refuse", shown)
