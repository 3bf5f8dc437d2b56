"""How much of the total the worst samples carry, against hand values and exact fractions."""

import math
import re
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from losscore import share_of_worst

hundredths = st.lists(st.integers(0, 200), min_size=1, max_size=30).filter(any)


def test_worst_samples_are_taken_from_the_highest_penalty_down():
    penalties = [0.02, 0.5, 0.08, 0.4]
    np.testing.assert_allclose(share_of_worst(penalties, [1, 2, 3]), [0.5, 0.9, 0.98], rtol=1e-15)


def test_no_sample_carries_nothing_and_all_carry_everything():
    np.testing.assert_array_equal(share_of_worst([0.3, 0.1, 0.7], [0, 3]), [0.0, 1.0])


def test_one_count_gives_one_share():
    share = share_of_worst([1.0, 3.0], 1)
    assert share.shape == ()
    assert share == 0.75


@given(hundredths, st.data())
def test_shares_agree_with_exact_fractions(cents, data):
    count = data.draw(st.integers(0, len(cents)))
    exact = Fraction(sum(sorted(cents, reverse=True)[:count]), sum(cents))
    share = share_of_worst(np.array(cents) / 100, count)
    assert float(share) == pytest.approx(float(exact), rel=1e-12)


@given(hundredths)
def test_order_and_scale_of_the_penalties_change_nothing(cents):
    counts = np.arange(len(cents) + 1)
    shares = share_of_worst(np.array(cents) / 100, counts)
    np.testing.assert_allclose(share_of_worst(np.array(cents[::-1]) * 7.0, counts), shares)


def test_an_infinite_total_has_no_shares():
    assert share_of_worst([0.1, math.inf], [1]) is None


def test_a_total_beyond_float64_is_no_infinite_one():
    np.testing.assert_array_equal(share_of_worst([1.7e308, 1.7e308], [1, 2]), [0.5, 1.0])


def test_a_total_of_zero_has_no_shares():
    assert share_of_worst([0.0, 0.0], [1]) is None


def test_penalties_given_are_not_changed():
    penalties = np.array([0.1, 0.9, 0.5])
    share_of_worst(penalties, [1])
    np.testing.assert_array_equal(penalties, [0.1, 0.9, 0.5])


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        (3, ", got 3"),
        ([0, -1], ": row 1 holds -1"),
        (0.5, ", got 0.5"),
        ([1, math.nan], ": row 1 holds nan"),
    ],
)
def test_counts_that_are_no_whole_number_of_samples_are_named(counts, shown):
    message = f"counts must be whole numbers from 0 to 2{shown}"
    with pytest.raises(ValueError, match=re.escape(message)):
        share_of_worst([0.1, 0.2], counts)


def test_penalties_that_are_none_are_refused():
    with pytest.raises(ValueError, match="penalties is empty"):
        share_of_worst([], 0)
