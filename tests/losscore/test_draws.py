"""Truths as counts of draws, and the scatter of a label."""

from fractions import Fraction

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

from losscore.teaching import fewest_draws, label_deviation

COUNTS = st.lists(st.integers(0, 12), min_size=2, max_size=8).filter(any)


@pytest.mark.parametrize(
    ("truth", "counts"),
    [
        ([1, 0, 0], [1, 0, 0]),
        ([0.7, 0.2, 0.1], [7, 2, 1]),
        ([0.5, 0.25, 0.25], [2, 1, 1]),
        ([0.333333, 0.333333, 0.333334], [1, 1, 1]),
        ([0.999, 0.001], [999, 1]),
    ],
)
def test_a_truth_is_the_frequency_of_these_draws(truth, counts):
    assert fewest_draws(truth).tolist() == counts


@given(COUNTS)
def test_counts_come_back_from_their_frequencies_in_lowest_terms(counts):
    shares = [Fraction(count, sum(counts)) for count in counts]
    found = fewest_draws([round(float(share), 6) for share in shares])
    assert [Fraction(int(count), int(found.sum())) for count in found] == shares
    assert np.gcd.reduce(found.astype(int)) == 1


def test_a_truth_that_takes_too_many_draws_has_none():
    assert fewest_draws([0.9999, 0.0001]) is None
    assert fewest_draws([0.9999, 0.0001], most=10_000).tolist() == [9999, 1]
    assert fewest_draws([0.2001, 0.7999]) is None
    sevenths_and_elevenths = [1 / 14, 6 / 14, 1 / 22, 10 / 22]
    assert fewest_draws(sevenths_and_elevenths, most=153) is None
    assert fewest_draws(sevenths_and_elevenths, most=154).tolist() == [11, 66, 7, 70]


@pytest.mark.parametrize(
    ("truth", "most", "message"),
    [
        ([[1, 0]], 10, r"truth must have shape \(K,\) with K ≥ 2, got shape \(1, 2\)"),
        ([1], 10, r"truth must have shape \(K,\) with K ≥ 2, got shape \(1,\)"),
        ([0.5, 0.4], 10, "truth must sum to 1 in every row"),
        ([1, 0], 0, "most must be a whole number from 1 to 100000, got 0"),
    ],
)
def test_what_is_no_truth_is_named(truth, most, message):
    with pytest.raises(ValueError, match=message):
        fewest_draws(truth, most=most)


@pytest.mark.parametrize("y_hat", [0.0, 0.2, 0.5, 0.99, 1.0])
def test_scatter_of_a_label_is_that_of_a_bernoulli_draw(y_hat):
    assert label_deviation(y_hat) == pytest.approx(scipy.stats.bernoulli(y_hat).std(), abs=1e-15)


def test_a_label_probability_outside_its_range_is_named():
    with pytest.raises(ValueError, match=r"y_hat must be a number from 0 to 1, got 1\.2"):
        label_deviation(1.2)
