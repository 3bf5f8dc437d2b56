"""The running dashboard and a real Chromium, once for all browser tests."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.driver import Dashboard

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
# Without these flags a headless Chromium asks its maker's hosts for updates at every start.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> str:
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None and os.environ.get("LOSSCORE_BROWSER") == "required":
        pytest.fail("LOSSCORE_BROWSER=required, but there is no Chromium on the PATH")
    if path is None:
        pytest.skip("no Chromium on the PATH: install one to run the browser tests")
    return path


@pytest.fixture(scope="session")
def browser(chromium: str):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def running_server():
    """The address of a dashboard started as README says, while it runs."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["--server.headless=true", f"--server.port={port}", "--server.address=127.0.0.1"]
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


@pytest.fixture(scope="session")
def server(chromium: str):
    with running_server() as address:
        yield address


@pytest.fixture
def new_server(chromium: str):
    """A server that nobody has visited yet."""
    with running_server() as address:
        yield address


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


def _wait_for(url: str) -> None:
    for _ in range(120):
        try:
            urllib.request.urlopen(url, timeout=1).close()
        except OSError:
            time.sleep(0.25)
        else:
            return
    pytest.fail(f"the dashboard did not start: {url}")
