"""The page Distributions: what it says of a sample, against losscore and against the article."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

import losscore
from pages.ui import palette
from pages.ui.charts import distributions as charts
from pages.ui.charts import distributions_triangle as triangle
from pages.ui.inputs.grid_edits import sample_frame, with_batch_edits, with_sample_edits
from pages.ui.inputs.presets import PRESETS
from pages.ui.inputs.scenario import one_hot
from pages.ui.inputs.share import Case
from pages.ui.results.distributions import MODELS
from pages.ui.wording import number
from pages.ui.wording.en import distributions as words
from pages.ui.wording.en import grid
from tests.pages.reading import case, said


def test_it_opens_on_the_articles_comparison(open_page):
    text = said(open_page("distributions"))
    assert "**Squared error** charges A **0.08** and B **0.02**: A pays 4 times as much." in text
    assert "A **0.2231** and B **0.1054**: A pays 2.118 times as much." in text
    assert "Both losses prefer **model B**." in text


def test_the_articles_other_comparison_is_a_tie_under_cross_entropy_alone(open_page):
    text = said(open_page("distributions", Case(PRESETS["spread"])))
    assert "charges A **0.08** and B **0.06**" in text
    assert "**Cross-entropy** charges both models **0.2231**." in text
    assert "Squared error prefers **model B**; cross-entropy sees no difference." in text
    assert "disagree" not in text.partition("###")[0]


def test_what_only_rounding_sets_apart_is_no_preference(open_page):
    text = said(open_page("distributions", case((1, 0), (1, 2.4e-7), (1, 0))))
    assert "charges A **5.76e−14** and B **0**: no more apart than their digits are" in text
    assert "Both losses see **no difference** between the models." in text


def test_a_ratio_that_rounds_to_one_is_called_a_little_more(open_page):
    text = said(open_page("distributions", case((1, 0), (0.8, 0.2), (0.800001, 0.199999))))
    assert "A pays a little more." in text
    assert "1 times" not in text


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_shows_the_penalties_of_losscore(open_page, preset):
    text = said(open_page("distributions", Case(PRESETS[preset])))
    sample = PRESETS[preset].samples[0]
    for name, loss in ((n, losscore.LOSSES[n]) for n in palette.PAIR):
        assert f"**{palette.LOSSES[name].label}** charges" in text
        for model in MODELS:
            value = loss.penalties([sample.truth], [getattr(sample, model)])[0]
            assert f"**{number(value)}**" in text


def test_a_column_that_does_not_sum_to_one_is_named_and_not_scored(open_page):
    app = open_page("distributions", case((1, 0, 0), (0.75, 0.2, 0), (0.9, 0.1, 0)))
    text = said(app)
    assert "**Model A** sums to 0.95, not to 1, so it is not scored: add 0.05" in text
    assert "charges A" not in text
    assert "**Model B**: squared error charges it **0.02**" in text
    app.button(key="normalise_a").click().run()
    assert "A **0.08864** and B **0.02**" in said(app)


def test_nothing_is_scored_without_a_truth(open_page):
    app = open_page("distributions", case((0.5, 0, 0), (0.8, 0.2, 0), (0.9, 0.1, 0)))
    assert "**Truth** sums to 0.5" in said(app)
    assert "charges" not in said(app).partition("### Why they differ")[0]
    app.button(key="normalise_truth").click().run()
    assert "Both losses prefer **model B**." in said(app)


def test_a_column_of_zeros_is_refused_with_the_mend(open_page):
    app = open_page("distributions", case((1, 0, 0), (0, 0, 0), (0.9, 0.1, 0)))
    app.button(key="normalise_a").click().run()
    assert "Type at least one number above 0" in app.warning[0].value


def test_a_preset_takes_the_place_of_the_scenario(open_page):
    app = open_page("distributions")
    app.selectbox(key="preset").select("impossible").run()
    assert "A **∞** and B **2.996**: A pays infinitely much" in said(app)


def test_classes_are_added_up_to_ten(open_page):
    app = open_page("distributions")
    for _ in range(7):
        app.button[0].click().run()
    assert app.button[0].disabled
    assert "Both losses prefer **model B**." in said(app)


def test_a_soft_truth_says_what_its_curve_follows(open_page):
    text = said(open_page("distributions", Case(PRESETS["soft_truth"])))
    assert "For a soft truth the curves follow one path" in text


def test_edits_of_cells_give_a_new_scenario_and_name_what_they_refuse():
    edits = {0: {"Class": "cat", "Model A": 0.7}, 2: {"Model B": 1.2}}
    scenario, refused = with_sample_edits(PRESETS["article"], 0, edits)
    assert scenario.classes[0] == "cat"
    assert scenario.samples[0].a == (0.7, 0.2, 0.0)
    assert scenario.samples[0].b == (0.9, 0.1, 0.0)
    assert refused == [
        "Model B, class 2: 1.2 is not a probability. Type a number from 0 to 1, "
        "such as 0.8, 4/5 or 80%."
    ]


def test_edits_of_the_batch_reach_the_sample_and_class_they_name():
    scenario, refused = with_batch_edits(PRESETS["eight"], {3: {"Model B: dog": 0.8}})
    assert scenario.samples[3].b == (0.05, 0.8, 0.05)
    assert refused == []


def test_of_many_cells_that_are_refused_three_are_named():
    reasons = [f"Sample {n}: this is no number." for n in range(1, 6)]
    assert grid.refused(reasons[:1]) == "Sample 1: this is no number. That cell keeps what it held."
    assert grid.refused(reasons[:2]).endswith(
        "Sample 2: this is no number. These cells keep what they held."
    )
    assert grid.refused(reasons).endswith(
        "Sample 3: this is no number. 2 more cells were refused. These cells keep what they held."
    )


def test_the_grid_shows_a_row_a_class():
    frame = sample_frame(PRESETS["article"], 0)
    assert frame.columns.tolist() == ["Class", "Truth", "Model A", "Model B"]
    assert frame["Model A"].tolist() == ["0.8", "0.2", "0"]


def test_terms_of_the_chart_are_those_of_losscore_cut_at_the_axis():
    scenario = PRESETS["impossible"]
    frame = charts.terms_frame(scenario.classes, scenario.samples[0], "cross_entropy").to_pandas()
    a = frame[frame["who"] == "Model A"]
    assert a["adds"].tolist() == ["∞", "0", "0"]
    assert a["height"].tolist() == [5.0, 0.0, 0.0]


def test_squared_error_is_a_band_and_cross_entropy_a_line_over_the_true_class():
    frame = charts.curve_frame(PRESETS["article"].samples[0]).to_pandas()
    at = frame[(frame["p"] == 0.4) & (frame["part"] == "curve")].set_index("loss")
    assert at.loc["Squared error", "low"] == pytest.approx(0.6**2 + 2 * 0.3**2)
    assert at.loc["Squared error", "high"] == pytest.approx(2 * 0.6**2)
    assert at.loc["Cross-entropy", "low"] == at.loc["Cross-entropy", "high"]


def test_a_model_lies_on_the_curve_of_its_penalty():
    frame = charts.curve_frame(PRESETS["article"].samples[0], ("a",)).to_pandas()
    points = frame[frame["part"] == "model"].set_index("loss")
    assert points.loc["Squared error", ["p", "low"]].tolist() == pytest.approx([0.8, 0.08])


def test_the_triangle_has_the_truth_on_its_corner_and_models_where_they_predict():
    scenario = PRESETS["article"]
    drawn = triangle.triangle_frame(scenario.classes, scenario.samples[0], "squared_error")
    points = drawn["points"].to_pandas().set_index("who")
    assert points.loc["Truth", ["p0", "p1"]].tolist() == [1.0, 0.0]
    assert points.loc["Model A", ["p0", "p1"]].tolist() == pytest.approx([0.8, 0.2])
    assert triangle.place(np.array([0.8, 0.2, 0.0])) == pytest.approx([0.4, 0.8])
    assert points["label"].tolist() == ["0", "0.08", "0.02"]


def test_every_point_of_the_triangle_is_a_distribution_to_two_decimals():
    scenario = PRESETS["article"]
    drawn = triangle.triangle_frame(scenario.classes, scenario.samples[0], "squared_error")
    field = drawn["field"].to_pandas()[["p0", "p1"]].to_numpy().astype(float)
    assert len(field) == 51 * 52 // 2
    assert field.sum(axis=1).max() <= 1 + 1e-6
    assert (field * 50).round(5) % 1 == pytest.approx(0)


def test_the_worked_solution_breaks_into_lines_that_fit_a_narrow_screen():
    truth, proba = one_hot(0, 10), (0.1,) * 10
    solution = words.squared_error_solution(truth, proba, 0.9)
    assert solution.count(r"(0 - 0.1)^2") == 9
    assert all(len(line) < 60 for line in solution.split(r"\\"))


def test_the_snippet_prints_the_pages_numbers(capsys):
    exec(words.snippet(PRESETS["article"].samples[0]), {})
    assert "[0.22314355] [0.10536052]" in capsys.readouterr().out


def test_the_keys_of_a_grid_come_round_again(open_page):
    app = open_page("distributions")
    presets, keys = ["article", "spread"], []
    for turn in range(40):
        app.selectbox(key="preset").set_value(presets[(turn + 1) % 2]).run()
        keys.append(app.session_state["grid_sample"]["key"])
    # A new key each time, or the grid would keep the edits of the scenario before.
    assert all(key != former for former, key in itertools.pairwise(keys))
    # Streamlit keeps what it knows of every key for as long as the session lives.
    assert len(set(keys)) <= 32
