"""A tally in a real browser: opened in place of tables, told of on every page, and kept."""

from __future__ import annotations

import losscore
from pages.ui.inputs.presets import PRESETS
from pages.ui.inputs.share import Case, encode

TALLY = losscore.tally(
    [0, 1, 1, 0] * 50,
    {
        "logistic": [[0.9, 0.1], [0.2, 0.8], [0.6, 0.4], [0.7, 0.3]] * 50,
        "forest": [[0.8, 0.2], [0.4, 0.6], [0.7, 0.3], [0.9, 0.1]] * 50,
    },
).to_json()
BROKEN = TALLY.replace('"rows":{"at":[0],"values":[200.0]}', '"rows":{"at":[0],"values":[-1]}')


def test_a_tally_is_opened_and_kept_on_all_pages_and_a_broken_one_loses_nothing(tab):
    assert BROKEN != TALLY
    case = Case(PRESETS["eight"], {"source": "upload"})
    dashboard = tab().open("samples", encode(case))

    def upload(name: str, text: str) -> None:
        file = {"name": name, "mimeType": "application/json", "buffer": text.encode()}
        dashboard.page.locator("input[type=file]").first.set_input_files(file)

    upload("tally.json", TALLY)
    dashboard.wait_for_text("Shown is the tally")
    dashboard.wait_for_text("logistic is better than forest by 0.1")
    dashboard.settle()
    dashboard.page.get_by_role("button", name="Why do the losses disagree at all?").click()
    dashboard.wait_for_text("thresholds that the tally knows")
    dashboard.settle()
    for title, told in {
        "Calibration": "recalibrated in bins",
        "Compensation": "80 perfect samples",
    }.items():
        dashboard.go_to(title)
        dashboard.wait_for_text(told)
        dashboard.wait_for_text("200 samples of 2 classes, tallied")
    dashboard.go_to("Samples")
    dashboard.wait_for_text("logistic is better than forest by 0.1")
    dashboard.settle()
    upload("broken.json", BROKEN)
    dashboard.wait_for_text("rows of a tally must be at least 0")
    dashboard.wait_for_text("tally.json is still the one that is shown")
    dashboard.wait_for_text("logistic is better than forest by 0.1")
