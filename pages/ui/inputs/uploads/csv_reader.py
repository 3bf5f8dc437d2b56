"""CSV of any size: Arrow reads it part by part; what it cannot read, Python looks at row by row."""

import contextlib
import csv
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from io import BytesIO
from itertools import islice

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from .checks import no_class
from .columns import Columns
from .csv_text import EXPORT, CsvText, csv_text, not_utf8
from .errors import UploadError, place_of, quoted
from .limits import check_size
from .roles import Told, understood
from .table import Block, Opened, block_of, ids_of

_BLOCK_BYTES = 2**21

# A row of a thousand classes takes fifty thousand bytes.
_LONGEST_ROW = 2**23

_BLANK_LINES = re.compile(rb"\n*")
_NUMBER = re.compile(
    r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[+-]?(?:nan|inf|infinity)", re.A | re.I
)
_WITH_MARK = re.compile(r"[+-]?\d*([.,])\d+(?:[eE][+-]?\d+)?", re.A)
# What to write into a cell that holds no number, and what to do with a column of such cells.
_OF_CLASS = "write a probability from 0 to 1", "delete the column if it is not a class"
_OF_WEIGHT = "write how many samples the row counts as", "say that the column is not used"


def open_csv(data: bytes, told: Told) -> Opened:
    """What is in a CSV file, or the `UploadError` about its beginning or its columns."""
    text = csv_text(data)
    text = text._replace(columns=understood(text.columns.names, _first_rows(text), told))
    # There may be fewer rows, because of blank lines; the memory of the others is never touched.
    at_most = text.data.count(b"\n", text.start) + (not text.data.endswith(b"\n"))
    check_size(at_most, len(text.columns.numbers))
    return Opened(text.columns, at_most, partial(_blocks, text), partial(_place, text))


def _first_rows(text: CsvText) -> Iterator[list[str]]:
    with contextlib.suppress(UploadError):  # It is told when all are read.
        for cells, _ in _rows(text):
            yield cells


def _blocks(text: CsvText) -> Iterator[Block]:
    mark, first = _decimal_mark(text), 1
    for block in _ahead(partial(_block, text, mark), _parts(text)):
        if block is None:
            raise _first_error(text, first, mark)
        yield block
        first += len(block.proba)


def _parts(text: CsvText) -> Iterator[slice]:
    """The rows in parts that end where a row ends: a line may end within quotation marks."""
    start, data = text.start, text.data
    while (start := _BLANK_LINES.match(data, start).end()) < len(data):
        stop = data.rfind(b"\n", start, start + _BLOCK_BYTES) + 1
        stop = stop or data.find(b"\n", start) + 1 or len(data)
        quotes = data.count(b'"', start, stop)
        while quotes % 2 and stop < len(data) and stop - start <= _LONGEST_ROW:
            end = data.find(b"\n", stop) + 1 or len(data)
            quotes += data.count(b'"', stop, end)
            stop = end
        yield slice(start, stop)
        start = stop


def _ahead(work: Callable, items: Iterable) -> Iterator:
    """What comes of each item, in their order, while two threads work on the next ones."""
    with ThreadPoolExecutor(2) as pool:
        coming = deque()
        for item in items:
            coming.append(pool.submit(work, item))
            if len(coming) > 2:
                yield coming.popleft().result()
        for done in coming:
            yield done.result()


def _block(text: CsvText, mark: str, part: slice) -> Block | None:
    """The rows of a part, or None if Arrow cannot read them."""
    if part.stop - part.start > _BLOCK_BYTES + _LONGEST_ROW:
        return None
    for as_text in (False, True):
        with contextlib.suppress(pa.ArrowInvalid):
            batch = _batch(text, mark, part, as_text=as_text)
            ids = text.columns.ids
            return block_of(batch, text.columns, None if ids is None else ids_of(batch.column(ids)))
    return None


def _batch(text: CsvText, mark: str, part: slice, *, as_text: bool) -> pa.RecordBatch:
    """The rows as Arrow reads them; as text first, white space around a number is no matter.

    Ids are whole numbers, or else text.
    """
    # Columns go by their place, because names of the header may be anything.
    columns = text.columns
    number, count = (pa.string(), pa.string()) if as_text else (pa.float64(), pa.uint64())
    types = {str(i): pa.string() for i in range(len(columns.names))}
    types |= {str(i): number for i in columns.numbers}
    for i in columns.slices if columns.soft else (*columns.slices, *columns.truth):
        types[str(i)] = pa.dictionary(pa.int32(), pa.string())
    if columns.ids is not None:
        types[str(columns.ids)] = count
    table = pyarrow.csv.read_csv(
        pa.BufferReader(pa.py_buffer(text.data)[part]),
        pyarrow.csv.ReadOptions(
            column_names=[str(i) for i in range(len(columns.names))],
            use_threads=False,
            block_size=part.stop - part.start + 1,
        ),
        pyarrow.csv.ParseOptions(delimiter=text.delimiter, newlines_in_values=True),
        # No text stands for a missing value: NA, null and None may be class names.
        pyarrow.csv.ConvertOptions(column_types=types, null_values=[], decimal_point=mark),
    )
    (batch,) = table.to_batches()
    return _with_numbers(batch, columns, mark) if as_text else batch


