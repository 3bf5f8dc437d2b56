"""Four ways to go downhill: each yields the parameters after one step, then the next, and so on."""

from collections.abc import Callable, Iterator
from typing import Literal, Protocol

import numpy as np

from ..checks import Array


class Objective(Protocol):
    """What an optimizer may ask about the function it minimises, at parameters of any shape."""

    def value(self, parameters: Array) -> float:
        """The function itself."""

    def gradient(self, parameters: Array) -> Array:
        """Its first derivatives, of the shape of the parameters."""

    def hessian(self, parameters: Array) -> Array:
        """Its second derivatives, (P, P) for P parameters in C order."""


def gradient_descent(objective: Objective, start: Array, rate: float) -> Iterator[Array]:
    """Go θ ← θ − η·g with the gradient g and a fixed step size η."""
    parameters = start
    while True:
        parameters = parameters - rate * objective.gradient(parameters)
        yield parameters


def momentum(objective: Objective, start: Array, rate: float) -> Iterator[Array]:
    """Go θ ← θ + v with v ← 0.9·v − η·g, the heavy ball.

    Polyak (1964), "Some methods of speeding up the convergence of iteration methods", USSR
    Computational Mathematics and Mathematical Physics 4(5). doi:10.1016/0041-5553(64)90137-5
    """
    parameters, velocity = start, np.zeros_like(start)
    while True:
        velocity = 0.9 * velocity - rate * objective.gradient(parameters)
        parameters = parameters + velocity
        yield parameters


def adam(objective: Objective, start: Array, rate: float) -> Iterator[Array]:
    """Go θ ← θ − η·m/(√v + 1e-8) with running means m of g (0.9) and v of g² (0.999), unbiased.

    Kingma, Ba (2015), "Adam: A Method for Stochastic Optimization", ICLR. arXiv:1412.6980
    """
    parameters = start
    mean, square = np.zeros_like(start), np.zeros_like(start)
    mean_weight = square_weight = 1.0
    while True:
        gradient = objective.gradient(parameters)
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        mean_weight *= 0.9
        square_weight *= 0.999
        unbiased, spread = mean / (1.0 - mean_weight), np.sqrt(square / (1.0 - square_weight))
        parameters = parameters - rate * unbiased / (spread + 1e-8)
        yield parameters


def newton(objective: Objective, start: Array, rate: float) -> Iterator[Array]:
    """Go θ ← θ + s·d with d = −|H|⁻¹·g, and s = η halved until the function falls enough.

    |H| is the exact Hessian with its eigenvalues made positive, and at least 1e-12: squared error
    over a softmax is not convex, and a plain Newton step would climb to its saddles. d therefore
    always descends, and some s satisfies Armijo's condition until rounding hides the descent; from
    there on the parameters rest.

    Nocedal, Wright (2006), *Numerical Optimization*, 2nd ed., sections 3.1 and 3.4.
    doi:10.1007/978-0-387-40065-5
    """
    parameters, value = start, objective.value(start)
    while True:
        gradient = objective.gradient(parameters)
        direction = _newton_direction(objective.hessian(parameters), gradient)
        slope = float(np.vdot(gradient, direction))
        for step in rate * 0.5 ** np.arange(60):
            candidate = parameters + step * direction
            candidate_value = objective.value(candidate)
            if candidate_value < value and candidate_value <= value + 1e-4 * step * slope:
                parameters, value = candidate, candidate_value
                break
        else:
            break
        yield parameters
    while True:
        yield parameters


def _newton_direction(hessian: Array, gradient: Array) -> Array:
    curvatures, axes = np.linalg.eigh(hessian)
    along_axes = axes.T @ gradient.ravel() / np.maximum(np.abs(curvatures), 1e-12)
    direction: Array = -(axes @ along_axes).reshape(gradient.shape)
    return direction


Optimizer = Callable[[Objective, Array, float], Iterator[Array]]

OptimizerName = Literal["gradient_descent", "momentum", "adam", "newton"]

OPTIMIZERS: dict[OptimizerName, Optimizer] = {
    "gradient_descent": gradient_descent,
    "momentum": momentum,
    "adam": adam,
    "newton": newton,
}
"""The optimizers `train_softmax_regression` knows, by name."""
