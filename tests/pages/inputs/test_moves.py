"""What a hand moved in the browser: taken to the digit, and nothing taken that is no such thing."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.ui.inputs.moves import giving_way, with_moves
from pages.ui.inputs.scenario import Sample, Scenario, ScenarioError

SAMPLE = Sample((1, 0, 0), (1 / 3, 1 / 3, 1 / 3), (0.9, 0.1, 0))
SCENARIO = Scenario(("cat", "dog", "bird"), (SAMPLE, SAMPLE))


def moves(to: object, sample: object = 1, classes: object = ("cat", "dog", "bird")) -> dict:
    return {
        "sample": sample,
        "classes": list(classes) if isinstance(classes, tuple) else classes,
        "to": to,
    }


def test_what_was_moved_is_replaced_and_the_rest_stays_to_the_digit():
    found = with_moves(SCENARIO, 1, moves({"b": [29, 58, 13]}))
    assert found.samples == (SAMPLE, Sample(SAMPLE.truth, SAMPLE.a, (0.29, 0.58, 0.13)))
    assert found.classes == SCENARIO.classes


def test_several_columns_may_have_been_moved_or_none():
    found = with_moves(SCENARIO, 1, moves({"truth": [50, 50, 0], "a": [0, 0, 100]}))
    assert found.samples[1] == Sample((0.5, 0.5, 0), (0, 0, 1), SAMPLE.b)
    assert with_moves(SCENARIO, 1, moves({})) == SCENARIO


@pytest.mark.parametrize(
    "given",
    [
        None, [], [100], [50, 50], [25, 25, 25, 25], [100, 0, 1], [99, 0, 0], [101, -1, 0],
        [100.0, 0.0, 0.0], [float("nan"), 100, 0], [float("inf"), 0, 0], [True, 99, 0],
        ["100", "0", "0"], "100", {"0": 100}, [[100], 0, 0], [10**400, 0, 0], [100, None, 0],
    ],
)  # fmt: skip
def test_a_column_that_is_no_distribution_in_hundredths_is_refused(given):
    with pytest.raises(ScenarioError, match="does not sum to 1"):
        with_moves(SCENARIO, 1, moves({"a": given}))


@pytest.mark.parametrize(
    "given",
    [
        None, 1, "moved", [], {}, {"to": {}}, moves([]), moves(None), moves({"c": [100, 0, 0]}),
        moves({"__class__": [100, 0, 0]}), {**moves({}), "more": 1},
    ],
)  # fmt: skip
def test_what_is_no_move_is_refused(given):
    with pytest.raises(ScenarioError, match="could not be read"):
        with_moves(SCENARIO, 1, given)


@pytest.mark.parametrize(
    "given",
    [
        moves({}, sample=0),
        moves({}, sample="1"),
        moves({}, sample=None),
        moves({}, sample=True),
        moves({}, classes=("cat", "dog")),
        moves({}, classes=("dog", "cat", "bird")),
        moves({}, classes="cat"),
        moves({}, classes=None),
    ],
)
def test_a_move_of_another_sample_is_refused(given):
    with pytest.raises(ScenarioError, match="another sample"):
        with_moves(SCENARIO, 1, given)


@given(st.lists(st.integers(0, 100), min_size=2, max_size=10), st.sets(st.integers(0, 9)))
def test_the_rest_gives_way_in_proportion(hundredths, chosen):
    kept = {k for k in chosen if k < len(hundredths)}
    others = [k for k in range(len(hundredths)) if k not in kept]
    found = giving_way([value / 100 for value in hundredths], kept)
    assert all(found[k] == hundredths[k] / 100 for k in kept)
    left = max(Fraction(100 - sum(hundredths[k] for k in kept), 100), Fraction(0))
    total = sum(hundredths[k] for k in others)
    for k in others:
        share = Fraction(hundredths[k], total) if total else Fraction(1, len(others))
        assert found[k] == pytest.approx(float(left * share), abs=1e-12)
