"""What only explaining needs: descent and its laws, the chain rule, likelihoods, training.

The losses are those of `losscore`, or one of your own.
"""

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
from .optimizers import OPTIMIZERS
from .training import LEARNING_RATES, train_softmax_regression
from .training_run import TrainingRun, best_run

__all__ = [
    "DATASETS",
    "LEARNING_RATES",
    "OPTIMIZERS",
    "LogisticChain",
    "NllParts",
    "TrainingRun",
    "best_run",
    "descent_law",
    "equal_elasticity",
    "fewest_draws",
    "first_step_reaching",
    "gaussian_density",
    "gaussian_mass_outside",
    "gaussian_nll",
    "gaussian_nll_parts",
    "label_deviation",
    "log_odds",
    "logistic_chain",
    "make_dataset",
    "multinomial_nll",
    "multinomial_nll_parts",
    "residual_elasticity",
    "single_sample_descent",
    "steps_to_reach",
    "train_softmax_regression",
]
