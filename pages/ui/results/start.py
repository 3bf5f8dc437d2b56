"""80 % against 90 % on the true class, and what perfect answers make of it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from losscore import Loss, PerfectSamples, perfect_samples_needed
from pages.ui.results.memo import shared

# On the true class and on the other one.
A, B = (0.8, 0.2), (0.9, 0.1)
MOST = 12  # So many perfect answers can be added on the page.


class Race(NamedTuple):
    """How far A is behind B under one loss.

    Attributes
    ----------
    start, target : float
        What A and B are charged.
    means : tuple of float
        A's mean after 0, 1, 2, … perfect answers.
    answer : PerfectSamples
        How many bring it down to the target.
    """

    start: float
    target: float
    means: tuple[float, ...]
    answer: PerfectSamples


def races(losses: Iterable[Loss]) -> dict[str, Race]:
    """By the names of the losses."""
    return {loss.name: _race(loss) for loss in losses}


@shared(32)
def _race(loss: Loss) -> Race:
    start, target = loss.penalties([0, 0], [A, B]).tolist()
    answer = perfect_samples_needed(start, target)
    means = tuple(float(answer.mean_after(added)) for added in range(MOST + 1))
    return Race(start, target, means, answer)
