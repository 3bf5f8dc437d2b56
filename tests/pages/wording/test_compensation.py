"""The sentences of the page Compensation."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from losscore import LOSSES
from pages.ui.charts import compensation as charts
from pages.ui.results import compensation as results
from pages.ui.wording.en import compensation as words
from pages.ui.wording.en import compensation_background as background
from pages.ui.wording.en import compensation_pictures as pictures
from tests.pages.reading import part
from tests.pages.scoring import NAMES, batch_of

SQUARED_ERROR, CROSS_ENTROPY = LOSSES["squared_error"], LOSSES["cross_entropy"]
ARTICLE = results.of_two(0.8, 0.9)


@pytest.mark.parametrize(
    ("pa", "pb", "text"),
    [
        # (0.2/0.1)² − 1, (0.3/0.2)² − 1, (0.9/0.5)² − 1, (0.3/0.29)² − 1.
        (0.8, 0.9, "**3 perfect samples**."),
        (0.7, 0.8, "**1.25**, so **2** are the least that reach it."),
        (0.1, 0.5, "**2.24**, so **3** are the least that reach it."),
        (0.7, 0.71, "**0.07015**, so **1** is the least that reaches it."),
        # (0.49/0.36)² − 1 = 0.853; (0.99/0.5)² − 1 = 2.920.
        (0.51, 0.64, "**0.8526**, so **1** is the least that reaches it."),
        (0.01, 0.5, "**2.92**, so **3** are the least that reach it."),
    ],
)
def test_the_number_is_said_exactly_and_as_whole_numbers(pa, pb, text):
    gaps = {"squared_error": results.gap(results.of_two(pa, pb), SQUARED_ERROR)}
    assert text in words.verdict(gaps)


def test_a_billion_and_a_half_samples_are_said_once():
    # (0.5/1.25e-5)² − 1 and a fraction.
    found = results.gap(results.of_two(0.5, 1 - 1.25000001e-5), SQUARED_ERROR)
    assert "**1.6·10⁹ perfect samples**." in words.verdict({"squared_error": found})


def test_means_that_differ_are_told_apart():
    found = results.gap(results.of_two(0.8, 0.800001), SQUARED_ERROR)
    text = words.verdict({"squared_error": found})
    # 2·0.2² and 2·0.199999².
    assert "Model A pays 0.08, a little more than the 0.079999 of model B" in text


def test_one_perfect_sample_is_singular():
    # ln 0.81 / ln 0.9 − 1.
    gaps = {"cross_entropy": results.gap(results.of_two(0.81, 0.9), CROSS_ENTROPY)}
    assert "**1 perfect sample**." in words.verdict(gaps)


def test_the_arithmetic_of_a_tie_says_that_nothing_is_needed():
    assert background.solution(results.gap(results.of_two(1, 1), SQUARED_ERROR)).endswith("m = 0")


def test_the_arithmetic_of_an_infinite_penalty_ends_in_never():
    text = background.solution(results.gap(results.of_two(0, 0.5), CROSS_ENTROPY))
    assert r"\frac{\infty - 1 \cdot 0.693147}{0.693147} = \text{never}" in text


@pytest.mark.parametrize(
    ("batch", "same"),
    [
        (ARTICLE, True),
        (results.of_two(0.7, 0.7), True),
        (results.of_two(0.0, 0.5), False),
        (results.of_two(1.0, 1.0), False),
        (batch_of([[0.5, 0.5]], [[0.9, 0.1]], [[0.6, 0.4]]), False),
    ],
)
def test_the_curves_are_called_the_same_where_they_are(batch, same):
    gaps = {name: results.gap(batch, LOSSES[name]) for name in NAMES}
    shares = [part(charts.fall_frame(gap), "curve")["share"] for gap in gaps.values()]
    assert ("it is the same curve" in pictures.fall_caption(gaps)) is same
    assert not same or np.allclose(*shares)


@pytest.mark.parametrize("pair", [*itertools.combinations(LOSSES.values(), 2)])
def test_a_perfect_sample_is_said_to_cost_something_only_where_it_does(pair):
    text = background.never(pair)
    costly = [loss.penalties([[0.5, 0.5]], [[0.5, 0.5]])[0] > 0.0 for loss in pair]
    assert ("even a perfect sample costs" in text) is any(costly)
    assert text.count("\n- ") == 2 + any(costly)


def test_perfect_means_the_truth_itself_where_that_is_spread_though_nothing_charges_it():
    batch = batch_of([[0.7, 0.3]], [[0.5, 0.5]], [[0.6, 0.4]])
    free = {name: results.gap(batch, LOSSES[name]) for name in ("squared_error", "power")}
    assert "equal to this soft truth: both losses charge it 0." in words.perfect(free, batch, ())


def test_a_perfect_sample_that_costs_more_than_both_models_brings_no_mean_down():
    """A floor is not proper: by hand, −0.05·log 0.1 is less than what the truth costs."""
    batch = batch_of([[0.05, 0.95]], [[0.01, 0.99]], [[0.0, 1.0]])
    found = results.gap(batch, CROSS_ENTROPY.floored(0.1))
    assert found.target < found.answer.mean < found.answer.perfect
    text = words.verdict({"cross_entropy": found})
    assert "**never**" in text
    assert "a perfect sample costs 0.1639: none brings the mean of model A down." in text
    assert "closer" not in text


@pytest.mark.parametrize(
    ("a", "b", "told"),
    [
        (
            [[0.001, 0.999], [0.9, 0.1]],
            [[0.09, 0.91], [0.5, 0.5]],
            "Without it model A has to make",
        ),
        ([[0.05, 0.95], [0.5, 0.5]], [[0.09, 0.91], [0.5, 0.5]], "Without it model A has to"),
        ([[0.2, 0.8], [0.01, 0.99]], [[0.3, 0.7], [0.01, 0.99]], "Without it: **"),
    ],
)
def test_a_floor_that_turns_who_has_to_make_up_says_who_it_was(a, b, told):
    batch = batch_of([0, 0], a, b)
    lifted = results.gap(batch, CROSS_ENTROPY.floored(0.1))
    without = results.gap(batch, CROSS_ENTROPY)
    assert told in words.floor_note("cross_entropy", 0.1, lifted, without)
