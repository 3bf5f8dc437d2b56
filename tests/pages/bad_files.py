"""Files that people upload by mistake or on purpose, and what is to be said about each.

Every file is made here, from a small good table. `READS` marks those that look odd and are right.
"""

import codecs
import gzip
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet

READS = None


class BadFile(NamedTuple):
    """A file, or what makes it if that takes long, and words of its message, or `READS`."""

    name: str
    source: bytes | Callable[[], bytes]
    words: str | None

    @property
    def data(self) -> bytes:
        """What is in the file."""
        return self.source if isinstance(self.source, bytes) else self.source()


CLASSES = ("cat", "dog", "bird")
HEADER = ("true", *CLASSES)
ROWS = (
    ("cat", "0.8", "0.2", "0"),
    ("dog", "0.1", "0.9", "0"),
    ("bird", "0.25", "0.25", "0.5"),
)


def lines(*rows: tuple[str, ...], sep: str = ",", end: str = "\n") -> bytes:
    """Rows of cells as a file."""
    return "".join(sep.join(row) + end for row in rows).encode()


GOOD = lines(HEADER, *ROWS)


def with_cell(row: int, column: int, text: str) -> bytes:
    """The good table with one cell replaced; row 0 is the header."""
    table = [list(cells) for cells in (HEADER, *ROWS)]
    table[row][column] = text
    return lines(*map(tuple, table))


def frame() -> pd.DataFrame:
    """The good table as a frame."""
    table = pd.DataFrame(ROWS, columns=list(HEADER))
    return table.astype(dict.fromkeys(CLASSES, float))


def parquet(table: pd.DataFrame | pa.Table, **options: object) -> bytes:
    """A table as a Parquet file."""
    if isinstance(table, pd.DataFrame):
        table = pa.Table.from_pandas(table)
    sink = io.BytesIO()
    pyarrow.parquet.write_table(table, sink, **options)
    return sink.getvalue()


def corpus() -> list[BadFile]:
    """All of them."""
    sources: tuple[Callable[[], Iterator[BadFile]], ...] = (
        _cells,
        _labels,
        _rows,
        _headers,
        _names,
        _truths,
        _encodings,
        _separators,
        _other_kinds,
        _truncated,
        _huge,
        _parquet_cells,
        _parquet_shapes,
        _parquet_damage,
        _parquet_lies,
    )
    return [file for source in sources for file in source()]


def _cells() -> Iterator[BadFile]:
    """One wrong probability in row 2, on line 3, in column "dog"."""
    text = ["abc", "0.9f", "1_0", "0x1", "1/2", "0.9 0", "--1", "1e", ".", "-", "٣", "½", "0.9;"]
    text += ["=1+1", "=HYPERLINK(A1)", "@SUM(A1)", "+cmd|calc", "#DIV/0!", "#REF!", "NaT", "null"]
    text += ["None", "NA", "N/A", "<NA>", "?", "TRUE", "[0.9]", "(0.9)", "<b>0.9</b>", "![](x)"]
    for cell in text:
        yield BadFile(
            f"cell {cell}", with_cell(2, 2, cell), 'Row 2 (line 3 of the file), column "dog"'
        )
    for cell in ("", " ", "\t", '""'):
        yield BadFile(f"blank {cell!r}", with_cell(2, 2, cell), 'column "dog" is empty')
    for cell in ("nan", "NaN", "-nan"):
        yield BadFile(f"cell {cell}", with_cell(2, 2, cell), 'column "dog" holds no number')
    for cell in ("inf", "-inf", "1e400", "-1e400", "9" * 400, "Infinity"):
        yield BadFile(
            f"cell {cell[:9]}", with_cell(2, 2, cell), 'column "dog" holds an infinite number'
        )
    for cell in ("-0.1", "-1e-9", "-1e300"):
        yield BadFile(f"cell {cell}", with_cell(2, 2, cell), "which is below 0")
    for cell in ("1.2", "90", "1e300", "1.00002"):
        yield BadFile(f"cell {cell}", with_cell(2, 2, cell), "which is above 1")
    for cell in ("0.85", "0", "0.90002", "0.89998", "1e-300"):
        yield BadFile(f"sum {cell}", with_cell(2, 2, cell), "Row 2 (line 3 of the file) sums to")
    for cell in ("90%", "90 %"):
        yield BadFile(f"cell {cell}", with_cell(2, 2, cell), "instead of 80 %")
    for cell in (" 0.9 ", "+0.9", ".9", "9e-1", "9E-1", '"0.9"', "0.9000", "0.900001", '"0,9"'):
        words = "with a decimal comma" if cell == '"0,9"' else READS
        yield BadFile(f"cell {cell}", with_cell(2, 2, cell), words)
    yield BadFile("long cell", with_cell(2, 2, "x" * 100_000), 'column "dog" holds "xxx')
    yield BadFile("a cell far too long", with_cell(2, 2, "x" * 500_000), "line 3")


