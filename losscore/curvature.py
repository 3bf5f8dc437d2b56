"""Second derivatives of the losses in the logits, for Newton's method."""

from collections.abc import Callable

import numpy as np

from .checks import Array


def cross_entropy_logit_hessian(truth: Array, proba: Array) -> Array:
    """∂²L/∂zᵢ∂zⱼ = ŷᵢ·(δᵢⱼ − ŷⱼ), shape (N, K, K): whatever the truth, as its masses sum to 1."""
    return _diagonal(proba) - proba[:, :, None] * proba[:, None, :]


def squared_error_logit_hessian(truth: Array, proba: Array) -> Array:
    """∂²L/∂zᵢ∂zⱼ = 2·ŷᵢ·(δᵢⱼ·aᵢ − ŷⱼ·(aᵢ + aⱼ − Σŷ²)), shape (N, K, K).

    Here a = 2ŷ − y − Σₖ(ŷ−y)·ŷ; the gradient is 2·ŷᵢ·(aᵢ − ŷᵢ). Not positive semidefinite.
    """
    difference = proba - truth
    a = difference + proba - (difference * proba).sum(axis=1, keepdims=True)
    pairs = a[:, :, None] + a[:, None, :] - (proba**2).sum(axis=1)[:, None, None]
    return 2.0 * (_diagonal(proba * a) - proba[:, :, None] * proba[:, None, :] * pairs)


def _diagonal(values: Array) -> Array:
    return values[:, :, None] * np.eye(values.shape[1])


LOGIT_HESSIANS: dict[str, Callable[[Array, Array], Array]] = {
    "squared_error": squared_error_logit_hessian,
    "cross_entropy": cross_entropy_logit_hessian,
}
"""By name of the loss, as in `LOSSES`."""
