"""Weights act as repeats in all that the pages say of a batch, and weights of 1 as none at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from pages.ui.inputs.batch import Batch
from pages.ui.inputs.uploads.table import Coded, Table
from pages.ui.results import models, samples, slices
from tests.pages.scoring import PAIR

N, K = 60, 3
RNG = np.random.default_rng(14)
TIMES = RNG.integers(0, 5, N)
TIMES[7] = 0
COLUMN = RNG.integers(3, size=N)


def a_batch(*, soft: bool) -> Batch:
    """Predictions of which one row, that counts as none, is charged infinitely much."""
    a, b = (RNG.dirichlet(np.ones(K), N) for _ in range(2))
    truth = RNG.dirichlet(np.ones(K), N) if soft else RNG.integers(K, size=N)
    a[7] = np.eye(K)[(np.argmax(truth[7]) if soft else truth[7]) - 1]
    b[[3, 9]] = a[[3, 9]]
    return Batch("", tuple("xyz"), truth, a, b, slices={"side": Coded(COLUMN, list("lmr"))})


def taken(batch: Batch, rows: np.ndarray) -> Batch:
    codes = Coded(COLUMN[rows], list("lmr"))
    return Batch(
        "", batch.classes, batch.truth[rows], batch.a[rows], batch.b[rows], slices={"side": codes}
    )


@pytest.fixture(params=[False, True], ids=["labels", "soft truth"], scope="module")
def same(request: pytest.FixtureRequest) -> tuple[Batch, Batch]:
    """The same samples with weights, and with each row as often as its weight."""
    batch = a_batch(soft=request.param)
    return replace(batch, weight=TIMES.astype(float)), taken(batch, np.repeat(np.arange(N), TIMES))


def summed(batch: Batch) -> list:
    found = samples.summary(batch, PAIR)
    one_by_one = [name for name in SUMMED if name not in ("comparisons", "highest")]
    return [
        *(getattr(found, name) for name in one_by_one),
        found.curve.to_dict("list"),
        [compared(result) for result in found.comparisons.values()],
    ]


SUMMED = ("samples", "right", "accuracy", "means", "totals", "infinite", "disagreements")
SUMMED += ("undecided", "worst", "shares")


def compared(result) -> list:
    counts = result.samples, result.preferred, result.a_better, result.ties, result.b_better
    return [*counts, result.mean_a, result.mean_b, result.difference, result.spread]


def sliced(batch: Batch) -> list:
    scored = samples.summary(batch, PAIR)
    return [
        (cut, [(s.values, s.samples, s.means, s.shares, list(map(compared, s.compared.values())))])
        for cut in slices.cuts(scored)
        for s in slices.slices(scored, cut)
    ]


def ranked(batch: Batch) -> list:
    tables = {
        model: Table(model, batch.classes, batch.truth, proba, weight=batch.weight)
        for model, proba in batch.models.items()
    }
    return models.ranking(tables, PAIR)


FIGURES = [summed, sliced, ranked]


def numbers(value: object) -> list:
    """All numbers and texts in a value, in their order."""
    if isinstance(value, Mapping):
        return [*value, *(n for part in value.values() for n in numbers(part))]
    if isinstance(value, list | tuple):
        return [n for part in value for n in numbers(part)]
    if isinstance(value, np.ndarray):
        return value.ravel().tolist()
    return [value]


def assert_close(one: object, other: object) -> None:
    one, other = numbers(one), numbers(other)
    assert len(one) == len(other)
    for x, y in zip(one, other, strict=True):
        assert x == (pytest.approx(y, rel=1e-9, abs=1e-12) if isinstance(y, float) else y)


@pytest.mark.parametrize("figures", FIGURES, ids=lambda f: f.__name__)
def test_a_weight_is_a_row_that_comes_as_often(same, figures):
    assert_close(*map(figures, same))


@pytest.mark.parametrize("figures", FIGURES, ids=lambda f: f.__name__)
def test_weights_of_1_change_no_digit(same, figures):
    _, plain = same
    ones = replace(plain, weight=np.ones(plain.size))
    assert numbers(figures(ones)) == numbers(figures(plain))
    intervals = [samples.summary(batch, PAIR).comparisons for batch in (ones, plain)]
    assert intervals[0] == intervals[1]


def test_the_interval_is_that_of_the_repeated_rows_but_for_the_draws(same):
    ends = [
        np.array([(r.low, r.high) for r in samples.summary(b, PAIR).comparisons.values()])
        for b in same
    ]
    width = np.ptp(ends[1], axis=1)
    assert (np.abs(ends[0] - ends[1]) <= 0.1 * width[:, None]).all()


def test_fractions_of_samples_count_as_they_are(same):
    weighted, _ = same
    half = replace(weighted, weight=weighted.weight / 2.0)
    means = [samples.summary(batch, PAIR).means for batch in (weighted, half)]
    assert_close(*means)
    assert samples.summary(half, PAIR).samples == TIMES.sum() / 2
