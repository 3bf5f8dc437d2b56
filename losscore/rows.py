"""What losses make of rows `(N, K)`, with the digits that 1 − ŷ would lose near ŷ = 1."""

from functools import lru_cache

import numpy as np

from .checks import Array

_WIDE = 32  # Classes from which on a product with a matrix takes longer than two sums.


def residuals(truth: Array, proba: Array) -> Array:
    """ŷₖ − yₖ of rows that sum to 1, `(N, K)`, as ŷₖ·Σⱼ≠ₖ yⱼ − yₖ·Σⱼ≠ₖ ŷⱼ.

    A softmax gives a nearly certain class as a number that rounds to 1, and what it is short of 1
    with all digits in the other classes. Residuals sum to 0, also where rows are a little off 1.
    """
    return proba * of_others(truth) - truth * of_others(proba)


def of_others(rows: Array) -> Array:
    """Σⱼ≠ₖ rowⱼ for each class k, `(N, K)`."""
    classes = rows.shape[1]
    if classes <= _WIDE:
        # In the order the rows are in, by row or by column: what follows is fastest then.
        return np.matmul(rows, _all_but_own(classes), out=np.empty_like(rows))
    # The total less the row's own number, but for the largest one, which the others drown in.
    largest = np.abs(rows).argmax(axis=1, keepdims=True)
    own = np.take_along_axis(rows, largest, axis=1)
    rest = rows.copy()
    np.put_along_axis(rest, largest, 0.0, axis=1)
    total = rest.sum(axis=1, keepdims=True)
    others: Array = own + total - rows
    np.put_along_axis(others, largest, total, axis=1)
    return others


# Kept, because a training step is so short that making it would take a tenth of it.
@lru_cache
def _all_but_own(classes: int) -> Array:
    return 1.0 - np.eye(classes)


def norms(rows: Array) -> Array:
    """‖row‖₂, `(N, 1)`."""
    lengths: Array = np.sqrt(np.einsum("ij,ij->i", rows, rows))
    return lengths[:, np.newaxis]


def diagonal(values: Array) -> Array:
    """δᵢⱼ·valueᵢ, `(N, K, K)`."""
    return values[:, :, None] * np.eye(values.shape[1])


def products(rows: Array) -> Array:
    """rowᵢ·rowⱼ, `(N, K, K)`."""
    return rows[:, :, None] * rows[:, None, :]
