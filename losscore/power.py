"""The losses between squared error and cross-entropy, as one family with one number."""

import math
from dataclasses import dataclass

import numpy as np

from .areas import Pieces, power_areas
from .checks import Array, number_between
from .loss import Loss
from .rows import diagonal, of_others, products, residuals
from .samples import Truth

# For log(ŷ/y) below this, a series of so many terms has every digit.
_NEXT_TO, _TERMS = 0.1, 12


@dataclass(frozen=True)
class PowerLoss(Loss):
    """Σₖ ŷₖ^(1+a) − (1+1/a)·Σₖ yₖ·ŷₖ^a + (1/a)·Σₖ yₖ^(1+a), the density power divergence.

    With a = 1 it is squared error; as a → 0 it becomes cross-entropy (of a soft truth less its
    entropy: the Kullback–Leibler divergence). It is 0 for a perfect prediction, 1 + 1/a at most.
    Each class adds what its own three numbers make, which is at least 0: the Bregman divergence of
    t^(1+a)/a. It is pushed by (1+a)·ŷₖ^(a−1)·(ŷₖ − yₖ) on ŷ, and by (1+a)·(sₖ − ŷₖ·Σⱼ sⱼ) with
    s = ŷ^a·(ŷ − y) on its logit.

    Attributes
    ----------
    a : float
        Above 0, at least 1e-100, to 1.

    References
    ----------
    Basu, Harris, Hjort, Jones (1998), "Robust and Efficient Estimation by Minimising a Density
    Power Divergence", Biometrika 85(3). doi:10.1093/biomet/85.3.549

    Examples
    --------
    >>> sample = [0], [[0.8, 0.2, 0.0]]
    >>> [PowerLoss(a).penalties(*sample)[0].round(4).item() for a in (1.0, 0.5, 1e-6)]
    [0.08, 0.1217, 0.2231]
    >>> PowerLoss(0.25).ceiling
    5.0
    """

    a: float = 0.5

    name = "power"
    label = "Power"
    local = False
    likelihood = None

    def __post_init__(self) -> None:
        number_between("a", self.a, 1e-100, 1.0)

    @property
    def ceiling(self) -> float:
        """1 + 1/a."""
        return 1.0 + 1.0 / self.a

    @property
    def late_push(self) -> tuple[float, float]:
        """(1+a)·r^(1+a); at a = 1 the other class pushes as hard, and it is 4·r²."""
        return (4.0, 2.0) if self.a == 1.0 else (1.0 + self.a, 1.0 + self.a)

    def terms_at(self, truth: Array, proba: Array) -> Array:
        """See `Loss.terms`."""
        terms = proba * proba**self.a
        own = truth > 0.0
        y, p = truth[own], proba[own]
        terms[own] = self._terms(y, p - y, p**self.a, _log_ratios(p, y))
        return terms

    def gradient_at(self, truth: Array, proba: Array) -> Array:
        """See `Loss.gradient`."""
        with np.errstate(divide="ignore", over="ignore"):
            return self._gradient(truth, proba - truth, proba**self.a, proba ** (self.a - 1.0))

    def terms_from_logs(self, truth: Array, logs: Array) -> Array:
        """See `Loss.terms_from_logs`."""
        terms = np.exp((1.0 + self.a) * logs)
        own = truth > 0.0
        y, difference = truth[own], residuals(truth, np.exp(logs))[own]
        terms[own] = self._terms(y, difference, np.exp(self.a * logs[own]), logs[own] - np.log(y))
        return terms

    def gradient_from_logs(self, truth: Array, logs: Array) -> Array:
        """See `Loss.gradient_from_logs`."""
        difference = residuals(truth, np.exp(logs))
        with np.errstate(over="ignore"):
            steep = np.exp((self.a - 1.0) * logs)
        return self._gradient(truth, difference, np.exp(self.a * logs), steep)

    def logit_gradient_at(self, truth: Array, proba: Array) -> Array:
        """See `Loss.logit_gradient`."""
        pull = proba**self.a * residuals(truth, proba)
        return (1.0 + self.a) * (pull * of_others(proba) - proba * of_others(pull))

    def hessian_at(self, truth: Array, proba: Array) -> Array:
        """(1+a)·(δᵢⱼ·(qᵢ − ŷᵢ·Σs) − ŷᵢqⱼ − ŷⱼqᵢ + ŷᵢŷⱼ·Σ(q + s)), q = ŷ^a·(ŷ + a·(ŷ − y)).

        s is ŷ^a·(ŷ − y), as in the gradient; it may be indefinite.
        """
        powers, difference = proba**self.a, proba - truth
        pull, bend = powers * difference, powers * (proba + self.a * difference)
        total = pull.sum(axis=1, keepdims=True)
        both = (total[:, 0] + bend.sum(axis=1))[:, None, None]
        mixed = proba[:, :, None] * bend[:, None, :]
        hessian: Array = diagonal(bend - proba * total) + products(proba) * both
        return (1.0 + self.a) * (hessian - mixed - mixed.transpose(0, 2, 1))

    def push(self, residual: float) -> float:
        """(1+a)·(r²·(1−r)^a + (1−r)·r^(1+a)), see `Loss.push`."""
        rest, power = 1.0 - residual, 1.0 + self.a
        pushed: float = residual * residual * rest**self.a + rest * residual**power
        return power * pushed

    def threshold_weight_at(self, thresholds: Array, classes: int) -> Array:
        """(1+a)·θ^(a−1), see `Loss.threshold_weight`."""
        with np.errstate(divide="ignore"):
            return (1.0 + self.a) * thresholds ** (self.a - 1.0)

    def threshold_areas_at(self, pieces: Pieces, classes: int) -> Array:
        """See `Loss.threshold_areas_at`."""
        return (1.0 + self.a) * power_areas(self.a, pieces)

    def _pull(self, truth: Truth, proba: Array) -> Array:
        # A ŷ of 0 stays 0 when its row is rescaled, however steep the loss is there.
        difference = proba - truth.distributions()
        pull: Array = (1.0 + self.a) * np.abs(proba**self.a * difference).sum(axis=1)
        return pull

    def _terms(self, y: Array, difference: Array, powers: Array, ratios: Array) -> Array:
        """What classes with y > 0 add: from ŷ − y, ŷ^a, and log(ŷ/y) where ŷ is not near y."""
        near = np.abs(difference) < 0.5 * y
        ratios[near] = np.log1p(difference[near] / y[near])
        # (ŷ^a − y^a)/a, which is bounded on either side of y.
        larger = np.where(ratios > 0.0, powers, y**self.a)
        growth = np.sign(ratios) * larger * -np.expm1(-self.a * np.abs(ratios)) / self.a
        terms: Array = powers * difference - y * growth
        # Both are nearly equal where ŷ is next to y.
        next_to = np.abs(ratios) < _NEXT_TO
        terms[next_to] = y[next_to] ** (1.0 + self.a) * self._series(ratios[next_to])
        return terms

    def _series(self, ratios: Array) -> Array:
        """(1+a)·Σₙ vⁿ/n!·((1+a)ⁿ⁻¹ − aⁿ⁻¹), n = 2, 3, …: what a truth of 1 adds, v = log ŷ."""
        total = np.zeros_like(ratios)
        for n in range(_TERMS + 1, 1, -1):
            factor = ((1.0 + self.a) ** (n - 1) - self.a ** (n - 1)) * (1.0 + self.a)
            total = total * ratios + factor / math.factorial(n)
        return total * np.square(ratios)

    def _gradient(self, truth: Array, difference: Array, powers: Array, steep: Array) -> Array:
        """(1+a)·ŷ^(a−1)·(ŷ − y), from ŷ − y, ŷ^a and ŷ^(a−1), which is infinite at 0."""
        slopes = np.where(truth > 0.0, 0.0, powers)
        own = (truth > 0.0) & (difference != 0.0)
        slopes[own] = steep[own] * difference[own]
        return (1.0 + self.a) * slopes


def _log_ratios(p: Array, y: Array) -> Array:
    """log(p/y), also where p/y is too small or too large for float64."""
    (of_p, power_p), (of_y, power_y) = np.frexp(p), np.frexp(y)
    with np.errstate(divide="ignore"):
        return np.log(of_p / of_y) + math.log(2.0) * (power_p - power_y)
