"""What the server does before any script runs: it serves pages with a head of their own, and opens
the browser of whoever started it.

In Streamlit's own page a preview of a link reads "Streamlit" and nothing else; and the style that
a run sends comes after the page is drawn, and moves it.
"""

from __future__ import annotations

import gc
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import streamlit as st
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse

from pages.ui.frame import EMBEDDED, STYLE, STYLED
from pages.ui.registry import HOME, PAGES, Page
from pages.ui.wording.en import frame as words

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_TITLE, _ROOT = "<title>Streamlit</title>", '<div id="root">'
# A browser that still holds Streamlit's own page would hear that it is good.
_CONDITIONS = (b"if-none-match", b"if-modified-since")

# A server at one of the latter is on this machine as well, but browsers cannot open it so.
_HERE, _EVERYWHERE = "localhost", ("0.0.0.0", "::")


class Head:
    """Where Streamlit answers with its page, one with a title, a description and the style."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        index = Path(st.__file__).with_name("static") / "index.html"
        self._index = index.read_text(encoding="utf-8")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, as ASGI has it."""
        # In addresses of pages there is no dot, in those of files there is.
        if scope["type"] != "http" or "." in _name(scope):
            await self._app(scope, receive, send)
            return
        replaced = False

        async def send_own(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start" and _is_page(message):
                replaced = True
                STYLED.set()
                page = HTMLResponse(self._page(scope), headers={"Cache-Control": "no-cache"})
                await page(scope, receive, send)
            elif not replaced:
                await send(message)

        asked = [header for header in scope["headers"] if header[0] not in _CONDITIONS]
        await self._app({**scope, "headers": asked}, receive, send_own)

    def _page(self, scope: Scope) -> str:
        page = next((page for page in PAGES if page.file == _name(scope)), HOME)
        query = parse_qs(scope["query_string"].decode("latin-1").lower())
        own_style = STYLE + (EMBEDDED if query.get("embed") == ["true"] else "")
        # Below the head, to which Streamlit adds rules that would come after these.
        return self._index.replace(_TITLE, _about(page)).replace(_ROOT, own_style + _ROOT)


@asynccontextmanager
async def opened_in_browser(_app: st.App) -> AsyncIterator[None]:
    """While the server runs; it opens a browser at the start, as Streamlit would without a head."""
    if not st.get_option("server.headless") and (address := _address()):
        webbrowser.open(address)
    yield


def _address() -> str | None:
    """Where a browser on this machine finds the server; None where it is behind a socket."""
    host = st.get_option("browser.serverAddress")
    if host == _HERE:  # As long as nobody says otherwise.
        host = st.get_option("server.address") or _HERE
    if host.startswith("unix:"):
        return None
    host = _HERE if host in _EVERYWHERE else f"[{host}]" if host.count(":") > 1 else host
    scheme = "https" if st.get_option("server.sslCertFile") else "http"
    base = st.get_option("server.baseUrlPath").strip("/")
    return f"{scheme}://{host}:{st.get_option('browser.serverPort')}/{base}"


@asynccontextmanager
async def started(app: st.App) -> AsyncIterator[None]:
    """While the server runs: what is loaded by now is no garbage, and a browser may be opened."""
    # To look through all of it, each time garbage is collected, would take as long as ten reruns.
    gc.freeze()
    async with opened_in_browser(app):
        yield


SERVED = {"middleware": [Middleware(Head)], "lifespan": started}


def _name(scope: Scope) -> str:
    return scope["path"].rpartition("/")[2]


def _is_page(start: Message) -> bool:
    kind = dict(start["headers"]).get(b"content-type", b"")
    return start["status"] == 200 and kind.startswith(b"text/html")


def _about(page: Page) -> str:
    title, text = escape(words.tab(page.title)), escape(words.about(page.question))
    return f"""<title>{title}</title>
    <meta name="description" content="{text}" />
    <meta property="og:type" content="website" />
    <meta property="og:site_name" content="losscore" />
    <meta property="og:title" content="{title}" />
    <meta property="og:description" content="{text}" />"""