def _labels() -> Iterator[BadFile]:
    """One label in row 2 that is no class."""
    for label in ("cow", "Dog", "1", "0", "NA", "=cat", "dog.", "d\u200bog", "*dog*", "cat dog"):
        yield BadFile(f"label {label}", with_cell(2, 0, label), "not the name of a class")
    for label in ("", "  ", '""'):
        yield BadFile(f"label {label!r}", with_cell(2, 0, label), 'column "true" is empty')
    for label in (" dog", "dog ", '"dog"'):
        yield BadFile(f"label {label!r}", with_cell(2, 0, label), READS)
    yield BadFile("label over two lines", with_cell(2, 0, '"dog\ncat"'), '"dog cat"')
    yield BadFile("label of a megabyte", with_cell(2, 0, "x" * 100_000), "…")
    yield BadFile("labels all blank", lines(HEADER, *(("", *row[1:]) for row in ROWS)), "Row 1 ")


def _rows() -> Iterator[BadFile]:
    yield BadFile("good", GOOD, READS)
    yield BadFile("header only", lines(HEADER), "no rows")
    yield BadFile("header only, no line end", lines(HEADER, end=""), "no rows")
    yield BadFile("header and blank lines", lines(HEADER) + b"\n\n\n", "no rows")
    yield BadFile("no last line end", GOOD.rstrip(), READS)
    yield BadFile("blank line in the middle", lines(HEADER, ROWS[0], (), *ROWS[1:]), READS)
    yield BadFile("blank lines at the top", b"\n\n" + GOOD, READS)
    yield BadFile("blank lines at the end", GOOD + b"\n\n", READS)
    for blank in (("", "", "", ""), (" ", "", "", ""), ("",) * 9):
        data = lines(HEADER, ROWS[0], blank, *ROWS[1:])
        yield BadFile(f"blank row {blank}", data, "Row 2 (line 3 of the file) is empty")
    yield BadFile("spaces in the middle", lines(HEADER, ROWS[0], ("  ",), *ROWS[1:]), "is empty")
    yield BadFile(
        "row too short", lines(HEADER, ROWS[0], ROWS[1][:3]), "Row 2 (line 3 of the file) has 3"
    )
    yield BadFile("row too long", lines(HEADER, ROWS[0], (*ROWS[1], "0")), "has 5 cells")
    yield BadFile("row of one cell", lines(HEADER, ROWS[0], ("dog",)), "has 1 cell ")
    yield BadFile("all rows too long", lines(HEADER, *((*row, "") for row in ROWS)), "has 5 cells")
    yield BadFile("repeated header", lines(HEADER, *ROWS, HEADER, *ROWS), "Row 4 (line 5")
    yield BadFile("a row of zeros", lines(HEADER, ("cat", "0", "0", "0")), "only zeros")
    yield BadFile(
        "totals at the end", lines(HEADER, *ROWS, ("", "1.15", "1.35", "0.5")), "Row 4 (line 5"
    )
    yield BadFile("a remark at the end", GOOD + b"made on Monday\n", "Row 4 (line 5")
    yield BadFile("a remark at the top", b"My predictions\n" + GOOD, "My predictions")
    yield BadFile("CRLF", GOOD.replace(b"\n", b"\r\n"), READS)
    yield BadFile("CR", GOOD.replace(b"\n", b"\r"), READS)
    yield BadFile("CR after a header with LF", lines(HEADER) + lines(*ROWS, end="\r"), READS)
    yield BadFile(
        "CR within a row", with_cell(2, 2, "0.\r9"), "Row 2 (line 3 of the file) has 3 cells"
    )
    yield BadFile("mixed line ends", GOOD.replace(b"\n", b"\r\n", 2), READS)
    yield BadFile("CRLF and a bad cell", with_cell(3, 1, "x").replace(b"\n", b"\r\n"), "(line 4 ")
    yield BadFile(
        "blank lines and a bad cell", b"\n" + with_cell(3, 1, "x"), "Row 3 (line 5 of the file)"
    )
    yield BadFile("quoted line end before a bad cell", _after_quoted_line_end(), "Row 2 (line 4")
    yield BadFile("quote never closed", with_cell(2, 1, '"0.1'), "line 3")
    yield BadFile("quote closed too early", with_cell(2, 0, '"dog"x'), '"dogx"')
    yield BadFile(
        "all quoted", lines(*(tuple(f'"{x}"' for x in row) for row in (HEADER, *ROWS))), READS
    )
    yield BadFile("logits", lines(HEADER, ("cat", "-0.3", "2.1", "0.5")), "that these are logits")
    yield BadFile(
        "percentages", lines(HEADER, ("cat", "80", "20", "0")), "as rows of percentages do"
    )


