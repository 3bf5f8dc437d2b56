"""The page Samples: the grid of the samples of a scenario."""

from __future__ import annotations

from pages.ui.inputs.scenario import MAX_SAMPLES, Scenario, one_hot
from pages.ui.inputs.share import Case, decode
from pages.ui.results.samples_table import SAMPLE
from pages.ui.session import CODE
from pages.ui.wording.en import samples as words
from tests.pages.reading import said, scenario
from tests.pages.samples_page import EIGHT, button, table


def scenario_of(app) -> Scenario:
    return decode(app.session_state[CODE]).scenario


def test_columns_that_do_not_sum_to_1_are_named_and_only_their_samples_left_out(open_page):
    broken = scenario(
        (one_hot(0, 3), (0.8, 0.15, 0), (0.9, 0.1, 0)),
        (one_hot(1, 3), (0.1, 0.9, 0), (0.2, 0.8, 0)),
        (one_hot(2, 3), (0.1, 0.1, 0.8), (0.3, 0.3, 0.6)),
    )
    app = open_page("samples", Case(broken))
    text = said(app)
    assert "**Sample 1, Model A** sums to 0.95; **Sample 3, Model B** sums to 1.2." in text
    assert table(app)[SAMPLE].tolist() == [2]
    button(app, "Normalise all 2").click().run()
    assert not app.exception
    assert sorted(table(app)[SAMPLE]) == [1, 2, 3]
    assert scenario_of(app).samples[1] == broken.samples[1]


def test_a_column_of_zeros_cannot_be_normalised_and_says_so(open_page):
    app = open_page("samples", Case(scenario((one_hot(0, 2), (0, 0), (0.5, 0.5)))))
    assert words.NOTHING_SCORED in said(app)
    button(app, "Normalise it").click().run()
    assert "Model A is 0 for every class" in app.warning[0].value


def test_samples_are_added_duplicated_and_removed_without_losing_the_rest(open_page):
    app = open_page("samples", Case(EIGHT, {"sample": 3}))
    button(app, "Duplicate 3").click().run()
    assert scenario_of(app) == EIGHT.with_copy_of(2)
    assert decode(app.session_state[CODE]).value("sample") == 4
    button(app, "Remove 4").click().run()
    assert scenario_of(app) == EIGHT
    button(app, "Add a sample").click().run()
    assert scenario_of(app) == EIGHT.with_new_sample()
    assert decode(app.session_state[CODE]).value("sample") == 9
    button(app, "Remove 9").click().run()
    assert scenario_of(app) == EIGHT
    assert decode(app.session_state[CODE]).value("sample") == 8


def test_the_last_sample_stays_and_a_full_scenario_takes_no_more(open_page):
    assert button(open_page("samples"), "Remove 1").disabled
    full = Scenario(EIGHT.classes, (EIGHT.samples * 7)[:MAX_SAMPLES])
    app = open_page("samples", Case(full))
    assert button(app, "Add a sample").disabled
    assert button(app, "Duplicate 1").disabled
