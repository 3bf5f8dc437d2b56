"""Which model a loss prefers on each sample, where two losses want opposite ones, what is at stake.

What counts as a tie is decided here and nowhere else.
"""

import numpy as np
import numpy.typing as npt

from .checks import Array, check_each, numbers, penalties_of

# Two routes to the same penalty differ by about this much of it.
ROUNDING = 1e-12


def differences(
    penalties_a: npt.ArrayLike, penalties_b: npt.ArrayLike, *, within: npt.ArrayLike = 0.0
) -> Array:
    """What A is charged more than B on each sample: a − b, and exactly 0 for a tie.

    Parameters
    ----------
    penalties_a, penalties_b : array-like of shape (N,)
        The penalties of both models on the same samples in the same order; `inf` is allowed.
    within : float or array-like of shape (N,)
        By how much two penalties may differ and still tie, at least 0: what `Loss.resolution`
        gives for both models, added up. With 0 the penalties are taken as they stand.

    Returns
    -------
    ndarray of shape (N,)
        a − b; 0 where both are equal up to rounding (1e-12 of the larger one) and `within`. Two
        infinite penalties tie, and an infinite one is above every finite one.

    Raises
    ------
    ValueError
        For penalties that are NaN, negative, empty or not one-dimensional, or not as many for
        both models; for a `within` that is NaN, negative, infinite or not as many.

    References
    ----------
    Goldberg (1991), "What Every Computer Scientist Should Know About Floating-Point Arithmetic",
    ACM Computing Surveys 23(1). doi:10.1145/103162.103163

    Examples
    --------
    >>> differences([0.5, 0.02, 0.1], [0.25, 0.02, float("inf")])
    array([0.25, 0.  , -inf])
    >>> differences([0.5, 0.02], [0.25, 0.021], within=0.01)
    array([0.25, 0.  ])
    """
    a, b = pair_of(penalties_a, penalties_b)
    return differences_of(a, b, within_of(within, a.size))


def preferences(
    penalties_a: npt.ArrayLike, penalties_b: npt.ArrayLike, *, within: npt.ArrayLike = 0.0
) -> npt.NDArray[np.int8]:
    """Which model each sample's penalty prefers: −1 for A, 1 for B, 0 for a tie.

    Parameters
    ----------
    penalties_a, penalties_b, within
        As `differences` takes them.

    Returns
    -------
    int8 array of shape (N,)
        The sign of what `differences` gives.

    Raises
    ------
    ValueError
        As `differences`.

    References
    ----------
    The sign test's reading of paired data: Dixon, Mood (1946), "The Statistical Sign Test",
    Journal of the American Statistical Association 41(236). doi:10.1080/01621459.1946.10501898

    Examples
    --------
    >>> preferences([0.08, 0.02, 0.5], [0.02, 0.02, float("inf")])
    array([ 1,  0, -1], dtype=int8)
    """
    return np.sign(differences(penalties_a, penalties_b, within=within)).astype(np.int8)


def disagreements(first: npt.ArrayLike, second: npt.ArrayLike) -> npt.NDArray[np.bool_]:
    """Where two losses disagree: one prefers A and the other B. A tie disagrees with nothing.

    For K = 2 and a one-hot truth there is no such sample, because both squared error and
    cross-entropy fall as ŷ on the true class rises. A soft truth has them even for K = 2: beyond
    the truth and short of it, the losses weigh the same distance differently.

    Parameters
    ----------
    first, second : array-like of shape (N,)
        The `differences` or `preferences` of the same samples under two losses.

    Returns
    -------
    bool array of shape (N,)
        Whether the signs are opposite.

    Raises
    ------
    ValueError
        For what is NaN, or not as many numbers under both losses.

    References
    ----------
    Merkle, Steyvers (2013), "Choosing a Strictly Proper Scoring Rule", Decision Analysis 10(4).
    doi:10.1287/deca.2013.0280

    Examples
    --------
    >>> disagreements([1, 1, 1], [-1, 0, 1])
    array([ True, False, False])
    """
    one, other = _both(first, second)
    return np.sign(one) * np.sign(other) < 0.0


