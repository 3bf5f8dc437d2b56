"""One model's table, and the blocks of rows that it is put together from."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .columns import Columns
from .errors import UploadError
from .limits import MAX_CELLS, MAX_ROWS, SCORED_ROW_BYTES
from .room import ROOM


@dataclass(frozen=True, eq=False)
class Table:
    """The samples of one upload.

    Attributes
    ----------
    name : str
        What the table is called.
    classes : tuple of str
        The K class names.
    truth : ndarray of shape (N,) or (N, K)
        Labels, or distributions.
    proba : ndarray of shape (N, K)
        What the model predicts.
    index : ndarray of shape (N,) or None
        The row index that pandas wrote along, if it is there: whole numbers or text.
    """

    name: str
    classes: tuple[str, ...]
    truth: npt.NDArray
    proba: npt.NDArray[np.float64]
    index: npt.NDArray | None = None

    @property
    def size(self) -> int:
        """N, the number of samples."""
        return len(self.proba)

    @property
    def soft(self) -> bool:
        """Whether the truth is a distribution a sample."""
        return self.truth.ndim == 2

    @cached_property
    def unused(self) -> tuple[str, ...]:
        """The classes that no sample is of, and that the model never expects."""
        used = self.proba.any(axis=0)
        if self.soft:
            used |= self.truth.any(axis=0)
        else:
            used[self.truth] = True
        return tuple(self.classes[k] for k in np.flatnonzero(~used))


class Block(NamedTuple):
    """Consecutive rows of a table; labels are −1 where one is no class.

    `done` is the part of the file that ends with them.
    """

    truth: npt.NDArray
    proba: npt.NDArray[np.float64]
    index: npt.NDArray | None
    done: float = 0.0


FindRow = Callable[[int], tuple[str, str]]
Check = Callable[[Block, FindRow], Block]
# A block that is None takes back all before it: the file is read anew.
Blocks = Iterator[Block | None]


class Shape(NamedTuple):
    """What a table looks like: its classes, whether its truth is soft, its rows at the most."""

    classes: tuple[str, ...]
    soft: bool
    rows: int

    @property
    def nbytes(self) -> int:
        """The memory that the table takes."""
        classes = len(self.classes)
        return 8 * self.rows * (classes + (classes if self.soft else 1))


class Opened(NamedTuple):
    """A file whose columns are understood.

    `blocks` reads its rows and puts them through a check, which knows how to find a row again:
    for its place in a block, what to call it in a sentence, and the text of its label.
    """

    columns: Columns
    shape: Shape
    blocks: Callable[[Check], Blocks]


def assemble(
    name: str, shape: Shape, blocks: Blocks, progress: Callable[[float], None] | None
) -> Table:
    """The table of all blocks, in arrays that are made once."""
    size, classes = shape.rows, len(shape.classes)
    proba = ROOM.empty((size, classes), beside=SCORED_ROW_BYTES * size)
    truth = ROOM.empty((size, classes)) if shape.soft else ROOM.empty((size,), np.intp)
    index, filled = None, 0
    for block in blocks:
        if block is None:
            filled = 0
            continue
        rows = slice(filled, filled + len(block.proba))
        proba[rows], truth[rows] = block.proba, block.truth
        if block.index is not None:
            index = ROOM.empty((size,), block.index.dtype) if index is None else index
            index[rows] = block.index
        filled = rows.stop
        if progress:
            progress(block.done)
    if not filled:
        raise UploadError("The table has column names but no rows: add one row a sample.")
    index = None if index is None else index[:filled]
    return Table(name, shape.classes, truth[:filled], proba[:filled], index)


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
