"""From the bytes of an upload to CSV text: what kind of file it is, its encoding, its header."""

import codecs
import csv
import io
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from .columns import SOFT
from .errors import UploadError, quoted

EXPORT = "export the table as CSV in UTF-8 and upload that"

# How files that are no CSV begin: enough to name the kind, and none of them is opened.
_KINDS = {
    "a zip archive or an Excel workbook": (b"PK\x03\x04",),
    "an old Excel workbook": (b"\xd0\xcf\x11\xe0",),
    "a picture": (b"\x89PNG", b"\xff\xd8\xff", b"GIF8"),
    "a PDF document": (b"%PDF",),
    "a compressed file": (b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd"),
    "a NumPy array": (b"\x93NUMPY",),
    "a Python pickle": (b"\x80\x04", b"\x80\x05"),
    "an HDF5 file": (b"\x89HDF",),
    "a Feather file": (b"ARROW1",),
    "a database": (b"SQLite format 3",),
    "a program": (b"\x7fELF",),
    "a JSON file": (b"{", b"[{", b"[["),
    # No class as in "<=50K".
    "a web page or an XML file": (b"<!", b"<?", b"<h", b"<H"),
}

# UTF-32 before UTF-16, whose byte-order mark it begins with.
_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_DELIMITERS = ",;\t|"

# A thousand names of soft and hard truth, 80 characters each, four bytes a character, fit.
_HEADER_BYTES = 2**20


class CsvText(NamedTuple):
    """A CSV file whose header has been found."""

    data: bytes  # The whole file as UTF-8 without byte-order mark, lines ending in LF.
    start: int  # Where in it the row after the header begins.
    delimiter: str
    names: tuple[str, ...]


def csv_text(data: bytes) -> CsvText:
    """The file as CSV text with a header, or an `UploadError` that says what it is instead."""
    for kind, starts in _KINDS.items():
        if data.startswith(starts):
            raise UploadError(f"This is {kind}, not a table: {EXPORT}, or Parquet.")
    text = _as_utf8(data)
    if text.isspace() or not text:
        raise UploadError(
            'The file is empty: upload a table with a column "true" and one column a class, and '
            "one row a sample."
        )
    return _with_header(text)


def _as_utf8(data: bytes) -> bytes:
    data = data.removeprefix(codecs.BOM_UTF8)
    for mark, encoding in _WIDE:
        if data.startswith(mark):
            try:
                data = data.decode(encoding).encode()
            except UnicodeError:
                raise UploadError(
                    f"The file begins as {encoding.upper()} text and then is not: {EXPORT}."
                ) from None
            break
    nul = data.find(b"\0")
    if nul >= 0:
        raise UploadError(
            f"Line {data.count(10, 0, nul) + 1:,} of the file holds a NUL byte, so it is damaged, "
            f"or not text in UTF-8: {EXPORT}."
        )
    # One kind of line end, so that lines can be counted; CR alone is very old programs' kind.
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    _check_utf8(data)
    return data


def _check_utf8(data: bytes) -> None:
    ends = pa.py_buffer(np.array([0, len(data)], np.int32))
    try:
        pa.StringArray.from_buffers(1, ends, pa.py_buffer(data)).validate(full=True)
    except pa.ArrowInvalid:
        lines = enumerate(io.BytesIO(data), 1)
        bad = next(i for i, line in lines if line.decode(errors="ignore").encode() != line)
        raise UploadError(f"Line {bad:,} of the file is not text in UTF-8: {EXPORT}.") from None


def _with_header(data: bytes) -> CsvText:
    head = data[:_HEADER_BYTES]
    text = head.decode(errors="ignore")  # The last character may be cut in two.
    rows = [row for row in (_first_row(text, delimiter) for delimiter in _DELIMITERS) if row]
    if not rows:
        raise UploadError(
            "The first line of the file holds a cell that is too long, or a quotation mark that is "
            f"never closed: {EXPORT}."
        )
    delimiter, names, lines = max(rows, key=_likeness)
    start = len(b"".join(head.splitlines(keepends=True)[:lines]))
    if start >= len(head) and len(head) < len(data):
        raise UploadError(
            f"The first line of the file is longer than {_HEADER_BYTES:,} bytes, which is no row "
            f"of column names: {EXPORT}."
        )
    if len(names) < 2:
        raise UploadError(
            f"The first line of the file, {quoted(names[0] if names else '')}, is no row of "
            "column names separated by commas: it has to name the column "
            f"{quoted('true')} and one column a class."
        )
    return CsvText(data, start, delimiter, tuple(names))


def _first_row(text: str, delimiter: str) -> tuple[str, list[str], int] | None:
    """The delimiter, the first row that is not blank, and the line it ends on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        names = next((cells for cells in reader if any(cell.strip() for cell in cells)), [])
    except csv.Error:
        return None
    return delimiter, names, reader.line_num


def _likeness(candidate: tuple[str, list[str], int]) -> tuple[bool, int]:
    """How much a first row looks like our header: it has a truth, and it has many columns."""
    names = [name.strip() for name in candidate[1]]
    has_truth = any(name.lower() == "true" or name.startswith(SOFT) for name in names)
    return has_truth, len(names)
