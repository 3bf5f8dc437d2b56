"""Files larger than anybody needs, or that become so when they are read."""

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.parquet

from tests.pages.bad_files.bad_file import BadFile
from tests.pages.good_table import HEADER, ROWS, lines, parquet


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


SOURCES = (_huge,)
