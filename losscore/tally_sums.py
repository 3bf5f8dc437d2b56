"""What a tally adds up, sample by sample: everything here of two parts is that of both, added."""

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from .checks import Array
from .exact import exact_product_sum, exact_products, exact_sum
from .loss import Loss
from .penalty_bins import BINS, bins_of
from .preferences import preferences
from .thresholds import threshold_curve

Sums = dict[str, npt.NDArray[Any]]

GRID = np.union1d(np.linspace(0.0, 1.0, 201), np.geomspace(1e-6, 0.005, 60))
"""The thresholds of the curves: every 0.005, and closer towards 0, where cross-entropy looks."""

SLOTS = 20
"""Into so many bins of equal width a reliability curve divides what is predicted for a class."""

MOST_CONFUSED = 1000
"""For more classes than these no confusion is counted: its size is their square."""

# By whose size the rounding of differences goes.
_SIZE = {"pair_first": "first", "pair_second": "second"}

# What these are, in units of 2⁻¹⁰⁷⁴, is whole and of any length (`exact_sum`).
EXACT = frozenset({"weight", "own", "first", "second", "margin", "pair_first", "pair_second"})


def shapes(models: int, losses: int, classes: int) -> dict[str, tuple[int, ...]]:
    """What is added up, by name, and in which shape."""
    pairs = models * (models - 1) // 2
    confused = classes if classes <= MOST_CONFUSED else 0
    return {
        # How many rows there are, and how many samples these count as.
        "rows": (1,),
        "weight": (1,),
        # What the truth itself is charged as a prediction.
        "own": (losses,),
        # Finite penalties and their squares, how many are infinite, and all others by their size.
        "first": (models, losses),
        "second": (models, losses),
        "infinite": (models, losses),
        "counts": (models, losses, BINS),
        "totals": (models, losses, BINS),
        # Whose most likely class is the true one, and what is taken for what.
        "right": (models,),
        "confusion": (models, confused, confused),
        # Misses and alarms at each threshold and before it.
        "lines": (models, 2, 2, GRID.size),
        # How many predictions of a class are in each bin, what they add up to, and the truth.
        "reliability": (models, 3, classes, SLOTS),
        # A's penalty less B's and its square, where both are finite; within what penalties tie.
        "pair_first": (pairs, losses),
        "pair_second": (pairs, losses),
        "margin": (pairs, losses),
        # On how many rows a model is better, and on how many samples which, under two losses.
        "differ": (pairs, losses),
        "signs": (pairs, losses, losses, 3, 3),
    }


def zeros(models: int, losses: int, classes: int) -> Sums:
    """The sums of no samples."""
    return {
        name: np.zeros(shape, object if name in EXACT else np.float64)
        for name, shape in shapes(models, losses, classes).items()
    }


def sums_match(one: Sums, other: Sums) -> bool:
    """Whether all sums are the same up to rounding: 1e-12 of the largest of their kind."""

    def same(name: str) -> bool:
        scale = one[_SIZE.get(name, name)]
        if not scale.size:
            return True
        most = 10**12 * np.abs(one[name] - other[name])
        return bool((most <= np.abs(scale).max()).all())

    return all(map(same, one))


def pairs_of(models: int) -> list[tuple[int, int]]:
    """The places of both models of each pair, in the order of the sums."""
    return list(itertools.combinations(range(models), 2))


