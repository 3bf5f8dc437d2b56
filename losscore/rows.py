"""What several losses make of rows `(N, K)`."""

import numpy as np

from .checks import Array


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
