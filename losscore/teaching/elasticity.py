"""How steeply a penalty grows with the residual, in percent for percent."""

from typing import overload

import numpy as np

from ..checks import Array, Number, Numbers, check_each, numbers
from ..loss import Loss
from ..losses import as_loss


@overload
def residual_elasticity(loss: str | Loss, y_hat: Number) -> float: ...
@overload
def residual_elasticity(loss: str | Loss, y_hat: Numbers) -> Array: ...
def residual_elasticity(loss: str | Loss, y_hat: Number | Numbers) -> float | Array:
    """By how many percent the penalty grows when the residual 1 − ŷ grows by one percent.

    r·(dL/dr)/L for the residual r = 1−ŷ on the true class, one wrong class holding all of it. It
    is 2 everywhere under squared error, whose penalty is 2r², and (1−ŷ)/(−ŷ·log ŷ) under
    cross-entropy: from 1 near ŷ = 1 without end towards ŷ = 0.

    Parameters
    ----------
    loss : str or Loss
        A name in `LOSSES`, or a loss.
    y_hat : float or array-like of shape (N,)
        Probabilities ŷ on the true class, above 0 and below 1.

    Returns
    -------
    float or ndarray of shape (N,)
        Elasticities, without a unit.

    Raises
    ------
    ValueError
        For an unknown loss, or a ŷ that is not above 0 and below 1.

    References
    ----------
    Sydsæter, Hammond (2016). *Essential Mathematics for Economic Analysis*, section 7.7.

    Examples
    --------
    >>> residual_elasticity("squared_error", [0.1, 0.8]).round(4)
    array([2., 2.])
    >>> residual_elasticity("cross_entropy", [0.1, 0.8]).round(4)
    array([3.9087, 1.1204])
    """
    chosen = as_loss(loss)
    given = numbers("y_hat", y_hat).astype(np.float64)
    check_each("y_hat", given, (given > 0.0) & (given < 1.0), "must be above 0 and below 1")
    hit = np.atleast_1d(given)
    if hit.ndim != 1:
        raise ValueError(f"y_hat must be a number or have shape (N,), got shape {hit.shape}")
    residual = 1.0 - hit
    truth, proba = np.zeros(hit.size, dtype=int), np.stack([hit, residual], axis=1)
    gradient = chosen.gradient(truth, proba)
    slope = gradient[:, 1] - gradient[:, 0]  # what is taken from ŷ goes to the wrong class
    return (residual * slope / chosen.penalties(truth, proba)).reshape(given.shape)[()]


def equal_elasticity() -> float:
    """The ŷ on the true class at which both losses have the same elasticity, about 0.2847.

    There 1 − ŷ = −2·ŷ·log ŷ. Below it cross-entropy grows faster with the residual than squared
    error does, percent for percent; above it, slower.

    Returns
    -------
    float
        ŷ, to full precision.

    References
    ----------
    Corless et al. (1996), "On the Lambert W function", Advances in Computational Mathematics 5:
    ŷ = −1/(2·W₋₁(−1/(2√e))). doi:10.1007/BF02124750

    Examples
    --------
    >>> round(equal_elasticity(), 4)
    0.2847
    """
    # Elasticity falls with ŷ under cross-entropy and stays 2 under squared error: halving finds
    # the one crossing.
    low, high = 0.01, 0.99
    while low < (middle := 0.5 * (low + high)) < high:
        gap = residual_elasticity("cross_entropy", middle) - residual_elasticity(
            "squared_error", middle
        )
        low, high = (middle, high) if gap > 0.0 else (low, middle)
    return middle
