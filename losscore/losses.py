"""The losses as objects with one interface. A third loss is one class here and one entry below."""

import math
from abc import ABC, abstractmethod

import numpy as np
import numpy.typing as npt

from .checks import Array
from .penalties import cross_entropy, squared_error
from .residuals import of_others, residuals
from .samples import Distributions, Samples, Truth


class Loss(ABC):
    """A loss: what it charges a sample, class by class, and how hard it pushes.

    The public methods take `y_true` and `y_proba` as `squared_error` does and raise `ValueError`
    as it does; two-class input `(N,)` gives `(N, 2)`. The methods with an underscore take float64
    `(N, K)` and check nothing: they are for loops that have checked once.

    Attributes
    ----------
    name : str
        The key in `LOSSES`.
    label : str
        The name to show.
    ceiling : float
        The most that one sample can cost; `inf` where nothing is the most.

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
    """

    name: str
    label: str
    ceiling: float

    @abstractmethod
    def penalties(self, y_true: npt.ArrayLike, y_proba: npt.ArrayLike) -> Array:
        """The penalty of each sample, `(N,)`."""

    def terms(self, y_true: npt.ArrayLike, y_proba: npt.ArrayLike) -> Array:
        """What each class adds to the penalty, `(N, K)`: the terms of a row sum to its penalty."""
        return Samples(y_true, y_proba).per_class(self._terms)

    def gradient(self, y_true: npt.ArrayLike, y_proba: npt.ArrayLike) -> Array:
        """∂L/∂ŷₖ of each penalty, `(N, K)`, each ŷₖ moving on its own."""
        return Samples(y_true, y_proba).per_class(self._gradient)

    def logit_gradient(self, y_true: npt.ArrayLike, y_proba: npt.ArrayLike) -> Array:
        """∂L/∂zₖ of each penalty, `(N, K)`, at the logits z whose softmax is ŷ."""
        return Samples(y_true, y_proba).per_class(self._logit_gradient)

    def resolution(self, y_true: npt.ArrayLike, y_proba: npt.ArrayLike) -> Array:
        """How far each penalty is open because the numbers of ŷ are rounded, `(N,)`.

        A row whose sum s misses 1 tells each of its numbers only up to a factor of about 1 ± r,
        where r = max(s, 1/s) − 1, and at least the rounding of the numbers' own type. The penalty
        is open by r·Σₖ ŷₖ·|∂L/∂ŷₖ| + r²: what it changes by, at most, when the row is rescaled.
        It is 0 where that is infinite: a penalty that hangs on a 0 is taken as it stands.
        """

        def kernel(truth: Truth, proba: Array) -> Array:
            rounding = float(np.finfo(proba.dtype).eps)
            proba = proba.astype(np.float64, copy=False)
            return self._resolution(truth.distributions(), proba, rounding)

        return Samples(y_true, y_proba).penalties(kernel)

    def _resolution(self, truth: Array, proba: Array, rounding: float) -> Array:
        sums = np.einsum("ij->i", proba)
        factor = np.maximum(np.maximum(sums, 1.0 / sums) - 1.0, rounding)
        with np.errstate(invalid="ignore", over="ignore"):
            pull = np.einsum("ij,ij->i", proba, np.abs(self._gradient(truth, proba)))
        return np.where(np.isfinite(pull), factor * pull + np.square(factor), 0.0)

    def _terms_from_logs(self, truth: Array, logs: Array) -> Array:
        """`_terms` from log ŷ, which still tells apart what rounds to 0 or to 1 as ŷ."""
        return self._terms(truth, np.exp(logs))

    def _gradient_from_logs(self, truth: Array, logs: Array) -> Array:
        """`_gradient` from log ŷ."""
        return self._gradient(truth, np.exp(logs))

    @abstractmethod
    def _terms(self, truth: Array, proba: Array) -> Array: ...

    @abstractmethod
    def _gradient(self, truth: Array, proba: Array) -> Array: ...

    @abstractmethod
    def _logit_gradient(self, truth: Array, proba: Array) -> Array: ...


class SquaredError(Loss):
    """(yₖ − ŷₖ)² a class, pushing 2(ŷₖ − yₖ) on ŷ; on logits 2ŷₖ(dₖ − Σⱼ dⱼŷⱼ) with d = ŷ − y."""

    name = "squared_error"
    label = "Squared error"
    ceiling = 2.0

    def penalties(self, y_true: npt.ArrayLike, y_proba: npt.ArrayLike) -> Array:
        """See `squared_error`."""
        return squared_error(y_true, y_proba)

    def _terms(self, truth: Array, proba: Array) -> Array:
        return np.square(proba - truth)

    def _terms_from_logs(self, truth: Array, logs: Array) -> Array:
        return np.square(residuals(truth, np.exp(logs)))

    def _gradient_from_logs(self, truth: Array, logs: Array) -> Array:
        return 2.0 * residuals(truth, np.exp(logs))

    def _gradient(self, truth: Array, proba: Array) -> Array:
        return 2.0 * (proba - truth)

    def _logit_gradient(self, truth: Array, proba: Array) -> Array:
        # dₖ − Σⱼ dⱼŷⱼ as dₖ·Σⱼ≠ₖ ŷⱼ − Σⱼ≠ₖ dⱼŷⱼ, which subtracts nothing from 1.
        d = residuals(truth, proba)
        return 2.0 * proba * (d * of_others(proba) - of_others(d * proba))


class CrossEntropy(Loss):
    """−yₖ·log ŷₖ a class, pushing −yₖ/ŷₖ on ŷ; on logits ŷₖ − yₖ.

    At ŷₖ = 0 the push on ŷ is −inf where yₖ > 0 and 0 where yₖ = 0; on logits it stays finite.
    """

    name = "cross_entropy"
    label = "Cross-entropy"
    ceiling = math.inf

    def penalties(self, y_true: npt.ArrayLike, y_proba: npt.ArrayLike) -> Array:
        """See `cross_entropy`."""
        return cross_entropy(y_true, y_proba)

    def _terms(self, truth: Array, proba: Array) -> Array:
        with np.errstate(divide="ignore"):
            return 0.0 - Distributions(truth).terms(np.log, np.minimum(proba, 1.0))

    def _terms_from_logs(self, truth: Array, logs: Array) -> Array:
        return 0.0 - truth * logs

    def _gradient(self, truth: Array, proba: Array) -> Array:
        with np.errstate(divide="ignore", over="ignore"):
            return np.divide(-truth, proba, out=np.zeros_like(proba), where=truth > 0.0)

    def _logit_gradient(self, truth: Array, proba: Array) -> Array:
        return residuals(truth, proba)


LOSSES: dict[str, Loss] = {loss.name: loss for loss in (SquaredError(), CrossEntropy())}
"""The losses by name, in the order they are shown."""
