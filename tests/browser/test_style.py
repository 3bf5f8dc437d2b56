"""What the frame's style tells the browser: where a page begins, when old numbers fade, which
buttons are hidden."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

STALE_WITH = """
className => {
  const element = document.querySelector("[data-testid=stMain] .stElementContainer");
  element.dataset.stale = "true";
  const bar = document.createElement("div");
  bar.className = className;
  element.before(bar);
  const fades = getComputedStyle(element).transitionProperty !== "none";
  bar.remove();
  return fades;
}
"""

PLACES = """
window.places = new Set();
const look = () => {
  const question = document.querySelector("[data-testid=stMain] h2");
  if (question) places.add(question.getBoundingClientRect().y);
  requestAnimationFrame(look);
};
look();
"""


@pytest.mark.parametrize("path", ["distributions?", "compensation?embed=true&"])
def test_a_page_is_drawn_where_it_stays(tab, path):
    dashboard = tab()
    dashboard.page.add_init_script(PLACES)
    dashboard.page.goto(f"{dashboard.base}/{path}s=1~~3~~t0~.6_.4_0~.9_.1_0")
    dashboard.arrive()
    dashboard.wait_for_text("0.32")
    assert dashboard.page.evaluate("places.size") == 1


def test_old_numbers_fade_only_beside_a_progress_bar_or_a_spinner(tab):
    page = tab().open("article").page
    assert not page.evaluate(STALE_WITH, "")
    assert page.evaluate(STALE_WITH, "stProgress")
    assert page.evaluate(STALE_WITH, "stSpinner")


@pytest.mark.parametrize("path", ["distributions", "samples", "gradients"])
def test_no_table_offers_a_csv_that_a_spreadsheet_would_run(tab, path):
    dashboard = tab(height=2400).open(path).unfold()
    tables = dashboard.page.locator("[data-testid=stDataFrame]")
    tables.first.wait_for()
    dashboard.settle()
    for table in tables.all():
        table.hover()
        toolbar = table.locator("[data-testid=stElementToolbar]")
        expect(toolbar.get_by_role("button", name="Search")).to_be_visible()
        hidden = toolbar.locator("[aria-label^='Download as CSV']")
        expect(hidden).to_have_count(1)
        expect(hidden).to_be_hidden()


def test_no_void_is_left_below_a_page(tab):
    dashboard = tab(height=500).open("likelihood")
    dashboard.page.wait_for_function(
        """() => {
          const main = document.querySelector("[data-testid=stMain]");
          main.scrollTop = main.scrollHeight;
          const drawn = [...main.querySelectorAll(".stElementContainer")];
          const ends = drawn.map(element => element.getBoundingClientRect().bottom);
          return main.getBoundingClientRect().bottom - Math.max(...ends) < 60;
        }"""
    )


def test_a_quotation_is_no_paler_than_other_text(tab):
    page = tab().open("article").page
    colour = "element => getComputedStyle(element).color"
    quoted = page.locator("[data-testid=stMain] blockquote em").first.evaluate(colour)
    assert quoted == page.locator("[data-testid=stMain] p strong").first.evaluate(colour)


def test_on_a_phone_no_void_is_left_between_columns(tab):
    dashboard = tab(width=390, height=2400).open("compensation")
    gaps = """
      () => [...document.querySelectorAll("[data-testid=stHorizontalBlock]")].flatMap(row => {
        const boxes = [...row.children].map(column => column.getBoundingClientRect());
        const last = Math.max(...boxes.map(box => box.bottom));
        return [row.getBoundingClientRect().bottom - last, ...boxes.slice(1).map((box, i) =>
          box.height ? box.top - boxes[i].bottom : 0)];
      })
    """
    assert max(dashboard.page.evaluate(gaps)) <= 17
