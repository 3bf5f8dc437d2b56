"""Weights act as repeats in all that the pages say of a batch, and weights of 1 as none at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from pages.ui.inputs.batch import Batch
from pages.ui.inputs.uploads.table import Coded, Table
from pages.ui.results import calibration, compensation, models, samples, slices, thresholds
from pages.ui.results.calibration_temperature import tempered
from pages.ui.results.thresholds_chance import chance
from tests.pages.scoring import PAIR

N, K = 150, 3
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


def acted_on(batch: Batch) -> list:
    lead, drawn = thresholds.outline(batch)
    costs = [thresholds.costs(batch, theta) for theta in (0.1, 0.5)]
    band = chance(batch).band
    curves = drawn.theta, drawn.a, drawn.b, thresholds.weigh(batch, PAIR)
    return [lead, curves, costs, band.thresholds, band.difference]


def recalibrated(batch: Batch) -> list:
    bills = calibration.bills(batch, PAIR).values()
    curves = [calibration.reliability(batch, model, k) for model in "ab" for k in range(K)]
    return [
        [(b.parts.loss, b.parts.miscalibration, b.parts.by_class, b.left) for b in bills],
        [(b.needed.exact, b.needed.count, b.needed.samples, b.worst) for b in bills],
        [(c.low, c.high, c.rate, c.count) for c in curves],
        [(c.band.proba, c.band.low, c.band.high) for c in curves if c.band],
    ]


def made_up_for(batch: Batch) -> list:
    gaps = [compensation.gap(batch, loss) for loss in PAIR]
    return [(*g[:5], g.answer.exact, g.answer.count, g.answer.samples) for g in gaps]


FIGURES = [summed, sliced, ranked, acted_on, recalibrated, made_up_for]


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


def test_rows_that_count_as_none_are_no_points_of_a_picture(same):
    weighted, _ = same
    assert samples.summary(weighted, PAIR).points.tolist() == np.flatnonzero(TIMES).tolist()


def test_fractions_of_samples_count_as_they_are(same):
    weighted, _ = same
    half = replace(weighted, weight=weighted.weight / 2.0)
    means = [samples.summary(batch, PAIR).means for batch in (weighted, half)]
    assert_close(*means)
    assert samples.summary(half, PAIR).samples == TIMES.sum() / 2


def judged_on_others(batch: Batch) -> list:
    bills = calibration.bills(batch, PAIR)
    return [
        *([bill.elsewhere, bill.needed_elsewhere] for bill in bills.values()),
        *(tempered(batch, model, PAIR) for model in batch.models),
    ]


def test_what_is_fitted_on_a_part_deals_out_the_rows_that_count_once_each(same):
    weighted, repeated = same
    counting = np.flatnonzero(TIMES)
    alone = replace(taken(weighted, counting), weight=TIMES[counting].astype(float))
    assert judged_on_others(weighted) == judged_on_others(alone)
    ones = replace(repeated, weight=np.ones(repeated.size))
    assert judged_on_others(ones) == judged_on_others(repeated)
