"""A tally: the sum of two parts is that of both, and what is told from it is what the rows tell."""

from __future__ import annotations

import json
import math
import re
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import losscore
from losscore import LOSSES, CrossEntropy, PowerLoss, Tally, compare_models, tally
from losscore.exact import UNIT, exact_product_sum, exact_sum
from losscore.penalty_bins import bins_of
from losscore.tally_sums import GRID

INF = math.inf
EVERY = tuple(LOSSES)
TENTHS = st.lists(st.integers(0, 10), min_size=3, max_size=3).filter(any)


class Batch:
    """N samples, and the same ones as any rows or repeats of them."""

    def __init__(self, seed, size, classes=3, soft=False, weights=None, zeros=True):
        rng = np.random.default_rng(seed)
        self.y = rng.integers(classes, size=size)
        if soft:
            self.y = rng.dirichlet(np.ones(classes), size).round(2)
            self.y[:, 0] = 1.0 - self.y[:, 1:].sum(axis=1).round(2)
            self.y = np.abs(self.y)
            self.y /= self.y.sum(axis=1, keepdims=True)
        self.models = {
            name: rng.dirichlet(np.full(classes, spread), size)
            for name, spread in (("A", 1.0), ("B", 0.4))
        }
        if zeros:  # Infinite penalties of A and of B, and rows that tie.
            for name, some in (("A", slice(0, None, 7)), ("B", slice(3, None, 5))):
                self.models[name][some] = np.eye(classes)[rng.integers(classes, size=size)][some]
            self.models["B"][1::6] = self.models["A"][1::6]
        self.ids = rng.permutation(size)
        self.weights = None
        if weights == "whole":
            self.weights = rng.integers(0, 4, size=size).astype(float)
        elif weights == "fractions":
            self.weights = rng.uniform(0.1, 3.0, size=size)

    def tally(self, rows=slice(None), losses=EVERY):
        weights = None if self.weights is None else self.weights[rows]
        models = {name: proba[rows] for name, proba in self.models.items()}
        return tally(self.y[rows], models, ids=self.ids[rows], sample_weight=weights, losses=losses)


BATCHES = st.builds(
    Batch,
    st.integers(0, 10**6),
    st.integers(1, 60),
    classes=st.sampled_from([2, 3, 5]),
    soft=st.booleans(),
    weights=st.sampled_from([None, "whole", "fractions"]),
    zeros=st.booleans(),
)


# Parts.


@given(BATCHES, st.data())
def test_the_sum_of_parts_is_the_tally_of_all_in_any_order(batch, data):
    size = len(batch.y)
    parts = data.draw(st.lists(st.integers(0, 3), min_size=size, max_size=size))
    parted = [batch.tally(np.flatnonzero(np.array(parts) == part)) for part in range(4)]
    whole = batch.tally()
    assert sum(parted) == whole
    one, two, three, four = data.draw(st.permutations(parted))
    assert (one + two) + (three + four) == one + ((two + three) + four) == whole
    assert two + one == one + two


@given(BATCHES)
def test_order_changes_no_mean_no_spread_and_no_comparison(batch):
    one, other = batch.tally(), batch.tally(np.argsort(batch.ids))
    if not one.samples:
        return
    for loss in EVERY:
        if loss == "spherical":  # Of many classes it charges a row by its place, in the last digit.
            continue
        for model in "AB":
            assert one.mean(model, loss) == other.mean(model, loss)
            assert one.deviation(model, loss) == other.deviation(model, loss)
            assert one.costliest(model, loss) == other.costliest(model, loss)
        results = [x.compare("A", "B", loss) for x in (one, other)]
        for name in ("difference", "low", "high", "preferred", "hangs_on", "differ", "rows"):
            first, second = (getattr(result, name) for result in results)
            assert first == second, name
        assert results[0].ties == pytest.approx(results[1].ties, rel=1e-12)


def test_a_tally_of_no_samples_changes_nothing():
    batch = Batch(0, 20)
    none = batch.tally(np.arange(0))
    assert (none.rows, none.samples) == (0, 0)
    assert none + none == none
    assert none + batch.tally() == batch.tally() == batch.tally() + none
    assert sum([none]) == none


def test_a_part_in_which_every_weight_is_0_is_a_tally_of_no_samples():
    batch = Batch(0, 20)
    none = tally(batch.y, batch.models, sample_weight=np.zeros(20), losses=EVERY)
    assert none == batch.tally(np.arange(0))


