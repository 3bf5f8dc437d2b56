"""A session that the server lost: what is done in the open page is taken, or is not on the screen.

Streamlit loses a session whose browser is away for too long, and all of them when it is restarted.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from pages.ui.inputs.presets import PRESETS
from pages.ui.inputs.share import Case, decode, encode
from tests.browser.hand import grasp
from tests.browser.test_distributions import click_triangle
from tests.browser.test_samples import tick_first_row
from tests.serving import APP, running

ARTICLE = "1~~3~~t0~.8_.2_0~.9_.1_0"
BATCH = encode(Case(PRESETS["eight"]))


@pytest.fixture(scope="module")
def forgetful(chromium):
    """A server that keeps no session whose connection is lost."""
    with running(APP, "--server.disconnectedSessionTTL=0") as dashboard:
        yield dashboard.address


@pytest.fixture
def lossy(tab, forgetful):
    """A function that opens a tab whose session is lost with its connection."""
    return lambda **size: tab(at=forgetful, **size)


def test_an_edit_is_taken_by_the_next_session(lossy):
    for code, kept in ((None, "~~_start-8"), (ARTICLE, "")):
        dashboard = lossy().open(code=code)
        dashboard.open_fold(dashboard.numbers)
        dashboard.lose_connection()
        dashboard.edit(0, 2, "0.3")
        dashboard.wait_for_code(f"1~~3~~t0~.3_.2_0~.9_.1_0{kept}")
        dashboard.wait_for_text("Model A sums to 0.5")


def test_a_bar_that_is_moved_is_taken_by_the_next_session(lossy):
    dashboard = lossy().open(code=ARTICLE)
    for name, start, code in (
        ("Model A, class 0", 0.8, "1~~3~~t0~.3_.7_0~.9_.1_0"),
        ("Model B, class 0", 0.9, "1~~3~~t0~.3_.7_0~.3_.7_0"),
    ):
        dashboard.lose_connection()
        move = grasp(dashboard, name, start)
        move(0.3)
        dashboard.page.mouse.up()
        dashboard.wait_for_code(code)
    dashboard.settle()
    dashboard.page.get_by_role("combobox", name="Start from").click()
    dashboard.page.get_by_role("option", name="Two classes").click()
    dashboard.wait_for_code("1~~2~~t1~.35_.65~.1_.9")
    dashboard.settle()
    dashboard.lose_connection()
    dashboard.page.get_by_role("button", name="Add a class").click()
    dashboard.wait_for_code("1~~3~~t1~.35_.65_0~.1_.9_0")


def test_edits_before_and_after_add_up_on_both_grids(lossy):
    dashboard = lossy().open(code=ARTICLE)
    dashboard.edit(1, 2, "1.2")  # Refused: the grid is built anew.
    dashboard.wait_for_text("1.2 is not a probability")
    dashboard.settle()
    dashboard.edit(0, 2, "0.5")
    dashboard.wait_for_code("1~~3~~t0~.5_.2_0~.9_.1_0")
    dashboard.lose_connection()
    dashboard.edit(1, 2, "0.5")
    dashboard.wait_for_code("1~~3~~t0~.5_.5_0~.9_.1_0")
    dashboard.wait_for_text("charges A 0.5 and B 0.02")

    dashboard.go_to("Samples")
    dashboard.edit(0, 1, "0.25")
    dashboard.wait_for_code("1~~3~~.25_0_0~.5_.5_0~.9_.1_0")
    for column, value, truth in ((2, "0.5", ".25_.5_0"), (3, "0.25", ".25_.5_.25")):
        dashboard.lose_connection()
        dashboard.edit(0, column, value)
        dashboard.wait_for_code(f"1~~3~~{truth}~.5_.5_0~.9_.1_0")
    dashboard.wait_for_text("Squared error has a mean of 0.125 for A and 0.645 for B")


def test_what_is_done_first_is_taken_whatever_it_is(lossy):
    dashboard = lossy().open(code=ARTICLE)
    dashboard.edit(0, 2, "0.3")
    dashboard.wait_for_code("1~~3~~t0~.3_.2_0~.9_.1_0")
    dashboard.lose_connection()
    dashboard.page.get_by_role("button", name="Add a class").click()
    dashboard.wait_for_code("1~~4~~t0~.3_.2_0_0~.9_.1_0_0")
    dashboard.settle()
    dashboard.edit(0, 2, "0.8")
    dashboard.wait_for_code("1~~4~~t0~.8_.2_0_0~.9_.1_0_0")
    dashboard.lose_connection()
    dashboard.page.get_by_role("combobox", name="Start from").click()
    dashboard.page.get_by_role("option", name="Two classes").click()
    dashboard.wait_for_code("1~~2~~t1~.35_.65~.1_.9")
    dashboard.lose_connection()
    dashboard.go_to("Likelihood")
    assert dashboard.code == "1~~2~~t1~.35_.65~.1_.9"


def test_sliders_and_choices_stay_as_they_were_set(lossy):
    dashboard = lossy().open("likelihood", ARTICLE)
    for model, settings in (("■ Model B", "model-b"), ("● Model A", None)):
        dashboard.lose_connection()
        dashboard.page.get_by_role("radio", name=model).click()
        dashboard.wait_for_code(f"{ARTICLE}~~_{settings}" if settings else ARTICLE)
        expect(dashboard.page.get_by_role("radio", name=model)).to_be_checked()
    dashboard.lose_connection()
    slider = dashboard.page.get_by_role("slider").first
    slider.press("ArrowRight")
    dashboard.wait_for_code(f"{ARTICLE}~~_sigma-0.55")
    expect(slider).to_have_value("0.55")


def test_a_step_back_shows_the_former_scenario(lossy):
    dashboard = lossy().open(code=ARTICLE)
    dashboard.edit(0, 2, "0.3")
    dashboard.wait_for_code("1~~3~~t0~.3_.2_0~.9_.1_0")
    dashboard.settle()
    dashboard.lose_connection()
    dashboard.page.go_back()
    dashboard.wait_for_code(ARTICLE)
    dashboard.wait_for_text("charges A 0.08 and B 0.02")
    dashboard.settle()
    dashboard.edit(1, 2, "0.1")
    dashboard.wait_for_code("1~~3~~t0~.8_.1_0~.9_.1_0")


def test_clicks_on_charts_and_rows_mean_what_is_on_the_screen(lossy):
    dashboard = lossy(height=2400).open(code=ARTICLE).unfold()
    dashboard.page.get_by_role("radio", name="■ Model B").click()
    dashboard.settle()
    dashboard.lose_connection()
    dashboard.settle()
    click_triangle(dashboard, "squared_error", 0.4, 0.6)
    assert dashboard.code.startswith("1~~3~~t0~.8_.2_0~")

    dashboard.open("samples", BATCH)
    dashboard.page.get_by_role("combobox", name="Costliest first by").click()
    dashboard.page.get_by_role("option", name="Sample number").click()
    dashboard.settle()
    dashboard.lose_connection()
    dashboard.settle()
    tick_first_row(dashboard)
    dashboard.page.wait_for_function("document.title.startsWith('Distributions')")
    dashboard.settle()
    assert decode(dashboard.code).value("sample") == 1


@pytest.mark.parametrize("when", ["before it stops", "after it is back"])
def test_an_edit_is_taken_by_a_server_that_is_restarted(tab, when):
    def edit() -> None:
        distributions.edit(0, 2, "0.3")
        samples.edit(0, 4, "0.7")

    with running() as first:
        distributions = tab(at=first.address).open(code=ARTICLE)
        distributions.open_fold(distributions.numbers)
        samples = tab(at=first.address).open("samples", BATCH)
        samples.open_fold(samples.numbers)
        for dashboard in (distributions, samples):  # No part of a page comes from a stopped server.
            dashboard.page.locator("[data-testid=stDataFrame] canvas").first.wait_for()
            dashboard.page.wait_for_load_state("networkidle")
            dashboard.page.evaluate("window.lost = sockets.at(-1)")
        if when == "before it stops":  # It may be gone before the browser has sent the edit.
            edit()
    with running(port=first.port):
        for dashboard in (distributions, samples):
            dashboard.wait_for_connection()
        if when == "after it is back":
            edit()
        distributions.wait_for_code("1~~3~~t0~.3_.2_0~.9_.1_0")
        distributions.wait_for_text("Model A sums to 0.5")
        samples.wait_for_code(BATCH.replace("~.8_.2_0~", "~.7_.2_0~", 1))
