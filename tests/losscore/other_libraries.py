"""What the tests of other libraries share: a score as they have it, a mean, and examples."""

import numpy as np

from losscore import perfect_samples_needed, squared_error

HAM = [[0.3, 0.7], [0.6, 0.4], [0.4, 0.6], [0.7, 0.3]]
THREE = [[0.2, 0.7, 0.1], [0.6, 0.2, 0.2], [0.6, 0.1, 0.3]]
BRIER_Y = np.array([0, 1, 1, 0, 1, 1])
BRIER_P = np.array([0.1, 0.8, 0.9, 0.3, 1.0, 0.95])


def half(*pair, **names):
    """The Brier score of two classes as most libraries have it."""
    return squared_error(*pair, scale="half", **names)


def mean(penalties, weights=None):
    return perfect_samples_needed(penalties, 0.0, sample_weight=weights).mean
