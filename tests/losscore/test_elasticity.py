"""How steeply each penalty grows with the residual, and where the losses change places."""

import numpy as np
import pytest
import scipy.special

from losscore import LOSSES
from losscore.teaching import equal_elasticity, residual_elasticity

Y_HAT = np.array([1e-6, 0.01, 0.2, 0.5, 0.8, 0.999])


def test_squared_error_grows_with_the_square_of_the_residual_everywhere():
    np.testing.assert_allclose(residual_elasticity("squared_error", Y_HAT), 2.0, rtol=1e-12)


def test_cross_entropy_grows_as_its_formula_says():
    expected = (1 - Y_HAT) / (-Y_HAT * np.log(Y_HAT))
    np.testing.assert_allclose(residual_elasticity("cross_entropy", Y_HAT), expected, rtol=1e-12)


@pytest.mark.parametrize("loss", sorted(LOSSES))
def test_elasticity_is_a_central_difference_of_logarithms(loss):
    residual, step = 0.6, 1e-6

    def log_penalty(r):
        return np.log(LOSSES[loss].penalties([0], [[1 - r, r]])[0])

    slope = (log_penalty(residual * np.exp(step)) - log_penalty(residual * np.exp(-step))) / (
        2 * step
    )
    assert residual_elasticity(loss, 1 - residual) == pytest.approx(slope, rel=1e-8)


def test_elasticities_meet_where_lambert_w_says():
    w = scipy.special.lambertw(-0.5 * np.exp(-0.5), k=-1).real
    assert equal_elasticity() == pytest.approx(-1 / (2 * w), rel=1e-12)
    assert equal_elasticity() == pytest.approx(0.2846681370408385, rel=1e-12)


def test_below_the_meeting_cross_entropy_is_the_steeper_and_above_it_the_flatter():
    at = equal_elasticity()
    assert residual_elasticity("cross_entropy", at - 0.01) > 2.0
    assert residual_elasticity("cross_entropy", at + 0.01) < 2.0


@pytest.mark.parametrize(
    ("y_hat", "message"),
    [
        (0.0, "y_hat must be above 0 and below 1, got 0"),
        (1.0, "y_hat must be above 0 and below 1, got 1"),
        (float("nan"), "y_hat must be above 0 and below 1, got nan"),
        ([0.5, 1.0], "y_hat must be above 0 and below 1: row 1 holds 1"),
        ([[0.5]], "y_hat must be a number or have shape (N,), got shape (1, 1)"),
    ],
)
def test_a_probability_that_is_not_between_is_named(y_hat, message):
    with pytest.raises(ValueError) as error:
        residual_elasticity("cross_entropy", y_hat)
    assert str(error.value) == message


def test_an_unknown_loss_is_named():
    with pytest.raises(ValueError, match="loss must be one of 'squared_error', 'cross_entropy'"):
        residual_elasticity("hinge", 0.5)
