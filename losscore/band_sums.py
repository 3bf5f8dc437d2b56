"""What two models' threshold curves differ by, sample by sample or group by group, as sums."""

import numpy as np
import numpy.typing as npt

from .checks import Array
from .samples import Samples
from .threshold_lines import Lines
from .weights import Weights

# So many samples are each on their own; of more, this many sums of random ones stand for them.
GROUPS = 2000

# What the sums of a sample's costs may be off by.
_ROUNDING = 1e-12


def by_group(
    models: tuple[Samples, Samples],
    weights: Weights,
    thresholds: Array,
    groups: npt.NDArray[np.intp],
) -> Array:
    """By how much each group's sum of differences is off, `(G, T)`; 0 where by rounding."""
    each = weights.every(models[0].count)
    mean, sums = _sums(models, weights, thresholds, groups, each)
    off: Array = sums - mean * np.bincount(groups, each)[:, np.newaxis]
    off[:, np.abs(off).max(axis=0) <= _ROUNDING * weights.total] = 0.0
    return off


def by_sample(
    models: tuple[Samples, Samples], weights: Weights, thresholds: Array, rng: np.random.Generator
) -> tuple[Array, Array, npt.NDArray[np.intp]]:
    """The mean difference `(T,)`; G ways in which samples differ from it; how many of them do.

    The second is `(G, T)`: the deviation of each sample, or sums of many, each with a random sign.
    Their squares add up to the squared deviations of all samples. The third counts those that are
    not as most are, if most are alike.
    """
    each = weights.every(models[0].count)
    many = np.count_nonzero(each) > GROUPS
    groups, factors = np.maximum(np.cumsum(each > 0.0) - 1, 0), np.sqrt(each)
    if many:
        groups = rng.integers(GROUPS, size=each.size)
        factors *= rng.choice([-1.0, 1.0], each.size)
    mean, found = _sums(models, weights, thresholds, groups, factors)
    shares = np.bincount(groups, factors)[:, np.newaxis]
    return mean, found - mean * shares, _unlike(found if many else found / shares)


def _sums(
    models: tuple[Samples, Samples],
    weights: Weights,
    thresholds: Array,
    groups: npt.NDArray[np.intp],
    factors: Array,
) -> tuple[Array, Array]:
    """The mean difference `(T,)`, and of each group the sum of its rows' times their factors."""
    of_all = np.zeros((2, 1, thresholds.size + 1))
    each = weights.every(models[0].count)
    of_each = np.zeros((2, int(groups.max()) + 1, thresholds.size + 1))
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
    return Lines(*total).at(thresholds)[0] / weights.total, Lines(*own).at(thresholds)


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
