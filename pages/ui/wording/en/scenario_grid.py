"""The sentences around the grid of all samples."""

from __future__ import annotations

from pages.ui import palette
from pages.ui.inputs.scenario import Scenario, default_names
from pages.ui.wording.formats import count, escape, number

_NAMED = 6

TITLE = "Type the numbers, add or remove samples"
ADD_HELP = "At the end: its truth is the first class, and both models give all classes the same."
DUPLICATE_HELP = "The chosen sample once more, right behind itself."
REMOVE_HELP = "Takes out the chosen sample. The browser's Back button brings it back."


def cell_heading(column: str, names: tuple[str, ...], k: int) -> str:
    """What a column of the grid is called: of classes that nobody named, their numbers."""
    name = str(k) if names == default_names(len(names)) else names[k]
    return f"{palette.COLUMNS[column].symbol} {name}"


def cell_help(column: str, name: str) -> str:
    """What a column of the grid holds."""
    return f"{palette.COLUMNS[column].label}: {escape(name)}"


def not_scored(scenario: Scenario, broken: dict[int, list[str]]) -> str:
    """Which columns of which samples do not sum to 1, and what that means."""
    gaps = [
        f"**Sample {i + 1}, {palette.COLUMNS[column].label}** sums to "
        f"{number(scenario.samples[i].sum(column), 6)}"
        for i, columns in broken.items()
        for column in columns
    ]
    more = f" and {count(len(gaps) - _NAMED, 'column')} more" if len(gaps) > _NAMED else ""
    if len(gaps) == 1:
        return f"{gaps[0]}, not to 1, so the sample is not scored: edit the column or normalise it."
    samples = "the sample is" if len(broken) == 1 else f"these {len(broken)} samples are"
    return (
        f"{'; '.join(gaps[:_NAMED])}{more}. None is 1, so {samples} not scored: edit the columns "
        "or normalise them."
    )


def normalise(columns: int) -> str:
    """The button that fixes them."""
    return "Normalise it" if columns == 1 else f"Normalise all {columns}"
