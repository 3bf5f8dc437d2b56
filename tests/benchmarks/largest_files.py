"""What the largest and the worst files take to read: `python -m tests.benchmarks.largest_files`.

Seconds of processor time, and memory: of the file itself, of what the server has more at the most
while it is read, and of the process that reads it, where there is one. Each file is read by a
process of its own in the place of a server. Takes two minutes, 2 GB of memory and 1 GB of disk.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet

from pages.ui.inputs.uploads import apart
from pages.ui.inputs.uploads.errors import UploadError
from pages.ui.inputs.uploads.limits import MAX_CLASSES, MAX_UPLOAD_MB
from pages.ui.inputs.uploads.reading import read_upload
from tests.benchmarks.large_upload import alone, peak

LIMIT = MAX_UPLOAD_MB * 2**20
ROWS = 50_000  # Of the most classes: as many numbers as may be read.
MOST_MEGABYTES, MOST_SECONDS = 1_024, 10.0


def wide_csv() -> bytes:
    """The most numbers in the largest file."""
    header = f"true,{','.join(map(str, range(MAX_CLASSES)))}\n".encode()
    row = b"0,1.0" + b",.00" * (MAX_CLASSES - 1) + b"\n"
    return header + row * min(ROWS, (LIMIT - len(header)) // len(row))


def csv_in_utf_16() -> bytes:
    """Text that is made UTF-8 first."""
    row = "猫,0.5" + "0" * 50 + ",0.5\n"
    text = "true,猫,b\n" + row * (LIMIT // (2 * len(row)) - 1)
    return text.encode("utf-16")


def csv_with_crlf() -> bytes:
    """Line ends that are made LF first."""
    row = b"a,0.5" + b"0" * 100 + b",0.5\r\n"
    return b"true,a,b\r\n" + row * (LIMIT // len(row) - 1)


def csv_of_no_break_spaces() -> bytes:
    """100 MB of numbers that no parser takes as they are."""
    space = "\u00a0".encode()
    row = b"a," + b",".join([space * 4 + b"0.25"] * 4) + space * 18 + b"\n"
    return b"true,a,b,c,d\n" + row * (10**8 // len(row))


def wide_parquet() -> bytes:
    """The most numbers in four bytes each, which fill the largest file."""
    proba = np.random.default_rng(0).random((ROWS, MAX_CLASSES), dtype=np.float32)
    proba /= proba.sum(axis=1, keepdims=True)
    return written(["0"] * ROWS, dict(enumerate(proba.T)), compression="none", use_dictionary=False)


def parquet_of_equal_numbers() -> bytes:
    """The most numbers in half a megabyte."""
    return written(["0"] * ROWS, dict.fromkeys(range(MAX_CLASSES), np.full(ROWS, 1 / MAX_CLASSES)))


def parquet_with_one_label() -> bytes:
    """A label of 400 MB in 13 kB."""
    return written(["x" * 400_000_000], {"a": [0.5], "b": [0.5]}, compression="zstd")


def written(truth: list[str], columns: dict, **options: object) -> bytes:
    """A table as Parquet."""
    sink = pa.BufferOutputStream()
    table = pa.table({"true": truth, **{str(name): column for name, column in columns.items()}})
    pyarrow.parquet.write_table(table, sink, **options)
    return sink.getvalue().to_pybytes()


class Cost(NamedTuple):
    """Of reading a file: processor seconds, megabytes of all kinds, and what came of it."""

    seconds: float
    file: float
    server: float
    reader: float
    said: str


def make(path: Path, name: str) -> None:
    """Write the file that the function of this name makes."""
    path.write_bytes(globals()[name]())


def cost(path: Path) -> Cost:
    """Read a file as the dashboard does."""
    data = path.read_bytes()
    before, start = peak(), time.process_time()
    try:
        table = read_upload(data, "file")
    except UploadError as error:
        said = f"{str(error)[:60]}…"
    else:
        said = f"read, {table.size:,} × {len(table.classes):,}"
    for process in apart._ready:  # What its readers took is told once it has ended.
        process.end()
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = time.process_time() - start + children.ru_utime + children.ru_stime
    return Cost(seconds, len(data) / 2**20, peak() - before, children.ru_maxrss / 1024, said)


def main() -> int:
    """Print the table; fails if a file takes too much."""
    print("| | processor s | file, MB | + server, MB | + reader, MB | = MB | |")
    print("|---|--:|--:|--:|--:|--:|---|")
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        for make_file in (
            wide_csv,
            csv_in_utf_16,
            csv_with_crlf,
            csv_of_no_break_spaces,
            wide_parquet,
            parquet_of_equal_numbers,
            parquet_with_one_label,
        ):
            alone(make, path, make_file.__name__)
            seconds, file, server, reader, said = alone(cost, path)
            total = file + server + reader
            failed |= total > MOST_MEGABYTES or seconds > MOST_SECONDS
            megabytes = " | ".join(f"{part:.0f}" for part in (file, server, reader, total))
            name = make_file.__name__.replace("_", " ")
            print(f"| {name} | {seconds:.1f} | {megabytes} | {said} |", flush=True)
    print(f"\nat most {MOST_MEGABYTES:,} MB and {MOST_SECONDS:g} s each")
    return failed


if __name__ == "__main__":
    sys.exit(main())
