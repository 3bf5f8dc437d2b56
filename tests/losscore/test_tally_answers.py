"""What is told from a tally is what the rows tell."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import losscore
from losscore import LOSSES, compare_models, tally
from losscore.tally_sums import GRID
from tests.losscore.tally_batches import BATCHES, EVERY, Batch


@given(BATCHES)
def test_penalties_and_comparisons_are_those_of_the_rows(batch):
    if batch.weights is not None and not batch.weights.any():
        return
    found = batch.tally()
    for name, loss in LOSSES.items():
        a, b = (loss.penalties(batch.y, proba) for proba in batch.models.values())
        within = sum(loss.resolution(batch.y, proba) for proba in batch.models.values())
        weights = np.ones(len(a)) if batch.weights is None else batch.weights
        rows = compare_models(a, b, within=within, sample_weight=batch.weights, resamples=2)
        result = found.compare("A", "B", name)
        assert result.preferred == rows.preferred
        assert (result.differ, result.samples) == (rows.differ, pytest.approx(rows.samples))
        for field in ("mean_a", "mean_b", "a_better", "ties", "b_better"):
            assert getattr(result, field) == pytest.approx(getattr(rows, field), rel=1e-12), field
        if rows.difference is None:
            assert result.difference is None
        else:
            assert result.difference == pytest.approx(rows.difference, rel=1e-9, abs=1e-12)
        if result.hangs_on_more_than is None:
            assert result.hangs_on == rows.hangs_on
            if rows.hangs_on:
                left = np.isin(batch.ids, [row.id for row in result.rows], invert=True)
                kept = left & (weights > 0)
                again = compare_models(
                    a[kept], b[kept], within=within[kept], sample_weight=weights[kept], resamples=2
                )
                assert again.preferred != rows.preferred
        else:
            assert rows.hangs_on is None or rows.hangs_on > result.hangs_on_more_than == 20
        assert found.infinite("A", name) == pytest.approx(weights[np.isinf(a)].sum())
        if np.isfinite(a[weights > 0]).all():
            used = np.repeat(a, 1)[weights > 0]
            spread = math.sqrt(np.cov(used, aweights=weights[weights > 0], bias=True))
            assert found.deviation("A", name) == pytest.approx(spread, rel=1e-9, abs=1e-12)


def test_models_are_compared_in_either_order():
    found = Batch(5, 200, zeros=False).tally()
    for loss in EVERY:
        one, other = found.compare("A", "B", loss), found.compare("B", "A", loss)
        assert (one.difference, one.low, one.high) == (-other.difference, -other.high, -other.low)
        assert (one.a_better, one.hangs_on) == (other.b_better, other.hangs_on)
        assert one.preferred == -other.preferred
        assert [row.id for row in one.rows] == [row.id for row in other.rows]


def test_the_interval_is_that_of_a_mean():
    batch = Batch(3, 400, zeros=False)
    found = batch.tally().compare("A", "B", "squared_error")
    a, b = (losscore.squared_error(batch.y, proba) for proba in batch.models.values())
    d = a - b
    width = 1.959963984540054 * d.std() / math.sqrt(d.size)
    assert found.low == pytest.approx(d.mean() - width, rel=1e-9)
    assert found.high == pytest.approx(d.mean() + width, rel=1e-9)


def test_two_samples_have_an_interval_and_one_has_none():
    models = {"a": [[0.5, 0.5], [0.9, 0.1]], "b": [[0.8, 0.2]] * 2}
    two = tally([0, 0], models).compare("a", "b", "squared_error")
    # Differences of 0.42 and −0.06: their spread is 0.24, and 1.96 is the normal 97.5 % point.
    width = 1.959964 * 0.24 / math.sqrt(2.0)
    assert (two.low, two.high) == pytest.approx((0.18 - width, 0.18 + width), rel=1e-6)
    alone = {name: rows[:1] for name, rows in models.items()}
    one = tally([0], alone).compare("a", "b", "squared_error")
    assert (one.low, one.high) == (None, None)


def test_the_spread_of_nearly_equal_penalties_keeps_its_digits():
    p = 0.5 + 1e-12 * np.array([-3.0, -1.0, 0.0, 2.0, 5.0])
    found = tally(np.ones(5, int), {"A": p}, losses=["cross_entropy"])
    exact = [Fraction(x) for x in losscore.cross_entropy(np.ones(5, int), p).tolist()]
    mean = sum(exact) / 5
    variance = float(sum((x - mean) ** 2 for x in exact) / 5)
    assert found.deviation("A", "cross_entropy") == pytest.approx(math.sqrt(variance), rel=1e-12)


def test_what_rounded_predictions_leave_open_is_a_tie():
    models = {"A": [[0.4, 0.6]] * 40, "B": [[0.400004, 0.600004]] * 40}
    found = tally([1] * 40, models).compare("A", "B", "cross_entropy")
    assert found.mean_a != found.mean_b
    assert (found.preferred, found.ties, found.hangs_on) == (0, 40, None)


@given(BATCHES)
def test_disagreements_are_those_of_the_rows(batch):
    found = batch.tally()
    weights = np.ones(len(batch.y)) if batch.weights is None else batch.weights
    if not weights.any():
        return
    signs = {
        name: losscore.preferences(
            *(loss.penalties(batch.y, proba) for proba in batch.models.values()),
            within=sum(loss.resolution(batch.y, proba) for proba in batch.models.values()),
        )
        for name, loss in LOSSES.items()
    }
    for one in EVERY:
        for other in EVERY:
            opposite = weights[losscore.disagreements(signs[one], signs[other])].sum()
            assert found.disagreements("A", "B", one, other) == pytest.approx(opposite)


@given(BATCHES)
def test_the_threshold_curve_is_that_of_the_rows(batch):
    if batch.weights is not None and not batch.weights.any():
        return
    found = batch.tally().threshold_curve("B")
    rows = losscore.threshold_curve(
        batch.y, batch.models["B"], thresholds=GRID, sample_weight=batch.weights
    )
    np.testing.assert_allclose(found.values, rows.values, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(found.before, rows.before, rtol=1e-12, atol=1e-12)
    with pytest.raises(ValueError, match="a curve at given thresholds has no integral"):
        found.loss("squared_error")


@given(BATCHES)
def test_accuracy_and_confusion_are_counted_as_the_rows_are(batch):
    weights = np.ones(len(batch.y)) if batch.weights is None else batch.weights
    if not weights.any():
        return
    found, classes = batch.tally(), batch.models["A"].shape[1]
    labels = batch.y.argmax(axis=1) if batch.y.ndim == 2 else batch.y
    for model, proba in batch.models.items():
        counted = np.zeros((classes, classes))
        for label, predicted, weight in zip(labels, proba.argmax(axis=1), weights, strict=True):
            counted[label, predicted] += weight
        np.testing.assert_allclose(found.confusion(model), counted, rtol=1e-12)
        right = np.trace(counted) / weights.sum()
        assert found.accuracy(model) == pytest.approx(right, rel=1e-12)


@given(BATCHES)
def test_reliability_is_that_of_the_rows_of_each_bin(batch):
    weights = np.ones(len(batch.y)) if batch.weights is None else batch.weights
    if not weights.any():
        return
    proba = batch.models["A"]
    y = batch.y if batch.y.ndim == 2 else np.eye(proba.shape[1])[batch.y]
    found = batch.tally().reliability("A")
    for k in range(proba.shape[1]):
        for b in range(20):
            inside = np.minimum((proba[:, k] * 20).astype(int), 19) == b
            n = weights[inside].sum()
            assert found.samples[k, b] == pytest.approx(n, rel=1e-12)
            if n:
                predicted = weights[inside] @ proba[inside, k] / n
                assert found.predicted[k, b] == pytest.approx(predicted, rel=1e-12)
                observed = weights[inside] @ y[inside, k] / n
                assert found.observed[k, b] == pytest.approx(observed, rel=1e-12, abs=1e-15)
            else:
                assert np.isnan(found.predicted[k, b])


def test_the_edge_of_each_bin_belongs_to_it():
    assert [int(k / 20 * 20) for k in range(20)] == list(range(20))


@given(BATCHES)
def test_perfect_samples_are_those_of_the_rows(batch):
    weights = np.ones(len(batch.y)) if batch.weights is None else batch.weights
    if not weights.any():
        return
    found = batch.tally()
    for name, loss in LOSSES.items():
        own = loss.penalties(batch.y, batch.y) if batch.y.ndim == 2 else np.zeros(len(weights))
        rest = float(weights @ own / weights.sum())
        assert found.perfect(name) == pytest.approx(rest, rel=1e-12, abs=1e-15)
        target = rest + 0.1
        answer = found.perfect_samples_needed("A", name, target)
        rows = losscore.perfect_samples_needed(
            loss.penalties(batch.y, batch.models["A"]),
            target,
            perfect=found.perfect(name),
            sample_weight=weights,
        )
        assert answer.exact == pytest.approx(rows.exact, rel=1e-9)
        assert (answer.count is None) == (rows.count is None)


SKEWED = st.tuples(st.integers(0, 10**6), st.integers(2, 400), st.sampled_from([0.1, 1.0, 4.0]))


@given(SKEWED)
def test_how_many_samples_settle_it_is_what_the_rows_say_unless_few_are_behind_it(drawn):
    seed, size, tail = drawn
    rng = np.random.default_rng(seed)
    y = rng.integers(2, size=size)
    tails = (np.clip(tail * rng.standard_t(2, size), -30.0, 30.0) for _ in "AB")
    models = {name: 1.0 / (1.0 + np.exp(z)) for name, z in zip("AB", tails, strict=True)}
    found = tally(y, models, losses=["cross_entropy"])
    a, b = (losscore.cross_entropy(y, p) for p in models.values())
    within = sum(LOSSES["cross_entropy"].resolution(y, p) for p in models.values())
    rows = compare_models(a, b, within=within, resamples=2)
    for result in (
        found.compare("A", "B", "cross_entropy"),
        found.compare("B", "A", "cross_entropy"),
    ):
        assert result.spread == pytest.approx(rows.spread, rel=1e-9)
        assert result.behind <= rows.behind * (1 + 1e-9)
        if rows.behind >= 30:  # 40 rows are known: as many as decide whether it is below 10.
            assert result.behind >= result.FEW
        if result.detectable is not None:
            expected = (1.959963984540054 + 0.8416212335729143) * rows.spread / math.sqrt(size)
            assert result.detectable == pytest.approx(expected, rel=1e-9)
            if result.preferred:
                needed = size * (expected / rows.difference) ** 2
                assert result.settled_by == pytest.approx(math.ceil(needed), rel=1e-9, abs=1)


def test_penalties_as_large_as_a_tally_takes_have_a_spread():
    class Large(losscore.SquaredError):
        def penalties(self, y_true, y_proba, *, classes=None):
            return super().penalties(y_true, y_proba, classes=classes) * 1e139

    models = {"A": [0.1, 0.5, 0.9] * 20, "B": [0.4, 0.4, 0.3] * 20}
    found, plain = (
        tally([1, 0, 1] * 20, models, losses=[loss]).compare("A", "B", "squared_error")
        for loss in (Large(), losscore.SquaredError())
    )
    assert found.spread == pytest.approx(1e139 * plain.spread, rel=1e-9)
    assert found.behind == pytest.approx(plain.behind, rel=1e-9)


def test_with_weights_or_infinite_penalties_nobody_says_how_many_would_settle_it():
    batch = Batch(5, 200, weights="fractions", zeros=False)
    found = batch.tally().compare("A", "B", "squared_error")
    rows = compare_models(
        *(losscore.squared_error(batch.y, proba) for proba in batch.models.values()),
        sample_weight=batch.weights,
        resamples=2,
    )
    assert found.spread == pytest.approx(rows.spread, rel=1e-9)
    assert (found.behind, found.detectable, found.settled_by) == (None, None, None)
    infinite = Batch(5, 200).tally().compare("A", "B", "cross_entropy")
    assert (infinite.spread, infinite.behind) == (None, None)
    same = tally([0, 1], {"A": [0.5, 0.5], "B": [0.5, 0.5]}).compare("A", "B", "squared_error")
    assert (same.spread, same.behind) == (0.0, None)
