"""The first rows of a table, by which it is guessed what its columns are."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from itertools import islice

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from .limits import MAX_CLASSES

# Rows that a guess looks at, and cells.
MAX_FIRST, _CELLS = 500, 50_000


class FirstRows:
    """The first rows of a table, by column, as text."""

    def __init__(self, names: tuple[str, ...], batches: Iterator[pa.RecordBatch]) -> None:
        most = max(20, min(MAX_FIRST, _CELLS // max(1, len(names))))
        self.names, self.count, self.cells = names, 0, {}
        self._numbers: dict[str, npt.NDArray[np.float64]] = {}
        for batch in islice(batches, 1):
            cells = map(_texts, batch[:most].columns)
            self.count = min(most, batch.num_rows)
            self.cells = dict(zip(names, cells, strict=True))

    def numbers(self, name: str) -> npt.NDArray[np.float64]:
        """The numbers of a column; NaN for what is none."""
        if name not in self._numbers:
            self._numbers[name] = np.array([_number(cell) for cell in self.cells[name]])
        return self._numbers[name]

    def is_whole(self, name: str) -> bool:
        """Whether none of a column's numbers is a fraction."""
        with np.errstate(invalid="ignore"):  # Infinity has no remainder.
            return not (self.numbers(name) % 1.0 > 0.0).any()

    def texts(self, name: str) -> list[str]:
        """The different cells of a column that are not blank."""
        cells = self.cells.get(name, ())
        return list(dict.fromkeys(cell.strip() for cell in cells if cell.strip()))

    def is_number(self, name: str) -> bool:
        """Whether any of a column's cells holds a number."""
        return self.count > 0 and not np.isnan(self.numbers(name)).all()


def different(batches: Iterable[pa.RecordBatch], place: int) -> list[str]:
    """The different cells of a column but for blanks, as soon as they are too many not all."""
    found: dict[str, None] = {}
    for batch in batches:
        column = batch.column(place)
        with contextlib.suppress(pa.ArrowException):  # Of lists none is told from another.
            column = pc.unique(column)
        found |= dict.fromkeys(text.strip() for text in _texts(column))
        if len(found) > MAX_CLASSES + 1:
            break
    found.pop("", None)
    return list(found)


def _texts(column: pa.Array) -> list[str]:
    try:
        return ["" if value is None else str(value) for value in column.to_pylist()]
    except (ValueError, OverflowError):  # Times beyond all years of Python's.
        return [""] * len(column)


def _number(cell: str) -> float:
    try:
        return float(cell.rstrip("% ").replace(",", "."))
    except ValueError:
        return np.nan
