"""A server that nobody has visited yet: what it says of itself, and everybody comes at once."""

from __future__ import annotations

import asyncio
import gc
import re
import webbrowser
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from threading import Event
from urllib.request import Request, urlopen

import pytest
import streamlit as st

from pages.ui import frame
from pages.ui.frame import EMBEDDED, STYLE
from pages.ui.registry import HOME, PAGES
from pages.ui.server import Head, opened_in_browser, started
from tests.load.reruns import Visitor, connection_to
from tests.serving import running

ADDRESSES = ["" if page is HOME else page.file for page in PAGES]


@pytest.fixture(scope="module")
def server():
    with running() as server:
        yield server


def test_the_first_visitors_of_all_pages_may_come_at_once(server):
    async def visit(path: str) -> bool:
        async with connection_to(server.port) as connection:
            return (await Visitor(connection, path).rerun()).good

    # A thread for each: in the main one Playwright's event loop may be running.
    with ThreadPoolExecutor(len(ADDRESSES)) as visitors:
        assert all(visitors.map(lambda path: asyncio.run(visit(path)), ADDRESSES))


def test_every_address_is_served_with_its_title_its_question_and_the_style(server):
    for page, address in zip((*PAGES, HOME), (*ADDRESSES, "no/page"), strict=True):
        # As a browser asks, that was here before.
        asking = {"Accept-Encoding": "gzip", "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}
        with urlopen(Request(f"{server.address}/{address}", headers=asking)) as answer:
            html = answer.read().decode()
        assert answer.headers["Cache-Control"] == "no-cache"
        (title,) = re.findall("<title>(.*)</title>", html)
        assert title.startswith(f"{page.title} · losscore")
        about = [unescape(text) for text in re.findall('escription" content="(.*)"', html)]
        assert len(about) == 2
        assert all(text.startswith(page.question) for text in about)
        assert re.findall("<style>.*</style>", html) == [STYLE]


def test_a_browser_that_holds_the_page_of_streamlit_gets_this_one(server):
    with urlopen(f"{server.address}/index.html") as former:
        asking = {"If-None-Match": former.headers["ETag"]}
    with urlopen(Request(f"{server.address}/", headers=asking)) as answer:
        assert STYLE.encode() in answer.read()


def test_a_run_sends_the_style_where_no_page_was_served_with_it(open_page, monkeypatch):
    def sent() -> list[str]:
        return [element.proto.body for element in open_page("article").get("html")]

    monkeypatch.setattr(frame, "STYLED", Event())
    assert STYLE in sent()
    frame.STYLED.set()
    assert STYLE not in sent()


@pytest.mark.parametrize(
    ("path", "query", "style"),
    [
        ("/tools/losses/distributions", b"", STYLE),
        ("/tools/losses/", b"s=1~~cat~dog", STYLE),
        ("/distributions", b"s=1~~cat~dog&embed=true", STYLE + EMBEDDED),
        ("/distributions", b"Embed=TRUE", STYLE + EMBEDDED),
        ("/distributions", b"embed=false", STYLE),
    ],
)
def test_an_embedded_page_begins_at_the_edge_and_a_path_before_it_changes_nothing(
    path, query, style
):
    status, body = _asked_for(path, query=query)
    assert status == 200
    assert f"{style}<div" in body


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/static/part.html", 200, b"text/html"),
        ("/distributions", 404, b"text/html"),
        ("/distributions", 304, b""),
        ("/_stcore/health", 200, b"text/plain"),
    ],
)
def test_all_that_is_no_page_is_passed_on_as_it_is(path, status, kind):
    assert _asked_for(path, status, kind) == (status, "theirs")


@pytest.mark.parametrize(
    ("options", "address"),
    [
        ({}, "http://localhost:8501/"),
        ({"server.headless": True}, None),
        ({"server.baseUrlPath": "/tools/losses/"}, "http://localhost:8501/tools/losses"),
        ({"server.sslCertFile": "cert.pem"}, "https://localhost:8501/"),
        ({"server.address": "192.168.0.7"}, "http://192.168.0.7:8501/"),
        ({"server.address": "0.0.0.0"}, "http://localhost:8501/"),
        ({"server.address": "::1"}, "http://[::1]:8501/"),
        ({"server.address": "unix://losses.sock"}, None),
        (
            {"browser.serverAddress": "a.org", "browser.serverPort": 443, "server.address": "::"},
            "http://a.org:443/",
        ),
    ],
)
def test_whoever_starts_it_at_a_screen_sees_it_open(monkeypatch, options, address):
    opened = []
    usual = {
        "server.headless": False,
        "server.baseUrlPath": "",
        "browser.serverAddress": "localhost",
        "browser.serverPort": 8501,
    }
    monkeypatch.setattr(webbrowser, "open", opened.append)
    monkeypatch.setattr(st, "get_option", {**usual, **options}.get)

    async def start() -> None:
        async with opened_in_browser(None):
            pass

    _apart(start())
    assert opened == ([] if address is None else [address])


def test_what_is_loaded_at_the_start_is_not_looked_through_for_garbage(monkeypatch):
    monkeypatch.setattr(st, "get_option", lambda _: True)  # Without a head.

    async def start() -> int:
        async with started(None):
            return gc.get_freeze_count()

    frozen, loaded = gc.get_freeze_count(), [[] for _ in range(1000)]
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(asyncio.run, start()).result() >= frozen + len(loaded)
    gc.unfreeze()


def _asked_for(
    path: str, status: int = 200, kind: bytes = b"text/html", query: bytes = b""
) -> tuple[int, str]:
    """What a browser gets of a server that answers so without a head."""
    sent = []

    async def theirs(scope, receive, send) -> None:
        headers = [(b"content-type", kind)]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b"theirs"})

    async def send(message) -> None:
        sent.append(message)

    scope = {"type": "http", "path": path, "query_string": query, "headers": []}
    _apart(Head(theirs)(scope, None, send))
    start, *bodies = sent
    return start["status"], b"".join(body["body"] for body in bodies).decode()


def _apart(work: Coroutine[None, None, None]) -> None:
    """Do it in another thread: in the main one Playwright's event loop may be running."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()
