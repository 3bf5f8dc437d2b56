"""What stands in the pictures of a batch."""

from __future__ import annotations

from collections.abc import Iterable

from pages.ui import palette
from pages.ui.palette import Look
from pages.ui.wording.en.losses import WORDS
from pages.ui.wording.formats import capitalised

COSTLIEST_PART = "Costliest part of the samples"
SHARE_OF_TOTAL = "Share of the total penalty"
WHO_CARRIES = "Who carries the total"


def pays(model: Look) -> str:
    """The axis of what a model is charged."""
    return f"{model.named} pays"


def pays_more(model: Look) -> str:
    """The side of the diagonal on which it pays more."""
    return f"{model.named} pays more"


def one_against_other(model: Look) -> str:
    """The title of the picture of one model."""
    return f"{model.named}: loss against loss"


def says(losses: Iterable[str]) -> list[str]:
    """What the two losses may say of a sample."""
    ties = (f"{capitalised(WORDS[loss].noun)} sees no difference" for loss in losses)
    return ["The losses agree", *ties, palette.DISAGREE.label]
