"""One model's table, put together from blocks of rows."""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from .blocks import Block, Coded
from .column_names import is_fold, is_model
from .columns import TRUE, Columns, index_of
from .errors import UploadError
from .limits import MAX_FOLDS, MAX_NAME_LENGTH, MAX_SLICES, ROOM, SCORED_ROW_BYTES

# Of fewer rows all may be right, or as many of each class, by chance.
_SEVERAL = 20


@dataclass(frozen=True, eq=False)
class Table:
    """The N samples of one upload, of K classes."""

    name: str
    classes: tuple[str, ...]
    truth: npt.NDArray  # Labels `(N,)`, or distributions `(N, K)`.
    proba: npt.NDArray[np.float64]  # What the model predicts, `(N, K)`.
    ids: npt.NDArray | None = None  # Of the rows: whole numbers or text.
    rescaled: bool = False  # Whether the rows were rescaled to sum to 1.
    columns: Columns | None = None  # What was what in the file.
    slices: Mapping[str, Coded] = field(default_factory=dict)  # By the names of columns.
    weight: npt.NDArray[np.float64] | None = None  # How many samples each row counts as.

    @property
    def size(self) -> int:
        """N, the number of samples."""
        return len(self.proba)

    @property
    def soft(self) -> bool:
        """Whether the truth is a distribution a sample."""
        return self.truth.ndim == 2

    @property
    def named_ids(self) -> npt.NDArray | None:
        """The ids, unless they are no more than the row numbers that pandas writes."""
        known = self.columns is not None and self.columns.ids is not None
        return self.ids if known and self.columns.ids != index_of(self.columns.names) else None

    @cached_property
    def unused(self) -> tuple[str, ...]:
        """The classes that no sample is of, and that the model never expects."""
        used = self.proba.any(axis=0)
        if self.soft:
            used |= self.truth.any(axis=0)
        else:
            used[self.truth] = True
        return tuple(self.classes[k] for k in np.flatnonzero(~used))

    @cached_property
    def starts_at_0(self) -> bool:
        """Whether the columns are 0, 1, … as if without names, and no sample is of the first one.

        Then they may be those of classes 1, 2, … instead: nothing in the table can tell.
        """
        numbered = self.classes == tuple(map(str, range(len(self.classes))))
        alone = self.columns is not None and len(self.columns.proba) == 1
        return numbered and not (self.soft or alone) and bool(self.truth.min() > 0)

    @cached_property
    def is_never_wrong(self) -> bool:
        """Whether a column that was taken for the truth may be what the model predicted."""
        if self.soft or self.columns is None or self.size < _SEVERAL:
            return False
        by_name = self.columns.names[self.columns.truth[0]].lower() == TRUE
        return not by_name and bool((self.proba.argmax(axis=1) == self.truth).all())

    @cached_property
    def of_models(self) -> str | None:
        """The column by which the rows may be those of several models of the same samples."""
        for name, (codes, texts) in self.slices.items():
            if is_model(name) and not self.soft and self.size >= _SEVERAL:
                both = codes.astype(np.intp) * len(self.classes) + self.truth
                counts = np.bincount(both, minlength=len(texts) * len(self.classes))
                counts = counts.reshape(len(texts), -1)
                if len(texts) > 1 and (counts == counts[0]).all():
                    return name
        return None


def _empty(
    shape: tuple[int, ...], dtype: npt.DTypeLike = np.float64, *, beside: int = 0
) -> npt.NDArray:
    """An array, not yet filled, that takes so many bytes more for what is computed from it."""
    kind = np.dtype(dtype)
    size = math.prod(shape) * kind.itemsize
    # NumPy asks for huge pages, and for as much memory as a table's a system may look for long.
    # Memory that is not filled is not taken.
    buffer = None if kind.kind == "T" else pa.allocate_buffer(size)
    array = np.ndarray(shape, kind, buffer)
    ROOM.keep(array, array.nbytes + beside)
    return array


def assemble(
    columns: Columns,
    rows: int,
    blocks: Iterable[Block],
    progress: Callable[[float], None],
) -> Table:
    """The table of all blocks, in arrays that are made once, for so many rows at the most."""
    proba = _empty((rows, len(columns.classes)), beside=SCORED_ROW_BYTES * rows)
    truth = _empty(proba.shape) if columns.soft else _empty((rows,), np.intp)
    weight = None if columns.weight is None else _empty((rows,))
    ids, filled = None, 0
    sliced = {place: _Sliced(rows, columns.names[place]) for place in columns.slices}
    for block in blocks:
        part = slice(filled, filled + len(block.proba))
        proba[part], truth[part] = block.proba, block.truth
        if block.ids is not None:
            ids = _empty((rows,), block.ids.dtype) if ids is None else ids
            if ids.dtype.kind != block.ids.dtype.kind:  # Some are whole numbers and some are not.
                ids = ids.astype(np.dtypes.StringDType())
            ids[part] = block.ids
        if weight is not None:
            weight[part] = block.weight
        for column, coded in zip(sliced.values(), block.slices, strict=True):
            column.add(part, coded)
        filled = part.stop
        progress(filled / rows)
    if not filled:
        raise UploadError("The table has column names but no rows: add one row a sample.")
    ids, weight = (None if array is None else array[:filled] for array in (ids, weight))
    few = {place: column.coded(filled) for place, column in sliced.items() if column.few}
    return Table(
        "",
        columns.classes,
        truth[:filled],
        proba[:filled],
        ids,
        columns=columns._replace(slices=tuple(few)),
        slices={columns.names[place]: coded for place, coded in few.items()},
        weight=weight,
    )


class _Sliced:
    """A column of few different values, put together from blocks; nothing once there are more."""

    def __init__(self, rows: int, name: str) -> None:
        self._most = MAX_FOLDS if is_fold(name) else MAX_SLICES
        self._codes: npt.NDArray | None = _empty((rows,), np.min_scalar_type(-self._most))
        self._places: dict[str, int] = {}

    @property
    def few(self) -> bool:
        """Whether there are no more values than there may be."""
        return self._codes is not None

    def add(self, part: slice, coded: Coded) -> None:
        """Add the rows of a block."""
        if self._codes is None:
            return
        new = np.zeros(len(coded.texts), np.intp)
        for place in np.unique(coded.codes):
            text = coded.texts[place].strip()[:MAX_NAME_LENGTH]
            new[place] = self._places.setdefault(text, len(self._places))
        if len(self._places) > self._most:
            self._codes = None
        else:
            self._codes[part] = new[coded.codes]

    def coded(self, rows: int) -> Coded:
        """The column, of so many rows."""
        return Coded(self._codes[:rows], list(self._places))
