"""The words around what a model takes for what."""

from __future__ import annotations

from pages.ui.palette import Look
from pages.ui.results.confusion import Matrix
from pages.ui.wording.en.losses import WORDS
from pages.ui.wording.formats import amount, number, percent

TITLE = "What is taken for what, and what does it cost?"
LOSS = "Penalties of"
TRUTH = "True class"
NAMED = "Class that it names"
TIP_WHAT = "true → named"
TIP_SAMPLES = "samples"
TIP_MEAN = "cost on average"
TIP_SHARE = "carry of the total"
CLICK = "**Click on a cell** to see its samples in the table below."


def title(model: Look, loss: Look) -> str:
    """The title of a matrix."""
    return f"{model.named}, {loss.symbol} {loss.label.lower()}"


def alt(model: str, loss: str) -> str:
    """A matrix for those who do not see it."""
    return (
        f"A row a true class and a column a class that model {model.upper()} names: how many "
        f"samples, and what {WORDS[loss].noun} charges them on average; the darker a cell, the "
        "more of the total it carries."
    )


def caption(found: list[Matrix], loss: str) -> str:
    """How to read the matrices."""
    noun = WORDS[loss].noun
    text = (
        "In each cell how many samples there are and, where there is room, what they cost on "
        f"average. The darker it is, the more of the model's total {noun} it carries, beside the "
        "one that carries most."
    )
    if any(one.infinite for one in found):
        text += " Of a total that is infinite the infinite penalties carry all, each as much."
    return text


def what(truth: str, named: str) -> str:
    """A cell in a tooltip."""
    return f"{truth} → {named}"


def samples(value: float) -> str:
    """How many samples a cell has; nothing where it has none."""
    return amount(int(value) if float(value).is_integer() else float(value)) if value else ""


def mean(value: float) -> str:
    """What they cost, short enough for a cell: 0.84, 1.7, 230, ∞."""
    if value != value:
        return ""
    return number(value, 2)


def share(value: float) -> str:
    """What they carry."""
    return percent(value)
