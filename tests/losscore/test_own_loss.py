"""A loss that somebody writes works wherever a loss is named."""

import numpy as np
import pytest

from losscore import LOSSES, CrossEntropy, Loss, PowerLoss, SquaredError, softmax
from losscore.teaching import (
    descent_law,
    logistic_chain,
    residual_elasticity,
    single_sample_descent,
    steps_to_reach,
    train_softmax_regression,
)

EVERY = LOSSES | {f"power {a:g}": PowerLoss(a) for a in (1e-6, 0.25, 1.0)}
EVERY_LOSS = pytest.mark.parametrize("loss", EVERY.values(), ids=EVERY)
X = np.array([[-2.0], [-1.0], [-0.5], [0.4], [1.0], [2.0]])
LABELS = [0, 0, 1, 0, 1, 1]
RNG = np.random.default_rng(3)


class Plain(Loss):
    """Squared error with nothing but what a loss has to define."""

    name = "plain"
    label = "Plain"
    ceiling = 2.0
    local = False
    late_push = (4.0, 2.0)
    likelihood = None

    def terms_at(self, truth, proba):
        return (proba - truth) ** 2

    def gradient_at(self, truth, proba):
        return 2.0 * (proba - truth)

    def hessian_at(self, truth, proba):
        return SquaredError().hessian_at(truth, proba)


@pytest.mark.parametrize("method", ["penalties", "terms", "gradient", "logit_gradient", "hessian"])
def test_what_follows_from_the_terms_and_the_gradient_is_the_same(method):
    truth, proba = RNG.dirichlet(np.ones(4), 20), softmax(RNG.normal(size=(20, 4)))
    mine, theirs = (getattr(x, method)(truth, proba) for x in (Plain(), SquaredError()))
    np.testing.assert_allclose(mine, theirs, rtol=1e-10, atol=1e-15)


class Surprise(Plain):
    """Cross-entropy with nothing but what a loss has to define."""

    def gradient_at(self, truth, proba):
        return -truth / proba


@pytest.mark.parametrize("logit", [-300.0, -40.0, 0.0, 40.0, 300.0])
def test_its_push_on_a_logit_keeps_its_digits_at_both_ends(logit):
    proba = softmax([[0.0, logit, -1.0]])
    mine, theirs = (x.logit_gradient([1], proba) for x in (Surprise(), CrossEntropy()))
    np.testing.assert_allclose(mine, theirs, rtol=1e-12)


@pytest.mark.parametrize("optimizer", ["gradient_descent", "newton"])
def test_it_trains(optimizer):
    mine, theirs = (
        train_softmax_regression(X, LABELS, loss, optimizer=optimizer, steps=20, learning_rate=1.0)
        for loss in (Plain(), "squared_error")
    )
    assert mine.loss_name == "plain"
    np.testing.assert_allclose(mine.loss, theirs.loss, rtol=1e-9)


def test_it_descends_and_has_a_law_and_a_chain():
    for ask in (
        lambda loss: single_sample_descent(loss, steps=50, learning_rate=1.0),
        lambda loss: descent_law(loss, [10, 1000], learning_rate=1.0),
        lambda loss: steps_to_reach(loss, 0.01, learning_rate=1.0),
        lambda loss: logistic_chain(loss, weight=1.0, bias=0.0, x=0.5, y=1.0).dloss_dw,
        lambda loss: residual_elasticity(loss, [0.2, 0.8]),
    ):
        np.testing.assert_allclose(ask(Plain()), ask("squared_error"), rtol=1e-12)


def test_a_loss_that_lacks_a_part_cannot_be_made():
    class Half(Loss):
        def terms_at(self, truth, proba):
            return truth

    with pytest.raises(TypeError, match=r"ceiling.*gradient_at.*hessian_at"):
        Half()


@EVERY_LOSS
def test_late_in_the_descent_the_push_is_as_the_loss_says(loss):
    size, power = loss.late_push
    assert loss.push(1e-100) == pytest.approx(size * 1e-100**power, rel=1e-12, abs=0.0)


@EVERY_LOSS
def test_a_loss_is_local_if_moving_the_rest_changes_no_penalty(loss):
    one, other = loss.penalties([0, 0], [[0.6, 0.4, 0.0], [0.6, 0.2, 0.2]])
    assert (one == other) == loss.local


def test_a_floor_is_the_business_of_a_loss_with_a_logarithm():
    floored = {name: loss.floored(0.01) for name, loss in EVERY.items()}
    assert floored == EVERY | {"cross_entropy": CrossEntropy(0.01)}


def test_below_its_floor_a_prediction_costs_the_ceiling_and_pushes_nothing():
    loss, sample = CrossEntropy(0.01), ([0], [[0.001, 0.999]])
    assert loss.penalties(*sample) == pytest.approx([-np.log(0.01)], rel=1e-15)
    assert loss.terms(*sample)[0, 0] == loss.ceiling
    np.testing.assert_array_equal(loss.gradient(*sample), [[0.0, 0.0]])
    np.testing.assert_array_equal(loss.logit_gradient(*sample), [[0.0, 0.0]])
    np.testing.assert_array_equal(loss.hessian(*sample), np.zeros((1, 2, 2)))
    assert loss.push(0.9999) == 0.0
    assert loss.terms_from_logs(np.array([[1.0, 0.0]]), np.array([[-9.0, -1e-4]]))[0, 0] == (
        loss.ceiling
    )


def test_above_its_floor_it_is_cross_entropy():
    truth, proba = RNG.dirichlet(np.ones(4), 20), softmax(RNG.normal(size=(20, 4)))
    for method in ("penalties", "terms", "gradient", "logit_gradient", "hessian"):
        floored, plain = (
            getattr(x, method)(truth, proba) for x in (CrossEntropy(1e-6), CrossEntropy())
        )
        np.testing.assert_allclose(floored, plain, rtol=1e-12, atol=1e-15)


def test_the_spherical_loss_is_one_less_the_cosine_and_does_not_see_the_scale():
    assert LOSSES["spherical"].penalties([0], [[0.6, 0.4, 0.0]]) == pytest.approx(
        [1 - 0.6 / 0.52**0.5], rel=1e-14
    )
    truth = np.array([[0.7, 0.2, 0.1]])
    assert LOSSES["spherical"].penalties(truth, truth) == pytest.approx([1 - 0.54**0.5], rel=1e-14)


@EVERY_LOSS
def test_no_prediction_is_charged_less_than_the_truth_itself(loss):
    truth = RNG.dirichlet(np.ones(4), 200)
    others = RNG.dirichlet(np.ones(4), 200)
    assert (loss.penalties(truth, truth) <= loss.penalties(truth, others)).all()
