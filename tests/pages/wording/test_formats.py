"""How numbers are written: rounded, but never to another number that matters."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.ui.wording.formats import (
    adding_up,
    count,
    exact_text,
    fixed,
    number,
    percent,
    probability,
    tex,
    times,
    whole_text,
)


def as_number(text: str) -> float:
    text = text.removesuffix(" %").removeprefix("≈ ").replace(",", "").replace("−", "-")
    return float(re.sub("(.*?)·?10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)$", _in_ascii, text))


def _in_ascii(found: re.Match) -> str:
    sign = found[1] + "1" if found[1] in ("", "-") else found[1]
    return f"{sign}e{found[2].translate(str.maketrans('⁻⁰¹²³⁴⁵⁶⁷⁸⁹', '-0123456789'))}"


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (3.0, "3"),
        (1.11790489, "1.118"),
        (3.00001, "3.00001"),
        (2.9999999997779554, "≈ 3"),
        (1.0 + 1e-12, "≈ 1"),
        (0.99999997, "0.99999997"),
        (99.99999, "99.99999"),
        (100.04, "100.04"),
        (150.5, "150.5"),
        (3955.47, "3,955.5"),
        (3955.97, "3,955.97"),
        (3955.04, "3,955.04"),
        (3955.9999, "3,955.9999"),
        (3956.0, "3,956"),
        (3955.9999999, "≈ 3,956"),
        (2.5e9, "2.5·10⁹"),
        (0.0004, "0.0004"),
        (math.inf, "never"),
    ],
)
def test_a_count_with_a_fraction_is_rounded_but_never_to_a_whole_number(count, text):
    assert exact_text(count) == text


@given(st.floats(1e-9, 1e9, exclude_max=True))
def test_no_fraction_of_a_sample_looks_whole_and_none_is_far_from_its_text(count):
    text = exact_text(count)
    assert as_number(text) == pytest.approx(count, rel=1e-3)
    assert (as_number(text).is_integer() and "≈" not in text) == count.is_integer()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.8, "0.8"),
        (1.0, "1"),
        (0.0, "0"),
        (1e-6, "10⁻⁶"),
        (0.999999, "0.999999"),
        (0.99996, "0.99996"),
    ],
)
def test_a_probability_looks_like_1_only_where_it_is(value, text):
    assert probability(value) == text


def test_a_large_ratio_is_grouped_in_thousands():
    assert [times(value) for value in (4.0, 2.1176, 9999.0, 250000.4, 1e9, 1.0)] == [
        "4 times",
        "2.118 times",
        "9,999 times",
        "250,000 times",
        "10⁹ times",
        "the same",
    ]


def test_a_whole_number_is_grouped_in_thousands_and_shortened_from_a_billion_on():
    assert whole_text(3956) == "3,956"
    assert whole_text(10**9) == "10⁹"
    assert whole_text(None) == "never"


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.0, "0 %"),
        (1 / 3, "33.3 %"),
        (0.75, "75 %"),
        (0.9996, "99.96 %"),
        (0.999997, "99.9997 %"),
        (0.0002, "0.02 %"),
        (1e-7, "10⁻⁵ %"),
        (1.0, "100 %"),
    ],
)
def test_a_share_looks_like_all_or_none_only_where_it_is(share, text):
    assert percent(share) == text


@pytest.mark.parametrize(
    ("mean", "text"),
    [
        (0.0, "0.00000"),
        (0.060082, "0.06008"),
        (1.2344e-7, "1.234·10⁻⁷"),
        (0.999998, "0.999998"),
        (1.0, "1.00000"),
        (-0.000001, "−10⁻⁶"),
        (math.inf, "∞"),
    ],
)
def test_a_mean_looks_like_0_or_1_only_where_it_is(mean, text):
    assert fixed(mean) == text


def test_an_accuracy_of_not_quite_1_does_not_look_like_it():
    assert fixed(2999.9 / 3000, 4) == "0.99997"


def test_shares_that_sum_to_1_but_for_rounding_are_all():
    assert percent(1 - 2**-53) == "100 %"
    assert fixed(1 - 2**-53) == "1.00000"


@pytest.mark.parametrize(
    ("value", "text", "formula"),
    [
        (-0.4, "−0.4", "-0.4"),
        (0.1 + 0.2, "0.3", "0.3"),
        (-0.0, "0", "0"),
        (0.0001, "0.0001", "0.0001"),
        (9.99996e-5, "0.0001", "0.0001"),
        (1e-7, "10⁻⁷", "10^{-7}"),
        (7.68612e-183, "7.686·10⁻¹⁸³", r"7.686 \cdot 10^{-183}"),
        (1234.5, "1,234", "1{,}234"),
        (999999.5, "1,000,000", "1{,}000{,}000"),
        (12345.6, "12,346", "12{,}346"),
        (1e9, "10⁹", "10^{9}"),
        (-1e20, "−10²⁰", "-10^{20}"),
        (-math.inf, "−∞", r"-\infty"),
    ],
)
def test_a_number_is_written_as_people_write_it(value, text, formula):
    assert number(value) == text
    assert tex(value) == formula


@given(st.floats(-1e300, 1e300), st.integers(1, 12))
def test_no_number_is_farther_from_its_text_than_its_digits(value, digits):
    text = number(value, digits)
    assert as_number(text) == pytest.approx(value, rel=0.51 * 10.0 ** (1 - digits), abs=0)
    assert not re.search(r"e|\.\d*0($|·)|^−0$|^-", text)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1, "1 sample"),
        (0, "0 samples"),
        (1_000_000, "1,000,000 samples"),
        (2_312.5, "2,312.5 samples"),
        (0.5, "0.5 samples"),
        (sum([0.1] * 10), "1 sample"),
        (1.0 + 2e-9, "≈ 1 sample"),
        (sum([0.1] * 30), "3 samples"),
        (597.2000000000001, "597.2 samples"),
    ],
)
def test_samples_are_counted_by_weights_that_add_up_but_for_rounding(value, text):
    assert count(value, "sample") == text


@pytest.mark.parametrize(
    ("terms", "total", "texts"),
    [
        ((0.9, -0.8575, 0.01758), 0.06008, ["0.9", "−0.8575", "0.01758", "0.06008"]),
        # To five decimals 0.12345 + 0.12345 would be 0.24691.
        ((0.123454, 0.123454), 0.246908, ["0.123454", "0.123454", "0.246908"]),
        # No number of digits of a third will do.
        ((1 / 3, 1 / 3), 2 / 3, ["0.33333", "0.33333", "0.66667"]),
        ((0.5, -0.25, math.inf), math.inf, ["0.5", "−0.25", "∞", "∞"]),
        ((math.inf, -math.inf), 0.5, ["∞", "−∞", "0.5"]),
    ],
)
def test_a_sum_is_shown_with_the_digits_that_add_up(terms, total, texts):
    assert adding_up(*terms, total=total) == texts
