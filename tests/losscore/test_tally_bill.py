"""What could be had back of a loss, from a tally: exact where it says so, and else never more."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from losscore import LOSSES, CrossEntropy, PowerLoss, decompose, tally

LABELLED = st.builds(
    lambda seed, size, classes, weighted: (seed, size, classes, weighted),
    st.integers(0, 10**6),
    st.integers(1, 80),
    st.sampled_from([2, 4]),
    st.booleans(),
)
SUMS = ("squared_error", "cross_entropy", "power")


def labelled(seed, size, classes, weighted):
    rng = np.random.default_rng(seed)
    weights = rng.integers(0, 4, size).astype(float) + 1e-3 if weighted else None
    return rng.integers(classes, size=size), rng.dirichlet(np.full(classes, 0.4), size), weights


@given(LABELLED)
def test_loss_and_uncertainty_are_those_of_the_rows_and_the_rest_is_no_more(drawn):
    y, proba, weights = labelled(*drawn)
    found = tally(y, {"A": proba}, sample_weight=weights, losses=SUMS)
    for loss in SUMS:
        rows = decompose(y, proba, loss=loss, sample_weight=weights)
        bill = found.decompose("A", loss)
        assert bill.loss == pytest.approx(rows.loss, rel=1e-9)
        assert bill.uncertainty == pytest.approx(rows.uncertainty, rel=1e-9, abs=1e-12)
        np.testing.assert_allclose(bill.by_class[:, 3], rows.by_class[:, 3], atol=1e-12)
        assert 0.0 <= bill.discrimination <= rows.discrimination + 1e-12
        assert 0.0 <= bill.miscalibration <= max(rows.miscalibration, 0.0) + 1e-9
        if np.isfinite(bill.loss):
            split = bill.uncertainty - bill.discrimination + bill.miscalibration
            assert split == pytest.approx(bill.loss, rel=1e-12)


def test_it_is_the_bill_of_the_rows_where_each_bin_holds_one_prediction():
    rng = np.random.default_rng(0)
    p = rng.choice(np.arange(20) / 20 + 0.02, 3_000)
    y = (rng.uniform(size=p.size) < p**2).astype(int)
    found = tally(y, {"A": p}, losses=SUMS)
    for loss in SUMS:
        rows, bill = decompose(y, p, loss=loss), found.decompose("A", loss)
        assert bill.miscalibration > 0.0
        assert bill.miscalibration == pytest.approx(rows.miscalibration, rel=1e-9)
        assert bill.discrimination == pytest.approx(rows.discrimination, rel=1e-9)


def test_where_bins_are_too_coarse_nothing_is_said_to_be_had_back():
    p = np.array([0.001] * 900 + [0.04] * 100)
    y = np.zeros(1000, int)
    y[:1], y[900:904] = 1, 1
    bill = tally(y, {"A": p}).decompose("A", "cross_entropy")
    assert bill.miscalibration == 0.0
    assert bill.discrimination == bill.uncertainty - bill.loss


def test_what_it_cannot_tell_is_refused():
    soft = tally([[0.6, 0.4], [0.4, 0.6]], {"A": [[0.5, 0.5]] * 2})
    one_loss = tally([[0.6, 0.4], [0.3, 0.7]], {"A": [[0.5, 0.5]] * 2}, losses=["squared_error"])
    for found in (soft, one_loss):
        assert found.soft
        with pytest.raises(ValueError, match="a tally of a soft truth does not tell"):
            found.decompose("A", "squared_error")
    hard = tally([[1.0, 0.0], [0.0, 1.0]], {"A": [[0.5, 0.5]] * 2}, losses=["power", "spherical"])
    assert not hard.soft
    with pytest.raises(ValueError, match=r"loss 'power' was tallied with \{'a': 0.5\}"):
        hard.decompose("A", PowerLoss(0.1))
    with pytest.raises(ValueError, match="loss must be one of 'power', 'spherical'"):
        hard.decompose("A", "squared_error")
    three = tally([0], {"A": [[0.5, 0.5, 0.0]]}, losses=["spherical"])
    with pytest.raises(ValueError, match="has no weight over thresholds for 3 classes"):
        three.decompose("A", "spherical")


def test_a_loss_is_known_by_its_name_and_its_own_numbers():
    found = tally([0], {"A": [[0.5, 0.5]]}, losses=[CrossEntropy(0.1), PowerLoss(0.25)])
    assert found.scored_with(CrossEntropy(0.1))
    assert found.scored_with(PowerLoss(0.25))
    assert not any(map(found.scored_with, LOSSES.values()))
