"""The words around the slices of a batch."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pages.ui import palette
from pages.ui.results.samples import Summary
from pages.ui.results.samples_table import TRUTH, predicted_column
from pages.ui.results.slices import GIVEN, Cut, names_of
from pages.ui.wording.en.folds import in_slices
from pages.ui.wording.formats import count, told_apart

if TYPE_CHECKING:
    from losscore import Comparison

TITLE = "Slice by slice: where does it cost the most?"
BY = "Slices by"
SLICE = "Slice"
SAMPLES = "Samples"
INTERVAL = "95 % interval"
TABLE_ALT = (
    "A row a slice, the costliest at the top: how many samples, the mean of each model under each "
    "loss, their difference with its interval, and the part of each total."
)


def cut(scored: Summary, cut: Cut) -> str:
    """What slices are made by, in a list to choose from."""
    truth = "likeliest class of the truth" if scored.soft else "true class"
    of_column = {TRUTH: truth} | {GIVEN + name: f"column {name}" for name in scored.slices}
    for model in scored.models:
        of_column[predicted_column(model)] = f"class that {scored.names[model]} names"
    parts = [of_column[column] for column in cut.columns]
    return parts[0][:1].upper() + " and ".join(parts)[1:]


def values(names: Sequence[str]) -> str:
    """A slice in the table: one value, or the truth and what it was taken for."""
    return " → ".join(name or "(blank)" for name in names)


def label(scored: Summary, cut_: Cut, chosen: tuple[int, ...]) -> str:
    """A slice in the list of lists."""
    return f"{cut(scored, cut_)}: {values(names_of(scored, cut_, chosen))}"


def headings(symbol: str, model: str) -> tuple[str, str]:
    """Of a model's mean and of its part of the total."""
    return f"{symbol} {model.upper()}", f"{symbol} {model.upper()} of total"


def a_less_b(symbol: str) -> str:
    """Of the difference of the means."""
    return f"{symbol} A − B"


def interval(result: Comparison) -> str:
    """The interval of the difference, or why there is none."""
    if not result.differ:
        return "no difference"
    if result.difference is None or math.isinf(result.difference):
        return "infinite"
    if result.low is None or result.excludes_zero is None:
        return "too few samples"
    low, high = told_apart(result.low, result.high)
    return f"{low} to {high}"


def caption(scored: Summary, shown: int, found: int) -> str:
    """How to read the table, and what a click does."""
    return " ".join(filter(None, [part(shown, found), ORDER, TICK, difference(scored)]))


ORDER = "Costliest first."
TICK = "**Tick a row** to see its samples in the table below."


def part(shown: int, found: int) -> str:
    """How much of the table is there, where that is not all."""
    return f"The costliest {shown:,} of {count(found, 'slice')}." if shown < found else ""


def difference(scored: Summary) -> str | None:
    """What the difference of two models is; None for one."""
    if len(scored.models) < 2:
        return None
    a, b = (f"{palette.MODELS[model].symbol} {model.upper()}" for model in scored.models)
    return (
        f"A − B is {a}'s mean less {b}'s: below 0, {a} is the better one there. Of twenty "
        f"intervals one leaves out 0 by chance alone. {in_slices(scored.folds)}"
    ).rstrip()
