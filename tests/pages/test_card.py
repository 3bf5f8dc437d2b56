"""The picture of an answer in Share: what is in it on each page, and what not while covered."""

from __future__ import annotations

import re

import pytest

from pages.ui.inputs.presets import PRESETS
from pages.ui.inputs.share import Case
from pages.ui.registry import PAGES, page
from pages.ui.widgets import card as cards
from pages.ui.wording.en.card import COVERED
from pages.ui.wording.plain import plain
from tests.pages.reading import case, default

ANSWERING = [page.file for page in PAGES if page.file != "article"]


@pytest.fixture
def drawn(open_page, monkeypatch):
    """A function that opens a page with Share open, and gives what its picture holds."""
    sent = []
    monkeypatch.setattr(cards, "component", lambda _: lambda data, **_: sent.append(data[0]))

    def open_(file: str, link: Case, *, cover: bool = False) -> dict | None:
        app = open_page(file, link)
        assert not sent  # closed, it costs nothing
        app.session_state["share"] = True
        app.run()
        if cover:
            sent.clear()
            app.toggle(key="cover").set_value(True).run()
        assert not app.exception
        return sent[-1] if sent else None

    return open_


def text(data: dict) -> str:
    return "\n".join("".join(part for part, _ in line) for line in data["lines"])


@pytest.mark.parametrize("file", ANSWERING)
def test_the_picture_of_a_page_has_its_question_answer_and_link(drawn, file):
    data = drawn(file, Case(PRESETS["eight"], {"guess": 2, "steps": 20}))
    assert data["question"] == page(file).question
    assert re.search(r"\d", text(data))
    assert not re.search(r"\*\*|\\|\$|\]\(", text(data))
    assert "?s=1~~cat~dog" in data["link"].replace("%7E", "~")
    assert data["words"]["alt"].startswith(data["question"])
    assert data["file"] == f"losscore-{file}.png"


def test_the_answer_in_the_picture_is_that_of_the_page(drawn):
    data = drawn("distributions", default())
    assert text(data) == (
        "▲ Squared error charges A 0.08 and B 0.02: A pays 4 times as much.\n"
        "✚ Cross-entropy charges A 0.2231 and B 0.1054: A pays 2.118 times as much.\n"
        "Both losses prefer model B."
    )


def test_a_floor_that_decides_is_in_the_picture_as_well(drawn):
    impossible = Case(PRESETS["impossible"], {"floor": 0.001})
    assert "the answer is the floor's, not the model's" in text(drawn("compensation", impossible))


def test_the_bars_are_those_of_the_sample_the_answer_is_about(drawn):
    bars = drawn("distributions", Case(PRESETS["two_classes"]))["bars"]
    assert [column["values"] for column in bars["columns"]] == [[0, 1], [0.35, 0.65], [0.1, 0.9]]
    assert bars["columns"][1]["texts"] == ["0.35", "0.65"]


@pytest.mark.parametrize(
    ("file", "scope", "has"),
    [
        ("compensation", "sample", True),
        ("compensation", "batch", False),
        ("thresholds", "hand", False),
        ("samples", "sample", False),
    ],
)
def test_there_are_no_bars_where_the_answer_is_about_something_else(drawn, file, scope, has):
    assert (drawn(file, default(scope=scope))["bars"] is not None) is has


def test_a_name_is_drawn_as_it_is(drawn):
    named = PRESETS["article"].with_class_name(0, "_a_ (b)")
    data = drawn("gradients", Case(named))
    assert "gives _a_ (b), the true class" in text(data)
    assert data["bars"]["classes"][0] == "_a_ (b)"


@pytest.mark.parametrize("file", ["distributions", "compensation"])
def test_a_covered_answer_is_not_in_the_picture(drawn, file):
    data = drawn(file, default(), cover=True)
    assert text(data) == plain(COVERED)
    assert "answer-covered" in data["link"]
    assert not re.search(r"0\.08|1\.118", data["words"]["alt"])


@pytest.mark.parametrize("file", ["distributions", "compensation"])
def test_who_has_not_guessed_yet_has_no_answer_in_the_picture(drawn, file):
    assert text(drawn(file, default(answer="covered"))) == plain(COVERED)


def test_without_an_answer_there_is_no_picture(drawn):
    assert drawn("article", default()) is None


def test_what_cannot_be_scored_has_no_picture(drawn):
    assert drawn("gradients", case((1, 0, 0), (0.7, 0.2, 0), (0.9, 0.1, 0))) is None
