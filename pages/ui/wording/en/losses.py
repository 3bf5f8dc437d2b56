"""What is said of one loss only, an entry a loss, and how a sentence calls one.

What a loss can be asked (`loss.local`, `loss.ceiling`, `loss.likelihood`) has no place here.
"""

from __future__ import annotations

from dataclasses import dataclass

from pages.ui import palette
from pages.ui.wording.formats import capitalised


@dataclass(frozen=True, kw_only=True)
class Words:
    """The words of one loss; formulas are TeX.

    Attributes
    ----------
    noun : str
        What a sentence calls it, within the sentence.
    formula : str
        The penalty of one sample.
    truth_cost : str
        What even a perfect prediction of a soft truth costs; empty for nothing.
    count_why : str
        Why it takes as many perfect samples as it does from 0.8 to 0.9, with `{ratio}`.
    rescaled : str
        Why another unit of the penalty changes no count, with `{ratio}`.
    """

    noun: str
    # Distributions
    formula: str
    # Compensation
    truth_cost: str
    count_why: str
    rescaled: str
    # Gradients
    # Training
    # Likelihood
    # Samples


SQUARED_ERROR = Words(
    noun="squared error",
    # Distributions
    formula=r"\sum_{k=1}^{K} (y^k - \hat{y}^k)^2",
    # Compensation
    truth_cost="",
    count_why=(
        "**Squared error squares the ratio of the residuals.** From 0.9 to 0.8 the residual 1 − ŷ "
        "goes from 0.1 to 0.2, twice as much, and the penalty from 0.02 to 0.08: $2^2 - 1 = 3$. "
        "Nearer to the truth it stays 3."
    ),
    rescaled=(
        "half the squared error, or its mean over the classes, is 0.04 or 0.02667 against 0.01 or "
        "0.006667, still {ratio} times"
    ),
    # Gradients
    # Training
    # Likelihood
    # Samples
)
CROSS_ENTROPY = Words(
    noun="cross-entropy",
    # Distributions
    formula=r"-\sum_{k=1}^{K} y^k \log \hat{y}^k",
    # Compensation
    truth_cost="its entropy",
    count_why=(
        "**Cross-entropy follows the ratio of the residuals** while they are small: from 0.9 to "
        "0.8 twice the residual, {ratio} times the penalty. Nearer to the truth its count goes "
        "to 1."
    ),
    rescaled="in bits cross-entropy is 0.3219 against 0.152, still {ratio} times",
    # Gradients
    # Training
    # Likelihood
    # Samples
)
SPHERICAL = Words(
    noun="spherical loss",
    # Distributions
    formula=r"1 - \frac{\sum_{k=1}^{K} y^k \hat{y}^k}{\sqrt{\sum_{k=1}^{K} (\hat{y}^k)^2}}",
    # Compensation
    truth_cost="1 − ‖y‖₂",
    count_why=(
        "**The spherical loss squares the ratio of the residuals** while they are small: from 0.9 "
        "to 0.8 twice the residual, {ratio} times the penalty. Nearer to the truth its count goes "
        "to 3."
    ),
    rescaled="doubled, the spherical loss is 0.05971 against 0.01223, still {ratio} times",
    # Gradients
    # Training
    # Likelihood
    # Samples
)

WORDS = {
    "squared_error": SQUARED_ERROR,
    "cross_entropy": CROSS_ENTROPY,
    "spherical": SPHERICAL,
}


def head_of(loss: str) -> str:
    """A loss at the head of a sentence."""
    return f"{palette.LOSSES[loss].symbol} **{capitalised(WORDS[loss].noun)}**"


def name_of(loss: str) -> str:
    """A loss within a sentence."""
    return f"{palette.LOSSES[loss].symbol} **{WORDS[loss].noun}**"
