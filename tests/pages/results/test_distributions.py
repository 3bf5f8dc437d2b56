"""What the losses charge one sample, as every page asks for it."""

from __future__ import annotations

import numpy as np
import pytest

from losscore import LOSSES
from pages.ui.inputs.presets import PRESETS
from pages.ui.results import distributions as results

EVERY_LOSS = pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES)


@EVERY_LOSS
def test_the_share_saved_by_halving_a_small_residual_is_that_of_its_penalties(loss):
    whole, half = loss.penalties([1, 1], [[1e-6, 1 - 1e-6], [5e-7, 1 - 5e-7]])
    assert results.saved_by_halving(loss) == pytest.approx(1 - half / whole, rel=1e-3)


@EVERY_LOSS
def test_no_class_adds_more_than_the_most(loss):
    draws = np.random.default_rng(0).dirichlet(np.full(4, 0.1), size=(2, 1000))
    drawn = loss.terms(*draws).max()
    assert drawn <= results.most_of_a_class(loss)


@EVERY_LOSS
def test_no_spread_of_the_rest_is_charged_less_or_more_than_the_curve_says(loss):
    curve = results.curve((1.0, 0.0, 0.0), loss)
    shares = np.random.default_rng(0).uniform(size=curve.p.size)
    rest = 1 - curve.p
    proba = np.column_stack([curve.p, rest * shares, rest * (1 - shares)])
    charged = loss.penalties(np.zeros(curve.p.size, dtype=int), proba)
    assert (curve.low <= charged + 1e-12).all()
    assert (charged <= curve.high + 1e-12).all()


@EVERY_LOSS
def test_the_curve_of_a_soft_truth_goes_through_what_the_truth_itself_costs(loss):
    truth = PRESETS["soft_truth"].samples[0].truth
    curve = results.curve(truth, loss)
    least = curve.low.argmin()
    assert curve.p[least] == pytest.approx(0.7)
    assert curve.low[least] == pytest.approx(loss.penalties([truth], [truth])[0], abs=1e-12)


@EVERY_LOSS
def test_the_field_is_what_losscore_charges_every_prediction(loss):
    field = results.field((0.0, 1.0, 0.0), loss)
    assert field == pytest.approx(
        loss.penalties(np.ones(len(field), dtype=int), results.EVERY_PREDICTION)
    )
