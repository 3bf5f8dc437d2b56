"""The sentences' Markdown as HTML: what is told apart, and that no text of a user is markup."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.ui.report.markup import html_of, table
from pages.ui.wording.formats import bold, escape
from tests.pages.hostile import MARKUP


class Read(HTMLParser):
    """The tags of a text with their attributes, and what is to be read."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("It is **0.08**.", "<p>It is <strong>0.08</strong>.</p>"),
        ("one  \ntwo\nthree", "<p>one<br>two three</p>"),
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("- one\n- **two**", "<ul><li>one</li><li><strong>two</strong></li></ul>"),
        ("`a < b`", "<p><code>a &lt; b</code></p>"),
        ("without [14](#sample-14)", '<p>without <a href="#sample-14">14</a></p>'),
        ("[doi](https://doi.org/10)", '<p><a href="https://doi.org/10">doi</a></p>'),
        ("[a](./distributions?s=1) [b](javascript:x)", "<p>a b</p>"),
        ("**open", "<p><strong>open</strong></p>"),
        ("", ""),
    ],
)
def test_a_sentence_becomes_html(markdown, html):
    assert html_of(markdown) == html


def test_a_table_has_headings_and_tells_numbers_apart():
    html = html_of("| class | loss |\n|---|--:|\n| a \\| b | 0.5 |")
    assert html == table(["class", "loss"], [["a | b", "0.5"]], [False, True])
    assert '<th scope="row">a | b</th><td class="number">0.5</td>' in html


@pytest.mark.parametrize("text", MARKUP)
def test_markup_in_a_name_is_text(text):
    name = escape(text)
    read = Read(html_of(f"{bold(text)} is {name}\n\n- {name}\n\n| {name} |\n|---|\n| {name} |"))
    assert {tag for tag, _ in read.tags} <= {
        *("p", "strong", "ul", "li", "div", "table", "thead", "tbody", "tr", "th"),
    }
    shown = Read(html_of(name)).text
    assert read.text.split() == f"{shown} is {shown} {shown} {shown} {shown}".split()


@settings(max_examples=50)
@given(st.text(alphabet="abc _*[]()\\#-$`~<>&|!0\"'", min_size=1).filter(str.strip))
def test_a_name_that_was_escaped_comes_back_as_it_is(name):
    name = " ".join(name.split())
    read = Read(html_of(f"Model {bold(name)}, {escape(name)}."))
    assert read.text == f"Model {name}, {name}."