def _after_quoted_line_end() -> bytes:
    return b'true,"a",b\n" \na",1,0\nb,0,x\n'


def _headers() -> Iterator[BadFile]:
    yield BadFile("no true column", lines(CLASSES, *(row[1:] for row in ROWS)), 'no column "true"')
    yield BadFile("no header", lines(*ROWS), 'no column "true"')
    for name in ("truth", "label", "y", "target", "class", "true_label", "Ground Truth"):
        yield BadFile(f"{name} for true", with_cell(0, 0, name), READS)
    for name in ("true:", "answer"):
        yield BadFile(f"{name} for true", with_cell(0, 0, name), "")
    for name in ("TRUE", "True", " true ", '"true"'):
        yield BadFile(f"{name} for true", with_cell(0, 0, name), READS)
    shouted = lines(("label", "FALSE", "TRUE"), ("FALSE", "1", "0"))
    yield BadFile("TRUE for a class", shouted, READS)
    yield BadFile("true alone", lines(("true",), ("cat",)), "no row of column names")
    yield BadFile("true and one class", lines(("true", "cat"), ("cat", "1")), "for one class only")
    yield BadFile(
        "true twice", lines(("true", *HEADER), *(("cat", *row) for row in ROWS)), "appears 2 times"
    )
    yield BadFile("a class twice", with_cell(0, 2, "cat"), '"cat" appears 2 times, in columns 2, 3')
    yield BadFile("a class twice but for spaces", with_cell(0, 2, "cat "), "appears 2 times")
    yield BadFile("a class thrice", lines(("true", "a", "a", "a"), ("a", "1", "0", "0")), "3 times")
    yield BadFile("renamed duplicate", with_cell(0, 2, "cat.1"), "not the name of a class")
    yield BadFile("class column missing", lines(*(row[:3] for row in (HEADER, *ROWS))), "Row 3 ")
    for column in (1, 2, 3):
        yield BadFile(
            f"no name in column {column + 1}",
            with_cell(0, column, ""),
            f"Column {column + 1} has no name",
        )
    yield BadFile(
        "a comma at every line's end", GOOD.replace(b"\n", b",\n"), "Column 5 has no name"
    )
    ids = ("id", *(str(i) for i in range(100, 103)))
    numbered = [(a, *row) for a, row in zip(ids, (HEADER, *ROWS), strict=True)]
    yield BadFile("a column of ids", lines(*numbered), READS)
    named = [("file", *HEADER), *((f"{i}.png", *row) for i, row in enumerate(ROWS))]
    yield BadFile("a column of file names", lines(*named), READS)
    for first in ("", "Unnamed: 0"):
        indexed = [(first, *HEADER), *((str(i), *row) for i, row in enumerate(ROWS))]
        yield BadFile(f"pandas index {first}", lines(*indexed), READS)
        indexed = [
            (first, *HEADER),
            *((str(i), *row) for i, row in zip((7, 3, 9), ROWS, strict=True)),
        ]
        yield BadFile(f"shuffled index {first}", lines(*indexed), READS)
        indexed = [(first, *HEADER), *(("row", *row) for row in ROWS)]
        yield BadFile(f"text index {first}", lines(*indexed), READS)
        indexed = [(first, *HEADER), *(("0.5", *row) for row in ROWS)]
        yield BadFile(f"numbers as index {first}", lines(*indexed), READS)
    yield BadFile(
        "index without a name or a comma",
        lines(HEADER, *(("0", *row) for row in ROWS)),
        "has 5 cells",
    )
    many = [("true", *map(str, range(10_000))), ("0", "1", *["0"] * 9_999)]
    yield BadFile("ten thousand columns", lines(*many), "10,001 columns")
    many = [("true", *map(str, range(1_001))), ("0", "1", *["0"] * 1_000)]
    yield BadFile("1,001 classes", lines(*many), "at most 1,000 classes")
    many = [("true", *map(str, range(1_000))), ("0", "1", *["0"] * 999)]
    yield BadFile("1,000 classes", lines(*many), READS)
    yield BadFile("a million commas", b"true" + b"," * 1_000_000, "columns")
    yield BadFile("a first line without end", b"true," + b"x," * 1_000_000, "longer than")
    yield BadFile(
        "quote in the header never closed",
        b'true,"cat,dog\n' + b"a,1,0\n" * 100_000,
        "no row of column names",
    )


