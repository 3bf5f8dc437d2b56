"""Parquet, distrusted: its footer may refuse a file, and what it promises must arrive."""

import contextlib
from collections.abc import Iterator
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.parquet

from .checks import place_of
from .columns import TRUE, Columns, find_columns
from .errors import UploadError, quoted
from .labels import ClassFinder
from .limits import MAX_PARQUET_MB
from .parquet_index import Index, find_index
from .table import Block, Check, Opened, Shape, check_size

MAGIC = b"PAR1"

_BATCH_CELLS = 2**19
_BAD_FILES = (pa.ArrowException, OSError, ValueError, KeyError, IndexError, OverflowError)


def open_parquet(data: bytes) -> Opened:
    """What is in a Parquet file, or the `UploadError` about its footer or its columns."""
    with _damage_told():
        with pyarrow.parquet.ParquetFile(pa.BufferReader(data)) as file:
            metadata, schema = file.metadata, file.schema_arrow
        _check_footer(metadata)
        index = find_index(schema, metadata.num_rows)
        kept = [name for name in schema.names if name not in index.names]
        columns = find_columns(kept)
        check_size(metadata.num_rows, len(columns.numbers))
        _check_types(schema, columns)
    if columns.index is not None:
        index = Index([kept[columns.index]])
    shape = Shape(columns.classes, columns.soft, metadata.num_rows)
    return Opened(columns, shape, partial(_blocks, data, columns, kept, index, metadata.num_rows))


def _blocks(
    data: bytes, columns: Columns, kept: list[str], index: Index, rows: int, check: Check
) -> Iterator[Block]:
    done = 0
    # As a dictionary, a label of a megabyte on every row takes a megabyte once.
    labels = [] if columns.soft else [kept[columns.truth[0]]]
    wanted = list(dict.fromkeys(kept + index.names))
    with (
        _damage_told(),
        pyarrow.parquet.ParquetFile(pa.BufferReader(data), read_dictionary=labels) as file,
    ):
        for batch in file.iter_batches(
            max(1, _BATCH_CELLS // len(wanted)), columns=wanted, use_threads=False
        ):
            if done + batch.num_rows > rows:
                raise _damaged()
            if batch.num_rows:
                block = _block(check, columns, batch.select(kept), done)
                numbers = index.of(batch, done)
                done += batch.num_rows
                yield block._replace(index=numbers, done=done / rows)
        if done != rows:
            raise _damaged()


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
    groups = [metadata.row_group(i) for i in range(metadata.num_row_groups)]
    size = sum(group.total_byte_size for group in groups) / 1e6
    if size > MAX_PARQUET_MB or any(group.total_byte_size < 0 for group in groups):
        raise UploadError(
            f"The Parquet file would take {size:,.0f} MB once decompressed: at most "
            f"{MAX_PARQUET_MB:,} MB can be read, so upload fewer rows."
        )


def _check_types(schema: pa.Schema, columns: Columns) -> None:
    kinds = {field.name.strip(): field.type for field in schema}
    for place in columns.numbers:
        name = columns.names[place]
        if not _is_number(kinds[name]):
            raise UploadError(
                f"Column {quoted(name)} of the Parquet file does not hold numbers: save "
                "probabilities from 0 to 1, or delete the column if it is not a class."
            )
    if columns.soft:
        return
    kind = kinds[columns.names[columns.truth[0]]]
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    if not (_is_text(kind) or _is_number(kind) or pa.types.is_boolean(kind)):
        raise UploadError(
            f"Column {quoted(TRUE)} of the Parquet file does not hold the name of a class in each "
            "row: save the names as text or numbers."
        )


def _is_number(kind: pa.DataType) -> bool:
    return pa.types.is_floating(kind) or pa.types.is_integer(kind) or pa.types.is_decimal(kind)


def _is_text(kind: pa.DataType) -> bool:
    return any(
        is_kind(kind)
        for is_kind in (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view)
    )


def _block(check: Check, columns: Columns, batch: pa.RecordBatch, done: int) -> Block:
    """The rows of a batch, checked; so many were done before."""
    proba, texts = _stack(batch, columns.proba), None
    if columns.soft:
        truth = _stack(batch, columns.truth)
    else:
        texts = _texts(batch.column(columns.truth[0]))
        found = ClassFinder(columns.classes).find_all(texts.dictionary.to_pylist())
        # A null has the place one past the last label, which is no class.
        places = texts.indices.fill_null(len(found)).to_numpy(zero_copy_only=False)
        truth = np.array([*found, -1], dtype=np.intp)[places]

    def find_row(row: int) -> tuple[str, str]:
        label = None if texts is None else texts[row].as_py()
        return place_of(done + 1 + row), "" if label is None else label

    return check(Block(truth, proba, None), find_row)


def _texts(labels: pa.Array) -> pa.DictionaryArray:
    """Labels of any type as dictionary-encoded text."""
    if not pa.types.is_dictionary(labels.type):
        labels = labels.dictionary_encode()
    names = labels.dictionary.cast(pa.string())
    indices = labels.indices.cast(pa.int64())
    if names.null_count:
        # A null may be a value of the dictionary instead of a missing index.
        return pa.array(
            [None if place is None else names[place].as_py() for place in indices.to_pylist()],
            pa.string(),
        ).dictionary_encode()
    return pa.DictionaryArray.from_arrays(indices, names)


def _stack(batch: pa.RecordBatch, places: tuple[int, ...]) -> np.ndarray:
    stacked = np.empty((batch.num_rows, len(places)))
    for k, place in enumerate(places):
        column = batch.column(place).cast(pa.float64())
        stacked[:, k] = column.to_numpy(zero_copy_only=False)
    return stacked
