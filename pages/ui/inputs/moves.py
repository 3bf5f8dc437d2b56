"""What a hand moved in the browser, as a new scenario, and how the rest gives way. Pure.

What was moved comes from outside as a link does, and may hold anything.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import replace

from pages.ui.inputs.scenario import COLUMNS, Scenario, ScenarioError

_WHOLE = 100  # Bars stand on a grid of hundredths, and come as whole numbers that add up to this.


def with_moves(scenario: Scenario, index: int, moves: object) -> Scenario:
    """The scenario after moves in the bars of one sample: the columns that were moved replaced.

    `moves` holds the number of the `sample` and the names of the `classes` that the bars stood
    for, and `to`: by column the hundredths of each class. `ScenarioError` if it does not.
    """
    if not isinstance(moves, dict) or set(moves) != {"sample", "classes", "to"}:
        raise ScenarioError("What was moved could not be read.")
    same = type(moves["sample"]) is int and moves["sample"] == index
    if not same or moves["classes"] != list(scenario.classes):
        raise ScenarioError("What was moved belongs to another sample.")
    if not isinstance(moves["to"], dict) or not set(moves["to"]) <= {*COLUMNS}:
        raise ScenarioError("What was moved could not be read.")
    columns = {c: _column(given, len(scenario.classes)) for c, given in moves["to"].items()}
    return scenario.with_sample(index, replace(scenario.samples[index], **columns))


def giving_way(values: Sequence[float], kept: Collection[int]) -> tuple[float, ...]:
    """The column with the classes in `kept` as they are and the rest, in proportion, what is left.

    Where the rest has nothing it shares equally; where nothing is left it gets 0.
    """
    rest = [0.0 if k in kept else value for k, value in enumerate(values)]
    if not any(rest):
        rest = [0.0 if k in kept else 1.0 for k in range(len(values))]
    left, total = max(1.0 - math.fsum(values[k] for k in kept), 0.0), math.fsum(rest)
    return tuple(
        value if k in kept else left * share / total
        for k, (value, share) in enumerate(zip(values, rest, strict=True))
    )


def _column(given: object, size: int) -> tuple[float, ...]:
    whole = isinstance(given, list) and all(type(value) is int for value in given)
    if not whole or len(given) != size or min(given) < 0 or sum(given) != _WHOLE:
        raise ScenarioError("What was moved does not sum to 1.")
    return tuple(value / _WHOLE for value in given)
