"""How often the interval of `compare_models` holds the true difference, on simulated pairs.

`python -m tests.benchmarks.interval_coverage` prints it as tables; `--runs 500` is quicker, and
`--tallied` tries the interval that a tally gives, which knows mean and spread alone. The models of
each kind of pairs are shifted to be equally good, so that every difference that is called more than
chance is called so falsely.
"""

import argparse
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from losscore import Comparison, compare_models, cross_entropy, sigmoid, squared_error
from losscore.tally_compare import normal_limits

SIZES = (10, 30, 90, 300)
TALLIED = (90, 300, 1000, 3000)
# What the mean difference of a kind is taken from.
MANY = 4_000_000

Pairs = tuple[np.ndarray, np.ndarray]


def normal(rng: np.random.Generator, n: int) -> Pairs:
    """Differences as the normal distribution has them."""
    return 10.0 + rng.normal(size=n), np.full(n, 10.0)


def two_brier_models(rng: np.random.Generator, n: int) -> Pairs:
    """Squared errors of two models that are equally far from the same two-class truth."""
    logits = rng.normal(0.0, 2.0, n)
    truth = rng.random(n) < sigmoid(logits)
    a, b = (squared_error(truth, sigmoid(logits + rng.normal(size=n))) for _ in "ab")
    return a, b


def overconfident(rng: np.random.Generator, n: int) -> Pairs:
    """Cross-entropies of a model with too few doubts and of one with the right ones."""
    logits = rng.normal(0.0, 2.0, n)
    truth = rng.random(n) < sigmoid(logits)
    return cross_entropy(truth, sigmoid(3.0 * logits)), cross_entropy(truth, sigmoid(logits))


def log_normal(rng: np.random.Generator, n: int) -> Pairs:
    """Differences that are log-normal: one model never is the better one."""
    return 1.0 + rng.lognormal(size=n), np.ones(n)


def very_wrong(rng: np.random.Generator, n: int) -> Pairs:
    """A model that is a little better except on 2 % of the samples, where it is very wrong."""
    return np.where(rng.random(n) < 0.02, 10.0, 0.1 * rng.random(n)), 0.1 + 0.1 * rng.random(n)


KINDS: dict[str, Callable[[np.random.Generator, int], Pairs]] = {
    "normal": normal,
    "two Brier models": two_brier_models,
    "overconfident": overconfident,
    "log-normal": log_normal,
    "2 % very wrong": very_wrong,
}


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=2000, help="batches of each kind and size")
    parser.add_argument("--tallied", action="store_true", help="the interval that a tally gives")
    given = parser.parse_args()
    runs, sizes = given.runs, TALLIED if given.tallied else SIZES
    found = {
        (kind, size): tally(kind, size, shift(kind), runs, given.tallied)
        for kind in KINDS
        for size in sizes
    }
    error = 100.0 * np.sqrt(0.05 * 0.95 / runs)
    print(f"Per cent of {runs:,} batches each, with a standard error of about {error:.1f}.\n")
    for place, title in enumerate(("95 % interval holds the truth", "falsely more than chance")):
        print(f"|{title}|{'|'.join(f'N = {size}' for size in sizes)}|")
        print("|:--|" + "--:|" * len(sizes))
        for kind in KINDS:
            shares = (100.0 * found[kind, size][place] / runs for size in sizes)
            print(f"|{kind}|{'|'.join(f'{share:.1f}' for share in shares)}|")
        print()


def shift(kind: str) -> float:
    """By how much model A of a kind is worse than model B."""
    a, b = KINDS[kind](np.random.default_rng(0), MANY)
    return float((a - b).mean())


def tally(kind: str, size: int, ahead: float, runs: int, tallied: bool) -> tuple[int, int]:
    """In how many batches the interval holds 0, and in how many 0 is called more than chance."""
    rng = np.random.default_rng(size)
    holds = claimed = 0
    for seed in range(runs):
        result = compared(*KINDS[kind](rng, size), ahead, seed, tallied)
        holds += result.low <= 0.0 <= result.high
        claimed += bool(result.excludes_zero)
    return holds, claimed


def compared(a: np.ndarray, b: np.ndarray, ahead: float, seed: int, tallied: bool) -> Comparison:
    """The comparison once the better model is charged so much more that both are equally good."""
    a, b = a + max(-ahead, 0.0), b + max(ahead, 0.0)
    if not tallied:
        return compare_models(a, b, seed=seed)
    result = compare_models(a, b, resamples=1)
    limits = normal_limits(result.difference, (a - b).var(), a.size, result.confidence)
    return replace(result, low=limits[0], high=limits[1])


if __name__ == "__main__":
    main()
