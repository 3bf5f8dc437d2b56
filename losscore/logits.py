"""Probabilities from logits.

Classes lie along the last axis: `(K,)` is one sample of K classes, `(N, K)` is N of them.
"""

from typing import overload

import numpy as np
import numpy.typing as npt

from .checks import Array, Number, Numbers, check_finite, numbers, rows_of


def softmax(logits: npt.ArrayLike) -> Array:
    """Probabilities from logits: softmax(z)ₖ = exp(zₖ) / Σⱼ exp(zⱼ).

    Parameters
    ----------
    logits : array-like of shape (K,) or (N, K)
        Any finite numbers; K is at least 2.

    Returns
    -------
    ndarray of the same shape
        Probabilities, 0 to 1, each row summing to 1. A difference of more than about 745 from
        the largest logit leaves exactly 0.

    Raises
    ------
    ValueError
        For NaN or infinity, a wrong shape, or fewer than two classes.

    References
    ----------
    Bridle (1990), "Probabilistic Interpretation of Feedforward Classification Network Outputs".
    doi:10.1007/978-3-642-76153-9_28

    Examples
    --------
    >>> softmax([0.0, 0.0, 0.0, 0.0])
    array([0.25, 0.25, 0.25, 0.25])
    """
    return softmax_of(_logits(logits)).reshape(np.shape(logits))


def log_softmax(logits: npt.ArrayLike) -> Array:
    """Logarithms of the probabilities: log softmax(z)ₖ = zₖ − log Σⱼ exp(zⱼ), in nats.

    Parameters
    ----------
    logits : array-like of shape (K,) or (N, K)
        Any finite numbers; K is at least 2.

    Returns
    -------
    ndarray of the same shape
        Log-probabilities, at most 0, finite for logits of any size that matters (their
        difference must not overflow) and exact where a probability rounds to 0 or to 1.

    Raises
    ------
    ValueError
        For NaN or infinity, a wrong shape, or fewer than two classes.

    References
    ----------
    Blanchard, Higham, Higham (2021), "Accurately computing the log-sum-exp and softmax
    functions", IMA Journal of Numerical Analysis 41(4). doi:10.1093/imanum/draa038

    Examples
    --------
    >>> log_softmax([10_000.0, 0.0])
    array([     0., -10000.])
    """
    return log_softmax_of(_logits(logits)).reshape(np.shape(logits))


@overload
def sigmoid(logits: Number) -> float: ...
@overload
def sigmoid(logits: Numbers) -> Array: ...
def sigmoid(logits: Number | Numbers) -> float | Array:
    """Probability of class 1 of two, from its logit: σ(z) = 1 / (1 + exp(−z)).

    Parameters
    ----------
    logits : array-like of any shape, or a number
        Any finite numbers.

    Returns
    -------
    ndarray of the same shape, or a float
        Probabilities, 0 to 1, elementwise.

    Raises
    ------
    ValueError
        For NaN or infinity, or what is not a number.

    References
    ----------
    Goodfellow, Bengio, Courville. *Deep Learning* (2016), section 3.10.
    https://www.deeplearningbook.org

    Examples
    --------
    >>> sigmoid([-1000.0, 0.0, 1000.0])
    array([0. , 0.5, 1. ])
    """
    values = numbers("logits", logits).astype(np.float64)
    check_finite("logits", values)
    # exp of what is at most 0 cannot overflow; both forms are exact to rounding.
    with np.errstate(under="ignore"):
        small = np.exp(-np.abs(values))
    proba: Array = np.where(values >= 0.0, 1.0, small)[()] / (1.0 + small)
    return proba


def _logits(values: npt.ArrayLike) -> Array:
    rows = rows_of("logits", values).astype(np.float64)
    check_finite("logits", rows)
    return rows


def softmax_of(logits: Array) -> Array:
    """As `softmax`, of rows that are checked."""
    with np.errstate(under="ignore", over="ignore"):
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    proba: Array = powers / powers.sum(axis=1, keepdims=True)
    return proba


def log_softmax_of(logits: Array) -> Array:
    """As `log_softmax`, of rows that are checked."""
    largest = logits.argmax(axis=1, keepdims=True)
    with np.errstate(under="ignore", over="ignore"):
        shifted = logits - np.take_along_axis(logits, largest, axis=1)
        powers = np.exp(shifted)
    # The largest term is exactly 1: log1p of the others keeps the digits log(1 + …) would lose.
    np.put_along_axis(powers, largest, 0.0, axis=1)
    logs: Array = shifted - np.log1p(powers.sum(axis=1, keepdims=True))
    return logs
