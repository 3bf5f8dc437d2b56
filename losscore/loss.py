"""What a loss is: one interface, and what follows from the little a loss has to define."""

import sys
from abc import ABC, abstractmethod
from typing import ClassVar, Literal

import numpy as np
import numpy.typing as npt

from .areas import Pieces, gauss_areas
from .checks import Array, LabelsLike, thresholds_of, whole_number_between
from .rows import of_others
from .samples import Floats, Samples, Truth


class Loss(ABC):
    """A loss: what it charges a sample, class by class, how hard it pushes, and how it behaves.

    The methods without an ending take `y_true`, `y_proba` and `classes` as `squared_error` does and
    raise `ValueError` as it does; two-class input `(N,)` gives `(N, 2)`. Those that end in `_at` or
    `_from_logs` take float64 `(N, K)` rows that sum to 1 and check nothing: they are for loops
    that have checked once, and they are what a loss of your own is made of. It has to define the
    attributes, `terms_at`, `gradient_at` and `hessian_at`; what else it can be asked follows from
    them, and may be defined as well where another formula keeps more digits or takes less time.
    With `threshold_weight_at` it can be weighed over a `threshold_curve`, too.
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
    >>> from losscore import LOSSES
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
    likelihood: ClassVar[Literal["gaussian", "multinomial"] | None]

    @property
    @abstractmethod
    def ceiling(self) -> float:
        """See `Loss`."""

    @property
    @abstractmethod
    def late_push(self) -> tuple[float, float]:
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
            return self._resolution(truth, rows, rounding)

        return Samples(y_true, y_proba, classes=classes).penalties(kernel)

    def _resolution(self, truth: Truth, proba: Array, rounding: float) -> Array:
        sums = np.einsum("ij->i", proba)
        factor = np.maximum(np.maximum(sums, 1.0 / sums) - 1.0, rounding)
        with np.errstate(invalid="ignore", over="ignore"):
            pull = self._pull(truth, proba)
        return np.where(np.isfinite(pull), factor * pull + np.square(factor), 0.0)

    def _pull(self, truth: Truth, proba: Array) -> Array:
        """Σₖ ŷₖ·|∂L/∂ŷₖ|, `(N,)`."""
        gradient = self.gradient_at(truth.distributions(), proba)
        pull: Array = np.einsum("ij,ij->i", proba, np.abs(gradient))
        return pull

    def threshold_weight(self, thresholds: npt.ArrayLike, *, classes: int) -> Array | None:
        """How much the loss minds each threshold, as a density over 0 to 1; None if it has none.

        Acting on class k when ŷₖ > θ costs M(θ) = Σₖ |yₖ − θ|·[θ between ŷₖ and yₖ]: 1 − θ for a
        miss and θ for a false alarm. Of a proper loss that is a sum over `classes` classes, all
        charged alike, the penalty beyond the truth's own is ∫ w(θ)·M(θ) dθ from 0 to 1 with this
        weight w; of two classes, of which only w(θ) + w(1 − θ) counts, that of every proper loss
        that takes both alike. `threshold_curve` gives M. See Ehm, Gneiting, Jordan, Krüger (2016),
        doi:10.1111/rssb.12154.
        """
        classes = whole_number_between("classes", classes, 2, sys.maxsize)
        with np.errstate(over="ignore"):
            return self.threshold_weight_at(thresholds_of(thresholds), classes)

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

    def threshold_weight_at(self, thresholds: Array, classes: int) -> Array | None:
        """See `threshold_weight`."""
        return None

    def threshold_areas_at(self, pieces: Pieces, classes: int) -> Array:
        """∫ w(θ)·line(θ) dθ of each piece, for a loss with a weight w over thresholds."""

        def weight(thresholds: Array) -> Array:
            found = self.threshold_weight_at(thresholds, classes)
            assert found is not None
            return found

        return gauss_areas(weight, pieces)
