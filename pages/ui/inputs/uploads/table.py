"""One model's table, the blocks of rows that it is put together from, and two tables as a batch."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from losscore.checks import TOLERANCE
from pages.ui.inputs.batch import Batch

from .columns import SOFT, TRUE, Columns, find_classes, index_of
from .errors import UploadError, listed, place_of, quoted
from .limits import MAX_NAME_LENGTH, MAX_SLICES, ROOM, SCORED_ROW_BYTES


class Coded(NamedTuple):
    """A column by the places of its values among the different ones."""

    codes: npt.NDArray[np.integer]
    texts: list[str]


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


class Block(NamedTuple):
    """Consecutive rows of a table; a label is −1 where it is no class, `stray` the first such."""

    truth: npt.NDArray
    proba: npt.NDArray[np.float64]
    ids: npt.NDArray | None = None
    stray: str = ""
    slices: tuple[Coded, ...] = ()


class Opened(NamedTuple):
    """A file whose columns are understood."""

    columns: Columns
    rows: int  # At the most.
    blocks: Callable[[], Iterator[Block]]  # Reads it, each time anew.
    place: Callable[[int], str]  # What to call a row, counted from 1.


def block_of(batch: pa.RecordBatch, columns: Columns, ids: npt.NDArray | None) -> Block:
    """The rows that Arrow has read."""
    proba = _stacked(batch, columns.proba)
    slices = tuple(_coded(batch.column(place)) for place in columns.slices)
    if columns.soft:
        return Block(_stacked(batch, columns.truth), proba, ids, slices=slices)
    places, texts = _coded(batch.column(columns.truth[0]))
    truth = np.array(columns.find(texts), np.intp)[places]
    return Block(truth, proba, ids, texts[places[np.argmin(truth)]], slices)


def _coded(column: pa.Array) -> Coded:
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    texts = [text or "" for text in column.dictionary.cast(pa.string()).to_pylist()]
    # What is missing has the place one past the last.
    places = column.indices.cast(pa.int64()).fill_null(len(texts)).to_numpy(zero_copy_only=False)
    return Coded(places, [*texts, ""])


def ids_of(column: pa.Array) -> npt.NDArray | None:
    """The ids of rows that Arrow has read, as whole numbers or as text; None if they are neither.

    Of a long text the end is what tells it from the others.
    """
    if pa.types.is_integer(column.type):
        return column.fill_null(0).to_numpy(zero_copy_only=False)
    try:
        text = pc.utf8_trim_whitespace(column.cast(pa.string()))
    except pa.ArrowException:
        return None
    short = pc.utf8_slice_codeunits(text, -MAX_NAME_LENGTH).fill_null("")
    return np.array(short.to_pylist(), np.dtypes.StringDType())


def _stacked(batch: pa.RecordBatch, places: tuple[int, ...]) -> npt.NDArray[np.float64]:
    columns = (batch.column(place).cast(pa.float64()) for place in places)
    return np.stack([column.to_numpy(zero_copy_only=False) for column in columns], axis=1)


def assemble(
    columns: Columns, rows: int, blocks: Iterable[Block], progress: Callable[[float], None]
) -> Table:
    """The table of all blocks, in arrays that are made once, for so many rows at the most."""
    proba = _empty((rows, len(columns.classes)), beside=SCORED_ROW_BYTES * rows)
    truth = _empty(proba.shape) if columns.soft else _empty((rows,), np.intp)
    ids, filled = None, 0
    sliced = [_Sliced(rows) for _ in columns.slices]
    for block in blocks:
        part = slice(filled, filled + len(block.proba))
        proba[part], truth[part] = block.proba, block.truth
        if block.ids is not None:
            ids = _empty((rows,), block.ids.dtype) if ids is None else ids
            if ids.dtype.kind != block.ids.dtype.kind:  # Some are whole numbers and some are not.
                ids = ids.astype(np.dtypes.StringDType())
            ids[part] = block.ids
        for column, coded in zip(sliced, block.slices, strict=True):
            column.add(part, coded)
        filled = part.stop
        progress(filled / rows)
    if not filled:
        raise UploadError("The table has column names but no rows: add one row a sample.")
    ids = None if ids is None else ids[:filled]
    classes = tuple(columns.classes)
    told = zip(columns.slices, sliced, strict=True)
    slices = {columns.names[place]: column.coded(filled) for place, column in told if column.few}
    columns = columns._replace(
        slices=tuple(p for p in columns.slices if columns.names[p] in slices)
    )
    return Table("", classes, truth[:filled], proba[:filled], ids, columns=columns, slices=slices)


class _Sliced:
    """A column of few different values, put together from blocks; nothing once there are many."""

    def __init__(self, rows: int) -> None:
        self._codes: npt.NDArray | None = _empty((rows,), np.int8)
        self._places: dict[str, int] = {}

    @property
    def few(self) -> bool:
        """Whether there are no more values than slices can be."""
        return self._codes is not None

    def add(self, part: slice, coded: Coded) -> None:
        """Add the rows of a block."""
        if self._codes is None:
            return
        new = np.zeros(len(coded.texts), np.intp)
        for place in np.unique(coded.codes):
            text = coded.texts[place].strip()[:MAX_NAME_LENGTH]
            new[place] = self._places.setdefault(text, len(self._places))
        if len(self._places) > MAX_SLICES:
            self._codes = None
        else:
            self._codes[part] = new[coded.codes]

    def coded(self, rows: int) -> Coded:
        """The column, of so many rows."""
        return Coded(self._codes[:rows], list(self._places))


def _empty(
    shape: tuple[int, ...], dtype: npt.DTypeLike = np.float64, *, beside: int = 0
) -> npt.NDArray:
    """An array, not yet filled, that takes so many bytes more for what is computed from it."""
    array = np.empty(shape, dtype)  # Memory that is not filled is not taken.
    ROOM.keep(array, array.nbytes + beside)
    return array


def pair(table_a: Table, table_b: Table | None = None) -> Batch:
    """The batch of model A's table and, if given, model B's table of the same samples.

    They have to have the same classes, in whatever order, and the same samples: in any order where
    both have ids and these tell them apart, else row by row.
    """
    if table_b is None:
        return Batch(
            table_a.name,
            table_a.classes,
            table_a.truth,
            table_a.proba,
            slices=dict(table_a.slices),
            ids=table_a.named_ids,
        )
    rows, order = check_pair(table_a, table_b)
    b = table_b.proba if rows is None else table_b.proba[rows]
    if not np.array_equal(order, np.arange(len(order))):
        b = np.ascontiguousarray(b[:, order])
    name = " and ".join(filter(None, dict.fromkeys([table_a.name, table_b.name])))
    of_b = {
        column: coded if rows is None else Coded(coded.codes[rows], coded.texts)
        for column, coded in table_b.slices.items()
    }
    return Batch(
        name,
        table_a.classes,
        table_a.truth,
        table_a.proba,
        b,
        slices={**of_b, **table_a.slices},
        ids=table_a.named_ids,
    )


def check_pair(a: Table, b: Table) -> tuple[npt.NDArray[np.intp] | None, npt.NDArray[np.intp]]:
    """The row of B for each row of A, None for the same, and the column of B for each class of A.

    Raises the `UploadError` that says why the two are not of the same samples.
    """
    order = _order(a.classes, b.classes)
    if a.soft != b.soft:
        raise UploadError(
            f"One model's table has a column {quoted(TRUE)} and the other's has "
            f"{quoted(SOFT + '<class>')} columns: give both the same truth."
        )
    rows = _rows(a.ids, b.ids)
    truth = b.truth if rows is None else b.truth[rows]
    _check_truth(a, b, truth, order, joined=rows is not None)
    if rows is None:
        _check_ids(a.ids, b.ids)
    return rows, order


def _order(a: tuple[str, ...], b: tuple[str, ...]) -> npt.NDArray[np.intp]:
    """For each class of A its place in B."""
    order = find_classes(b, a)
    missing = [name for name, place in zip(a, order, strict=True) if place < 0]
    extra = [name for k, name in enumerate(b) if k not in set(order)]
    if missing or extra:
        found = [f"{listed(missing)} only in model A's"] if missing else []
        found += [f"{listed(extra)} only in model B's"] if extra else []
        raise UploadError(
            f"The two tables have different classes, {' and '.join(found)}: give both models a "
            "column for every class."
        )
    return np.array(order, dtype=np.intp)


def _check_truth(
    a: Table, b: Table, truth: npt.NDArray, order: npt.NDArray[np.intp], *, joined: bool
) -> None:
    rows = min(a.size, b.size)
    if a.soft:
        different = (np.abs(a.truth[:rows] - truth[:rows][:, order]) > TOLERANCE).any(axis=1)
    else:
        different = a.truth[:rows] != np.argsort(order)[truth[:rows]]
    first = int(np.argmax(different)) if different.any() else None
    fix = "give model B's table the samples of model A's in the same order."
    if a.size != b.size:
        where = "the shorter one is the beginning of the longer one"
        if first is not None:
            where = f"the truth first differs in row {first + 1:,}"
        raise UploadError(
            f"Model A's table has {a.size:,} rows and model B's {b.size:,}, and {where}: {fix}"
        )
    if first is None:
        return
    truths = ""
    if not a.soft:
        truths = (
            f", {quoted(a.classes[a.truth[first]])} for model A and "
            f"{quoted(b.classes[truth[first]])} for model B"
        )
    place = place_of(first + 1)
    if joined:
        place += f", with the id {quoted(a.ids[first])},"
        fix = "correct it in one of them, or say that the ids are not used."
    raise UploadError(f"{place} has a different truth in the two tables{truths}: {fix}")


def _rows(a: npt.NDArray | None, b: npt.NDArray | None) -> npt.NDArray[np.intp] | None:
    """For each row of A the row of B with its id; None where they go by their place."""
    if a is None or b is None:
        return None
    a, b = _alike(a, b)
    if len(a) == len(b) and (a == b).all():
        return None
    (of_a, first_a), (of_b, first_b) = (np.unique(ids, return_index=True) for ids in (a, b))
    if len(of_a) < len(a) or len(of_b) < len(b):
        return None
    if len(of_a) != len(of_b) or (of_a != of_b).any():
        raise _different_ids(np.setdiff1d(of_a, of_b), np.setdiff1d(of_b, of_a))
    rows = np.empty(len(a), np.intp)
    rows[first_a] = first_b
    return rows


def _alike(a: npt.NDArray, b: npt.NDArray) -> tuple[npt.NDArray, npt.NDArray]:
    """The ids of both tables as text, unless all are whole numbers."""
    if a.dtype == b.dtype:
        return a, b
    text = np.dtypes.StringDType()
    return a.astype(text), b.astype(text)


def _different_ids(of_a: npt.NDArray, of_b: npt.NDArray) -> UploadError:
    only = [
        f"{listed([str(name) for name in ids[:3]] + [''] * (len(ids) - 3))} only in model {model}'s"
        for model, ids in (("A", of_a), ("B", of_b))
        if len(ids)
    ]
    return UploadError(
        f"The two tables have different ids, {' and '.join(only)}: give both models the same "
        "samples, in any order, or write both without ids."
    )


def _check_ids(a: npt.NDArray | None, b: npt.NDArray | None) -> None:
    if a is None or b is None:
        return
    a, b = _alike(a, b)
    different = a != b
    if not different.any():
        return
    first = int(np.argmax(different))
    raise UploadError(
        f"{place_of(first + 1)} has a different index in the two tables, {quoted(a[first])} for "
        f"model A and {quoted(b[first])} for model B: give model B's table the samples of model "
        "A's in the same order, or write both without an index."
    )
