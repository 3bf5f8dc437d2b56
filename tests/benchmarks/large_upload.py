"""A million predictions of two models: `python -m tests.benchmarks.large_upload`.

Seconds and memory from two files of a million rows and ten classes, CSV of about 200 MB in all or
Parquet, to the first verdict of the page Samples, beside what pandas takes to read the same bytes
and do nothing else. An upload comes as bytes in memory; what pandas, 3.1 or newer, makes of the
path of a CSV, which it reads with several threads, is shown as well. Each runs in a process of its
own. Memory is what the process has more than the files: at the most until all that Samples sends is
made, and once the tables are dropped. Then the scored table as a CSV: seconds to write it, and to
read it with pandas. Takes two minutes and 4 GB.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv

from pages.ui.charts import samples as charts
from pages.ui.inputs.uploads import apart
from pages.ui.inputs.uploads.files import File
from pages.ui.inputs.uploads.limits import give_back
from pages.ui.inputs.uploads.pairing import pair
from pages.ui.inputs.uploads.parquet_reader import MAGIC
from pages.ui.inputs.uploads.reading import read_upload
from pages.ui.inputs.uploads.slots import Uploads
from pages.ui.results.penalties import means_of
from pages.ui.results.samples_csv import scored_csv
from pages.ui.results.samples_lists import ALL, NUMBER
from pages.ui.widgets.samples_table import shown_rows
from pages.ui.wording.en import samples as words
from pages.ui.wording.en.samples_verdicts import first
from tests.load.reruns import memory
from tests.pages.scoring import PAIR, summary

ROWS, CLASSES = 1_000_000, 10
TABLES_MB = 2 * ROWS * (CLASSES + 1) * 8 / 2**20
MOST, MOST_KILOBYTES, MOST_MB, MOST_LEFT_MB = 2.0, 300, 2 * TABLES_MB, TABLES_MB / 4


def write(path: Path, seed: int) -> None:
    """The predictions of a model that knows something, in six digits, as CSV and as Parquet."""
    rng = np.random.default_rng(seed)
    truth = np.random.default_rng(0).integers(CLASSES, size=ROWS)
    proba = rng.standard_exponential((ROWS, CLASSES))
    proba[np.arange(ROWS), truth] += 4.0
    proba = (proba / proba.sum(axis=1, keepdims=True)).round(6)
    columns = {f"digit {k}": proba[:, k] for k in range(CLASSES)}
    columns["true"] = np.array(list(columns))[truth]
    pa.csv.write_csv(pa.table(columns), path)
    pd.DataFrame(columns).to_parquet(path.with_suffix(".parquet"))


def parsed_by_pandas(files: list[BytesIO] | list[Path]) -> Callable[[], str]:
    """Parse the files and keep them."""
    is_parquet = isinstance(files[0], BytesIO) and files[0].getvalue()[:4] == MAGIC
    tables = [(pd.read_parquet if is_parquet else pd.read_csv)(file) for file in files]
    return lambda: f"{sum(map(len, tables)):,} rows"


def done_by_the_dashboard(files: list[BytesIO]) -> Callable[[], str]:
    """Read and score, to the first verdict; then find all else that Samples says and draws."""
    start = time.perf_counter()
    uploads = Uploads()
    uploads.take(*(File(name, file.getvalue()) for name, file in zip("ab", files, strict=True)))
    for key in uploads.slots:
        uploads.read(key)
    read = time.perf_counter() - start
    told = first(means_of(uploads.batch, PAIR), uploads.batch.names)
    judged = time.perf_counter() - start - read

    def rest() -> str:
        start = time.perf_counter()
        scored = summary(uploads.batch)
        assert len(told) < len(words.answer(scored, str))
        answered = time.perf_counter() - start
        sent = [charts.pair_frame(scored, loss) for loss in scored.losses]
        sent += [charts.curve_frame(scored), shown_rows(scored, ALL, NUMBER)]
        size = sum(table.nbytes for table in sent) / 1024
        assert size <= MOST_KILOBYTES, f"{size:.0f} kB would be sent"
        uploads.empty()
        said = f"read {read:.2f} s, judged {judged:.2f} s, all said {answered:.2f} s later"
        return f"{said}; {size:.0f} kB to the browser"

    return rest


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


class Cost(NamedTuple):
    """Seconds, MB at the most beyond the files, those that stay, and what the work says."""

    seconds: float
    peak: float
    left: float
    said: str


def measured(work: Callable[[list], Callable[[], str]], paths: list[Path], in_memory: bool) -> Cost:
    """What work takes, and all that comes of it."""
    files = [BytesIO(path.read_bytes()) for path in paths] if in_memory else paths
    apart.get_ready()  # As it is once there is an uploader on the screen.
    time.sleep(2)
    before, start = peak(), time.perf_counter()
    rest = work(files)
    seconds = time.perf_counter() - start
    said = rest()
    del rest
    give_back()
    return Cost(seconds, peak() - before, memory(os.getpid()) - before, said)


def peak() -> float:
    """The most memory that this process had at once, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def alone(work: Callable, *arguments: object) -> object:
    """Do it in a process of its own, since a process never forgets its peak."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, arguments)


def main() -> int:
    """Print the table; fails if it takes too long beside pandas, or too much memory."""
    good = True
    with tempfile.TemporaryDirectory() as folder:
        csv = [Path(folder) / f"model_{model}.csv" for model in "ab"]
        for seed, path in enumerate(csv, 1):
            alone(write, path, seed)
        parquet = [path.with_suffix(".parquet") for path in csv]
        print(f"tables of {TABLES_MB:.0f} MB\n\n| | s | MB | MB left | |\n|---|--:|--:|--:|---|")
        for kind, paths in (("CSV", csv), ("Parquet", parquet)):
            costs = {}
            for name, work in (("pandas", parsed_by_pandas), ("dashboard", done_by_the_dashboard)):
                costs[name] = _row(f"{kind}, {name}", work, paths, in_memory=True)
            ratio = costs["dashboard"].seconds / costs["pandas"].seconds
            good &= ratio <= MOST and costs["dashboard"].peak <= MOST_MB
            good &= costs["dashboard"].left <= MOST_LEFT_MB
            print(f"| {kind}, {ratio:.2f} times as long (at most {MOST:g}) | | | | |", flush=True)
        _row("CSV, pandas, from a path", parsed_by_pandas, csv, in_memory=False)
        files = [BytesIO(path.read_bytes()) for path in csv]
        print(f"\nscored table {alone(scored_table_as_csv, files)}")
    return not good


def _row(name: str, work: Callable, paths: list[Path], *, in_memory: bool) -> Cost:
    """The quickest of three runs, printed."""
    cost = min(alone(measured, work, paths, in_memory) for _ in range(3))
    print(f"| {name} | {cost.seconds:.2f} | {cost.peak:.0f} | {cost.left:.0f} | {cost.said} |")
    return cost


if __name__ == "__main__":
    sys.exit(main())
