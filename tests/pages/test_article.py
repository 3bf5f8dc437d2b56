"""The page Article: each statement with its number, its page and, where loose, its correction."""

from __future__ import annotations

import re
from urllib.parse import parse_qs

import pytest

from pages.ui.inputs.presets import PRESETS
from pages.ui.registry import PAGES, address, page
from pages.ui.wording.en import article as words
from pages.ui.wording.en.article_statements import notes
from tests.pages.reading import said


def the(part: str):
    return next(note for note in notes() if part in note.says)


def test_every_statement_stands_on_the_page_in_order(open_page):
    text = said(open_page("article"))
    places = [text.index(words.item(index, note)) for index, note in enumerate(notes(), 1)]
    assert places == sorted(places)
    assert f"**{len(notes())} statements**" in text


def test_every_page_but_this_one_and_what_goes_beyond_it_shows_something_the_article_says():
    beyond = {"article", "start", "thresholds", "calibration"}
    assert {note.page for note in notes()} == {page.file for page in PAGES} - beyond


def test_every_statement_stands_beside_the_words_of_the_article(open_page):
    text = said(open_page("article"))
    for index, note in enumerate(notes(), 1):
        assert f"> **{index}.** 「{note.quote}」  \n> *{note.says}*\n\n{note.shown}" in text


def bold(text: str) -> list[str]:
    """The numbers that a statement quotes."""
    return re.findall(r"\*\*([^*]*\d[^*]*)\*\*", text)


@pytest.mark.parametrize("note", notes(), ids=lambda note: note.says[:40])
def test_its_link_opens_the_page_that_shows_the_very_numbers(note, open_page, as_folded):
    """Without a click more, where the page folds parts of itself away."""
    index = notes().index(note) + 1
    title = next(page.title for page in PAGES if page.file == note.page)
    found = re.search(rf"See it on {title}\]\((\S+)\)", words.item(index, note))
    place, _, query = found[1].partition("?")
    assert place == address(page(note.page))
    asked = {name: value for name, (value,) in parse_qs(query).items()}
    app = open_page(note.page, asked.pop("s"), **asked)
    assert app.header[0].value == page(note.page).question
    text = said(app).replace("−", "-")
    for number in bold(note.shown):
        assert number.replace("−", "-") in text


def test_every_preset_named_exists():
    assert {note.preset for note in notes()} - {None} <= {*PRESETS}


@pytest.mark.parametrize(
    ("statement", "numbers"),
    [
        ("Squared error is the mean", ["0.08"]),
        ("information theory", ["0.8018"]),
        ("mean of Σ y·log ŷ", ["0.2231"]),
        ("one-hot truth", ["**0.2231**, **0**, **0**"]),
        ("With two classes", ["0.4308"]),
        ("Logistic regression", ["0.1192", "2.127"]),
        ("first factor", ["(−8.389) × 0.105 × (−2) = **1.762**", "0.7398"]),
        ("2(ŷ − y)", ["−0.4"]),
        ("y/ŷ", ["−1.25"]),
        ("Late in training", ["**100**", "**1,250**", "12.5 times"]),
        ("on its own", ["0.2398"]),
        ("(0.8, 0.1, 0.1)", ["**0.08** against **0.06**", "**0.2231** and **0.2231**"]),
        ("large residuals", ["2 %", "1.12 %"]),
        ("(0.9, 0.1, 0)", ["**4 times** and **2.118 times**"]),
        ("To make up for it", ["**3**; and **1.118**"]),
        ("Gaussian", ["2 × 0.08 + 0.6774 = **0.8374**", "1 × 0.2231 + 0 = **0.2231**"]),
    ],
)
def test_a_statement_is_shown_with_its_number(statement, numbers):
    for number in numbers:
        assert number in the(statement).shown


@pytest.mark.parametrize(
    ("statement", "correction"),
    [
        ("mean of Σ y·log ŷ", "the loss is −Σ y·log ŷ"),
        ("y/ŷ", "the gradient is −y/ŷ"),
        ("large residuals", "below ŷ = **0.2847** on the true class"),
        ("large residuals", "no ceiling"),
        ("To make up for it", "1 leaves the mean closest to the target, and 2 is the least"),
    ],
)
def test_a_loose_statement_is_corrected(statement, correction):
    assert correction in the(statement).correction


def test_nothing_else_is_corrected(open_page):
    assert sum(note.correction is not None for note in notes()) == 4
    assert "**4 of them are corrected**" in said(open_page("article"))
    assert "the one perfect sample, which is 1.118" in words.summary()


@pytest.mark.parametrize(
    ("statement", "page"),
    [
        ("Squared error is the mean", "distributions"),
        ("on its own", "samples"),
        ("To make up for it", "compensation"),
        ("first factor", "gradients"),
        ("Late in training", "training"),
        ("Gaussian", "likelihood"),
    ],
)
def test_a_statement_belongs_to_the_page_of_its_subject(statement, page):
    assert the(statement).page == page
