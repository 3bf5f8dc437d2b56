"""Why Calibration splits a loss as it does."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pages.ui.wording.en.losses import head_of
from pages.ui.wording.formats import display, paragraphs

if TYPE_CHECKING:
    from losscore import Loss


def why(losses: Iterable[Loss], classes: int) -> str:
    """What is split, and how."""
    refused = [
        f"- {head_of(loss.name)} has no bill for {classes} classes: it divides each ŷ by the "
        "length of all of them, so that no class is charged on its own."
        for loss in losses
        if loss.threshold_weight(0.5, classes=classes) is None
    ]
    return paragraphs(RATES, display(SPLIT), CHARGED, "\n".join(refused), TEMPERATURE)


RATES = (
    "**Three predictions for every class.** ŷ is what the model says. c is what it should have "
    "said: of all that never fall as ŷ rises, what lies closest to the truth (isotonic "
    "regression; its steps come from the data, and no number of bins is chosen). ȳ is how often "
    "the class is true at all. The loss of one less that of the next is what each adds:"
)
SPLIT = (
    r"\begin{aligned} L(\hat y) &= L(\bar y) && \text{uncertainty} \\ "
    r"&- \big(L(\bar y) - L(c)\big) && \text{told apart} \\ "
    r"&+ \big(L(\hat y) - L(c)\big) && \text{miscalibration} \end{aligned}"
)
CHARGED = (
    "Each class is charged on its own: (y − ŷ)² under squared error, −y·log ŷ + ŷ − y under "
    "cross-entropy. Over the classes the latter is cross-entropy, because both y and ŷ sum to 1. "
    "(Dimitriadis, Gneiting, Jordan 2021, "
    "[doi:10.1073/pnas.2016191118](https://doi.org/10.1073/pnas.2016191118).)"
)
TEMPERATURE = (
    "**A temperature** divides every log ŷ by T before the softmax. It is one number, so that it "
    "can hardly fit chance, and never changes which class comes first; what is wrong in one class "
    "alone it cannot set right. (Guo, Pleiss, Sun, Weinberger 2017, "
    "[arXiv:1706.04599](https://arxiv.org/abs/1706.04599).)"
)
