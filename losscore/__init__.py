"""What a loss charges a classifier, prediction by prediction, and what makes up for a bad one.

Score
    squared_error, cross_entropy, cross_entropy_from_logits: the penalty of each sample
Compare
    compare_models (gives a Comparison): which model is better, what of it may be chance, what it
    hangs on, and how many samples would settle it; preferences, differences, disagreements,
    at_stake: sample by sample, under one loss and under two; share_of_worst: what the worst samples
    carry; audit (gives an Audit): several models under several losses, and the verdict in plain
    text
Thresholds
    threshold_curve (gives a ThresholdCurve): what acting on a class when ŷ > θ costs, which every
    proper loss that is a sum over classes, all charged alike, weighs in its own way;
    better_under_all (gives a Dominance): whether one of two models is better under all of them, and
    where each is; difference_band (gives a DifferenceBand): what chance leaves open of the
    difference of their curves
Calibrate
    decompose (gives a Decomposition): how much of a loss could be had back by recalibration, and
    what remains; recalibrated_loss: what does remain on other samples; reliability_curves (give a
    ReliabilityCurve a class): how often a class is true where ŷ is what; consistency_band (gives a
    ConsistencyBand): where these lie if a model is calibrated; fit_temperature, apply_temperature:
    one number for how sure of itself a model is
Compensate
    perfect_samples_needed (gives PerfectSamples): how many perfect samples make up for bad ones
Add up
    tally (gives a Tally): a summary of constant size, and the sum of two is that of both parts;
    TalliedComparison: two models compared from it
Build blocks
    softmax, log_softmax, sigmoid, one_hot, normalize, entropy
Own loss
    Loss: what to derive from; SquaredError, CrossEntropy, Spherical, PowerLoss between the first
    two, and LOSSES, all by name
Teaching, in `losscore.teaching`
    Descent: single_sample_descent, descent_law, steps_to_reach, first_step_reaching
    Training: train_softmax_regression and best_run (give a TrainingRun), make_dataset, DATASETS,
    OPTIMIZERS, LEARNING_RATES
    Slopes: logistic_chain (gives a LogisticChain), log_odds, residual_elasticity, equal_elasticity
    Likelihood: gaussian_nll, gaussian_nll_parts, multinomial_nll, multinomial_nll_parts (give
    NllParts), gaussian_density, gaussian_mass_outside, fewest_draws, label_deviation

Truth and prediction always come as the first two arguments. `y_true` is integer labels `(N,)` in
0..K−1, or distributions `(N, K)`; `y_proba` is `(N, K)`, or `(N,)` as P(class 1) of two classes.
One sample is one row, `[[0.7, 0.2, 0.1]]`. With `classes=model.classes_`, the names of the columns,
labels are of any kind. A data frame or series of numbers will do for an array, unless its columns
are the same classes in another order; a masked array is refused, as what is masked would be used.
Wherever samples are added up, `sample_weight` says how many each of them counts as. Logarithms are
natural, so cross-entropy is in nats. Input that is not what it should be raises a `ValueError` that
names the row; nothing is repaired or clipped silently.
"""

from .audit import Audit, audit
from .band import DifferenceBand, difference_band
from .blocks import entropy, normalize, one_hot
from .calibration import Decomposition, decompose, recalibrated_loss
from .comparison import Comparison, compare_models
from .compensation import PerfectSamples, perfect_samples_needed
from .concentration import share_of_worst
from .consistency import ConsistencyBand, consistency_band
from .dominance import Dominance, better_under_all
from .logits import log_softmax, sigmoid, softmax
from .loss import Loss
from .losses import LOSSES, CrossEntropy, Spherical, SquaredError
from .penalties import cross_entropy, cross_entropy_from_logits, squared_error
from .power import PowerLoss
from .preferences import at_stake, differences, disagreements, preferences
from .reliability import ReliabilityCurve, reliability_curves
from .tally import tally
from .tally_answers import Tally
from .tally_compare import TalliedComparison
from .temperature import apply_temperature, fit_temperature
from .thresholds import ThresholdCurve, threshold_curve
from .version import __version__

__all__ = [
    "LOSSES",
    "Audit",
    "Comparison",
    "ConsistencyBand",
    "CrossEntropy",
    "Decomposition",
    "DifferenceBand",
    "Dominance",
    "Loss",
    "PerfectSamples",
    "PowerLoss",
    "ReliabilityCurve",
    "Spherical",
    "SquaredError",
    "TalliedComparison",
    "Tally",
    "ThresholdCurve",
    "__version__",
    "apply_temperature",
    "at_stake",
    "audit",
    "better_under_all",
    "compare_models",
    "consistency_band",
    "cross_entropy",
    "cross_entropy_from_logits",
    "decompose",
    "difference_band",
    "differences",
    "disagreements",
    "entropy",
    "fit_temperature",
    "log_softmax",
    "normalize",
    "one_hot",
    "perfect_samples_needed",
    "preferences",
    "recalibrated_loss",
    "reliability_curves",
    "share_of_worst",
    "sigmoid",
    "softmax",
    "squared_error",
    "tally",
    "threshold_curve",
]
