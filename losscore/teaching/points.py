"""Labelled points: the training data, checked once on the way in."""

import numpy as np
import numpy.typing as npt

from ..blocks import one_hot
from ..checks import Array, check_finite, check_one_axis, numbers

MAX_INPUT = 1e6  # with the limits on steps and step size, no logit can overflow


def checked_points(x: npt.ArrayLike) -> Array:
    """Points as float64 (N, D), finite and within ±1e6."""
    points = numbers("x", x).astype(np.float64)
    if points.ndim != 2:
        raise ValueError(f"x must have shape (N, D), got shape {points.shape}")
    check_finite("x", points)
    wrong = np.abs(points) > MAX_INPUT
    if wrong.any():
        row, column = np.argwhere(wrong)[0]
        raise ValueError(
            f"x must lie within ±{MAX_INPUT:.0e}: row {row} holds {points[row, column]:.7g}; "
            "centre and scale its columns"
        )
    return points


def checked_truth(labels: npt.ArrayLike) -> Array:
    """One-hot truth (N, K) from labels that use every class 0..K−1, K ≥ 2."""
    labels = numbers("labels", labels)
    check_one_axis("labels", labels)
    classes = np.unique(labels)
    if len(classes) < 2:
        raise ValueError(f"labels must be of at least two classes, got only {classes[0]}")
    if not np.array_equal(classes, np.arange(len(classes))):
        shown = ", ".join(map(str, classes[:10]))
        raise ValueError(
            f"labels must be whole numbers 0..K−1 with no class missing, got {shown}; "
            "np.unique(labels, return_inverse=True)[1] renumbers them"
        )
    return one_hot(labels, len(classes))
