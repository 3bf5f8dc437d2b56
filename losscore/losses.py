"""The losses as objects with one interface: one class holds everything that is that loss's own."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .areas import Pieces, power_areas
from .checks import Array, LabelsLike, number_between, one_of
from .loss import Loss
from .penalties import cross_entropy, squared_error
from .power import PowerLoss
from .rows import diagonal, norms, of_others, products, residuals
from .samples import Distributions, Truth


@dataclass(frozen=True)
class SquaredError(Loss):
    """Σₖ (yₖ − ŷₖ)², pushing 2(ŷₖ − yₖ) on ŷ; on logits 2ŷₖ(dₖ − Σⱼ dⱼŷⱼ) with d = ŷ − y.

    References
    ----------
    Brier (1950), "Verification of forecasts expressed in terms of probability", Monthly Weather
    Review 78(1). doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2

    Examples
    --------
    >>> SquaredError().logit_gradient([0], [[0.5, 0.5, 0.0]])
    array([[-0.5,  0.5,  0. ]])
    """

    name = "squared_error"
    label = "Squared error"
    ceiling = 2.0
    local = False
    late_push = (4.0, 2.0)
    likelihood = "gaussian"

    def penalties(
        self, y_true: LabelsLike, y_proba: npt.ArrayLike, *, classes: LabelsLike | None = None
    ) -> Array:
        """See `squared_error`."""
        return squared_error(y_true, y_proba, classes=classes)

    def terms_at(self, truth: Array, proba: Array) -> Array:
        """See `Loss.terms`."""
        return np.square(proba - truth)

    def gradient_at(self, truth: Array, proba: Array) -> Array:
        """See `Loss.gradient`."""
        return 2.0 * (proba - truth)

    def terms_from_logs(self, truth: Array, logs: Array) -> Array:
        """See `Loss.terms_from_logs`."""
        return np.square(residuals(truth, np.exp(logs)))

    def gradient_from_logs(self, truth: Array, logs: Array) -> Array:
        """See `Loss.gradient_from_logs`."""
        return 2.0 * residuals(truth, np.exp(logs))

    def logit_gradient_at(self, truth: Array, proba: Array) -> Array:
        """See `Loss.logit_gradient`."""
        d = residuals(truth, proba)
        return 2.0 * proba * (d * of_others(proba) - of_others(d * proba))

    def hessian_at(self, truth: Array, proba: Array) -> Array:
        """2·ŷᵢ·(δᵢⱼ·aᵢ − ŷⱼ·(aᵢ + aⱼ − Σŷ²)) with a = 2ŷ − y − Σₖ(ŷ−y)·ŷ; may be indefinite."""
        difference = proba - truth
        a = difference + proba - (difference * proba).sum(axis=1, keepdims=True)
        pairs = a[:, :, None] + a[:, None, :] - (proba**2).sum(axis=1)[:, None, None]
        hessian: Array = 2.0 * (diagonal(proba * a) - products(proba) * pairs)
        return hessian

    def threshold_weight_at(self, thresholds: Array, classes: int) -> Array:
        """2 everywhere, see `Loss.threshold_weight`."""
        return np.full_like(thresholds, 2.0)

    def threshold_areas_at(self, pieces: Pieces, classes: int) -> Array:
        """See `Loss.threshold_areas_at`."""
        return (pieces.high - pieces.low) * (pieces.at_low + pieces.at_high)

    def push(self, residual: float) -> float:
        """4·r²·(1−r), see `Loss.push`."""
        return 4.0 * residual * residual * (1.0 - residual)


@dataclass(frozen=True)
class CrossEntropy(Loss):
    """−Σₖ yₖ·log ŷₖ, pushing −yₖ/ŷₖ on ŷ; on logits ŷₖ − yₖ.

    At ŷₖ = 0 the push on ŷ is −inf where yₖ > 0 and 0 where yₖ = 0; on logits it stays finite.

    Attributes
    ----------
    floor : float
        What a smaller ŷ is lifted to before the logarithm is taken, 0 to below 1; there ŷ pushes
        nothing any more.

    References
    ----------
    Good (1952), "Rational Decisions", Journal of the Royal Statistical Society B 14(1).
    doi:10.1111/j.2517-6161.1952.tb00104.x

    Examples
    --------
    >>> CrossEntropy().penalties([0], [[0.0, 1.0]])
    array([inf])
    >>> CrossEntropy(floor=1e-15).penalties([0], [[0.0, 1.0]]).round(4)
    array([34.5388])
    """

    floor: float = 0.0

    name = "cross_entropy"
    label = "Cross-entropy"
    local = True
    late_push = (1.0, 1.0)
    likelihood = "multinomial"

    def __post_init__(self) -> None:
        number_between("floor", self.floor, 0.0, 1.0)

    @property
    def ceiling(self) -> float:
        """−log of the floor; `inf` without one."""
        return -math.log(self.floor) if self.floor else math.inf

    def floored(self, floor: float) -> "CrossEntropy":
        """See `Loss.floored`."""
        return CrossEntropy(floor)

    def penalties(
        self, y_true: LabelsLike, y_proba: npt.ArrayLike, *, classes: LabelsLike | None = None
    ) -> Array:
        """See `cross_entropy`."""
        return cross_entropy(y_true, y_proba, classes=classes, floor=self.floor)

    def terms_at(self, truth: Array, proba: Array) -> Array:
        """See `Loss.terms`."""
        lifted = np.clip(proba, self.floor, 1.0)
        with np.errstate(divide="ignore"):
            return 0.0 - Distributions(truth).terms(np.log, lifted)

    def gradient_at(self, truth: Array, proba: Array) -> Array:
        """See `Loss.gradient`."""
        truth = self._above_floor(truth, proba)
        with np.errstate(divide="ignore", over="ignore"):
            return np.divide(-truth, proba, out=np.zeros_like(proba), where=truth > 0.0)

    def terms_from_logs(self, truth: Array, logs: Array) -> Array:
        """See `Loss.terms_from_logs`."""
        return 0.0 - truth * (np.maximum(logs, math.log(self.floor)) if self.floor else logs)

    def logit_gradient_at(self, truth: Array, proba: Array) -> Array:
        """See `Loss.logit_gradient`."""
        return residuals(self._above_floor(truth, proba), proba)

    def hessian_at(self, truth: Array, proba: Array) -> Array:
        """ŷᵢ·(δᵢⱼ − ŷⱼ), whatever the truth; with a floor times the truth that is above it."""
        hessian = -products(proba)
        # 1 − ŷᵢ is the sum of the others, which keeps its digits when ŷᵢ is nearly 1.
        diagonal = np.arange(proba.shape[1])
        hessian[:, diagonal, diagonal] = proba * of_others(proba)
        if self.floor:
            hessian *= self._above_floor(truth, proba).sum(axis=1)[:, None, None]
        return hessian

    def threshold_weight_at(self, thresholds: Array, classes: int) -> Array | None:
        """1/θ; with a floor none, as below it no prediction is better (`Loss.threshold_weight`)."""
        with np.errstate(divide="ignore"):
            return None if self.floor else 1.0 / thresholds

    def threshold_areas_at(self, pieces: Pieces, classes: int) -> Array:
        """See `Loss.threshold_areas_at`."""
        return power_areas(0.0, pieces)

    def push(self, residual: float) -> float:
        """The residual itself, see `Loss.push`; 0 below a floor."""
        return residual if 1.0 - residual > self.floor else 0.0

    def _above_floor(self, truth: Array, proba: Array) -> Array:
        return np.where(proba > self.floor, truth, 0.0) if self.floor else truth

    def _pull(self, truth: Truth, proba: Array) -> Array:
        # Labels look up one class a sample: that is several times as fast as all gradients.
        def pull(proba: Array) -> Array:
            pushed = proba * (1.0 / proba)
            return np.where(proba > self.floor, pushed, 0.0) if self.floor else pushed

        with np.errstate(divide="ignore"):
            return truth.expectation(pull, proba)


@dataclass(frozen=True)
class Spherical(Loss):
    """1 − Σₖ yₖ·ŷₖ/‖ŷ‖₂, one less the spherical score: how far ŷ points away from the truth.

    For a one-hot truth it is 1 less the cosine of the angle between both, 0 to 1. A soft truth
    costs at least 1 − ‖y‖₂, its own penalty. Each class adds yₖ·(1 − ŷₖ/‖ŷ‖₂), and is pushed by
    (ŷₖ·Σⱼ yⱼŷⱼ − yₖ·Σⱼ ŷⱼ²)/‖ŷ‖₂³ on ŷ and by ŷₖ times that on its logit, because the loss does
    not change when ŷ is rescaled.

    References
    ----------
    Gneiting, Raftery (2007), "Strictly Proper Scoring Rules, Prediction, and Estimation", Journal
    of the American Statistical Association 102(477). doi:10.1198/016214506000001437

    Examples
    --------
    >>> Spherical().penalties([0, 0], [[0.6, 0.4], [0.0, 1.0]]).round(4)
    array([0.1679, 1.    ])
    """

    name = "spherical"
    label = "Spherical"
    ceiling = 1.0
    local = False
    late_push = (1.0, 2.0)
    likelihood = None

    def terms_at(self, truth: Array, proba: Array) -> Array:
        """See `Loss.terms`."""
        # 1 − ŷₖ/n as (n² − ŷₖ²)/(n·(n + ŷₖ)), which subtracts nothing from a number near 1.
        norm = norms(proba)
        return truth * of_others(np.square(proba)) / (norm * (norm + proba))

    def gradient_at(self, truth: Array, proba: Array) -> Array:
        """See `Loss.gradient`."""
        # The own class cancels out of both sums, so only the others are added up.
        hits = proba * of_others(truth * proba)
        return (hits - truth * of_others(np.square(proba))) / norms(proba) ** 3

    def logit_gradient_at(self, truth: Array, proba: Array) -> Array:
        """See `Loss.logit_gradient`."""
        return proba * self.gradient_at(truth, proba)

    def hessian_at(self, truth: Array, proba: Array) -> Array:
        """δᵢⱼ·gᵢ + ŷᵢŷⱼ·(yᵢŷⱼ + yⱼŷᵢ + s·δᵢⱼ − 3s·ŷᵢŷⱼ/‖ŷ‖²)/‖ŷ‖³; g in z, s = Σₖ yₖŷₖ."""
        norm = norms(proba)[:, :, None]
        hit = np.einsum("ij,ij->i", truth, proba)[:, None, None]
        pairs = truth[:, :, None] * proba[:, None, :]
        inner = pairs + pairs.transpose(0, 2, 1) - 3.0 * hit * products(proba) / norm**2
        own = self.logit_gradient_at(truth, proba) + hit[:, :, 0] * proba**2 / norm[:, :, 0] ** 3
        hessian: Array = diagonal(own) + products(proba) * inner / norm**3
        return hessian

    def threshold_weight_at(self, thresholds: Array, classes: int) -> Array | None:
        """1/(2·‖(θ, 1−θ)‖³) for two classes; for more none, as it is no sum over classes."""
        return None if classes > 2 else 0.5 / np.hypot(thresholds, 1.0 - thresholds) ** 3

    def push(self, residual: float) -> float:
        """r²·(1−r)/(r² + (1−r)²)^(3/2), see `Loss.push`."""
        rest = 1.0 - residual
        square = residual * residual
        return square * rest / math.pow(square + rest * rest, 1.5)


LOSSES: dict[str, Loss] = {
    loss.name: loss for loss in (SquaredError(), CrossEntropy(), Spherical(), PowerLoss())
}
"""The losses by name, in the order they are shown."""


def as_loss(loss: str | Loss) -> Loss:
    """The loss of a name in `LOSSES`, or the loss itself, where a function takes either."""
    return loss if isinstance(loss, Loss) else LOSSES[one_of("loss", loss, LOSSES)]
