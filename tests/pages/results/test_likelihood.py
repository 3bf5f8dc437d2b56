"""Penalties as negative log-likelihoods."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

import losscore
from pages.ui.inputs.presets import PRESETS
from pages.ui.results import likelihood as results

SOFT = PRESETS["soft_truth"]
SQUARED_ERROR, CROSS_ENTROPY = losscore.LOSSES["squared_error"], losscore.LOSSES["cross_entropy"]


def test_the_gaussian_is_scipys():
    sample = SOFT.samples[0]
    found = results.likelihood(SQUARED_ERROR, sample, "a", 0.2)
    expected = -stats.multivariate_normal(sample.a, 0.2**2).logpdf(sample.truth)
    assert found.nll == pytest.approx(expected)
    assert found.nll == pytest.approx(found.factor * found.penalty + found.constant)


def test_a_soft_truth_is_the_count_of_its_draws():
    sample = SOFT.samples[0]
    found = results.likelihood(CROSS_ENTROPY, sample, "a", 0.5)
    assert found.nll == pytest.approx(-stats.multinomial(10, sample.a).logpmf([7, 2, 1]))
    assert found.factor == 10.0
    assert found.nll == pytest.approx(found.factor * found.penalty + found.constant)


def test_the_spherical_loss_is_up_to_a_factor_and_a_constant_that_of_a_direction():
    """As the page says; the distribution is SciPy's."""
    labels = np.eye(3)
    proba = np.array([[0.8, 0.2, 0.0], [0.3, 0.3, 0.4], [0.1, 0.2, 0.7]])
    directions = proba / np.linalg.norm(proba, axis=1, keepdims=True)
    for truth in range(3):
        nll = [-stats.vonmises_fisher(mu, 2.5).logpdf(labels[truth]) for mu in directions]
        penalties = losscore.LOSSES["spherical"].penalties([truth] * 3, proba)
        np.testing.assert_allclose(np.diff(nll), 2.5 * np.diff(penalties), rtol=1e-9)
