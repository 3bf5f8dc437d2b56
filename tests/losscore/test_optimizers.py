"""The optimizers on functions whose steps can be worked out by hand."""

from itertools import islice

import numpy as np
import pytest

from losscore.teaching.optimizers import OPTIMIZERS, newton


class Quadratic:
    """½·Σ cᵢ·θᵢ² with curvatures c."""

    def __init__(self, *curvatures):
        self._curvatures = np.array(curvatures)

    def value(self, parameters):
        return float(0.5 * (self._curvatures * parameters**2).sum())

    def gradient(self, parameters):
        return self._curvatures * parameters

    def hessian(self, parameters):
        return np.diag(self._curvatures)


START = np.array([1.0, -2.0])


@pytest.mark.parametrize("name", sorted(OPTIMIZERS))
def test_every_optimizer_reaches_the_bottom_of_a_bowl(name):
    *_, last = islice(OPTIMIZERS[name](Quadratic(1.0, 5.0), START, 0.1), 1000)
    np.testing.assert_allclose(last, 0.0, atol=1e-6)


@pytest.mark.parametrize("name", sorted(OPTIMIZERS))
def test_the_start_is_left_as_it_was(name):
    start = START.copy()
    list(islice(OPTIMIZERS[name](Quadratic(1.0, 5.0), start, 0.1), 3))
    np.testing.assert_array_equal(start, START)


def test_newton_is_at_the_bottom_of_a_bowl_after_one_full_step():
    first = next(newton(Quadratic(1.0, 5.0), START, 1.0))
    np.testing.assert_allclose(first, 0.0, atol=1e-15)


def test_newton_walks_away_from_a_saddle_by_the_size_of_its_curvature():
    # A plain Newton step would go to the saddle at 0; along −4 this one goes the other way.
    first = next(newton(Quadratic(2.0, -4.0), START, 1.0))
    np.testing.assert_allclose(first, [0.0, -4.0], atol=1e-15)


def test_newton_halves_a_step_that_is_too_long():
    # From 1 a step of 16 overshoots to −15; 8, 4 and 2 do not descend either (2 lands on −1).
    first = next(newton(Quadratic(1.0, 1.0), np.array([1.0, 0.0]), 16.0))
    np.testing.assert_allclose(first, 0.0, atol=1e-15)
