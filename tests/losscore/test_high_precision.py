"""Twelve digits, against arithmetic of many, where 1 − ŷ or a difference would lose them."""

import math

import mpmath
import numpy as np
import pytest

from losscore import LOSSES, PowerLoss, softmax
from losscore.teaching import log_odds, logistic_chain, multinomial_nll, multinomial_nll_parts
from losscore.teaching.objective import SoftmaxObjective

# Both ends, the middle, and 37, from which on 1 − ŷ is 0 in float64.
LOGITS = [-700.0, -350.1, -40.0, -37.0, -30.0, -3.3, 0.0, 0.7, 18.0, 30.0, 37.0, 40.0, 350.1, 700.0]
TRUTHS = [[0.0, 1.0], [1.0, 0.0], [0.7, 0.3]]
EVERY = LOSSES | {f"power {a:g}": PowerLoss(a) for a in (1e-6, 0.3, 1.0)}
EVERY_LOSS = pytest.mark.parametrize("loss", EVERY.values(), ids=EVERY)


@pytest.fixture(autouse=True)
def so_many_digits_that_1_less_e_to_the_minus_700_keeps_sixty():
    with mpmath.workdps(700):
        yield


def close(actual, expected):
    """Within 1e-12 of the size, or both below the least number float64 has all its digits for."""
    np.testing.assert_allclose(
        np.asarray(actual, float), np.array(expected, object).astype(float), rtol=1e-12, atol=1e-307
    )


def exactly(values):
    """As numbers of many digits, without rounding."""
    return [mpmath.mpf(float(value)) for value in values]


def exact_softmax(logits):
    powers = [mpmath.exp(z) for z in exactly(logits)]
    return [power / mpmath.fsum(powers) for power in powers]


def norm_of(proba):
    return mpmath.sqrt(mpmath.fsum(p**2 for p in proba))


def hit_of(truth, proba):
    return mpmath.fsum(y * p for y, p in zip(truth, proba, strict=True))


def exact_penalty(loss, truth, proba):
    if loss.name == "power":
        return mpmath.fsum(
            exact_power_term(loss.a, *pair) for pair in zip(truth, proba, strict=True)
        )
    if loss.name == "spherical":
        return mpmath.fsum(truth) - hit_of(truth, proba) / norm_of(proba)
    if loss.name == "squared_error":
        return mpmath.fsum((p - y) ** 2 for y, p in zip(truth, proba, strict=True))
    return -mpmath.fsum(y * mpmath.log(p) for y, p in zip(truth, proba, strict=True) if y)


def exact_power_term(a, y, p):
    a = mpmath.mpf(a)
    return p ** (1 + a) - (1 + 1 / a) * y * p**a + y ** (1 + a) / a


def exact_gradient(loss, truth, proba):
    """∂L/∂ŷₖ, each ŷₖ moving on its own."""
    if loss.name == "power":
        a = mpmath.mpf(loss.a)
        return [(1 + a) * p ** (a - 1) * (p - y) for y, p in zip(truth, proba, strict=True)]
    if loss.name == "spherical":
        norm, hit = norm_of(proba), hit_of(truth, proba)
        return [(p * hit / norm**2 - y) / norm for y, p in zip(truth, proba, strict=True)]
    if loss.name == "squared_error":
        return [2 * (p - y) for y, p in zip(truth, proba, strict=True)]
    return [-y / p for y, p in zip(truth, proba, strict=True)]


def exact_logit_gradient(loss, truth, proba):
    """Through the derivatives of the softmax, ∂ŷⱼ/∂zₖ = ŷⱼ·(δⱼₖ − ŷₖ)."""
    gradient = exact_gradient(loss, truth, proba)
    mean = mpmath.fsum(g * p for g, p in zip(gradient, proba, strict=True))
    return [p * (g - mean) for g, p in zip(gradient, proba, strict=True)]


POWERS = pytest.mark.parametrize("a", [1e-6, 1e-4, 0.01, 0.3, 0.5, 0.999, 1.0])
# Never, hardly ever, in the middle, nearly always and always.
SIZES = [
    0.0,
    5e-324,
    1e-300,
    1e-17,
    1e-6,
    0.01,
    0.3,
    0.5,
    0.8,
    0.99,
    1.0 - 1e-12,
    1.0 - 2**-53,
    1.0,
]


