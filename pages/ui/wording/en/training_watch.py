"""The race that is watched: its buttons, and what is said of each moment."""

from __future__ import annotations

from collections.abc import Iterable

from pages.ui import palette
from pages.ui.results.training_frames import Moment
from pages.ui.wording.en.losses import head_of
from pages.ui.wording.formats import count, listed, number, percent

WORDS = {
    "play": "Play",
    "pause": "Pause",
    "back": "One moment back",
    "on": "One moment on",
    "slider": "Moment of the race",
    "residual": "Mean residual on the true class, step by step",
}
FULL = "Every trace, and the maps after any step"
BAD_START = "Let both start sure of class 0"
EVEN_START = "Let both start undecided"
CAPTION = (
    "Palest: where a class is merely ahead; a shade fuller where it is 9, 99 and 999 times as "
    "probable as any other. In a long race there are more and more steps from one moment to the "
    "next."
)


def said(moment: Moment, first: int | None, target: float) -> str:
    """One run at one moment, and whether it has reached the target."""
    there = first is not None and moment.step >= first
    arrived = f" Reached {number(target)} after {count(first, 'step')}." if there else ""
    return f"Residual {number(moment.residual, 3)}, {percent(moment.accuracy)} right.{arrived}"


def arrival(loss: str, first: int | None) -> str:
    """Below the residuals, where a run reached the target: after how many steps."""
    return "" if first is None else f"{palette.LOSSES[loss].symbol} {first:,}"


def at(step: int) -> str:
    """Which moment it is."""
    return f"After {count(step, 'step')}"


def goal(target: float) -> str:
    """The line to reach."""
    return f"to reach: {number(target)}"


def alt(losses: Iterable[str]) -> str:
    """The race for those who do not see it."""
    named = listed(head_of(loss).replace("*", "") for loss in losses)
    return (
        f"A race of two runs, {named}: the regions they give each class, and their mean residual "
        "on its way down. The lines below the maps say how far each is."
    )


def classes(number_of: int) -> list[dict[str, str]]:
    """How the classes look, and what they are called."""
    return [
        {"label": f"{look.symbol} {look.label}", "color": look.color}
        for look in palette.CLASSES[:number_of]
    ]
