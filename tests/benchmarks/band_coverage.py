"""How often the band of `difference_band` holds the true difference at all thresholds at once.

`python -m tests.benchmarks.band_coverage` prints it as a table; `--runs 100` is quicker.
"""

import argparse
from collections.abc import Callable

import numpy as np

from losscore import difference_band, sigmoid, softmax, threshold_curve

SIZES = (100, 300, 1000, 5000)
THRESHOLDS = np.linspace(0.02, 0.98, 49)
# What the true difference is taken from.
MANY = 2_000_000

Batch = tuple[np.ndarray, np.ndarray, np.ndarray]


def overconfident(rng: np.random.Generator, n: int, classes: int = 3) -> Batch:
    """A noisy model, and one that is too sure as well."""
    logits = rng.normal(0.0, 1.5, (n, classes))
    noisy = [logits + rng.normal(0.0, 0.3, (n, classes)) for _ in "ab"]
    return drawn(rng, softmax(logits)), softmax(noisy[0]), softmax(1.5 * noisy[1])


def many_classes(rng: np.random.Generator, n: int) -> Batch:
    """The same of ten classes."""
    return overconfident(rng, n, 10)


def equally_good(rng: np.random.Generator, n: int) -> Batch:
    """Two models of two classes that are equally far from the truth."""
    logits = rng.normal(0.0, 2.0, n)
    a, b = (sigmoid(logits + rng.normal(size=n)) for _ in "ab")
    return (rng.random(n) < sigmoid(logits)).astype(int), a, b


def rare(rng: np.random.Generator, n: int) -> Batch:
    """The same of a class that one sample in twenty is of."""
    logits = rng.normal(-4.0, 1.5, n)
    a, b = (sigmoid(logits + 0.5 * rng.normal(size=n)) for _ in "ab")
    return (rng.random(n) < sigmoid(logits)).astype(int), a, b


KINDS: dict[str, Callable[[np.random.Generator, int], Batch]] = {
    "overconfident": overconfident,
    "of ten classes": many_classes,
    "equally good": equally_good,
    "rare class": rare,
}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=500, help="batches of each kind and size")
    runs = parser.parse_args().runs
    print(
        "Per cent of the bands with limits that hold the truth (of all batches that have limits)."
    )
    print(f"|95 % band|{'|'.join(f'N = {size:,}' for size in SIZES)}|")
    print("|:--|" + "--:|" * len(SIZES))
    for kind, draw in KINDS.items():
        truth = true_difference(draw)
        cells = (cell(*tally(draw, size, truth, runs), runs) for size in SIZES)
        print(f"|{kind}|{'|'.join(cells)}|", flush=True)


def cell(holds: int, limits: int, runs: int) -> str:
    """Both shares in per cent."""
    return f"{100.0 * holds / limits:.1f} ({100.0 * limits / runs:.0f})" if limits else "none"


def drawn(rng: np.random.Generator, chances: np.ndarray) -> np.ndarray:
    """A label of each row, by its chances."""
    above = rng.random(len(chances))[:, np.newaxis] > np.cumsum(chances, axis=1)
    return np.minimum(above.sum(axis=1), chances.shape[1] - 1)


def true_difference(draw: Callable[[np.random.Generator, int], Batch]) -> np.ndarray:
    """The difference of the curves of so many samples that chance is out of play."""
    truth, *models = draw(np.random.default_rng(0), MANY)
    a, b = (threshold_curve(truth, proba, thresholds=THRESHOLDS).values for proba in models)
    return a - b


def tally(
    draw: Callable[[np.random.Generator, int], Batch], size: int, truth: np.ndarray, runs: int
) -> tuple[int, int]:
    """How many bands hold the truth wherever they have limits, and how many have limits."""
    rng = np.random.default_rng(size)
    holds = limits = 0
    for seed in range(runs):
        band = difference_band(*draw(rng, size), THRESHOLDS, seed=seed, resamples=500)
        if band.low is None:
            continue
        limits += 1
        holds += not ((truth < band.low) | (truth > band.high)).any()
    return holds, limits


if __name__ == "__main__":
    main()
