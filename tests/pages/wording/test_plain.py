"""Markdown as plain text: what a reader would see, and no mark of how it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.ui.wording.formats import bold, escape
from pages.ui.wording.plain import plain, runs


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("It takes **3** under ▲ **squared error**.", "It takes 3 under ▲ squared error."),
        ("They *differ*", "They differ"),
        (r"a \* b \_c\_ \(d\)", "a * b _c_ (d)"),
        ("without them ([895](./distributions?s=1), …)", "without them (895, …)"),
        (r"[a \[b\]](x) c", "a [b] c"),
        ("### Heading", "Heading"),
    ],
)
def test_only_what_is_read_is_left(markdown, shown):
    assert plain(markdown) == shown


def test_lines_paragraphs_and_points_are_lines_and_what_only_wraps_is_none():
    text = "Head:\n\n- one\n- two  \nnext\nstill next"
    assert [plain(line) for line in ("Head:", "- one")] == ["Head:", "• one"]
    assert ["".join(t for t, _ in line) for line in runs(text)] == [
        "Head:",
        "• one",
        "• two",
        "next still next",
    ]


def test_bold_is_told_apart():
    assert runs("A **0.08** and") == [[("A ", False), ("0.08", True), (" and", False)]]


@given(st.text(alphabet="abc _*[]()\\#-$`~<>&|!0", min_size=1))
def test_a_name_that_was_escaped_comes_back_as_it_is(name):
    name = " ".join(name.split())
    if name:
        assert plain(f"{bold(name)}, {escape(name)}") == f"{name}, {name}"
