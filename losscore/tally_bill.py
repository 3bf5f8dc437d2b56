"""How much of a loss could be had back, as far as bins of ŷ in place of its rows can tell."""

import numpy as np

from .calibration import Decomposition, charged
from .checks import Array
from .loss import Loss
from .reliability import Points, curve_of_ordered
from .thresholds import weighing
from .weights import mean_of


def bill_of(loss: Loss, mean: float, bins: tuple[Array, Array]) -> Decomposition:
    """The bill of a mean loss of labels, from how many ŷ are in each bin and how often it is true.

    Both are `(K, bins)`. Among all that never falls as ŷ rises the isotonic regression of the rows
    is best, and that of the bins is one of these: what is told apart and what could be had back is
    no less than it says. As recalibration costs nothing, it is no less than 0 either.
    """
    counts, hits = bins
    chosen = weighing(loss, len(counts))
    found = np.full((len(counts), 4), np.nan)
    told_apart = 0.0
    for k, (count, hit) in enumerate(zip(counts, hits, strict=True)):
        used = np.flatnonzero(count)
        rates = np.minimum(hit[used] / count[used], 1.0)
        base = min(float(hit.sum() / count.sum()), 1.0)
        curve = curve_of_ordered(Points(rates, used.astype(np.float64), count[used]))
        apart = charged(chosen, curve.rate, np.full_like(curve.rate, base), len(counts))
        told_apart += mean_of(apart, curve.count)
        shares = np.array([1.0 - base, base])
        there = shares > 0.0  # What never comes may be charged infinitely much.
        truths = np.flatnonzero(there).astype(np.float64)
        of_truth = charged(chosen, truths, np.full_like(truths, base), len(counts))
        found[k, 3] = mean_of(of_truth, shares[there])
    uncertainty = float(found[:, 3].sum())
    told_apart = max(told_apart, uncertainty - mean)
    return Decomposition(mean, mean + told_apart - uncertainty, told_apart, uncertainty, found)
