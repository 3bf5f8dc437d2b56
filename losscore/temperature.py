"""One number that makes all predictions of a model more or less sure of themselves."""

import math
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .checks import (
    Array,
    LabelsLike,
    distributions,
    number_between,
    numbers_per_class,
    two_columns,
)
from .logits import log_softmax
from .loss import Loss
from .samples import Floats, Samples, Truth
from .weights import Weights

# 1/T is looked for within these: beyond, a batch tells one temperature from another no more.
_LEAST, _MOST = 1e-3, 1e3

# What stands for log 0: e to this, divided by any temperature, is 0.
_NEVER = -1e6

# So near the best 1/T, relative to it, no mean changes within its rounding any more.
_NEAR = 1e-9
_STEPS = 100


def fit_temperature(
    y_true: LabelsLike,
    y_proba: npt.ArrayLike,
    *,
    classes: LabelsLike | None = None,
    sample_weight: npt.ArrayLike | None = None,
) -> float:
    """The temperature T at which softmax(log ŷ / T) has the least mean cross-entropy.

    Above 1 the model is too sure of itself, below 1 not sure enough. It never changes which class
    comes first. A ŷ of 0 stays 0 at every temperature: a sample whose truth has mass there costs
    an infinite penalty whatever T is, so that it tells nothing of T and is left out.

    Parameters
    ----------
    y_true : array-like of shape (N,) or (N, K)
        Integer labels 0..K−1, or distributions; with `classes` labels of any kind.
    y_proba : array-like of shape (N, K) or (N,)
        Predicted distributions; `(N,)` is P(class 1) of two classes.
    classes : sequence of K names, optional
        What the columns of `y_proba` stand for, in their order.
    sample_weight : array-like of shape (N,), optional
        How many samples each row stands for, 0 or 1e-100 to 1e15.

    Returns
    -------
    float
        T, 0.001 to 1000: at an end of that range if it is best to be as sure as can be, because
        no sample is wrong, or not to tell the classes apart at all. 1.0 if T changes nothing.

    Raises
    ------
    ValueError
        As `cross_entropy`; for weights that are out of range; and where every sample has an
        infinite penalty.

    References
    ----------
    Guo, Pleiss, Sun, Weinberger (2017), "On Calibration of Modern Neural Networks", Proceedings of
    the 34th International Conference on Machine Learning. arXiv:1706.04599

    Examples
    --------
    >>> too_sure = [[0.9, 0.1], [0.9, 0.1], [0.9, 0.1], [0.1, 0.9]]
    >>> temperature = fit_temperature([0, 0, 1, 1], too_sure)
    >>> round(temperature, 6)
    2.0
    >>> apply_temperature(too_sure[:1], temperature)
    array([[0.75, 0.25]])
    """
    samples = Samples(y_true, y_proba, classes=classes)
    weights = Weights(sample_weight, samples.count)
    parts = list(_parts(samples, weights.every(samples.count)))

    def slope(sharpness: float) -> tuple[float, float]:
        of_parts = [_slope(part, sharpness) for part in parts]
        return math.fsum(at for at, _ in of_parts), math.fsum(bend for _, bend in of_parts)

    if not any(part.weight.size for part in parts):
        raise ValueError(
            "y_true must have no mass where y_proba is 0 in at least one row that counts: at any "
            "temperature every penalty is infinite"
        )
    start, bend = slope(1.0)
    if bend == 0.0:
        return 1.0
    if start < 0.0 and slope(_MOST)[0] <= 0.0:
        return 1.0 / _MOST
    if start > 0.0 and slope(_LEAST)[0] >= 0.0:
        return 1.0 / _LEAST
    return 1.0 / _sharpness(slope)


def _sharpness(slope: Callable[[float], tuple[float, float]]) -> float:
    """Where the slope of a convex function is 0, by Newton's steps within what is left to search.

    `slope` gives the slope and what it changes by.
    """
    low, high, here = _LEAST, _MOST, 1.0
    for _ in range(_STEPS):
        at, bend = slope(here)
        low, high = (low, here) if at > 0.0 else (here, high)
        step = here - at / bend if bend > 0.0 else high
        if not low < step < high:
            step = math.sqrt(low * high)
        if abs(step - here) <= _NEAR * here:
            return step
        here = step
    return here


