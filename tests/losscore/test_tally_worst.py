"""What a tally tells of the worst samples: the share they carry, and the costliest rows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import losscore
from losscore import LOSSES, tally
from losscore.penalty_bins import bins_of
from tests.losscore.tally_batches import BATCHES, EVERY

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
