"""The sentences of the page Gradients."""

from __future__ import annotations

import itertools
import re

import pytest

from losscore import LOSSES, teaching
from pages.ui.inputs.scenario import Sample
from pages.ui.results.gradients import pushes
from pages.ui.wording.en import gradients as words
from pages.ui.wording.en import gradients_logistic as chain_words
from pages.ui.wording.en.losses import WORDS
from tests.pages.scoring import NAMES, PAIR


def test_a_push_is_told_however_small():
    sample = Sample((1.0, 0.0, 0.0), (1.0, 1e-9, 0.0), (1.0, 0.0, 0.0))
    by_loss = {loss: push.logit[0] for loss, push in pushes(sample, "a", PAIR).items()}
    assert by_loss == {
        "squared_error": pytest.approx(-4e-18),
        "cross_entropy": pytest.approx(-1e-9),
    }
    assert "Cross-entropy pushes **" in words.comparison(by_loss)


def test_two_classes_share_one_number_so_squared_error_counts_twice():
    chain = teaching.logistic_chain("squared_error", weight=1.0, bias=0.0, x=-2.0, y=1.0)
    text = chain_words.note({"squared_error": chain})
    assert "∂L/∂ŷ = −1.762 − 1.762 = 4(ŷ − y)" in text


def test_long_terms_and_results_stand_on_lines_of_their_own():
    """On a phone two of them side by side would be cut."""
    sample = Sample((0.4264, 0.3, 0.2736), (0.1161, 0.0312, 0.8527), (1.0, 0.0, 0.0))
    found = pushes(sample, "a", tuple(LOSSES.values()))
    text = words.solution("cross_entropy", sample, "a", found["cross_entropy"])
    assert text.count(r"\\ &\quad + ") == 2
    text = words.solution("power", sample, "a", found["power"])
    assert r"(0.1161 - 0.4264) \\ &= -1.366" in text
    text = words.solution("spherical", sample, "a", found["spherical"])
    assert r"{0.8611^3} \\ &= -0.442" in text


def test_without_an_input_the_weight_is_left_alone():
    chains = {
        name: teaching.logistic_chain(name, weight=1.0, bias=1.0, x=0.0, y=1.0) for name in NAMES
    }
    assert "the step leaves w alone and raises b" in chain_words.answer(chains, 1)


@pytest.mark.parametrize(
    ("slopes", "sentence"),
    [
        ({"squared_error": -0.1, "cross_entropy": -0.2}, "Cross-entropy pushes **2 times** as"),
        ({"squared_error": 0.3, "cross_entropy": -0.2}, "Squared error pushes **1.5 times** as"),
        ({"squared_error": 0.5, "cross_entropy": 0.5}, "Both push **equally hard**."),
        ({"squared_error": 0.1, "cross_entropy": 0.0}, "Only squared error pushes here"),
        ({"squared_error": 0.0, "cross_entropy": 0.0}, "Neither pushes"),
    ],
)
def test_the_harder_push_is_named(slopes, sentence):
    assert words.comparison(slopes).startswith(sentence)


def test_terms_of_many_classes_break_into_lines():
    values = (0.4, 0.2, 0.2, 0.1, 0.1)
    sample = Sample((1, 0, 0, 0, 0), values, values)
    text = words.solution("squared_error", sample, "a", pushes(sample, "a", PAIR)["squared_error"])
    assert text.count(r"\\ &\quad + ") == 2


@pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES)
def test_no_formula_raises_a_power_of_ten_to_a_power_without_brackets(loss):
    """KaTeX takes no second exponent and shows the formula as an error."""
    tiny = (1e-7, 1.0 - 1e-7)
    sample = Sample((1.0, 0.0), tiny, tiny)
    formulas = [
        words.solution(loss.name, sample, "a", pushes(sample, "a", (loss,))[loss.name]),
        "".join(WORDS[loss.name].pieces(loss, tiny, tiny)),
    ]
    for x, y in itertools.product((-4.0, 4.0), (0, 1)):
        chain = teaching.logistic_chain(loss, weight=5.0, bias=0.0, x=x, y=y)
        formulas.append(chain_words.solution(loss.name, chain, y))
    for formula in formulas:
        assert "10^{-" in formula
        assert not re.search(r"\^(\{[^{}]*\}|.)\^", formula)
