"""The settings that change what a page shows, each with its default and its range. Pure.

They are part of the share link, so a value may come from anyone: `read` is the only way in.
Controls take their ranges from here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import permutations

import losscore
from pages.ui.inputs.scenario import MAX_SAMPLES, MODELS


class SettingError(ValueError):
    """A setting that is unknown or out of its range; the message is a sentence for the user."""


@dataclass(frozen=True)
class Number:
    """A setting that is a number from `low` to `high`.

    A control moves it by `step`, or from one of its `stops` to the next.
    """

    name: str
    default: float
    low: float
    high: float
    step: float | None = None
    stops: tuple[float, ...] = ()

    def read(self, text: str) -> float:
        """The value a text stands for."""
        # Plain ASCII only: float() also takes "1_000", "nan" and digits of other scripts.
        if not re.fullmatch(r"-?[0-9]{0,10}\.?[0-9]{0,10}(e-?[0-9]{1,3})?", text):
            raise SettingError(f"The setting {self.name} is no number.")
        try:
            value = float(text)
        except ValueError:
            raise SettingError(f"The setting {self.name} is no number.") from None
        if not self.low <= value <= self.high:
            raise SettingError(
                f"The setting {self.name} goes from {self.low:g} to {self.high:g}, not {text}."
            )
        return value

    def write(self, value: float) -> str:
        """The text of a value, as `read` takes it."""
        return f"{value:.6g}".replace("e-0", "e-").replace("e+0", "e").replace("e+", "e")


@dataclass(frozen=True)
class Whole(Number):
    """A setting that is a whole number from `low` to `high`."""

    def read(self, text: str) -> int:
        """The value a text stands for."""
        if not re.fullmatch(r"-?[0-9]{1,9}", text):
            raise SettingError(f"The setting {self.name} is no whole number.")
        return int(super().read(text))

    def write(self, value: float) -> str:
        """The text of a value, as `read` takes it."""
        return str(int(value))


@dataclass(frozen=True)
class Choice:
    """A setting that is one of a few words."""

    name: str
    default: str
    options: tuple[str, ...]

    def read(self, text: str) -> str:
        """The value a text stands for."""
        if text not in self.options:
            raise SettingError(f"The setting {self.name} is one of {', '.join(self.options)}.")
        return text

    def write(self, value: str) -> str:
        """The text of a value, as `read` takes it."""
        return value


Setting = Number | Whole | Choice

# The setting with the step size of each loss.
RATES = {
    "squared_error": "rate_se",
    "cross_entropy": "rate_ce",
    "spherical": "rate_sp",
    "power": "rate_pw",
}
_SIZES = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
_OWN_SIZE = {"default": 1.0, "low": 1e-3, "high": 100.0, "stops": (*_SIZES, 30.0)}
_FLOORS = (0.0, 2.22045e-16, 1e-15, 1e-7, 1e-3, 1e-2)
_RESIDUALS = (0.001, 0.002, 0.003, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3, 0.4)
_LENGTHS = (10, 20, 50, 100, 200, 500, 1000, 2000)
_MOMENTS = (0, 1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1000, 1500)
_GUESSES = (0, 1, 2, 3, 4, 5, 10, 20)
_POWERS = (0.001, 0.01, 0.05, *(k / 10 for k in range(1, 11)))
# The place of each is its bit in the setting `solved`: add at the end only.
CHALLENGES = (
    "seven",
    "nat",
    "never",
    "disagree",
    "blind",
    "infinite",
    "thousand",
    "costly",
    "wrong",
    "twice",
    "sevens",
)
NO_CHALLENGE = "none"
# Each two losses, in either order.
_PAIRS = tuple(permutations(losscore.LOSSES, 2))

# Names and words are part of every link ever sent: add, but never rename or drop one.
SETTINGS: dict[str, Setting] = {
    setting.name: setting
    for setting in (
        # shared
        Whole("sample", 1, 1, MAX_SAMPLES, step=1),
        Number("floor", 0.0, 0.0, 0.1, stops=_FLOORS),
        # Samples and Compensation
        Choice("source", "scenario", ("scenario", "digits", "upload")),
        # Compensation
        Choice("scope", "sample", ("sample", "batch", "hand")),
        Number("pa", 0.8, 0.0, 1.0, step=0.01),
        Number("pb", 0.9, 0.0, 1.0, step=0.01),
        # Gradients and Likelihood
        Choice("model", "a", MODELS),
        # Gradients
        Number("w", 1.0, -5.0, 5.0, step=0.1),
        Number("bias", 0.0, -5.0, 5.0, step=0.1),
        Number("x", -2.0, -5.0, 5.0, step=0.1),
        Choice("y", "1", ("1", "0")),
        # Training
        Number("target", 0.01, 0.001, 0.4, stops=_RESIDUALS),
        Number("rate", 1.0, 0.01, 10.0, stops=_SIZES),
        Choice("data", "separable", ("separable", "overlapping", "three_classes", "imbalanced")),
        Choice("optimizer", "gradient_descent", ("gradient_descent", "momentum", "adam", "newton")),
        Whole("steps", 500, 10, 2000, stops=_LENGTHS),
        Whole("step", 2000, 0, 2000, stops=_MOMENTS),
        Choice("sizes", "own", ("own", "best")),
        Number("rate_se", **_OWN_SIZE),
        Number("rate_ce", **_OWN_SIZE),
        Number("start", 0.0, 0.0, 20.0, step=0.5),
        Whole("seed", 0, 0, 999, step=1),
        Choice("axis", "log", ("log", "linear")),
        Choice("compare", "one", ("one", "four")),
        # Likelihood
        Number("sigma", 0.5, 0.05, 2.0, step=0.05),
        Number("rate_sp", **_OWN_SIZE),  # Training
        Number("rate_pw", **_OWN_SIZE),  # Training
        # the two losses that every page compares, and a of the power loss
        Choice("losses", "squared_error.cross_entropy", tuple(map(".".join, _PAIRS))),
        Number("power", 0.5, 0.001, 1.0, stops=_POWERS),
        # Start: 0 is none yet
        Whole("guess", 0, 0, 100, stops=_GUESSES),
        # Thresholds
        Number("theta", 0.5, 0.0, 1.0, step=0.01),
        Choice("scale", "linear", ("linear", "log")),
        # Distributions
        Choice("challenge", NO_CHALLENGE, (NO_CHALLENGE, *CHALLENGES)),
        Whole("solved", 0, 0, 2 ** len(CHALLENGES) - 1, step=1),
        # every page that has something to guess
        Choice("answer", "shown", ("shown", "covered")),
        # how much of their axes charts show
        Choice("zoom", "case", ("case", "whole")),
        # Calibration: 0 is the class with the most to have back
        Whole("of_class", 0, 0, 1000, step=1),
    )
}


def read(name: str, text: str) -> float | int | str:
    """The value of the setting `name` that `text` stands for, or a `SettingError`."""
    if name not in SETTINGS:
        raise SettingError("The link has a setting that this version does not know.")
    return SETTINGS[name].read(text)


def holds(name: str, value: object) -> bool:
    """Whether a widget's value is one that the setting `name` may have."""
    try:
        read(name, SETTINGS[name].write(value))
    except (TypeError, ValueError):
        return False
    return True
