"""The running dashboard and a real Chromium, once for all browser tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.driver import Dashboard, chromium_path, launched
from tests.serving import running


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> str:
    path = chromium_path()
    if path is None and os.environ.get("LOSSCORE_BROWSER") == "required":
        pytest.fail("LOSSCORE_BROWSER=required, but there is no Chromium on the PATH")
    if path is None:  # On a reader's machine; .ci/run requires one.
        pytest.skip("no Chromium on the PATH: install one to run the browser tests")
    return path


@pytest.fixture(scope="session")
def browser(chromium: str):
    with sync_playwright() as playwright, launched(playwright) as browser:
        yield browser


@pytest.fixture(scope="session")
def server(chromium: str):
    with running() as dashboard:
        yield dashboard.address


@pytest.fixture
def new_server(chromium: str):
    """A server that nobody has visited yet."""
    with running() as dashboard:
        yield dashboard.address


@pytest.fixture
def tab(browser: Browser, server: str):
    """A function that opens a new tab with cookies and history of its own."""
    contexts = []

    def new(width: int = 1440, height: int = 1000, at: str = server) -> Dashboard:
        context = browser.new_context(viewport={"width": width, "height": height})
        contexts.append(context)
        return Dashboard(context.new_page(), at)

    yield new
    for context in contexts:
        context.close()
