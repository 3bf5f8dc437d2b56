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
from .datasets import DATASETS, make_dataset
from .descent import descent_law, first_step_reaching, single_sample_descent, steps_to_reach
from .draws import fewest_draws, label_deviation
from .elasticity import equal_elasticity, residual_elasticity
from .gaussian import gaussian_density, gaussian_mass_outside
from .likelihood import (
    NllParts,
    gaussian_nll,
    gaussian_nll_parts,
    multinomial_nll,
    multinomial_nll_parts,
)
from .logistic import LogisticChain, log_odds, logistic_chain
from .losses import LOSSES, CrossEntropy, Loss, Spherical, SquaredError
from .optimizers import OPTIMIZERS
from .penalties import cross_entropy, cross_entropy_from_logits, squared_error
from .preferences import at_stake, differences, disagreements, preferences
from .training import LEARNING_RATES, train_softmax_regression
from .training_run import TrainingRun, best_run

__all__ = [
    "DATASETS",
    "LEARNING_RATES",
    "LOSSES",
    "OPTIMIZERS",
    "Comparison",
    "CrossEntropy",
    "LogisticChain",
    "Loss",
    "NllParts",
    "PerfectSamples",
    "Spherical",
    "SquaredError",
    "TrainingRun",
    "at_stake",
    "best_run",
    "compare_models",
    "cross_entropy",
    "cross_entropy_from_logits",
    "descent_law",
    "differences",
    "disagreements",
    "entropy",
    "equal_elasticity",
    "fewest_draws",
    "first_step_reaching",
    "gaussian_density",
    "gaussian_mass_outside",
    "gaussian_nll",
    "gaussian_nll_parts",
    "label_deviation",
    "log_odds",
    "log_softmax",
    "logistic_chain",
    "make_dataset",
    "multinomial_nll",
    "multinomial_nll_parts",
    "normalize",
    "one_hot",
    "perfect_samples_needed",
    "preferences",
    "residual_elasticity",
    "share_of_worst",
    "sigmoid",
    "single_sample_descent",
    "softmax",
    "squared_error",
    "steps_to_reach",
    "train_softmax_regression",
]
