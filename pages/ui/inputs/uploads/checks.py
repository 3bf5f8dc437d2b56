"""Whether rows of numbers are distributions, and the sentence about the first one that is not."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

import losscore
from losscore.checks import TOLERANCE

from .columns import SOFT, Columns
from .errors import UploadError, quoted
from .table import Block

Rows = npt.NDArray[np.float64]
# For a place in a block: how to name that row in a sentence, and the text of its label.
FindRow = Callable[[int], tuple[str, str]]


class SumError(UploadError):
    """A row does not sum to 1; `told` says so, and the other rows decide what can be done."""

    def __init__(self, told: str, way_out: str = "correct it", **options: bool) -> None:
        super().__init__(f"{told}: {way_out}.", **options)
        self.told = told


def checked(columns: Columns, normalise: bool, block: Block, find_row: FindRow) -> Block:
    """The rows as they go into the table, or the `UploadError` about the first bad one."""
    proba, bad = distributions(block.proba, normalise=normalise)
    truth, bad_truth = block.truth, None
    if columns.soft:
        truth, bad_truth = distributions(truth, normalise=normalise)
    elif truth.min() < 0:
        bad_truth = int(np.argmax(truth < 0))
    first = min((row for row in (bad_truth, bad) if row is not None), default=None)
    if first is None:
        return block._replace(truth=truth, proba=proba)
    place, label = find_row(first)
    if first != bad_truth:
        raise bad_row(block.proba[first], columns.classes, place)
    if not columns.soft:
        raise no_class(label, columns.names[columns.truth[0]], place)
    names = [SOFT + name for name in columns.classes]
    raise bad_row(block.truth[first], names, f"The truth of {place[0].lower()}{place[1:]}")


def distributions(rows: Rows, *, normalise: bool) -> tuple[Rows, int | None]:
    """The rows, rescaled to sum to 1 if asked for, and the place of the first bad one, if any."""
    if normalise:
        good = rescalable(rows)
        return (losscore.normalize(rows), None) if good.all() else (rows, int(np.argmin(good)))
    with np.errstate(invalid="ignore", over="ignore"):
        sums = np.einsum("ij->i", rows)
        off = np.abs(sums - 1.0)
        # NaN fails every comparison, and an infinity takes its sum along.
        if rows.min() >= 0.0 and off.max() <= TOLERANCE:
            return rows, None
        good = (rows.min(axis=1) >= 0.0) & (off <= TOLERANCE)
        return rows, int(np.argmin(good))


def bad_row(row: Rows, names: Sequence[str], place: str) -> UploadError:
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
    return SumError(f"{place} sums to {_apart_from_1(float(row.sum()))} and not to 1")


def rescalable(rows: Rows) -> npt.NDArray[np.bool_]:
    """Which rows can be made to sum to 1: not those with an entry above 1.

    That may be a number of the sample among the classes, which rescaling would hide.
    """
    low, high = rows.min(axis=1), rows.max(axis=1)
    return (low >= 0.0) & (high > 0.0) & (high <= 1.0 + TOLERANCE)


def _wrong_alone(value: float) -> str | None:
    """What is wrong with a number whatever the rest of its row is."""
    if np.isnan(value):
        return "holds no number: write a probability from 0 to 1"
    if np.isinf(value):
        return "holds an infinite number, or one too large to read: write a probability from 0 to 1"
    if value < 0.0:
        return (
            f"holds {value:.7g}, which is below 0: upload probabilities from 0 to 1, as "
            "predict_proba gives them, not scores or logarithms"
        )
    if value > 1.0 + TOLERANCE:
        return (
            f"holds {value:.7g}, which is above 1: write probabilities from 0 to 1, so 0.8 for "
            "80 %, or delete the column if it is not a class"
        )
    return None


def _apart_from_1(total: float) -> str:
    """With six digits, or as many more as it takes to tell the sum from 1."""
    return next(text for digits in (6, 9, 17) if float(text := f"{total:.{digits}g}") != 1.0)


def no_class(label: str, column: str, place: str) -> UploadError:
    """The error for a label that names no class."""
    if not label.strip():
        return UploadError(
            f"{place}, column {quoted(column)} is empty: write the name of the true class. Where "
            "pandas left it blank, assign(true=np.asarray(y)) keeps each truth in its row."
        )
    return UploadError(
        f"{place}, column {quoted(column)} holds {quoted(label)}, which is not the name of a class "
        "column: correct the label, or add a column for that class."
    )


def place_of(row: int, line: int | None = None) -> str:
    """The one way rows are counted: from 1 below the header; lines of the file from its top."""
    return f"Row {row:,}" if line is None else f"Row {row:,} (line {line:,} of the file)"
