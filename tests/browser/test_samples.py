"""The page Samples in a real browser: digits, uploads good and bad, rows opened, sessions apart."""

from __future__ import annotations

from playwright.sync_api import expect

from pages.ui.inputs.digits import FILES as DIGITS_FILES
from pages.ui.inputs.presets import PRESETS
from pages.ui.inputs.share import Case, decode, encode
from tests.browser.driver import Dashboard
from tests.serving import APP, running

DIGITS = ("866 of 899", "745 of 899", "0.06008", "0.32442", "0.12682", "∞", "14")
GOOD = b"true,cat,dog\ncat,0.75,0.25\ndog,0.5,0.5\n"
SHORT = b"true,cat,dog\ncat,0.75,0.15\n"
OTHER = b"true,cat,dog\ncat,0.9,0.1\n"
BATCH = encode(Case(PRESETS["eight"]))


def choose(dashboard: Dashboard, batch: str) -> None:
    dashboard.page.get_by_role("radio", name=batch).click()
    dashboard.settle()


def upload(dashboard: Dashboard, name: str, content: bytes) -> None:
    """Drop a file on the uploader."""
    file = {"name": name, "mimeType": "text/csv", "buffer": content}
    dashboard.settle()  # Until then the uploader of the run before is still there, too.
    dashboard.page.locator("input[type=file]").first.set_input_files([file])


def test_the_bundled_digits_show_the_figures_of_both_models(tab):
    dashboard = tab().open("samples")
    choose(dashboard, "899 handwritten digits")
    for figure in DIGITS:
        dashboard.wait_for_text(figure)


def said(dashboard: Dashboard, figure: str) -> None:
    """Wait until a sentence has the figure: cells of the table of models have it unseen."""
    dashboard.page.locator("[data-testid=stMarkdown]", has_text=figure).first.wait_for()


def test_the_uploaded_digits_show_the_same_figures_and_stay_on_other_pages(tab):
    dashboard = tab().open("samples")
    choose(dashboard, "Your own predictions")
    for model, file in enumerate(DIGITS_FILES.values()):
        upload(dashboard, file.name, file.read_bytes())
        said(dashboard, DIGITS[2 + model])
    for figure in DIGITS:
        said(dashboard, figure)
    dashboard.go_to("Distributions").go_to("Samples")
    for figure in DIGITS:
        said(dashboard, figure)


def test_a_broken_file_says_what_is_wrong_and_what_was_there_stays(tab):
    dashboard = tab().open("samples")
    choose(dashboard, "Your own predictions")
    upload(dashboard, "good.csv", GOOD)
    dashboard.wait_for_text("mean of 0.3125")
    upload(dashboard, "no_classes.csv", b"true\ncat\n")
    dashboard.page.get_by_role("alert").first.wait_for()
    assert "Traceback" not in dashboard.text()
    dashboard.wait_for_text("mean of 0.3125")
    upload(dashboard, "again.csv", GOOD)
    dashboard.wait_for_text("for again")


def test_a_file_above_the_limit_is_told_of_before_and_after(chromium, tab):
    with running(APP, "--server.maxUploadSize=1") as server:
        dashboard = tab(width=390, at=server.address).open("samples")
        choose(dashboard, "Your own predictions")
        dashboard.wait_for_text("Up to 1 MB a file")
        sentence = dashboard.page.get_by_text("This file did not arrive. If it is larger than 1 MB")
        expect(sentence.nth(0)).to_be_hidden()
        large = GOOD + b"cat,0.75,0.25\n" * 100_000
        upload(dashboard, "large.csv", large)
        expect(sentence.nth(0)).to_be_visible()
        upload(dashboard, "good.csv", GOOD)
        dashboard.wait_for_text("mean of 0.3125")
        expect(sentence.nth(0)).to_be_hidden()


