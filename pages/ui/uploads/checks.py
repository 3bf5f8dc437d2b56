"""Whether rows of numbers are distributions, and the sentence about the first one that is not."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

import losscore
from losscore.checks import TOLERANCE

from .errors import UploadError, quoted

Rows = npt.NDArray[np.float64]


def distributions(rows: Rows, *, normalise: bool) -> tuple[Rows, int | None]:
    """The rows, rescaled to sum to 1 if asked for, and the place of the first bad one, if any."""
    if normalise:
        try:
            return losscore.normalize(rows), None
        except ValueError:
            return rows, int(np.argmin(_rescalable(rows)))
    with np.errstate(invalid="ignore", over="ignore"):
        sums = np.einsum("ij->i", rows)
        off = np.abs(sums - 1.0)
        # NaN fails every comparison, and an infinity takes its sum along.
        if rows.min() >= 0.0 and off.max() <= TOLERANCE:
            return rows, None
        return rows, int(np.argmax(~(off <= TOLERANCE) | ~(rows.min(axis=1) >= 0.0)))


def bad_row(row: Rows, names: Sequence[str], place: str, *, normalise: bool) -> UploadError:
    """What is wrong with a row of probabilities `(K,)` that `distributions` points at."""
    for name, value in zip(names, row.tolist(), strict=True):
        wrong = _wrong_alone(value)
        if wrong:
            return UploadError(f"{place}, column {quoted(name)} {wrong}.")
    if not row.any():
        return UploadError(
            f"{place} holds only zeros, so it cannot be made to sum to 1: write a probability "
            "for each class."
        )
    fixable = not normalise and bool(_rescalable(row[np.newaxis])[0])
    above = int(np.argmax(row > 1.0 + TOLERANCE))
    if row[above] > 1.0 + TOLERANCE:
        return UploadError(
            f"{place}, column {quoted(names[above])} holds {row[above]:.7g}, which is above 1: "
            "write probabilities that sum to 1 in every row, or have every row rescaled.",
            fixable_by_normalising=fixable,
        )
    return UploadError(
        f"{place} sums to {_apart_from_1(float(row.sum()))} and not to 1: correct it, or have "
        "every row rescaled.",
        fixable_by_normalising=fixable,
    )


def no_class(label: str, column: str, place: str) -> UploadError:
    """The error for a label that names no class."""
    if not label.strip():
        return UploadError(
            f"{place}, column {quoted(column)} is empty: write the name of the sample's true class."
        )
    return UploadError(
        f"{place}, column {quoted(column)} holds {quoted(label)}, which is not the name of a class "
        "column: correct the label, or add a column for that class."
    )


def place_of(row: int, line: int | None = None) -> str:
    """The one way rows are counted: from 1 below the header; lines of the file from its top."""
    return f"Row {row:,}" if line is None else f"Row {row:,} (line {line:,} of the file)"


def _apart_from_1(total: float) -> str:
    """With six digits, or as many more as it takes to tell the sum from 1."""
    return next(text for digits in (6, 9, 17) if float(text := f"{total:.{digits}g}") != 1.0)


def _rescalable(rows: Rows) -> npt.NDArray[np.bool_]:
    return (np.isfinite(rows) & (rows >= 0.0)).all(axis=1) & rows.any(axis=1)


def _wrong_alone(value: float) -> str | None:
    """What is wrong with a number whatever the rest of its row is."""
    if np.isnan(value):
        return "holds no number: write a probability from 0 to 1"
    if np.isinf(value):
        return "holds a number too large to read: write a probability from 0 to 1"
    if value < 0.0:
        return (
            f"holds {value:.7g}, which is below 0: upload probabilities from 0 to 1, as "
            "predict_proba gives them, not scores or logarithms"
        )
    return None
