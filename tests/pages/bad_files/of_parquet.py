"""Parquet: cells, shapes, damage, and files that lie about themselves."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet

from tests.pages.bad_files.bad_file import READS, BadFile
from tests.pages.good_table import GOOD, HEADER, frame, parquet


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


SOURCES = (
    _parquet_cells,
    _parquet_shapes,
    _parquet_damage,
    _parquet_lies,
)
