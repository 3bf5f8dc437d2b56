"""What stands on the axes of charts, at their points, beside their lines and in their tooltips."""

from __future__ import annotations

from pages.ui.palette import Look
from pages.ui.wording.formats import number, probability

# How much of their axes charts show.
AXES = "Axes show"
ZOOMS = {"case": "This case", "whole": "The whole"}

ON_TRUTH = "ŷ on the true class"
PENALTY = "Penalty"
ADDS = "Adds to the penalty"
PUSHES = {
    "proba": "∂L/∂ŷ, the push on the probability",
    "logit": "∂L/∂z, the push on the logit",
}
PUSH = "Push |∂L/∂z|"
ON_TRUTH_DRAWN_OUT = "ŷ on the true class, both ends drawn out"
VALUE_OF_CLASS = "Value of a class"
PROBABILITY_OF_CLASS = "Probability of a class"
A_LESS_B_AXIS = "M(θ) of A less B"
THRESHOLD_BY_FACTORS = "Threshold θ, by equal factors"
THRESHOLD = "Threshold θ"
SAMPLES_ADDED = "Perfect samples added"
SHARE_OF_START = "Share of the starting mean"
A_ON_TRUTH = "ŷ of model A on the true class"
B_ON_TRUTH = "ŷ of model B on the true class"
PERFECT_SAMPLES = "Perfect samples"
LOGIT = "z = wx + b"
HOW_OFTEN_TRUE = "How often it is true"
Y_HAT_OF_CLASS = "ŷ of the class"
# From what the truth alone costs to what the model is charged.
BILL = {
    "uncertainty": "uncertainty",
    "discrimination": "− told apart",
    "miscalibration": "+ miscalibration",
    "loss": "= loss",
}
# By the scale of θ.
WEIGHTS = {"linear": "Weight w(θ)", "log": "Weight θ·w(θ)"}
WEIGHED = {"linear": "w(θ)·M(θ)", "log": "θ·w(θ)·M(θ)"}

# Before each number of a tooltip.
TIP_WHO = "who"
TIP_LOSS = "loss"
TIP_VALUE = "value"
TIP_DENSITY = "density"
TIP_FROM = "from"
TIP_TO = "to"
TIP_MEAN_OF = "mean of"
TIP_ADDED = "perfect samples added"
TIP_MEAN = "mean"
TIP_SHARE = "share of the start"
TIP_COSTLIEST = "costliest"
TIP_CARRY = "carry"
TIP_SAMPLE = "sample"
TIP_ADDS = "adds"
TIP_TOP = "ŷ of the top corner"
TIP_LEFT = "ŷ of the left corner"
TIP_RIGHT = "ŷ of the right corner"
TIP_PENALTY = "penalty"
TIP_SLOPE = "slope"
TIP_A = "ŷ of model A"
TIP_B = "ŷ of model B"
TIP_MAKES_UP = "makes up"
TIP_EXACT = "exact"
TIP_LEAST = "least whole"
TIP_WEIGHT = "weight"
TIP_WEIGHED = "weighed"
TIP_A_LESS_B = "A less B"
TIP_MEAN_PENALTY = "mean penalty"
TIP_OF = "of"
TIP_Y_HAT_FROM = "ŷ from"
TIP_IS_TRUE = "is true"
TIP_OF_SAMPLES = "of samples"


def area(model: Look, size: float) -> str:
    """What the area under a model's curve comes to."""
    return f"{model.symbol} area {number(size)}"


def gaussian(loss: Look) -> str:
    """The title of the distribution behind squared error."""
    return f"{loss.symbol} Gaussian"


def multinomial(loss: Look) -> str:
    """The title of the distribution behind cross-entropy."""
    return f"{loss.symbol} Multinomial"


def density_at(truth: float) -> str:
    """What the density of the truth begins with."""
    return f"density at {number(truth)}: "


def of_class(y_hat: float, times: float | None, draws: float) -> str:
    """The probability of a class, and how often it was seen where the truth is of so many draws."""
    seen = "" if times is None else f", seen {times:.0f} of {draws:.0f}"
    return f"ŷ = {probability(y_hat)}{seen}"


def mean_penalty(loss: Look) -> str:
    """The title of what a loss charges on average."""
    return f"{loss.named}: the mean penalty"