def _names() -> Iterator[BadFile]:
    """Class names that something might take for more than a name."""
    odd = [
        "![](http://x/y.png)",
        "**bold**",
        "$x^2$",
        "<script>alert(1)</script>",
        "=1+1",
        "@a",
        "-a",
    ]
    odd += [
        "NA",
        "null",
        "None",
        "nan",
        "",
        "01",
        "1e5",
        "3.0",
        "-1",
        "True",
        "a b",
        "naïve",
        "猫",
        "🐈",
    ]
    odd += [
        "👩\u200d🔬",
        "a\u00a0b",
        "x" * 80,
        "constructor",
        "__proto__",
        "cat.1",
        "index",
        "sample",
    ]
    for name in filter(None, odd):
        yield BadFile(f"class {name[:20]}", lines(("true", name, "b"), (name, "1", "0")), READS)
    for name in ("x" * 81, "x" * 50_000):
        yield BadFile(
            f"class name of {len(name)}", lines(("true", name, "b"), ("b", "0", "1")), "shorten it"
        )
    for name in (
        "a\ufe0fb",
        "a\u034f",
        "a\U000e0061",
        "a\u2800",
        "a\x07b",
        "a\x1b[31mb",
        "a\u202eb",
        "a\u200eb",
        "a\x7fb",
        '"a\nb"',
        "a\ue000b",
        "a\u2028b",
    ):
        yield BadFile(
            f"class {name!r}", lines(("true", name, "b"), ("b", "0", "1")), "invisible or control"
        )
    yield BadFile("class of a filler", lines(("true", "\u3164", "b"), ("b", "0", "1")), "no name")
    for twin in ("cat\u200d", "ca\u200ct"):
        yield BadFile(
            f"class {twin!r} beside cat",
            lines(("true", "cat", twin), ("cat", "0", "1")),
            'The column name "cat" appears 2 times, in columns 2, 3',
        )
    yield BadFile("❤ beside ❤️", lines(("true", "❤", "❤️"), ("❤", "0", "1")), "appears 2 times")
    yield BadFile("class ❤️", lines(("true", "❤️", "b"), ("❤️", "1", "0")), READS)
    yield BadFile("comma in a name", lines(("true", '"a,b"', "c"), ('"a,b"', "1", "0")), READS)
    yield BadFile("quote in a name", lines(("true", '"a""b"', "c"), ('"a""b"', "1", "0")), READS)


def _truths() -> Iterator[BadFile]:
    """Labels and class names that differ as text and not as values; and soft truth."""
    for label, name in (
        ("3.0", "3"),
        ("3", "3.0"),
        ("-1.0", "-1"),
        ("0.50", "0.5"),
        ("TRUE", "True"),
        ("false", "False"),
    ):
        yield BadFile(f"{label} for {name}", lines(("true", name, "b"), (label, "1", "0")), READS)
    for label, name in (
        ("1", "01"),
        ("01", "1"),
        ("1", "True"),
        ("3", "3.5"),
        ("1e0", "1"),
        ("na", "NA"),
    ):
        words = "not the name of a class"
        yield BadFile(f"{label} for {name}", lines(("true", name, "b"), (label, "1", "0")), words)
    yield BadFile(
        "3.00 for 3 and 3.0",
        lines(("true", "3", "3.0"), ("3.00", "1", "0")),
        "not the name of a class",
    )
    yield BadFile("3.0 for 3 and 3.0", lines(("true", "3", "3.0"), ("3.0", "1", "0")), READS)
    yield BadFile("booleans", lines(("true", "False", "True"), ("True", "0", "1")), READS)
    yield BadFile(
        "booleans in capitals",
        lines(("TRUE", "FALSE", "TRUE"), ("TRUE", "0", "1")),
        "appears 2 times",
    )
    soft = ("cat", "dog", "true:cat", "true:dog")
    yield BadFile("soft truth", lines(soft, ("0.8", "0.2", "0.7", "0.3")), READS)
    yield BadFile(
        "soft truth off",
        lines(soft, ("0.8", "0.2", "0.7", "0.2")),
        "The truth of row 1 (line 2 of the file) sums to 0.9",
    )
    yield BadFile(
        "soft truth negative",
        lines(soft, ("0.8", "0.2", "-0.1", "1.1")),
        'column "true:cat" holds -0.1',
    )
    yield BadFile(
        "soft truth blank", lines(soft, ("0.8", "0.2", "1", "")), 'column "true:dog" is empty'
    )
    yield BadFile(
        "soft truth text", lines(soft, ("0.8", "0.2", "cat", "0")), 'column "true:cat" holds "cat"'
    )
    yield BadFile("soft truth missing", lines(soft[:3], ("0.8", "0.2", "1")), '"true:dog"')
    yield BadFile(
        "soft truth of no class",
        lines((*soft, "true:cow"), ("1", "0", "1", "0", "0")),
        '"true:cow" names a class',
    )
    yield BadFile(
        "soft and hard truth", lines(("true", *soft), ("cat", "1", "0", "1", "0")), "has both"
    )
    yield BadFile(
        "soft truth alone", lines(soft[2:], ("0.7", "0.3")), "no column with probabilities"
    )
    yield BadFile("soft truth of one class", lines(("a", "true:a"), ("1", "1")), "one class only")


