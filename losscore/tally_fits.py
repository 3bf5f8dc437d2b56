"""Whether the sums of a tally that was read belong together: it may come from anywhere."""

import math

import numpy as np
import numpy.typing as npt

from .exact import UNIT
from .tally_rows import Costly, CostlyRow, Telling, TellingRow
from .tally_sums import Sums

LARGEST = 1e140  # With a weight of up to 1e15 the square of a penalty stays within float64.
HEAVIEST = 1e15

# Sums of floats may have been rounded by so much of their size, however many parts were added.
_SLACK = 1e-6
# What a row may sum to at the most, and more.
_ROW = 1.1


def check_fit(sums: Sums, costly: Costly, telling: Telling) -> None:
    """Raise a `ValueError` that names what does not fit.

    What is counted must be as many samples as there are, and no part more than what it is part of.
    """
    rows = float(sums["rows"][0])
    weight = sums["weight"][0] / UNIT
    _need("weight", not rows % 1.0 and weight <= HEAVIEST * rows and (weight > 0.0) == (rows > 0.0))
    _need("counts", _is(sums["counts"].sum(axis=2) + sums["infinite"], weight))
    _need("totals", _is(sums["totals"].sum(axis=2), _floats(sums["first"])))
    _need("right", sums["right"] <= (1.0 + _SLACK) * weight)
    if sums["confusion"].size:
        _need("confusion", _is(sums["confusion"].sum(axis=(1, 2)), weight))
    samples, *parts = np.moveaxis(sums["reliability"], 1, 0)
    _need("reliability", _is(samples.sum(axis=2), weight))
    for part in parts:
        _need("reliability", part <= _ROW * samples)
    classes = samples.shape[1]
    _need("lines", np.abs(sums["lines"]) <= _ROW * classes * weight)
    _need("signs", _is(sums["signs"].sum(axis=(3, 4)), weight))
    _need("differ", sums["differ"] <= rows)
    for place, kept in costly.items():
        finite = [row.penalty * row.weight for row in kept if math.isfinite(row.penalty)]
        most = (1.0 + _SLACK) * sums["totals"][place].sum()
        _need("costliest", math.fsum(finite) <= most and all(map(_is_row, kept)))
    for others in telling.values():
        _need("telling", all(map(_is_row, others)))


def _need(name: str, fits: bool | npt.NDArray[np.bool_]) -> None:
    if not np.all(fits):
        raise ValueError(f"{name} of a tally must fit its other sums")


def _is(found: npt.NDArray[np.float64], wanted: float | npt.NDArray[np.float64]) -> bool:
    # What is next to nothing may have been lost where numbers get no smaller.
    return np.allclose(found, wanted, rtol=_SLACK, atol=1e-300)


def _floats(whole: npt.NDArray[np.object_]) -> npt.NDArray[np.float64]:
    found: npt.NDArray[np.float64] = (whole / UNIT).astype(np.float64)
    return found


def _is_row(row: CostlyRow | TellingRow) -> bool:
    """Whether its numbers are such as a tally takes: weights, and penalties that can be squared."""
    penalties = (row.penalty,) if isinstance(row, CostlyRow) else (row.a, row.b, row.within)
    fit = all(penalty <= LARGEST or penalty == math.inf for penalty in penalties)
    return fit and 0.0 < row.weight <= HEAVIEST
