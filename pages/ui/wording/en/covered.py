"""What a page whose answer is covered asks, and what it says of the guess."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pages.ui import palette
from pages.ui.inputs.scenario import Sample
from pages.ui.wording.en.losses import name_of
from pages.ui.wording.formats import bold, escape, number

if TYPE_CHECKING:
    from losscore import Loss

COVERED = "The answer is covered until you have made a guess."
COVER = "Cover the answer until a guess is made"
OPENS_COVERED = "**This link opens this page with its answer covered**, until a guess is made."

PREFER = "Which model do the two losses prefer?"
PREFER_ON_AVERAGE = "Which model do the two losses prefer on average?"
PREFERRED = {
    "a": "Both prefer A",
    "b": "Both prefer B",
    "apart": "They disagree",
    "one": "Only one sees a difference",
    "neither": "Neither sees a difference",
}
EVERYWHERE = "Is one model better under all losses of this kind?"
AHEAD = {
    "a": "Yes, A",
    "b": "Yes, B",
    "apart": "It depends on the loss",
    "neither": "They are the same",
}
COUNTS = {
    "0": "none",
    "1": "1",
    "2": "2",
    "3": "3",
    "4": "4",
    "5_to_9": "5 to 9",
    "10_to_99": "10 to 99",
    "100_or_more": "100 or more",
    "never": "no number is enough",
}


def how_many(loss: Loss) -> str:
    """What is asked about one loss of the two."""
    return (
        f"How many perfect samples must the worse model have at least, under {name_of(loss.name)}?"
    )


def which_pushes(model: str, name: str) -> str:
    """What is asked about the push on a model's logit of one class."""
    return (
        f"Which loss pushes the logit of {bold(name)} harder, for {palette.COLUMNS[model].named}?"
    )


def harder(losses: Sequence[Loss]) -> dict[str, str]:
    """The guesses."""
    first, second = (palette.LOSSES[loss.name].named for loss in losses)
    return {"first": first, "second": second, "alike": "Both push alike"}


def table(classes: Sequence[str], sample: Sample) -> str:
    """The sample that the guess is about."""
    heads = " | ".join(look.named for look in palette.COLUMNS.values())
    rows = (
        f"| {escape(name)} | {' | '.join(map(number, values))} |"
        for name, *values in zip(classes, sample.truth, sample.a, sample.b, strict=True)
    )
    return "\n".join((f"| Class | {heads} |", "|:--|--:|--:|--:|", *rows))


def judged(said: str, right: str) -> str:
    """What the guess was, and what it should have been."""
    if said == right:
        return f"✓ You said **{said}**, and so it is."
    return f"You said **{said}**. The answer is **{right}**."