@POWERS
@pytest.mark.parametrize("y", SIZES)
def test_a_term_and_a_slope_of_the_power_loss(a, y):
    near = [y + sign * y * far for far in (1e-16, 1e-12, 1e-6, 1e-3, 0.1, 0.4) for sign in (-1, 1)]
    sizes = np.array([*SIZES, *[p for p in near if p <= 1.0]])
    loss, truth = PowerLoss(a), np.full((sizes.size, 1), y)
    terms, slopes = loss.terms_at(truth, sizes[:, None]), loss.gradient_at(truth, sizes[:, None])
    above = sizes > 1e-310
    with mpmath.workdps(350):  # What should be 0 is then below the least number of float64.
        close(terms.ravel(), [exact_power_term(a, *exactly([y, p])) for p in sizes])
        expected = [exact_gradient(loss, exactly([y]), exactly([p]))[0] for p in sizes[above]]
        close(slopes[above, 0], expected)


@POWERS
@pytest.mark.parametrize("truth", [[0.0, 1.0, 0.0], [0.2, 0.7, 0.1]])
@pytest.mark.parametrize("proba", [[0.3, 0.3, 0.4], [0.0, 0.75, 0.25], [0.0, 0.0, 1.0]])
def test_the_hessian_of_the_power_loss(a, truth, proba):
    """Through q = ŷ·∂(ŷ·∂L/∂ŷ)/∂ŷ and the second derivatives of the softmax."""
    y, p, a_ = exactly(truth), exactly(proba), mpmath.mpf(a)
    first = [(1 + a_) * p**a_ * (p - y) for y, p in zip(y, p, strict=True)]
    second = [(1 + a_) * p**a_ * ((1 + a_) * p - a_ * y) for y, p in zip(y, p, strict=True)]
    expected = [
        [
            mpmath.fsum(
                second[k] * ((k == i) - p[i]) * ((k == j) - p[j])
                - first[k] * p[i] * ((i == j) - p[j])
                for k in range(3)
            )
            for j in range(3)
        ]
        for i in range(3)
    ]
    actual = PowerLoss(a).hessian_at(np.array([truth]), np.array([proba]))[0]
    np.testing.assert_allclose(actual, np.array(expected, float), rtol=1e-12, atol=1e-15)


@EVERY_LOSS
@pytest.mark.parametrize("z", LOGITS)
@pytest.mark.parametrize("truth", TRUTHS)
def test_every_factor_of_the_logistic_chain(loss, z, truth):
    chain = logistic_chain(loss, weight=0.5, bias=0.0, x=2.0 * z, y=truth[1])
    assert chain.z == z
    y, p = exactly([1.0 - truth[1], truth[1]]), exact_softmax([0.0, z])
    against, in_favour = exact_gradient(loss, y, p)
    close(chain.loss, exact_penalty(loss, y, p))
    close(chain.y_hat, p[1])
    close(chain.rest, p[0])
    close(chain.dloss_dclasses, [against, in_favour])
    close(chain.dloss_dy_hat, in_favour - against)
    close(chain.dy_hat_dz, p[0] * p[1])
    close(chain.dloss_dz, exact_logit_gradient(loss, y, p)[1])
    close(chain.dloss_dw, exact_logit_gradient(loss, y, p)[1] * 2 * z)
    close(chain.dloss_db, exact_logit_gradient(loss, y, p)[1])


@EVERY_LOSS
@pytest.mark.parametrize("z", LOGITS)
@pytest.mark.parametrize("truth", TRUTHS)
def test_logit_gradient_of_two_classes(loss, z, truth):
    logits = [0.0, z]
    gradient = loss.logit_gradient([truth], [softmax(logits)])[0]
    close(gradient, exact_logit_gradient(loss, exactly(truth), exact_softmax(logits)))


@EVERY_LOSS
@pytest.mark.parametrize("classes", [3, 10, 40])
@pytest.mark.parametrize("surest", [0, 1])
@pytest.mark.parametrize("scale", [1.0, 37.0, 350.0])
def test_logit_gradient_of_several_classes(loss, classes, surest, scale):
    logits = -scale * np.linspace(0.5, 2.0, classes)
    logits[surest] = 0.0
    proba = exact_softmax(logits)
    for label in (0, 1, classes - 1):
        gradient = loss.logit_gradient([label], [softmax(logits)])[0]
        close(gradient, exact_logit_gradient(loss, exactly(np.eye(classes)[label]), proba))


