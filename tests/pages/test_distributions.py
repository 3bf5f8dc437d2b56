"""The page Distributions: what it says of a sample, against losscore and against the article."""

from __future__ import annotations

import itertools

import pytest

import losscore
from pages.ui.inputs.presets import PRESETS
from pages.ui.inputs.scenario import MODELS
from pages.ui.inputs.share import Case
from pages.ui.wording.formats import number
from tests.pages.reading import case, default, said

# The two losses of a link, what the page calls them, and what nothing on it speaks of then.
PAIRS = pytest.mark.parametrize(
    ("pair", "nouns", "absent"),
    [
        ("spherical.cross_entropy", ("Spherical loss", "Cross-entropy"), "squared error"),
        ("squared_error.spherical", ("Squared error", "Spherical loss"), "cross-entropy"),
    ],
)


@PAIRS
@pytest.mark.parametrize("preset", PRESETS)
def test_any_two_losses_are_compared_and_no_other_is_spoken_of(
    open_page, pair, nouns, absent, preset
):
    app = open_page("distributions", Case(PRESETS[preset], {"losses": pair}))
    text, sample = said(app), PRESETS[preset].samples[0]
    for name, noun in zip(pair.split("."), nouns, strict=True):
        loss = losscore.LOSSES[name]
        values = [loss.penalties([sample.truth], [getattr(sample, m)])[0] for m in MODELS]
        if number(values[0]) == number(values[1]):
            assert f"**{noun}** charges both models **{number(values[0])}**" in text
        else:
            charged = f"A **{number(values[0])}** and B **{number(values[1])}**"
            assert f"**{noun}** charges {charged}" in text
        assert f"losscore.{type(loss).__name__}(" in app.code[0].value
    assert text.index(f"**{nouns[0]}**") < text.index(f"**{nouns[1]}**")
    charts = "\n".join(c.proto.alt + c.proto.spec for c in app.get("vega_lite_chart"))
    for words in (text, charts, app.code[0].value):
        assert absent not in words.lower()
        assert absent.replace(" ", "_").replace("-", "_") not in words


@PAIRS
def test_a_broken_model_is_left_out_under_any_two_losses(open_page, pair, nouns, absent):
    broken = case((1, 0, 0), (0.75, 0.2, 0), (0.9, 0.1, 0), losses=pair)
    text = said(open_page("distributions", broken))
    values = [losscore.LOSSES[n].penalties([0], [[0.9, 0.1, 0]])[0] for n in pair.split(".")]
    assert f"**Model B**: {nouns[0].lower()} charges it **{number(values[0])}** and" in text
    assert absent not in text.lower()


def test_a_soft_truth_costs_something_itself_under_the_losses_where_it_does(open_page):
    soft = PRESETS["soft_truth"]
    text = said(open_page("distributions", Case(soft, {"losses": "cross_entropy.spherical"})))
    assert (
        "there cross-entropy still charges 0.8018 (its entropy) and spherical loss still charges "
        "0.2652 (1 − ‖y‖₂)." in text
    )


def test_losses_of_one_kind_are_told_together(open_page):
    text = said(open_page("distributions", default(losses="squared_error.spherical")))
    assert "Squared error and spherical loss are bands" in text
    assert "**Squared error and spherical loss look at every class.**" in text
    assert "saves about 75 % of the penalty under both losses" in text
    assert "squared error stops at 2 and spherical loss stops at 1, however wrong" in text


def test_two_classes_leave_no_rest_to_speak_of(open_page):
    text = said(open_page("distributions", Case(PRESETS["two_classes"])))
    assert "nothing open: both are lines. Cross-entropy has no ceiling and leaves" in text
    assert " a band" not in text


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
    assert "charges A **5.76·10⁻¹⁴** and B **0**: no more apart than their digits are" in text
    assert "Both losses see **no difference** between the models." in text


def test_a_ratio_that_rounds_to_one_is_called_a_little_more(open_page):
    text = said(open_page("distributions", case((1, 0), (0.8, 0.2), (0.800001, 0.199999))))
    assert "A pays a little more." in text
    assert "1 times" not in text


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_shows_the_penalties_of_losscore(open_page, preset):
    text = said(open_page("distributions", Case(PRESETS[preset])))
    sample = PRESETS[preset].samples[0]
    for loss in map(losscore.LOSSES.get, ("squared_error", "cross_entropy")):
        assert f"**{loss.label}** charges" in text
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
    assert app.get("vega_lite_chart")  # The page stays as high as it was.
    assert "charges" not in said(app).partition("### Why they differ")[0]
    app.button(key="normalise_truth").click().run()
    assert "Both losses prefer **model B**." in said(app)


def test_a_column_of_zeros_is_refused_with_the_fix(open_page):
    app = open_page("distributions", case((1, 0, 0), (0, 0, 0), (0.9, 0.1, 0)))
    app.button(key="normalise_a").click().run()
    assert "Type at least one number above 0" in app.warning[0].value


def test_a_preset_takes_the_place_of_the_scenario(open_page):
    app = open_page("distributions")
    app.selectbox(key="preset").select("impossible").run()
    assert "A **∞** and B **2.996**: A rules out what may be true" in said(app)


def test_classes_are_added_up_to_ten(open_page):
    app = open_page("distributions")
    for _ in range(7):
        app.button[0].click().run()
    assert app.button[0].disabled
    assert "Both losses prefer **model B**." in said(app)


def test_a_soft_truth_says_what_its_curve_follows(open_page):
    text = said(open_page("distributions", Case(PRESETS["soft_truth"])))
    assert "For a soft truth the curves follow one path" in text


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


def test_what_a_little_more_residual_costs_is_said_where_one_wrong_class_has_all_of_it(open_page):
    assert "1 % more residual costs 2 % more under squared error and 1.12 %" in said(
        open_page("distributions")
    )
    for a in ((0.8, 0.1, 0.1), (1, 0, 0), (0, 1, 0), (0.8, 0.1, 0)):
        opened = open_page("distributions", case((1, 0, 0), a, (0.9, 0.1, 0)))
        assert "more residual" not in said(opened)
