"""The frame: the share control and what it says of uploads."""

from __future__ import annotations

import pytest

from pages.ui.inputs.share import DEFAULT, encode
from tests.pages.reading import default


def opened_share(open_page, source: str) -> str:
    """What the share control says with a batch from `source` in hand."""
    app = open_page("samples", default(source=source))
    app.session_state["share"] = True
    app.run()
    return "\n".join(element.value for element in (*app.markdown, *app.code))


def test_the_share_control_shows_the_code_in_a_link(open_page):
    assert f"?s={encode(DEFAULT)}" in opened_share(open_page, "scenario")


@pytest.mark.parametrize(("source", "says"), [("upload", True), ("digits", False)])
def test_the_share_control_says_that_uploads_are_not_in_the_link(open_page, source, says):
    shown = opened_share(open_page, source)
    assert ("Your uploaded tables are not part of it." in shown) is says
    assert ("Send the files along" in shown) is says
