"""A user's file, for `mypy --strict` and to be run: every public name, with all kinds of input."""

from __future__ import annotations

from typing import assert_type

import numpy as np
import numpy.typing as npt
import pandas as pd

import losscore
from losscore import teaching

Array = npt.NDArray[np.float64]

NAMES = ["cat", "dog"]
ROWS = [[0.8, 0.2], [0.25, 0.75], [0.5, 0.5]]
LABELS = ["cat", "dog", "dog"]
ARRAY = np.array(ROWS)
FRAME = pd.DataFrame(ROWS, columns=NAMES)
SERIES = pd.Series(LABELS)
WEIGHTS = pd.Series([1.0, 2.0, 0.0])


def test_score() -> None:
    assert_type(losscore.squared_error([0, 1, 1], ROWS), Array)
    assert_type(losscore.squared_error([0, 1, 1], ARRAY, scale="half"), Array)
    assert_type(losscore.squared_error(SERIES, FRAME, classes=FRAME.columns), Array)
    assert_type(losscore.cross_entropy(LABELS, ROWS, classes=NAMES, floor=1e-9), Array)
    assert_type(losscore.cross_entropy(SERIES.astype("category"), FRAME, classes=NAMES), Array)
    assert_type(losscore.cross_entropy(np.array([True, False, True]), FRAME["dog"]), Array)
    assert_type(losscore.cross_entropy(FRAME, ARRAY), Array)
    assert_type(losscore.cross_entropy(["1", 2, 2], ROWS, classes=["1", 2]), Array)
    assert_type(losscore.cross_entropy_from_logits(SERIES, [0.5, -1.0, 2.0], classes=NAMES), Array)
    assert losscore.__version__


def test_compare() -> None:
    a, b = (losscore.cross_entropy([0, 1, 1], proba) for proba in (ARRAY, ARRAY[::-1]))
    result = losscore.compare_models(a, b, within=1e-9, sample_weight=WEIGHTS, resamples=10)
    assert_type(result, losscore.Comparison)
    assert_type(result.difference, float | None)
    assert_type(result.samples, float)
    assert_type(result.hangs_on, int | None)
    assert_type(result.turning, npt.NDArray[np.intp])
    assert_type(result.excludes_zero, bool | None)
    assert_type(result.detectable, float | None)
    assert_type(result.settled_by, int | None)
    assert_type(result.turned_by(2.0), int | None)
    assert_type(losscore.preferences(a, b), npt.NDArray[np.int8])
    gaps = losscore.differences(a.tolist(), b.tolist(), within=[0.0, 0.1, 0.0])
    assert_type(gaps, Array)
    assert_type(losscore.disagreements(gaps, -gaps), npt.NDArray[np.bool_])
    assert_type(losscore.at_stake(gaps, -gaps), Array)
    assert_type(losscore.share_of_worst(a, 1), float | None)
    assert_type(losscore.share_of_worst(a, [1, 2], sample_weight=WEIGHTS), Array | None)
    assert_type(losscore.share_of_worst(a, np.arange(3)), Array | None)


def test_audit() -> None:
    found = losscore.audit(SERIES, {"A": ROWS, "B": FRAME}, classes=NAMES, sample_weight=WEIGHTS)
    assert_type(found, losscore.Audit)
    assert_type(found.compare("A", "B", "squared_error"), losscore.Comparison)
    assert_type(found.penalties("A", "cross_entropy"), Array)
    assert_type(found.tally, losscore.Tally)
    assert "3 samples of 2 classes, 2 models." in str(found)


def test_thresholds() -> None:
    curve = losscore.threshold_curve(LABELS, FRAME, classes=NAMES, sample_weight=WEIGHTS)
    assert_type(curve, losscore.ThresholdCurve)
    for part in (curve.thresholds, curve.values, curve.before, curve.at([0.25, 0.5])):
        assert_type(part, Array)
    assert_type(curve.loss("cross_entropy"), float)
    assert_type(curve.loss(losscore.PowerLoss(0.5)), float)
    losscore.threshold_curve([0, 1, 1], ARRAY, thresholds=SERIES.index / 3)
    result = losscore.better_under_all(LABELS, ROWS, FRAME, classes=NAMES)
    assert_type(result, losscore.Dominance)
    assert_type(result.preferred, int)
    assert_type(result.low, Array)
    assert_type(result.sign, npt.NDArray[np.int8])
    assert_type(result.a, losscore.ThresholdCurve)
    band = losscore.difference_band(LABELS, ROWS, FRAME, [0.5], classes=NAMES, resamples=2)
    assert_type(band, losscore.DifferenceBand)
    assert_type(band.difference, Array)
    assert_type(band.low, Array | None)


