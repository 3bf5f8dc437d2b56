"""The studentised interval against the textbook, drawn one by one, and how often it is right."""

import math

import numpy as np
import pytest
import scipy.stats

from losscore import compare_models


def penalties(n, seed):
    rng = np.random.default_rng(seed)
    shared = rng.gamma(2.0, size=n)
    return shared + rng.gamma(1.0, size=n), shared + rng.gamma(1.2, size=n)


def interval(differences, **settings):
    """The interval of a mean of differences of any sign."""
    result = compare_models(np.maximum(differences, 0), np.maximum(-differences, 0), **settings)
    return result.low, result.high


def error(differences):
    return differences.std() / math.sqrt(differences.size)


def textbook(differences, confidence, resamples, seed=1):
    """Efron, Tibshirani (1993), An Introduction to the Bootstrap, section 12.5, as it stands."""
    rng = np.random.default_rng(seed)
    ratios = []
    for _ in range(resamples):
        drawn = rng.choice(differences, differences.size)
        ratios.append((drawn.mean() - differences.mean()) / error(drawn))
    least, most = np.quantile(ratios, [(1 - confidence) / 2, (1 + confidence) / 2])
    return differences.mean() - np.array([most, least]) * error(differences)


@pytest.mark.parametrize("n", [30, 300])
@pytest.mark.parametrize("confidence", [0.5, 0.95])
def test_interval_is_the_textbooks(n, confidence):
    a, b = penalties(n, n)
    result = compare_models(a, b, confidence=confidence, resamples=8000)
    expected = textbook(a - b, confidence, 8000)
    # The 2.5 % point of 8,000 ratios has a standard error of 0.03.
    np.testing.assert_allclose(
        [result.low, result.high], expected, rtol=0, atol=0.15 * error(a - b)
    )
    assert result.confidence == confidence


@pytest.mark.parametrize("draw", [
    lambda rng, n: rng.gamma(1.0, size=n),
    lambda rng, n: rng.pareto(3.0, size=n),
    lambda rng, n: (rng.random(n) < 0.002) * 30.0,
])  # fmt: skip
def test_interval_of_many_samples_is_that_of_drawing_each(draw):
    rng = np.random.default_rng(5)
    a, b = draw(rng, 20_000), draw(rng, 20_000)
    result = compare_models(a, b, resamples=4000)
    expected = textbook(a - b, 0.95, 2000)
    # The 2.5 % point of 2,000 ratios has a standard error of 0.06.
    np.testing.assert_allclose([result.low, result.high], expected, rtol=0, atol=0.2 * error(a - b))


@pytest.mark.parametrize("n", [300, 1000, 1001, 100_000])
def test_where_few_samples_differ_their_draws_are_counted_one_by_one(n):
    # How often the three that differ are drawn is binomial: no normal curve is near. In one of
    # twenty resamples none is drawn, so nothing is known about how large the mean may be.
    low, high = interval(np.where(np.arange(n) < 3, float(n), 0.0), resamples=10_000)
    often = scipy.stats.binom.ppf(0.975, n, 3 / n)
    ratio = (often - 3.0) / math.sqrt(often * (1 - often / n))
    assert low == pytest.approx(3.0 - ratio * math.sqrt(3.0 * (1 - 3 / n)), rel=1e-9)
    assert high == math.inf


def test_interval_of_a_million_samples_is_that_of_the_normal_distribution():
    a, b = penalties(1_000_000, 1)
    low, high = interval(a - b, resamples=10_000)
    half = 1.959964 * error(a - b)
    center = (a - b).mean()
    np.testing.assert_allclose(
        [low, high], [center - half, center + half], rtol=0, atol=0.05 * half
    )


def test_interval_of_a_skewed_mean_reaches_further_to_the_side_of_the_rare():
    skewed = np.random.default_rng(0).lognormal(size=200)
    low, high = interval(skewed)
    assert high - skewed.mean() > 1.2 * (skewed.mean() - low)


@pytest.mark.parametrize("n", [100, 3000])
def test_the_same_seed_gives_the_same_interval_and_another_seed_another(n):
    a, b = penalties(n, 2)
    assert compare_models(a, b, seed=7) == compare_models(a, b, seed=7)
    assert compare_models(a, b, seed=7).low != compare_models(a, b, seed=8).low
    assert compare_models(a, b) == compare_models(a, b, seed=0)


def test_global_random_state_is_neither_used_nor_changed():
    a, b = penalties(100, 2)
    # NPY002 warns of NumPy's global random state, and that is what is looked at here.
    np.random.seed(1)  # noqa: NPY002
    before = np.random.get_state()[1].copy()  # noqa: NPY002
    first = compare_models(a, b)
    np.testing.assert_array_equal(np.random.get_state()[1], before)  # noqa: NPY002
    np.random.seed(2)  # noqa: NPY002
    assert compare_models(a, b) == first


def test_samples_are_compared_in_pairs():
    # The models differ by a constant however much the samples differ among themselves.
    a = np.random.default_rng(0).gamma(1.0, size=500)
    result = compare_models(a + 0.125, a)
    assert (result.low, result.high) == pytest.approx((0.125, 0.125), rel=1e-12)
    assert result.a_better == 0


def test_more_confidence_is_a_wider_interval():
    a, b = penalties(200, 3)
    limits = [interval(a - b, confidence=c) for c in (0.5, 0.9, 0.99)]
    lows, highs = zip(*limits, strict=True)
    assert lows[2] < lows[1] < lows[0] < (a - b).mean() < highs[0] < highs[1] < highs[2]


@pytest.mark.parametrize("scale", [1e-300, 1.0, 1e300])
def test_interval_scales_with_the_penalties(scale):
    a, b = penalties(60, 3)
    assert interval(scale * (a - b)) == pytest.approx(scale * np.array(interval(a - b)), rel=1e-9)


def test_the_order_of_the_samples_does_not_matter():
    a, b = penalties(2500, 3)
    order = np.random.default_rng(0).permutation(2500)
    assert interval(a - b) == interval((a - b)[order])


def claims(draw, n, runs=400):
    """In how many of `runs` batches a difference is called more than chance where there is none."""
    rng = np.random.default_rng(n)
    wrong = 0
    for seed in range(runs):
        differences = draw(rng, n)
        result = compare_models(
            np.maximum(differences, 0), np.maximum(-differences, 0), resamples=999, seed=seed
        )
        wrong += bool(result.excludes_zero)
    return wrong


@pytest.mark.parametrize("n", [30, 90, 300])
@pytest.mark.parametrize("draw", [
    lambda rng, n: rng.normal(size=n),
    lambda rng, n: rng.beta(1.0, 4.0, size=n) - rng.beta(1.0, 4.0, size=n),
    lambda rng, n: rng.exponential(size=n) - 1.0,
])  # fmt: skip
def test_chance_is_taken_for_more_in_about_one_of_twenty_batches(draw, n):
    # Of 400, 5 % are 20, with a standard deviation of 4.4.
    assert claims(draw, n) <= 33