def test_rows_that_do_not_sum_to_one_are_named_and_normalised_on_request(tab):
    dashboard = tab().open("samples")
    choose(dashboard, "Your own predictions")
    upload(dashboard, "short.csv", SHORT)
    dashboard.wait_for_text("Row 1")
    dashboard.page.get_by_role("button", name="Rescale every row to sum to 1").click()
    dashboard.wait_for_text("mean of 0.05556")


def test_two_sessions_never_see_each_others_files(tab):
    first, second = tab().open("samples"), tab().open("samples")
    for dashboard, content in ((first, GOOD), (second, OTHER)):
        choose(dashboard, "Your own predictions")
        upload(dashboard, "same_name.csv", content)
    first.wait_for_text("mean of 0.3125")
    second.wait_for_text("mean of 0.02.")
    assert "mean of 0.02." not in first.text()
    assert "mean of 0.3125" not in second.text()


def test_samples_are_duplicated_added_edited_and_removed_without_losing_the_rest(tab):
    dashboard = tab().open("samples", BATCH)
    dashboard.open_fold(dashboard.numbers)
    before = decode(BATCH).scenario.samples

    def press(button: str) -> tuple:
        code = dashboard.code
        dashboard.page.get_by_role("button", name=button).click()
        dashboard.wait_for_other_code(code)
        return decode(dashboard.code).scenario.samples

    assert press("Duplicate") == (before[0], *before)
    assert press("Remove") == before
    assert press("Add a sample")[:8] == before


def tick_first_row(dashboard: Dashboard) -> None:
    """Tick the first row of the scored table."""
    table = dashboard.page.locator("[class*=st-key-scored_] canvas").first
    table.wait_for()
    table.evaluate("it => it.scrollIntoView({block: 'center'})")  # Not below the menu.
    box = dashboard.place_of(table)
    dashboard.page.mouse.click(box["x"] + 15, box["y"] + 35 + 17)


def test_a_row_of_the_scored_table_opens_on_distributions(tab):
    dashboard = tab(height=2000).open("samples", BATCH)
    tick_first_row(dashboard)
    dashboard.page.wait_for_function("document.title.startsWith('Distributions')")
    dashboard.settle()
    # Costliest first by squared error of A: of the preset's eight samples that is the sixth,
    # 0.35² + 0.35² + 0.7², before the fourth, 0.45² + 0.6² + 0.15².
    assert decode(dashboard.code).value("sample") == 6
    assert decode(dashboard.code).scenario == PRESETS["eight"]


def test_a_row_that_was_ticked_on_a_phone_opens_at_the_top_with_its_picture(tab):
    dashboard = tab(width=390).open(
        "samples", encode(Case(PRESETS["article"], {"source": "digits"}))
    )
    tick_first_row(dashboard)
    expect(dashboard.page.get_by_role("img", name="Digit 728, a 6")).to_be_in_viewport()


def test_a_sample_that_a_verdict_hangs_on_opens_beside_the_page(tab):
    dashboard = tab().open("samples", BATCH)
    with dashboard.page.context.expect_page() as opened:
        dashboard.page.get_by_role("link", name="7", exact=True).first.click()
    beside = Dashboard(opened.value, dashboard.base)
    beside.page.wait_for_function("document.title.startsWith('Distributions')")
    assert decode(beside.code).value("sample") == 7
    assert decode(beside.code).scenario == PRESETS["eight"]
    assert decode(dashboard.code) == decode(BATCH)


def test_a_click_on_a_cell_of_what_is_taken_for_what_lists_its_samples(tab):
    dashboard = tab().open("samples", encode(Case(PRESETS["eight"], {"source": "digits"})))
    fold = dashboard.page.locator(".st-key-folded_confusion")
    dashboard.open_fold(fold)
    # The one 2 that A takes for a 1: the second cell of the third row.
    cell = fold.locator(".mark-rect path").nth(21)
    cell.click()
    shown = dashboard.page.get_by_role("combobox", name="Show")
    expect(shown).to_have_value("True class and class that A names: 2 → 1")
