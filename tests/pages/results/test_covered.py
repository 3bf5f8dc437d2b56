"""What is right to guess of a covered answer."""

from __future__ import annotations

import math

import pytest

from pages.ui.results import covered
from pages.ui.results.gradients import Push
from pages.ui.results.penalties import Charge
from pages.ui.results.thresholds import Lead
from pages.ui.wording.en.covered import AHEAD, COUNTS, PREFERRED


@pytest.mark.parametrize(
    ("first", "second", "right"),
    [
        ("a", "a", "a"),
        ("b", "b", "b"),
        ("a", "b", "apart"),
        (None, "b", "one"),
        ("a", None, "one"),
        (None, None, "neither"),
    ],
)
def test_what_two_losses_prefer(first, second, right):
    charges = [Charge(0.1, 0.2, preferred) for preferred in (first, second)]
    assert covered.preferred(charges) == right
    assert right in PREFERRED


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "none"),
        (1, "1"),
        (4, "4"),
        (5, "5 to 9"),
        (9, "5 to 9"),
        (10, "10 to 99"),
        (99, "10 to 99"),
        (100, "100 or more"),
        (10**15, "100 or more"),
        (None, "no number is enough"),
    ],
)
def test_every_count_belongs_to_one_guess(count, said):
    assert COUNTS[covered.needed(count)] == said


def test_who_is_ahead_everywhere():
    pieces = {"pieces": {}, "ranges": {}, "shares": {}}
    assert covered.ahead(Lead(None, same=True, **pieces)) == "neither"
    assert covered.ahead(Lead("b", same=False, **pieces)) == "b"
    assert covered.ahead(Lead(None, same=False, **pieces)) == "apart"
    assert {"a", "b", "neither", "apart"} == {*AHEAD}


@pytest.mark.parametrize(
    ("first", "second", "right"),
    [
        (-0.3, 0.2, "first"),
        (0.1, -0.2, "second"),
        (-0.2, 0.2, "alike"),
        (0.1 + 0.2, 0.3, "alike"),
        (0.0, 0.0, "alike"),
        (0.0, math.ulp(0.0), "second"),
    ],
)
def test_which_loss_pushes_harder_whatever_its_sign(first, second, right):
    pushes = {name: Push((0.0,), (slope,)) for name, slope in (("x", first), ("y", second))}
    assert covered.harder(pushes, 0) == right
