"""What chance leaves open of the difference of two threshold curves."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from .checks import Array, LabelsLike, number_between, thresholds_of, whole_number_between
from .dominance import samples_of_both
from .samples import Samples
from .thresholds import Lines
from .weights import Weights

# So many samples are each on their own; of more, this many sums of random ones stand for them.
_GROUPS = 2000

# How many resamples are held at once, so that memory does not grow with their number.
_AT_ONCE = 100

# What the sums of a sample's costs may be off by.
_ROUNDING = 1e-12


@dataclass(frozen=True, eq=False)
class DifferenceBand:
    """The answer of `difference_band`.

    Attributes
    ----------
    thresholds : ndarray of shape (T,)
        θ, as asked for.
    difference : ndarray of shape (T,)
        M(θ) of A less that of B: below 0, A costs less.
    low, high : ndarray of shape (T,), or None
        The limits of the band. NaN where fewer than `ENOUGH` samples are not like the others: too
        few to speak of chance, and none least of all. None if that is so at every threshold.
    confidence : float
        How often such a band is meant to hold the difference that all samples would show, at all
        of the thresholds where it has limits at once.
    ENOUGH : int
        From so many samples on that are not like the others there are limits: 50.
    """

    ENOUGH: ClassVar[int] = 50

    thresholds: Array
    difference: Array
    low: Array | None
    high: Array | None
    confidence: float


def difference_band(
    y_true: LabelsLike,
    proba_a: npt.ArrayLike,
    proba_b: npt.ArrayLike,
    thresholds: npt.ArrayLike,
    *,
    classes: LabelsLike | None = None,
    sample_weight: npt.ArrayLike | None = None,
    confidence: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> DifferenceBand:
    """The difference of two models' threshold curves, with a simultaneous confidence band.

    The band is d(θ) ± c·s(θ), with the standard error s(θ) of the mean difference d(θ), and one c
    for all thresholds. As in the studentised bootstrap, N samples are drawn with replacement,
    `resamples` times, and each time the largest |d*(θ) − d(θ)| / s*(θ) among the thresholds is
    noted; c is the `confidence` quantile of these. Beyond 2,000 samples as many sums of random
    ones, each with a random sign, are drawn in their place: they vary and vary together as the
    samples do, and time and memory do not grow with N times T.

    Parameters
    ----------
    y_true, proba_a, proba_b, classes
        As `better_under_all` takes them.
    thresholds : array-like of shape (T,)
        Where the curves are compared, each 0 to 1.
    sample_weight : array-like of shape (N,), optional
        How many samples each row stands for, as `compare_models` takes it.
    confidence : float
        Above 0 and below 1.
    resamples : int
        How often the samples are redrawn, 1 to 1,000,000.
    seed : int
        The seed of the draws, 0 to 2³²−1: the same seed gives the same band.

    Returns
    -------
    DifferenceBand
        The difference and its limits at each threshold.

    Raises
    ------
    ValueError
        As `better_under_all`; for a threshold outside 0 to 1, or a setting out of its range.

    References
    ----------
    Montiel Olea, Plagborg-Møller (2019), "Simultaneous Confidence Bands: Theory, Implementation,
    and an Application to SVARs", Journal of Applied Econometrics 34(1). doi:10.1002/jae.2656

    Examples
    --------
    >>> rain = np.arange(200) % 5 < 2
    >>> band = difference_band(rain, np.full(200, 0.6), np.full(200, 0.4), [0.3, 0.5])
    >>> band.difference
    array([0. , 0.2])
    >>> band.low.round(2), band.high.round(2)
    (array([ nan, 0.06]), array([ nan, 0.34]))
    """
    models = samples_of_both(y_true, proba_a, proba_b, classes)
    weights = Weights(sample_weight, models[0].count)
    wanted = thresholds_of(thresholds)
    if wanted.ndim != 1:
        raise ValueError(f"thresholds must have shape (T,), got shape {wanted.shape}")
    if not 0.0 < number_between("confidence", confidence, 0.0, 1.0) < 1.0:
        raise ValueError(f"confidence must be above 0 and below 1, got {confidence!r}")
    resamples = whole_number_between("resamples", resamples, 1, 1_000_000)
    rng = np.random.default_rng(whole_number_between("seed", seed, 0, 2**32 - 1))
    difference, spread, differ = _spread(models, weights, wanted, rng)
    enough = differ >= DifferenceBand.ENOUGH
    if not enough.any():
        return DifferenceBand(wanted, difference, None, None, confidence)
    width = np.full(wanted.size, np.nan)
    errors = np.sqrt(np.square(spread[:, enough]).sum(axis=0)) / weights.total
    largest = _largest_ratios(spread[:, enough], resamples, rng)
    width[enough] = np.quantile(largest, confidence, method="higher") * errors
    return DifferenceBand(wanted, difference, difference - width, difference + width, confidence)


def _spread(
    models: tuple[Samples, Samples], weights: Weights, thresholds: Array, rng: np.random.Generator
) -> tuple[Array, Array, npt.NDArray[np.intp]]:
    """The mean difference `(T,)`; G ways in which samples differ from it; how many of them do.

    The second is `(G, T)`: the deviation of each sample, or sums of many, each with a random sign.
    Their squares add up to the squared deviations of all samples. The third counts those that are
    not as most are, if most are alike.
    """
    each = weights.every(models[0].count)
    many = np.count_nonzero(each) > _GROUPS
    groups, factors = np.maximum(np.cumsum(each > 0.0) - 1, 0), np.sqrt(each)
    if many:
        groups = rng.integers(_GROUPS, size=each.size)
        factors *= rng.choice([-1.0, 1.0], each.size)
    shares = np.bincount(groups, factors)[:, np.newaxis]
    of_all = np.zeros((2, 1, thresholds.size + 1))
    of_each = np.zeros((2, shares.size, thresholds.size + 1))
    ordered = np.sort(thresholds)
    for (rows, truth, a), (_, _, b) in zip(*models, strict=True):
        y = truth.distributions()
        for proba, sign in ((a, 1.0), (b, -1.0)):
            places = np.searchsorted(ordered, np.minimum(proba, 1.0), side="left")
            for part, change in enumerate((sign * y, sign * (y - 1.0))):
                _add(of_all[part], None, places, change * each[rows, np.newaxis])
                _add(of_each[part], groups[rows], places, change * factors[rows, np.newaxis])
    back = np.argsort(np.argsort(thresholds))
    total, own = (np.cumsum(sums, axis=2)[:, :, back] for sums in (of_all, of_each))
    own[np.abs(own) <= _ROUNDING * np.abs(factors).max()] = 0.0
    mean = Lines(*total).at(thresholds)[0] / weights.total
    found = Lines(*own).at(thresholds)
    return mean, found - mean * shares, _unlike(found if many else found / shares)


def _unlike(values: Array) -> npt.NDArray[np.intp]:
    """How many of each column are not like the others, if most of these are alike."""
    usual = np.median(values, axis=0)
    counts: npt.NDArray[np.intp] = np.count_nonzero(
        np.abs(values - usual) > _ROUNDING * np.abs(usual), axis=0
    )
    return counts


def _add(
    sums: Array, groups: npt.NDArray[np.intp] | None, places: npt.NDArray[np.intp], change: Array
) -> None:
    """Add changes `(n, K)` at their places to the sums `(G, T + 1)` of the groups of their rows."""
    if groups is not None:
        places = groups[:, np.newaxis] * sums.shape[1] + places
    sums += np.bincount(places.ravel(), change.ravel(), sums.size).reshape(sums.shape)


def _largest_ratios(spread: Array, resamples: int, rng: np.random.Generator) -> Array:
    """The largest of |mean| / standard error among the columns, of each resample of the rows."""
    size = len(spread)
    centred = spread - spread.mean(axis=0)
    squares = np.square(centred)
    largest = np.empty(resamples)
    for start in range(0, resamples, _AT_ONCE):
        part = largest[start : start + _AT_ONCE]
        drawn = rng.integers(size, size=(part.size, size)) + size * np.arange(part.size)[:, None]
        times = np.bincount(drawn.ravel(), minlength=part.size * size).reshape(part.size, size)
        sums, of_squares = times @ centred, times @ squares
        part[:] = (np.abs(sums) / np.sqrt(of_squares - np.square(sums) / size)).max(axis=1)
    return largest
