"""Distributions from labels and weights, and their entropy."""

from collections.abc import Sequence
from typing import overload

import numpy as np
import numpy.typing as npt

from .checks import (
    Array,
    LabelsLike,
    Rows,
    check_finite,
    check_labels,
    check_one_axis,
    distributions,
    numbers,
    rows_of,
    whole_number_between,
)
from .labels import as_given, look_up, places_of
from .objects import OR_NAME_THEM


def one_hot(labels: LabelsLike, classes: int | LabelsLike) -> Array:
    """Distributions that put all mass on a label: 1 at the label, 0 elsewhere.

    Parameters
    ----------
    labels : array-like of shape (N,)
        Whole numbers in 0..K−1; or of any kind, each of them in `classes`.
    classes : int or sequence of K names
        The number of classes K, at least 2: it is not guessed from the labels present. Or their
        names in the order of the columns, as `model.classes_`.

    Returns
    -------
    ndarray of shape (N, K)
        Zeros and ones.

    Raises
    ------
    ValueError
        For a label out of range, not whole or not in `classes`, a wrong shape, or classes that
        are fewer than two or not named differently.

    References
    ----------
    Bishop (2006), *Pattern Recognition and Machine Learning*, section 4.1 (the 1-of-K scheme).

    Examples
    --------
    >>> one_hot([0, 2], 3)
    array([[1., 0., 0.],
           [0., 0., 1.]])
    >>> one_hot(["cat", "bird"], ["bird", "cat", "dog"])
    array([[0., 1., 0.],
           [1., 0., 0.]])
    """
    if isinstance(classes, int | float | np.integer | np.floating):
        array = numbers("labels", labels, OR_NAME_THEM)
        check_one_axis("labels", array)
        count = whole_number_between("classes", classes, 2, 2**31 - 1)
        check_labels("labels", array, count)
    else:
        places = places_of(classes)
        if (count := len(places)) < 2:
            raise ValueError(f"classes must hold at least 2 names, got {count}")
        named = as_given("labels", labels)
        check_one_axis("labels", named)
        array = look_up("labels", named, places)
    hot = np.zeros((array.size, count))
    hot[np.arange(array.size), array.astype(np.intp)] = 1.0
    return hot


def normalize(weights: npt.ArrayLike) -> Array:
    """Weights rescaled to distributions: wₖ / Σⱼ wⱼ. The one repair, made only when asked for.

    Parameters
    ----------
    weights : array-like of shape (K,) or (N, K)
        Finite numbers of at least 0, not all 0 in a row; K is at least 2.

    Returns
    -------
    ndarray of the same shape
        Rows that sum to 1.

    Raises
    ------
    ValueError
        For NaN or infinity, a negative weight, a row of zeros, a wrong shape, or fewer than two
        classes.

    References
    ----------
    Aitchison (1982), "The Statistical Analysis of Compositional Data" (the closure of a
    composition). doi:10.1111/j.2517-6161.1982.tb01195.x

    Examples
    --------
    >>> normalize([[1, 1, 2], [0.5, 0.25, 0.25]])
    array([[0.25, 0.25, 0.5 ],
           [0.5 , 0.25, 0.25]])
    """
    rows = rows_of("weights", weights).astype(np.float64)
    check_finite("weights", rows)
    wrong = rows < 0.0
    if wrong.any():
        row, column = np.argwhere(wrong)[0]
        raise ValueError(f"weights must be at least 0: row {row} holds {rows[row, column]:.7g}")
    largest = rows.max(axis=1, keepdims=True)
    if not largest.all():
        raise ValueError(f"weights must not all be 0: row {np.argmin(largest)} has only zeros")
    # A power of two changes no digit, and brings sums that would overflow within reach.
    scaled = np.ldexp(rows, -np.frexp(largest)[1])
    shares: Array = scaled / scaled.sum(axis=1, keepdims=True)
    return shares.reshape(np.shape(weights))


@overload
def entropy(p: Sequence[float]) -> float: ...
@overload
def entropy(p: Sequence[Sequence[float]] | Rows) -> Array: ...
def entropy(p: Sequence[float] | Sequence[Sequence[float]] | Rows) -> float | Array:
    """Entropy in nats: H(p) = −Σₖ pₖ·log pₖ, with 0·log 0 = 0.

    It is what a perfect prediction of a soft truth still costs under cross-entropy.

    Parameters
    ----------
    p : array-like of shape (K,) or (N, K)
        Probabilities that sum to 1 along the last axis; K is at least 2.

    Returns
    -------
    ndarray of shape (N,), or a float for one distribution
        Nats, 0 to log K. A p above 1, which the tolerance on sums allows, counts as 1.

    Raises
    ------
    ValueError
        For what is not a distribution: NaN or infinity, below 0 or above 1, sums other than 1,
        a wrong shape, or fewer than two classes.

    References
    ----------
    Shannon (1948), "A Mathematical Theory of Communication", Bell System Technical Journal
    27(3). doi:10.1002/j.1538-7305.1948.tb01338.x

    Examples
    --------
    >>> entropy([[1.0, 0.0], [0.5, 0.5]])
    array([0.        , 0.69314718])
    """
    given = rows_of("p", p)
    rows = distributions("p", given)
    logs = np.log(np.minimum(rows, 1.0), out=np.zeros_like(rows), where=rows > 0.0)
    entropies: Array = 0.0 - np.einsum("ij,ij->i", rows, logs)
    return entropies.reshape(np.shape(p)[:-1])[()]
