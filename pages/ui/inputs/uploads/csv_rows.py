"""CSV rows looked at one by one, to say what is wrong: which line, which cell, what to change."""

import re
from collections.abc import Iterator
from itertools import islice

from .checks import no_class, place_of
from .columns import Columns
from .csv_text import EXPORT, CsvText, not_utf8, records
from .errors import UploadError, quoted
from .labels import ClassFinder

_NUMBER = re.compile(
    r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[+-]?(?:nan|inf|infinity)", re.A | re.I
)
_WITH_MARK = re.compile(r"[+-]?\d*([.,])\d+(?:[eE][+-]?\d+)?", re.A)
_WRITE = "write a probability from 0 to 1"


def first_error(csv: CsvText, part: slice, first_row: int, decimal: str) -> UploadError:
    """What is wrong with a part of the file that cannot be read.

    `first_row` is the number of its first row, counted from 1; `decimal` the decimal point.
    """
    columns, finder = csv.columns, ClassFinder(csv.columns.classes)
    try:
        for row, (cells, line) in enumerate(_rows(csv, part), first_row):
            place = place_of(row, line)
            _check_shape(cells, columns, place)
            if columns.index is not None:
                _check_row_number(cells[columns.index], place)
            if not columns.soft and finder.find(label := cells[columns.truth[0]]) is None:
                return no_class(label, columns.names[columns.truth[0]], place)
            for i in columns.numbers:
                _check_number(cells[i], columns.names[i], decimal, place)
    except UploadError as error:
        return error
    # Nothing is known that comes here: what is read above, Arrow reads, too.
    return UploadError(f"{place_of(first_row)} or one after it cannot be read: {EXPORT}.")


def decimal_mark(csv: CsvText, part: slice) -> str:
    """The decimal mark of the first number in a part of the file that has one."""
    wide = (cells for cells, _ in _rows(csv, part) if len(cells) == len(csv.columns.names))
    numbers = (cells[i].strip() for cells in wide for i in csv.columns.numbers)
    return next((match[1] for match in map(_WITH_MARK.fullmatch, numbers) if match), ".")


def find_row(csv: CsvText, part: slice, first_row: int, row: int) -> tuple[str, str]:
    """How to name the row at this place in a part of the file, and the text of its `true` cell."""
    cells, line = next(islice(_rows(csv, part), row, None))
    return place_of(first_row + row, line), cells[csv.columns.truth[0]]


def unended_row(csv: CsvText, part: slice) -> UploadError:
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
        fix = "add what is missing"
        if len(cells) > len(columns.names):
            fix = "delete what is too much, or put cells that hold a comma in quotation marks"
        elif len(cells) == 1:
            fix = "separate its cells as in the header, or delete it"
        raise UploadError(
            f"{place} has {len(cells):,} cell{'s' * (len(cells) > 1)} where the header has "
            f"{len(columns.names):,}: {fix}."
        )


def _check_row_number(text: str, place: str) -> None:
    digits = text.strip()
    if not digits.isascii() or not digits.isdecimal() or len(digits) > 19:
        raise UploadError(
            f"{place}, column 1 has no name and holds {quoted(text)}, which is no row number: name "
            "the column after its class, or delete it."
        )


def _check_number(text: str, name: str, decimal: str, place: str) -> None:
    stripped = text.strip()
    other = "." if decimal == "," else ","
    if other not in stripped and _NUMBER.fullmatch(stripped.replace(decimal, ".")):
        return
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
