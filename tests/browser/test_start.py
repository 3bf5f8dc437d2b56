"""The page Start by hand: guess, watch the answers fall, add more, go on."""

from __future__ import annotations

import re

from playwright.sync_api import expect

GUESSED = "1~~3~~t0~.8_.2_0~.9_.1_0~~_guess-2"


def test_answers_fall_until_both_are_reached_and_the_button_adds_more(tab):
    page = tab().open("").page
    page.get_by_role("radio", name="3", exact=True).click()
    said = page.locator(".falling .said")
    expect(said.first).to_have_text("● A 0.02, over 1 answer and 3 perfect. B is reached.")
    expect(said.last).to_have_text("● A 0.05579, over 1 answer and 3 perfect. Less than B.")
    page.get_by_role("button", name="Add one perfect answer").click()
    expect(said.first).to_have_text("● A 0.016, over 1 answer and 4 perfect. Less than B.")
    expect(page.locator(".falling .token")).to_have_count(8)
    page.get_by_role("button", name="From the start").click()
    expect(said.first).to_have_text("● A 0.08, over 1 answer.")
    expect(page.locator(".falling .token")).to_have_count(0)


def test_a_number_key_is_a_guess(tab):
    dashboard = tab().open("")
    dashboard.page.get_by_text("Or press a number key.").wait_for()
    dashboard.page.keyboard.press("7")
    dashboard.wait_for_text("You said 7: more than either asks for.")
    dashboard.page.keyboard.press("3")
    dashboard.settle()
    assert dashboard.code.endswith("~guess-7")


def test_on_a_narrow_screen_nothing_falls_before_it_is_seen(tab):
    page = tab(width=390, height=700).open("", GUESSED).page
    said = page.locator(".falling .said").first
    expect(said).to_have_text("● A 0.08, over 1 answer.")
    page.wait_for_timeout(1_000)
    expect(said).to_have_text("● A 0.08, over 1 answer.")
    said.scroll_into_view_if_needed()
    expect(said).to_have_text(re.compile("3 perfect. B is reached"))


def test_all_of_it_fits_a_screen(tab):
    page = tab(width=1440, height=900).open("", GUESSED).page
    link = page.get_by_role("link", name="Bring your own models")
    box = link.bounding_box()
    assert box["y"] + box["height"] < 900


def test_a_narrow_screen_needs_no_scrolling_to_the_side(tab):
    page = tab(width=390).open("", GUESSED).page
    page.locator(".falling").wait_for()
    wider = page.evaluate("() => document.querySelector('.stMain').scrollWidth - innerWidth")
    assert wider <= 0


def test_an_old_link_to_the_top_opens_distributions(tab):
    dashboard = tab().open("", "1~~3~~t0~.7_.2_.1~.9_.1_0")
    expect(dashboard.page.locator("h2").first).to_have_text(
        "One sample, two models: what does each loss charge?"
    )
    expect(dashboard.page).to_have_url(re.compile(r"distributions\?s=1~~3~~t0~\.7_\.2_\.1~"))