def _encodings() -> Iterator[BadFile]:
    named = lines(("true", "naïve", "b"), ("naïve", "1", "0")).decode()
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32"):
        yield BadFile(encoding, named.encode(encoding), READS)
    yield BadFile("UTF-16 big-endian", codecs.BOM_UTF16_BE + named.encode("utf-16-be"), READS)
    for encoding in ("latin-1", "cp1252", "cp437", "mac-roman"):
        yield BadFile(encoding, named.encode(encoding), "Line 1 of the file is not text in UTF-8")
    for encoding in ("utf-16-le", "utf-16-be", "utf-32-le"):
        yield BadFile(f"{encoding} without a mark", named.encode(encoding), "NUL byte")
    for text, encoding in (
        ("狗", "gb18030"),
        ("猫", "shift-jis"),
        ("кот", "koi8-r"),
        ("кот", "cp1251"),
    ):
        data = f"true,{text},b\n{text},1,0\n".encode(encoding)
        yield BadFile(f"{text} in {encoding}", data, "Line 1 of the file is not text in UTF-8")
    yield BadFile(
        "Latin-1 in a label", GOOD + "naïve,1,0,0\n".encode("latin-1"), "Line 5 of the file"
    )
    yield BadFile("Latin-1 in a cell", GOOD + "cat,é,0,0\n".encode("latin-1"), "Line 5 of the file")
    far = GOOD + b"cat,1,0,0\n" * 200_000 + "naïve,1,0,0\n".encode("latin-1")
    yield BadFile("Latin-1 far down", far, "Line 200,005 of the file")
    yield BadFile("mark alone", codecs.BOM_UTF8, "is empty")
    yield BadFile("UTF-16 mark alone", codecs.BOM_UTF16_LE, "is empty")
    yield BadFile("UTF-16 cut in a character", named.encode("utf-16")[:-1], "UTF-16")
    yield BadFile("UTF-16 mark before UTF-8", codecs.BOM_UTF16_LE + GOOD + b"x", "")
    for place in (0, 3, 20, len(GOOD)):
        yield BadFile(f"NUL at {place}", GOOD[:place] + b"\0" + GOOD[place:], "NUL byte")
    yield BadFile("NUL for a cell", with_cell(2, 2, "\0"), "Line 3 of the file holds a NUL byte")


def _separators() -> Iterator[BadFile]:
    points = (HEADER, *ROWS)
    commas = tuple(tuple(cell.replace(".", ",") for cell in row) for row in points)
    for sep, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
        yield BadFile(name, lines(*points, sep=sep), READS)
        yield BadFile(f"{name}, decimal commas", lines(*commas, sep=sep), READS)
        mixed = lines(*commas[:2], *points[2:], sep=sep)
        yield BadFile(f"{name}, commas and points", mixed, "decimal")
    wrong = lines(*commas, ("cat", "x", "0,5", "0,5"), sep=";")
    yield BadFile(
        "decimal commas and a bad cell", wrong, 'Row 4 (line 5 of the file), column "cat"'
    )
    yield BadFile("decimal commas between commas", lines(*commas), "cells where the header has 4")
    quoted = tuple(tuple(f'"{cell}"' for cell in row) for row in commas)
    yield BadFile("quoted decimal commas", lines(*quoted), READS)
    whole = [("cat", "1", "0", "0")] * 3
    yield BadFile(
        "decimal comma after whole numbers", lines(HEADER, *whole, commas[1], sep=";"), READS
    )
    yield BadFile(
        "semicolons and a bad cell", with_cell(2, 2, "x").replace(b",", b";"), 'holds "x"'
    )
    yield BadFile("spaces", lines(*points, sep=" "), "no row of column names")
    yield BadFile("spaces after commas", lines(*points, sep=", "), READS)
    yield BadFile("colons", lines(*points, sep=":"), "")
    yield BadFile(
        "semicolons in the header only", lines(HEADER, sep=";") + lines(*ROWS), "has 1 cell "
    )
    yield BadFile("commas in the header only", lines(HEADER) + lines(*ROWS, sep=";"), "has 1 cell ")
    yield BadFile("a thousands comma", with_cell(2, 2, '"1,000.5"'), "not a number")


