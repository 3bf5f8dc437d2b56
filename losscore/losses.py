"""The losses as objects with one interface: one class holds everything that is that loss's own."""

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np
import numpy.typing as npt

from .checks import Array, LabelsLike, number_between, one_of
from .penalties import cross_entropy, squared_error
from .residuals import of_others, residuals
from .samples import Distributions, Floats, Samples, Truth


class Loss(ABC):
    """A loss: what it charges a sample, class by class, how hard it pushes, and how it behaves.

    The methods without an ending take `y_true`, `y_proba` and `classes` as `squared_error` does and
    raise `ValueError` as it does; two-class input `(N,)` gives `(N, 2)`. Those that end in `_at` or
    `_from_logs` take float64 `(N, K)` rows that sum to 1 and check nothing: they are for loops
    that have checked once, and they are what a loss of your own is made of. It has to define the
    attributes, `terms_at`, `gradient_at` and `hessian_at`; what else it can be asked follows from
    them, and may be defined as well where another formula keeps more digits or takes less time.
    An instance works wherever the name of a loss does.

    Attributes
    ----------
    name : str
        The key in `LOSSES`.
    label : str
        The name to show.
    ceiling : float
        The most that one sample can cost; `inf` where nothing is the most.
    local : bool
        Whether the penalty of a one-hot truth depends on ŷ of the true class alone.
    late_push : tuple of two floats
        (c, p): late in the descent of one two-class sample, when its residual r = 1 − ŷ is small,
        the loss pushes its logit by c·rᵖ.
    likelihood : {"gaussian", "multinomial"} or None
        Whose negative log-likelihood the loss is, up to a factor and a constant.

    References
    ----------
    Gneiting, Raftery (2007), "Strictly Proper Scoring Rules, Prediction, and Estimation", Journal
    of the American Statistical Association 102(477). doi:10.1198/016214506000001437

    Examples
    --------
    >>> loss = LOSSES["cross_entropy"]
    >>> loss.label
    'Cross-entropy'
    >>> loss.gradient([0], [[0.8, 0.2, 0.0]])
    array([[-1.25,  0.  ,  0.  ]])
    >>> loss.logit_gradient([0], [[0.8, 0.2, 0.0]]).round(12)
    array([[-0.2,  0.2,  0. ]])

    A loss of your own, here the linear score, which is no proper one:

    >>> class Miss(Loss):
    ...     name, label, ceiling, local, likelihood = "miss", "Miss", 1.0, True, None
    ...     late_push = (1.0, 1.0)
    ...     def terms_at(self, truth, proba):
    ...         return truth * (1.0 - proba)
    ...     def gradient_at(self, truth, proba):
    ...         return -truth
    ...     def hessian_at(self, truth, proba):
    ...         raise NotImplementedError("no Newton steps under this loss")
    >>> Miss().penalties([0, 1], [[0.75, 0.25], [0.75, 0.25]])
    array([0.25, 0.75])
    """

    name: ClassVar[str]
    label: ClassVar[str]
    local: ClassVar[bool]
    late_push: ClassVar[tuple[float, float]]
    likelihood: ClassVar[Literal["gaussian", "multinomial"] | None]

    @property
    @abstractmethod
    def ceiling(self) -> float:
        """See `Loss`."""

    def penalties(
        self, y_true: LabelsLike, y_proba: npt.ArrayLike, *, classes: LabelsLike | None = None
    ) -> Array:
        """The penalty of each sample, `(N,)`, at least 0."""
        return Samples(y_true, y_proba, classes=classes).penalties(
            lambda truth, proba: np.einsum(
                "ij->i", self.terms_at(truth.distributions(), proba.astype(np.float64, copy=False))
            )
        )

    def terms(
        self, y_true: LabelsLike, y_proba: npt.ArrayLike, *, classes: LabelsLike | None = None
    ) -> Array:
        """What each class adds to the penalty, `(N, K)`: the terms of a row sum to its penalty."""
        return Samples(y_true, y_proba, classes=classes).per_class(self.terms_at)

    def gradient(
        self, y_true: LabelsLike, y_proba: npt.ArrayLike, *, classes: LabelsLike | None = None
    ) -> Array:
        """∂L/∂ŷₖ of each penalty, `(N, K)`, each ŷₖ moving on its own."""
        return Samples(y_true, y_proba, classes=classes).per_class(self.gradient_at)

    def logit_gradient(
        self, y_true: LabelsLike, y_proba: npt.ArrayLike, *, classes: LabelsLike | None = None
    ) -> Array:
        """∂L/∂zₖ of each penalty, `(N, K)`, at the logits z whose softmax is ŷ."""
        return Samples(y_true, y_proba, classes=classes).per_class(self.logit_gradient_at)

    def hessian(
        self, y_true: LabelsLike, y_proba: npt.ArrayLike, *, classes: LabelsLike | None = None
    ) -> Array:
        """∂²L/∂zᵢ∂zⱼ of each penalty, `(N, K, K)`, at the logits z whose softmax is ŷ."""
        blocks = [
            self.hessian_at(truth.distributions(), proba.astype(np.float64, copy=False))
            for _, truth, proba in Samples(y_true, y_proba, classes=classes)
        ]
        return np.concatenate(blocks)

    def resolution(
        self, y_true: LabelsLike, y_proba: npt.ArrayLike, *, classes: LabelsLike | None = None
    ) -> Array:
        """How far each penalty is open because the numbers of ŷ are rounded, `(N,)`.

        A row whose sum s misses 1 tells each of its numbers only up to a factor of about 1 ± r,
        where r = max(s, 1/s) − 1, and at least the rounding of the numbers' own type. The penalty
        is open by r·Σₖ ŷₖ·|∂L/∂ŷₖ| + r²: what it changes by, at most, when the row is rescaled.
        It is 0 where that is infinite: a penalty that hangs on a 0 is taken as it stands.
        """

        def kernel(truth: Truth, proba: Floats) -> Array:
            rounding = float(np.finfo(proba.dtype).eps)
            rows = proba.astype(np.float64, copy=False)
            return self._resolution(truth.distributions(), rows, rounding)

        return Samples(y_true, y_proba, classes=classes).penalties(kernel)

    def _resolution(self, truth: Array, proba: Array, rounding: float) -> Array:
        sums = np.einsum("ij->i", proba)
        factor = np.maximum(np.maximum(sums, 1.0 / sums) - 1.0, rounding)
        with np.errstate(invalid="ignore", over="ignore"):
            pull = np.einsum("ij,ij->i", proba, np.abs(self.gradient_at(truth, proba)))
        return np.where(np.isfinite(pull), factor * pull + np.square(factor), 0.0)

    def floored(self, floor: float) -> "Loss":
        """The loss with predictions lifted to a floor first, if a floor makes a difference to it.

        That is so for a loss with a logarithm; any other is given back as it is.
        """
        return self

    def push(self, residual: float) -> float:
        """−∂L/∂z of a two-class sample, z the logit of its true class, from the residual 1 − ŷ."""
        proba = np.array([[residual, 1.0 - residual]])
        return -float(self.logit_gradient_at(np.array([[0.0, 1.0]]), proba)[0, 1])

    @abstractmethod
    def terms_at(self, truth: Array, proba: Array) -> Array:
        """See `terms`."""

    @abstractmethod
    def gradient_at(self, truth: Array, proba: Array) -> Array:
        """See `gradient`."""

    @abstractmethod
    def hessian_at(self, truth: Array, proba: Array) -> Array:
        """See `hessian`."""

    def logit_gradient_at(self, truth: Array, proba: Array) -> Array:
        """See `logit_gradient`: ŷₖ·(gₖ − Σⱼ gⱼŷⱼ) with the gradient g in ŷ."""
        # As gₖ·Σⱼ≠ₖ ŷⱼ − Σⱼ≠ₖ gⱼŷⱼ, which subtracts nothing from 1.
        gradient = self.gradient_at(truth, proba)
        return proba * (gradient * of_others(proba) - of_others(gradient * proba))

    def terms_from_logs(self, truth: Array, logs: Array) -> Array:
        """`terms_at` from log ŷ, which still tells apart what rounds to 0 or to 1 as ŷ."""
        return self.terms_at(truth, np.exp(logs))

    def gradient_from_logs(self, truth: Array, logs: Array) -> Array:
        """`gradient_at` from log ŷ."""
        return self.gradient_at(truth, np.exp(logs))


