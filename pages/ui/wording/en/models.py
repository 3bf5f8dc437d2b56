"""The words around several models."""

from __future__ import annotations

from collections.abc import Mapping

from pages.ui import palette
from pages.ui.inputs.batch import LETTERS
from pages.ui.wording.formats import bold, escape, named

MODEL = "Model"
ACCURACY = "Accuracy"
MEAN_HELP = "The mean penalty of a sample, any floor included"
BACK = "had back"
BACK_HELP = (
    "What of it recalibrating these very samples would save: see Calibration. Not told of large "
    "tables, nor of a loss with a floor or that is no sum over classes"
)
LETTERS_HELP = "Which two are compared, as A and as B"
SWAP = "Swap"
SWAP_HELP = "Let A and B change places"
TABLE_ALT = (
    "A row a model, the one that costs least under the first loss at the top: its mean penalty "
    "under both losses, what of it recalibration would save, and how often it names the true class."
)


def left_out(why: Mapping[str, str]) -> str:
    """Which models are not beside the others, and why."""
    return "\n\n".join(not_in_it(why))


def not_in_it(why: Mapping[str, str]) -> list[str]:
    """The same, a sentence or two each."""
    return [f"{bold(name)} is not in it. As model B: {escape(w)}" for name, w in why.items()]


def who(model: str, names: Mapping[str, str]) -> str:
    """Symbol and name of a model."""
    look = palette.MODELS[model]
    name = names[model]
    return look.named if name == LETTERS[model] else f"{look.symbol} {named(name)}"
