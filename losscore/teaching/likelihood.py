"""Where the losses come from: negative log-likelihoods of a Gaussian and of a multinomial."""

import math
from typing import Generic, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from ..checks import Array, LabelsLike, check_each, numbers, numbers_per_class, whole_number_between
from ..penalties import squared_error
from ..samples import Samples
from .gaussian import checked_sigma
from .multinomial import log_coefficient, log_likelihood

_MOST_DRAWS = 2**53  # Beyond, float64 leaves whole numbers out.


Part = TypeVar("Part", float, Array)


class NllParts(NamedTuple, Generic[Part]):
    """How a negative log-likelihood follows from a penalty: NLL = factor × penalty + constant.

    Attributes
    ----------
    factor : float or ndarray of shape (N,)
        Above 0.
    constant : float or ndarray of shape (N,)
        In nats; no prediction changes it.
    """

    factor: Part
    constant: Part


def gaussian_nll(
    y_true: LabelsLike,
    y_proba: npt.ArrayLike,
    *,
    sigma: float,
    classes: LabelsLike | None = None,
) -> Array:
    """Negative log-likelihood of each truth under a Gaussian centred on the prediction.

    ‖y−ŷ‖²/(2σ²) + (K/2)·log(2πσ²): the truth is taken as K independent Gaussian values with means
    ŷ and one standard deviation σ. Minimising it over ŷ is minimising squared error, whatever σ.

    Parameters
    ----------
    y_true : array-like
        Labels (N,) in 0..K−1 or in `classes`, or distributions (N, K).
    y_proba : array-like
        Predicted distributions (N, K), or (N,): P(class 1) of two classes.
    sigma : float
        Standard deviation σ, 1e-100 to 1e100, in the unit of a probability.
    classes : sequence of K names, optional
        The names of the classes in the order of the columns, as `squared_error` takes them.

    Returns
    -------
    ndarray of shape (N,)
        In nats. A density may exceed 1, so values may be below 0.

    Raises
    ------
    ValueError
        As `squared_error`, and for a sigma outside its range.

    References
    ----------
    Goodfellow, Bengio, Courville. *Deep Learning* (2016), section 5.5.1.
    https://www.deeplearningbook.org

    Examples
    --------
    >>> gaussian_nll([0], [[0.8, 0.2, 0.0]], sigma=1.0).round(4)
    array([2.7968])
    """
    penalties = squared_error(y_true, y_proba, classes=classes)
    factor, constant = gaussian_nll_parts(_shape(y_proba)[1], sigma=sigma)
    return factor * penalties + constant


def gaussian_nll_parts(classes: int, *, sigma: float) -> NllParts[float]:
    """Factor 1/(2σ²) and constant (K/2)·log(2πσ²) that turn squared error into `gaussian_nll`.

    Parameters
    ----------
    classes : int
        The number of classes K, at least 2.
    sigma : float
        Standard deviation σ, 1e-100 to 1e100, in the unit of a probability.

    Returns
    -------
    NllParts
        Of floats; the constant is in nats and may be below 0.

    Raises
    ------
    ValueError
        For a K or sigma outside its range.

    References
    ----------
    Goodfellow, Bengio, Courville. *Deep Learning* (2016), section 5.5.1.
    https://www.deeplearningbook.org

    Examples
    --------
    >>> factor, constant = gaussian_nll_parts(2, sigma=0.5)
    >>> factor, round(constant, 6)
    (2.0, 0.451583)
    """
    classes = whole_number_between("classes", classes, 2, 2**31 - 1)
    sigma = checked_sigma(sigma)
    constant = classes * (math.log(sigma) + 0.5 * math.log(2.0 * math.pi))
    return NllParts(factor=0.5 / sigma**2, constant=constant)


