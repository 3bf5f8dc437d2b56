"""The race on Training by hand: played, paused, stepped through, and no run asked for."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

RUNS = """
() => {
  window.runs = 0;
  const app = document.querySelector('[data-testid=stApp]');
  new MutationObserver(() => { window.runs += 1; })
    .observe(app, {attributeFilter: ['data-test-script-state']});
}
"""


def test_a_race_is_played_paused_and_stepped_through_in_the_browser(tab):
    page = tab().open("training").page
    race = page.locator(".race")
    step, slider = race.locator(".step"), race.get_by_role("slider", name="Moment of the race")
    expect(step).to_have_text("After 102 steps")
    page.evaluate(RUNS)
    race.get_by_role("button", name="Play").click()
    expect(step).to_have_text(re.compile("After [0-9] steps?"))
    race.get_by_role("button", name="Pause").click()
    expect(race.get_by_role("button", name="Play")).to_be_visible()
    slider.fill("2")
    expect(step).to_have_text("After 2 steps")
    race.get_by_role("button", name="One moment on").click()
    expect(step).to_have_text("After 3 steps")
    slider.press("ArrowLeft")
    expect(step).to_have_text("After 2 steps")
    expect(slider).to_have_attribute("aria-valuetext", re.compile("After 2 steps.*Residual 0.353"))
    corners = race.locator("polygon.shade-0").first.get_attribute("points")
    race.get_by_role("button", name="One moment back").click()
    expect(race.locator("polygon.shade-0").first).not_to_have_attribute("points", corners)
    assert page.evaluate("runs") == 0


def test_who_wants_no_motion_steps_through_the_race_and_is_offered_no_play(tab):
    dashboard = tab()
    dashboard.page.emulate_media(reduced_motion="reduce")
    race = dashboard.open("training").page.locator(".race")
    expect(race.get_by_role("button", name="One moment back")).to_be_visible()
    expect(race.get_by_role("button", name="Play")).to_be_hidden()


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_a_race_is_as_wide_as_its_page_and_no_wider(tab, width):
    race = tab(width=width).open("training").page.locator(".race")
    assert race.evaluate("race => race.scrollWidth <= innerWidth")
    end = "(it) => it.getBoundingClientRect().right"
    assert race.locator(".goal").evaluate(end) > race.evaluate(end) - 40
