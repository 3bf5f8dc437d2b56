"""What squared error and cross-entropy charge each sample: the primitive; a mean is a line over it.

`y_true` is integer labels `(N,)` in 0..K−1, or distributions `(N, K)`. `y_proba` is `(N, K)`; or
`(N,)`, P(class 1) of N two-class samples, exactly the two-column case, and then a float `y_true`
`(N,)` is P(class 1) of the truth. Where both of these sum to 1 they may as well be one sample of
N classes, and are refused. With `classes`, the K names of the columns, a `y_true` `(N,)` is labels
of any kind.
"""

from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from .checks import Array, LabelsLike, number_between, one_of
from .logits import log_softmax_of
from .samples import Floats, Samples, Truth

Scale = Literal["sum", "half", "mean"]
SCALES = get_args(Scale)


def squared_error(
    y_true: LabelsLike,
    y_proba: npt.ArrayLike,
    *,
    classes: LabelsLike | None = None,
    scale: Scale = "sum",
) -> Array:
    """Squared error of each sample, the multi-class Brier score: Σₖ (yₖ − ŷₖ)².

    Parameters
    ----------
    y_true : array-like of shape (N,) or (N, K)
        Labels 0..K−1, or of any kind with `classes`; or distributions. Without `classes`, floats
        `(N,)` beside `(N,)` are P(class 1) of the truth.
    y_proba : array-like of shape (N, K) or (N,)
        Predicted probabilities; `(N,)` is P(class 1) of two classes.
    classes : sequence of K names, optional
        The names of the classes in the order of the columns, as `model.classes_`: labels of any
        kind are looked up in them. Of two classes given as `(N,)` the second name is class 1.
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
        out of range, not whole or not in `classes`, classes that are not K different names, empty
        input, fewer than two classes, or an unknown scale; and for floats `(N,)` as both,
        N > 1, that sum to 1 each: they may be one sample of N classes.

    References
    ----------
    Brier (1950), "Verification of forecasts expressed in terms of probability", Monthly Weather
    Review 78(1). doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2

    Examples
    --------
    >>> squared_error([0, 0], [[0.8, 0.2, 0.0], [0.9, 0.1, 0.0]]).round(12)
    array([0.08, 0.02])
    """
    samples = Samples(y_true, y_proba, classes=classes)
    divisors = {"sum": 1, "half": 2, "mean": samples.classes}
    divisor = divisors[one_of("scale", scale, SCALES)]
    penalties = samples.penalties(lambda truth, proba: truth.squared_distance(proba))
    return penalties if divisor == 1 else penalties / divisor


def cross_entropy(
    y_true: LabelsLike,
    y_proba: npt.ArrayLike,
    *,
    classes: LabelsLike | None = None,
    floor: float = 0.0,
) -> Array:
    """Cross-entropy of each sample, the logarithmic score: −Σₖ yₖ·log ŷₖ, with 0·log 0 = 0.

    Parameters
    ----------
    y_true : array-like of shape (N,) or (N, K)
        Labels 0..K−1, or of any kind with `classes`; or distributions. Without `classes`, floats
        `(N,)` beside `(N,)` are P(class 1) of the truth.
    y_proba : array-like of shape (N, K) or (N,)
        Predicted probabilities; `(N,)` is P(class 1) of two classes.
    classes : sequence of K names, optional
        The names of the classes in the order of the columns, as `model.classes_`: labels of any
        kind are looked up in them. Of two classes given as `(N,)` the second name is class 1.
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
        out of range, not whole or not in `classes`, classes that are not K different names, empty
        input, fewer than two classes, or a floor out of range; and for floats `(N,)` as both,
        N > 1, that sum to 1 each: they may be one sample of N classes.

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
    >>> cross_entropy(["dog", "cat"], [[0.8, 0.2], [0.9, 0.1]], classes=["cat", "dog"])
    array([1.60943791, 0.10536052])
    """
    number_between("floor", floor, 0.0, 1.0)
    if floor == 1.0:
        raise ValueError("floor must be below 1, got 1.0: every probability would be lifted to it")

    def kernel(truth: Truth, proba: Floats) -> Array:
        return 0.0 - truth.expectation(lambda p: np.log(np.clip(p, floor, 1.0)), proba)

    with np.errstate(divide="ignore"):
        return Samples(y_true, y_proba, classes=classes).penalties(kernel)


def cross_entropy_from_logits(
    y_true: LabelsLike, logits: npt.ArrayLike, *, classes: LabelsLike | None = None
) -> Array:
    """Cross-entropy of each sample from logits: log Σⱼ exp(zⱼ)·Σₖ yₖ − Σₖ yₖ·zₖ.

    The same as `cross_entropy(y_true, softmax(logits))`, and exact where the softmax rounds to 0
    or to 1.

    Parameters
    ----------
    y_true : array-like of shape (N,) or (N, K)
        Labels 0..K−1, or names in `classes`; or distributions.
    logits : array-like of shape (N, K) or (N,)
        Any finite numbers; `(N,)` is the logit of class 1 of two classes, whatever it sums to.
    classes : sequence of K names, optional
        The names of the classes in the order of the columns, as `model.classes_`: labels of any
        kind are looked up in them. Of two classes given as `(N,)` the second name is class 1.

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

    def kernel(truth: Truth, logits: Floats) -> Array:
        logs = log_softmax_of(logits.astype(np.float64, copy=False))
        return 0.0 - truth.expectation(lambda logs: logs, logs)

    return Samples(y_true, logits, classes=classes, logits=True).penalties(kernel)
