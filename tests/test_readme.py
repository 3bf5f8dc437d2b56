"""README says what the app says."""

from __future__ import annotations

from pathlib import Path

import pytest

from pages.ui.registry import PAGES, page
from pages.ui.wording.en.article_statements import notes
from pages.ui.wording.en.uploads import HOW_TO_WRITE

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("note", notes(), ids=lambda note: note.says[:40])
def test_a_note_on_the_article_reads_as_on_its_page(note):
    corrected = f" **Corrected:** {note.correction}" if note.correction else ""
    row = f"| {note.says} | {page(note.page).title} | {note.shown}{corrected} |"
    assert row in README.splitlines()


def test_no_note_stands_in_readme_alone():
    table = README.partition("| the article says |")[2].partition("\n\n")[0]
    assert len(table.splitlines()) == len(notes()) + 2


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_every_page_is_listed_with_its_question(page):
    assert f"| {page.title} | {page.question} |" in README.splitlines()


def test_a_table_is_written_as_the_app_says():
    assert f"```python\n{HOW_TO_WRITE}```" in README
