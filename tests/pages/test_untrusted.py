"""A link from anyone: no page runs its markup, and none falls over."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import session
from pages.ui.inputs.share import ShareError, decode
from pages.ui.registry import PAGES
from tests.pages.hostile import worst

# Where Streamlit takes a string as Markdown.
MARKDOWN = ("markdown", "caption", "header", "subheader", "error", "warning", "info", "success")
LABELLED = ("button", "selectbox", "radio", "segmented_control", "slider", "number_input", "tabs")


def markdown_of(app: AppTest) -> str:
    """All text of a page that Streamlit renders as Markdown."""
    parts = [element.value for kind in MARKDOWN for element in app.get(kind)]
    parts += [element.label for kind in LABELLED for element in app.get(kind)]
    return "\n".join(str(part) for part in parts)


def is_taken(code: str) -> bool:
    """Whether the hostile class name in a code makes a scenario all the same."""
    try:
        decode(code)
    except ShareError:
        return False
    return True


CODES = worst(50)
TAKEN = [code for code in CODES if is_taken(code)]
REFUSED = [code for code in CODES if not is_taken(code)]


def shown(app: AppTest, code: str) -> str:
    """What a page shows under a code, none of it markup of the code's own."""
    app.session_state[session.CODE] = code
    app.run()
    assert not app.exception, code
    text = markdown_of(app)
    for marker in ("evil.example", "<script", "<img", "javascript:", "$\\href", ":red["):
        assert marker not in text, code
    return text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_no_page_takes_a_hostile_name_for_markup(page, open_page):
    app = open_page(page.file)
    for code in TAKEN:
        assert "The default scenario is shown instead" not in shown(app, code)
    # Of a code that is refused a page gets to know nothing: one is as good as all.
    assert "The default scenario is shown instead" in shown(app, REFUSED[0])


def test_no_refusal_of_a_hostile_link_brings_its_markup(open_page):
    app = open_page("distributions")
    for code in REFUSED:
        assert "The default scenario is shown instead" in shown(app, code)
