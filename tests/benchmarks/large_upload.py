"""A million predictions of two models: `python -m tests.benchmarks.large_upload`.

Seconds and memory to read two CSV files of a million rows and ten classes, about 200 MB in all,
and to score, sum up and draw them as the page Samples does, beside what pandas takes to parse the
same bytes and do nothing else. An upload comes as bytes in memory; what pandas, 3.1 or newer, makes
of a path, which it reads with several threads, is shown as well. Each runs in a process of its own.
Then the scored table as a CSV: seconds to write it, and to read it with pandas. Takes a minute and
4 GB.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv

from pages.ui.charts import samples as charts
from pages.ui.inputs.uploads.pairing import pair
from pages.ui.inputs.uploads.reading import read_upload
from pages.ui.results.samples_csv import scored_csv
from pages.ui.results.samples_lists import ALL, NUMBER
from pages.ui.widgets.samples_table import shown_rows
from tests.pages.scoring import summary

ROWS, CLASSES = 1_000_000, 10
MOST, MOST_KILOBYTES = 2.0, 300


def write(path: Path, seed: int) -> None:
    """The predictions of a model that knows something, in six digits."""
    rng = np.random.default_rng(seed)
    truth = np.random.default_rng(0).integers(CLASSES, size=ROWS)
    proba = rng.standard_exponential((ROWS, CLASSES))
    proba[np.arange(ROWS), truth] += 4.0
    proba = (proba / proba.sum(axis=1, keepdims=True)).round(6)
    columns = {f"digit {k}": proba[:, k] for k in range(CLASSES)}
    columns["true"] = np.array(list(columns))[truth]
    pa.csv.write_csv(pa.table(columns), path)


def parsed_by_pandas(files: list[BytesIO] | list[Path]) -> str:
    """Parse the files and keep them."""
    tables = [pd.read_csv(file) for file in files]
    return f"{sum(map(len, tables)):,} rows"


def done_by_the_dashboard(files: list[BytesIO]) -> str:
    """Read, score, sum up, and make all that Samples sends; says how much that is."""
    start = time.perf_counter()
    batch = pair(*(read_upload(file.getvalue(), "a.csv") for file in files))
    read = time.perf_counter() - start
    scored = summary(batch)
    sent = [charts.pair_frame(scored, loss) for loss in scored.losses]
    sent += [charts.curve_frame(scored), shown_rows(scored, ALL, NUMBER)]
    summed_up = time.perf_counter() - start - read
    size = sum(table.nbytes for table in sent) / 1024
    assert size <= MOST_KILOBYTES, f"{size:.0f} kB would be sent"
    return f"read {read:.1f} s, the rest {summed_up:.1f} s; {size:.0f} kB to the browser"


def scored_table_as_csv(files: list[BytesIO]) -> str:
    """Write the scored table as it is downloaded, and read it back with pandas."""
    scored = summary(pair(*(read_upload(file.getvalue(), "a.csv") for file in files)))
    said = []
    for compressed in (False, True):
        start = time.perf_counter()
        data = scored_csv(scored, compressed=compressed)
        written = time.perf_counter() - start
        pd.read_csv(BytesIO(data), compression="gzip" if compressed else None)
        read = time.perf_counter() - start - written
        name = "compressed" if compressed else "plain"
        said.append(f"{name}, {len(data) / 1e6:.0f} MB: written in {written:.1f} s, ")
        said[-1] += f"read by pandas in {read:.1f} s"
    return "; ".join(said)


def measured(
    work: Callable[[list], str], paths: list[Path], in_memory: bool
) -> tuple[float, float, str]:
    """Seconds, MB at the most beyond the files, and what the work says."""
    files = [BytesIO(path.read_bytes()) for path in paths] if in_memory else paths
    before, start = peak(), time.perf_counter()
    said = work(files)
    return time.perf_counter() - start, peak() - before, said


def peak() -> float:
    """The most memory that this process had at once, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def alone(work: Callable, *arguments: object) -> object:
    """Do it in a process of its own, since a process never forgets its peak."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, arguments)


def main() -> int:
    """Print the table; fails if it takes too long beside pandas."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"model_{model}.csv" for model in "ab"]
        for seed, path in enumerate(paths, 1):
            alone(write, path, seed)
        print(f"two files of {sum(path.stat().st_size for path in paths) / 1e6:.0f} MB in all\n")
        print("| | s | MB | |\n|---|--:|--:|---|")
        seconds = {}
        for name, work, in_memory in (
            ("pandas", parsed_by_pandas, True),
            ("pandas, from a path", parsed_by_pandas, False),
            ("dashboard", done_by_the_dashboard, True),
        ):
            runs = [alone(measured, work, paths, in_memory) for _ in range(3)]
            seconds[name], megabytes, said = min(runs)
            print(f"| {name} | {seconds[name]:.1f} | {megabytes:.0f} | {said} |", flush=True)
        print(f"\nscored table {alone(measured, scored_table_as_csv, paths, True)[2]}")
    ratio = seconds["dashboard"] / seconds["pandas"]
    print(f"\n{ratio:.2f} times as long as pandas (at most {MOST:g})")
    return ratio > MOST


if __name__ == "__main__":
    sys.exit(main())