@EVERY_LOSS
@pytest.mark.parametrize("z", [*LOGITS, -1e4, 1e4])
def test_the_loss_that_training_lowers_and_traces(loss, z):
    objective = SoftmaxObjective(np.array([[z]]), np.array([[0.0, 1.0]]), loss)
    parameters = np.array([[0.0, 1.0], [0.0, 0.0]])
    expected = exact_penalty(loss, exactly([0, 1]), exact_softmax([0.0, z]))
    close(objective.value(parameters), expected)
    traced, residual, _ = objective.trace(parameters[np.newaxis])
    close(traced[0], expected)
    close(residual[0], exact_softmax([0.0, z])[0])


@EVERY_LOSS
@pytest.mark.parametrize("z", LOGITS)
def test_the_gradient_that_training_follows(loss, z):
    objective = SoftmaxObjective(np.array([[z]]), np.array([[0.0, 1.0]]), loss)
    gradient = objective.gradient(np.array([[0.0, 1.0], [0.0, 0.0]]))
    expected = exact_logit_gradient(loss, exactly([0, 1]), exact_softmax([0.0, z]))
    close(gradient, [[z * g for g in expected], expected])


def exact_multinomial(counts, proba):
    """Negative log-likelihood, and its constant alone."""
    draws = mpmath.mpf(int(sum(counts)))
    constant = mpmath.fsum(mpmath.loggamma(int(c) + 1) for c in counts) - mpmath.loggamma(draws + 1)
    drawn = mpmath.fsum(int(c) * mpmath.log(p) for c, p in zip(counts, exactly(proba), strict=True))
    return constant - drawn, constant


@pytest.mark.parametrize("proba", [
    [0.5, 0.5], [0.3, 0.7], [0.1, 0.2, 0.7], [1 / 3] * 3, [1.0 - 1e-9, 1e-9], [0.9, 0.10000001],
])  # fmt: skip
@pytest.mark.parametrize("draws", [3, 15, 16, 40, 1000, 10**6, 2 * 10**9, 10**15])
@pytest.mark.parametrize("off", [0.0, 1.0, 5.0, 1e3])
def test_the_multinomial_of_any_number_of_draws(proba, draws, off):
    # So many draws of each class as expected, and off by standard deviations of that.
    moved = min(off * math.sqrt(draws * proba[0] * (1.0 - proba[0])), draws * proba[1])
    first = min(round(draws * proba[0] + moved), draws)
    others = [int((draws - first) * p / sum(proba[1:])) for p in proba[1:-1]]
    counts = [first, *others, draws - first - sum(others)]
    nll, constant = exact_multinomial(counts, proba)
    close(multinomial_nll([counts], [proba])[0], nll)
    close(multinomial_nll_parts([counts]).constant[0], constant)


@pytest.mark.parametrize("counts", [[2 * 10**9, 1], [1, 2 * 10**9], [2 * 10**9, 0], [10**9, 10**9]])
def test_the_constant_of_many_draws_of_hardly_more_than_one_class(counts):
    for proba in ([0.5, 0.5], [1.0 - 2.0**-30, 2.0**-30]):
        nll, constant = exact_multinomial(counts, proba)
        close(multinomial_nll([counts], [proba])[0], nll)
        close(multinomial_nll_parts([counts]).constant[0], constant)


@pytest.mark.parametrize("tiny", [5e-324, 1.4e-316, 1e-300, 1e-20])
@pytest.mark.parametrize("counts", [[0, 1], [1, 0], [3, 2], [2 * 10**9, 1], [0, 2 * 10**9]])
def test_the_multinomial_of_what_was_next_to_impossible(tiny, counts):
    nll, _ = exact_multinomial(counts, [1.0, tiny])
    close(multinomial_nll([counts], [[1.0, tiny]])[0], nll)


@pytest.mark.parametrize("distance", [1e-15, 1e-9, 1e-4, 0.2, 0.25, 0.3, 0.4999, 0.4999999999])
def test_log_odds_from_near_a_half_to_near_certainty(distance):
    for y_hat in (0.5 - distance, 0.5 + distance):
        (exact,) = exactly([y_hat])
        close(log_odds(y_hat), mpmath.log(exact / (1 - exact)))
