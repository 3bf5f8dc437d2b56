"""What chance leaves open of the difference of two threshold curves."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from .band_sums import by_group, by_sample
from .checks import Array, LabelsLike, confidence_of, resamples_of, seed_of, threshold_row
from .dominance import samples_of_both
from .groups import groups_of, largest_ratios
from .weights import Weights

# How many resamples are held at once, so that memory does not grow with their number.
_AT_ONCE = 100


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
        few to speak of chance, and none least of all; and where rare samples that cost far more may
        decide, of which the batch holds less than `FEW`. None if that is so at every threshold.
    confidence : float
        How often such a band is meant to hold the difference that all samples would show, at all
        of the thresholds where it has limits at once.
    groups : int or None
        How many groups the band takes as independent; None if the samples are taken so.
    ENOUGH : int
        From so many samples on that are not like the others there are limits: 50.
    FEW : int
        So many samples on which one model alone pays max(θ, 1 − θ), the most that a class costs,
        vary as much as all must at least, for limits: 10. At a small θ many false alarms vary less
        than the misses that the next batch may hold.
    """

    ENOUGH: ClassVar[int] = 50
    FEW: ClassVar[int] = 10

    thresholds: Array
    difference: Array
    low: Array | None
    high: Array | None
    confidence: float
    groups: int | None = None


def difference_band(
    y_true: LabelsLike,
    proba_a: npt.ArrayLike,
    proba_b: npt.ArrayLike,
    thresholds: npt.ArrayLike,
    *,
    classes: LabelsLike | None = None,
    sample_weight: npt.ArrayLike | None = None,
    groups: LabelsLike | None = None,
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

    With `groups` the standard error is that of `compare_models` with groups, and c comes from
    normal groups that vary, and vary together among the thresholds, as these do: of one threshold
    it is the quantile of Student's t for G − 1. It is right for groups as large and as spread as
    each other; of ten or fewer whose differences are skewed it is too narrow.

    Parameters
    ----------
    y_true, proba_a, proba_b, classes
        As `better_under_all` takes them.
    thresholds : array-like of shape (T,)
        Where the curves are compared, each 0 to 1.
    sample_weight : array-like of shape (N,), optional
        How many samples each row stands for, as `compare_models` takes it.
    groups : array-like of shape (N,), optional
        The name of each row's group, as `compare_models` takes it: of a single one there is no
        band.
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
        As `better_under_all`; for a threshold outside 0 to 1, a setting out of its range, or groups
        that are not as many or missing.

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
    wanted = threshold_row(thresholds)
    confidence, resamples = confidence_of(confidence), resamples_of(resamples)
    rng = np.random.default_rng(seed_of(seed))
    of_group = None if groups is None else _numbered(groups, weights, models[0].count)
    count = None if of_group is None else int(of_group.max()) + 1
    difference, spread, differ = by_sample(models, weights, wanted, rng)
    worst = np.maximum(wanted, 1.0 - wanted)
    enough = np.square(spread).sum(axis=0) >= DifferenceBand.FEW * np.square(worst)
    enough &= differ >= DifferenceBand.ENOUGH
    if of_group is not None:
        spread = by_group(models, weights, wanted, of_group)
        enough &= spread.any(axis=0)  # Groups that are all alike cannot tell how others would be.
    if not enough.any() or count == 1:
        return DifferenceBand(wanted, difference, None, None, confidence, count)
    spread = spread[:, enough]
    if count is None:
        largest, more = _largest_ratios(spread, resamples, rng), 1.0
    else:
        largest, more = largest_ratios(spread, resamples, rng), count / (count - 1.0)
    errors = np.sqrt(more * np.square(spread).sum(axis=0)) / weights.total
    width = np.full(wanted.size, np.nan)
    width[enough] = np.quantile(largest, confidence, method="higher") * errors
    low, high = difference - width, difference + width
    return DifferenceBand(wanted, difference, low, high, confidence, count)


def _numbered(groups: LabelsLike, weights: Weights, size: int) -> npt.NDArray[np.intp]:
    """The group of each row, `(N,)`: a number from 0 among those whose rows count."""
    given, numbers = groups_of(groups, size), np.zeros(size, np.intp)
    numbers[weights.rows] = np.unique(given[weights.rows], return_inverse=True)[1]
    return numbers


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
