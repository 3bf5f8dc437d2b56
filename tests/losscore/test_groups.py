"""Groups, as folds: the interval takes them as independent, and not the samples in them."""

import math
import re

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from losscore import compare_models
from losscore.student import student_quantile

INF = math.inf
SIZES = [40, 25, 60, 33, 42]


def in_folds(seed=0, sizes=SIZES, apart=0.3):
    """Penalties of both models whose difference is another one in each fold."""
    rng = np.random.default_rng(seed)
    folds = np.repeat(np.arange(len(sizes)), sizes)
    b = rng.gamma(2.0, size=folds.size)
    shift = 2.0 + apart * rng.standard_normal(len(sizes))
    return b + shift[folds] + 0.2 * rng.standard_normal(folds.size), b, folds


def by_the_formula(a, b, folds, weights):
    """The standard error of the mean difference, written out."""
    rows = list(zip(a.tolist(), b.tolist(), folds.tolist(), weights.tolist(), strict=True))
    total = sum(w for *_, w in rows)
    mean = sum(w * (x - y) for x, y, _, w in rows) / total
    sums = {}
    for x, y, fold, w in rows:
        sums[fold] = sums.get(fold, 0.0) + w * (x - y - mean)
    count = len(sums)
    return mean, math.sqrt(count / (count - 1) * sum(u * u for u in sums.values())) / total


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 5, 9, 30, 999, 1000, 1001, 100_000])
@pytest.mark.parametrize("p", [0.6, 0.8, 0.975, 0.9995])
def test_quantiles_are_those_of_students_t(p, freedom):
    assert student_quantile(p, freedom) == pytest.approx(stats.t.ppf(p, freedom), rel=1e-10)


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("confidence", [0.8, 0.95])
def test_the_interval_is_the_difference_and_as_many_cluster_robust_errors_as_t_says(
    weighted, confidence
):
    a, b, folds = in_folds()
    weights = np.random.default_rng(1).exponential(2.0, folds.size) if weighted else folds * 0 + 1
    result = compare_models(a, b, groups=folds, sample_weight=weights, confidence=confidence)
    mean, error = by_the_formula(a, b, folds, weights)
    width = stats.t.ppf(0.5 + confidence / 2, len(SIZES) - 1) * error
    assert (result.low, result.high) == pytest.approx((mean - width, mean + width), rel=1e-12)
    assert result.difference == pytest.approx(mean, rel=1e-12)
    assert result.groups == len(SIZES)
    assert result.spread == pytest.approx(error * math.sqrt(weights.sum()), rel=1e-12)


def test_of_folds_of_one_size_it_is_the_t_test_on_their_means():
    a, b, folds = in_folds(sizes=[30] * 6)
    means = (a - b).reshape(6, 30).mean(axis=1)
    expected = stats.ttest_1samp(means, 0.0).confidence_interval(0.95)
    result = compare_models(a, b, groups=folds)
    assert (result.low, result.high) == pytest.approx(tuple(expected), rel=1e-12)


def test_of_groups_of_one_sample_it_is_the_t_test_on_the_samples():
    a, b, _ = in_folds()
    expected = stats.ttest_rel(a, b).confidence_interval(0.95)
    result, plain = compare_models(a, b, groups=np.arange(a.size)), compare_models(a, b)
    assert (result.low, result.high) == pytest.approx(tuple(expected), rel=1e-12)
    assert result.spread == pytest.approx(plain.spread, rel=1e-12)
    assert result.behind == pytest.approx(plain.behind, rel=1e-12)


def test_where_folds_differ_it_holds_the_difference_as_often_as_it_says_and_else_it_does_not():
    held = {"samples": 0, "folds": 0}
    for seed in range(200):
        a, b, folds = in_folds(seed, [20] * 5)
        for name, groups in (("samples", None), ("folds", folds)):
            result = compare_models(a, b, groups=groups, resamples=200)
            held[name] += result.low <= 2.0 <= result.high
    assert 183 <= held["folds"] <= 198  # 190 ± 2.3 standard deviations of a binomial count.
    assert held["samples"] < 100


def test_all_else_is_as_without_groups():
    a, b, folds = in_folds()
    plain, by_fold = compare_models(a, b), compare_models(a, b, groups=folds)
    for name in ("samples", "mean_a", "mean_b", "preferred", "differ", "hangs_on", "ties"):
        assert getattr(plain, name) == getattr(by_fold, name)
    assert plain.groups is None


