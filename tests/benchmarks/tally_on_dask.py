"""A tally of 20 million rows on Dask: `python -m tests.benchmarks.tally_on_dask`.

README's recipe on a folder of Parquet in ragged and empty parts: seconds in one process, and with
two workers that are processes, their start included; each in a process of its own. Processor time
tells what that is on a machine that does nothing else. The tallies must be equal, and what they
tell must be what plain NumPy makes of the files. `--rows 1000000` takes fewer rows. It takes some
minutes, 1.5 GB of a temporary folder and 2 GB of memory.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import shutil
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

import dask
import dask.dataframe as dd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet

import losscore
from tests.test_dask import CLASSES, RECIPE

LEAST = 1.5
EMPTY = 8
ROWS_A_FILE = 250_000


def write(folder: Path, rows: int) -> None:
    """Two models' predictions of as many rows, in files of which some hold none."""
    rng = np.random.default_rng(0)
    files = max(2, rows // ROWS_A_FILE)
    ends = np.sort(rng.integers(0, rows, size=files - 1))
    ends = np.sort(np.concatenate([ends, rng.choice(ends, EMPTY), [rows]]))
    names = np.array(CLASSES)
    for number, (start, end) in enumerate(zip([0, *ends[:-1]], ends, strict=True)):
        truth = rng.integers(3, size=end - start)
        columns = {"id": np.arange(start, end), "true": names[truth]}
        for model, known in (("a", 2.0), ("b", 1.8)):
            proba = rng.standard_exponential((truth.size, 3))
            proba[np.arange(truth.size), truth] += known
            proba /= proba.sum(axis=1, keepdims=True)
            # A few are as sure as can be, and wrong now and then.
            proba[::1_000_000] = np.eye(3)[0]
            columns |= {f"{model}_{k}": proba[:, i] for i, k in enumerate(CLASSES)}
        pa.parquet.write_table(pa.table(columns), folder / f"part.{number:04}.parquet")


def of_recipe(folder: Path, workers: int) -> str:
    """What the recipe writes down, with so many workers."""
    code = RECIPE.replace('"predictions"', repr(str(folder))).replace(
        '"tally.json"', repr(str(folder.parent / "tally.json"))
    )
    if workers == 1:
        code = code.replace('scheduler="processes"', 'scheduler="synchronous"')
    else:
        code = code.replace(
            'scheduler="processes"', f'scheduler="processes", num_workers={workers}'
        )
    exec(compile(code, "recipe", "exec"), {"__name__": "__main__", "dask": dask, "dd": dd})
    return (folder.parent / "tally.json").read_text(encoding="utf-8")


class Run(NamedTuple):
    """The tally as text, the seconds and processor seconds it took, and MB at the most."""

    text: str
    seconds: float
    busy: float
    megabytes: float


def timed(folder: Path, workers: int) -> Run:
    """Run the recipe; memory is that of the process, or of each worker."""
    start = time.perf_counter()
    text = of_recipe(folder, workers)
    seconds = time.perf_counter() - start
    own, of_workers = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    busy = sum(used.ru_utime + used.ru_stime for used in (own, of_workers))
    most = (of_workers if workers > 1 else own).ru_maxrss / 1024
    return Run(text, seconds, busy, most)


def by_numpy(folder: Path) -> dict[str, float]:
    """What plain NumPy makes of the files, one after the other."""
    sums: dict[str, float] = {"rows": 0.0, "a better": 0.0, "b better": 0.0, "a infinite": 0.0}
    for path in sorted(folder.glob("*.parquet")):
        table = pd.read_parquet(path)
        labels = table["true"].map({k: i for i, k in enumerate(CLASSES)}).to_numpy(np.intp)
        truth, charged = np.eye(3)[labels], {}
        sums["rows"] += labels.size
        for model in "ab":
            proba = table[[f"{model}_{k}" for k in CLASSES]].to_numpy()
            with np.errstate(divide="ignore"):
                entropy = -np.log(proba[np.arange(labels.size), labels])
            finite = np.isfinite(entropy)
            charged[model] = ((truth - proba) ** 2).sum(axis=1)
            for name, values in (
                ("right", proba.argmax(axis=1) == labels),
                ("squared error", charged[model]),
                ("cross-entropy", entropy[finite]),
                ("infinite", ~finite),
            ):
                sums[f"{model} {name}"] = sums.get(f"{model} {name}", 0.0) + float(values.sum())
        difference = charged["a"] - charged["b"]
        apart = np.abs(difference) > 1e-12
        sums["a better"] += float((apart & (difference < 0.0)).sum())
        sums["b better"] += float((apart & (difference > 0.0)).sum())
    return sums


def check(tally: losscore.Tally, sums: dict[str, float]) -> None:
    """Raise unless the tally tells the same."""
    result = tally.compare("a", "b", "squared_error")
    told = {"rows": tally.rows, "a better": result.a_better, "b better": result.b_better}
    for model in "ab":
        told[f"{model} right"] = tally.accuracy(model) * tally.rows
        told[f"{model} squared error"] = tally.mean(model, "squared_error") * tally.rows
        told[f"{model} infinite"] = tally.infinite(model, "cross_entropy")
        if not told[f"{model} infinite"]:
            told[f"{model} cross-entropy"] = tally.mean(model, "cross_entropy") * tally.rows
    for name, value in told.items():
        np.testing.assert_allclose(value, sums[name], rtol=1e-9, err_msg=name)


def main() -> None:
    """Write, measure, check and print; fail where two workers are not that much faster."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000_000)
    rows = parser.parse_args().rows
    top = Path(tempfile.mkdtemp())
    try:
        folder = top / "predictions"
        folder.mkdir()
        if shutil.disk_usage(top).free < 150 * rows:
            sys.exit(f"{top} has too little room for {rows:,} rows")
        write(folder, rows)
        found = {}
        context = multiprocessing.get_context("spawn")
        for workers in (1, 2):
            with ProcessPoolExecutor(1, mp_context=context) as pool:
                run = pool.submit(timed, folder, workers).result()
            found[workers] = losscore.Tally.from_json(run.text), run.seconds
            kind = "one process" if workers == 1 else f"{workers} workers, each"
            print(
                f"{rows:,} rows: {run.seconds:.1f} s, {run.busy:.1f} s of a processor; "
                f"{kind} up to {run.megabytes:,.0f} MB",
                flush=True,
            )
        (alone, slow), (both, fast) = found.values()
        assert alone == both
        check(both, by_numpy(folder))
        print(f"The same tally, {len(both.to_json()) // 1000} kB of text, as NumPy has it.")
        print(f"Two workers are {slow / fast:.2f} times as fast; at least {LEAST} is asked for.")
        if slow / fast < LEAST:
            sys.exit(1)
    finally:
        shutil.rmtree(top)


if __name__ == "__main__":
    main()
