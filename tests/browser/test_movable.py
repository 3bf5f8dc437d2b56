"""The bars and points that a hand moves: what follows the hand, and what is left of it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from pages.ui.inputs.share import decode
from tests.browser.driver import Dashboard
from tests.browser.hand import bar, cells, grasp, runs_of

ARTICLE = "1~~3~~t0~.8_.2_0~.9_.1_0"


def test_numbers_follow_the_hand_and_the_server_hears_of_it_once(tab):
    dashboard = tab().open(code=ARTICLE)
    sent = runs_of(dashboard)
    before = len(sent)
    move = grasp(dashboard, "Model A, class 0", 0.8)
    move(0.7)
    expect(cells(dashboard, "Squared error")).to_have_text(["0.18", "0.02", "● 9 ×", "● 8"])
    said = ["0.3567", "0.1054", "● 3.385 ×", "● 2.385"]
    expect(cells(dashboard, "Cross-entropy")).to_have_text(said)
    move(0.6)
    move(0.5)
    expect(cells(dashboard, "Squared error").first).to_have_text("0.5")
    dashboard.page.wait_for_timeout(500)
    assert len(sent) == before
    assert dashboard.code == ARTICLE
    dashboard.page.mouse.up()
    dashboard.wait_for_code("1~~3~~t0~.5_.5_0~.9_.1_0")
    dashboard.wait_for_text("charges A 0.5 and B 0.02")
    assert len(sent) == before + 1


def test_bars_stay_in_their_place_whatever_is_said_above_them(tab):
    dashboard = tab().open(code=ARTICLE)
    for width in (1440, 768, 390):
        dashboard.page.set_viewport_size({"width": width, "height": 1000})
        places = set()
        # Infinite, perfect, infinite again, edited; at last the preset, of which more is said.
        for k, key in ((0, "Home"), (0, "End"), (1, "End"), (0, "ArrowUp")):
            bar(dashboard, f"Model A, class {k}").press(key)
            bar(dashboard, f"Model A, class {k}").press("Enter")
            places.add(dashboard.settle().place_of(bar(dashboard, "Model B, class 0"))["y"])
        dashboard.open(code=ARTICLE)
        places.add(dashboard.place_of(bar(dashboard, "Model B, class 0"))["y"])
        assert len(places) == 1


def test_a_move_that_ends_where_it_began_is_none(tab):
    dashboard = tab().open(code=ARTICLE)
    sent = runs_of(dashboard)
    before = len(sent)
    move = grasp(dashboard, "Model A, class 0", 0.8)
    move(0.6)
    move(0.8)
    dashboard.page.mouse.up()
    dashboard.page.wait_for_timeout(500)
    assert len(sent) == before
    expect(bar(dashboard, "Model A, class 1")).to_have_attribute("aria-valuetext", "0.2")


def test_one_move_follows_another_without_waiting_and_both_count(tab):
    dashboard = tab().open(code=ARTICLE)
    for name, start, to in (
        ("Model A, class 0", 0.8, 0.7),
        ("Model B, class 0", 0.9, 0.5),
        ("Model A, class 0", 0.7, 0.4),
    ):
        move = grasp(dashboard, name, start)
        move(to)
        dashboard.page.mouse.up()
    dashboard.wait_for_code("1~~3~~t0~.4_.6_0~.5_.5_0")
    dashboard.settle()
    expect(bar(dashboard, "Model A, class 0")).to_have_attribute("aria-valuetext", "0.4")
    expect(bar(dashboard, "Model B, class 0")).to_have_attribute("aria-valuetext", "0.5")


def test_the_run_that_a_move_asks_for_does_not_stop_the_next_one(tab):
    dashboard = tab().open(code=ARTICLE)
    move = grasp(dashboard, "Model A, class 0", 0.8)
    move(0.7)
    dashboard.page.mouse.up()
    move = grasp(dashboard, "Model B, class 0", 0.9)
    move(0.6)
    dashboard.wait_for_text("charges A 0.18 and B 0.02")
    expect(bar(dashboard, "Model B, class 0")).to_have_attribute("aria-valuetext", "0.6")
    move(0.4)
    dashboard.page.mouse.up()
    dashboard.wait_for_code("1~~3~~t0~.7_.3_0~.4_.6_0")


def test_a_bar_stays_in_the_hand_when_the_last_move_is_answered(tab):
    dashboard = tab().open(code=ARTICLE)
    box, mouse = bar(dashboard, "Model B, class 0").bounding_box(), dashboard.page.mouse
    x, top, height = box["x"] + box["width"] / 2, box["y"], box["height"]
    grasp(dashboard, "Model A, class 0", 0.8)(0.7)
    mouse.up()
    mouse.move(x, top + 0.1 * height)
    mouse.down()  # Before the answer is there.
    dashboard.wait_for_text("charges A 0.18 and B 0.02")
    dashboard.settle()
    mouse.move(x, top + 0.6 * height, steps=4)
    mouse.up()
    dashboard.wait_for_code("1~~3~~t0~.7_.3_0~.4_.6_0")


def test_keys_move_a_bar_and_are_taken_after_a_pause(tab):
    dashboard = tab().open(code=ARTICLE)
    slider = bar(dashboard, "Model A, class 0")
    slider.focus()
    for key, value in (
        ("ArrowUp", "0.81"),
        ("PageDown", "0.71"),
        ("End", "1"),
        ("Home", "0"),
        ("PageUp", "0.1"),
        ("ArrowLeft", "0.09"),
    ):
        dashboard.page.keyboard.press(key)
        expect(slider).to_have_attribute("aria-valuetext", value)
    assert dashboard.code == ARTICLE
    dashboard.wait_for_code("1~~3~~t0~.09_.91_0~.9_.1_0")
    expect(slider).to_be_focused()
    dashboard.page.keyboard.press("End")
    dashboard.page.keyboard.press("Tab")
    dashboard.wait_for_code("1~~3~~t0~1_0_0~.9_.1_0")


def is_within(dashboard) -> bool:
    """Whether bars, points and numbers end where the column does that they stand in."""
    ends = "[...document.querySelectorAll('.mv *')].map(e => e.getBoundingClientRect().right)"
    right = "document.querySelector('.mv').getBoundingClientRect().right"
    return dashboard.page.evaluate(f"Math.max(...{ends}) <= {right} + 1")


def test_a_finger_moves_a_bar_and_a_point(browser, server):
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    dashboard = Dashboard(context.new_page(), server).open(code=ARTICLE)
    session = context.new_cdp_session(dashboard.page)

    def touch(kind, *place):
        points = [dict(zip("xy", place, strict=True))] if place else []
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def middle_of(what):
        what.scroll_into_view_if_needed()
        box = dashboard.place_of(what)
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, box["height"]

    slider = bar(dashboard, "Model A, class 0")
    x, y, height = middle_of(slider)
    touch("touchStart", x, y - 0.3 * height)
    for share in (0.25, 0.2, 0.1):
        touch("touchMove", x, y - share * height)
    expect(slider).to_have_attribute("aria-valuetext", "0.6")
    touch("touchEnd")
    dashboard.wait_for_code("1~~3~~t0~.6_.4_0~.9_.1_0")

    x, y, _ = middle_of(dashboard.page.locator(".mv-mark").nth(2).locator(".mv-shape"))
    touch("touchStart", x, y)
    for down in (20, 40, 60, 80):  # So far a finger scrolls the page, where it may.
        touch("touchMove", x, y + down)
    touch("touchEnd")
    dashboard.wait_for_other_code("1~~3~~t0~.6_.4_0~.9_.1_0")
    assert decode(dashboard.code).scenario.samples[0].b[0] == pytest.approx(0.46, abs=0.03)
    assert is_within(dashboard)
    context.close()


def test_a_point_of_the_triangle_is_dragged(tab):
    dashboard = tab().open(code="1~~3~~t0~.2_.6_.2~.9_.1_0")
    page = dashboard.page
    mark = page.locator(".mv-mark").nth(1)
    rim = dashboard.place_of(page.locator(".mv-rim"))
    box = mark.locator(".mv-shape").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(rim["x"] + rim["width"] / 2, rim["y"] + rim["height"] / 2, steps=5)
    page.mouse.up()
    dashboard.wait_for_other_code("1~~3~~t0~.2_.6_.2~.9_.1_0")
    top, left, right = decode(dashboard.code).scenario.samples[0].a
    assert top == pytest.approx(0.5, abs=0.03)
    assert left == pytest.approx(0.25, abs=0.03)
    assert top + left + right == pytest.approx(1, abs=1e-12)


def test_bars_show_what_comes_from_elsewhere(tab):
    dashboard = tab().open(code=ARTICLE)
    move = grasp(dashboard, "Model A, class 0", 0.8)
    move(0.5)
    dashboard.page.mouse.up()
    dashboard.wait_for_code("1~~3~~t0~.5_.5_0~.9_.1_0")
    dashboard.settle()
    dashboard.page.go_back()
    dashboard.wait_for_code(ARTICLE)
    slider = bar(dashboard, "Model A, class 0")
    expect(slider).to_have_attribute("aria-valuetext", "0.8")
    dashboard.settle()
    dashboard.page.get_by_role("combobox", name="Start from").click()
    dashboard.page.get_by_role("option", name="Two classes").click()
    expect(slider).to_have_attribute("aria-valuetext", "0.35")
    dashboard.settle()
    move = grasp(dashboard, "Model B, class 1", 0.9)
    move(0.6)
    dashboard.page.mouse.up()
    dashboard.wait_for_code("1~~2~~t1~.35_.65~.4_.6")


def test_ten_classes_are_ten_bars_each_that_can_be_moved(tab):
    names = "~".join(f"a class with name {k}" for k in range(10))
    b = "0_1" + 8 * "_0"
    dashboard = tab(width=390).open(code=f"1~~{names}~~t0~{'_'.join(['.1'] * 10)}~{b}")
    expect(dashboard.page.get_by_role("slider", name="Model A")).to_have_count(10)
    assert is_within(dashboard)
    bar(dashboard, "Model A, a class with name 9").focus()
    dashboard.page.keyboard.press("End")
    dashboard.page.keyboard.press("Enter")
    dashboard.wait_for_code(f"1~~{names}~~t0~{'0_' * 9}1~{b}")


@pytest.mark.parametrize(
    ("models", "loss", "said"),
    [
        ("0_1~.5_.5", "Cross-entropy", ["∞", "0.6931", "● infinitely", "● never"]),
        ("0_1~1_0", "Cross-entropy", ["∞", "0", "● infinitely", "● never"]),
        ("0_1~1_0", "Squared error", ["2", "0", "● alone", "● never"]),
    ],
)
def test_no_number_is_said_of_a_ratio_that_has_none(tab, models, loss, said):
    dashboard = tab(width=390).open(code=f"1~~2~~t0~{models}")
    expect(cells(dashboard, loss)).to_have_text(said)
    assert is_within(dashboard)


def test_names_are_whole_on_a_narrow_screen(tab):
    dashboard = tab(width=390).open(code="1~~strawberry~class 1~dog~~t0~.8_.2_0~.9_.1_0")
    names = "[...document.querySelectorAll('.mv-name')]"
    cut = f"{names}.filter(e => e.scrollHeight > e.offsetHeight + 3)"
    assert dashboard.page.evaluate(f"{cut}.length") == 0


def test_a_column_that_sums_to_something_else_is_put_right_by_a_move(tab):
    dashboard = tab().open(code="1~~3~~t0~.5_.2_0~.9_.1_0")
    expect(cells(dashboard, "Squared error")).to_have_text(["", "0.02", "", ""])
    bar(dashboard, "Model A, class 0").focus()
    dashboard.page.keyboard.press("ArrowUp")
    dashboard.wait_for_code("1~~3~~t0~.51_.49_0~.9_.1_0")
