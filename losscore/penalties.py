"""What squared error and cross-entropy charge each sample: the primitive; a mean is a line over it.

`y_true` is integer labels `(N,)` in 0..K−1, or distributions `(N, K)`. `y_proba` is `(N, K)`; or
`(N,)`, P(class 1) of N two-class samples, exactly the two-column case, and then a float `y_true`
`(N,)` is P(class 1) of the truth. Where both of these sum to 1 they may as well be one sample of
N classes, and are refused.
"""

import numpy as np
import numpy.typing as npt

from .blocks import _log_softmax
from .checks import Array, number_between, one_of
from .samples import Samples, Truth

SCALES = ("sum", "half", "mean")


def squared_error(y_true: npt.ArrayLike, y_proba: npt.ArrayLike, *, scale: str = "sum") -> Array:
    """Squared error of each sample, the multi-class Brier score: Σₖ (yₖ − ŷₖ)².

    Parameters
    ----------
    y_true : array-like of shape (N,) or (N, K)
        Labels 0..K−1, or distributions; floats `(N,)` beside `(N,)` are P(class 1) of the truth.
    y_proba : array-like of shape (N, K) or (N,)
        Predicted probabilities; `(N,)` is P(class 1) of two classes.
    scale : {"sum", "half", "mean"}
        "sum" is the formula above; "half" halves it, the usual Brier score of two classes;
        "mean" divides it by K.

    Returns
    -------
    ndarray of shape (N,)
        Penalties, no unit, 0 to 2 for "sum". Smaller is better.

    Raises
    ------
    ValueError
        For NaN or infinity, below 0 or above 1, rows that do not sum to 1, wrong shapes, labels
        out of range or not whole, empty input, fewer than two classes, or an unknown scale; and
        for floats `(N,)` as both, N > 1, that sum to 1 each: they may be one sample of N classes.

    References
    ----------
    Brier (1950), "Verification of forecasts expressed in terms of probability", Monthly Weather
    Review 78(1). doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2

    Examples
    --------
    >>> squared_error([0, 0], [[0.8, 0.2, 0.0], [0.9, 0.1, 0.0]]).round(12)
    array([0.08, 0.02])
    """
    samples = Samples(y_true, y_proba)
    divisors = {"sum": 1, "half": 2, "mean": samples.classes}
    divisor = divisors[one_of("scale", scale, SCALES)]
    penalties = samples.penalties(lambda truth, proba: truth.squared_distance(proba))
    return penalties if divisor == 1 else penalties / divisor


def cross_entropy(y_true: npt.ArrayLike, y_proba: npt.ArrayLike, *, floor: float = 0.0) -> Array:
    """Cross-entropy of each sample, the logarithmic score: −Σₖ yₖ·log ŷₖ, with 0·log 0 = 0.

    Parameters
    ----------
    y_true : array-like of shape (N,) or (N, K)
        Labels 0..K−1, or distributions; floats `(N,)` beside `(N,)` are P(class 1) of the truth.
    y_proba : array-like of shape (N, K) or (N,)
        Predicted probabilities; `(N,)` is P(class 1) of two classes.
    floor : float
        Probabilities below it are lifted to it before the logarithm, and nothing else is
        changed: at least 0, below 1. With 0 nothing is lifted.

    Returns
    -------
    ndarray of shape (N,)
        Penalties in nats, 0 to infinity: `inf` where the truth has mass and ŷ is 0. Smaller is
        better. A soft truth costs at least its entropy. A ŷ above 1, which the tolerance on sums
        allows, counts as 1.

    Raises
    ------
    ValueError
        For NaN or infinity, below 0 or above 1, rows that do not sum to 1, wrong shapes, labels
        out of range or not whole, empty input, fewer than two classes, or a floor out of range;
        and for floats `(N,)` as both, N > 1, that sum to 1 each: they may be one sample of N
        classes.

    References
    ----------
    Good (1952), "Rational Decisions", Journal of the Royal Statistical Society B 14(1).
    doi:10.1111/j.2517-6161.1952.tb00104.x

    Gneiting, Raftery (2007), "Strictly Proper Scoring Rules, Prediction, and Estimation", Journal
    of the American Statistical Association 102(477). doi:10.1198/016214506000001437

    Examples
    --------
    >>> cross_entropy([0, 0], [[0.8, 0.2, 0.0], [0.9, 0.1, 0.0]])
    array([0.22314355, 0.10536052])
    >>> cross_entropy([1], [[1.0, 0.0]])
    array([inf])
    """
    number_between("floor", floor, 0.0, 1.0)
    if floor == 1.0:
        raise ValueError("floor must be below 1, got 1.0: every probability would be lifted to it")

    def kernel(truth: Truth, proba: Array) -> Array:
        return 0.0 - truth.expectation(lambda p: np.log(np.clip(p, floor, 1.0)), proba)

    with np.errstate(divide="ignore"):
        return Samples(y_true, y_proba).penalties(kernel)


def cross_entropy_from_logits(y_true: npt.ArrayLike, logits: npt.ArrayLike) -> Array:
    """Cross-entropy of each sample from logits: log Σⱼ exp(zⱼ)·Σₖ yₖ − Σₖ yₖ·zₖ.

    The same as `cross_entropy(y_true, softmax(logits))`, and exact where the softmax rounds to 0
    or to 1.

    Parameters
    ----------
    y_true : array-like of shape (N,) or (N, K)
        Labels 0..K−1, or distributions.
    logits : array-like of shape (N, K) or (N,)
        Any finite numbers; `(N,)` is the logit of class 1 of two classes, whatever it sums to.

    Returns
    -------
    ndarray of shape (N,)
        Penalties in nats, 0 to infinity.

    Raises
    ------
    ValueError
        For logits that are not finite, a truth as `cross_entropy` refuses it, or wrong shapes.

    References
    ----------
    Blanchard, Higham, Higham (2021), "Accurately computing the log-sum-exp and softmax
    functions", IMA Journal of Numerical Analysis 41(4). doi:10.1093/imanum/draa038

    Examples
    --------
    >>> cross_entropy_from_logits([0, 1], [[10_000.0, 0.0], [10_000.0, 0.0]])
    array([    0., 10000.])
    """

    def kernel(truth: Truth, logits: Array) -> Array:
        return 0.0 - truth.expectation(lambda logs: logs, _log_softmax(logits))

    return Samples(y_true, logits, logits=True).penalties(kernel)
