"""The losses as negative log-likelihoods, with SciPy's distributions as oracle."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, stats

from losscore import cross_entropy, one_hot, squared_error
from losscore.teaching import (
    gaussian_density,
    gaussian_mass_outside,
    gaussian_nll,
    gaussian_nll_parts,
    multinomial_nll,
    multinomial_nll_parts,
)

RNG = np.random.default_rng(20)
PROBA = RNG.dirichlet([1.0, 2.0, 0.5, 1.0], size=40)
SOFT = RNG.dirichlet([1.0] * 4, size=40)
LABELS = RNG.integers(0, 4, size=40)
SIGMAS = [0.05, 0.4, 1.0, 7.0]


@pytest.mark.parametrize("sigma", SIGMAS)
def test_gaussian_nll_is_that_of_scipys_multivariate_normal(sigma):
    expected = [
        -stats.multivariate_normal(mean, sigma**2 * np.eye(4)).logpdf(truth)
        for mean, truth in zip(PROBA, SOFT, strict=True)
    ]
    np.testing.assert_allclose(gaussian_nll(SOFT, PROBA, sigma=sigma), expected, rtol=1e-12)


@pytest.mark.parametrize("sigma", SIGMAS)
def test_gaussian_nll_is_factor_times_squared_error_plus_constant(sigma):
    factor, constant = gaussian_nll_parts(4, sigma=sigma)
    assert factor == pytest.approx(1 / (2 * sigma**2))
    assert constant == pytest.approx(2 * math.log(2 * math.pi * sigma**2))
    np.testing.assert_allclose(
        gaussian_nll(LABELS, PROBA, sigma=sigma),
        factor * squared_error(LABELS, PROBA) + constant,
        rtol=1e-13,
    )


def test_gaussian_nll_of_labels_is_that_of_their_one_hot_truth():
    np.testing.assert_allclose(
        gaussian_nll(LABELS, PROBA, sigma=0.3),
        gaussian_nll(one_hot(LABELS, 4), PROBA, sigma=0.3),
        rtol=1e-14,
    )


def test_gaussian_nll_of_one_column_is_that_of_two_classes():
    y_hat = np.array([0.2, 0.7])
    np.testing.assert_allclose(
        gaussian_nll([1, 0], y_hat, sigma=0.3),
        gaussian_nll([1, 0], np.column_stack([1 - y_hat, y_hat]), sigma=0.3),
        rtol=1e-14,
    )


def test_sigma_of_the_largest_and_smallest_size_gives_finite_likelihoods():
    for sigma in (1e-100, 1e100):
        assert np.isfinite(gaussian_nll(LABELS, PROBA, sigma=sigma)).all()


@pytest.mark.parametrize("sigma", SIGMAS)
def test_gaussian_density_is_scipys_and_integrates_to_one(sigma):
    values = np.linspace(-1, 2, 31)
    np.testing.assert_allclose(
        gaussian_density(values, mean=0.8, sigma=sigma),
        stats.norm(0.8, sigma).pdf(values),
        rtol=1e-12,
    )
    wide = np.linspace(0.8 - 9 * sigma, 0.8 + 9 * sigma, 2001)
    density = gaussian_density(wide, mean=0.8, sigma=sigma)
    assert integrate.trapezoid(density, wide) == pytest.approx(1.0, rel=1e-9)


def test_gaussian_density_far_out_is_zero():
    np.testing.assert_array_equal(gaussian_density([-1e200, 1e200], mean=0.5, sigma=1e-100), 0.0)


def test_likelihood_of_a_truth_is_the_product_of_the_densities_of_its_classes():
    densities = gaussian_density([1.0], mean=0.8, sigma=0.4) * gaussian_density(
        [0.0], mean=0.2, sigma=0.4
    )
    nll = gaussian_nll([0], [[0.8, 0.2]], sigma=0.4)
    np.testing.assert_allclose(np.exp(-nll), densities, rtol=1e-12)


@pytest.mark.parametrize("sigma", SIGMAS)
@pytest.mark.parametrize("mean", [0.0, 0.3, 0.8, 1.0])
def test_mass_outside_is_scipys_two_tails(mean, sigma):
    normal = stats.norm(mean, sigma)
    expected = normal.cdf(0.0) + normal.sf(1.0)
    assert gaussian_mass_outside(mean, sigma=sigma) == pytest.approx(expected, rel=1e-12)


def counts_of(draws):
    return RNG.multinomial(draws, [0.1, 0.2, 0.3, 0.4], size=len(PROBA))


@pytest.mark.parametrize("draws", [1, 2, 7, 100, 1000])
def test_multinomial_nll_is_that_of_scipys_multinomial(draws):
    counts = counts_of(draws)
    expected = -stats.multinomial.logpmf(counts, draws, PROBA)
    np.testing.assert_allclose(multinomial_nll(counts, PROBA), expected, rtol=1e-10, atol=1e-12)


@given(st.lists(st.integers(0, 12), min_size=2, max_size=5).filter(any))
def test_coefficient_is_that_of_whole_number_arithmetic(counts):
    coefficient = Fraction(math.factorial(sum(counts)), math.prod(map(math.factorial, counts)))
    constant = multinomial_nll_parts([counts]).constant[0]
    assert constant == pytest.approx(-math.log(coefficient), rel=1e-12, abs=1e-12)


def test_one_draw_costs_the_cross_entropy_of_its_class():
    np.testing.assert_allclose(
        multinomial_nll(one_hot(LABELS, 4), PROBA), cross_entropy(LABELS, PROBA), rtol=1e-15
    )


def test_multinomial_nll_is_factor_times_cross_entropy_of_the_frequencies_plus_constant():
    counts = counts_of(9)
    factor, constant = multinomial_nll_parts(counts)
    np.testing.assert_array_equal(factor, 9.0)
    np.testing.assert_allclose(
        multinomial_nll(counts, PROBA),
        factor * cross_entropy(counts / 9, PROBA) + constant,
        rtol=1e-14,
    )


def test_probabilities_of_all_outcomes_sum_to_one():
    outcomes = [[a, b, 5 - a - b] for a in range(6) for b in range(6 - a)]
    nll = multinomial_nll(outcomes, np.tile([0.5, 0.3, 0.2], (len(outcomes), 1)))
    assert np.exp(-nll).sum() == pytest.approx(1.0, rel=1e-13)


def test_multinomial_nll_of_one_column_is_that_of_two_classes():
    np.testing.assert_allclose(
        multinomial_nll([[3, 1]], [0.2]), multinomial_nll([[3, 1]], [[0.8, 0.2]]), rtol=1e-14
    )


def test_a_class_seen_at_probability_zero_costs_infinity_and_an_unseen_one_nothing():
    counts, proba = [[1, 1, 0], [1, 1, 0]], [[0.5, 0.0, 0.5], [0.5, 0.5, 0.0]]
    # One of two classes each: 2!/(1!·1!)·½·½ = ½.
    np.testing.assert_allclose(multinomial_nll(counts, proba), [math.inf, math.log(2)])


def test_counts_are_left_as_they_were():
    counts = np.array([[2.0, 1.0]])
    multinomial_nll(counts, [[0.5, 0.5]])
    np.testing.assert_array_equal(counts, [[2.0, 1.0]])


SIGMA_RANGE = "sigma must be a number from 1e-100 to 1e+100, got "


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: gaussian_nll([0], [[1, 0]], sigma=0), SIGMA_RANGE + "0"),
        (lambda: gaussian_nll([0], [[1, 0]], sigma=-0.5), SIGMA_RANGE + "-0.5"),
        (lambda: gaussian_nll([0], [[1, 0]], sigma=math.nan), SIGMA_RANGE + "nan"),
        (lambda: gaussian_nll([0], [[1, 0]], sigma=math.inf), SIGMA_RANGE + "inf"),
        (lambda: gaussian_nll_parts(2, sigma=0), SIGMA_RANGE + "0"),
        (lambda: gaussian_density([0.5], mean=0.5, sigma=0), SIGMA_RANGE + "0"),
        (lambda: gaussian_mass_outside(0.5, sigma=0), SIGMA_RANGE + "0"),
        (
            lambda: gaussian_nll([0], [[0.7, 0.2]], sigma=1),
            "y_proba must sum to 1 in every row: row 0 sums to 0.9 (tolerance 1e-05)",
        ),
        (
            lambda: gaussian_nll_parts(1, sigma=1),
            "classes must be a whole number from 2 to 2147483647, got 1",
        ),
        (
            lambda: gaussian_density([math.nan], mean=0.5, sigma=1),
            "values must be finite: row 0 holds nan",
        ),
        (
            lambda: gaussian_density([0.5], mean=-1, sigma=1),
            "mean must be a number from 0 to 1, got -1",
        ),
        (
            lambda: gaussian_mass_outside(1.5, sigma=1),
            "mean must be a number from 0 to 1, got 1.5",
        ),
        (
            lambda: multinomial_nll([[1, 0], [1.5, 0]], [[0.5, 0.5]] * 2),
            "counts must be whole numbers from 0 to 9007199254740992: row 1 holds 1.5",
        ),
        (
            lambda: multinomial_nll([[2, -1]], [[0.5, 0.5]]),
            "counts must be whole numbers from 0 to 9007199254740992: row 0 holds -1",
        ),
        (
            lambda: multinomial_nll([[math.nan, 1]], [[0.5, 0.5]]),
            "counts must be whole numbers from 0 to 9007199254740992: row 0 holds nan",
        ),
        (
            lambda: multinomial_nll([[1, 0], [0, 0]], [[0.5, 0.5]] * 2),
            "counts must have a draw in every row: row 1 has none",
        ),
        (
            lambda: multinomial_nll([1, 0], [[0.5, 0.5]]),
            "counts must have shape (N, K) with K ≥ 2, got shape (2,)",
        ),
        (
            lambda: multinomial_nll([[1], [2]], [[0.5, 0.5]] * 2),
            "counts must have shape (N, K) with K ≥ 2, got shape (2, 1)",
        ),
        (
            lambda: multinomial_nll([[1, 0]], [[0.5, 0.5]] * 3),
            "counts must have shape (3, 2) because y_proba has shape (3, 2), got shape (1, 2)",
        ),
        (
            lambda: multinomial_nll([[1, 0, 0]], [0.5]),
            "counts must have shape (1, 2) because y_proba has shape (1,), got shape (1, 3)",
        ),
        (
            lambda: multinomial_nll([["1", "0"]], [[0.5, 0.5]]),
            "counts must be an array of numbers, got dtype <U1: pass integers or floats without "
            "gaps, and labels as whole numbers 0..K−1",
        ),
        (
            lambda: multinomial_nll([[1, 0]], [[0.7, 0.2]]),
            "y_proba must sum to 1 in every row: row 0 sums to 0.9 (tolerance 1e-05)",
        ),
    ],
)
def test_bad_input_is_answered_with_a_sentence(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value) == message
