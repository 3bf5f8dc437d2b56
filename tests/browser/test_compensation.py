"""The page Compensation in a real browser: a click on the map, two probabilities typed."""

from __future__ import annotations

from pages.ui.inputs.share import decode
from tests.browser.driver import Dashboard


def click_map(dashboard: Dashboard, loss: str, x: float, y: float) -> None:
    """Click at a share of a map's width and height."""
    chart = dashboard.page.locator(f"[class*=st-key-map_{loss}]").first
    chart.locator("canvas, svg").first.wait_for()
    box = dashboard.place_of(chart)
    before = dashboard.code
    dashboard.page.mouse.click(box["x"] + x * box["width"], box["y"] + y * box["height"])
    dashboard.wait_for_other_code(before)


def test_a_click_on_a_map_takes_its_pair(tab):
    dashboard = tab(height=2400).open("compensation").unfold()
    click_map(dashboard, "squared_error", 0.5, 0.3)
    settings = dashboard.code.rpartition("~~_")[2]
    assert settings.startswith("scope-hand~pa-0.4")
    pa, pb = (part.partition("-")[2] for part in settings.split("~") if part[0] == "p")
    values = [field.input_value() for field in dashboard.page.get_by_role("spinbutton").all()]
    assert values == [pa, pb]


def test_a_click_on_a_cell_at_an_edge_of_a_map_takes_just_its_pair(tab):
    dashboard = tab(height=2400).open("compensation").unfold()
    cells = dashboard.page.locator("[class*=st-key-map_squared_error] .mark-rect.role-mark path")
    cells.first.wait_for()
    for a, b in ((0, 16), (41, 50), (0, 50)):
        before = dashboard.code
        # Drawn column by column; the corner that no next cell covers is the lower left one.
        box = dashboard.place_of(cells.nth(51 * a + b))
        dashboard.page.mouse.click(box["x"] + 2, box["y"] + box["height"] - 2)
        dashboard.wait_for_other_code(before)
        chosen = decode(dashboard.code)
        assert (chosen.value("pa"), chosen.value("pb")) == (a / 50, b / 50)


def test_the_same_cell_counts_again_after_another_probability(tab):
    dashboard = tab(height=2400).open("compensation").unfold()
    click_map(dashboard, "cross_entropy", 0.3, 0.4)
    clicked = dashboard.code
    dashboard.page.get_by_role("spinbutton").first.fill("0.5")
    dashboard.page.keyboard.press("Enter")
    dashboard.wait_for_other_code(clicked)
    click_map(dashboard, "cross_entropy", 0.3, 0.4)
    dashboard.wait_for_code(clicked)


def test_a_typed_probability_changes_the_answer(tab):
    dashboard = tab().open("compensation", "1~~3~~t0~.8_.2_0~.9_.1_0~~_scope-hand")
    dashboard.wait_for_text("3 perfect samples")
    dashboard.page.get_by_role("spinbutton").first.fill("0.7")
    dashboard.page.keyboard.press("Enter")
    dashboard.wait_for_text("8 perfect samples")
