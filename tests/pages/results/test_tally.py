"""What pages read from a tally is what they read from the rows, or within what they say of it."""

from __future__ import annotations

import numpy as np
import pytest

import losscore
from losscore import LOSSES, CrossEntropy, PowerLoss
from pages.ui.inputs.batch import Batch
from pages.ui.inputs.tallied import Tallied
from pages.ui.results import (
    calibration,
    compensation,
    tally_calibration,
    tally_thresholds,
    thresholds,
)
from pages.ui.results import tally as results
from pages.ui.results.penalties import Charge

SQUARED = (LOSSES["squared_error"],)
NAMES = ("cat", "dog", "bird")


def both(kind: str) -> tuple[Batch, Tallied]:
    """The same samples as rows and as sums."""
    rng = np.random.default_rng(0)
    classes = 2 if kind == "two classes" else 3
    size = {"one sample": 1, "three samples": 3}.get(kind, 400)
    truth = rng.integers(classes, size=size)
    a, b = (rng.dirichlet(np.full(classes, spread), size) for spread in (1.0, 0.5))
    if kind == "infinite":
        b[::50] = np.eye(classes)[rng.integers(classes, size=8)]
    if kind == "tied":
        b = a
    if kind == "clear":
        b = 0.9 * np.eye(classes)[truth] + 0.1 / classes
    if kind == "soft":
        truth = rng.dirichlet(np.ones(classes), size)
    names = NAMES[:classes]
    batch = Batch("rows.csv", names, truth, a, b)
    labels = truth if truth.ndim == 2 else np.array(names)[truth]
    sums = losscore.tally(labels, {"x": a, "y": b}, classes=names, losses=[*LOSSES])
    return batch, Tallied("tally.json", sums, {"a": "x", "b": "y"})


KINDS = ("plain", "two classes", "infinite", "tied", "clear", "soft", "one sample", "three samples")


@pytest.mark.parametrize("kind", KINDS)
def test_pages_tell_the_same_of_the_sums_as_of_the_rows(kind):
    batch, case = both(kind)
    assert (case.size, case.classes) == (batch.size, batch.classes)
    for loss in LOSSES.values():
        rows, sums = compensation.gap(batch, loss), results.gap(case, loss.name)
        assert sums[:2] == rows[:2]
        for field in ("total", "target"):
            assert getattr(sums, field) == pytest.approx(getattr(rows, field), rel=1e-9)
        assert (sums.infinite, sums.answer.count) == (rows.infinite, rows.answer.count)
        assert sums.answer.exact == pytest.approx(rows.answer.exact, rel=1e-9)
    losses = tuple(LOSSES.values())
    rows, sums = (module.weigh(c, losses) for module, c in _of(batch, case))
    assert [type(one) for one in sums.values()] == [type(one) for one in rows.values()]
    for one, other in zip(sums.values(), rows.values(), strict=True):
        kept = ("a", "b") if isinstance(one, Charge) else ("a", "b", "rest")
        for field in kept:
            expected = pytest.approx(getattr(other, field), rel=1e-9, abs=1e-12)
            assert getattr(one, field) == expected
        assert one.preferred == other.preferred
    for theta in np.arange(101) / 100:
        near = tally_thresholds.nearest(case, theta)
        assert near == pytest.approx(theta, abs=1e-15)
        expected = thresholds.costs(batch, near)
        assert tally_thresholds.costs(case, near) == pytest.approx(expected, abs=1e-12)
    assert tally_thresholds.is_spread(case) == thresholds.is_spread(batch)


def _of(batch, case):
    return (thresholds, batch), (tally_thresholds, case)


