"""Words are explained where they appear, and only there."""

from __future__ import annotations

import pytest

from pages.ui.wording.en.terms import TERMS, explained


def test_only_words_that_appear_are_explained():
    assert explained("A pays 4 times as much.") is None
    found = explained("One-hot, so ŷ is all that counts.")
    assert TERMS["one-hot"] in found and TERMS["ŷ"] in found
    assert TERMS["mass"] not in found


@pytest.mark.parametrize(
    ("page", "word"),
    [
        ("distributions", "ŷ"),
        ("compensation", "ŷ"),
        ("gradients", "logit"),
        ("training", "ŷ"),
        ("likelihood", "ŷ"),
        ("samples", "floor"),
    ],
)
def test_a_page_explains_its_words(open_page, page, word):
    elements = (*(app := open_page(page)).markdown, *app.caption)
    assert any(TERMS[word] in element.proto.help for element in elements)
