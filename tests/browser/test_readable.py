"""Every page can be read: by a screen reader, on either background, on a phone."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page

from pages.ui.registry import HOME, PAGES, address
from tests.browser.driver import Dashboard

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
# Streamlit's own, with no setting for it: its code highlighter takes blue and green of a fixed
# shade for words and numbers of a program, 2.6 to 4.1 to 1 on their background, and the field that
# files are dropped on has a name and can be focused though its role is to be none.
NOT_OURS = [".stCode .token", "[data-testid=stFileUploaderDropzone]"]
FOUND = """
async notOurs => {
  const found = await axe.run({exclude: notOurs}, {resultTypes: ["violations"]});
  return found.violations.flatMap(v => v.nodes.map(node => `${v.id}: ${node.html}`));
}
"""
# Axe leaves texts of pictures out. Each is set against what the page is painted on, but for those
# on marks, of weight 700: tests/pages/charts/test_confusion.py sets them against the marks.
PALE_TEXTS = """
() => {
  const canvas = Object.assign(document.createElement("canvas"), {width: 1, height: 1});
  const pen = canvas.getContext("2d", {willReadFrequently: true});
  const ground = getComputedStyle(document.querySelector(".stApp")).backgroundColor;
  const shade = color => {
    for (pen.fillStyle of [ground, color]) pen.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3).map(v => v / 255)
      .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const contrast = color => {
    const [one, other] = [shade(color), shade(ground)];
    return Math.max(one, other) / Math.min(one, other);
  };
  return [...document.querySelectorAll("[data-testid=stVegaLiteChart] text")]
    .filter(text => text.textContent.trim() && text.getAttribute("font-weight") !== "700")
    .map(text => [contrast(getComputedStyle(text).fill), text.textContent])
    .filter(([contrast]) => contrast < 4.5);
}
"""
# A chart is drawn anew where the background changes, and carries its own.
DRAWN = """
scheme => {
  const ground = getComputedStyle(document.querySelector(".stApp")).backgroundColor;
  const isDark = Math.max(...ground.match(/\\d+/g).slice(0, 3)) < 128;
  const charts = [...document.querySelectorAll("[data-testid=stVegaLiteChart]")];
  const has = chart => chart.querySelector("svg")?.style.backgroundColor === ground;
  return isDark === (scheme === "dark") && charts.every(has);
}
"""
# A truth of three classes has the longest formulas. Tables and code move sideways on their own.
SOFT = "1~~3~~.7_.2_.1~.55_.25_.2~.65_.15_.2"
LONG = "1~~3~~.426412_.3_.273588~.116132_.031211_.852657~.65_.15_.2"
FITS = """
() => {
  const main = document.querySelector("[data-testid=stMain]");
  const wide = [...main.querySelectorAll(".katex-display, [role=radiogroup]")];
  return [main, ...wide].every(part => part.scrollWidth <= part.clientWidth + 1);
}
"""


@pytest.fixture(scope="module")
def shared_tab(browser, server):
    """One tab for all pages."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    yield Dashboard(context.new_page(), server)
    context.close()


def shows(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function(DRAWN, arg=scheme)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_a_page_can_be_read_by_everybody(page, shared_tab):
    """Axe has nothing to say, no text of a chart is pale, and nothing is cut in a narrow window."""
    tab = shared_tab.page
    tab.set_viewport_size({"width": 1440, "height": 1000})
    shared_tab.open(address(page), None if page is HOME else SOFT).unfold()
    tab.add_script_tag(path=AXE)
    tab.mouse.move(0, 0)
    tab.add_style_tag(content="* {transition: none !important}")  # No colour on its way to another.
    for scheme in ("light", "dark"):
        shows(tab, scheme)
        assert tab.evaluate(FOUND, [[place] for place in NOT_OURS]) == [], scheme
        assert tab.evaluate(PALE_TEXTS) == [], scheme
    for width in (768, 390):
        tab.set_viewport_size({"width": width, "height": 1000})
        tab.wait_for_function(FITS)


@pytest.mark.parametrize(
    ("path", "settings"),
    [
        ("", "guess-3"),
        ("samples", "source-digits"),
        ("samples", "source-upload"),
        ("thresholds", "scope-batch~source-digits"),
        ("calibration", "source-digits"),
        ("compensation", "scope-hand&embed=true"),
    ],
)
def test_what_takes_a_guess_a_batch_or_a_frame_to_show_can_be_read(path, settings, shared_tab):
    tab = shared_tab.page
    tab.set_viewport_size({"width": 1440, "height": 1000})
    tab.goto(f"{shared_tab.base}/{path}?s={SOFT}~~_{settings}")
    shared_tab.arrive().unfold()
    tab.add_script_tag(path=AXE)
    tab.mouse.move(0, 0)
    tab.add_style_tag(content="* {transition: none !important}")
    for scheme in ("light", "dark"):
        shows(tab, scheme)
        assert tab.evaluate(FOUND, [[place] for place in NOT_OURS]) == [], scheme
        assert tab.evaluate(PALE_TEXTS) == [], scheme


@pytest.mark.parametrize("losses", ["spherical.power", "squared_error.cross_entropy"])
@pytest.mark.parametrize("path", ["gradients", "training"])
def test_the_longest_formulas_fit_on_a_phone(path, losses, shared_tab):
    tab = shared_tab.page
    tab.set_viewport_size({"width": 390, "height": 1000})
    shared_tab.open(path, f"{LONG}~~_losses-{losses}~steps-20~y-0").unfold()
    tab.wait_for_function(FITS)


@pytest.mark.parametrize(
    ("path", "settings"), [("distributions", "challenge-nat"), ("gradients", "answer-covered")]
)
def test_what_a_link_asks_and_what_is_shared_can_be_read(path, settings, shared_tab):
    """A challenge, a covered answer, and the open Share control with its picture."""
    tab = shared_tab.page
    tab.set_viewport_size({"width": 1440, "height": 1000})
    shared_tab.open(path, f"{SOFT}~~_{settings}")
    tab.get_by_role("button", name="Losses").click()
    tab.get_by_role("listbox").or_(tab.get_by_role("combobox")).first.wait_for()
    tab.add_script_tag(path=AXE)
    assert tab.evaluate(FOUND, [[place] for place in NOT_OURS]) == []
    tab.keyboard.press("Escape")
    tab.get_by_role("button", name="Share", exact=True).click()
    tab.get_by_role("button", name="Copy the picture").wait_for()
    tab.add_script_tag(path=AXE)
    for scheme in ("light", "dark"):
        shows(tab, scheme)
        assert tab.evaluate(FOUND, [[place] for place in NOT_OURS]) == [], scheme