@pytest.mark.parametrize(
    "named",
    [
        lambda folds: folds.tolist(),
        lambda folds: [f"fold {k}" for k in folds],
        lambda folds: 4 - folds,
        lambda folds: folds.astype(np.int8),
        lambda folds: folds / 2.0,
        lambda folds: pd.Series(folds).astype("category"),
    ],
)
def test_what_groups_are_called_is_no_matter_nor_the_order_of_the_rows(named):
    a, b, folds = in_folds()
    result = compare_models(a, b, groups=folds)
    other = compare_models(a, b, groups=named(folds))
    assert (other.low, other.high) == pytest.approx((result.low, result.high), rel=1e-12)
    order = np.random.default_rng(2).permutation(a.size)
    other = compare_models(a[order], b[order], groups=folds[order])
    assert (other.low, other.high) == pytest.approx((result.low, result.high), rel=1e-12)


def test_a_weight_is_a_row_of_the_same_group_that_comes_as_often():
    a, b, folds = in_folds()
    times = np.random.default_rng(3).integers(0, 4, a.size)
    times[folds == 4] = 0
    weighted = compare_models(a, b, groups=folds, sample_weight=times)
    a, b, folds = (np.repeat(x, times) for x in (a, b, folds))
    repeated = compare_models(a, b, groups=folds)
    assert weighted.groups == repeated.groups == 4
    for name in ("low", "high", "spread", "behind"):
        assert getattr(weighted, name) == pytest.approx(getattr(repeated, name), rel=1e-10)


def test_of_one_group_there_is_no_interval_and_of_infinite_penalties_none():
    one = compare_models([0.5, 0.1], [0.25, 0.3], groups=["x", "x"])
    assert (one.groups, one.low, one.high, one.spread, one.detectable) == (1, *[None] * 4)
    infinite = compare_models([INF, 0.1], [0.25, 0.3], groups=[0, 1])
    assert (infinite.difference, infinite.low, infinite.spread) == (INF, None, None)
    both = compare_models([INF, 0.1], [INF, 0.3], groups=[0, 1])
    assert (both.difference, both.low) == (None, None)


@pytest.mark.parametrize("unit", [1e-300, 1.0, 1e300])
def test_the_unit_of_penalties_is_no_matter(unit):
    a, b, folds = in_folds()
    result, scaled = (compare_models(a * u, b * u, groups=folds) for u in (1.0, unit))
    assert (scaled.low / unit, scaled.high / unit) == pytest.approx((result.low, result.high))


def test_groups_with_the_same_mean_leave_nothing_to_chance():
    result = compare_models([0.3, 0.5, 0.5, 0.3], [0.2] * 4, groups=[0, 0, 1, 1])
    assert result.low == result.high == result.difference
    assert (result.spread, result.behind) == (0.0, None)


def test_how_many_samples_are_enough_goes_by_the_same_error_and_says_nothing_of_few_groups():
    few = compare_models(*(found := in_folds())[:2], groups=found[2])
    assert few.behind < 5
    assert few.detectable is few.settled_by is None
    a, b, folds = in_folds(sizes=[4] * 80)
    many = compare_models(a, b, groups=folds)
    _, error = by_the_formula(a, b, folds, np.ones(folds.size))
    expected = sum(stats.t.ppf([0.975, 0.8], 79)) * error
    assert many.detectable == pytest.approx(expected, rel=1e-10)
    assert many.settled_by == math.ceil(a.size * (expected / many.difference) ** 2)
    assert many.detectable > 1.5 * compare_models(a, b).detectable


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        ([0, 1, 2], "groups must have shape (2,), got shape (3,)"),
        ([[0, 1]], "groups must have shape (2,), got shape (1, 2)"),
        (["x", None], "groups must name one in every row: row 1 holds None"),
        ([math.nan, 1.0], "groups must name one in every row: row 0 holds nan"),
        ([[0], [1]], "groups must have shape (2,), got shape (2, 1)"),
    ],
)
def test_groups_that_are_not_as_many_or_missing_are_refused(groups, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        compare_models([0.5, 0.1], [0.25, 0.3], groups=groups)
