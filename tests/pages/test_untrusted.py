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


def name_in(code: str) -> str | None:
    """The hostile class name, if the code is taken at all."""
    try:
        return decode(code).scenario.classes[0]
    except ShareError:
        return None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_no_hostile_link_breaks_a_page_or_brings_markup_into_it(page, open_page):
    app = open_page(page.file)
    for code in worst(50):
        app.session_state[session.CODE] = code
        app.run()
        assert not app.exception, code
        shown = markdown_of(app)
        name = name_in(code)
        if name is None:
            assert "The default scenario is shown instead" in shown, code
        for marker in ("evil.example", "<script", "<img", "javascript:", "$\\href", ":red["):
            assert marker not in shown, code