def _with_numbers(batch: pa.RecordBatch, columns: Columns, mark: str) -> pa.RecordBatch:
    """The batch with numbers in the place of texts."""
    arrays = batch.columns
    for i in columns.numbers:
        cells = pc.utf8_trim_whitespace(arrays[i])
        if mark == ",":
            # A point is no part of a number then.
            cells = pc.replace_substring(pc.replace_substring(cells, ".", "?"), ",", ".")
        arrays[i] = cells.cast(pa.float64())
    if columns.ids is not None:
        with contextlib.suppress(pa.ArrowInvalid):
            arrays[columns.ids] = pc.utf8_trim_whitespace(arrays[columns.ids]).cast(pa.uint64())
    return pa.record_batch(arrays, batch.schema.names)


def _rows(text: CsvText) -> Iterator[tuple[list[str], int]]:
    """Each row's cells and the line of the file that it begins on; blank lines are none."""
    line = before = text.data.count(b"\n", 0, text.start) + 1
    size = 0

    def lines() -> Iterator[str]:
        nonlocal size
        source = BytesIO(text.data)
        source.seek(text.start)
        for number, read in enumerate(iter(partial(source.readline, _LONGEST_ROW), b""), before):
            size += len(read)
            if size >= _LONGEST_ROW:
                raise UploadError(
                    f"Line {number:,} of the file is too long for a row: write one row a line, "
                    f"with {len(text.columns.names):,} cells."
                )
            try:
                yield read.decode()
            except UnicodeDecodeError:
                raise not_utf8(number) from None

    reader = csv.reader(lines(), delimiter=text.delimiter)
    try:
        for cells in reader:
            if cells:
                yield cells, line
            line, size = before + reader.line_num, 0
    except csv.Error:
        raise UploadError(
            f"The cell that begins on line {line:,} is too long or its quotation mark is never "
            f"closed: {EXPORT}."
        ) from None


def _place(text: CsvText, row: int) -> str:
    return place_of(row, next(islice(_rows(text), row - 1, None))[1])


def _decimal_mark(text: CsvText) -> str:
    """The decimal mark of the first number that has one."""
    if (b'"' if text.delimiter == "," else b",") not in text.data:
        return "."
    rows = (cells for cells, _ in _rows(text) if len(cells) == len(text.columns.names))
    numbers = (cells[i].strip() for cells in rows for i in text.columns.numbers)
    return next((match[1] for match in map(_WITH_MARK.fullmatch, numbers) if match), ".")


def _first_error(text: CsvText, first: int, mark: str) -> UploadError:
    """What is wrong with a file that cannot be read from this row on, counted from 1."""
    columns = text.columns
    is_class = cache(lambda label: columns.find([label]) != [-1])
    try:
        for row, (cells, line) in enumerate(islice(_rows(text), first - 1, None), first):
            place = place_of(row, line)
            _check_shape(cells, columns, place)
            if not columns.soft and not is_class(label := cells[columns.truth[0]]):
                return no_class(label, columns, place)
            for i in columns.numbers:
                how = _OF_WEIGHT if i == columns.weight else _OF_CLASS
                _check_number(cells[i], columns.names[i], mark, place, *how)
    except UploadError as error:
        return error
    # Nothing is known that comes here: what is read above, Arrow reads, too.
    return UploadError(f"{place_of(first)} or one after it cannot be read: {EXPORT}.")


def _check_shape(cells: list[str], columns: Columns, place: str) -> None:
    if not any(cell.strip() for cell in cells):
        raise UploadError(f"{place} is empty: fill it in or delete it.")
    if len(cells) != len(columns.names):
        fix = "add what is missing"
        if len(cells) > len(columns.names):
            fix = "delete what is too much, or put cells that hold a comma in quotation marks"
        elif len(cells) == 1:
            fix = "separate its cells as in the header, or delete it"
        raise UploadError(
            f"{place} has {len(cells):,} cell{'s' * (len(cells) > 1)} where the header has "
            f"{len(columns.names):,}: {fix}."
        )


def _check_number(text: str, name: str, mark: str, place: str, write: str, other_use: str) -> None:
    stripped = text.strip()
    other = "." if mark == "," else ","
    if other not in stripped and _NUMBER.fullmatch(stripped.replace(mark, ".")):
        return
    column = f"{place}, column {quoted(name)}"
    if not stripped:
        raise UploadError(f"{column} is empty: {write}.")
    if _WITH_MARK.fullmatch(stripped):
        marks = {".": "point", ",": "comma"}
        raise UploadError(
            f"{column} holds {quoted(text)} with a decimal {marks[other]} where other cells have "
            f"a {marks[mark]}: write the same decimal mark throughout."
        )
    if stripped.endswith("%"):
        raise UploadError(f"{column} holds {quoted(text)}: write 0.8 instead of 80 %.")
    raise UploadError(
        f"{column} holds {quoted(text)}, which is not a number: {write}, or {other_use}."
    )
