"""What is no text as it should be: encodings, separators, other kinds of files, files cut short."""

import codecs
import gzip
import io
import json
import zipfile
from collections.abc import Iterator

import numpy as np

from tests.pages.bad_files.bad_file import READS, BadFile
from tests.pages.good_table import GOOD, HEADER, ROWS, frame, lines, parquet, with_cell


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


SOURCES = (
    _encodings,
    _separators,
    _other_kinds,
    _truncated,
)
