"""The editable tables: a scenario as frames, and edits of their cells as a new scenario. Pure.

Cells are texts: where a cell holds a number, the browser drops every character that it does not
expect, and 0,8 becomes 8 before anybody else sees it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pandas as pd

from pages.ui.inputs.moves import giving_way
from pages.ui.inputs.scenario import COLUMNS, Sample, Scenario, ScenarioError

CLASS = "class"

Edits = Mapping[int, Mapping[str, object]]


def sample_frame(scenario: Scenario, index: int) -> pd.DataFrame:
    """One sample as a grid: a row a class; the class name, the truth, model A, model B."""
    sample = scenario.samples[index]
    columns = {column: [_written(v) for v in getattr(sample, column)] for column in COLUMNS}
    return pd.DataFrame({CLASS: list(scenario.classes), **columns})


def batch_frame(scenario: Scenario) -> pd.DataFrame:
    """All samples as a grid: a row a sample; a column for each distribution and class."""
    columns = {
        cell(column, k): [_written(getattr(sample, column)[k]) for sample in scenario.samples]
        for column in COLUMNS
        for k in range(len(scenario.classes))
    }
    numbers = pd.RangeIndex(1, len(scenario.samples) + 1, name="sample")
    return pd.DataFrame(columns, index=numbers)


def _written(value: float) -> str:
    return f"{value:.6g}"


def cell(column: str, k: int) -> str:
    """The column of one class of one distribution in the grid of all samples."""
    return f"{column}.{k}"


def with_sample_edits(
    scenario: Scenario, index: int, edits: Edits, *, keep_sums: bool = False
) -> tuple[Scenario, list[str]]:
    """The scenario after edits in the grid of one sample, and why some were refused.

    With `keep_sums` the cells of a column that were not edited give way, so that it sums to 1.
    """

    def edit(now: Scenario, row: int, column: str, value: object) -> Scenario:
        if column == CLASS:
            return now.with_class_name(row, value)
        return now.with_value(index, column, row, value)

    edited, refused = _edited(scenario, edits, edit)
    if keep_sums:
        edited = edited.with_sample(
            index, _summed(scenario.samples[index], edited.samples[index], edits)
        )
    return edited, refused


def _summed(before: Sample, after: Sample, edits: Edits) -> Sample:
    """The sample with the rest of each column that was changed giving way."""
    changed = [c for c in COLUMNS if getattr(after, c) != getattr(before, c)]
    kept = {c: {row for row, column, _ in _cells(edits) if column == c} for c in changed}
    return replace(after, **{c: giving_way(getattr(after, c), kept[c]) for c in changed})


def with_batch_edits(scenario: Scenario, edits: Edits) -> tuple[Scenario, list[str]]:
    """The scenario after edits in the grid of all samples, and why some were refused."""

    def edit(now: Scenario, row: int, cell: str, value: object) -> Scenario:
        column, _, k = cell.partition(".")
        try:
            return now.with_value(row, column, int(k), value)
        except ScenarioError as error:
            raise ScenarioError(f"Sample {row + 1}, {error}") from None

    return _edited(scenario, edits, edit)


def _edited(scenario: Scenario, edits: Edits, edit) -> tuple[Scenario, list[str]]:
    refused = []
    for row, column, value in _cells(edits):
        try:
            scenario = edit(scenario, row, column, value)
        except ScenarioError as error:
            refused.append(str(error))
    return scenario, refused


def _cells(edits: Edits) -> Iterable[tuple[int, str, object]]:
    return ((int(row), column, v) for row, cells in edits.items() for column, v in cells.items())
