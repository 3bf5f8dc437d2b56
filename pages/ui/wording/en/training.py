"""The sentences of the page Training."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pages.ui import palette
from pages.ui.results.training import Pushes
from pages.ui.wording.en.losses import WORDS, head_of
from pages.ui.wording.formats import count, listed, number, percent

if TYPE_CHECKING:
    from losscore.teaching import TrainingRun

DATA = {
    "separable": "Separable: two discs apart",
    "overlapping": "Overlapping: two clouds",
    "three_classes": "Three classes",
    "imbalanced": "Imbalanced: 19 to 1",
}
SIZES = {"own": "Set by hand", "best": "Best of a grid"}
AXES = {"log": "Logarithmic", "linear": "Linear"}
SETUP = "Step sizes, seed and start"
COMPARE = {"one": "This optimizer", "four": "All four optimizers"}


def rate_label(loss: str) -> str:
    """The label of a loss's own step size."""
    return f"η of {palette.LOSSES[loss].symbol} {WORDS[loss].noun}"


SIZES_HELP = (
    "Each loss has its own scale, so one η for both favours one of them. The best of a grid is "
    "fair: each loss gets the step size that suits it."
)


def grid(rates: Sequence[float]) -> str:
    """Which step sizes are tried, and which of them is kept."""
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
        f"{WORDS[loss].noun} gives each place; the line above says how many of "
        "the points lie in the region of their class."
    )


PICTURES = (
    "Curves: the upright line is the step looked at, the dotted one the residual to reach; what "
    "lies beyond an axis is drawn at its edge, and the tooltip has the number. Maps: the colour "
    "is the class with the highest ŷ there, the stronger the surer; points carry the symbol of "
    "their true class."
)


def why(pushes: dict[str, Pushes]) -> str:
    """Why one loss finishes more slowly, where it does, and what an optimizer makes of it."""
    return "\n".join(
        f"- {point}" for point in (_near(pushes), METHODS, NO_LINE, _far(pushes), SCALES) if point
    )


def _near(pushes: dict[str, Pushes]) -> str:
    (first, one), (second, other) = pushes.items()
    how = "with the square" if other.power == 2.0 else f"as r to the power {number(other.power)}"
    head = f"**Near the truth the push of {WORDS[second].noun} fades {how}.**"
    late = f"the last bit takes it {'many' if one.near > 2.0 * other.near else 'some'} more steps"
    if one.power == other.power:
        head = f"**Near the truth both pushes fade {how}.**"
        late = "both take their time"
    return (
        f"{head} On two classes {WORDS[first].noun} pushes the logit with {WORDS[first].push}, "
        f"{WORDS[second].noun} with {WORDS[second].push}. At r = 0.01 that is {number(one.near)} "
        f"against {number(other.near)}: with a fixed step, {late}. At r = 1/2 it is "
        f"{number(one.half)} against {number(other.half)}."
    )


def _far(pushes: dict[str, Pushes]) -> str:
    fading = [WORDS[loss].noun for loss, push in pushes.items() if push.fades]
    if not fading:
        return ""
    one = len(fading) == 1
    far = listed(f"{WORDS[loss].noun} pushes with {number(p.far, 3)}" for loss, p in pushes.items())
    return (
        f"**Far from the truth {listed(fading)} {'fades' if one else 'fade'} as well.** For a "
        f"sample that is surely wrong, at r = 0.999, {far}. "
        f"Over a softmax {'it is' if one else 'they are'} not convex, so a bad start can "
        "leave a run stuck on a plateau."
    )


METHODS = (
    "**Adam and Newton do not take the push as it is.** Adam divides it by its size over about "
    "the last thousand steps, Newton by the curvature, which fades along with it: so a lag "
    "shrinks, least of all under Adam with a small η. Momentum only makes the fixed step about ten "
    "times as long."
)
NO_LINE = (
    "**Where no line separates the classes** no mean residual goes to 0. Each loss comes to "
    "rest at a minimum of its own, and the samples that stay wrong keep pushing: a lag is mild."
)
SCALES = (
    "**A step size means something else to each loss**, since their scales differ. A race at "
    "one η is an example; the best of a grid compares each loss at its own best."
)