def test_its_rows_are_checked_all_the_same():
    with pytest.raises(ValueError, match="model 'A' must sum to 1 in every row: row 1 sums"):
        tally([0, 0], {"A": [[1, 0], [0.4, 0.5]]}, sample_weight=[0, 0])


@given(BATCHES)
def test_a_whole_weight_is_as_many_equal_rows(batch):
    times = np.random.default_rng(1).integers(0, 4, size=len(batch.y))
    batch.weights = times.astype(float)
    weighted = batch.tally()
    batch.weights = None
    repeated = batch.tally(np.repeat(np.arange(len(times)), times))
    assert weighted.samples == repeated.samples
    assert isinstance(weighted.samples, int)
    for name in ("counts", "infinite", "lines", "reliability", "confusion", "right", "signs"):
        np.testing.assert_allclose(
            weighted._sums[name], repeated._sums[name], rtol=1e-12, atol=1e-12, err_msg=name
        )
    for name in ("first", "second", "own", "margin", "pair_first", "pair_second"):
        one, other = (x._sums[name].ravel().tolist() for x in (weighted, repeated))
        for a, b in zip(one, other, strict=True):
            assert a / UNIT == pytest.approx(b / UNIT, rel=1e-12, abs=1e-30), name


@pytest.mark.parametrize(
    ("other", "message"),
    [
        (
            {"models": {"A": [[1, 0]], "C": [[1, 0]]}},
            "models of two tallies must be the same: [",
        ),
        (
            {"classes": ["x", "y"], "y": ["x"]},
            "classes of two tallies must be the same: [0,",
        ),
        (
            {"losses": ["power"]},
            "losses of two tallies must be the same: [{",
        ),
        ({"losses": ["squared_error", CrossEntropy(0.1)]}, "'settings': {'floor': 0.1}"),
    ],
)
def test_tallies_that_do_not_fit_are_not_added(other, message):
    models = {"A": [[1, 0]], "B": [[1, 0]]}
    one = tally([0], models)
    other = {"y": [0], "models": models} | other
    another = tally(other.pop("y"), other.pop("models"), **other)
    with pytest.raises(ValueError, match=re.escape(message)):
        one + another


# What is told, against the rows.


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


# Concentration: counted by size.


@given(BATCHES, st.sampled_from(EVERY))
def test_the_share_of_the_worst_lies_between_its_limits_at_most_a_64th_apart(batch, loss):
    weights = np.ones(len(batch.y)) if batch.weights is None else batch.weights
    if not weights.any():
        return
    counts = np.arange(int(weights.sum()) + 1)
    found = batch.tally().share_of_worst("A", loss, counts)
    penalties = LOSSES[loss].penalties(batch.y, batch.models["A"])
    rows = losscore.share_of_worst(penalties, counts, sample_weight=weights)
    assert (found is None) == (rows is None)
    if found is not None:
        assert (found.least <= rows + 1e-12).all()
        assert (rows <= found.most + 1e-12).all()
        assert (found.most - found.least <= 1 / 64 + 1e-12).all()


def test_the_limits_are_reached():
    base = np.array([1.0] * 8 + [1.0625 - 1e-12] * 8)  # One bin: as far apart as it allows.
    spread = losscore.share_of_worst(base, np.arange(17))
    rows = np.exp(-base)
    found = tally(
        np.zeros(16, int), {"A": np.column_stack([rows, 1 - rows])}, losses=["cross_entropy"]
    ).share_of_worst("A", "cross_entropy", range(17))
    np.testing.assert_allclose(found.most, spread, atol=1e-9)


@given(st.lists(st.floats(2.0**-160, 2.0**95), min_size=2, max_size=50))
def test_no_two_penalties_of_a_bin_are_more_than_a_16th_apart(values):
    values = np.sort(np.array(values))
    bins = bins_of(values)
    assert (np.diff(bins) >= 0).all()
    for b in np.unique(bins):
        inside = values[bins == b]
        assert inside.max() <= inside.min() * (1 + 1 / 16)


def test_no_penalty_is_too_small_or_too_large_for_a_bin():
    found = bins_of(np.array([0.0, -0.0, 5e-324, 2.0**-161, 2.0**97, 1.7e308]))
    assert found.tolist() == [0, 0, 0, 0, 4097, 4097]


