"""CSV rows read one by one: slower than Arrow, but it knows the line, the cell and the mend."""

import re
from collections.abc import Iterator
from itertools import islice

import numpy as np

from .checks import no_class, place_of
from .columns import Columns
from .csv_text import CsvText, not_utf8, records
from .errors import UploadError, quoted
from .labels import ClassFinder
from .table import Block

_NUMBER = re.compile(
    r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[+-]?(?:nan|inf|infinity)", re.A | re.I
)
_WITH_MARK = re.compile(r"[+-]?\d*([.,])\d+(?:[eE][+-]?\d+)?", re.A)
_WRITE = "write a probability from 0 to 1"


def read_rows(csv: CsvText, part: slice, first_row: int, decimal: str) -> Block:
    """The rows of a part of the file, or an `UploadError` about the first cell that is wrong.

    `first_row` is the number of its first row, counted from 1; `decimal` the decimal point.
    """
    finder = ClassFinder(csv.columns.classes)
    labels, numbers = [], []
    for row, (cells, line) in enumerate(_rows(csv, part), first_row):
        place = place_of(row, line)
        _check_shape(cells, csv.columns, place)
        if not csv.columns.soft:
            labels.append(_label(cells[csv.columns.truth[0]], finder, csv.columns, place))
        numbers.append(
            [_number(cells[i], csv.columns.names[i], decimal, place) for i in csv.columns.numbers]
        )
    values = np.array(numbers, dtype=np.float64).reshape(-1, len(csv.columns.numbers))
    classes = len(csv.columns.classes)
    truth = values[:, classes:] if csv.columns.soft else np.array(labels, dtype=np.intp)
    return Block(truth, values[:, :classes])


def decimal_mark(csv: CsvText, part: slice) -> str:
    """The decimal mark of the first number in a part of the file that has one."""
    wide = (cells for cells, _ in _rows(csv, part) if len(cells) == len(csv.columns.names))
    numbers = (cells[i].strip() for cells in wide for i in csv.columns.numbers)
    return next((match[1] for match in map(_WITH_MARK.fullmatch, numbers) if match), ".")


def find_row(csv: CsvText, part: slice, first_row: int, row: int) -> tuple[str, str]:
    """How to name the row at this place in a part of the file, and the text of its `true` cell."""
    cells, line = next(islice(_rows(csv, part), row, None))
    return place_of(first_row + row, line), cells[csv.columns.truth[0]]


def endless_row(csv: CsvText, part: slice) -> UploadError:
    """The error for a part of the file that is long and at whose end a row has not ended."""
    text = csv.data[part].decode(errors="replace")
    try:
        lines = [line for _, line in records(text, csv.delimiter, csv.line_at(part.start))]
    except UploadError as error:
        return error
    return UploadError(
        f"Line {lines[-1]:,} of the file is too long for a row: write one row a line, with "
        f"{len(csv.columns.names):,} cells."
    )


def _rows(csv: CsvText, part: slice) -> Iterator[tuple[list[str], int]]:
    """Each row's cells and its line in the file; blank lines are none."""
    data = csv.data[part]
    first = csv.line_at(part.start)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise not_utf8(first + data.count(b"\n", 0, error.start)) from None
    return ((cells, line) for cells, line in records(text, csv.delimiter, first) if cells)


def _check_shape(cells: list[str], columns: Columns, place: str) -> None:
    if not any(cell.strip() for cell in cells):
        raise UploadError(f"{place} is empty: fill it in or delete it.")
    if len(cells) != len(columns.names):
        mend = "add what is missing"
        if len(cells) > len(columns.names):
            mend = "delete what is too much, or put cells that hold a comma in quotation marks"
        elif len(cells) == 1:
            mend = "separate its cells as in the header, or delete it"
        raise UploadError(
            f"{place} has {len(cells):,} cell{'s' * (len(cells) > 1)} where the header has "
            f"{len(columns.names):,}: {mend}."
        )
    if columns.index is not None and not cells[columns.index].strip().isdecimal():
        raise UploadError(
            f"{place}, column 1 has no name and holds {quoted(cells[columns.index])}, which is no "
            "row number: name the column after its class, or delete it."
        )


def _label(text: str, finder: ClassFinder, columns: Columns, place: str) -> int:
    label = finder.find(text)
    if label is None:
        raise no_class(text, columns.names[columns.truth[0]], place)
    return label


def _number(text: str, name: str, decimal: str, place: str) -> float:
    stripped = text.strip()
    other = "." if decimal == "," else ","
    if other not in stripped and _NUMBER.fullmatch(stripped.replace(decimal, ".")):
        return float(stripped.replace(decimal, "."))
    column = f"{place}, column {quoted(name)}"
    if not stripped:
        raise UploadError(f"{column} is empty: {_WRITE}.")
    if _WITH_MARK.fullmatch(stripped):
        marks = {".": "point", ",": "comma"}
        raise UploadError(
            f"{column} holds {quoted(text)} with a decimal {marks[other]} where other cells have "
            f"a {marks[decimal]}: write the same decimal mark throughout."
        )
    if stripped.endswith("%"):
        raise UploadError(f"{column} holds {quoted(text)}: write 0.8 instead of 80 %.")
    raise UploadError(
        f"{column} holds {quoted(text)}, which is not a number: {_WRITE}, or delete the column if "
        "it is not a class."
    )
