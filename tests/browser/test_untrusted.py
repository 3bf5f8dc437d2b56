"""A hostile link in a real browser: nothing is fetched from elsewhere, the page stays whole."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from pages.ui.inputs.characters import is_invisible
from pages.ui.registry import DISTRIBUTIONS, HOME, PAGES
from tests.pages.hostile import worst

# The bars and lines of all charts, and the labels of their axes.
DRAWN = """
() => [...document.querySelectorAll("[data-testid=stVegaLiteChart]")].map(chart => ({
  marks: [...chart.querySelectorAll(".role-mark path")].map(mark => mark.getAttribute("d")),
  labels: [...chart.querySelectorAll(".role-axis-label text")].map(text => text.textContent),
}))
"""
ALL_DRAWN = """
() => {
  const charts = [...document.querySelectorAll("[data-testid=stVegaLiteChart]")];
  return charts.length > 1 && charts.every(chart => chart.querySelector(".role-mark path"));
}
"""
TAKEN_IN_OBJECTS = ("__proto__", "constructor", "toString", "hasOwnProperty")
LOCAL = {"data", "blob", "about"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_the_worst_links_fetch_nothing_from_elsewhere_and_leave_the_page_whole(tab, page):
    dashboard = tab()
    requests = []
    dashboard.page.on("request", lambda request: requests.append(request.url))
    path = "" if page is HOME else page.file
    # Twenty links a page would take minutes; each page gets its share, all of them together all.
    for code in worst(20)[PAGES.index(page) :: len(PAGES)]:
        dashboard.open(path, code).unfold()
        # At the top a case opens Distributions, as it always did.
        shown = DISTRIBUTIONS if page is HOME else page
        assert dashboard.page.locator("h2").first.inner_text() == shown.question
        width = dashboard.page.evaluate("document.documentElement.scrollWidth")
        assert width <= 1440
    home = urlsplit(dashboard.base).netloc
    elsewhere = [u for u in requests if urlsplit(u).scheme not in LOCAL]
    assert elsewhere
    assert {urlsplit(url).netloc for url in elsewhere} == {home}


IGNORED = """
() => [...Array(0x110000).keys()].filter(
  code => /\\p{Default_Ignorable_Code_Point}/u.test(String.fromCodePoint(code))
)
"""


def test_what_the_browser_ignores_is_known_to_be_invisible(browser):
    page = browser.new_page()
    ignored = page.evaluate(IGNORED)
    page.close()
    assert len(ignored) > 4000
    assert [hex(code) for code in ignored if not is_invisible(chr(code))] == []


@pytest.mark.parametrize("path", ["distributions", "gradients", "likelihood"])
def test_no_class_name_is_lost_between_keys_of_the_browsers_objects(tab, path):
    plain = ("one", "two", "three", "four")
    drawn, problems = {}, []
    for names in (plain, TAKEN_IN_OBJECTS):
        dashboard = tab(height=3000)
        dashboard.page.on("console", lambda message: problems.append(message.text))
        dashboard.open(path, f"1~~{'~'.join(names)}~~t0~.8_.1_.1_0~.9_.05_0_.05").unfold()
        dashboard.page.wait_for_function(ALL_DRAWN)
        dashboard.settle()
        drawn[names] = dashboard.page.evaluate(DRAWN)
    assert [problem for problem in problems if "TypeError" in problem] == []
    for a, b in zip(*drawn.values(), strict=True):
        assert a["marks"] == b["marks"]
        renamed = dict(zip(plain, TAKEN_IN_OBJECTS, strict=True))
        assert [renamed.get(label, label) for label in a["labels"]] == b["labels"]