@dataclass(frozen=True)
class SquaredError(Loss):
    """Σₖ (yₖ − ŷₖ)², pushing 2(ŷₖ − yₖ) on ŷ; on logits 2ŷₖ(dₖ − Σⱼ dⱼŷⱼ) with d = ŷ − y."""

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
        hessian: Array = 2.0 * (_diagonal(proba * a) - _products(proba) * pairs)
        return hessian

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
        hessian = -_products(proba)
        # 1 − ŷᵢ is the sum of the others, which keeps its digits when ŷᵢ is nearly 1.
        diagonal = np.arange(proba.shape[1])
        hessian[:, diagonal, diagonal] = proba * of_others(proba)
        if self.floor:
            hessian *= self._above_floor(truth, proba).sum(axis=1)[:, None, None]
        return hessian

    def push(self, residual: float) -> float:
        """The residual itself, see `Loss.push`; 0 below a floor."""
        return residual if 1.0 - residual > self.floor else 0.0

    def _above_floor(self, truth: Array, proba: Array) -> Array:
        return np.where(proba > self.floor, truth, 0.0) if self.floor else truth


@dataclass(frozen=True)
class Spherical(Loss):
    """1 − Σₖ yₖ·ŷₖ/‖ŷ‖₂, one less the spherical score: how far ŷ points away from the truth.

    For a one-hot truth it is 1 less the cosine of the angle between both, 0 to 1. A soft truth
    costs at least 1 − ‖y‖₂, its own penalty. Each class adds yₖ·(1 − ŷₖ/‖ŷ‖₂), and is pushed by
    (ŷₖ·Σⱼ yⱼŷⱼ − yₖ·Σⱼ ŷⱼ²)/‖ŷ‖₂³ on ŷ and by ŷₖ times that on its logit, because the loss does
    not change when ŷ is rescaled.
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
        norm = _norms(proba)
        return truth * of_others(np.square(proba)) / (norm * (norm + proba))

    def gradient_at(self, truth: Array, proba: Array) -> Array:
        """See `Loss.gradient`."""
        # The own class cancels out of both sums, so only the others are added up.
        hits = proba * of_others(truth * proba)
        return (hits - truth * of_others(np.square(proba))) / _norms(proba) ** 3

    def logit_gradient_at(self, truth: Array, proba: Array) -> Array:
        """See `Loss.logit_gradient`."""
        return proba * self.gradient_at(truth, proba)

    def hessian_at(self, truth: Array, proba: Array) -> Array:
        """δᵢⱼ·gᵢ + ŷᵢŷⱼ·(yᵢŷⱼ + yⱼŷᵢ + s·δᵢⱼ − 3s·ŷᵢŷⱼ/‖ŷ‖²)/‖ŷ‖³; g in z, s = Σₖ yₖŷₖ."""
        norm = _norms(proba)[:, :, None]
        hit = np.einsum("ij,ij->i", truth, proba)[:, None, None]
        pairs = truth[:, :, None] * proba[:, None, :]
        inner = pairs + pairs.transpose(0, 2, 1) - 3.0 * hit * _products(proba) / norm**2
        own = self.logit_gradient_at(truth, proba) + hit[:, :, 0] * proba**2 / norm[:, :, 0] ** 3
        hessian: Array = _diagonal(own) + _products(proba) * inner / norm**3
        return hessian

    def push(self, residual: float) -> float:
        """r²·(1−r)/(r² + (1−r)²)^(3/2), see `Loss.push`."""
        rest = 1.0 - residual
        square = residual * residual
        return square * rest / math.pow(square + rest * rest, 1.5)


LOSSES: dict[str, Loss] = {
    loss.name: loss for loss in (SquaredError(), CrossEntropy(), Spherical())
}
"""The losses by name, in the order they are shown."""


def as_loss(loss: str | Loss) -> Loss:
    """The loss of a name in `LOSSES`, or the loss itself, where a function takes either."""
    return loss if isinstance(loss, Loss) else LOSSES[one_of("loss", loss, LOSSES)]


def _norms(rows: Array) -> Array:
    """‖row‖₂, `(N, 1)`."""
    norms: Array = np.sqrt(np.einsum("ij,ij->i", rows, rows))
    return norms[:, np.newaxis]


def _diagonal(values: Array) -> Array:
    return values[:, :, None] * np.eye(values.shape[1])


def _products(rows: Array) -> Array:
    """rowᵢ·rowⱼ, `(N, K, K)`."""
    return rows[:, :, None] * rows[:, None, :]