# The costliest.


@given(BATCHES)
def test_the_costliest_rows_are_the_first_of_all_sorted_by_penalty_and_id(batch):
    weights = np.ones(len(batch.y)) if batch.weights is None else batch.weights
    labels = batch.y.argmax(axis=1) if batch.y.ndim == 2 else batch.y
    found = batch.tally()
    for name, loss in LOSSES.items():
        penalties = loss.penalties(batch.y, batch.models["A"])
        used = np.flatnonzero((weights > 0) & (penalties > 0))
        first = sorted(used, key=lambda i: (-penalties[i], batch.ids[i]))[:20]
        rows = found.costliest("A", name)
        assert [row.id for row in rows] == batch.ids[first].tolist()
        assert [row.penalty for row in rows] == pytest.approx(penalties[first], rel=1e-12)
        assert [row.truth for row in rows] == labels[first].tolist()
        assert [row.on_truth for row in rows] == batch.models["A"][first, labels[first]].tolist()
        assert [row.weight for row in rows] == weights[first].tolist()


def test_of_many_equal_rows_the_lowest_ids_are_kept_whatever_the_parts():
    ids = np.random.default_rng(0).permutation(500)
    parts = [tally([0] * 50, {"A": np.full((50, 2), 0.5)}, ids=some) for some in np.split(ids, 10)]
    rows = sum(parts).costliest("A", "squared_error")
    assert [row.id for row in rows] == list(range(20))


def test_ids_are_whole_numbers_or_texts():
    proba = {"A": [[0.5, 0.5]] * 3}
    for ids, kept in ((["b", "a", "c"], ["a", "b", "c"]), ([1, "x", 2.5], ["1", "2.5", "x"])):
        rows = tally([0, 0, 0], proba, ids=ids).costliest("A", "squared_error")
        assert [row.id for row in rows] == kept
    assert tally([0, 0, 0], proba).costliest("A", "squared_error")[0].id is None


# Sums.


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False)))
def test_a_sum_is_that_of_fractions(values):
    assert exact_sum(np.array(values, float)) == sum(map(Fraction, values)) * UNIT


@given(st.lists(st.tuples(st.floats(1e-60, 1e60), st.floats(-1e60, 1e60).filter(bool))))
def test_a_sum_of_products_is_that_of_fractions(pairs):
    pairs = [(a, b) for a, b in pairs if abs(a * b) > 1e-200]
    one, other = np.array(pairs, float).reshape(-1, 2).T
    exact = sum(Fraction(a) * Fraction(b) for a, b in pairs) * UNIT
    assert exact_product_sum(one, other) == exact


# Text and back.


@given(BATCHES)
def test_text_and_back_is_the_same_tally_to_the_last_digit(batch):
    found = batch.tally()
    text = found.to_json()
    again = Tally.from_json(text)
    assert again == found
    assert again.to_json() == text
    assert again + batch.tally() == found + found
    assert "NaN" not in text


def test_names_of_every_kind_survive():
    models = {"Ä 'one'": [[0.5, 0.5]], "": [[0.25, 0.75]]}
    for classes in (["cat", "dog"], [10, 20], [True, False], [0.5, 1.5]):
        found = tally([classes[0]], models, classes=classes, ids=["🐈"], losses=[PowerLoss(0.25)])
        again = Tally.from_json(found.to_json())
        assert again == found
        assert again.classes == found.classes


def broken(change):
    found = json.loads(Batch(0, 9).tally(losses=["squared_error", "cross_entropy"]).to_json())
    change(found)
    return json.dumps(found)


