"""What is said on Calibration of one temperature for all classes."""

from __future__ import annotations

import math
from collections.abc import Mapping

from pages.ui.inputs.batch import LETTERS
from pages.ui.results.calibration_temperature import Tempered
from pages.ui.wording.en.losses import WORDS
from pages.ui.wording.en.models import who
from pages.ui.wording.en.samples_verdicts import mean
from pages.ui.wording.formats import count, listed, named, told_apart

# So near to 1 a temperature is 1 but for what its search leaves open.
_NEAR = 1e-8


def temperatures(
    found: Mapping[str, Tempered | None],
    names: Mapping[str, str] = LETTERS,
    row: str = "sample",
) -> str | None:
    """What one temperature for all classes saves each model, on samples it was not fitted on."""
    told = {model: one for model, one in found.items() if one is not None}
    if not told:
        return None
    first = next(iter(told.values()))
    head = (
        f"**One temperature** for all classes, fitted on {first.fitted_on:,} of the {row}s and "
        f"judged on the other {first.judged_on:,}:"
    )
    return "  \n".join([head, *(_temperature(who(m, names), one, row) for m, one in told.items())])


def _temperature(whose: str, one: Tempered, row: str) -> str:
    changes = listed(
        f"{WORDS[loss].noun} from {mean(one.before[loss])} to {mean(one.after[loss])}"
        f"{_change(one.before[loss] - one.after[loss], one.before[loss])}"
        for loss in one.before
    )
    text = f"{whose} {_sure(one.temperature)} It brings {changes}."
    if one.infinite:
        them = "is left out here: it stays" if one.infinite == 1 else "are left out here: they stay"
        text += (
            f" {count(one.infinite, row)} with a ŷ of 0 on the truth {them} infinite at every "
            "temperature."
        )
    return text


def _change(saved: float, of: float) -> str:
    if abs(saved) <= 1e-9 * of:
        return " (nothing)"
    return f" (saves **{mean(saved)}**)" if saved > 0.0 else f" (costs {mean(-saved)})"


def _sure(temperature: float) -> str:
    shown = f"T = **{_text(temperature)}**"
    if math.isclose(temperature, 1.0, rel_tol=_NEAR):
        return f"is best left as it is on the part it is fitted on, {shown}."
    if temperature > 1.0:
        return f"is too sure of itself on the part it is fitted on, {shown}."
    return f"is not sure enough of itself on the part it is fitted on, {shown}."


def _text(temperature: float) -> str:
    """T, which looks like 1 only where it is."""
    near = math.isclose(temperature, 1.0, rel_tol=_NEAR)
    return "1" if near else told_apart(temperature, 1.0)[0]


def take(name: str, temperature: float) -> str:
    """The label of what makes a tempered model one of the uploaded ones."""
    return f"Take {named(name)} at T = {_text(temperature)} as a further model"


def at_temperature(name: str, temperature: float) -> str:
    """What a tempered model is called."""
    return f"{name} at T = {_text(temperature)}"


def taken(name: str) -> str:
    """That a tempered model is one of the uploaded ones now."""
    return (
        f"“{name}” is one of your models now: choose it on Samples. Its temperature was fitted on "
        "half of these samples."
    )


NO_ROOM = "There is no room for a further model: drop one on Samples first."
