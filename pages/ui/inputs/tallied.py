"""A tally in place of a batch, and which of its models are compared. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from losscore import Tally
from pages.ui.inputs.sealed import Sealed


@dataclass(frozen=True, eq=False)
class Tallied(Sealed):
    """The sums of N samples of K classes, and models A and, if there is another one, B.

    Attributes
    ----------
    name : str
        What to call it on the screen: user text, not yet escaped.
    tally : Tally
        The sums.
    names : mapping
        What the models are called, by "a" and "b": user text.
    """

    name: str
    tally: Tally
    names: Mapping[str, str]

    @property
    def size(self) -> float:
        """N, the number of samples; with weights it may be no whole one."""
        return self.tally.samples

    @property
    def classes(self) -> tuple[str, ...]:
        """The K class names: user text."""
        return tuple(map(str, self.tally.classes))
