"""The scenario: what an edit gives, and what it refuses."""

from __future__ import annotations

import pytest

from pages.ui.inputs.presets import PRESETS
from pages.ui.inputs.scenario import (
    COLUMNS,
    MAX_SAMPLES,
    Sample,
    Scenario,
    ScenarioError,
    class_name,
    default_names,
    one_hot,
    probability,
)
from pages.ui.wording.en.presets import EDITED, NAMES

ARTICLE = PRESETS["article"]


def test_numbers_are_kept_to_six_significant_digits():
    assert probability(1 / 3, "a") == 0.333333
    assert probability(1.23456789e-200, "a") == 1.23457e-200


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        (None, "the cell is blank"),
        (float("nan"), "the cell is blank"),
        ("", "the cell is blank"),
        (" ", "the cell is blank"),
        ("much", "this is no number"),
        (1.2, "1.2 is not a probability"),
        (-0.1, "-0.1 is not a probability"),
        (float("inf"), "inf is not a probability"),
    ],
)
def test_what_is_no_probability_is_refused_with_its_place_and_the_fix(value, wrong):
    with pytest.raises(ScenarioError) as caught:
        probability(value, "a", "cat")
    assert str(caught.value) == (
        f"Model A, cat: {wrong}. Type a number from 0 to 1, such as 0.8, 4/5 or 80%."
    )


@pytest.mark.parametrize(
    "name", ["cat", "Katze 2", "c/c++", "鳥", "हिन्दी", "a_b", "(x & y)", "N.N."]
)
def test_names_of_any_script_and_a_few_marks_are_allowed(name):
    assert class_name(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        "  ",
        "-",
        "a*b",
        "![x](y)",
        "<b>",
        "$x$",
        ":red[x]",
        "a|b",
        "`x`",
        "a~b",
        "x\u202ey",
        "#1",
    ],
)
def test_names_that_could_be_markup_are_refused(name):
    with pytest.raises(ScenarioError):
        class_name(name)


def test_a_name_has_at_most_24_characters():
    assert class_name("x" * 24)
    with pytest.raises(ScenarioError, match="at most 24 characters; this one has 25"):
        class_name("x" * 25)


def test_white_space_in_a_name_is_single_spaces():
    assert class_name("  big \n cat ") == "big cat"


def test_two_classes_of_one_name_are_refused():
    with pytest.raises(ScenarioError, match="Two classes are called class 1"):
        ARTICLE.with_class_name(0, "class 1")


def test_a_renamed_class_keeps_its_numbers():
    renamed = ARTICLE.with_class_name(0, "cat")
    assert renamed.classes == ("cat", "class 1", "class 2")
    assert renamed.samples == ARTICLE.samples


def test_a_new_class_has_no_mass_and_a_name_of_its_own():
    wider = ARTICLE.with_class_name(0, "class 3").with_new_class()
    assert wider.classes[-1] == "class 4"
    assert wider.samples[0].a == (0.8, 0.2, 0.0, 0.0)


def test_removing_a_class_leaves_the_others_as_they_were():
    narrower = ARTICLE.without_class(1)
    assert narrower.classes == ("class 0", "class 2")
    assert narrower.samples[0].a == (0.8, 0.0)


def test_a_scenario_has_at_least_two_classes_and_at_most_ten():
    with pytest.raises(ScenarioError, match="from 2 to 10 classes, not 1"):
        ARTICLE.without_class(0).without_class(0)
    with pytest.raises(ScenarioError, match="from 2 to 10 classes, not 11"):
        Scenario(default_names(11), ())


def test_samples_are_copied_added_and_removed_in_place():
    two = ARTICLE.with_copy_of(0)
    assert two.samples == ARTICLE.samples * 2
    three = two.with_new_sample()
    assert three.samples[2].truth == (1.0, 0.0, 0.0)
    assert three.samples[2].is_distribution("a")
    assert three.without_sample(2) == two


def test_a_scenario_has_at_least_one_sample_and_at_most_fifty():
    with pytest.raises(ScenarioError, match="from 1 to 50 samples, not 0"):
        ARTICLE.without_sample(0)
    full = Scenario(ARTICLE.classes, ARTICLE.samples * MAX_SAMPLES)
    with pytest.raises(ScenarioError, match="from 1 to 50 samples, not 51"):
        full.with_copy_of(0)


def test_a_sample_of_another_width_is_refused():
    with pytest.raises(ScenarioError, match="Sample 1, Model B has 2 in place of 3 numbers"):
        Scenario(default_names(3), (Sample((1, 0, 0), (1, 0, 0), (1, 0)),))


def test_a_column_that_does_not_sum_to_one_is_no_distribution_until_normalised():
    sample = ARTICLE.with_value(0, "a", 0, 0.6).samples[0]
    assert not sample.is_distribution("a")
    assert sample.is_distribution("b")
    assert sample.normalised("a").a == (0.75, 0.25, 0.0)


@pytest.mark.parametrize("size", range(2, 11))
def test_a_normalised_column_is_a_distribution_in_six_digits(size):
    sample = Sample(one_hot(0, size), (1.0,) * size, one_hot(0, size))
    assert sample.normalised("a").is_distribution("a")


def test_a_column_of_zeros_cannot_be_normalised():
    sample = Sample((1, 0), (0, 0), (1, 0))
    with pytest.raises(ScenarioError, match="Model A is 0 for every class"):
        sample.normalised("a")


def test_only_a_one_hot_truth_has_a_label():
    assert ARTICLE.samples[0].label == 0
    assert Sample((0.5, 0.5), (1, 0), (1, 0)).label is None
    assert Sample((1, 0.2), (1, 0), (1, 0)).label is None
    assert Sample((1, 4e-223), (1, 0), (1, 0)).label is None


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_can_be_scored(preset):
    for sample in PRESETS[preset].samples:
        assert all(sample.is_distribution(column) for column in COLUMNS)


def test_presets_have_names_of_their_own():
    assert {*NAMES} == {*PRESETS, EDITED}
    assert len({*NAMES.values()}) == len(NAMES)


def test_a_sample_names_the_columns_that_cannot_be_scored():
    assert Sample((1, 0), (0.3, 0.3), (0, 0)).broken == ("a", "b")
    assert Sample((0.5, 0.5), (0.3, 0.7), (0, 1)).broken == ()


def test_the_main_class_is_the_true_or_the_likeliest_one_and_of_equal_ones_the_first():
    uniform = (1 / 3, 1 / 3, 1 / 3)
    assert Sample((0, 0, 1), uniform, uniform).main_class == 2
    assert Sample((0.1, 0.6, 0.3), uniform, uniform).main_class == 1
    assert Sample((0.4, 0.4, 0.2), uniform, uniform).main_class == 0
