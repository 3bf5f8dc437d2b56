"""The audit as a file, opened from disk: all is drawn, nothing is fetched, nothing goes wrong."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect


@pytest.fixture
def saved(tab, tmp_path):
    """The file that the page Samples gives for the digits."""
    dashboard = tab().open("samples", "1~~cat~dog~bird~~t0~.8_.2_0~.9_.1_0~~_source-digits")
    dashboard.page.get_by_role("button", name="Download", exact=True).click()
    with dashboard.page.expect_download() as download:
        dashboard.page.get_by_role("button", name="Report, HTML").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    assert path.name == "audit.html"
    return path


@pytest.mark.parametrize(("scheme", "width"), [("light", 1200), ("dark", 390)])
def test_a_report_draws_all_its_charts_and_asks_no_host_for_anything(saved, browser, scheme, width):
    viewport = {"width": width, "height": 900}
    context = browser.new_context(color_scheme=scheme, viewport=viewport, offline=True)
    page, asked, said = context.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(saved.as_uri())
    charts = page.locator(".chart")
    assert charts.count() > 10
    expect(page.locator(".chart.drawn svg")).to_have_count(charts.count())
    # What is written in a chart is in the colour of the text around it, light or dark.
    color = page.locator("body").evaluate("it => getComputedStyle(it).color")
    axis = page.locator(".chart .role-axis-title text").first
    assert axis.evaluate("it => getComputedStyle(it).fill") == color
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("a[href^='#sample-']").first.click()
    expect(page.locator("tr:target")).to_be_visible()
    assert [url.partition("#")[0] for url in asked] == [saved.as_uri()]
    assert said == []
    context.close()
