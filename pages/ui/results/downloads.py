"""Tables as files: CSV that a spreadsheet shows as it is, and does not run; Parquet."""

import zlib
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

# A cell that begins with one of these is a formula to some spreadsheet.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

# Rows that are written at a time, on all processors.
_PART = 2**16
_BATCH = 2**14  # Of them, at once by Arrow: its own 1,024 take a little longer.
_GZIP = 31  # zlib's number for the largest window in gzip's format.


def to_csv_bytes(frame: pd.DataFrame, *, compressed: bool = False) -> bytes:
    """The frame, without its index, as CSV in UTF-8, and that compressed by gzip if asked for.

    Text that a spreadsheet would run as a formula, in a cell or a header, gets an apostrophe in
    front. Numbers are written with all their digits, an infinite one as `inf`; what is missing is
    an empty cell.
    """
    arrays = [_column(values) for _, values in frame.items()]
    table = pa.table(arrays, names=[_harmless(str(name)) for name in frame.columns])

    def part(start: int) -> pa.Buffer | bytes:
        rows = _written(table.slice(start, _PART), header=start == 0)
        return _compressed(rows) if compressed else rows

    with ThreadPoolExecutor() as pool:
        return b"".join(pool.map(part, range(0, max(table.num_rows, 1), _PART)))


def to_parquet_bytes(frame: pd.DataFrame) -> bytes:
    """The frame, without its index, as Parquet: a text is what it is, as nothing runs it."""
    sink = pa.BufferOutputStream()
    table = pa.Table.from_pandas(frame, preserve_index=False)
    pyarrow.parquet.write_table(table.replace_schema_metadata(), sink)
    return sink.getvalue().to_pybytes()


def _compressed(rows: pa.Buffer) -> bytes:
    """A gzip file; several put together are one."""
    # Digits hardly repeat: to look for what does takes longer than it spares.
    packer = zlib.compressobj(1, zlib.DEFLATED, _GZIP, strategy=zlib.Z_HUFFMAN_ONLY)
    return packer.compress(rows) + packer.flush()


def _written(table: pa.Table, *, header: bool) -> pa.Buffer:
    sink = pa.BufferOutputStream()
    options = pyarrow.csv.WriteOptions(
        include_header=header, quoting_style="needed", batch_size=_BATCH
    )
    pyarrow.csv.write_csv(table, sink, options)
    return sink.getvalue()


def _column(values: pd.Series) -> pa.Array:
    if isinstance(values.dtype, pd.CategoricalDtype):
        names = [_harmless(str(name)) for name in values.cat.categories]
        codes = pa.array(values.cat.codes, mask=(values.cat.codes < 0).to_numpy())
        return pa.array(names, pa.string()).take(codes)
    if values.dtype == bool:
        # A text for each is written in a fifth of the time.
        return pa.array(["false", "true"]).take(pa.array(values.to_numpy().view(np.int8)))
    if pd.api.types.is_numeric_dtype(values.dtype):
        return pa.Array.from_pandas(values)
    texts = [None if pd.isna(value) else _harmless(str(value)) for value in values]
    return pa.array(texts, pa.string())


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