@pytest.mark.parametrize("kind", KINDS)
def test_who_is_ahead_on_the_grid_contradicts_nothing_of_the_exact_curves(kind):
    batch, case = both(kind)
    (exact, _), (lead, drawn) = thresholds.outline(batch), tally_thresholds.outline(case)
    ahead = {model for model, size in lead.ahead.items() if size}
    if exact.same:
        assert not ahead
    if exact.everywhere:
        assert ahead <= {exact.everywhere}
    if len(ahead) == 2:
        assert exact.everywhere is None
    assert sum(lead.ahead.values()) <= lead.thresholds
    for model in "ab":
        curve = losscore.threshold_curve(batch.truth, batch.models[model])
        np.testing.assert_allclose(
            getattr(drawn, model)[::2], curve.at(drawn.theta[::2]), atol=1e-12
        )


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "soft"])
def test_no_more_is_said_to_be_had_back_than_the_rows_say(kind):
    batch, case = both(kind)
    losses = (*LOSSES.values(),)
    rows, sums = calibration.bills(batch, losses), tally_calibration.bills(case, losses)
    assert sums.keys() == rows.keys()
    for key, bill in sums.items():
        exact = rows[key]
        assert bill.parts.loss == pytest.approx(exact.parts.loss, rel=1e-9)
        assert bill.parts.uncertainty == pytest.approx(exact.parts.uncertainty, rel=1e-9, abs=1e-12)
        assert bill.saved <= exact.saved + 1e-9
        assert bill.left >= exact.left - 1e-9
        assert bill.needed.exact <= exact.needed.exact * (1 + 1e-9)
        assert (bill.worst is None) == (exact.worst is None)
        if bill.worst is not None:
            assert bill.worst == pytest.approx(exact.worst, rel=1e-9)
    for model, klass in (("a", 0), ("b", 1)):
        found = tally_calibration.reliability(case, model, klass)
        proba, hits = batch.models[model][:, klass], batch.truth == klass
        bins = np.minimum((proba * 20).astype(int), 19)
        assert found.count.tolist() == [np.sum(bins == b) for b in np.unique(bins)]
        expected = [hits[bins == b].mean() for b in np.unique(bins)]
        assert found.rate.tolist() == pytest.approx(expected)
        assert found.low.tolist() == pytest.approx(
            [proba[bins == b].mean() for b in np.unique(bins)]
        )


def test_the_farthest_class_is_the_one_that_is_farthest_off():
    truth = [2] * 90 + [0] * 5 + [1] * 5
    sums = losscore.tally(truth, {"x": np.full((100, 3), 1 / 3)})
    assert tally_calibration.farthest_class(Tallied("", sums, {"a": "x"})) == 2


def test_nothing_is_left_where_samples_are_told_apart_but_for_rounding():
    batch, case = both("three samples")
    key = ("a", "squared_error")
    for found in (calibration.bills(batch, SQUARED), tally_calibration.bills(case, SQUARED)):
        assert found[key].needed.count is None


def test_a_soft_truth_has_no_bill():
    _, case = both("soft")
    assert tally_calibration.bills(case, LOSSES.values()) == {}


def test_a_loss_with_other_numbers_of_its_own_is_missing():
    sums = losscore.tally([0], {"x": [[0.5, 0.5]]}, losses=[PowerLoss(0.25), CrossEntropy(0.1)])
    case = Tallied("", sums, {"a": "x"})
    assert results.known(case, (PowerLoss(0.25), PowerLoss(0.5))) == (PowerLoss(0.25),)
    wanted = (PowerLoss(0.5), CrossEntropy(), LOSSES["spherical"])
    assert [tuple(one) for one in results.missing(case, wanted)] == [
        ("power", {"a": 0.5}, {"a": 0.25}),
        ("cross_entropy", {"floor": 0.0}, {"floor": 0.1}),
        ("spherical", {}, None),
    ]
    assert [one.loss for one in results.unusual(case)] == ["cross_entropy", "power"]


def test_shares_are_told_of_the_heaviest_samples():
    sums = losscore.tally([0] * 9, {"x": [0.3] * 9}, sample_weight=[1e14] * 9)
    for _ in range(15):
        sums = sums + sums
    assert sums.samples > 2**64
    found = results.share_rows(Tallied("", sums, {"a": "x"}))
    assert found["share"][-1] == pytest.approx(1.0)


def test_two_of_three_models_are_compared():
    rng = np.random.default_rng(0)
    y, models = rng.integers(2, size=50), {name: rng.dirichlet([1, 1], 50) for name in "xyz"}
    case = Tallied("", losscore.tally(y, models), {"a": "z", "b": "x"})
    rows = losscore.compare_models(
        *(losscore.squared_error(y, models[name]) for name in "zx"), resamples=2
    )
    found = results.comparisons(case)["squared_error"]
    assert found.difference == pytest.approx(rows.difference, rel=1e-9)
    assert not any(" y " in said for said in results.verdict(case).of_losses)
