"""The page Distributions in a real browser: grid, refusals, triangle."""

from __future__ import annotations

import pytest

from pages.ui.inputs.share import decode
from tests.browser.driver import Dashboard

ARTICLE = "1~~3~~t0~.8_.2_0~.9_.1_0"


def click_triangle(dashboard: Dashboard, loss: str, x: float, y: float) -> None:
    """Click at a share of a triangle's width and height, and wait for what it changes."""
    chart = dashboard.page.locator(f"[class*=st-key-triangle_{loss}]").first
    chart.locator("canvas, svg").first.wait_for()
    chart.scroll_into_view_if_needed()
    box = dashboard.place_of(chart)
    before = dashboard.code
    dashboard.page.mouse.click(box["x"] + x * 300, box["y"] + y * 270)
    dashboard.wait_for_other_code(before)


def test_a_click_on_a_triangle_moves_the_chosen_model(tab):
    dashboard = tab(height=2400).open(code=ARTICLE).unfold()
    click_triangle(dashboard, "squared_error", 0.4, 0.6)
    moved_a = dashboard.code
    assert moved_a.endswith("~.9_.1_0")
    assert moved_a != ARTICLE
    dashboard.page.get_by_role("radio", name="■ Model B").click()
    dashboard.settle()
    click_triangle(dashboard, "cross_entropy", 0.4, 0.7)
    assert dashboard.code.rpartition("~")[0] == moved_a.rpartition("~")[0]
    assert not dashboard.code.endswith("~.9_.1_0")


@pytest.mark.parametrize("left", [0, 12])
def test_a_click_at_the_left_edge_of_a_triangle_or_beside_it_gives_the_last_class_0(tab, left):
    dashboard = tab(height=2400).open().unfold()
    marks = dashboard.page.locator("[class*=st-key-triangle_squared_error] .view_1_marks path")
    marks.first.wait_for()
    # Of these, the third probability comes back from the browser as -3e-8.
    for steps in (10, 40):
        before = dashboard.code
        # Drawn row by row: for each step of class 0 those of class 1, the last of them on the edge.
        box = dashboard.place_of(marks.nth(sum(51 - i for i in range(steps + 1)) - 1))
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        dashboard.page.mouse.click(x - left, y - left / 2)
        dashboard.wait_for_other_code(before)
        found = decode(dashboard.code).scenario.samples[0].a
        assert found[2] == 0
        assert sum(found) == pytest.approx(1, abs=1e-12)
        if not left:
            assert found[0] == steps / 50


def test_the_same_point_counts_again_after_another_edit(tab):
    dashboard = tab(height=2400).open(code=ARTICLE).unfold()
    click_triangle(dashboard, "squared_error", 0.4, 0.6)
    clicked = dashboard.code
    assert clicked
    dashboard.edit(0, 2, "0.9")
    dashboard.wait_for_other_code(clicked)
    dashboard.settle()
    click_triangle(dashboard, "squared_error", 0.4, 0.6)
    dashboard.wait_for_code(clicked)


def test_a_number_that_is_no_probability_is_refused_and_the_rest_stays(tab):
    dashboard = tab().open(code=ARTICLE)
    dashboard.edit(1, 2, "0.1")
    dashboard.edit(2, 2, "1.2")
    dashboard.wait_for_text("1.2 is not a probability")
    dashboard.wait_for_code("1~~3~~t0~.8_.1_0~.9_.1_0")
    dashboard.edit(2, 2, "0.1")
    dashboard.wait_for_code("1~~3~~t0~.8_.1_.1~.9_.1_0")
    dashboard.wait_until_gone("not a probability")


def test_a_blank_cell_is_refused_and_keeps_its_number(tab):
    dashboard = tab().open(code=ARTICLE)
    dashboard.edit(0, 2, "")
    dashboard.wait_for_text("the cell is blank")
    dashboard.wait_for_text("charges A 0.08 and B 0.02")


def test_text_in_a_number_cell_is_refused_and_changes_nothing(tab):
    dashboard = tab().open(code=ARTICLE)
    dashboard.edit(0, 2, "much")
    dashboard.wait_for_text("Model A, class 0: this is no number. Type a number from 0 to 1")
    dashboard.wait_for_text("charges A 0.08 and B 0.02")


def test_a_cell_takes_a_decimal_comma_a_fraction_and_a_percentage(tab):
    dashboard = tab().open(code=ARTICLE)
    for row, text in enumerate(("1/3", "0,5", "16,6667 %")):
        dashboard.edit(row, 2, text)
    dashboard.wait_for_code("1~~3~~t0~.333333_.5_.166667~.9_.1_0")


def test_cells_are_pasted_from_a_spreadsheet_and_what_is_wrong_is_named(tab):
    dashboard = tab().open(code=ARTICLE)
    dashboard.paste(0, 2, "0,7\t60 %\n0,3\tmuch\n0\t0,4")
    dashboard.wait_for_text("Model B, class 1: this is no number.")
    dashboard.wait_for_code("1~~3~~t0~.7_.3_0~.6_.1_.4")