def at_stake(first: npt.ArrayLike, second: npt.ArrayLike) -> Array:
    """What two losses let hang on the choice of the model for each sample.

    Where they disagree it is the smaller of both differences: whichever model is chosen, one of
    the losses charges at least that much more than it need. Elsewhere it is the larger one: what
    the wrong choice costs under the loss that minds it most.

    Parameters
    ----------
    first, second : array-like of shape (N,)
        The `differences` of the same samples under two losses.

    Returns
    -------
    ndarray of shape (N,)
        At least 0, in the unit of the penalties; `inf` is possible.

    Raises
    ------
    ValueError
        As `disagreements`.

    References
    ----------
    Regret as in Savage (1951), "The Theory of Statistical Decision", Journal of the American
    Statistical Association 46(253). doi:10.1080/01621459.1951.10500768

    Examples
    --------
    >>> at_stake([0.4, 0.25], [-0.1, 0.0])
    array([0.1 , 0.25])
    """
    one, other = (np.abs(values) for values in _both(first, second))
    opposite = disagreements(first, second)
    return np.where(opposite, np.minimum(one, other), np.maximum(one, other))


def differences_of(a: Array, b: Array, within: Array) -> Array:
    """As `differences`, of what is checked."""
    # In place: of many samples, new memory takes longer than the arithmetic.
    margin = np.maximum(a, b)
    np.abs(margin, out=margin)
    margin *= ROUNDING
    margin += within
    # Infinite penalties have no margin: they tie with one another and with nothing else.
    with np.errstate(invalid="ignore"):
        difference = a - b
        tie = np.abs(difference) <= margin
        tie &= np.isfinite(margin)
        tie |= a == b
        np.copyto(difference, 0.0, where=tie)
    return difference


def signs_of(a: Array, b: Array, within: Array) -> npt.NDArray[np.int8]:
    """Which of two numbers is the lower one: −1 for A, 1 for B, 0 for a tie."""
    return np.sign(differences_of(a, b, within)).astype(np.int8)


def sign_of(a: float, b: float, within: float) -> int:
    """As `signs_of`, of two numbers alone."""
    return int(signs_of(*(np.array([x]) for x in (a, b, within)))[0])


def pair_of(penalties_a: npt.ArrayLike, penalties_b: npt.ArrayLike) -> tuple[Array, Array]:
    """The penalties of two models on the same samples, checked."""
    a = penalties_of("penalties_a", penalties_a)
    b = penalties_of("penalties_b", penalties_b)
    if a.size != b.size:
        raise ValueError(
            "penalties_a and penalties_b must belong to the same samples, "
            f"got {a.size} and {b.size}"
        )
    return a, b


def within_of(within: npt.ArrayLike, size: int) -> Array:
    """The margin of each sample, checked: one number for all, or as many as there are samples."""
    margin = numbers("within", within).astype(np.float64, copy=False)
    if margin.ndim and margin.shape != (size,):
        raise ValueError(
            f"within must be a number or have shape ({size},), got shape {margin.shape}"
        )
    right = (margin >= 0.0) & np.isfinite(margin)
    check_each("within", margin, right, "must be finite and at least 0")
    return margin


def _both(first: npt.ArrayLike, second: npt.ArrayLike) -> tuple[Array, Array]:
    one, other = (
        numbers(name, values).astype(np.float64)
        for name, values in (("first", first), ("second", second))
    )
    if one.ndim != 1 or one.shape != other.shape:
        raise ValueError(
            f"first and second must have the same shape (N,), got {one.shape} and {other.shape}"
        )
    for name, values in (("first", one), ("second", other)):
        check_each(name, values, ~np.isnan(values), "must not hold NaN")
    return one, other
