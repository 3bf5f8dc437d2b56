"""The sentences of the page Training."""

from __future__ import annotations

from losscore.teaching import LEARNING_RATES, TrainingRun
from pages.ui import palette
from pages.ui.wording.en.losses import head_of
from pages.ui.wording.formats import count, number, percent

DATA = {
    "separable": "Separable: two discs apart",
    "overlapping": "Overlapping: two clouds",
    "three_classes": "Three classes",
    "imbalanced": "Imbalanced: 19 to 1",
}
SIZES = {"own": "Set by hand", "best": "Best of a grid"}
AXES = {"log": "Logarithmic", "linear": "Linear"}
COMPARE = {"one": "This optimizer", "four": "All four optimizers"}


def rate_label(loss: str) -> str:
    """The label of a loss's own step size."""
    look = palette.LOSSES[loss]
    return f"η of {look.symbol} {look.label.lower()}"


SIZES_HELP = (
    "Each loss has its own scale, so one η for both favours one of them. The best of a grid is "
    "fair: each loss gets the step size that suits it."
)


def grid(optimizer: str) -> str:
    """Which step sizes an optimizer is tried with, and which of them is kept."""
    rates = LEARNING_RATES[optimizer]
    if len(rates) == 1:
        return f"η = {number(rates[0])}: a full step, as long as the curvature makes it."
    return (
        f"Each loss tries η = {', '.join(number(rate) for rate in rates)}. Of those with which it "
        "falls as far as with any, it keeps the one that is at the residual first; where none gets "
        "there, the one that settles first."
    )


SEED_HELP = "Draws other points of the same shape."
START_HELP = (
    "At 0 all classes start equally likely. Further up the model starts surer of class 0 for "
    "every sample: this is its logit at the start."
)
STEP_HELP = "Every step was kept, so this shows the runs above and trains nothing."

_TRACED = {
    "residual": "mean residual on the true class",
    "accuracy": "accuracy",
    "loss": "own loss",
}


def trace_alt(trace: str) -> str:
    """A trace for those who do not see it."""
    return f"The {_TRACED[trace]} over the steps, under both losses."


def at_step(run: TrainingRun, step: int) -> str:
    """One run at one step, above its decision regions."""
    return (
        f"{head_of(run.loss_name)} after {count(step, 'step')}: residual "
        f"{number(run.residual[step], 3)}, {percent(run.accuracy[step])} right, "
        f"loss {number(run.loss[step], 3)}"
    )


def regions_alt(loss: str) -> str:
    """Decision regions for those who do not see them."""
    return (
        "The points of the data set over the class that the model trained under "
        f"{palette.LOSSES[loss].label.lower()} gives each place; the line above says how many of "
        "the points lie in the region of their class."
    )


PICTURES = (
    "Curves: the upright line is the step looked at, the dotted one the residual to reach; what "
    "lies beyond an axis is drawn at its edge, and the tooltip has the number. Maps: the colour "
    "is the class with the highest ŷ there, the stronger the surer; points carry the symbol of "
    "their true class."
)

WHY = (
    "- **Near the truth its push fades with the square.** On two classes cross-entropy pushes the "
    "logit with r = 1 − ŷ, squared error with 4r²(1 − r). At r = 0.01 that is 0.01 against "
    "0.0004: with a fixed step, the last bit takes many more steps. At r = 1/2 both push alike.\n"
    "- **Adam and Newton do not take the push as it is.** Adam divides it by its size over about "
    "the last thousand steps, Newton by the curvature, which fades along with it: so the lag "
    "shrinks, least of all under Adam with a small η. Momentum only makes the fixed step about ten "
    "times as long.\n"
    "- **Where no line separates the classes** no mean residual goes to 0. Each loss comes to "
    "rest at a minimum of its own, and the samples that stay wrong keep pushing: the lag is "
    "mild.\n"
    "- **Far from the truth squared error fades as well.** For a sample that is surely wrong, "
    "r near 1, it hardly pushes while cross-entropy pushes with almost 1. Over a softmax squared "
    "error is not convex, so a bad start can leave it stuck on a plateau.\n"
    "- **A step size means something else to each loss**, since their scales differ. A race at "
    "one η is an example; the best of a grid compares each loss at its own best.\n"
)