def test_a_class_can_be_renamed_added_and_removed_without_losing_the_rest(tab):
    dashboard = tab().open(code=ARTICLE)
    dashboard.edit(0, 0, "Katze")
    dashboard.wait_for_code("1~~Katze~class 1~class 2~~t0~.8_.2_0~.9_.1_0")
    dashboard.page.get_by_role("button", name="Add a class").click()
    dashboard.wait_for_code("1~~Katze~class 1~class 2~class 3~~t0~.8_.2_0_0~.9_.1_0_0")
    dashboard.page.get_by_role("button", name="Remove a class").click()
    dashboard.page.get_by_role("menuitem", name="class 2").click()
    dashboard.wait_for_code("1~~Katze~class 1~class 3~~t0~.8_.2_0~.9_.1_0")


@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_moves_while_a_column_does_not_sum_to_one(tab, width):
    def places() -> list[float]:
        bars = dashboard.page.locator(".mv-row, [data-testid=stVegaLiteChart]").all()
        return [place.bounding_box()["y"] for place in bars]

    dashboard = tab(width, 2000).open(code="1~~2~~t0~.8_.2~.9_.1")
    dashboard.open_fold(dashboard.numbers)
    dashboard.edit(0, 2, "0.75")
    dashboard.edit(1, 2, "0.25")
    dashboard.wait_for_code("1~~2~~t0~.75_.25~.9_.1")
    dashboard.settle()
    before = places()
    dashboard.edit(0, 2, "0.7")
    dashboard.wait_for_text("Model A sums to 0.95, not to 1")
    dashboard.settle()
    assert places() == before


def test_a_column_that_does_not_sum_to_one_can_be_normalised(tab):
    dashboard = tab().open(code=ARTICLE)
    dashboard.edit(0, 2, "0.6")
    dashboard.wait_for_text("Model A sums to 0.8, not to 1, so it is not scored")
    dashboard.page.get_by_role("button", name="Normalise Model A").click()
    dashboard.wait_for_code("1~~3~~t0~.75_.25_0~.9_.1_0")


def test_the_sum_stays_one_if_asked_for_edit_after_edit(tab):
    dashboard = tab().open(code=ARTICLE)
    dashboard.open_fold(dashboard.numbers)
    dashboard.page.get_by_text("Keep each sum at 1").click()
    dashboard.settle()
    for row, column, value, code in (
        (0, 2, "0.5", "1~~3~~t0~.5_.5_0~.9_.1_0"),
        (2, 2, "0.2", "1~~3~~t0~.4_.4_.2~.9_.1_0"),
        (0, 3, "80 %", "1~~3~~t0~.4_.4_.2~.8_.2_0"),
    ):
        dashboard.edit(row, column, value)
        dashboard.wait_for_code(code)
        dashboard.settle()
    dashboard.page.get_by_text("Keep each sum at 1").click()
    dashboard.settle()
    dashboard.edit(0, 3, "0.7")
    dashboard.wait_for_code("1~~3~~t0~.4_.4_.2~.7_.2_0")


@pytest.mark.parametrize("names", ["a~b~c", "strawberry jam~apple crumble~b"])
def test_the_triangle_has_equal_sides_whatever_the_classes_are_called(tab, names):
    dashboard = tab(height=2400).open(code=f"1~~{names}~~t0~.8_.2_0~.9_.1_0").unfold()
    marks = "[class*=st-key-triangle_squared_error] .view_1_marks path"
    dashboard.page.locator(marks).first.wait_for()
    width, height = dashboard.page.evaluate(
        """marks => {
          const boxes = [...document.querySelectorAll(marks)].map(e => e.getBoundingClientRect());
          const reach = ends => Math.max(...ends) - Math.min(...ends);
          return [reach(boxes.map(box => box.x)), reach(boxes.map(box => box.y))];
        }""",
        marks,
    )
    assert height / width == pytest.approx(3**0.5 / 2, rel=0.01)


def test_bars_stand_over_the_names_of_their_classes_and_below_their_numbers(tab):
    page = tab(height=2400).open().unfold().page
    chart = page.locator("[data-testid=stVegaLiteChart]", has_text="Adds to the penalty").first
    chart.locator(".mark-rect path").nth(5).wait_for(state="attached")
    bars, numbers, names = (
        chart.locator(marks).evaluate_all(
            """marks => marks.map(mark => {
              const {left, right} = mark.getBoundingClientRect();
              return (left + right) / 2;
            }).sort((one, other) => one - other)"""
        )
        for marks in (".mark-rect path", ".role-mark.mark-text text", ".role-axis-label text")
    )
    assert bars == pytest.approx(numbers, abs=1)
    pairs = [(one + other) / 2 for one, other in zip(bars[::2], bars[1::2], strict=True)]
    assert pairs == pytest.approx(names[-3:], abs=1)
