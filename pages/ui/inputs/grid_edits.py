"""The editable tables: a scenario as frames, and edits of their cells as a new scenario. Pure.

Cells are texts: where a cell holds a number, the browser drops every character that it does not
expect, and 0,8 becomes 8 before anybody else sees it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from pages.ui.inputs.scenario import COLUMNS, Scenario, ScenarioError

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


def with_sample_edits(scenario: Scenario, index: int, edits: Edits) -> tuple[Scenario, list[str]]:
    """The scenario after edits in the grid of one sample, and why some were refused."""

    def edit(now: Scenario, row: int, column: str, value: object) -> Scenario:
        if column == CLASS:
            return now.with_class_name(row, value)
        return now.with_value(index, column, row, value)

    return _edited(scenario, edits, edit)


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
