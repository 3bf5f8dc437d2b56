"""Words are explained where they appear, and only there."""

from __future__ import annotations

import pytest

from pages.ui.registry import PAGES
from pages.ui.wording.en.terms import TERMS, explained
from tests.pages.reading import default

# Said in a clause, or at a control.
ELSEWHERE = {"start": {"residual"}, "compensation": {"residual", "floor"}, "thresholds": {"ŷ"}}


def test_only_words_that_appear_are_explained():
    assert explained("A pays 4 times as much.") is None
    found = explained("One-hot, so ŷ is all that counts.")
    assert TERMS["one-hot"] in found and TERMS["ŷ"] in found
    assert TERMS["mass"] not in found


@pytest.mark.parametrize("page", [page.file for page in PAGES if page.file != "article"])
def test_a_page_explains_its_words_where_they_first_appear(open_page, page):
    left = {*TERMS} - ELSEWHERE.get(page, set())
    for element in texts(open_page(page, default(guess=2)).main):
        said = {term for term in left if term in element.value.lower()}
        left -= said
        assert all(TERMS[term] in element.proto.help for term in said), element.value


def texts(block):
    """The texts in a part of a page, from top to bottom."""
    for element in block.children.values():
        if element.type in ("markdown", "caption"):
            yield element
        yield from texts(element) if hasattr(element, "children") else ()
