"""The link carries the scenario: edits, reload, back, forward, new tabs, bad links."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from pages.ui.inputs import share
from pages.ui.inputs.presets import PRESETS
from pages.ui.inputs.scenario import Sample, Scenario
from pages.ui.registry import HOME, PAGES
from tests.pages.cases import SIX_DIGITS, largest

# All pages but the one that opens at the bare address.
OTHERS = [page for page in PAGES if page is not HOME]
ARTICLE = PRESETS["article"]


def code_of(*a: float) -> str:
    """The code of the article's scenario with another prediction of model A."""
    sample = Sample(ARTICLE.samples[0].truth, a, ARTICLE.samples[0].b)
    return share.encode(share.Case(Scenario(ARTICLE.classes, (sample,)), share.DEFAULT.chosen))


def share_field(dashboard):
    """The field that takes a code: only the share control shows one."""
    field = dashboard.page.get_by_role("textbox", name="Share code")
    expect(field).to_have_count(0)
    dashboard.page.get_by_role("button", name="Share", exact=True).click()
    return field


def test_an_edit_changes_the_numbers_and_the_address(tab):
    dashboard = tab().open()
    dashboard.edit(0, 2, "0.7")
    dashboard.edit(1, 2, "0.3")
    dashboard.wait_for_code(code_of(0.7, 0.3, 0))
    dashboard.wait_for_text("charges A 0.18 and B 0.02: A pays 9 times as much")


def test_a_link_shows_the_same_numbers_in_a_new_context_on_each_page(tab):
    first = tab().open()
    first.edit(0, 2, "0.7")
    first.edit(1, 2, "0.3")
    first.wait_for_code(code_of(0.7, 0.3, 0))
    first.open(code=first.code)  # With nothing open, as for whoever gets a link.
    for page in OTHERS:  # At the top a case opens Distributions, as it always did.
        first.go_to(page.title)
        second = tab()
        second.page.goto(first.page.url)
        expect(second.main).to_have_text(first.main.inner_text(), use_inner_text=True)
        assert second.code == first.code


def test_the_share_control_shows_a_link_that_opens_the_same_scenario(tab):
    dashboard = tab().open(code=code_of(0.6, 0.4, 0))
    dashboard.page.get_by_role("button", name="Share", exact=True).click()
    link = dashboard.page.locator("[data-testid=stPopoverBody] code").inner_text()
    other = tab()
    other.page.goto(link)
    other.wait_for_text("charges A 0.32 and B 0.02")


def test_reload_keeps_the_edit(tab):
    dashboard = tab().open()
    dashboard.edit(0, 2, "0.75")
    dashboard.edit(1, 2, "0.25")
    dashboard.wait_for_code(code_of(0.75, 0.25, 0))
    dashboard.page.reload()
    dashboard.wait_for_text("charges A 0.125")


def test_back_and_forward_walk_through_five_edits_one_entry_each(tab):
    dashboard = tab().open(code=code_of(0.8, 0.2, 0))
    steps = [0.1, 0.2, 0.3, 0.4, 0.5]
    for value in steps:
        dashboard.edit(2, 2, str(value))
        dashboard.wait_for_code(code_of(0.8, 0.2, value))
    for value in reversed([0, *steps[:-1]]):
        dashboard.page.go_back()
        dashboard.wait_for_code(code_of(0.8, 0.2, value))
        dashboard.wait_for_text(f"Model A sums to {1 + value:g}")
    for value in steps:
        dashboard.page.go_forward()
        dashboard.wait_for_code(code_of(0.8, 0.2, value))
        dashboard.wait_for_text(f"Model A sums to {1 + value:g}")
    # And the grid takes edits again where history left it.
    dashboard.edit(2, 2, "0")
    dashboard.wait_for_code(code_of(0.8, 0.2, 0))


def test_back_from_the_first_edit_shows_the_default_scenario_again(tab):
    dashboard = tab().open()
    dashboard.edit(2, 2, "0.1")
    dashboard.wait_for_code(code_of(0.8, 0.2, 0.1))
    dashboard.page.go_back()
    dashboard.wait_for_text("charges A 0.08 and B 0.02")
    dashboard.wait_for_code("")


