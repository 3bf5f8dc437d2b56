"""CSV of any size, which Arrow reads part by part."""

import csv
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from io import BytesIO
from itertools import islice

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from .blocks import Block, Opened, ahead, block_of, ids_of
from .columns import Columns
from .csv_text import EXPORT, CsvText, csv_text
from .errors import UploadError, empty_row, place_of
from .limits import check_size
from .roles import Told, understood

# Of a part, and the longest row: one of a thousand classes takes fifty thousand bytes.
_BLOCK_BYTES = 2**21
# At once, while line breaks are counted: as much as a processor's own memory holds.
_COUNTED_BYTES = 2**18

_WITH_MARK = re.compile(r"[+-]?\d*([.,])\d+(?:[eE][+-]?\d+)?", re.A)


def open_csv(data: bytes, told: Told) -> Opened:
    """What is in a CSV file, or the `UploadError` about its beginning or its columns."""
    text = csv_text(data)
    columns = understood(text.names, partial(_batches, text, []), told)
    # There may be fewer rows, because of blank lines; the memory of the others is never touched.
    at_most = _line_breaks(text) + (not text.data.endswith(b"\n"))
    check_size(at_most, len(columns.numbers))
    return Opened(columns, at_most, partial(_blocks, text, columns), partial(_place, text))


def _line_breaks(text: CsvText) -> int:
    """How many follow the header; by NumPy a third as long as by Python."""
    data = np.frombuffer(text.data, np.uint8)
    parts = range(text.start, len(data), _COUNTED_BYTES)
    return sum(np.count_nonzero(data[i : i + _COUNTED_BYTES] == ord("\n")) for i in parts)


def _blocks(text: CsvText, columns: Columns) -> Iterator[Block]:
    """The rows: their numbers as numbers or, from where a cell is none, as text."""
    given = done = 0
    with suppress(pa.ArrowInvalid):
        for block in _read(text, columns, columns.numbers):
            yield block
            given += len(block.proba)
        return
    for block in _read(text, columns, ()):
        done += len(block.proba)
        if done > given:
            yield block


def _read(text: CsvText, columns: Columns, numbers: tuple[int, ...]) -> Iterator[Block]:
    may_be_comma = not numbers and (b'"' if text.delimiter == "," else b",") in text.data
    mark, done, wrong = "" if may_be_comma else ".", 0, []
    for batch in ahead(_batches(text, wrong, numbers)):
        rows = min(batch.num_rows, wrong[0].number - 1 - done) if wrong else batch.num_rows
        if rows:
            batch, mark = batch[:rows], mark or _decimal_mark(batch, columns)
            yield block_of(batch, columns, _ids(batch, columns), mark or ".")
        done += rows
        if wrong and done == wrong[0].number - 1:
            break
    if wrong:
        raise _wrong_shape(text, wrong[0])


def _batches(
    text: CsvText, wrong: list[pyarrow.csv.InvalidRow], numbers: tuple[int, ...] = ()
) -> Iterator[pa.RecordBatch]:
    """The rows in parts, but those with too few or too many cells; `wrong` gets the first such.

    All is text but what is to be numbers: where it is none an `ArrowInvalid` is raised.
    """

    def note(row: pyarrow.csv.InvalidRow) -> str:
        wrong.extend([row] if not wrong else [])
        return "skip"

    if text.start == len(text.data):
        return
    # Columns go by their place, because names of the header may be anything.
    names = [str(place) for place in range(len(text.names))]
    types = dict.fromkeys(names, pa.string()) | {str(place): pa.float64() for place in numbers}
    try:
        yield from pyarrow.csv.open_csv(
            pa.BufferReader(pa.py_buffer(text.data)[text.start :]),
            # One thread alone counts rows.
            pyarrow.csv.ReadOptions(column_names=names, use_threads=False, block_size=_BLOCK_BYTES),
            pyarrow.csv.ParseOptions(
                delimiter=text.delimiter, newlines_in_values=True, invalid_row_handler=note
            ),
            # No text stands for a missing value: NA, null and None may be class names.
            pyarrow.csv.ConvertOptions(column_types=types, null_values=[]),
        )
    except pa.ArrowInvalid:
        if numbers:
            raise
        raise _unreadable(text) from None


def _decimal_mark(batch: pa.RecordBatch, columns: Columns) -> str:
    """The decimal mark of the first number that has one, if any has."""
    rows = zip(*(batch.column(place).to_pylist() for place in columns.numbers), strict=True)
    found = (_WITH_MARK.fullmatch(cell.strip()) for row in rows for cell in row)
    return next((match[1] for match in found if match), "")


def _ids(batch: pa.RecordBatch, columns: Columns) -> npt.NDArray | None:
    """The ids, as whole numbers if all are."""
    if columns.ids is None:
        return None
    ids = batch.column(columns.ids)
    with suppress(pa.ArrowInvalid):
        ids = pc.utf8_trim_whitespace(ids).cast(pa.uint64())
    return ids_of(ids)


def _wrong_shape(text: CsvText, row: pyarrow.csv.InvalidRow) -> UploadError:
    place, cells = _place(text, row.number), row.actual_columns
    if not re.sub(rf'[\s"{text.delimiter}]', "", row.text):
        return empty_row(place)
    fix = "add what is missing"
    if cells > len(text.names):
        fix = "delete what is too much, or put cells that hold a comma in quotation marks"
    elif cells == 1:
        fix = "separate its cells as in the header, or delete it"
    return UploadError(
        f"{place} has {cells:,} cell{'s' * (cells > 1)} where the header has "
        f"{len(text.names):,}: {fix}."
    )


def _unreadable(text: CsvText) -> UploadError:
    """The error for a file that Arrow cannot read to its end."""
    try:
        for _ in _lines(text):
            pass
    except UploadError as error:
        return error
    # Nothing is known that comes here: what is read above, Arrow reads, too.
    return UploadError(f"Not every row of the file can be read: {EXPORT}.")


def _place(text: CsvText, row: int) -> str:
    return place_of(row, next(islice(_lines(text), row - 1, None)))


def _lines(text: CsvText) -> Iterator[int]:
    """The line of the file that each row begins on; blank lines are none."""
    line = before = text.data.count(b"\n", 0, text.start) + 1
    size = 0

    def lines() -> Iterator[str]:
        nonlocal size
        source = BytesIO(text.data)
        source.seek(text.start)
        for number, read in enumerate(iter(partial(source.readline, _BLOCK_BYTES), b""), before):
            size += len(read)
            if size >= _BLOCK_BYTES:
                raise UploadError(
                    f"Line {number:,} of the file is too long for a row: write one row a line, "
                    f"with {len(text.names):,} cells."
                )
            yield read.decode()

    reader = csv.reader(lines(), delimiter=text.delimiter)
    try:
        for cells in reader:
            if cells:
                yield line
            line, size = before + reader.line_num, 0
    except csv.Error:
        raise UploadError(
            f"The cell that begins on line {line:,} is too long or its quotation mark is never "
            f"closed: {EXPORT}."
        ) from None
