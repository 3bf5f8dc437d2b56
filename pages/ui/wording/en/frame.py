"""What stands around every page."""

from __future__ import annotations

from collections.abc import Iterable

from pages.ui import palette

LOSSES_HELP = (
    "The two losses that every page compares. The page Article keeps to those of the article."
)
POWER = f"{palette.POWER.symbol} a of the power loss"
POWER_HELP = (
    "At a = 1 it is squared error; as a goes to 0 it becomes cross-entropy, for a soft truth less "
    "its entropy. No sample costs more than 1 + 1/a."
)
PLACES = ("First loss", "Second loss")


def tab(title: str) -> str:
    """The title of a page in the browser's tab."""
    return f"{title} · losscore: what a loss charges each prediction"


def about(question: str) -> str:
    """What a link to the page that answers a question says beside its title."""
    return (
        f"{question} See prediction by prediction what squared error, cross-entropy and other "
        "losses charge a classifier, and how many perfect samples make up for a bad one."
    )


def losses(pair: Iterable) -> str:
    """The control for the losses, by their symbols."""
    return "Losses " + " ".join(palette.LOSSES[loss.name].symbol for loss in pair)


def loss_option(name: str) -> str:
    """A loss to choose."""
    look = palette.LOSSES[name]
    return look.named
