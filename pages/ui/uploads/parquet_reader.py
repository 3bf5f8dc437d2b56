"""Parquet, distrusted: its footer is judged before a column is decompressed."""

import contextlib
import json
from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.parquet

from .checks import place_of
from .columns import SOFT, TRUE, Columns, find_columns
from .errors import UploadError, quoted
from .labels import ClassFinder
from .limits import MAX_PARQUET_MB
from .table import Assembly, Block, Table, check_size

MAGIC = b"PAR1"

_BATCH_ROWS = 2**16
_BAD_FILES = (pa.ArrowException, OSError, ValueError, KeyError, IndexError, OverflowError)


def read_parquet(
    data: bytes, name: str, *, normalise: bool, progress: Callable[[float], None]
) -> Table:
    """The table in a Parquet file, or an `UploadError`."""
    try:
        return _read(data, name, normalise, progress)
    except UploadError:
        raise
    except _BAD_FILES:
        raise UploadError(
            "The Parquet file is damaged, cut short or of a kind that cannot be read: write it "
            "again with DataFrame.to_parquet, or as CSV."
        ) from None


def _read(data: bytes, name: str, normalise: bool, progress: Callable[[float], None]) -> Table:
    with pyarrow.parquet.ParquetFile(pa.BufferReader(data)) as file:
        metadata, schema = file.metadata, file.schema_arrow
    _check_footer(metadata)
    kept = _without_index(schema)
    columns = find_columns(kept)
    _check_types(schema, columns)
    assembly = Assembly(columns, metadata.num_rows, normalise=normalise)
    # As a dictionary, a label of a megabyte on every row takes a megabyte once.
    labels = [] if columns.soft else [kept[columns.truth[0]]]
    with pyarrow.parquet.ParquetFile(pa.BufferReader(data), read_dictionary=labels) as file:
        for batch in file.iter_batches(_BATCH_ROWS, columns=kept, use_threads=False):
            _add(assembly, columns, batch.select(kept))
            progress(assembly.rows / metadata.num_rows)
    return assembly.table(name)


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


def _without_index(schema: pa.Schema) -> list[str]:
    """The column names but for those of the index that pandas wrote along."""
    index: list[object] = []
    # Whatever else may be in there is not ours to judge.
    with contextlib.suppress(ValueError, LookupError, TypeError):
        index = list(json.loads(schema.metadata[b"pandas"])["index_columns"])
    return [
        name for name in schema.names if name not in index or name == TRUE or name.startswith(SOFT)
    ]


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


def _add(assembly: Assembly, columns: Columns, batch: pa.RecordBatch) -> None:
    if not batch.num_rows:
        return
    proba = _stack(batch, columns.proba)
    first, texts = assembly.rows + 1, None
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
        return place_of(first + row), "" if label is None else label

    assembly.add(Block(truth, proba), find_row)


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
