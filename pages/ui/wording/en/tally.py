"""What is said about a tally: sums of a batch whose rows are elsewhere."""

from __future__ import annotations

import math

from pages.ui import palette
from pages.ui.results.tally import Closing, Pair, Verdict
from pages.ui.wording.formats import (
    bold,
    escape,
    exact_text,
    named,
    number,
    paragraphs,
    whole_text,
)

DROP = "Drop"
INTRODUCED = (
    "A tally holds sums in place of rows: what needs the rows, such as single samples and the "
    "exact curve between its thresholds, is not shown. Its intervals know the spread of the "
    "differences, not how skewed they are."
)
THRESHOLDS = "What acting at a threshold costs"
THRESHOLD, THETA, COST, WHO = "threshold θ", "θ", "M(θ)", "who"
THRESHOLDS_ALT = "The cost of acting on a class when its probability is above θ, for each model."
RELIABILITY = "How often what is predicted is true"
RELIABILITY_ALT = "How often a class is true beside its mean prediction, in bins, for each model."
RELIABILITY_NOTE = (
    "All classes together, in 20 bins of ŷ: below the dotted line more is predicted than comes "
    "true. Classes that err in opposite ways may not show here."
)
PREDICTED, OBSERVED, PREDICTIONS = "mean ŷ of the bin", "how often it is true", "predictions"
CARRIES_ALT = "The share of the total that the costliest part of the samples carries."
NO_SHARES = "No total is above 0 and finite, so that nobody carries a share of it."
COSTLIEST = "The costliest rows"
COSTLIEST_ALT = "The costliest rows of each model under each loss."
NO_COSTLIEST = "No row is charged anything."
COLUMNS = {
    "who": "model",
    "loss": "loss",
    "id": "id",
    "penalty": "penalty",
    "truth": "truth",
    "predicted": "predicted",
    "y_hat": "ŷ on the truth",
}
MODEL = {"a": "Model A", "b": "Model B"}


def sentences(found: Verdict) -> str:
    """The verdict below its table."""
    return paragraphs(*map(escape, (*found.of_losses, *found.of_both)))


def carries(drawn: int, asked: int) -> str:
    """How exact the shares are, and which are missing."""
    said = "Read from penalties that were counted by size: at most 0.8 % of the total off."
    if drawn == asked:
        return said
    return f"{said} Of a total that is infinite, or 0, nobody carries a share: it has no line."


def current(name: str) -> str:
    """The tally that is shown."""
    return f"Shown is the tally {bold(name)}."


def refused(name: str, reason: str) -> str:
    """Why a file is not shown."""
    return f"{bold(name)} is no tally that can be shown. {escape(reason)}"


def who(pair: Pair) -> str:
    """Which model is which."""
    letters = (f"{named(name)} is {letter}" for name, letter in zip(pair, "AB", strict=False))
    return f"In the pictures {' and '.join(letters)}."


def closing(found: Closing) -> str:
    """What would make up for the gap under a loss."""
    loss, answer = palette.LOSSES[found.loss].label, found.answer
    worse, better = (bold(name) for name in (found.worse, found.better))
    if math.isinf(answer.mean):
        said = f"no number of perfect samples brings {worse} down to {better}: its mean is infinite"
    elif answer.count is None:
        said = f"no number of perfect samples brings {worse} down to {better}"
    else:
        said = (
            f"{worse} needs {bold(exact_text(answer.exact))} perfect samples to come down to "
            f"{better}; {whole_text(answer.count)} is the least whole number that reaches it"
        )
    return f"{loss}: {said} (mean {number(answer.mean)} of {exact_text(float(answer.samples))})."
