"""The sum of the tallies of two parts is that of both, in whatever order and parts they come."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from losscore import CrossEntropy, tally
from losscore.exact import UNIT
from tests.losscore.tally_batches import BATCHES, EVERY, Batch


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