class _Part(NamedTuple):
    """Rows that tell something of T: log ŷ `(K, n)`, Σ y·log ŷ, Σ y and the weight of each."""

    logs: Array
    hits: Array
    mass: Array
    weight: Array


def _parts(samples: Samples, each: Array) -> Iterator[_Part]:
    for rows, truth, proba in samples:
        y, logs = truth.distributions(), _logs(proba.astype(np.float64))
        never = np.isneginf(logs)
        telling = (each[rows] > 0.0) & ~((y > 0.0) & never).any(axis=1)
        logs[never] = _NEVER
        y, logs = y[telling], logs[telling]
        hits = np.einsum("ij,ij->i", y, logs)
        yield _Part(np.ascontiguousarray(logs.T), hits, y.sum(axis=1), each[rows][telling])


def _slope(part: _Part, sharpness: float) -> tuple[float, float]:
    """The slope in 1/T of the summed cross-entropy of some rows, and what it changes by."""
    powers = np.exp(sharpness * part.logs)
    total = powers.sum(axis=0)
    powers *= part.logs
    mean = powers.sum(axis=0) / total
    powers *= part.logs
    spread = powers.sum(axis=0) / total - np.square(mean)
    slope = (part.weight * (part.mass * mean - part.hits)).sum()
    return float(slope), float((part.weight * part.mass * spread).sum())


def apply_temperature(y_proba: npt.ArrayLike, temperature: float) -> Array:
    """Predictions at a temperature: softmax(log ŷ / T), in which a ŷ of 0 stays 0.

    Parameters
    ----------
    y_proba : array-like of shape (N, K) or (N,)
        Predicted distributions; `(N,)` is P(class 1) of two classes.
    temperature : float
        T, above 0: at least 1e-300. At 1 rows are rescaled to sum to 1, and otherwise stay.

    Returns
    -------
    ndarray of the same shape
        Probabilities, each row summing to 1.

    Raises
    ------
    ValueError
        For NaN or infinity, below 0 or above 1, rows that do not sum to 1, a wrong shape, fewer
        than two classes, or a temperature out of range.

    References
    ----------
    Guo, Pleiss, Sun, Weinberger (2017), "On Calibration of Modern Neural Networks", Proceedings of
    the 34th International Conference on Machine Learning. arXiv:1706.04599

    Examples
    --------
    >>> apply_temperature([[0.8, 0.2, 0.0]], 0.5).round(4)
    array([[0.9412, 0.0588, 0.    ]])
    >>> apply_temperature([0.2], 0.5).round(4)
    array([0.0588])
    """
    sharpness = 1.0 / number_between("temperature", temperature, 1e-300, np.finfo(np.float64).max)
    given = numbers_per_class("y_proba", y_proba)
    check = two_columns if given.ndim == 1 else distributions
    with np.errstate(over="ignore"):
        powers = np.exp(sharpness * _logs(check("y_proba", given)))
    tempered: Array = powers / powers.sum(axis=1, keepdims=True)
    return tempered[:, 1] if given.ndim == 1 else tempered


def penalties_at(
    temperature: float, loss: Loss, y_true: LabelsLike, y_proba: npt.ArrayLike
) -> Array:
    """What a loss charges each sample at a temperature, `(N,)`.

    It comes from log ŷ / T, as ŷ^(1/T) may be too small for a number. No ŷ may be 0 where the
    truth has mass: that is so at every temperature.
    """

    def charged(truth: Truth, proba: Floats) -> Array:
        logs = np.maximum(_logs(proba.astype(np.float64)), _NEVER) / temperature
        terms = loss.terms_from_logs(truth.distributions(), log_softmax(logs))
        total: Array = np.einsum("ij->i", terms)
        return total

    return Samples(y_true, y_proba).penalties(charged)


def _logs(proba: Array) -> Array:
    """log ŷ less that of the likeliest class, `(N, K)`: −inf where ŷ is 0."""
    with np.errstate(divide="ignore"):
        logs: Array = np.log(proba)
    logs -= logs.max(axis=1, keepdims=True)
    return logs
