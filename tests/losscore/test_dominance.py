"""Better under every loss, and where it is: decided by counts and not on a grid."""

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from losscore import (
    LOSSES,
    CrossEntropy,
    PowerLoss,
    SquaredError,
    better_under_all,
    normalize,
    one_hot,
    perfect_samples_needed,
    threshold_curve,
)

SIXTEENTHS = 16  # Fractions that float64 holds exactly, so that the oracle sees the same numbers.


def rows_of(counts):
    """Distributions of sixteenths: where the sum of counts is short, the first class has more."""
    rows = counts.copy()
    rows[:, 0] += SIXTEENTHS - rows.sum(axis=1)
    return rows / SIXTEENTHS


@st.composite
def batches(draw):
    n, k = draw(st.integers(1, 6)), draw(st.integers(2, 4))
    counts = hnp.arrays(np.int64, (3, n, k), elements=st.integers(0, SIXTEENTHS // k))
    truth, a, b = map(rows_of, draw(counts))
    if draw(st.booleans()):
        truth = one_hot(truth.argmax(axis=1), k)
    weights = hnp.arrays(np.int64, n, elements=st.integers(1, 3))
    return truth, a, b, draw(st.none() | weights)


def cost(truth, proba, theta, weights):
    """M(θ) times the weights' sum, in exact arithmetic."""
    each = [1] * len(truth) if weights is None else weights.tolist()
    return sum(
        weight * abs(y - theta)
        for ys, ps, weight in zip(truth.tolist(), proba.tolist(), each, strict=True)
        for y, p in zip(map(Fraction, ys), ps, strict=True)
        if min(y, p) <= theta < max(y, p)
    )


def exact_intervals(truth, a, b, weights):
    """[low, high, sign] from exact arithmetic, one after the other."""
    found = []
    numbers = {0.0, 1.0, *truth.ravel().tolist(), *a.ravel().tolist(), *b.ravel().tolist()}
    thresholds = sorted(map(Fraction, numbers))
    for low, high in pairwise(thresholds):
        # The difference is a straight line: two points of it tell what it is at both ends.
        third = (high - low) / 3
        one, two = (
            cost(truth, a, low + m * third, weights) - cost(truth, b, low + m * third, weights)
            for m in (1, 2)
        )
        left, right = 2 * one - two, 2 * two - one
        middle = low + 3 * third * left / (left - right) if left * right < 0 else low
        for start, end, value in ((low, middle, left), (middle, high, right or left)):
            sign = (value > 0) - (value < 0)
            if start == end or sign == 0:
                continue
            if found and found[-1][2] == sign and found[-1][1] == start:
                found[-1][1] = end
            else:
                found.append([start, end, sign])
    return found


@given(batches())
def test_the_intervals_are_those_of_exact_arithmetic(batch):
    truth, a, b, weights = batch
    result = better_under_all(truth, a, b, sample_weight=weights)
    expected = exact_intervals(*batch)
    assert result.sign.tolist() == [sign for _, _, sign in expected]
    np.testing.assert_allclose(result.low, [float(low) for low, _, _ in expected], atol=1e-14)
    np.testing.assert_allclose(result.high, [float(high) for _, high, _ in expected], atol=1e-14)
    signs = set(result.sign.tolist())
    assert result.equal == (not signs)
    assert result.preferred == (signs.pop() if len(signs) == 1 else 0)


@given(batches())
def test_swapping_the_models_swaps_the_signs(batch):
    truth, a, b, weights = batch
    one = better_under_all(truth, a, b, sample_weight=weights)
    other = better_under_all(truth, b, a, sample_weight=weights)
    assert (one.preferred, one.equal) == (-other.preferred, other.equal)
    np.testing.assert_array_equal(one.low, other.low)
    np.testing.assert_array_equal(one.high, other.high)
    np.testing.assert_array_equal(one.sign, -other.sign)


@given(batches())
def test_who_is_preferred_is_no_worse_under_any_loss(batch):
    truth, a, b, weights = batch
    preferred = better_under_all(truth, a, b, sample_weight=weights).preferred
    if preferred == 0:
        return
    better, worse = (a, b) if preferred < 0 else (b, a)
    for loss in (SquaredError(), CrossEntropy(), PowerLoss(0.01), PowerLoss(0.5)):
        least, most = (mean(loss.penalties(truth, p), weights) for p in (better, worse))
        assert least <= most * (1.0 + 1e-12)


def mean(penalties, weights):
    return perfect_samples_needed(penalties, 0.0, sample_weight=weights).mean


def test_the_curves_of_both_models_come_along():
    truth, a, b = [0, 1], [[0.8, 0.2], [0.5, 0.5]], [[0.9, 0.1], [0.6, 0.4]]
    result = better_under_all(truth, a, b)
    for proba, curve in ((a, result.a), (b, result.b)):
        np.testing.assert_array_equal(curve.values, threshold_curve(truth, proba).values)


def test_models_of_equal_curves_are_equal_though_they_differ_sample_by_sample():
    truth, a = [0, 0, 1], np.array([[0.9, 0.1], [0.6, 0.4], [0.3, 0.7]])
    result = better_under_all(truth, a, a[[1, 0, 2]])
    assert result.equal
    assert result.preferred == 0
    assert result.low.size == result.high.size == result.sign.size == 0


def test_nor_does_rounding_of_weights_make_a_difference():
    rng = np.random.default_rng(0)
    truth, a = rng.dirichlet(np.ones(3)), rng.dirichlet(np.ones(3), 1000)
    order = rng.permutation(1000)
    for sample_weight in (None, np.full(1000, 0.1)):
        result = better_under_all(
            np.tile(truth, (1000, 1)), a, a[order], sample_weight=sample_weight
        )
        assert result.equal


def test_one_sample_of_a_million_decides():
    """A count is no rounding error."""
    a = np.tile([0.75, 0.25], (1_000_000, 1))
    b = a.copy()
    b[123_456] = [0.5, 0.5]
    result = better_under_all(np.zeros(1_000_000, int), a, b)
    assert result.preferred == -1
    assert (result.low.tolist(), result.high.tolist()) == ([0.25], [0.75])
    assert result.b.at(0.3) - result.a.at(0.3) == pytest.approx(0.3e-6, rel=1e-9)


def test_a_crossing_lies_where_both_cost_the_same():
    # Between 0.1 and 0.3 A has a miss and a false alarm, and B four false alarms.
    a, b = [[0.1, 0.9, 0.0], [1.0, 0.0, 0.0]], [[0.4, 0.3, 0.3], [0.4, 0.3, 0.3]]
    result = better_under_all([0, 0], a, b)
    assert 0.25 in result.low
    assert 0.25 in result.high
    assert result.a.at(0.25) == result.b.at(0.25) == (1 - 0.25 + 0.25) / 2


@pytest.mark.parametrize("name", ["squared_error", "cross_entropy"])
def test_where_each_is_better_says_why_losses_disagree(name):
    """Of the article's pair: more false alarms at small θ, which cross-entropy minds more."""
    truth, a, b = [0], [[0.8, 0.2, 0.0]], [[0.8, 0.1, 0.1]]
    result = better_under_all(truth, a, b)
    assert result.sign.tolist() == [-1, 1]
    assert (result.low.tolist(), result.high.tolist()) == ([0.0, 0.1], [0.1, 0.2])
    gap = LOSSES[name].penalties(truth, a) - LOSSES[name].penalties(truth, b)
    assert gap == pytest.approx({"squared_error": [0.02], "cross_entropy": [0.0]}[name])


@given(batches(), st.sampled_from([SquaredError(), CrossEntropy(), PowerLoss(0.3)]))
def test_what_either_saves_where_it_is_better_adds_up_to_the_difference(batch, loss):
    truth, a, b, weights = batch
    result = better_under_all(truth, a, b, sample_weight=weights)
    saved_a, saved_b = result.saved(loss)
    means = [np.average(loss.penalties(truth, p), weights=weights) for p in (a, b)]
    assert min(saved_a, saved_b) >= 0.0
    if np.isfinite(means).all():
        assert saved_b - saved_a == pytest.approx(means[0] - means[1], abs=1e-10)
    assert (saved_a > 0.0, saved_b > 0.0) == ((result.sign == -1).any(), (result.sign == 1).any())


def test_what_is_saved_is_the_area_between_the_curves():
    # The rest on one wrong class or on two: two false alarms below 0.1, none from there on.
    result = better_under_all([0], [[0.8, 0.2, 0.0]], [[0.8, 0.1, 0.1]])
    assert result.saved("squared_error") == pytest.approx((0.01, 0.03))
    assert result.saved("cross_entropy") == pytest.approx((0.1, 0.1))
    with pytest.raises(ValueError, match="no weight"):
        result.saved("spherical")


def test_who_has_no_chance_of_the_truth_is_saved_infinitely_much():
    result = better_under_all([0], [[0.0, 1.0, 0.0]], [[0.5, 0.25, 0.25]])
    assert result.saved("cross_entropy") == (pytest.approx(0.25 - 0.25), np.inf)


def test_what_1_less_p_is_rounded_by_is_no_lead():
    """In binary 1 − 0.7 is more than 0.3: in the decimals that were meant A is ahead alone."""
    truth, a, b = [1, 0], [0.7, 0.25], [0.6, 0.3]
    assert 1 - a[0] != b[1]
    result = better_under_all(truth, a, b)
    columns = [[0.3, 0.7], [0.75, 0.25]], [[0.4, 0.6], [0.7, 0.3]]
    np.testing.assert_allclose(result.low, better_under_all(truth, *columns).low)
    assert result.preferred == better_under_all(truth, *columns).preferred == -1
    tiny = better_under_all([0], [[1.0, 1e-17]], [[1.0, 2e-17]])
    assert (tiny.preferred, tiny.high[-1]) == (-1, 2e-17)


def test_a_loss_that_counts_a_class_for_more_may_prefer_the_model_that_is_worse_under_all_others():
    """A gains from 5/8 to 12/16 where class 1 is true, B from 11/16 to 12/16 where class 0 is."""
    truth, a, b = [1, 0], [0.75, 0.3125], [0.625, 0.25]
    assert better_under_all(truth, a, b).preferred == -1
    # Acting on class 1 alone, at 0.28: A raises a false alarm, B does not. That is proper, too.
    assert np.greater([a, b], 0.28).tolist() == [[True, True], [True, False]]


def test_what_is_wrong_is_said_of_the_model_that_it_is_wrong_in():
    right, wrong = [[0.5, 0.5]], [[0.5, 0.6]]
    with pytest.raises(ValueError, match="proba_a must sum to 1 in every row: row 0"):
        better_under_all([0], wrong, right)
    with pytest.raises(ValueError, match="proba_b must sum to 1 in every row: row 0"):
        better_under_all([0], right, wrong)
    with pytest.raises(ValueError, match="y_true must hold 2 samples because proba_b"):
        better_under_all([0], right, right * 2)
    with pytest.raises(ValueError, match="must be of the same number of classes, got 2 and 3"):
        better_under_all([0], right, [[0.5, 0.25, 0.25]])
    with pytest.raises(ValueError, match="sample_weight"):
        better_under_all([0], right, right, sample_weight=[0.0])


def test_labels_of_any_kind_and_one_column_will_do():
    p, q = [0.25, 0.75], [0.5, 0.875]
    plain = better_under_all([0, 1], p, q)
    named = better_under_all(["no", "yes"], p, q, classes=["no", "yes"])
    np.testing.assert_array_equal(plain.low, named.low)
    rows = normalize([[3, 1], [1, 3]]), normalize([[1, 1], [1, 7]])
    np.testing.assert_array_equal(plain.sign, better_under_all([0, 1], *rows).sign)
