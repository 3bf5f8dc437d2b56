"""One sample of a batch as a scenario."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import losscore
from pages.ui.inputs.batch import Batch
from pages.ui.inputs.digits import digits
from pages.ui.inputs.one_sample import as_scenario
from pages.ui.inputs.scenario import MAX_CLASSES
from pages.ui.inputs.share import Case, decode, encode
from tests.pages.scoring import NAMES


def batch(names, a, b=None, truth=0) -> Batch:
    b = None if b is None else np.array([b], dtype=float)
    return Batch("a batch", tuple(names), np.array([truth]), np.array([a], dtype=float), b)


def test_a_sample_of_the_digits_is_charged_the_same_as_in_the_batch():
    scenario, grouped = as_scenario(digits(), 2)
    (sample,) = scenario.samples
    assert grouped == 0
    assert scenario.classes == tuple("0123456789")
    for name, loss in ((n, losscore.LOSSES[n]) for n in NAMES):
        for model, proba in (("a", digits().a), ("b", digits().b)):
            there = loss.penalties(digits().truth[2:3], proba[2:3])[0]
            here = loss.penalties([sample.truth], [getattr(sample, model)])[0]
            assert here == pytest.approx(there, rel=1e-4), (name, model)


def test_every_sample_of_the_digits_makes_a_scenario_that_a_link_carries():
    for i in range(digits().size):
        scenario, _ = as_scenario(digits(), i)
        assert decode(encode(Case(scenario))).scenario == scenario


def test_soft_truth_stays_soft():
    soft = Batch("soft", ("cat", "dog"), np.array([[0.7, 0.3]]), np.array([[0.6, 0.4]]))
    (sample,) = as_scenario(soft, 0)[0].samples
    assert sample.truth == (0.7, 0.3)


def test_without_model_b_it_gives_every_class_the_same():
    (sample,) = as_scenario(batch("xyz", [0.8, 0.1, 0.1]), 0)[0].samples
    assert sample.b == pytest.approx((1 / 3,) * 3, abs=1e-6)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (("=SUM(1)", "![x](y)"), ("SUM(1)", "x(y)")),
        (("a*b", "ab"), ("ab", "ab 2")),
        (("***", "~"), ("class 0", "class 1")),
        (("<b>", "b", "[b]"), ("b", "b 2", "b 3")),
        (("x" * 30, "x" * 31), ("x" * 24, "x" * 20 + " 2")),
        (("猫", " 鸟  1 "), ("猫", "鸟 1")),
    ],
)
def test_class_names_lose_what_a_scenario_refuses_and_stay_apart(given, kept):
    proba = [1.0] + [0.0] * (len(given) - 1)
    assert as_scenario(batch(given, proba), 0)[0].classes == kept


@given(st.lists(st.text(max_size=40), min_size=2, max_size=10, unique=True))
def test_whatever_the_names_there_is_a_scenario(names):
    proba = np.full(len(names), 1 / len(names))
    assert len(as_scenario(batch(names, proba), 0)[0].classes) == len(names)


def test_of_many_classes_the_true_one_and_the_heaviest_keep_their_place():
    proba = np.full(20, 0.001)
    proba[[3, 17]] = 0.4, 0.6 - 0.018
    scenario, grouped = as_scenario(batch(map(str, range(20)), proba, truth=11), 0)
    (sample,) = scenario.samples
    assert len(scenario.classes) == MAX_CLASSES
    assert grouped == 11
    assert scenario.classes[-1] == "the other 11"
    assert {"3", "11", "17"} <= set(scenario.classes)
    assert sample.truth[scenario.classes.index("11")] == 1.0
    assert sample.a[-1] == pytest.approx(0.011)
    assert sample.sum("a") == pytest.approx(1.0)


def test_cross_entropy_of_a_sample_with_grouped_classes_is_that_of_the_batch():
    proba = losscore.softmax(np.random.default_rng(0).normal(size=(1, 30)))
    (sample,) = as_scenario(batch(map(str, range(30)), proba[0], truth=29), 0)[0].samples
    here = losscore.cross_entropy([sample.truth], [sample.a])
    assert here == pytest.approx(losscore.cross_entropy([29], proba), rel=1e-5)


def test_a_row_that_misses_1_by_a_rounding_is_scored_all_the_same():
    # To six digits the second row sums to 1.000011, more than losscore lets pass.
    (sample,) = as_scenario(batch("xyz", [1.000009, 0.0, 0.0], [0.3333366] * 3), 0)[0].samples
    assert sample.a == (1.0, 0.0, 0.0)
    assert sample.is_distribution("b")