def test_calibrate() -> None:
    bill = losscore.decompose(LABELS, FRAME, loss="squared_error", classes=NAMES)
    assert_type(bill, losscore.Decomposition)
    assert_type(bill.miscalibration, float)
    assert_type(bill.by_class, Array)
    loss = losscore.PowerLoss(0.5)
    assert_type(losscore.recalibrated_loss([0, 1, 1], ROWS, loss=loss, folds=2), float)
    curve = losscore.reliability_curves([0, 1, 1], FRAME, sample_weight=WEIGHTS)[0]
    assert_type(curve, losscore.ReliabilityCurve)
    assert_type(curve.at([0.25, 0.5]), Array)
    band = losscore.consistency_band(FRAME["cat"], resamples=2)
    assert_type(band, losscore.ConsistencyBand)
    temperature = losscore.fit_temperature(LABELS, ROWS, classes=NAMES)
    assert_type(temperature, float)
    assert_type(losscore.apply_temperature(FRAME, temperature), Array)


def test_compensate() -> None:
    answer = losscore.perfect_samples_needed([0.08, 0.5], 0.02, sample_weight=[3, 0])
    assert_type(answer, losscore.PerfectSamples)
    assert_type(answer.count, int | None)
    assert_type(answer.exact, float)
    assert_type(answer.mean_after(3), float)
    assert_type(answer.mean_after(np.float64(0.5)), float)
    assert_type(answer.mean_after([0, 1, 2]), Array)
    assert_type(answer.mean_after(range(3)), Array)
    assert_type(answer.mean_after(WEIGHTS), Array)
    assert_type(losscore.perfect_samples_needed(0.08, 0.02, perfect=0.01).nearest, int | None)
    assert_type(losscore.perfect_samples_needed(mean=0.08, samples=2, target=0.02).exact, float)


def test_add_up() -> None:
    parts = [
        losscore.tally(LABELS, {"A": ROWS, "B": FRAME}, ids=ids, classes=NAMES, losses=losses)
        for ids, losses in ((["x", "y", "z"], [*losscore.LOSSES]), (None, [*losscore.LOSSES]))
    ]
    both = sum(parts)
    assert isinstance(both, losscore.Tally)
    assert_type(parts[0] + parts[1], losscore.Tally)
    assert_type(both.mean("A", "power"), float)
    result = both.compare("A", "B", "cross_entropy")
    assert_type(result, losscore.TalliedComparison)
    assert_type(result.difference, float | None)
    assert_type(both.threshold_curve("A"), losscore.ThresholdCurve)
    assert_type(both.decompose("A", losscore.PowerLoss(0.5)), losscore.Decomposition)
    assert_type(result.settled_by, int | None)
    assert_type(both.perfect_samples_needed("A", "power", 0.1).count, int | None)
    assert_type(both.costliest("A", "power")[0].id, int | str | None)
    assert_type(losscore.Tally.from_json(both.to_json()), losscore.Tally)


def test_build_blocks() -> None:
    assert_type(losscore.softmax([0.0, 1.0]), Array)
    assert_type(losscore.log_softmax(FRAME), Array)
    assert_type(losscore.sigmoid(0.5), float)
    assert_type(losscore.sigmoid(FRAME["cat"]), Array)
    assert_type(losscore.one_hot([0, 1], 2), Array)
    assert_type(losscore.one_hot(SERIES, NAMES), Array)
    assert_type(losscore.normalize([[1, 1], [2, 6]]), Array)
    assert_type(losscore.entropy([0.5, 0.5]), float)
    assert_type(losscore.entropy(ROWS), Array)
    assert_type(losscore.entropy(FRAME), Array)


