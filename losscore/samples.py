"""The one way in: truth and prediction of N samples, checked and handed on block by block."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from .checks import (
    Array,
    LabelsLike,
    check_distributions,
    check_finite,
    check_labels,
    distributions,
    numbers,
    numbers_per_class,
    tolerance_of,
    two_columns,
)
from .labels import as_given, check_order, columns_of, look_up, places_of
from .objects import OR_NAME_THEM

Floats = npt.NDArray[np.floating[Any]]

# Checking reads a block several times: this much of it stays in the cache meanwhile.
BLOCK_BYTES = 2**21
_WIDE = 32  # Classes from which on BLAS is the quicker one.


class Truth(Protocol):
    """What a loss asks about the truth of a block of samples."""

    def expectation(self, function: Callable[[Array], Array], proba: Floats) -> Array:
        """Σₖ yₖ·f(ŷₖ) `(N,)`, where a zero truth adds 0 whatever f(ŷₖ) is."""

    def squared_distance(self, proba: Floats) -> Array:
        """Σₖ (yₖ − ŷₖ)² `(N,)`."""

    def distributions(self) -> Array:
        """y, `(N, K)`."""


class Labels:
    """A truth that is 1 at one class of each sample: only the prediction there is looked up."""

    def __init__(self, labels: npt.NDArray[Any], classes: int) -> None:
        self._places = np.arange(0, labels.size * classes, classes) + labels
        self._size = labels.size
        self._classes = classes

    def expectation(self, function: Callable[[Array], Array], proba: Floats) -> Array:
        """See `Truth`."""
        return function(self._hits(proba))

    def squared_distance(self, proba: Floats) -> Array:
        """See `Truth`."""
        # Σŷ² − 2ŷₜ + 1 loses its digits beside a perfect prediction: ŷ − y keeps them everywhere,
        # and what a row is charged does not depend on the rows beside it.
        residuals = proba.astype(np.float64)
        residuals.reshape(-1)[self._places] -= 1.0
        return _sums_of_squares(residuals)

    def distributions(self) -> Array:
        """See `Truth`."""
        truth = np.zeros((self._size, self._classes))
        truth.reshape(-1)[self._places] = 1.0
        return truth

    def _hits(self, proba: Floats) -> Array:
        hits: Floats = proba.reshape(-1).take(self._places)
        return hits.astype(np.float64, copy=False)


def _sums_of_squares(rows: Floats) -> Array:
    """Σₖ rₖ² of each row."""
    wide = rows.shape[1] >= _WIDE
    sums: Array = np.vecdot(rows, rows) if wide else np.einsum("ij,ij->i", rows, rows)
    return sums


class Distributions:
    """A truth that may be spread over several classes."""

    def __init__(self, truth: Array) -> None:
        self._truth = truth

    def expectation(self, function: Callable[[Array], Array], proba: Floats) -> Array:
        """See `Truth`."""
        sums: Array = np.einsum("ij->i", self.terms(function, proba))
        return sums

    def squared_distance(self, proba: Floats) -> Array:
        """See `Truth`."""
        residuals = np.subtract(proba, self._truth, dtype=np.float64)
        return _sums_of_squares(residuals)

    def distributions(self) -> Array:
        """See `Truth`."""
        return self._truth

    def terms(self, function: Callable[[Array], Array], proba: Floats) -> Array:
        """yₖ·f(ŷₖ), `(N, K)`, and 0 where yₖ is 0."""
        values = function(proba.astype(np.float64, copy=False))
        return self._truth * np.where(self._truth > 0.0, values, 0.0)


class Block(NamedTuple):
    """Consecutive samples, checked: their rows, truth, and prediction (or logits) `(n, K)`.

    The prediction is float64, or float32 if it came so: penalties are computed in float64.
    """

    rows: slice
    truth: Truth
    proba: Floats


class Samples:
    """N samples of K classes, checked as they are iterated over in blocks.

    `y_true` is integer labels `(N,)`, or distributions `(N, K)`; `y_proba` is `(N, K)`, or `(N,)`
    as P(class 1) of two classes, and then a float `y_true` `(N,)` is P(class 1) of the truth,
    unless N > 1 and both sum to 1: that is refused, as it may as well be one sample of N classes.
    Labels may be whole floats beside an `(N, K)` prediction, and booleans for two classes.
    With `classes`, the names of the K columns in their order, a `y_true` `(N,)` is labels in any
    case, each of them one of the names; of two classes given as `(N,)` the second name is class 1.
    A data frame whose columns are the classes, or those of the truth, in another order is refused.
    With `logits=True` the prediction is logits: `(N,)` is the logit of class 1.
    """

    def __init__(
        self,
        y_true: LabelsLike,
        y_proba: npt.ArrayLike,
        *,
        classes: LabelsLike | None = None,
        logits: bool = False,
        name: str = "y_proba",
    ) -> None:
        self._logits = logits
        self._name = "logits" if logits else name
        self._proba = numbers_per_class(self._name, y_proba)
        self.count = len(self._proba)
        self.classes = 2 if self._proba.ndim == 1 else self._proba.shape[1]
        columns = columns_of(y_proba)
        check_order(self._name, columns, "y_true", columns_of(y_true))
        self._truth = self._numbered(y_true, classes, columns)
        self._check_shapes()
        spread = self._truth.dtype.kind == "f" and self._proba.ndim == 1
        self.labelled = self._truth.ndim == 1 and not spread
        if spread and self._truth.ndim == 1 and self.count > 1 and not logits:
            self._check_meant_as_many()

    def _numbered(
        self, y_true: LabelsLike, classes: LabelsLike | None, columns: list[str]
    ) -> npt.NDArray[Any]:
        """The truth in numbers: labels as their places among the classes."""
        if classes is None:
            return numbers("y_true", y_true, OR_NAME_THEM)
        places = places_of(classes)
        if len(places) != self.classes:
            raise ValueError(
                f"classes must hold {self.classes} names because {self._name} has shape "
                f"{self._proba.shape}, got {len(places)}"
            )
        check_order(self._name, columns, "classes", list(places))
        truth = as_given("y_true", y_true)
        return look_up("y_true", truth, places) if truth.ndim == 1 else numbers("y_true", y_true)

    def _check_shapes(self) -> None:
        shape, named = self._truth.shape, f"{self._name} has shape {self._proba.shape}"
        if len(shape) not in (1, 2):
            raise ValueError(f"y_true must have shape (N,) or (N, K), got shape {shape}")
        if shape[0] != self.count:
            samples = f"{self.count} sample{'s' if self.count > 1 else ''}"
            raise ValueError(f"y_true must hold {samples} because {named}, got shape {shape}")
        if len(shape) == 2 and shape[1] != self.classes:
            raise ValueError(
                f"y_true must have {self.classes} columns because {named}, got shape {shape}"
            )
        if self._truth.dtype == bool and len(shape) == 1 and self.classes != 2:
            raise ValueError(f"y_true may be boolean for 2 classes only, but {named}")

    def _check_meant_as_many(self) -> None:
        """Raise if truth and prediction may as well be one sample of as many classes."""
        tolerance = max(tolerance_of(self._truth.dtype), tolerance_of(self._proba.dtype))
        with np.errstate(invalid="ignore", over="ignore"):
            sums = [part.sum(dtype=np.float64) for part in (self._truth, self._proba)]
        if all(abs(total - 1.0) <= tolerance for total in sums):
            raise ValueError(
                f"y_true and {self._name} have shape {self._truth.shape} and sum to 1 each, which "
                f"can be read two ways: write one sample of {self.count} classes as a row, [[…]]; "
                f"write {self.count} samples of two classes in two columns, or with integer labels"
            )

    def __iter__(self) -> Iterator[Block]:
        step = max(1, BLOCK_BYTES // (8 * self.classes))
        for start in range(0, self.count, step):
            rows = slice(start, min(start + step, self.count))
            yield Block(rows, self._truth_of(rows), self._proba_of(rows))

    def penalties(self, kernel: Callable[[Truth, Floats], Array]) -> Array:
        """What the kernel makes of every block, one number a sample `(N,)`."""
        out = np.empty(self.count)
        for rows, truth, proba in self:
            out[rows] = kernel(truth, proba)
        return out

    def per_class(self, kernel: Callable[[Array, Array], Array]) -> Array:
        """What the kernel makes of every block's y and ŷ, one number a class `(N, K)`."""
        out = np.empty((self.count, self.classes))
        for rows, truth, proba in self:
            out[rows] = kernel(truth.distributions(), proba.astype(np.float64, copy=False))
        return out

    def part(self, rows: npt.NDArray[np.intp] | slice) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
        """Some rows as every function takes them: labels or distributions, and `(n, K)`.

        They keep the dtype they were given in, and with it the tolerance it comes with.
        """
        truth, proba = self._truth[rows], self._proba[rows]
        if truth.ndim == 1 and not self.labelled:
            truth = two_columns("y_true", truth)
        return truth, two_columns(self._name, proba) if proba.ndim == 1 else proba

    def of_class(self, k: int) -> tuple[Array, Array]:
        """y and ŷ of one class, both `(N,)`, unchecked; rounding lifts no ŷ above 1."""
        hits = self._truth == k if self.labelled else _column(self._truth, k)
        return hits.astype(np.float64, copy=False), np.minimum(_column(self._proba, k), 1.0)

    def _proba_of(self, rows: slice) -> Floats:
        if self._logits:
            return _logits(self._proba[rows], rows.start)
        proba = self._proba[rows]
        if proba.ndim == 1:
            return two_columns(self._name, proba, rows.start)
        # float32 stays: labels look up a few of its numbers, and converting all takes longer.
        dtype = np.float32 if proba.dtype == np.float32 else np.float64
        block: Floats = np.ascontiguousarray(proba, dtype)
        check_distributions(self._name, block, tolerance_of(proba.dtype), rows.start)
        return block

    def _truth_of(self, rows: slice) -> Truth:
        truth = self._truth[rows]
        if self.labelled:
            check_labels("y_true", truth, self.classes, rows.start)
            return Labels(truth.astype(np.intp, copy=False), self.classes)
        return Distributions(_distributions("y_true", truth, rows.start))


def _column(rows: npt.NDArray[Any], k: int) -> Array:
    if rows.ndim == 2:
        return rows[:, k].astype(np.float64)
    column = rows.astype(np.float64)
    return column if k else 1.0 - column


def _distributions(name: str, rows: npt.NDArray[Any], first: int) -> Array:
    return two_columns(name, rows, first) if rows.ndim == 1 else distributions(name, rows, first)


def _logits(rows: npt.NDArray[Any], first: int) -> Array:
    logits = rows.astype(np.float64)
    check_finite("logits", logits, first)
    # Only differences of logits count: that of class 0 is 0.
    return logits if rows.ndim == 2 else np.stack([np.zeros_like(logits), logits], axis=1)