class Part:
    """Some samples that count: their truth, predictions and weights, and what follows for each.

    Attributes
    ----------
    penalties : list of list of ndarray
        Of each model, under each loss.
    margins : list of list of ndarray
        By how much rounded predictions leave each penalty open.
    labels : ndarray
        The true class of each sample; of a soft truth the most likely one.
    predicted : list of ndarray
        What each model finds most likely.
    """

    def __init__(
        self,
        truth: npt.NDArray[Any],
        probas: Sequence[npt.NDArray[Any]],
        weights: Array | None,
        losses: Sequence[Loss],
    ) -> None:
        self.truth, self.probas, self.weights = truth, probas, weights
        self.each = np.ones(len(truth)) if weights is None else weights
        self.penalties = [[loss.penalties(truth, p) for loss in losses] for p in probas]
        paired = probas if len(probas) > 1 else ()
        self.margins = [[loss.resolution(truth, p) for loss in losses] for p in paired]
        self.soft = truth.ndim == 2
        labels = truth.argmax(axis=1) if self.soft else truth.astype(np.intp)
        self.labels: npt.NDArray[np.intp] = labels
        self.predicted = [p.argmax(axis=1) for p in probas]
        self.own = [loss.penalties(truth, truth) for loss in losses] if self.soft else []

    def add_to(self, sums: Sums) -> None:
        """Add what these samples come to."""
        sums["rows"][0] += len(self.truth)
        sums["weight"][0] += exact_sum(self.each)
        for place, own in enumerate(self.own):
            sums["own"][place] += self._exact(own)
        for model in range(len(self.probas)):
            self._add_model(_of(sums, model), model)
        for place, pair in enumerate(pairs_of(len(self.probas))):
            self._add_pair(_of(sums, place), *pair)

    def _add_model(self, sums: Sums, model: int) -> None:
        for place, penalties in enumerate(self.penalties[model]):
            self._add_penalties(_of(sums, place), penalties)
        predicted, proba = self.predicted[model], self.probas[model]
        sums["right"] += self.each[predicted == self.labels].sum()
        if sums["confusion"].size:
            np.add.at(sums["confusion"], (self.labels, predicted), self.each)
        curve = threshold_curve(self.truth, proba, thresholds=GRID, sample_weight=self.weights)
        sums["lines"] += (curve._after, curve._ahead)
        self._add_reliability(sums["reliability"], np.minimum(proba, 1.0, dtype=np.float64))

    def _add_penalties(self, sums: Sums, penalties: Array) -> None:
        finite = np.isfinite(penalties)
        each = self.each[finite]
        found = penalties[finite]
        sums["first"] += self._exact(found, finite)
        sums["second"] += self._exact_squares(found, finite)
        sums["infinite"] += self.each[~finite].sum()
        bins = bins_of(found)
        sums["counts"] += np.bincount(bins, each, BINS)
        sums["totals"] += np.bincount(bins, each * found, BINS)

    def _add_reliability(self, sums: Array, proba: Array) -> None:
        classes = proba.shape[1]
        places = np.minimum((proba * SLOTS).astype(np.intp), SLOTS - 1)
        places += SLOTS * np.arange(classes)
        size, each = classes * SLOTS, self.each[:, np.newaxis]
        columns: list[tuple[npt.NDArray[np.intp], Array]] = [
            (places, np.broadcast_to(each, proba.shape)),
            (places, each * proba),
        ]
        if self.soft:
            columns.append((places, each * self.truth))
        else:
            columns.append((np.take_along_axis(places, self.labels[:, np.newaxis], 1), each))
        for total, (place, values) in zip(sums, columns, strict=True):
            total += np.bincount(place.ravel(), values.ravel(), size).reshape(total.shape)

    def _add_pair(self, sums: Sums, one: int, other: int) -> None:
        signs = []
        for place in range(len(self.penalties[0])):
            a, b = self.penalties[one][place], self.penalties[other][place]
            within = self.margins[one][place] + self.margins[other][place]
            finite = np.isfinite(a) & np.isfinite(b)
            difference = a[finite] - b[finite]
            sums["pair_first"][place] += self._exact(difference, finite)
            sums["pair_second"][place] += self._exact_squares(difference, finite)
            sums["margin"][place] += self._exact(within)
            signs.append(preferences(a, b, within=within).astype(np.intp) + 1)
            sums["differ"][place] += np.count_nonzero(signs[-1] != 1)
        for (i, first), (j, second) in itertools.product(enumerate(signs), repeat=2):
            found = np.bincount(3 * first + second, self.each, 9)
            sums["signs"][i, j] += found.reshape(3, 3)

    def _exact(self, values: Array, rows: npt.NDArray[np.bool_] | slice = slice(None)) -> int:
        if self.weights is None:
            return exact_sum(values)
        return exact_product_sum(self.weights[rows], values)

    def _exact_squares(self, values: Array, rows: npt.NDArray[np.bool_]) -> int:
        if self.weights is None:
            return exact_product_sum(values, values)
        weighed, lost = exact_products(self.weights[rows], values)
        return exact_product_sum(weighed, values) + exact_sum(lost * values)


def _of(sums: Sums, place: int) -> Sums:
    """The sums at a place of their first axis; what has none there is left out."""
    return {
        name: total[place : place + 1].reshape(total.shape[1:])
        for name, total in sums.items()
        if total.ndim and place < len(total)
    }
