"""The sentences of the page Samples."""

from __future__ import annotations

import math

import pytest

from pages.ui.inputs.presets import PRESETS
from pages.ui.inputs.scenario import one_hot
from pages.ui.results.samples_lists import ALL
from pages.ui.widgets import source
from pages.ui.wording.en import samples_background as background
from pages.ui.wording.en import samples_table as table_words
from pages.ui.wording.en import samples_verdicts as verdict_words
from pages.ui.wording.en import scenario_grid as grid_words
from tests.pages.reading import scenario
from tests.pages.scoring import NAMES, PAIR, summary

EIGHT = PRESETS["eight"]


def test_opening_a_row_says_what_became_of_it():
    text = table_words.opened(1200, "x.csv", 91, ("a",), PAIR)
    assert text.startswith("Sample 1,200 of x.csv is the scenario now")
    assert "the other 91 are one class" in text
    assert "B gives every class the same" in text
    assert table_words.opened(1, "x.csv", 0, ("a", "b"), PAIR).endswith("browser's history.")


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (0.08, "0.08"), (0.060079, "0.06008"), (1.2e-7, "1.2·10⁻⁷"), (12.0, "12"),
     (math.inf, "∞")],
)  # fmt: skip
def test_means_keep_five_decimals_or_four_digits(value, text):
    assert verdict_words.mean(value) == text


def test_more_broken_columns_than_fit_in_a_sentence_are_counted():
    broken = scenario(*[(one_hot(0, 2), (0.5, 0.4), (0.5, 0.5))] * 9)
    text = grid_words.not_scored(broken, {i: ["a"] for i in range(9)})
    assert "**Sample 6, Model A** sums to 0.9 and 3 columns more." in text
    assert "these 9 samples are not scored" in text


def test_arithmetic_is_the_total_over_the_number_of_samples():
    scored = summary(source.scenario_batch(EIGHT))
    assert background.solution(scored, "a", "squared_error") == (
        r"\begin{aligned} L_A &= \vphantom{\Bigg|} \frac{0.735 + 0.585 + 0.26 + \dots}{8} \\[8pt] "
        r"&= \frac{1.9188}{8} = 0.23985 \end{aligned}"
    )
    assert background.difference(scored, "squared_error") == (
        "L_A - L_B = 0.23985 - 0.42328 = -0.18343"
    )


def test_a_long_table_says_how_much_of_it_is_there():
    assert "The first 2,000 of 5,000 samples" in table_words.table_caption(
        2000, NAMES, 5000, ALL, own=True
    )
    assert "The first" not in table_words.table_caption(10, NAMES, 10, ALL, own=True)
