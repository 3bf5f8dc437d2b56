"""The dashboard in AppTest, started at its entrypoint as everywhere."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable
from functools import cache, partial
from logging.handlers import BufferingHandler
from pathlib import Path

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.testing.v1 import AppTest, app_test, local_script_runner

from pages.ui import session
from pages.ui.inputs.presets import PRESETS
from pages.ui.inputs.share import Case, encode
from pages.ui.registry import page

ENTRYPOINT = Path(__file__).parents[2] / "streamlit_app.py"


@pytest.fixture(scope="session", autouse=True)
def _installed_packages_are_scanned_once():
    """Each AppTest looks for components in all packages, which takes longer than most pages do."""
    with pytest.MonkeyPatch.context() as patch:
        scan = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        yield


@pytest.fixture(scope="session", autouse=True)
def _the_server_has_been_visited_before():
    """Each AppTest would take the run for the first one of a server, and run all twice."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PagesManager, "uses_pages_directory", False)
        patch.setattr(app_test, "PagesManager", type("Visited", (PagesManager,), {}))
        yield


@pytest.fixture(scope="session", autouse=True)
def _a_page_is_compiled_once():
    """Each AppTest would compile it for each run, where a server keeps what it compiled."""
    with pytest.MonkeyPatch.context() as patch:
        kept = ScriptCache()
        patch.setattr(app_test, "ScriptCache", lambda: kept)
        patch.setattr(local_script_runner, "ScriptCache", lambda: kept)
        yield


@pytest.fixture(scope="module", autouse=True)
def _what_earlier_tests_left_stays():
    """An upload collects garbage: none need look through their imports and charts again."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def may_fail() -> None:
    """For tests of failures."""


@pytest.fixture(autouse=True)
def _nothing_fails(request):
    """A page that fails is a page that says so, and a test may not miss what it left out."""
    failures = BufferingHandler(capacity=100)
    failures.setLevel(logging.ERROR)
    log = logging.getLogger("pages")
    log.addHandler(failures)
    yield
    log.removeHandler(failures)
    assert "may_fail" in request.fixturenames or not failures.buffer


@pytest.fixture
def as_folded() -> None:
    """For tests of what a visitor sees who has opened nothing yet."""


@pytest.fixture(autouse=True)
def _all_is_unfolded(request, monkeypatch):
    """What tests read of a page is all of it: what a page folds away begins open."""
    if "as_folded" not in request.fixturenames:
        monkeypatch.setattr(st, "expander", partial(st.expander, expanded=True))


@pytest.fixture
def open_page() -> Callable[..., AppTest]:
    """A function that opens a page, by its file's name, with a case or a code in the link.

    Whatever else is in the query of the link is given by its name.
    """

    def open_(file: str, link: Case | str | None = None, **query: str) -> AppTest:
        app = AppTest.from_file(ENTRYPOINT, default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        if link is not None:
            app.query_params[session.CODE] = link if isinstance(link, str) else encode(link)
        app.switch_page(page(file).path).run()
        assert not app.exception
        return app

    return open_


@pytest.fixture
def uploads(open_page) -> AppTest:
    """The page Samples with the uploaders open and nothing uploaded."""
    return open_page("samples", Case(PRESETS["eight"], {"source": "upload"}))