class Absolute(losscore.Loss):
    """A loss of one's own: Σₖ |yₖ − ŷₖ|, which is no proper one."""

    name = "absolute"
    label = "Absolute error"
    ceiling = 2.0
    local = False
    late_push = (2.0, 2.0)
    likelihood = None

    def terms_at(self, truth: Array, proba: Array) -> Array:
        return np.abs(truth - proba)

    def gradient_at(self, truth: Array, proba: Array) -> Array:
        return np.sign(proba - truth)

    def hessian_at(self, truth: Array, proba: Array) -> Array:
        raise NotImplementedError("no Newton steps under this loss")


def test_own_loss() -> None:
    for loss in (*losscore.LOSSES.values(), Absolute(), losscore.CrossEntropy(floor=0.01)):
        assert_type(loss.threshold_weight([0.25, 0.5], classes=2), Array | None)
        assert_type(loss.penalties(LABELS, ROWS, classes=NAMES), Array)
        assert_type(loss.terms(SERIES, FRAME, classes=NAMES), Array)
        assert_type(loss.gradient([0, 1, 1], ROWS), Array)
        assert_type(loss.logit_gradient(FRAME, ROWS), Array)
        assert_type(loss.resolution([0, 1, 1], ROWS), Array)
        assert_type(loss.ceiling, float)
        assert_type(loss.push(0.25), float)
        assert_type(loss.floored(0.1), losscore.Loss)
    assert_type(losscore.SquaredError().hessian(LABELS, ROWS, classes=NAMES), Array)
    assert_type(losscore.Spherical().name, str)


def test_descent() -> None:
    trace = teaching.single_sample_descent(Absolute(), steps=5, learning_rate=0.5)
    assert_type(trace, Array)
    assert_type(teaching.first_step_reaching(trace, 0.4), int | None)
    assert_type(teaching.descent_law("cross_entropy", 10, learning_rate=1.0), float)
    assert_type(teaching.descent_law("cross_entropy", [10, 100], learning_rate=1.0), Array)
    assert_type(teaching.steps_to_reach("squared_error", 0.01, learning_rate=1.0), float)


def test_training() -> None:
    x, labels = teaching.make_dataset("separable", samples=20)
    for name in teaching.DATASETS:
        teaching.make_dataset(name, samples=20)
    runs = [
        teaching.train_softmax_regression(
            x, labels, "spherical", optimizer=optimizer, steps=2, learning_rate=rate
        )
        for optimizer in teaching.OPTIMIZERS
        for rate in teaching.LEARNING_RATES[optimizer][:2]
    ]
    best = teaching.best_run(runs)
    assert_type(best, teaching.TrainingRun)
    assert_type(best.predict_proba(x), Array)


def test_slopes() -> None:
    chain = teaching.logistic_chain("squared_error", weight=2.0, bias=-1.0, x=0.5, y=1.0)
    assert_type(chain, teaching.LogisticChain)
    assert_type(chain.dloss_dw, float)
    assert_type(teaching.log_odds(0.5), float)
    assert_type(teaching.log_odds([0.5, 0.9]), Array)
    assert_type(teaching.log_odds(FRAME["cat"]), Array)
    assert_type(teaching.residual_elasticity("cross_entropy", 0.5), float)
    assert_type(teaching.residual_elasticity(Absolute(), [0.5, 0.9]), Array)
    assert_type(teaching.equal_elasticity(), float)


def test_likelihood() -> None:
    assert_type(teaching.gaussian_nll(LABELS, ROWS, classes=NAMES, sigma=0.5), Array)
    assert_type(teaching.gaussian_nll_parts(3, sigma=0.5).factor, float)
    assert_type(teaching.multinomial_nll([[2, 1]], [[0.5, 0.5]]), Array)
    parts = teaching.multinomial_nll_parts([[2, 1]])
    assert_type(parts, teaching.NllParts[Array])
    assert_type(teaching.gaussian_density(0.5, mean=0.5, sigma=0.1), float)
    assert_type(teaching.gaussian_density([0.5, 0.6], mean=0.5, sigma=0.1), Array)
    assert_type(teaching.gaussian_mass_outside(0.5, sigma=0.1), float)
    assert_type(teaching.fewest_draws([0.7, 0.2, 0.1]), Array | None)
    assert_type(teaching.label_deviation(0.5), float)
