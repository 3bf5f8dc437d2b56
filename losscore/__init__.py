"""What squared error and cross-entropy charge a classifier, prediction by prediction.

Truth and prediction always come as the first two arguments. `y_true` is integer labels `(N,)` in
0..K−1, or distributions `(N, K)`; `y_proba` is `(N, K)`, or `(N,)` as P(class 1) of two classes.
One sample is one row, `[[0.7, 0.2, 0.1]]`. A data frame or series of numbers will do for an array;
a masked array is refused, as what is masked would be used.
Logarithms are natural, so cross-entropy is in nats. Input that is not what it should be raises a
`ValueError` that names the row; nothing is repaired or clipped silently.
"""

from .blocks import entropy, log_softmax, normalize, one_hot, sigmoid, softmax
from .comparison import Comparison, compare_models
from .compensation import PerfectSamples, perfect_samples_needed
from .concentration import share_of_worst
from .losses import LOSSES, CrossEntropy, Loss, Spherical, SquaredError
from .penalties import cross_entropy, cross_entropy_from_logits, squared_error
from .preferences import at_stake, differences, disagreements, preferences

__all__ = [
    "LOSSES",
    "Comparison",
    "CrossEntropy",
    "Loss",
    "PerfectSamples",
    "Spherical",
    "SquaredError",
    "at_stake",
    "compare_models",
    "cross_entropy",
    "cross_entropy_from_logits",
    "differences",
    "disagreements",
    "entropy",
    "log_softmax",
    "normalize",
    "one_hot",
    "perfect_samples_needed",
    "preferences",
    "share_of_worst",
    "sigmoid",
    "softmax",
    "squared_error",
]
