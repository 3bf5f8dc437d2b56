"""How a sentence quotes what was in a file."""

from __future__ import annotations

import pytest

from pages.ui.inputs.uploads.errors import quoted


@pytest.mark.parametrize(
    "text", ["", "a", "a" * 40, "a" * 41, "a" * 10**6, '"', "a\n\x1b[31mb", "\u202e"]
)
def test_a_quotation_is_short_printable_and_on_one_line(text):
    quotation = quoted(text)
    assert len(quotation) <= 42
    assert quotation.isprintable()
    assert quotation.count('"') == 2
