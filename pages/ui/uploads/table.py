"""One model's table as it was read, and the piece of it that is read and checked at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .checks import bad_row, distributions, no_class
from .columns import SOFT, Columns
from .errors import UploadError
from .limits import MAX_CELLS, MAX_ROWS


@dataclass(frozen=True, eq=False)
class Table:
    """The samples of one upload: name, K class names, truth `(N,)` or `(N, K)`, proba `(N, K)`."""

    name: str
    classes: tuple[str, ...]
    truth: npt.NDArray
    proba: npt.NDArray[np.float64]

    @property
    def size(self) -> int:
        """N, the number of samples."""
        return len(self.proba)

    @property
    def soft(self) -> bool:
        """Whether the truth is a distribution a sample."""
        return self.truth.ndim == 2


class Block(NamedTuple):
    """Consecutive rows: labels `(n,)`, −1 where one is no class, or soft truth `(n, K)`; proba."""

    truth: npt.NDArray
    proba: npt.NDArray[np.float64]


class Assembly:
    """Checked blocks, put together into arrays that are made once, for at most `rows` rows."""

    def __init__(self, columns: Columns, rows: int, *, normalise: bool) -> None:
        check_size(rows, len(columns.numbers))
        self._columns = columns
        self._normalise = normalise
        classes = len(columns.classes)
        self._proba = np.empty((rows, classes))
        self._truth = np.empty((rows, classes)) if columns.soft else np.empty(rows, dtype=np.intp)
        self.rows = 0

    def add(self, block: Block, find_row: Callable[[int], tuple[str, str]]) -> None:
        """Take in the next rows, or raise the `UploadError` about the first bad one.

        `find_row` gives, for a place in the block, how to name that row in a sentence, and the
        text of its label.
        """
        proba, bad = distributions(block.proba, normalise=self._normalise)
        truth, bad_truth = block.truth, None
        if self._columns.soft:
            truth, bad_truth = distributions(truth, normalise=self._normalise)
        elif truth.min() < 0:
            bad_truth = int(np.argmax(truth < 0))
        first = min((row for row in (bad_truth, bad) if row is not None), default=None)
        if first is not None:
            raise self._error(block, first, first == bad_truth, *find_row(first))
        rows = slice(self.rows, self.rows + len(proba))
        self._proba[rows], self._truth[rows] = proba, truth
        self.rows = rows.stop

    def table(self, name: str) -> Table:
        """All the rows taken in."""
        if not self.rows:
            raise UploadError("The table has column names but no rows: add one row a sample.")
        truth, proba = self._truth[: self.rows], self._proba[: self.rows]
        return Table(name, self._columns.classes, truth, proba)

    def _error(self, block: Block, row: int, in_truth: bool, place: str, label: str) -> UploadError:
        names, values = self._columns.classes, block.proba
        if in_truth and not self._columns.soft:
            return no_class(label, self._columns.names[self._columns.truth[0]], place)
        if in_truth:
            names, values = tuple(SOFT + name for name in names), block.truth
            place = f"The truth of {place[0].lower()}{place[1:]}"
        return bad_row(values[row], names, place, normalise=self._normalise)


def check_size(rows: int, numbers: int) -> None:
    """Raise if a table of so many rows, with so many numbers in each, is more than fits."""
    if rows > MAX_ROWS:
        raise UploadError(
            f"The table has {rows:,} rows: at most {MAX_ROWS:,} can be read, so upload a part."
        )
    if rows * numbers > MAX_CELLS:
        raise UploadError(
            f"The table has {rows:,} rows of {numbers:,} numbers: at most {MAX_CELLS:,} numbers "
            "can be read, so upload fewer rows."
        )
