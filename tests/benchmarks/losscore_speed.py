"""How fast and how frugal losscore is, as a table: `python tests/benchmarks/losscore_speed.py`.

Times are the best of several repeats, and only their ratios within one run mean much: each is
given beside what scikit-learn takes for the mean of the same penalties, and beside one `np.sum`
over the predictions, which no checked penalty can undercut. Takes a few minutes and 4 GB.
"""

import os
import platform
import sys
import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import sklearn
from sklearn.metrics import brier_score_loss, log_loss

sys.path.insert(0, str(Path(__file__).parents[2]))

from losscore import (
    better_under_all,
    compare_models,
    cross_entropy,
    decompose,
    difference_band,
    fit_temperature,
    recalibrated_loss,
    squared_error,
    threshold_curve,
)

SHAPES = [(1_000_000, 3), (1_000_000, 10), (100_000, 1_000)]
PENALTIES = {"cross_entropy": cross_entropy, "squared_error": squared_error}
REPEATS = 15

# At least so many times as fast as scikit-learn; at most so many times one np.sum.
LEAST_GAIN = {"cross_entropy": (8.0, 10.0, 15.0), "squared_error": (4.5, 4.5, 4.5)}
MOST_SUMS = {"cross_entropy": (16.0, 7.0, 3.0), "squared_error": (24.0, 9.0, 4.0)}


def main() -> None:
    """Print every table."""
    print(machine(), end="\n\n")
    against_scikit_learn_and_sum()
    by_number_of_rows()
    comparison()
    thresholds()
    calibration()


def machine() -> str:
    """What the figures were measured on."""
    return (
        f"{processor()}, {os.cpu_count()} cores; Python {platform.python_version()}, "
        f"NumPy {np.__version__}, scikit-learn {sklearn.__version__}"
    )


def processor() -> str:
    """The model of the processor, where the system tells."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.processor() or platform.machine()


def against_scikit_learn_and_sum() -> None:
    """Integer labels, full checking, one penalty a sample."""
    print("|rows × classes|penalty|ms|× np.sum|(most)|× scikit-learn|(least)|", end="")
    print("float32 / float64|confident ms|temporaries|")
    print("|--|--|--:|--:|--:|--:|--:|--:|--:|--:|")
    for place, (rows, classes) in enumerate(SHAPES):
        labels, proba = predictions(rows, classes)
        times = measured_together(labels, proba)
        share = {name: temporaries(penalty, labels, proba) for name, penalty in PENALTIES.items()}
        make_confident(labels, proba)
        confident = measured_penalties(labels, proba)
        for name in PENALTIES:
            cells = [
                f"{rows:,} × {classes:,}",
                name,
                f"{1e3 * times[name]:.1f}",
                f"{times[name] / times['sum']:.1f}",
                f"{MOST_SUMS[name][place]:g}",
                f"{times['scikit-learn ' + name] / times[name]:.1f}",
                f"{LEAST_GAIN[name][place]:g}",
                f"{times['float32 ' + name] / times[name]:.2f}",
                f"{1e3 * confident[name]:.1f}",
                f"{share[name]:.1%}",
            ]
            print(f"|{'|'.join(cells)}|", flush=True)
    print("\nConfident: the true class has more than half of every prediction.")
    print("Temporaries: most memory in use beyond input and result, as a share of the input.\n")


def by_number_of_rows() -> None:
    """Time a row from a thousand rows to ten million."""
    print("|rows × 3|cross_entropy ns/row|squared_error ns/row|\n|--:|--:|--:|")
    labels, proba = predictions(10_000_000, 3)
    for rows in (10**power for power in range(3, 8)):
        times = measured_penalties(labels[:rows], proba[:rows])
        cells = [f"{1e9 * seconds / rows:.1f}" for seconds in times.values()]
        print(f"|{rows:,}|{'|'.join(cells)}|", flush=True)
    print()


def comparison() -> None:
    """The paired bootstrap of a million samples."""
    rng = np.random.default_rng(0)
    a, b = rng.gamma(1.0, size=(2, 1_000_000))
    seconds = best(lambda: compare_models(a, b), repeats=5)
    peak = peak_bytes(lambda: compare_models(a, b))
    print(
        f"compare_models, 1,000,000 pairs, 2,000 resamples: {seconds:.2f} s, "
        f"{peak / 2**20:.0f} MB beside the 15 MB of input"
    )


def thresholds() -> None:
    """Two models of a million samples, at every threshold and at 200."""
    labels, a = predictions(1_000_000, 5)
    b = 0.9 * a + 0.1 * np.roll(a, 1, axis=1)
    truth, grid = np.roll(a, 1, axis=0), np.linspace(0.0, 1.0, 200)
    calls = {
        "better_under_all, labels": lambda: better_under_all(labels, a, b),
        "better_under_all, a soft truth": lambda: better_under_all(truth, a, b),
        "threshold_curve": lambda: threshold_curve(labels, a),
        "threshold_curve at 200": lambda: threshold_curve(labels, a, thresholds=grid),
        "difference_band at 200": lambda: difference_band(labels, a, b, grid),
    }
    print("\n|1,000,000 × 5|s|peak / predictions|\n|--|--:|--:|")
    for name, call in calls.items():
        given = 2 * a.nbytes if "threshold_curve" not in name else a.nbytes
        print(f"|{name}|{best(call, repeats=5):.2f}|{peak_bytes(call) / given:.1f}|", flush=True)


def calibration() -> None:
    """What could be had back of a million samples' loss, for labels and a soft truth."""
    print("\n|1,000,000 × K|K|s|peak / predictions|\n|--|--:|--:|--:|")
    for classes in (3, 10):
        labels, proba = predictions(1_000_000, classes)
        truth = np.roll(proba, 1, axis=0)
        calls = {
            "decompose": partial(decompose, labels, proba, loss="cross_entropy"),
            "decompose, a soft truth": partial(decompose, truth, proba, loss="cross_entropy"),
            "recalibrated_loss": partial(recalibrated_loss, labels, proba, loss="cross_entropy"),
            "fit_temperature": partial(fit_temperature, labels, proba),
        }
        for name, call in calls.items():
            peak = peak_bytes(call) / proba.nbytes
            print(f"|{name}|{classes}|{best(call, repeats=3):.2f}|{peak:.1f}|", flush=True)


