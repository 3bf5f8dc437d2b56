"""The chain rule of logistic regression: each factor, their products, and other routes to them."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from losscore import LOSSES, sigmoid, softmax
from losscore.teaching import log_odds, logistic_chain

EVERY_LOSS = sorted(LOSSES)
NAMES = ", ".join(map(repr, LOSSES))
NUMBER = st.floats(-3, 3)
TRUTH = st.sampled_from([0.0, 0.3, 1.0])


def test_hand_computed_chain():
    # ŷ = σ(1) = 1/(1+1/e) = 0.7310585786300049
    y_hat = 0.7310585786300049
    chain = logistic_chain("squared_error", weight=2.0, bias=-3.0, x=2.0, y=0.0)
    assert (chain.z, chain.y_hat) == (1.0, pytest.approx(y_hat, rel=1e-15))
    assert chain.loss == pytest.approx(2 * y_hat**2)
    assert chain.dy_hat_dz == pytest.approx(0.19661193324148185, rel=1e-14)
    assert (chain.dz_dw, chain.dz_db) == (2.0, 1.0)
    assert chain.dloss_dw == pytest.approx(4 * y_hat * 0.19661193324148185 * 2.0)
    assert chain.dloss_db == chain.dloss_dz == pytest.approx(4 * y_hat * 0.19661193324148185)


def test_squared_error_over_both_classes_is_twice_the_articles_two_times_the_difference():
    chain = logistic_chain("squared_error", weight=0.7, bias=0.1, x=1.5, y=1.0)
    article = 2 * (chain.y_hat - 1.0)
    assert chain.dloss_dclasses == (pytest.approx(-article), pytest.approx(article))
    assert chain.dloss_dy_hat == pytest.approx(2 * article)


def test_cross_entropy_pushes_on_a_class_only_where_the_truth_is():
    chain = logistic_chain("cross_entropy", weight=0.7, bias=0.1, x=1.5, y=1.0)
    assert chain.dloss_dclasses == (0.0, pytest.approx(-1 / chain.y_hat))
    assert chain.dloss_dy_hat == pytest.approx(-1 / chain.y_hat)
    wrong = logistic_chain("cross_entropy", weight=0.7, bias=0.1, x=1.5, y=0.0)
    assert wrong.dloss_dy_hat == pytest.approx(1 / (1 - wrong.y_hat))


@given(weight=NUMBER, bias=NUMBER, x=NUMBER, y=TRUTH)
def test_under_cross_entropy_the_logit_is_pushed_by_the_residual(weight, bias, x, y):
    chain = logistic_chain("cross_entropy", weight=weight, bias=bias, x=x, y=y)
    assert chain.dloss_dz == pytest.approx(chain.y_hat - y, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("loss", EVERY_LOSS)
@given(weight=NUMBER, bias=NUMBER, x=NUMBER, y=TRUTH)
def test_product_of_the_factors_is_the_gradient_through_softmax(loss, weight, bias, x, y):
    chain = logistic_chain(loss, weight=weight, bias=bias, x=x, y=y)
    proba = softmax([0.0, chain.z])[None]
    through_softmax = LOSSES[loss].logit_gradient([[1 - y, y]], proba)[0, 1]
    assert chain.dloss_dz == pytest.approx(through_softmax, rel=1e-9, abs=1e-12)
    assert chain.dloss_dw == pytest.approx(through_softmax * x, rel=1e-9, abs=1e-12)
    assert chain.dloss_db == pytest.approx(through_softmax, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("loss", EVERY_LOSS)
@pytest.mark.parametrize("y", [0.0, 0.4, 1.0])
def test_every_derivative_is_a_central_difference(loss, y):
    at = {"weight": 0.8, "bias": -0.5, "x": 1.7}
    step = 1e-6

    def slope(name):
        up, down = ({**at, name: at[name] + sign * step} for sign in (1, -1))
        higher, lower = (logistic_chain(loss, **place, y=y).loss for place in (up, down))
        return (higher - lower) / (2 * step)

    chain = logistic_chain(loss, **at, y=y)
    assert chain.dloss_dw == pytest.approx(slope("weight"), rel=1e-7)
    assert chain.dloss_db == pytest.approx(slope("bias"), rel=1e-7)
    assert chain.dy_hat_dz == pytest.approx(
        (sigmoid(chain.z + step) - sigmoid(chain.z - step)) / (2 * step), rel=1e-7
    )

    def penalty(y_hat):
        return LOSSES[loss].penalties([[1 - y, y]], [[1 - y_hat, y_hat]])[0]

    moved = (penalty(chain.y_hat + step) - penalty(chain.y_hat - step)) / (2 * step)
    assert chain.dloss_dy_hat == pytest.approx(moved, rel=1e-7)


@pytest.mark.parametrize("loss", EVERY_LOSS)
@pytest.mark.parametrize("y", [0.0, 1.0])
@pytest.mark.parametrize("bias", [-700.0, 700.0])
def test_saturation_leaves_every_factor_finite(loss, y, bias):
    chain = logistic_chain(loss, weight=0.0, bias=bias, x=0.0, y=y)
    factors = [chain.loss, *chain.dloss_dclasses, chain.dloss_dy_hat, chain.dy_hat_dz]
    assert np.isfinite([*factors, chain.dloss_dz, chain.dloss_dw]).all()
    expected = float(bias > 0) - y if loss == "cross_entropy" else 0.0
    assert chain.dloss_dz == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"loss": "hinge"},
            f"loss must be one of {NAMES}, got 'hinge'",
        ),
        ({"weight": 2e6}, "weight must be a number from -1e+06 to 1e+06, got 2000000.0"),
        ({"bias": "1"}, "bias must be a number from -1e+06 to 1e+06, got '1'"),
        ({"x": float("nan")}, "x must be a number from -1e+06 to 1e+06, got nan"),
        ({"y": 1.5}, "y must be a number from 0 to 1, got 1.5"),
        ({"weight": 701.0}, "weight·x + bias must be a number from -700 to 700, got 701.0"),
    ],
)
def test_a_bad_number_is_named_with_its_range(changes, message):
    settings = {"loss": "cross_entropy", "weight": 1.0, "bias": 0.0, "x": 1.0, "y": 1.0} | changes
    with pytest.raises(ValueError) as error:
        logistic_chain(settings.pop("loss"), **settings)
    assert str(error.value) == message


def test_log_odds_undo_the_sigmoid():
    logits = np.array([-30.0, -1.0, 0.0, 2.5, 10.0])
    np.testing.assert_allclose(log_odds(sigmoid(logits)), logits, rtol=1e-10)
    np.testing.assert_allclose(log_odds([1e-6, 0.9]), [-13.815509557963773, math.log(9)])


def test_log_odds_of_certainty_are_infinite_without_a_warning():
    assert log_odds([0.0, 1.0]).tolist() == [-math.inf, math.inf]


@pytest.mark.parametrize("y_hat", [-0.1, 1.1, float("nan")])
def test_log_odds_of_what_is_no_probability_are_refused(y_hat):
    with pytest.raises(ValueError, match=f"y_hat must lie within 0 to 1, got {y_hat!r}"):
        log_odds(y_hat)
    with pytest.raises(ValueError, match=f"y_hat must lie within 0 to 1: row 1 holds {y_hat!r}"):
        log_odds([[0.5, 0.5], [0.5, y_hat]])
