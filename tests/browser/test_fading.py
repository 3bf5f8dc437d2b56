"""What the frame tells the browser: old numbers fade only while a progress bar is on the page."""

from __future__ import annotations

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


def test_old_numbers_fade_only_beside_a_progress_bar_or_a_spinner(tab):
    page = tab().open("article").page
    assert not page.evaluate(STALE_WITH, "")
    assert page.evaluate(STALE_WITH, "stProgress")
    assert page.evaluate(STALE_WITH, "stSpinner")
