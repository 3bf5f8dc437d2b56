"""Words that want explaining where they first appear on a page."""

from __future__ import annotations

TERMS = {
    "ŷ": "**ŷ** is the probability that a model gives a class; y is that of the truth.",
    "one-hot": "A **one-hot** truth is 1 for one class and 0 for all others.",
    "soft truth": "A **soft truth** is spread over several classes.",
    "logit": "A **logit** z is the number behind a probability, of any size: softmax turns all "
    "logits into probabilities, and the higher one gets more.",
    "∂l/∂z": "**∂L/∂z** is the slope of the loss L: how fast it grows with the logit z.",
    "gradient descent": "**Gradient descent** takes steps down the slope of the loss, the longer "
    "the steeper it is and the larger the step size.",
    "multinomial": "A **multinomial** is how often each class comes up in so many draws.",
    "isotonic": "An **isotonic** regression is, of all that never fall, what lies closest.",
    "softmax": "**Softmax** turns a number for each class, of any size, into probabilities.",
    "mass": "A distribution has **mass** where its probability is above 0.",
    "residual": "A **residual** is how far ŷ is from the truth: 1 − ŷ on the true class.",
    "floor": "A **floor** is the least that ŷ counts as: what is below is lifted to it before the "
    "logarithm is taken.",
}


def explained(text: str) -> str | None:
    """What the words of a text that want explaining mean; None where there are none."""
    said = text.lower()
    return "\n\n".join(meaning for term, meaning in TERMS.items() if term in said) or None
