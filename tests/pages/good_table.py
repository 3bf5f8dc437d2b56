"""A small good table, and how tables become files."""

import io

import pandas as pd
import pyarrow as pa
import pyarrow.parquet

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
