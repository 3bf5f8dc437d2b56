"""One two-class sample under plain gradient descent: how fast does its residual vanish?"""

import math
from collections.abc import Callable, Iterator
from typing import overload

import numpy as np
import numpy.typing as npt

from ..checks import (
    Array,
    Number,
    Numbers,
    check_finite,
    check_one_axis,
    number_between,
    numbers,
    whole_number_between,
)
from ..loss import Loss
from ..losses import as_loss

MAX_DESCENT_STEPS = 10_000_000

# Beyond 700 nats a residual e^-z is too small for float64, and a log axis cannot show the 0 it
# becomes. A push is at most 1, so start and step size within 700 keep every residual above 0.
MAX_LOGIT = 700.0
MIN_LEARNING_RATE = 1e-9


def single_sample_descent(
    loss: str | Loss, *, steps: int, learning_rate: float, start_logit: float = 0.0
) -> Array:
    """Residuals of one two-class sample while gradient descent moves its logit.

    The sample is of class 1 and ŷ = σ(z) is its probability. A step is z ← z − η·∂L/∂z, where
    ∂L/∂z = −r under cross-entropy and −4·r²·(1−r) under squared error (summed over both classes),
    with the residual r = 1−ŷ.

    Parameters
    ----------
    loss : str or Loss
        A name in `LOSSES`, or a loss.
    steps : int
        Number of steps, 1 to 10,000,000; a million take a fraction of a second.
    learning_rate : float
        Step size η, 1e-9 to 700.
    start_logit : float
        z before the first step, −700 to 700. The further below 0, the more confidently wrong.

    Returns
    -------
    ndarray of shape (steps + 1,)
        The residual 1−ŷ before the first step and after each; decreasing, never 0.

    Raises
    ------
    ValueError
        For an unknown loss, or a setting outside its range.

    References
    ----------
    Goodfellow, Bengio, Courville. *Deep Learning* (2016), section 6.2.2.2, on why squared error
    through a sigmoid stops learning. https://www.deeplearningbook.org

    Examples
    --------
    >>> single_sample_descent("cross_entropy", steps=3, learning_rate=1.0).round(4)
    array([0.5   , 0.3775, 0.2937, 0.2366])
    """
    push = as_loss(loss).push
    steps = whole_number_between("steps", steps, 1, MAX_DESCENT_STEPS)
    rate = _learning_rate(learning_rate)
    logit = number_between("start_logit", start_logit, -MAX_LOGIT, MAX_LOGIT)
    return np.fromiter(_residuals(push, rate, logit), np.float64, count=steps + 1)


def _residuals(push: Callable[[float], float], rate: float, logit: float) -> Iterator[float]:
    exp = math.exp
    while True:
        residual = 1.0 / (1.0 + exp(logit))
        yield residual
        logit += rate * push(residual)


@overload
def descent_law(loss: str | Loss, steps: Number, *, learning_rate: float) -> float: ...
@overload
def descent_law(loss: str | Loss, steps: Numbers, *, learning_rate: float) -> Array: ...
def descent_law(
    loss: str | Loss, steps: Number | Numbers, *, learning_rate: float
) -> float | Array:
    """The residual that `single_sample_descent` tends to after many steps.

    1/(η·t) under cross-entropy, 1/√(8·η·t) under squared error (summed over both classes). It is
    an approximation for small residuals; early on it may exceed 1.

    Parameters
    ----------
    loss : str or Loss
        A name in `LOSSES`, or a loss.
    steps : array-like
        Numbers of steps t, at least 1.
    learning_rate : float
        Step size η, 1e-9 to 700.

    Returns
    -------
    ndarray of the shape of `steps`
        Residuals 1−ŷ.

    Raises
    ------
    ValueError
        For an unknown loss, a step size outside its range, or steps below 1.

    References
    ----------
    Goodfellow, Bengio, Courville. *Deep Learning* (2016), section 6.2.2.2.

    Examples
    --------
    >>> descent_law("cross_entropy", [10, 1000], learning_rate=1.0)
    array([0.1  , 0.001])
    >>> descent_law("squared_error", [1250], learning_rate=1.0)
    array([0.01])
    """
    size, power = as_loss(loss).late_push
    counted = numbers("steps", steps).astype(np.float64)
    check_finite("steps", counted)
    if counted.min() < 1.0:
        raise ValueError(f"steps must be at least 1, got {counted.min():.7g}: leave out the start")
    return 1.0 / (power * size * _learning_rate(learning_rate) * counted) ** (1.0 / power)


def steps_to_reach(loss: str | Loss, residual: float, *, learning_rate: float) -> float:
    """The number of steps after which the law of a loss reaches a residual.

    1/(η·r) under cross-entropy, 1/(8·η·r²) under squared error: the smaller the residual asked
    for, the longer squared error takes in comparison, 1/(8r) times as long. It is the inverse of
    `descent_law`.

    Parameters
    ----------
    loss : str or Loss
        A name in `LOSSES`, or a loss.
    residual : float
        The residual r = 1−ŷ to reach, 1e-100 to 1.
    learning_rate : float
        Step size η, 1e-9 to 700.

    Returns
    -------
    float
        The number of steps, above 0 and not rounded.

    Raises
    ------
    ValueError
        For an unknown loss, or a residual or step size outside its range.

    References
    ----------
    Goodfellow, Bengio, Courville. *Deep Learning* (2016), section 6.2.2.2.

    Examples
    --------
    >>> steps_to_reach("cross_entropy", 0.01, learning_rate=1.0)
    100.0
    >>> steps_to_reach("squared_error", 0.01, learning_rate=1.0)
    1250.0
    """
    size, power = as_loss(loss).late_push
    time = 1.0 / (power * size * math.pow(_residual("residual", residual), power))
    return time / _learning_rate(learning_rate)


def first_step_reaching(residuals: npt.ArrayLike, target: float) -> int | None:
    """The first step at which a trace of residuals is at or below a target.

    Parameters
    ----------
    residuals : array-like of shape (steps + 1,)
        A trace: of `single_sample_descent`, or `TrainingRun.residual`.
    target : float
        The residual to reach, 1e-100 to 1.

    Returns
    -------
    int or None
        The index of the step (0 is the start), or None if the trace never gets there.

    Raises
    ------
    ValueError
        For residuals that are not one trace or not finite, or a target outside its range.

    References
    ----------
    The runtime to a target of Hansen, Auger, Ros, Mersmann, Tušar, Brockhoff (2021), "COCO: A
    Platform for Comparing Continuous Optimizers in a Black-Box Setting", Optimization Methods and
    Software 36(1). doi:10.1080/10556788.2020.1808977

    Examples
    --------
    >>> first_step_reaching([0.5, 0.2, 0.05, 0.01], 0.1)
    2
    >>> first_step_reaching([0.5, 0.2, 0.05, 0.01], 0.001) is None
    True
    """
    trace = numbers("residuals", residuals)
    check_one_axis("residuals", trace, "(steps + 1,)")
    check_finite("residuals", trace)
    reached = np.flatnonzero(trace <= _residual("target", target))
    return int(reached[0]) if reached.size else None


def _learning_rate(learning_rate: float) -> float:
    return number_between("learning_rate", learning_rate, MIN_LEARNING_RATE, MAX_LOGIT)


def _residual(name: str, residual: float) -> float:
    # The square of a residual has to be above 0 in float64.
    return number_between(name, residual, 1e-100, 1.0)
