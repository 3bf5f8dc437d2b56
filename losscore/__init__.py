"""What squared error and cross-entropy charge a classifier, prediction by prediction.

Truth and prediction always come as the first two arguments. `y_true` is integer labels `(N,)` in
0..K−1, or distributions `(N, K)`; `y_proba` is `(N, K)`, or `(N,)` as P(class 1) of two classes.
Logarithms are natural, so cross-entropy is in nats. Input that is not what it should be raises a
`ValueError` that names the row; nothing is repaired or clipped silently.
"""

from .blocks import entropy, log_softmax, normalize, one_hot, sigmoid, softmax
from .comparison import Comparison, compare_models
from .compensation import PerfectSamples, perfect_samples_needed
from .losses import LOSSES, Loss
from .penalties import cross_entropy, cross_entropy_from_logits, squared_error

__all__ = [
    "LOSSES",
    "Comparison",
    "Loss",
    "PerfectSamples",
    "compare_models",
    "cross_entropy",
    "cross_entropy_from_logits",
    "entropy",
    "log_softmax",
    "normalize",
    "one_hot",
    "perfect_samples_needed",
    "sigmoid",
    "softmax",
    "squared_error",
]
