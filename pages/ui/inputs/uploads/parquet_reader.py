"""Parquet, distrusted: its footer may refuse a file, and what it promises must arrive."""

import contextlib
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet

from .blocks import Block, Opened, ahead, block_of, ids_of
from .columns import SOFT, TRUE, Columns
from .errors import UploadError, place_of, quoted
from .first_rows import MAX_FIRST
from .limits import MAX_PARQUET_MB, check_size
from .roles import Told, understood

MAGIC = b"PAR1"

_BATCH_CELLS = 2**19
_TEXT = (pa.string(), pa.large_string(), pa.string_view())
_BAD_FILES = (pa.ArrowException, OSError, ValueError, KeyError, IndexError, OverflowError)


def open_parquet(data: bytes, told: Told) -> Opened:
    """What is in a Parquet file, or the `UploadError` about its footer or its columns."""
    with _damage_told():
        with pyarrow.parquet.ParquetFile(pa.BufferReader(data)) as file:
            schema, rows = file.schema_arrow, file.metadata.num_rows
            _check_footer(file.metadata)
            index = _find_index(schema, rows)
            kept = [name for name in schema.names if name not in index.names]
            batches = partial(file.iter_batches, MAX_FIRST, columns=kept, use_threads=False)
            columns = understood(kept, batches, told)
            kinds = [schema.field(name).type for name in kept]
            slices = tuple(place for place in columns.slices if _is_named(kinds[place]))
            columns = columns._replace(slices=slices)
        check_size(rows, len(columns.numbers))
        _check_types(kinds, columns)
    if columns.ids is not None:
        index = _Index([kept[columns.ids]])
    blocks = partial(_blocks, data, columns, kept, index, rows)
    return Opened(columns, rows, blocks, place_of)


def _blocks(
    data: bytes, columns: Columns, kept: list[str], index: "_Index", rows: int
) -> Iterator[Block]:
    done = 0
    # As a dictionary, a label of a megabyte on every row takes a megabyte once.
    named = columns.slices if columns.soft else (*columns.slices, *columns.truth)
    labels = [kept[place] for place in named]
    used = [kept[place] for place in (*columns.numbers, *named)]
    wanted = list(dict.fromkeys(used + index.names))
    with (
        _damage_told(),
        pyarrow.parquet.ParquetFile(pa.BufferReader(data), read_dictionary=labels) as file,
    ):
        rows_at_once = max(1, _BATCH_CELLS // len(wanted))
        for batch in ahead(file.iter_batches(rows_at_once, columns=wanted, use_threads=False)):
            if done + batch.num_rows > rows:
                raise _damaged()
            if batch.num_rows:
                yield block_of(_in_place(batch, kept), columns, index.of(batch, done))
                done += batch.num_rows
        if done != rows:
            raise _damaged()


def _in_place(batch: pa.RecordBatch, kept: list[str]) -> pa.RecordBatch:
    """All columns in their places; those that are not used were not read, and hold nothing."""
    there = set(batch.schema.names)
    nothing = pa.nulls(batch.num_rows)
    return pa.record_batch([batch.column(n) if n in there else nothing for n in kept], names=kept)


@contextlib.contextmanager
def _damage_told() -> Iterator[None]:
    try:
        yield
    except (UploadError, MemoryError):
        raise
    except _BAD_FILES:
        raise _damaged() from None


def _damaged() -> UploadError:
    return UploadError(
        "The Parquet file is damaged, cut short or of a kind that cannot be read: write it again "
        "with DataFrame.to_parquet, or as CSV."
    )


def _check_footer(metadata: pyarrow.parquet.FileMetaData) -> None:
    """Refuse what would not fit in memory, without decompressing it."""
    check_size(metadata.num_rows, 1)
    sizes = [metadata.row_group(i).total_byte_size for i in range(metadata.num_row_groups)]
    megabytes = sum(sizes) / 1e6
    if megabytes > MAX_PARQUET_MB or min(sizes, default=0) < 0:
        raise UploadError(
            f"The Parquet file would take {megabytes:,.0f} MB once decompressed: at most "
            f"{MAX_PARQUET_MB:,} MB can be read, so upload fewer rows."
        )


def _check_types(kinds: list[pa.DataType], columns: Columns) -> None:
    """Refuse what does not hold what its role asks for; of each column there is the type."""
    for place in columns.numbers:
        if not _is_number(kinds[place]):
            save = "probabilities from 0 to 1, or say below that the column is not used"
            if place == columns.weight:
                save = "how many samples each row counts as, or say that the column is not used"
            raise _wrong_type(columns.names[place], f"numbers: save {save}")
    if not (columns.soft or _is_named(kinds[columns.truth[0]])):
        raise _wrong_type(
            columns.names[columns.truth[0]],
            "the name of a class in each row: save the names as text or numbers",
        )


def _wrong_type(name: str, wanted: str) -> UploadError:
    return UploadError(f"Column {quoted(name)} of the Parquet file does not hold {wanted}.")


def _is_named(kind: pa.DataType) -> bool:
    """Whether each value can be told by a text."""
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return kind in _TEXT or _is_number(kind) or pa.types.is_boolean(kind)


def _is_number(kind: pa.DataType) -> bool:
    return pa.types.is_floating(kind) or pa.types.is_integer(kind) or pa.types.is_decimal(kind)


class _Index(NamedTuple):
    """The columns that hold the row index that pandas writes, or the rule of a regular one."""

    names: list[str]
    rule: range | None = None

    def of(self, batch: pa.RecordBatch, done: int) -> np.ndarray | None:
        """That of the rows of a batch, before which so many were done, as whole numbers or text.

        None if there is none that can be told.
        """
        if self.rule is not None:
            return np.fromiter(self.rule[done : done + batch.num_rows], np.int64)
        columns = [batch.column(name) for name in self.names]
        if len(columns) < 2:
            return ids_of(columns[0]) if columns else None
        try:
            texts = [column.cast(pa.string()) for column in columns]
        except pa.ArrowException:
            return None
        return ids_of(pc.binary_join_element_wise(*texts, ", ", null_handling="replace"))


def _find_index(schema: pa.Schema, rows: int) -> _Index:
    """What pandas notes of the index in the footer; whatever else is in there is not ours."""
    with contextlib.suppress(ValueError, LookupError, TypeError, OverflowError, RecursionError):
        noted = list(schema.pandas_metadata["index_columns"])
        names = [name for name in schema.names if name in noted]
        names = [name for name in names if name != TRUE and not name.startswith(SOFT)]
        if names:
            return _Index(names)
        rule = range(*(noted[0][part] for part in ("start", "stop", "step")))
        np.array([rule[0], rule[-1]], np.int64)  # Beyond 64 bits this overflows.
        # Every table without an index has 0, 1, 2 and so on.
        if len(rule) == rows and rule != range(rows):
            return _Index([], rule)
    return _Index([])