def _other_kinds() -> Iterator[BadFile]:
    yield BadFile("nothing", b"", "is empty")
    for blank in (b" ", b"\n", b"\r\n\r\n", b"\t\t\n", b",,,\n,,,\n", b";;\n"):
        yield BadFile(f"blank {blank!r}", blank, "")
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.writestr("predictions.csv", GOOD)
    yield BadFile("zip", archive.getvalue(), "zip archive or an Excel workbook")
    yield BadFile("gzip", gzip.compress(GOOD), "compressed file")
    yield BadFile("PNG", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "picture")
    yield BadFile("JPEG", b"\xff\xd8\xff\xe0" + bytes(range(256)), "picture")
    yield BadFile("GIF", b"GIF89a" + bytes(range(256)), "picture")
    yield BadFile("PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF")
    yield BadFile("old Excel", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "old Excel")
    yield BadFile("web page", b"<!DOCTYPE html><html><body>Not found</body></html>", "web page")
    yield BadFile("income", b"<=50K,>50K,true\n0.75,0.25,>50K\n", READS)
    yield BadFile("XML", b"<?xml version='1.0'?><a/>", "XML")
    yield BadFile("JSON records", json.dumps([{"true": "cat", "cat": 1}]).encode(), "JSON")
    yield BadFile("JSON columns", json.dumps({"true": ["cat"]}).encode(), "JSON")
    yield BadFile("JSON rows", json.dumps([[1, 2], [3, 4]]).encode(), "JSON")
    array = io.BytesIO()
    np.save(array, np.eye(3))
    yield BadFile("NumPy array", array.getvalue(), "NumPy")
    # Only the beginning of one: nothing here or in the reader ever loads a pickle.
    yield BadFile("pickle", b"\x80\x04\x95" + b"x" * 99, "pickle")
    yield BadFile("database", b"SQLite format 3\0" + bytes(99), "database")
    yield BadFile("Feather", b"ARROW1\0\0" + bytes(99), "Feather")
    yield BadFile("program", b"\x7fELF\x02\x01\x01" + bytes(99), "program")
    yield BadFile("prose", b"Dear all, here are my predictions.\nBest wishes\n", 'no column "true"')
    yield BadFile("a Python file", b"import numpy as np\nx = np.eye(3)\n", "no row of column names")
    yield BadFile("an address", b"https://example.org/predictions.csv", "no row of column names")
    yield BadFile("every byte", bytes(range(256)), "")
    yield BadFile("noise", np.random.default_rng(0).bytes(100_000), "")
    yield BadFile("ones", b"\xff" * 100_000, "Line 1 of the file is not text in UTF-8")
    yield BadFile("quotes", b'"' * 100_001, "")
    yield BadFile("only commas", b"," * 5_000, "")


