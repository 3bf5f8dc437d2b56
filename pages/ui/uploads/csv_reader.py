"""CSV of any size, read and checked a few megabytes at a time, on two threads."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pyarrow as pa
import pyarrow.csv

from .columns import Columns
from .csv_rows import decimal_mark, endless_row, find_row, read_rows
from .csv_text import CsvText, open_csv
from .labels import ClassFinder
from .table import Assembly, Block, Table

_BLOCK_BYTES = 2**22

# A row of a thousand classes takes fifty thousand bytes.
_LONGEST_BLOCK = 2**23

_THREADS = 2


class _NotReadableError(Exception):
    """Arrow could not read this part of the file."""

    def __init__(self, part: slice) -> None:
        super().__init__()
        self.part = part


def read_csv(
    data: bytes, name: str, *, normalise: bool, progress: Callable[[float], None]
) -> Table:
    """The table in a CSV file, or an `UploadError`."""
    csv = open_csv(data)
    try:
        return _read(csv, ".", name, normalise, progress)
    except _NotReadableError as at_point:
        try:
            return _read(csv, ",", name, normalise, progress)
        except _NotReadableError:
            decimal = decimal_mark(csv, at_point.part)
            return _read(csv, decimal, name, normalise, progress, slowly=True)


def _read(
    csv: CsvText,
    decimal: str,
    name: str,
    normalise: bool,
    progress: Callable[[float], None],
    *,
    slowly: bool = False,
) -> Table:
    # There may be fewer rows, because of blank lines; the memory of the others is never touched.
    at_most = csv.data.count(b"\n", csv.start) + (not csv.data.endswith(b"\n"))
    assembly = Assembly(csv.columns, at_most, normalise=normalise)
    parts = list(_parts(csv))
    with ThreadPoolExecutor(_THREADS) as pool:
        blocks = pool.map(lambda part: _parse(csv, part, decimal), parts)
        try:
            for part, block in zip(parts, blocks, strict=True):
                _add(assembly, csv, part, block, decimal, slowly)
                progress(part.stop / len(csv.data))
        finally:
            pool.shutdown(cancel_futures=True)
    return assembly.table(name)


def _add(
    assembly: Assembly, csv: CsvText, part: slice, block: Block | None, decimal: str, slowly: bool
) -> None:
    first = assembly.rows + 1
    if block is None and not slowly:
        raise _NotReadableError(part)
    if block is None:
        block = read_rows(csv, part, first, decimal)

    if len(block.proba):
        assembly.add(block, lambda row: find_row(csv, part, first, row))


def _parts(csv: CsvText) -> Iterator[slice]:
    """The rows of the file in parts that end where a row ends."""
    start, data = csv.start, csv.data
    while start < len(data):
        stop = _row_end(data, start, min(start + _BLOCK_BYTES, len(data)))
        if stop - start > _LONGEST_BLOCK:
            raise endless_row(csv, slice(start, start + _LONGEST_BLOCK))
        yield slice(start, stop)
        start = stop


def _row_end(data: bytes, start: int, stop: int) -> int:
    """Where the last row that ends before `stop` ends, or else the first one after it."""
    stop = data.rfind(b"\n", start, stop) + 1 or data.find(b"\n", stop) + 1 or len(data)
    # Finding none is quicker than counting, and most files have none.
    if data.find(b'"', start, stop) < 0:
        return stop
    quotes = data.count(b'"', start, stop)
    # Within quotation marks, a line end is a part of the cell.
    while quotes % 2 and stop < len(data) and stop - start <= _LONGEST_BLOCK:
        end = data.find(b"\n", stop) + 1 or len(data)
        quotes += data.count(b'"', stop, end)
        stop = end
    return stop


def _parse(csv: CsvText, part: slice, decimal: str) -> Block | None:
    """A part of the file as Arrow reads it, or None if it cannot."""
    buffer = pa.py_buffer(csv.data)[part]
    try:
        table = pyarrow.csv.read_csv(
            pa.BufferReader(buffer), **_options(csv.columns, csv.delimiter, decimal, buffer.size)
        )
    except pa.ArrowInvalid:
        return None
    proba = _stack(table, csv.columns.proba)
    if csv.columns.soft:
        return Block(_stack(table, csv.columns.truth), proba)
    return Block(_labels(table, csv.columns), proba)


def _options(columns: Columns, delimiter: str, decimal: str, size: int) -> dict[str, object]:
    # Columns go by their place, because names of the header may be anything.
    types = {str(i): pa.float64() for i in columns.numbers}
    if not columns.soft:
        types[str(columns.truth[0])] = pa.dictionary(pa.int32(), pa.string())
    if columns.index is not None:
        types[str(columns.index)] = pa.uint64()
    return {
        "read_options": pyarrow.csv.ReadOptions(
            column_names=[str(i) for i in range(len(columns.names))],
            use_threads=False,
            block_size=size + 1,
        ),
        "parse_options": pyarrow.csv.ParseOptions(delimiter=delimiter, newlines_in_values=True),
        # No text stands for a missing value: NA, null and None may be class names.
        "convert_options": pyarrow.csv.ConvertOptions(
            column_types=types, null_values=[], decimal_point=decimal
        ),
    }


def _stack(table: pa.Table, places: tuple[int, ...]) -> np.ndarray:
    stacked = np.empty((table.num_rows, len(places)))
    for k, place in enumerate(places):
        stacked[:, k] = table.column(place).to_numpy()
    return stacked


def _labels(table: pa.Table, columns: Columns) -> np.ndarray:
    labels = np.empty(table.num_rows, dtype=np.intp)
    finder, start = ClassFinder(columns.classes), 0
    for chunk in table.column(columns.truth[0]).chunks:
        found = np.array(finder.find_all(chunk.dictionary.to_pylist()), dtype=np.intp)
        labels[start : start + len(chunk)] = found[chunk.indices.to_numpy()]
        start += len(chunk)
    return labels