def predictions(rows: int, classes: int) -> tuple[np.ndarray, np.ndarray]:
    """Labels and predictions that know nothing of them."""
    rng = np.random.default_rng(0)
    proba = rng.standard_exponential((rows, classes))
    proba /= proba.sum(axis=1, keepdims=True)
    return rng.integers(classes, size=rows), proba


def make_confident(labels: np.ndarray, proba: np.ndarray) -> None:
    """Move so much to the true class that it has more than half everywhere."""
    proba *= 0.4
    proba[np.arange(len(labels)), labels] += 0.6


def measured_penalties(labels: np.ndarray, proba: np.ndarray) -> dict[str, float]:
    """Seconds of each penalty."""
    return {name: best(lambda p=p: p(labels, proba)) for name, p in PENALTIES.items()}


def measured_together(labels: np.ndarray, proba: np.ndarray) -> dict[str, float]:
    """Seconds of everything compared, one after the other and again, so that drift hits all."""
    every, narrow = range(proba.shape[1]), proba.astype(np.float32)
    calls = {
        "sum": lambda: np.sum(proba),
        "cross_entropy": lambda: cross_entropy(labels, proba),
        "squared_error": lambda: squared_error(labels, proba),
        "float32 cross_entropy": lambda: cross_entropy(labels, narrow),
        "float32 squared_error": lambda: squared_error(labels, narrow),
    }
    slow = {
        "scikit-learn cross_entropy": lambda: log_loss(labels, proba, labels=every),
        "scikit-learn squared_error": lambda: brier_score_loss(
            labels, proba, labels=every, scale_by_half=False
        ),
    }
    rounds = [{k: best(c, repeats=3) for k, c in calls.items()} for _ in range(REPEATS)]
    fast = {name: min(times[name] for times in rounds) for name in calls}
    return fast | {name: best(call, repeats=3) for name, call in slow.items()}


def best(call: Callable[[], object], *, repeats: int = REPEATS) -> float:
    """Seconds of the fastest of several calls."""
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def temporaries(penalty: Callable, labels: np.ndarray, proba: np.ndarray) -> float:
    """Peak memory beyond input and result, as a share of the input."""
    result = 8 * len(labels)
    return (peak_bytes(lambda: penalty(labels, proba)) - result) / proba.nbytes


def peak_bytes(call: Callable[[], object]) -> int:
    """The most memory in use at once during the call."""
    tracemalloc.start()
    call()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


if __name__ == "__main__":
    main()
