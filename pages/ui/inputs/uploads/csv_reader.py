"""CSV of any size, read and checked a few megabytes at a time, on two threads."""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from .columns import Columns
from .csv_rows import decimal_mark, find_row, first_error, unended_row
from .csv_text import CsvText, csv_text
from .labels import ClassFinder
from .table import Block, Blocks, Check, Opened, Shape, check_size

_BLOCK_BYTES = 2**21

# A row of a thousand classes takes fifty thousand bytes.
_LONGEST_BLOCK = 2**23

_THREADS = 2


class _NotReadableError(Exception):
    """Arrow could not read this part of the file."""

    def __init__(self, part: slice) -> None:
        super().__init__()
        self.part = part


def open_csv(data: bytes) -> Opened:
    """What is in a CSV file, or the `UploadError` about its beginning or its columns."""
    csv = csv_text(data)
    # There may be fewer rows, because of blank lines; the memory of the others is never touched.
    at_most = csv.data.count(b"\n", csv.start) + (not csv.data.endswith(b"\n"))
    check_size(at_most, len(csv.columns.numbers))
    shape = Shape(csv.columns.classes, csv.columns.soft, at_most)
    return Opened(csv.columns, shape, partial(_blocks, csv))


def _blocks(csv: CsvText, check: Check) -> Blocks:
    try:
        yield from _read(csv, ".", check)
    except _NotReadableError as error:
        yield None
        decimal = decimal_mark(csv, error.part)
        yield from _read(csv, decimal, check, slowly=True)


def _read(csv: CsvText, decimal: str, check: Check, *, slowly: bool = False) -> Iterator[Block]:
    first = 1
    for part, block in _parsed(csv, decimal, slowly):
        if block is None and not slowly:
            raise _NotReadableError(part)
        if block is None:
            raise first_error(csv, part, first, decimal)
        if len(block.proba):
            block = check(block, partial(find_row, csv, part, first))
            first += len(block.proba)
            yield block._replace(done=part.stop / len(csv.data))


def _parsed(csv: CsvText, decimal: str, slowly: bool) -> Iterator[tuple[slice, Block | None]]:
    """Each part of the file with its rows, or None where Arrow cannot read them."""
    ahead: deque[tuple[slice, Future[Block | None]]] = deque()
    with ThreadPoolExecutor(_THREADS) as pool:
        for part in _parts(csv):
            ahead.append((part, pool.submit(_parse, csv, part, decimal, slowly=slowly)))
            if len(ahead) > _THREADS:
                yield ahead[0][0], ahead.popleft()[1].result()
        for part, block in ahead:
            yield part, block.result()


def _parts(csv: CsvText) -> Iterator[slice]:
    """The rows of the file in parts that end where a row ends."""
    start, data = csv.start, csv.data
    while start < len(data):
        stop = _row_end(data, start, min(start + _BLOCK_BYTES, len(data)))
        if stop - start > _LONGEST_BLOCK:
            raise unended_row(csv, slice(start, start + _LONGEST_BLOCK))
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


def _parse(csv: CsvText, part: slice, decimal: str, *, slowly: bool) -> Block | None:
    """A part of the file as Arrow reads it, or None if it cannot."""
    buffer = pa.py_buffer(csv.data)[part]
    try:
        return _block(_table(csv, buffer, decimal, as_text=False), csv.columns)
    except pa.ArrowInvalid:
        if not slowly:
            return None
    try:
        table = _table(csv, buffer, decimal, as_text=True)
        return _block(_numbers_in(table, csv.columns, decimal), csv.columns)
    except pa.ArrowInvalid:
        return None


def _table(csv: CsvText, buffer: pa.Buffer, decimal: str, *, as_text: bool) -> pa.Table:
    # Columns go by their place, because names of the header may be anything.
    columns = csv.columns
    types = {str(i): pa.string() if as_text else pa.float64() for i in columns.numbers}
    if not columns.soft:
        types[str(columns.truth[0])] = pa.dictionary(pa.int32(), pa.string())
    if columns.index is not None:
        types[str(columns.index)] = pa.string() if as_text else pa.uint64()
    return pyarrow.csv.read_csv(
        pa.BufferReader(buffer),
        pyarrow.csv.ReadOptions(
            column_names=[str(i) for i in range(len(columns.names))],
            use_threads=False,
            block_size=buffer.size + 1,
        ),
        pyarrow.csv.ParseOptions(delimiter=csv.delimiter, newlines_in_values=True),
        # No text stands for a missing value: NA, null and None may be class names.
        pyarrow.csv.ConvertOptions(column_types=types, null_values=[], decimal_point=decimal),
    )


def _numbers_in(table: pa.Table, columns: Columns, decimal: str) -> pa.Table:
    """The table with numbers in the place of texts, white space of any kind around them or not."""
    arrays = table.columns
    for i in columns.numbers:
        cells = pc.utf8_trim_whitespace(arrays[i])
        if decimal == ",":
            # A point is no part of a number then.
            cells = pc.replace_substring(pc.replace_substring(cells, ".", "?"), ",", ".")
        arrays[i] = cells.cast(pa.float64())
    if columns.index is not None:
        cells = pc.utf8_trim_whitespace(arrays[columns.index])
        arrays[columns.index] = cells.cast(pa.uint64())
    return pa.table(arrays, names=table.column_names)


def _block(table: pa.Table, columns: Columns) -> Block:
    proba = _stack(table, columns.proba)
    truth = _stack(table, columns.truth) if columns.soft else _labels(table, columns)
    return Block(truth, proba, _index(table, columns))


def _index(table: pa.Table, columns: Columns) -> np.ndarray | None:
    return None if columns.index is None else table.column(columns.index).to_numpy()


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
