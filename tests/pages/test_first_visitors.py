"""A server that nobody has visited yet, and everybody comes at once."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from pages.ui.registry import HOME, PAGES
from tests.load.reruns import Visitor, connection_to
from tests.serving import running


def test_the_first_visitors_of_all_pages_may_come_at_once():
    async def visit(port: int, path: str) -> bool:
        async with connection_to(port) as connection:
            return (await Visitor(connection, path).rerun()).good

    paths = ["" if page is HOME else page.file for page in PAGES]
    # A thread for each: in the main one Playwright's event loop may be running.
    with ThreadPoolExecutor(len(paths)) as visitors, running() as server:
        good = visitors.map(lambda path: asyncio.run(visit(server.port, path)), paths)
        assert all(good)