def _truncated() -> Iterator[BadFile]:
    for size in (1, 4, 5, 9, 16, 17, 18, 20, 22, 26, 41, 50):
        yield BadFile(f"cut after {size} bytes", GOOD[:size], "")
    whole = parquet(frame())
    for size in (4, 8, 12, 100, len(whole) // 2, len(whole) - 9, len(whole) - 4, len(whole) - 1):
        yield BadFile(f"Parquet cut after {size} bytes", whole[:size], "damaged, cut short")


def _huge() -> Iterator[BadFile]:
    yield BadFile("quote never closed in a big file", _quote_never_closed, "line 5")
    yield BadFile("a row without end", _row_without_end, "Line 5 of the file is too long")
    yield BadFile("too many rows", _many_rows, "2,000,001 rows")
    yield BadFile("Parquet of 3,000,000 blank rows", _blank_rows, "3,000,000 rows")
    yield BadFile("Parquet of 60,000,000 blanks", _blank_table, "60 numbers")
    yield BadFile(
        "Parquet with a label far too long", _label_without_end, "not the name of a class"
    )
    yield BadFile("Parquet of ten thousand columns", _wide_parquet, "10,001 columns")


def _quote_never_closed() -> bytes:
    return lines(HEADER, *ROWS) + b'cat,"1,0,0\n' + b"cat,1,0,0\n" * 1_000_000


def _row_without_end() -> bytes:
    return lines(HEADER, *ROWS) + b"cat," + b"1," * 5_000_000 + b"0\n"


def _many_rows() -> bytes:
    return lines(("true", "a", "b")) + b"a,1,0\n" * 2_000_001


def _blank_rows() -> bytes:
    blank = pa.nulls(3_000_000, pa.float64())
    return parquet(pa.table({"true": pa.nulls(3_000_000, pa.string()), "a": blank, "b": blank}))


def _blank_table() -> bytes:
    labels, blank = pa.nulls(1_000_000, pa.string()), pa.nulls(1_000_000, pa.float64())
    return parquet(pa.table({"true": labels, **{f"c{k}": blank for k in range(60)}}))


def _label_without_end() -> bytes:
    labels, half = pa.repeat(pa.scalar("x" * 900_000), 50), pa.repeat(pa.scalar(0.5), 50)
    return parquet(pa.table({"true": labels, "a": half, "b": half}))


def _wide_parquet() -> bytes:
    return parquet(pa.table({"true": ["c0"], **{f"c{k}": [0.5] for k in range(10_000)}}))


def _parquet_cells() -> Iterator[BadFile]:
    for value, words in (
        (None, 'Row 2, column "dog" holds no number'),
        (np.nan, 'Row 2, column "dog" holds no number'),
        (np.inf, "too large"),
        (-0.1, "below 0"),
        (1.2, "above 1"),
        (0.85, "Row 2 sums to 0.95"),
        (1e300, "above 1"),
    ):
        table = frame()
        table.loc[1, "dog"] = value
        yield BadFile(f"Parquet cell {value}", parquet(table), words)
    for label, words in (
        ("cow", "not the name of a class"),
        (None, 'Row 2, column "true" is empty'),
    ):
        table = frame()
        table.loc[1, "true"] = label
        yield BadFile(f"Parquet label {label}", parquet(table), words)
        category = table.assign(true=table["true"].astype("category"))
        yield BadFile(f"Parquet category {label}", parquet(category), words)
    far = pa.array([10**15, 10**15 + 1, 10**15 + 2], pa.timestamp("s"))  # No year of Python's.
    table = pa.Table.from_pandas(frame().assign(dog=[0.2, 0.8, 0.25]), preserve_index=False)
    for name in ("id", "when"):
        late = parquet(table.append_column(name, far))
        yield BadFile(f"Parquet with times beyond all years, {name}", late, "Row 2 sums to 0.9")
    text = frame().assign(dog=["a", "b", "c"])
    yield BadFile("Parquet text column", parquet(text), 'Column "dog" of the Parquet file')
    yield BadFile(
        "Parquet numbers as text", parquet(frame().astype({"dog": str})), "does not hold numbers"
    )


def _parquet_shapes() -> Iterator[BadFile]:
    good = frame()
    yield BadFile("Parquet", parquet(good), READS)
    yield BadFile(
        "Parquet without pandas",
        parquet(pa.table({name: good[name].tolist() for name in HEADER})),
        READS,
    )
    for codec in ("none", "snappy", "gzip", "brotli", "zstd", "lz4"):
        yield BadFile(f"Parquet in {codec}", parquet(good, compression=codec), READS)
    yield BadFile("Parquet category", parquet(good.astype({"true": "category"})), READS)
    yield BadFile(
        "Parquet float32", parquet(good.astype({"cat": "float32", "dog": "float32"})), READS
    )
    yield BadFile(
        "Parquet with an index", parquet(good.set_index(pd.Index([7, 3, 9], name="id"))), READS
    )
    yield BadFile(
        "Parquet with a nameless index", parquet(good.set_index(pd.Index(["x", "y", "z"]))), READS
    )
    yield BadFile("Parquet with true as index", parquet(good.set_index("true")), READS)
    whole = pd.DataFrame({"true": [0, 1], "0": [1, 0], "1": [0, 1]})
    yield BadFile("Parquet of whole numbers", parquet(whole), READS)
    for kind in ("int8", "float64", "uint64"):
        yield BadFile(f"Parquet labels {kind}", parquet(whole.astype({"true": kind})), READS)
    booleans = pd.DataFrame({"true": [True, False], "False": [0.0, 1.0], "True": [1.0, 0.0]})
    yield BadFile("Parquet labels bool", parquet(booleans), READS)
    blank = pd.DataFrame({"true": [0, None], "0": [1, 0], "1": [0, 1]})
    yield BadFile("Parquet labels with a blank", parquet(blank), 'Row 2, column "true" is empty')
    for name, values in (
        ("lists", [[0.2, 0.1]] * 3),
        ("structs", [{"p": 0.2}] * 3),
        ("dates", pd.to_datetime(["2024-01-01"] * 3)),
        ("bytes", [b"x"] * 3),
        ("nothing", pa.nulls(3)),
        ("booleans", [True, False, True]),
    ):
        table = pa.table({name: good[name].tolist() for name in HEADER})
        column = table.set_column(2, "dog", pa.array(values))
        yield BadFile(f"Parquet column of {name}", parquet(column), "does not hold numbers")
        if name != "booleans":
            truth = table.set_column(0, "true", pa.array(values))
            yield BadFile(
                f"Parquet labels of {name}", parquet(truth), "does not hold the name of a class"
            )
    yield BadFile("Parquet without rows", parquet(good.head(0)), "")
    yield BadFile("Parquet without columns", parquet(pa.table({})), 'no column "true"')
    yield BadFile("Parquet without true", parquet(good.drop(columns="true")), 'no column "true"')
    twice = pa.table([["a"], [1.0], [0.0]], names=["true", "a", "a"])
    yield BadFile("Parquet with a class twice", parquet(twice), "appears 2 times")
    spaced = pa.table([["a"], [1.0], [0.0]], names=["true", "a ", " a"])
    yield BadFile("Parquet with a class twice but for spaces", parquet(spaced), "appears 2 times")
    dotted = pa.table([["a.b"], [1.0], [0.0]], names=["true", "a.b", "a"])
    yield BadFile("Parquet with a dot in a name", parquet(dotted), READS)
    soft = pd.DataFrame([[0.8, 0.2, 1.0, 0.0]], columns=["a", "b", "true:a", "true:b"])
    yield BadFile("Parquet with soft truth", parquet(soft), READS)
    yield BadFile(
        "Parquet with soft truth off",
        parquet(soft.assign(**{"true:b": 0.3})),
        "The truth of row 1 sums to 1.3",
    )


def _parquet_damage() -> Iterator[BadFile]:
    whole = parquet(frame())
    yield BadFile("Parquet mark alone", b"PAR1", "damaged")
    yield BadFile("Parquet marks without a footer", b"PAR1\0\0\0\0PAR1", "damaged")
    yield BadFile(
        "Parquet with a footer longer than the file",
        whole[:-8] + b"\xff\xff\xff\x7fPAR1",
        "damaged",
    )
    yield BadFile("Parquet mark before CSV", b"PAR1" + GOOD, "damaged")
    yield BadFile("encrypted Parquet", b"PARE" + whole[4:-4] + b"PARE", "")
    rng = np.random.default_rng(1)
    for i in range(12):
        data = bytearray(whole)
        for place in rng.integers(4, len(data) - 8, 3 * (i + 1)):
            data[place] = rng.integers(256)
        yield BadFile(f"Parquet with damage {i}", bytes(data), "")


def _parquet_lies() -> Iterator[BadFile]:
    """Footers that say what is not so, and what pandas would never note in one."""
    for rows in (0, 2, 4):
        yield BadFile(f"Parquet of 3 rows that says {rows}", _with_row_count(rows), "damaged")
    table = pa.Table.from_pandas(frame())
    for name, noted in (
        ("deeply nested", "[" * 100_000),
        ("an infinite rule", '{"index_columns": [{"start": 0, "stop": 1e999, "step": 1}]}'),
        ("a rule without end", '{"index_columns": [{"start": 3, "stop": 0, "step": 0}]}'),
        ("a rule beyond all numbers", f'{{"index_columns": [{{"start": {10**30}, "stop": 0}}]}}'),
    ):
        lying = table.replace_schema_metadata({"pandas": noted})
        yield BadFile(f"Parquet with {name} for an index", parquet(lying), READS)
    beyond = f'{{"index_columns": [{{"start": {10**30}, "stop": {10**30 + 3}, "step": 1}}]}}'
    lying = table.replace_schema_metadata({"pandas": beyond})
    yield BadFile("Parquet with an index beyond all numbers", parquet(lying), READS)


def _with_row_count(rows: int) -> bytes:
    """The good table with another number of rows in its footer, which is written in Thrift."""
    whole = parquet(frame())
    # A 64-bit number, three, zigzag; and the beginning of the list of row groups.
    said = b"\x16\x06\x19"
    assert whole.count(said) == 1
    return whole.replace(said, bytes((0x16, 2 * rows, 0x19)))
