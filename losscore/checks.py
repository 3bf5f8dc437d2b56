"""What every function accepts, and the sentences that say what it received instead."""

import math
import reprlib
from collections.abc import Hashable, Iterable, Sequence
from typing import Any, Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from .objects import WHAT_TO_PASS, numbers_of_objects

Array = npt.NDArray[np.float64]


class Rows(Protocol):
    """An array, a data frame or a series: what NumPy makes an array of, and is no single number."""

    def __len__(self) -> int:
        """How many rows there are."""

    def __array__(self) -> npt.NDArray[Any]:
        """The array."""


Number = float | np.floating[Any] | np.integer[Any]
Numbers = Sequence[float] | Sequence[Sequence[float]] | Rows
LabelsLike = npt.ArrayLike | Sequence[Hashable]
Name = TypeVar("Name", bound=str)

# What the sum of a row may be off by: a little more than six printed digits lose on ten classes.
TOLERANCE = 1e-5


def tolerance_of(dtype: np.dtype[Any]) -> float:
    """How far from 1 the sum of a row may be: max(1e-5, √eps of the dtype it was given in)."""
    eps = float(np.finfo(dtype).eps) if dtype.kind == "f" else 0.0
    return max(TOLERANCE, math.sqrt(eps))


def numbers(name: str, values: LabelsLike, hint: str = WHAT_TO_PASS) -> npt.NDArray[Any]:
    """The values as an array of real numbers, in the dtype they came in, not copied if they can be.

    A masked array is refused, because an array of its numbers would hold the masked ones too.
    """
    check_not_masked(name, values)
    try:
        array = np.asarray(values)
    except ValueError:
        raise ValueError(
            f"{name} must be an array of numbers, got rows of unequal length"
        ) from None
    if array.ndim and array.size == 0:
        raise ValueError(f"{name} is empty, got shape {array.shape}")
    if array.dtype == object:
        return numbers_of_objects(name, array, hint)
    if array.dtype.kind not in "biuf":
        raise ValueError(f"{name} must be an array of numbers, got dtype {array.dtype}: {hint}")
    return array


def check_not_masked(name: str, values: object) -> None:
    """Raise for a masked array, or a list of them."""
    kinds = {type(values)} | (set(map(type, values)) if isinstance(values, list | tuple) else set())
    if any(issubclass(kind, np.ma.MaskedArray) for kind in kinds):
        raise ValueError(
            f"{name} must not be a masked array: leave out the masked samples, or fill them, "
            "and pass a plain array"
        )


def numbers_per_class(name: str, values: npt.ArrayLike) -> npt.NDArray[Any]:
    """Numbers of shape (N, K), or (N,) for two classes."""
    array = numbers(name, values)
    if array.ndim not in (1, 2):
        raise ValueError(f"{name} must have shape (N, K) or (N,), got shape {array.shape}")
    if array.ndim == 2 and array.shape[1] < 2:
        raise ValueError(
            f"{name} must have at least 2 columns, or shape (N,) for two classes, "
            f"got shape {array.shape}"
        )
    return array


def rows_of(name: str, values: npt.ArrayLike) -> npt.NDArray[Any]:
    """Numbers of shape (K,), as one row, or (N, K), in the dtype they came in."""
    array = numbers(name, values)
    if array.ndim not in (1, 2):
        raise ValueError(f"{name} must have shape (K,) or (N, K), got shape {array.shape}")
    if array.shape[-1] < 2:
        raise ValueError(f"{name} must have at least 2 classes, got shape {array.shape}")
    return np.atleast_2d(array)


def check_one_axis(name: str, array: npt.NDArray[Any], shape: str = "(N,)") -> None:
    """Raise unless the array has one axis, as the shape says that it should have."""
    if array.ndim != 1:
        raise ValueError(f"{name} must have shape {shape}, got shape {array.shape}")


def check_finite(name: str, rows: Array, first: int = 0) -> None:
    """Raise unless every number is finite; `first` is the number of the first row given."""
    # A sum is finite only if its terms are, but finite terms may overflow: then look at each.
    with np.errstate(invalid="ignore", over="ignore"):
        if np.isfinite(rows.sum()):
            return
    check_each(name, rows, np.isfinite(rows), "must be finite", first)


def two_columns(name: str, column: npt.NDArray[Any], first: int = 0) -> Array:
    """P(class 1) `(n,)` as float64 `(n, 2)`, if each lies within 0 to 1; `first` as below."""
    column = column.astype(np.float64)
    if not (column.min() >= 0.0 and column.max() <= 1.0):
        check_finite(name, column, first)
        within = (column >= 0.0) & (column <= 1.0)
        check_each(name, column, within, "must lie within 0 to 1", first)
    return np.stack([1.0 - column, column], axis=1)


def distributions(name: str, rows: npt.NDArray[Any], first: int = 0) -> Array:
    """Rows `(n, K)` as float64, checked by `check_distributions`; copied only if need be."""
    check_distributions(name, rows, tolerance_of(rows.dtype), first)
    return np.ascontiguousarray(rows, dtype=np.float64)


