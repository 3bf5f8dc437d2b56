"""What people type for a probability, and what they cannot mean by it."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pages.ui.inputs.scenario import ScenarioError, probability
from pages.ui.inputs.typed import number_in
from tests.pages.hostile import MARKUP, NUMBERS


@pytest.mark.parametrize(
    "text",
    [
        "0.8",
        "0,8",
        ".8",
        ",8",
        "0.80",
        "+0.8",
        " 0.8 ",
        "\u00a00.8\u2009",
        "8e-1",
        "8E-01",
        "80%",
        "80 %",
        "80,0\u00a0%",
        "4/5",
        "4 / 5",
        "2,4/3",
        "\uff14\uff0f\uff15",
        "\uff18\uff10\uff05",
        "0。8",
        "4\u20445",
        "8e2/1e3",
    ],
)
def test_what_people_write_for_four_fifths_is_four_fifths(text):
    assert probability(text, "a") == 0.8


@pytest.mark.parametrize(
    ("text", "number"),
    [("1/3", 0.333333), ("1,000", 1.0), ("100%", 1.0), ("-0", 0.0), ("0/7", 0.0), ("1e-7", 1e-7)],
)
def test_a_number_is_kept_to_six_digits_however_it_was_typed(text, number):
    assert probability(text, "a") == number


@given(st.integers(0, 999), st.integers(1, 999))
def test_a_fraction_is_the_nearest_number_to_it(top, bottom):
    assert number_in(f"{top}/{bottom}") == float(Fraction(top, bottom))


@given(st.floats(0, 1))
def test_every_number_is_read_as_python_writes_it(value):
    assert number_in(repr(value)) == value
    assert number_in(repr(value).replace(".", ",")) == value


NO_NUMBERS = [
    "much",
    "0.8.1",
    "1.000,5",
    "0, 8",
    "1/",
    "/3",
    "1/0",
    "1e999/1e999",
    "1/3/2",
    "1/3%",
    "%",
    "8O%",
    "1_0",
    "nan",
    "0x1",
    "0.2²",
    "½",
    "1 1/2",
    "\u0660\u066b\u0668",
    "0.8a",
    "--1",
    "e-1",
    "0" * 61,
    "1\n2",
]


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_number_is_refused_with_its_place_and_what_to_type(text):
    with pytest.raises(ScenarioError) as caught:
        probability(text, "a", "cat")
    assert str(caught.value) == (
        "Model A, cat: this is no number. Type a number from 0 to 1, such as 0.8, 4/5 or 80%."
    )


@pytest.mark.parametrize(
    ("text", "shown"), [("80", "80"), ("-20%", "-0.2"), ("3/2", "1.5"), ("1e999", "inf")]
)
def test_a_number_beyond_0_to_1_is_refused_as_what_it_was_read_as(text, shown):
    with pytest.raises(ScenarioError, match=f"Model A: {shown} is not a probability"):
        probability(text, "a")


@given(st.text())
@example("1/1e-999")
def test_any_text_is_a_probability_or_a_sentence(text):
    try:
        value = probability(text, "a")
    except ScenarioError as error:
        assert str(error).startswith("Model A: ")
    else:
        assert 0 <= value <= 1 and not math.isnan(value)


@pytest.mark.parametrize("text", [*MARKUP, *NUMBERS])
def test_hostile_text_in_a_cell_is_a_probability_or_a_sentence(text):
    test_any_text_is_a_probability_or_a_sentence.hypothesis.inner_test(text)
