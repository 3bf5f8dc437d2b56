"""One curve, and each loss a weight over it."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.integrate import quad

from losscore import (
    LOSSES,
    CrossEntropy,
    Loss,
    PowerLoss,
    Spherical,
    SquaredError,
    normalize,
    one_hot,
    perfect_samples_needed,
    threshold_curve,
)

SEPARABLE = [SquaredError(), CrossEntropy(), *map(PowerLoss, (1e-6, 0.01, 0.3, 1.0))]
EVERY_SEPARABLE = pytest.mark.parametrize("loss", SEPARABLE, ids=repr)
WORDS = ["ant", "bee", "cat", "dog"]


@st.composite
def batches(draw, most_classes=4):
    """Truth, prediction and weights, with ties, zeros and ones among them."""
    n, k = draw(st.integers(1, 8)), draw(st.integers(2, most_classes))
    counts = hnp.arrays(np.int64, (2, n, k), elements=st.integers(0, 9))
    truth, proba = map(normalize, draw(counts.filter(lambda w: w.any(axis=-1).all())))
    if draw(st.booleans()):
        truth = one_hot(truth.argmax(axis=1), k)
    weights = hnp.arrays(np.float64, n, elements=st.sampled_from([0.0, 0.3, 1.0, 2.0]))
    return truth, proba, draw(st.none() | weights.filter(np.any))


def cost_of_acting(truth, proba, thresholds, weights=None):
    """Brute force: act on class k when ŷₖ > θ; what that costs, beyond what is best."""
    costs = []
    for theta in thresholds:
        acts, should = proba > theta, truth > theta
        cost = np.abs(truth - theta) * (acts != should)
        costs.append(np.average(cost.sum(axis=1), weights=weights))
    return np.array(costs)


@given(batches())
def test_the_curve_is_what_acting_at_each_threshold_costs(batch):
    truth, proba, weights = batch
    curve = threshold_curve(truth, proba, sample_weight=weights)
    thresholds = np.unique([*np.linspace(0.0, 1.0, 41), *truth.ravel(), *proba.ravel()])
    expected = cost_of_acting(truth, proba, thresholds, weights)
    np.testing.assert_allclose(curve.at(thresholds), expected, atol=1e-14)
    np.testing.assert_allclose(
        curve.values, cost_of_acting(truth, proba, curve.thresholds, weights), atol=1e-14
    )
    on_grid = threshold_curve(truth, proba, thresholds=thresholds[::-1], sample_weight=weights)
    np.testing.assert_array_equal(on_grid.thresholds, thresholds[::-1])
    np.testing.assert_allclose(on_grid.values, expected[::-1], atol=1e-14)


@given(batches())
def test_before_a_threshold_it_is_what_it_tends_to(batch):
    truth, proba, weights = batch
    curve = threshold_curve(truth, proba, sample_weight=weights)
    gaps = np.diff(curve.thresholds)
    near = curve.thresholds[1:] - 1e-9 * gaps
    np.testing.assert_allclose(curve.before[1:], curve.at(near), atol=1e-8)
    assert curve.before[0] == curve.values[0]
    again = threshold_curve(truth, proba, thresholds=curve.thresholds, sample_weight=weights)
    np.testing.assert_allclose(again.before[1:], curve.before[1:], atol=1e-14)


@given(batches())
def test_its_thresholds_are_0_1_and_where_predictions_and_truths_lie(batch):
    truth, proba, weights = batch
    counted = slice(None) if weights is None else weights > 0.0
    curve = threshold_curve(truth, proba, sample_weight=weights)
    expected = np.unique([0.0, 1.0, *truth[counted].ravel(), *proba[counted].ravel()])
    np.testing.assert_array_equal(curve.thresholds, expected)
    assert curve.exact
    assert curve.values[-1] == 0.0


@EVERY_SEPARABLE
@given(batches())
def test_weighed_by_a_loss_it_adds_up_to_the_mean_penalty(loss, batch):
    truth, proba, weights = batch
    expected = mean(penalties_beyond_the_truths(loss, truth, proba), weights)
    curve = threshold_curve(truth, proba, sample_weight=weights)
    assert curve.loss(loss) == pytest.approx(expected, rel=1e-10, abs=1e-14)


def mean(penalties, weights):
    return perfect_samples_needed(np.abs(penalties), 0.0, sample_weight=weights).mean


def penalties_beyond_the_truths(loss, truth, proba):
    return loss.penalties(truth, proba) - loss.penalties(truth, truth)


@given(batches(most_classes=2))
def test_of_two_classes_the_spherical_loss_has_a_weight_as_well(batch):
    truth, proba, weights = batch
    curve = threshold_curve(truth, proba, sample_weight=weights)
    expected = mean(penalties_beyond_the_truths(LOSSES["spherical"], truth, proba), weights)
    assert curve.loss("spherical") == pytest.approx(expected, rel=1e-10, abs=1e-14)


@EVERY_SEPARABLE
def test_the_integral_is_what_numerical_integration_gives(loss):
    rng = np.random.default_rng(0)
    truth, proba = rng.dirichlet(np.ones(3), 5), rng.dirichlet(np.ones(3), 5)
    curve = threshold_curve(truth, proba)
    expected = 0.0
    for low, high in zip(curve.thresholds[:-1], curve.thresholds[1:], strict=True):
        expected += quad(
            lambda theta: loss.threshold_weight(theta, classes=3) * curve.at(theta),
            low, high, epsabs=1e-13, epsrel=1e-11,
        )[0]  # fmt: skip
    assert curve.loss(loss) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("loss", [*SEPARABLE, Spherical()], ids=repr)
def test_a_nearly_perfect_and_a_hopeless_sample_keep_their_digits(loss):
    for y_hat in (1.0 - 1e-9, 1.0 - 1e-3, 1e-3, 1e-9, 1e-300):
        curve = threshold_curve([1], [y_hat])
        assert curve.loss(loss) == pytest.approx(
            loss.penalties([1], [y_hat])[0], rel=1e-10, abs=0.0
        )


def test_a_large_batch_of_any_truth_adds_up():
    rng = np.random.default_rng(1)
    proba = rng.dirichlet(np.full(5, 0.3), 40_000).astype(np.float32).astype(float)
    proba = normalize(proba)
    for truth in (rng.integers(5, size=40_000), rng.dirichlet(np.full(5, 0.3), 40_000)):
        curve, spread = threshold_curve(truth, proba), np.ndim(truth) == 2
        for loss in (SquaredError(), CrossEntropy(), PowerLoss(0.2)):
            own = loss.penalties(truth, truth).mean() if spread else 0.0
            expected = loss.penalties(truth, proba).mean() - own
            assert curve.loss(loss) == pytest.approx(expected, rel=1e-10)


def test_what_is_given_no_chance_is_infinite_under_cross_entropy_alone():
    curve = threshold_curve([0, 1], [[0.0, 1.0], [0.5, 0.5]])
    assert curve.loss("cross_entropy") == math.inf
    assert curve.loss(PowerLoss(0.1)) == pytest.approx((11.0 + PowerLoss(0.1).penalties(
        [0], [[0.5, 0.5]])[0]) / 2.0)  # fmt: skip
    assert curve.values[0] == 0.5  # one miss of two samples


def test_numbers_too_small_to_be_normal_are_no_trouble():
    rest = [9.881e-324, 2.964e-323, 3e-310]
    curve = threshold_curve([0, 1], [[1.0, *rest], [1.0, *rest]])
    assert curve.loss("cross_entropy") == pytest.approx(-np.log(rest[0]) / 2, rel=1e-3)
    assert curve.loss("squared_error") == pytest.approx(1.0)
    assert LOSSES["cross_entropy"].threshold_weight(5e-324, classes=2) == np.inf


def test_labels_may_be_of_any_kind():
    rng = np.random.default_rng(2)
    proba, labels = rng.dirichlet(np.ones(4), 20), rng.integers(4, size=20)
    plain = threshold_curve(labels, proba)
    for y, classes in ((np.array(WORDS)[labels], WORDS), (one_hot(labels, 4), None)):
        curve = threshold_curve(y, proba, classes=classes)
        np.testing.assert_array_equal(curve.thresholds, plain.thresholds)
        np.testing.assert_array_equal(curve.values, plain.values)
        np.testing.assert_array_equal(curve.before, plain.before)


@given(batches())
def test_labels_are_counted_as_a_truth_of_zeros_and_ones_is_summed(batch):
    truth, proba, _ = batch
    labels = truth.argmax(axis=1)
    counted = threshold_curve(labels, proba)
    for summed in (
        threshold_curve(one_hot(labels, proba.shape[1]), proba),
        threshold_curve(labels, proba, sample_weight=np.ones(labels.size)),
    ):
        np.testing.assert_array_equal(counted.thresholds, summed.thresholds)
        np.testing.assert_array_equal(counted.values, summed.values)
        np.testing.assert_array_equal(counted.before, summed.before)
        assert counted.rounding == summed.rounding == 0.0


def test_a_zero_may_have_a_sign_and_a_one_be_rounded_up():
    proba = np.array([[-0.0, 1.0 + 1e-7], [1.0, 0.0]])
    for y in ([0, 1], [[1.0, 0.0], [0.0, 1.0]]):
        curve = threshold_curve(y, proba)
        np.testing.assert_array_equal(curve.thresholds, [0.0, 1.0])
        assert curve.at(0.25) == curve.values[0] == 1.0
        assert not np.signbit(curve.thresholds).any()


def test_two_classes_may_be_one_column():
    p, y = np.array([0.0, 0.3, 0.9]), np.array([1.0, 0.25, 0.5])
    one, two = threshold_curve(y, p), threshold_curve(np.c_[1 - y, y], np.c_[1 - p, p])
    np.testing.assert_array_equal(one.values, two.values)
    assert one.classes == two.classes == 2


@given(batches())
def test_whole_weights_are_repetitions(batch):
    truth, proba, _ = batch
    times = np.arange(len(truth)) % 3 + (len(truth) == 1)
    weighted = threshold_curve(truth, proba, sample_weight=times)
    repeated = threshold_curve(np.repeat(truth, times, axis=0), np.repeat(proba, times, axis=0))
    assert weighted.samples == repeated.samples == times.sum()
    np.testing.assert_array_equal(weighted.thresholds, repeated.thresholds)
    np.testing.assert_allclose(weighted.values, repeated.values, atol=1e-14)


# What a Murphy diagram of class 1 averages, by model-diagnostics 1.5.0 at η and at 1 − η:
# >>> from model_diagnostics.scoring import ElementaryScore
# >>> [ElementaryScore(eta).score_per_obs(*OF_CLASS_1).mean() for eta in ETAS]
OF_CLASS_1 = np.array([0, 0, 1, 1, 1, 0.25]), np.array([0.1, 0.6, 0.35, 0.6, 0.95, 0.5])
MURPHY = [
    (0.06, 0.02, 0.020000000000000018),
    (0.2, 0.03333333333333333, 0.06666666666666665),
    (0.4, 0.19166666666666665, 0.16666666666666666),
    (0.45, 0.19999999999999998, 0.16666666666666666),
    (0.7, 0.10000000000000002, 0.05833333333333335),
    (0.97, 0.015000000000000013, 0.010000000000000009),
]


@pytest.mark.parametrize(("theta", "at", "mirrored"), MURPHY)
def test_of_two_classes_it_is_a_murphy_diagram_and_its_mirror_image(theta, at, mirrored):
    """Class 0 is acted on when ŷ of class 1 is below 1 − θ, which takes as much at 1 − θ."""
    assert threshold_curve(*OF_CLASS_1).at(theta) == pytest.approx(at + mirrored, rel=1e-12)


@EVERY_SEPARABLE
def test_a_weight_at_the_ends(loss):
    ends = loss.threshold_weight([0.0, 1.0], classes=3)
    first = 2.0 if ends[0] == 2.0 else math.inf
    assert ends.tolist() == pytest.approx([first, 1.0 + getattr(loss, "a", float(first == 2.0))])


def test_weights_of_the_losses():
    thetas = [0.25, 0.5]
    assert SquaredError().threshold_weight(thetas, classes=7).tolist() == [2.0, 2.0]
    assert CrossEntropy().threshold_weight(thetas, classes=7).tolist() == [4.0, 2.0]
    assert PowerLoss(0.5).threshold_weight(thetas, classes=7) == pytest.approx([3.0, 1.5 * 2**0.5])
    assert Spherical().threshold_weight(0.5, classes=2) == pytest.approx(2**0.5)


class Plain(Loss):
    """Twice squared error, with its weight and nothing about its integral."""

    name, label, ceiling, local, likelihood = "plain", "Plain", 4.0, False, None
    late_push = (8.0, 2.0)

    def terms_at(self, truth, proba):
        return 2.0 * (proba - truth) ** 2

    def gradient_at(self, truth, proba):
        return 4.0 * (proba - truth)

    def hessian_at(self, truth, proba):
        return 2.0 * SquaredError().hessian_at(truth, proba)


class Weighted(Plain):
    def threshold_weight_at(self, thresholds, classes):
        return np.full_like(thresholds, 4.0)


@given(batches())
def test_a_loss_of_ones_own_may_have_a_weight(batch):
    truth, proba, weights = batch
    curve = threshold_curve(truth, proba, sample_weight=weights)
    expected = 2.0 * curve.loss("squared_error")
    assert curve.loss(Weighted()) == pytest.approx(expected, rel=1e-13, abs=1e-15)


@pytest.mark.parametrize(("loss", "classes"), [
    (Spherical(), 3), (CrossEntropy(0.01), 2), (Plain(), 2), (Plain(), 5),
])  # fmt: skip
def test_a_loss_without_a_weight_is_no_integral_of_the_curve(loss, classes):
    assert loss.threshold_weight([0.1, 0.5], classes=classes) is None
    curve = threshold_curve([0], np.full((1, classes), 1.0 / classes))
    message = f"loss '{loss.name}' has no weight over thresholds for {classes} classes"
    with pytest.raises(ValueError, match=message):
        curve.loss(loss)


def test_a_curve_at_given_thresholds_is_known_there_alone():
    curve = threshold_curve([0], [[0.8, 0.2]], thresholds=[0.5])
    assert not curve.exact
    for ask in (lambda: curve.at(0.4), lambda: curve.loss("squared_error")):
        with pytest.raises(ValueError, match="leave out thresholds= for the exact one"):
            ask()


@pytest.mark.parametrize("thresholds", [[-1e-9], [1.5], [math.nan], [], [[0.5]]])
def test_thresholds_lie_within_0_to_1(thresholds):
    with pytest.raises(ValueError, match="thresholds"):
        threshold_curve([0], [[0.8, 0.2]], thresholds=thresholds)
    if np.size(thresholds) and np.ndim(thresholds) == 1:
        with pytest.raises(ValueError, match="thresholds must lie within 0 to 1"):
            threshold_curve([0], [[0.8, 0.2]]).at(thresholds)


def test_what_is_wrong_with_an_input_is_said_as_everywhere():
    with pytest.raises(ValueError, match="y_proba must sum to 1 in every row: row 1"):
        threshold_curve([0, 0], [[0.8, 0.2], [0.8, 0.3]])
    with pytest.raises(ValueError, match="sample_weight"):
        threshold_curve([0], [[0.8, 0.2]], sample_weight=[-1])
