"""Consecutive rows of a file, from what Arrow reads of it to arrays."""

import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from .columns import Columns
from .limits import MAX_NAME_LENGTH

_NUMBER = r"^[+-]?((\d+\.?\d*|\.\d+)([eE][+-]?\d+)?|(?i:nan|inf|infinity))$"


class Coded(NamedTuple):
    """A column by the places of its values among the different ones."""

    codes: npt.NDArray[np.integer]
    texts: list[str]


class Block(NamedTuple):
    """Consecutive rows of a table; a label is −1 where it is no class, a number NaN if it is none.

    `batch` has what they were in the file, where numbers may be text with a decimal `mark`.
    """

    truth: npt.NDArray
    proba: npt.NDArray[np.float64]
    ids: npt.NDArray | None = None
    slices: tuple[Coded, ...] = ()
    weight: npt.NDArray[np.float64] | None = None
    batch: pa.RecordBatch | None = None
    mark: str = "."


class Opened(NamedTuple):
    """A file whose columns are understood."""

    columns: Columns
    rows: int  # At the most.
    blocks: Callable[[], Iterator[Block]]  # Reads it, each time anew.
    place: Callable[[int], str]  # What to call a row, counted from 1.


def block_of(
    batch: pa.RecordBatch, columns: Columns, ids: npt.NDArray | None, mark: str = "."
) -> Block:
    """The rows that Arrow has read."""
    proba = _stacked(batch, columns.proba, mark)
    slices = tuple(_coded(batch.column(place)) for place in columns.slices)
    weight = None if columns.weight is None else _stacked(batch, (columns.weight,), mark)[:, 0]
    if columns.soft:
        truth = _stacked(batch, columns.truth, mark)
    else:
        places, texts = _coded(batch.column(columns.truth[0]))
        truth = np.array(columns.find(texts), np.intp)[places]
    return Block(truth, proba, ids, slices, weight, batch, mark)


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


def _stacked(batch: pa.RecordBatch, places: tuple[int, ...], mark: str) -> npt.NDArray[np.float64]:
    columns = (_numbers(batch.column(place), mark) for place in places)
    return np.stack([column.to_numpy(zero_copy_only=False) for column in columns], axis=1)


def _numbers(column: pa.Array, mark: str) -> pa.Array:
    """Numbers, or text with this decimal mark, as numbers; null where it is none."""
    if not pa.types.is_string(column.type):
        return column.cast(pa.float64())
    if mark == ".":
        with contextlib.suppress(pa.ArrowInvalid):
            return column.cast(pa.float64())
    cells = pc.utf8_trim_whitespace(column)
    if mark == ",":
        # A point is no part of a number then.
        cells = pc.replace_substring(pc.replace_substring(cells, ".", "?"), ",", ".")
    return pc.if_else(pc.match_substring_regex(cells, _NUMBER), cells, None).cast(pa.float64())


def ahead(items: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The items, while a thread works on the next one."""
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, items, None)
        while (item := coming.result()) is not None:
            coming = pool.submit(next, items, None)
            yield item
