"""A hostile link in a real browser: nothing is fetched from elsewhere, the page stays whole."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from pages.ui.registry import PAGES
from tests.pages.hostile import worst

LOCAL = {"data", "blob", "about"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_the_worst_links_fetch_nothing_from_elsewhere_and_leave_the_page_whole(tab, page):
    dashboard = tab()
    requests = []
    dashboard.page.on("request", lambda request: requests.append(request.url))
    path = "" if page is PAGES[0] else page.file
    # Twenty links a page would take minutes; each page gets its share, all of them together all.
    for code in worst(20)[PAGES.index(page) :: len(PAGES)]:
        dashboard.open(path, code)
        assert dashboard.page.locator("h2").first.inner_text() == page.question
        width = dashboard.page.evaluate("document.documentElement.scrollWidth")
        assert width <= 1440
    home = urlsplit(dashboard.base).netloc
    elsewhere = [u for u in requests if urlsplit(u).scheme not in LOCAL]
    assert elsewhere
    assert {urlsplit(url).netloc for url in elsewhere} == {home}