def multinomial_nll(counts: npt.ArrayLike, y_proba: npt.ArrayLike) -> Array:
    """Negative log-likelihood of counted classes under a multinomial with the predicted classes.

    −log( n!/(c₁!·…·c_K!) ) − Σₖ cₖ·log ŷₖ for n = Σₖ cₖ draws. One draw has coefficient 1 and gives
    the cross-entropy of that class; n draws give n × the cross-entropy of their frequencies, plus
    a constant no prediction changes.

    Parameters
    ----------
    counts : array-like of shape (N, K)
        How often each class was seen: whole numbers, at least one draw in each row.
    y_proba : array-like
        Predicted distributions (N, K), or (N,): P(class 1) of two classes.

    Returns
    -------
    ndarray of shape (N,)
        In nats, 0 or more where ŷ sums to 1 exactly; `inf` where a class was seen and its ŷ is 0.

    Raises
    ------
    ValueError
        As `cross_entropy`, and for counts that are not whole, below 0, above 2⁵³, not of the shape
        of the predictions, or a row without a draw.

    References
    ----------
    Goodfellow, Bengio, Courville. *Deep Learning* (2016), section 5.5.1.
    https://www.deeplearningbook.org

    Loader (2000), "Fast and Accurate Computation of Binomial Probabilities".

    Examples
    --------
    >>> multinomial_nll([[1, 0, 0], [2, 1, 0]], [[0.8, 0.2, 0.0], [0.8, 0.2, 0.0]]).round(4)
    array([0.2231, 0.9571])
    """
    counts, expected = _counts(counts), _shape(y_proba)
    if counts.shape != expected:
        raise ValueError(
            f"counts must have shape {expected} because y_proba has shape {np.shape(y_proba)}, "
            f"got shape {counts.shape}"
        )
    nll = np.empty(len(counts))
    for rows, _, block in Samples(counts / counts.sum(axis=1, keepdims=True), y_proba):
        # A ŷ above 1, which the tolerance on sums allows, counts as 1 as in `cross_entropy`.
        proba = np.minimum(block.astype(np.float64), 1.0)
        nll[rows] = 0.0 - log_likelihood(counts[rows], proba)
    return nll


def multinomial_nll_parts(counts: npt.ArrayLike) -> NllParts[Array]:
    """Factor n and constant −log( n!/(c₁!·…·c_K!) ) that turn cross-entropy into `multinomial_nll`.

    The cross-entropy is that of the frequencies c/n against the prediction.

    Parameters
    ----------
    counts : array-like of shape (N, K)
        How often each class was seen: whole numbers, at least one draw in each row.

    Returns
    -------
    NllParts
        Of two `(N,)`; the constant is in nats and at most 0.

    Raises
    ------
    ValueError
        For counts that are not whole, below 0, above 2⁵³, not of shape (N, K), or a row without a
        draw.

    References
    ----------
    Goodfellow, Bengio, Courville. *Deep Learning* (2016), section 5.5.1.
    https://www.deeplearningbook.org

    Loader (2000), "Fast and Accurate Computation of Binomial Probabilities".

    Examples
    --------
    >>> factor, constant = multinomial_nll_parts([[1, 0, 0], [2, 1, 0]])
    >>> factor, constant.round(4)
    (array([1., 3.]), array([ 0.    , -1.0986]))
    """
    counts = _counts(counts)
    return NllParts(factor=counts.sum(axis=1), constant=0.0 - log_coefficient(counts))


def _shape(y_proba: npt.ArrayLike) -> tuple[int, int]:
    """N and K."""
    shape = numbers_per_class("y_proba", y_proba).shape
    return shape[0], shape[1] if len(shape) == 2 else 2  # (N,) is P(class 1) of two classes


def _counts(counts: npt.ArrayLike) -> Array:
    values = numbers("counts", counts).astype(np.float64)
    if values.ndim != 2 or values.shape[1] < 2:
        raise ValueError(f"counts must have shape (N, K) with K ≥ 2, got shape {values.shape}")
    whole = (values >= 0.0) & (values <= _MOST_DRAWS) & (values == np.rint(values))
    check_each("counts", values, whole, f"must be whole numbers from 0 to {_MOST_DRAWS}")
    drawn = values.any(axis=1)
    if not drawn.all():
        raise ValueError(f"counts must have a draw in every row: row {np.argmin(drawn)} has none")
    return values