@pytest.mark.parametrize("page", OTHERS, ids=lambda page: page.title)
def test_the_link_of_a_visitor_who_leaves_a_page_before_it_is_drawn_still_has_the_code(tab, page):
    dashboard = tab()
    dashboard.page.goto(f"{dashboard.base}/distributions?s={code_of(0.6, 0.4, 0)}")
    # The menu is there before the field that holds the code is.
    dashboard.page.get_by_role("link", name=page.title, exact=True).first.click()
    dashboard.wait_for_text(page.question)
    dashboard.wait_for_code(code_of(0.6, 0.4, 0))


def test_ten_fast_edits_lose_none(tab):
    dashboard = tab().open(code="1~~5~~t0~0_0_0_0_0~0_0_0_0_0")
    for row in range(5):
        dashboard.edit(row, 2, f"0.{row + 1}")
        dashboard.edit(row, 3, f"0.{row + 5}")
    dashboard.wait_for_code("1~~5~~t0~.1_.2_.3_.4_.5~.5_.6_.7_.8_.9")


@pytest.mark.parametrize("code", ["nonsense", "1~~3~~t0~.8_.2~.9_.1_0", "9~~3~~t0~1_0_0~1_0_0"])
def test_a_malformed_link_shows_why_and_the_default_scenario(tab, code):
    dashboard = tab().open(code=code)
    dashboard.wait_for_text("The default scenario is shown instead")
    dashboard.wait_for_text("charges A 0.08 and B 0.02")
    dashboard.edit(0, 2, "0.7")
    dashboard.wait_for_code(code_of(0.7, 0.2, 0))
    dashboard.wait_until_gone("default scenario is shown")


def test_a_bad_code_pasted_into_the_field_loses_nothing(tab):
    dashboard = tab().open(code=code_of(0.6, 0.4, 0))
    field = share_field(dashboard)
    field.fill("nonsense")
    field.press("Enter")
    dashboard.wait_for_text("The scenario you had is still here")
    dashboard.wait_for_text("charges A 0.32")
    dashboard.wait_for_code(code_of(0.6, 0.4, 0))


def test_a_link_of_fifty_samples_is_opened_edited_and_reloaded(tab):
    scenario = largest(SIX_DIGITS).scenario
    dashboard = tab().open("samples", share.encode(share.Case(scenario)))
    dashboard.edit(0, 1, "1/3")
    edited = scenario.with_value(0, "truth", 0, 0.333333)
    dashboard.wait_for_code(share.encode(share.Case(edited)))
    dashboard.page.reload()
    dashboard.wait_for_text("Sample 1, Truth sums to 1.33")


def test_a_whole_link_pasted_into_the_field_opens_it(tab):
    dashboard = tab().open()
    field = share_field(dashboard)
    field.fill(f"https://example.org/samples?s={code_of(0.6, 0.4, 0)}")
    field.press("Enter")
    dashboard.wait_for_text("charges A 0.32")


@pytest.mark.parametrize("page", OTHERS, ids=lambda page: page.title)
def test_the_first_visitor_of_a_server_may_come_by_a_link_to_any_page(tab, new_server, page):
    dashboard = tab(at=new_server).open(page.file, code_of(0.6, 0.4, 0))
    assert dashboard.page.locator("h2").first.inner_text() == page.question
    assert dashboard.code == code_of(0.6, 0.4, 0)
    share_field(dashboard).wait_for()


def test_the_tab_names_the_page_and_the_product(tab):
    dashboard = tab().open("samples")
    expect(dashboard.page).to_have_title("Samples · losscore: what a loss charges each prediction")


def test_an_embedded_page_is_the_page_alone_and_keeps_its_case(tab):
    dashboard = tab()
    dashboard.page.goto(f"{dashboard.base}/compensation?embed=true&s={code_of(0.6, 0.4, 0)}")
    dashboard.page.locator("h2").first.wait_for()
    dashboard.settle()
    for name in ("Share", "Losses ▲ ✚"):
        expect(dashboard.page.get_by_role("button", name=name)).to_have_count(0)
    for title in ("Samples", "Thresholds"):
        expect(dashboard.page.get_by_role("link", name=title, exact=True)).to_have_count(0)
    assert dashboard.page.locator("h2").first.bounding_box()["y"] < 60
    assert dashboard.code == code_of(0.6, 0.4, 0)