@pytest.mark.parametrize(("change", "message"), [
    (lambda t: t.clear(), "this is no tally: it does not say losscore_tally"),
    (lambda t: t.update(losscore_tally=2), "this tally is of version 2, and only 1 is read"),
    (lambda t: t.update(losscore_tally=True), "this tally is of version True, and only 1 is read"),
    (lambda t: t.update(models=[]), "models of a tally must be a list of 1 to 50"),
    (lambda t: t.update(models="AB"), "models of a tally must be a list of 1 to 50"),
    (lambda t: t.update(models=["A", "A"]), "models of a tally must be named differently"),
    (lambda t: t.update(models=["A", 1]), "models of a tally must be their names"),
    (lambda t: t.update(classes=[0]), "classes of a tally must be at least 2"),
    (lambda t: t.update(classes=[[], {}]), "classes of a tally must be their names"),
    (lambda t: t.update(classes=[*range(1000)], models=[*map(str, range(50))]), "more numbers"),
    (lambda t: t.update(losses=["x", "y"]), "losses of a tally must have a name and settings, got"),
    (lambda t: t["sums"].pop("first"), "sums of a tally must be rows, weight, own"),
    (lambda t: t["sums"].update(first=[]), "first of a tally must have lists at and values"),
    (lambda t: t["sums"]["rows"].update(values=[-1]), "rows of a tally must be at least 0"),
    (lambda t: t["sums"]["rows"].update(values=["9"]), "rows of a tally must be finite numbers"),
    (lambda t: t["sums"]["rows"].update(values=[1, 2]), "rows of a tally has 1 places and 2"),
    (lambda t: t["sums"]["rows"].update(at=[7]), "rows of a tally must have rising places below 1"),
    (lambda t: t["sums"]["rows"].update(at=[0.0]), "rows of a tally must have rising places"),
    (lambda t: t["sums"]["weight"].update(values=["0xg"]), "weight of a tally must be whole"),
    (lambda t: t["sums"]["weight"].update(values=["0x" + "f" * 999]), "weight of a tally must be"),
    (lambda t: t["sums"]["weight"].update(values=[9]), "weight of a tally must be whole"),
    (lambda t: t.update(costliest=[]), "costliest of a tally must be 4 lists"),
    (lambda t: t["costliest"].__setitem__(0, 3), "costliest of a tally must be lists of at"),
    (lambda t: t["costliest"][0].__setitem__(0, [1]), "must have rows of penalty, id, truth"),
    (lambda t: t["costliest"][0].reverse(), "must go from the highest down"),
    (lambda t: t["costliest"][0][0].__setitem__(1, 1.5), "id of a row must be a whole number"),
    (lambda t: t["costliest"][0][0].__setitem__(2, 3), "truth of a row must be from 0 to 2, got 3"),
    (lambda t: t["costliest"][0][0].__setitem__(4, -0.5), "on_truth of a row must be at least 0"),
    (lambda t: t["costliest"][0][0].__setitem__(4, "inf"), "on_truth of a row of a tally must be"),
    (lambda t: t["telling"][0][0].__setitem__(0, "x"), "beyond of a row of a tally must be finite"),
])  # fmt: skip
def test_what_is_no_tally_is_refused_with_a_sentence(change, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        Tally.from_json(broken(change))


@pytest.mark.parametrize("text", ["", "nothing", "[" * 100_000, "NaN", '{"a": Infinity}', "[]"])
def test_what_is_no_json_of_a_tally_is_refused(text):
    with pytest.raises(ValueError, match="this is no tally"):
        Tally.from_json(text)


# What is refused.


@pytest.mark.parametrize(("arguments", "message"), [
    ({"models": {}}, "models must be what each predicts by its name"),
    ({"models": [[1, 0]]}, "models must be what each predicts by its name"),
    ({"models": {1: [[1, 0]]}}, "models must be named by texts, got 1"),
    ({"models": {"A": 0.5}}, "model 'A' must be an array, got 0.5"),
    ({"models": {"A": [[1, 0]], "B": [[1, 0, 0]]}}, "must be of the same number of classes"),
    ({"models": {"A": [[2, 0]]}}, "model 'A' must lie within 0 to 1: row 0 holds 2"),
    ({"losses": "power"}, "losses must be a list of them, got 'power'"),
    ({"losses": []}, "losses must be at least one"),
    ({"losses": ["power", PowerLoss(0.1)]}, "losses must have different names"),
    ({"losses": ["hinge"]}, "loss must be one of"),
    ({"ids": [1, 2]}, "ids must have shape (1,), got shape (2,)"),
    ({"sample_weight": [-1]}, "sample_weight must be 0 or from 1e-100"),
    ({"models": {"A": np.empty((0, 2))}}, "y_true must hold 0 samples because"),
])  # fmt: skip
def test_arguments_that_do_not_fit_are_refused(arguments, message):
    arguments = {"y_true": [0], "models": {"A": [[1, 0]]}} | arguments
    with pytest.raises(ValueError, match=re.escape(message)):
        tally(arguments.pop("y_true"), arguments.pop("models"), **arguments)


def test_a_tally_of_no_samples_has_nothing_to_tell():
    none = tally([], {"A": np.empty((0, 3)), "B": np.empty((0, 3))})
    for ask in (
        lambda: none.mean("A", "squared_error"),
        lambda: none.compare("A", "B", "squared_error"),
        lambda: none.accuracy("A"),
        lambda: none.threshold_curve("A"),
        lambda: none.share_of_worst("A", "squared_error", [0]),
        lambda: none.perfect_samples_needed("A", "squared_error", 0.1),
        lambda: none.disagreements("A", "B", "squared_error", "cross_entropy"),
    ):
        with pytest.raises(ValueError, match="a tally of no samples has nothing to tell"):
            ask()


def test_a_model_or_loss_that_is_not_there_is_named():
    found = tally([0], {"A": [[1, 0]], "B": [[1, 0]]})
    with pytest.raises(ValueError, match="model must be one of 'A', 'B', got 'C'"):
        found.mean("C", "squared_error")
    with pytest.raises(ValueError, match="loss must be one of 'squared_error', 'cross_entropy'"):
        found.mean("A", "power")
    with pytest.raises(ValueError, match="models must be two different ones, got 'A' twice"):
        found.compare("A", "A", "squared_error")


class Huge(losscore.SquaredError):
    def penalties(self, y_true, y_proba, *, classes=None):
        return super().penalties(y_true, y_proba, classes=classes) * 1e150


def test_penalties_whose_squares_no_sum_holds_are_refused():
    with pytest.raises(ValueError, match="penalties of a tally must be at most 1e"):
        tally([0], {"A": [[0, 1]]}, losses=[Huge()])


def test_of_very_many_classes_no_confusion_is_kept():
    proba = np.full((2, 1001), 1 / 1001)
    found = tally([0, 1000], {"A": proba})
    assert found.accuracy("A") == 0.5
    with pytest.raises(ValueError, match="confusion is not kept for 1001 classes"):
        found.confusion("A")


def test_what_is_given_is_not_changed():
    batch = Batch(0, 30, soft=True, weights="whole")
    before = batch.y.copy(), batch.models["A"].copy(), batch.weights.copy()
    batch.tally()
    for one, other in zip(before, (batch.y, batch.models["A"], batch.weights), strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("dtype", [np.float32, np.float16])
def test_predictions_keep_the_tolerance_of_their_dtype(dtype):
    proba = np.random.default_rng(0).dirichlet(np.ones(3), 50).astype(dtype)
    found = tally(np.zeros(50, int), {"A": proba})
    penalties = losscore.squared_error(np.zeros(50, int), proba)
    assert found.mean("A", "squared_error") == pytest.approx(penalties.mean(), rel=1e-12)


def test_two_classes_may_come_as_one_column():
    p, rng = np.linspace(0.0, 1.0, 9), np.random.default_rng(0)
    y = rng.integers(2, size=9)
    one, two = (tally(y, {"A": proba}) for proba in (p, np.column_stack([1 - p, p])))
    assert one == two
    soft = rng.uniform(size=9)
    columns = np.column_stack([1 - soft, soft])
    assert tally(soft, {"A": p}) == tally(columns, {"A": np.column_stack([1 - p, p])})


@pytest.mark.parametrize("kind", [bool, np.int8, np.float64])
def test_labels_come_as_any_numbers(kind):
    y, proba = np.array([0, 1, 1, 0]), np.random.default_rng(0).dirichlet([1, 1], 4)
    assert tally(y.astype(kind), {"A": proba}) == tally(y, {"A": proba})


def test_names_and_ids_come_as_series_and_predictions_as_frames():
    rng = np.random.default_rng(0)
    frame = pd.DataFrame(rng.dirichlet([1, 1, 1], 6), columns=["cat", "dog", "bird"])
    labels = pd.Series(["dog", "cat", "bird"] * 2, dtype="category")
    found = tally(labels, {"A": frame}, ids=pd.Series(range(6)), classes=frame.columns)
    plain = tally([1, 0, 2] * 2, {"A": frame.to_numpy()}, ids=range(6))
    assert found.mean("A", "cross_entropy") == plain.mean("A", "cross_entropy")
    assert found.costliest("A", "cross_entropy") == plain.costliest("A", "cross_entropy")
    none = tally(labels[:0], {"A": frame[:0]}, ids=pd.Series([], dtype=str), classes=frame.columns)
    assert none + found == found
