"""A challenge by hand: chosen from a link, met with a bar, remembered in the address."""

from __future__ import annotations

from playwright.sync_api import expect


def test_a_challenge_is_met_by_moving_a_bar_and_stays_solved_in_as_much_room(tab):
    dashboard = tab(width=390).open(code="1~~3~~t0~.8_.2_0~.9_.1_0~~_challenge-seven")
    page = dashboard.page
    asked = page.locator(".st-key-challenge")
    expect(asked).to_contain_text("Make it take just 7 perfect samples under squared error")
    bar = page.get_by_role("slider", name="Model A, class 0")
    room = asked.bounding_box()["height"]
    bar.focus()
    for _ in range(7):
        page.keyboard.press("ArrowDown")
    expect(asked).to_contain_text("Exactly 7: solved.")
    dashboard.wait_for_code("1~~3~~t0~.73_.27_0~.9_.1_0~~_challenge-seven~solved-1")
    dashboard.settle()
    assert asked.bounding_box()["height"] == room
    bar.focus()
    page.keyboard.press("End")
    expect(asked).to_contain_text("You had it before.")
