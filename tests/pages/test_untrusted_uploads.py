"""A file from anyone: no page takes the names, columns and cells in it for markup."""

from __future__ import annotations

import pytest

from pages.ui.inputs.presets import PRESETS
from pages.ui.inputs.share import Case
from tests.pages.test_untrusted import markdown_of

# Harmless where it is escaped: an image from elsewhere, a link, color, a formula, HTML.
EVIL = "![x](//evil.example) [y](z) :red[z] $\\sqrt2$ <b>w **v** `u`"
MARKS = ("![x](", "[y](", ":red[", "$\\sqrt", "<b>", "**v**", "`u`")
HEADER = f"true,{EVIL} dog,{EVIL} cat,{EVIL} id,{EVIL} group,{EVIL} note"


def table(p: float) -> bytes:
    """Ten rows whose every text is evil."""
    rows = (
        f"{EVIL} {('dog', 'cat')[i % 2]},{p},{1 - p:.1f},{EVIL} {i},{EVIL} {i % 3},{EVIL} {i // 2}"
        for i in range(10)
    )
    return "\n".join([HEADER, *rows]).encode()


@pytest.fixture
def audit(open_page):
    """Samples with three evil models."""
    app = open_page("samples", Case(PRESETS["eight"], {"source": "upload"}))
    called = EVIL.replace("/", "")
    files = [(f"{called} {p}.csv", table(p), "text/csv") for p in (0.9, 0.8, 0.3)]
    app.file_uploader[0].set_value(files)
    return app.run()


@pytest.mark.parametrize("page", ["samples", "compensation", "thresholds", "calibration"])
def test_no_page_takes_a_file_for_markup(audit, page):
    app = audit.switch_page(f"pages/{page}.py").run()
    if page in ("compensation", "thresholds"):
        app.segmented_control(key="setting_scope").set_value("batch").run()
    assert not app.exception
    text = markdown_of(app)
    assert "evil" in text
    for mark in MARKS:
        assert mark not in text
    if page != "compensation":  # Its map is of any two models.
        charts = "".join(chart.proto.spec for chart in app.get("vega_lite_chart"))
        assert "evil" in charts
        assert "Model A" not in charts
