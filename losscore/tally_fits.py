"""Whether the sums of a tally that was read belong together: it may come from anywhere."""

import math

import numpy as np
import numpy.typing as npt

from .exact import UNIT
from .tally_rows import Costly, CostlyRow, Telling, TellingRow
from .tally_sums import SLOTS, Sums, pairs_of

LARGEST = 1e140  # With a weight of up to 1e15 the square of a penalty stays within float64.
HEAVIEST = 1e15

# Sums of floats may have been rounded by so much of their size, however many parts were added.
_SLACK = 1e-6
# What a row may sum to at the most, and more.
_ROW = 1.1
# What is next to nothing may have been lost where numbers get no smaller.
_LOST = 1e-300

Objects = npt.NDArray[np.object_]


def check_fit(sums: Sums, costly: Costly, telling: Telling) -> None:
    """Raise a `ValueError` that names what does not fit.

    What is counted must be as many samples as there are, and no part more than what it is part of.
    """
    rows = float(sums["rows"][0])
    weight = sums["weight"][0] / UNIT
    _need("weight", not rows % 1.0 and weight <= HEAVIEST * rows and (weight > 0.0) == (rows > 0.0))
    _need("counts", _is(sums["counts"].sum(axis=2) + sums["infinite"], weight))
    _need("totals", _is(sums["totals"].sum(axis=2), _floats(sums["first"])))
    _need("second", _is_spread(sums["first"], sums["second"], weight))
    _need("right", sums["right"] <= (1.0 + _SLACK) * weight)
    if sums["confusion"].size:
        _need("confusion", _is(sums["confusion"].sum(axis=(1, 2)), weight))
        true = sums["confusion"].sum(axis=2)  # How often each class is, whichever the model.
        _need("confusion", _is(true, np.broadcast_to(true[:1], true.shape)))
        _need("right", _is(sums["right"], np.trace(sums["confusion"], axis1=1, axis2=2)))
    _check_reliability(sums["reliability"], weight)
    classes = sums["reliability"].shape[2]
    _need("lines", np.abs(sums["lines"]) <= _ROW * classes * weight)
    _check_pairs(sums, weight)
    for place, kept in costly.items():
        finite = [row.penalty * row.weight for row in kept if math.isfinite(row.penalty)]
        most = (1.0 + _SLACK) * sums["totals"][place].sum()
        _need("costliest", math.fsum(finite) <= most and all(map(_is_row, kept)))
        others = math.fsum(row.weight for row in kept if math.isinf(row.penalty))
        _need("costliest", others <= (1.0 + _SLACK) * float(sums["infinite"][place]))
    for (_, _, worse), told in telling.items():
        _need("telling", all(_is_row(row) and _is_beyond(row, -1 if worse else 1) for row in told))


def _check_reliability(sums: npt.NDArray[np.float64], weight: float) -> None:
    samples, predicted, hits = np.moveaxis(sums, 1, 0)
    _need("reliability", _is(samples.sum(axis=2), weight))
    _need("reliability", hits <= _ROW * samples)
    bins = np.arange(SLOTS)
    _need("reliability", predicted >= (1.0 - _SLACK) * samples * bins / SLOTS)
    _need("reliability", predicted <= (1.0 + _SLACK) * samples * (bins + 1) / SLOTS)


def _check_pairs(sums: Sums, weight: float) -> None:
    _need("signs", _is(sums["signs"].sum(axis=(3, 4)), weight))
    _need("differ", sums["differ"] <= sums["rows"][0])
    _need("pair_second", _is_spread(sums["pair_first"], sums["pair_second"], weight))
    first, infinite = _floats(sums["first"]), sums["infinite"]
    for place, (one, other) in enumerate(pairs_of(len(first))):
        size, finite = first[one] + first[other], infinite[one] + infinite[other] == 0.0
        apart = first[one] - first[other] - _floats(sums["pair_first"][place])
        _need("pair_first", np.abs(apart)[finite] <= _SLACK * size[finite] + _LOST)
        signs = sums["signs"][place]
        for k, counts in enumerate(signs[np.arange(len(signs)), np.arange(len(signs))]):
            _need("signs", np.count_nonzero(counts) == np.count_nonzero(counts.diagonal()))
            _need("signs", _is(signs[k].sum(axis=2), counts.diagonal()))
            _need("differ", (sums["differ"][place, k] > 0.0) == (counts[0, 0] + counts[2, 2] > 0.0))


def _is_spread(first: Objects, second: Objects, weight: float) -> bool:
    """Whether the mean of squares is no less than the square of the mean."""
    if not weight:
        return True
    means, squares = _floats(first) / weight, _floats(second) / weight
    return bool((np.square(means) <= (1.0 + _SLACK) * squares + _LOST).all())


def _is_beyond(row: TellingRow, sign: int) -> bool:
    """Whether a model is charged as much more as it says."""
    if math.inf in (row.a, row.b):
        return row.beyond == math.inf and row.a != row.b
    return math.isclose(row.beyond, sign * row.weight * (row.a - row.b), rel_tol=_SLACK)


def _need(name: str, fits: bool | npt.NDArray[np.bool_]) -> None:
    if not np.all(fits):
        raise ValueError(f"{name} of a tally must fit its other sums")


def _is(found: npt.NDArray[np.float64], wanted: float | npt.NDArray[np.float64]) -> bool:
    return np.allclose(found, wanted, rtol=_SLACK, atol=_LOST)


def _floats(whole: Objects) -> npt.NDArray[np.float64]:
    found: npt.NDArray[np.float64] = (whole / UNIT).astype(np.float64)
    return found


def _is_row(row: CostlyRow | TellingRow) -> bool:
    """Whether its numbers are such as a tally takes: weights, and penalties that can be squared."""
    penalties = (row.penalty,) if isinstance(row, CostlyRow) else (row.a, row.b, row.within)
    fit = all(penalty <= LARGEST or penalty == math.inf for penalty in penalties)
    return fit and 0.0 < row.weight <= HEAVIEST