def check_distributions(
    name: str, rows: npt.NDArray[Any], tolerance: float, first: int = 0
) -> None:
    """Raise unless every row is at least 0 throughout and sums to 1 within the tolerance.

    An entry may exceed 1 by rounding, as a sum may, and by no more than the tolerance. `first` is
    the number of the first row given.
    """
    if rows.dtype not in (np.float64, np.float32):
        rows = rows.astype(np.float64)
    # K numbers sum to 1 with an error of at most K·eps/2. What comes closer to the tolerance is
    # summed in float64; the rest is not, because converting float32 takes longer than summing it.
    safe = tolerance - rows.shape[1] * np.finfo(rows.dtype).eps / 2.0
    with np.errstate(invalid="ignore", over="ignore"):
        sums = np.einsum("ij->i", rows)
        # NaN fails every comparison, and an infinity or an entry above 1 takes its sum along.
        right = rows.min() >= 0.0 and sums.min() >= 1.0 - safe and sums.max() <= 1.0 + safe
    if not right:
        _check_each_row(name, rows.astype(np.float64), tolerance, first)


def _check_each_row(name: str, rows: Array, tolerance: float, first: int) -> None:
    """Raise for the first row that is no distribution, if any, saying why."""
    with np.errstate(invalid="ignore", over="ignore"):
        sums = np.einsum("ij->i", rows)
    wrong = ~(np.abs(sums - 1.0) <= tolerance) | ~(rows.min(axis=1) >= 0.0)
    if not wrong.any():
        return
    row = int(np.argmax(wrong))
    values = rows[row]
    check_finite(name, values[np.newaxis], first + row)
    outside = values[(values < 0.0) | (values > 1.0 + tolerance)]
    if outside.size:
        raise ValueError(
            f"{name} must lie within 0 to 1: row {first + row} holds {_shown(outside[0])}"
        )
    raise ValueError(
        f"{name} must sum to 1 in every row: row {first + row} sums to {sums[row]:.8g} "
        f"(tolerance {tolerance:.1g})"
    )


def check_labels(name: str, labels: npt.NDArray[Any], classes: int, first: int = 0) -> None:
    """Raise unless every label is a whole number from 0 to classes − 1."""
    within = labels.min() >= 0 and labels.max() < classes
    if within and labels.dtype.kind != "f":
        return
    check_finite(name, labels, first)
    right = (labels >= 0) & (labels < classes) & (labels == np.rint(labels))
    check_each(name, labels, right, f"must be whole numbers from 0 to {classes - 1}", first)


def penalties_of(name: str, values: npt.ArrayLike) -> Array:
    """Penalties as float64 `(N,)`: at least 0, possibly infinite, never NaN; a scalar is one."""
    array = np.atleast_1d(numbers(name, values)).astype(np.float64, copy=False)
    check_one_axis(name, array)
    check_each(name, array, array >= 0.0, "must be at least 0")
    return array


def thresholds_of(values: npt.ArrayLike) -> Array:
    """Thresholds as float64, of any shape: each within 0 to 1."""
    array = numbers("thresholds", values).astype(np.float64)
    check_each("thresholds", array, (array >= 0.0) & (array <= 1.0), "must lie within 0 to 1")
    return array


def threshold_row(values: npt.ArrayLike) -> Array:
    """Thresholds as float64 `(T,)`: each within 0 to 1."""
    array = thresholds_of(values)
    check_one_axis("thresholds", array, "(T,)")
    return array


def one_of(name: str, value: Name, choices: Iterable[str]) -> Name:
    """The value, if it is one of the choices."""
    choices = list(choices)
    if value not in choices:
        named = ", ".join(map(repr, choices))
        raise ValueError(f"{name} must be one of {named}, got {told(value)}")
    return value


def number_between(name: str, value: Number, low: float, high: float) -> float:
    """The value as a float, if it is a number from low to high, both included."""
    if not _is_number(value) or not low <= value <= high:
        range_ = f"a number from {low:g} to {high:g}"
        if high >= np.finfo(np.float64).max:
            range_ = f"a {'number' if math.isinf(high) else 'finite number'} of at least {low:g}"
        raise ValueError(f"{name} must be {range_}, got {told(value)}")
    return float(value)


def whole_number_between(name: str, value: Number, low: int, high: int) -> int:
    """The value as an int, if it is a whole number from low to high, both included."""
    if not _is_number(value) or not low <= value <= high or value != int(value):
        raise ValueError(f"{name} must be a whole number from {low} to {high}, got {told(value)}")
    return int(value)


def confidence_of(value: Number) -> float:
    """How often an interval is to hold what it is of, above 0 and below 1."""
    if not 0.0 < number_between("confidence", value, 0.0, 1.0) < 1.0:
        raise ValueError(f"confidence must be above 0 and below 1, got {value!r}")
    return float(value)


def resamples_of(value: Number) -> int:
    """How often samples are redrawn, 1 to 1,000,000."""
    return whole_number_between("resamples", value, 1, 1_000_000)


def seed_of(value: Number) -> int:
    """The seed of draws, 0 to 2³²−1."""
    return whole_number_between("seed", value, 0, 2**32 - 1)


def _is_number(value: object) -> bool:
    array = np.asarray(value)
    return array.ndim == 0 and array.dtype.kind in "iuf"


def check_each(
    name: str, values: npt.NDArray[Any], right: npt.NDArray[Any], rule: str, first: int = 0
) -> None:
    """Raise unless each of the values is right, quoting the first that is not and its row."""
    if right.all():
        return
    place = np.unravel_index(np.argmin(right), right.shape)
    row = f": row {first + int(place[0])} holds" if place else ", got"
    raise ValueError(f"{name} {rule}{row} {_shown(values[place])}")


def told(value: object) -> str:
    """A value in short, and as the number it is: not 'np.float64(1.5)'."""
    return reprlib.repr(value.item() if isinstance(value, np.generic) else value)


def _shown(value: float) -> str:
    # Every digit: rounded, 1.0000000000000002 would read as an allowed 1.
    return repr(float(value)).removesuffix(".0")
