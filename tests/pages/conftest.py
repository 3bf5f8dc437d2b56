"""The dashboard in AppTest, started at its entrypoint as everywhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import session
from pages.ui.inputs.share import Case, encode
from pages.ui.registry import page

ENTRYPOINT = Path(__file__).parents[2] / "streamlit_app.py"


@pytest.fixture
def open_page() -> Callable[..., AppTest]:
    """A function that opens a page, by its file's name, with a case or a code in the link."""

    def open_(file: str, link: Case | str | None = None) -> AppTest:
        app = AppTest.from_file(ENTRYPOINT, default_timeout=60)
        if link is not None:
            app.query_params[session.CODE] = link if isinstance(link, str) else encode(link)
        app.run()
        if page(file) is not page("distributions"):
            app.switch_page(page(file).path).run()
        assert not app.exception
        return app

    return open_
