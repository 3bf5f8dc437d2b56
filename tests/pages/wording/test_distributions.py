"""The sentences of the page Distributions, and its arithmetic."""

from __future__ import annotations

import math
import re

import pytest

from losscore import LOSSES
from pages.ui.inputs.presets import PRESETS
from pages.ui.inputs.scenario import Sample, one_hot
from pages.ui.results.penalties import penalty
from pages.ui.wording.en import distributions as words
from pages.ui.wording.en import distributions_arithmetic as arithmetic
from pages.ui.wording.en.losses import WORDS

SAMPLE = PRESETS["article"].samples[0]


def value_of(pieces: list[str]) -> float:
    """What a worked solution comes to, by the reading of Python."""
    text = "".join(pieces).replace(r"\bigl", "").replace(r"\bigr", "").replace(r"\,", "")
    text = text.replace(r"\vphantom{\Bigg|}", "")
    text = re.sub(r"\\frac\{(.*)\}\{\\sqrt\{(.*)\}\}", r"(\1) / math.sqrt(\2)", text)
    text = re.sub(r"\\log ([\d.]+)", r"math.log(\1)", text).replace(r"\cdot", "*")
    text = re.sub(r"\^\{([\d.]+)\}", r" ** \1", text.replace("^{1/2}", " ** 0.5"))
    return eval(text.replace("^2", " ** 2"), {"math": math})


@pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES)
@pytest.mark.parametrize("preset", ["article", "two_classes", "soft_truth", "disagreement"])
def test_the_worked_solution_comes_to_the_penalty(loss, preset):
    sample = PRESETS[preset].samples[0]
    for model in ("a", "b"):
        pieces = WORDS[loss.name].pieces(loss, sample.truth, getattr(sample, model))
        assert value_of(pieces) == pytest.approx(penalty(loss, sample, model))


@pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES)
def test_the_worked_solution_of_ten_classes_comes_to_the_penalty(loss):
    sample = Sample((0.1,) * 10, (0.19,) + (0.09,) * 9, one_hot(0, 10))
    pieces = WORDS[loss.name].pieces(loss, sample.truth, sample.a)
    assert value_of(pieces) == pytest.approx(penalty(loss, sample, "a"))


@pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES)
@pytest.mark.parametrize("truth", [one_hot(0, 10), (0.1,) * 10], ids=["one-hot", "soft"])
def test_the_worked_solution_breaks_into_lines_that_fit_a_narrow_screen(loss, truth):
    solution = arithmetic.in_lines(WORDS[loss.name].pieces(loss, truth, (0.1,) * 10), 0.9)
    lines = solution.split(r"\\")
    assert all(len(re.sub(r"\\[a-z,]+(\{gathered\})?| ", "", line)) < 42 for line in lines)


def test_all_classes_stand_in_the_worked_solution_of_squared_error():
    pieces = arithmetic.of_squared_error(LOSSES["squared_error"], one_hot(0, 10), (0.1,) * 10)
    assert "".join(pieces).count("(0 - 0.1)^2") == 9


@pytest.mark.parametrize(
    "names", [("squared_error", "cross_entropy"), ("spherical", "squared_error")]
)
def test_the_snippet_prints_the_pages_numbers_of_the_chosen_two(names, capsys):
    losses = [LOSSES[name] for name in names]
    exec(words.snippet(SAMPLE, losses), {})
    lines = capsys.readouterr().out.splitlines()
    for loss, line in zip(losses, lines, strict=True):
        assert line.startswith(f"{loss.label} [")
        printed = [float(value) for value in re.findall(r"\[(.*?)\]", line)]
        assert printed == pytest.approx([penalty(loss, SAMPLE, m) for m in ("a", "b")], rel=1e-6)
