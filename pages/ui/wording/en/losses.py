"""What is said of one loss only, an entry a loss, and how a sentence calls one.

What a loss can be asked (`loss.local`, `loss.ceiling`, `loss.likelihood`) has no place here.
"""

from __future__ import annotations

from dataclasses import dataclass

from pages.ui import palette


@dataclass(frozen=True, kw_only=True)
class Words:
    """The words of one loss; formulas are TeX.

    Attributes
    ----------
    noun : str
        What a sentence calls it, within the sentence.
    formula : str
        The penalty of one sample.
    """

    noun: str
    # Distributions
    formula: str
    # Compensation
    # Gradients
    # Training
    # Likelihood
    # Samples


SQUARED_ERROR = Words(
    noun="squared error",
    # Distributions
    formula=r"\sum_{k=1}^{K} (y^k - \hat{y}^k)^2",
    # Compensation
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
    noun = WORDS[loss].noun
    return f"{palette.LOSSES[loss].symbol} **{noun[0].upper()}{noun[1:]}**"


def name_of(loss: str) -> str:
    """A loss within a sentence."""
    return f"{palette.LOSSES[loss].symbol} **{WORDS[loss].noun}**"
