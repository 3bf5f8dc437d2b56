"""The power loss is a line from squared error to cross-entropy."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from losscore import LOSSES, PowerLoss, cross_entropy, entropy, normalize, perfect_samples_needed
from losscore.teaching import (
    OPTIMIZERS,
    descent_law,
    logistic_chain,
    residual_elasticity,
    single_sample_descent,
    steps_to_reach,
    train_softmax_regression,
)

ROWS = hnp.arrays(np.int64, (2, 4, 3), elements=st.integers(0, 9)).filter(
    lambda w: w.any(axis=-1).all()
)
METHODS = pytest.mark.parametrize(
    "method", ["penalties", "terms", "gradient", "logit_gradient", "hessian", "resolution"]
)
X = np.array([[-2.0], [-1.0], [-0.5], [0.4], [1.0], [2.0]])
LABELS = [0, 0, 1, 0, 1, 1]


@METHODS
@given(ROWS)
def test_at_1_it_is_squared_error(method, rows):
    truth, proba = normalize(rows[0]), normalize(rows[1])
    for y in (truth, truth.argmax(axis=1)):
        ours, theirs = (
            getattr(x, method)(y, proba) for x in (PowerLoss(1), LOSSES["squared_error"])
        )
        np.testing.assert_allclose(ours, theirs, rtol=1e-13, atol=1e-15)


@given(ROWS)
def test_towards_0_it_is_cross_entropy_beyond_that_of_the_truth(rows):
    truth, proba = normalize(rows[0]), normalize(rows[1] + 1)
    expected = cross_entropy(truth, proba) - entropy(truth)
    for a in (1e-3, 1e-6, 1e-9, 1e-100):
        actual = PowerLoss(a).penalties(truth, proba)
        np.testing.assert_allclose(actual, expected, rtol=10 * a, atol=1e-15 + 3 * a)


@pytest.mark.parametrize("method", ["gradient", "logit_gradient", "hessian"])
def test_towards_0_it_pushes_as_cross_entropy(method):
    truth, proba = [[0.5, 0.3, 0.2]], [[0.2, 0.2, 0.6]]
    ours, theirs = (
        getattr(x, method)(truth, proba) for x in (PowerLoss(1e-9), LOSSES["cross_entropy"])
    )
    if method == "gradient":  # On ŷ that are a distribution the 1 in (ŷ − y)/ŷ is the same for all.
        theirs = theirs + 1.0
    np.testing.assert_allclose(ours, theirs, rtol=1e-7)


@given(ROWS, st.floats(1e-6, 1.0))
def test_it_is_0_for_the_truth_alone_and_its_terms_are_never_below(rows, a):
    truth, proba = normalize(rows[0]), normalize(rows[1])
    assert PowerLoss(a).penalties(truth, truth).tolist() == [0.0] * 4
    terms = PowerLoss(a).terms(truth, proba)
    assert (terms >= 0.0).all()
    assert ((terms > 0.0) == (truth != proba)).all()


@pytest.mark.parametrize("a", [1.0, 0.5, 0.01, 1e-6])
def test_the_end_of_the_line_is_never(a):
    """What is given no chance costs 1 + 1/a: finite until a is 0."""
    loss = PowerLoss(a)
    assert loss.ceiling == 1.0 + 1.0 / a
    assert loss.penalties([0], [[0.0, 1.0]]).tolist() == [loss.ceiling]
    assert loss.terms([0], [[0.0, 1.0]]).tolist() == [[1.0 / a, 1.0]]


def test_the_articles_case_takes_from_3_to_1_118_perfect_samples():
    counts = []
    for a in (1.0, 0.5, 0.25, 1e-6):
        bad, good = PowerLoss(a).penalties([0, 0], [[0.8, 0.2, 0.0], [0.9, 0.1, 0.0]])
        counts.append(perfect_samples_needed(bad, float(good)).exact)
    assert counts == sorted(counts, reverse=True)
    assert counts[0] == pytest.approx(3.0, rel=1e-12)
    log = math.log(0.8) / math.log(0.9) - 1.0
    assert counts[-1] == pytest.approx(log, rel=1e-5)


@pytest.mark.parametrize("a", [0, -0.5, 1.0000001, math.nan, math.inf, "1", None])
def test_a_is_above_0_and_at_most_1(a):
    with pytest.raises(ValueError, match="a must be a number from 1e-100 to 1, got"):
        PowerLoss(a)


def test_losses_of_equal_a_are_equal():
    assert PowerLoss(0.25) == PowerLoss(0.25) != PowerLoss(0.5) == PowerLoss()
    assert len({PowerLoss(0.25), PowerLoss(0.25), PowerLoss(0.5)}) == 2


@pytest.mark.parametrize("a", [1e-6, 0.1, 0.5, 1.0])
def test_late_in_the_descent_the_residual_follows_its_law(a):
    loss, rate = PowerLoss(a), 2.0
    # The steps to a residual that is small enough for the law, and from there 10,000 more.
    start = math.log(1e8)
    begins = steps_to_reach(loss, 1e-8, learning_rate=rate)
    trace = single_sample_descent(loss, steps=10_000, learning_rate=rate, start_logit=start)
    law = descent_law(loss, begins + np.array([1e3, 1e4]), learning_rate=rate)
    np.testing.assert_allclose(trace[[1_000, 10_000]], law, rtol=2e-3)


@pytest.mark.parametrize("a", [1e-6, 0.3, 1.0])
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_it_trains(a, optimizer):
    run = train_softmax_regression(
        X, LABELS, PowerLoss(a), optimizer=optimizer, steps=40, learning_rate=0.3
    )
    assert run.loss[-1] < run.loss[0]
    assert run.loss_name == "power"
    expected = PowerLoss(a).penalties(LABELS, run.predict_proba(X)).mean()
    assert run.loss[-1] == pytest.approx(expected, rel=1e-9)


def test_it_has_a_chain_and_an_elasticity():
    chain = logistic_chain(PowerLoss(1.0), weight=1.0, bias=0.0, x=-2.0, y=1.0)
    assert chain.dloss_dw == pytest.approx(0.7398, abs=1e-4)
    steep = [residual_elasticity(PowerLoss(a), 0.8) for a in (1.0, 1e-9)]
    assert steep == pytest.approx([2.0, residual_elasticity("cross_entropy", 0.8)], rel=1e-6)
