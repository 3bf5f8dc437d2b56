"""Whether rows of numbers are distributions, and the sentence about the first one that is not."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

import losscore
from losscore.checks import TOLERANCE

from .columns import SOFT, Columns
from .errors import UploadError, listed, quoted
from .table import Block, Opened
from .weights import check_sum, first_bad, wrong_weight

Rows = npt.NDArray[np.float64]

# Beyond it the lesser probability has no digits left, or none at all.
MAX_LOGITS_APART = 700


def checked(opened: Opened, *, normalise: bool) -> Iterator[Block]:
    """The rows of a file as they go into the table, or the `UploadError` about the first bad one.

    With `normalise`, they are rescaled to sum to 1.
    """
    done, weights = 0, 0.0
    for block in opened.blocks():
        proba, bad = _predictions(block.proba, opened.columns, normalise=normalise)
        truth, bad_truth = block.truth, None
        if opened.columns.soft:
            truth, bad_truth = _distributions(truth, normalise=normalise)
        elif truth.min() < 0:
            bad_truth = int(np.argmax(truth < 0))
        bad_weight = first_bad(block.weight)
        bad_rows = (row for row in (bad_truth, bad, bad_weight) if row is not None)
        first = min(bad_rows, default=None)
        if first is not None:
            place = opened.place(done + first + 1)
            if first not in (bad_truth, bad):
                raise wrong_weight(float(block.weight[first]), opened.columns, place)
            raise _wrong_row(opened, block, first, place, of_truth=first == bad_truth)
        yield block._replace(truth=truth, proba=proba)
        done += len(proba)
        weights += 0.0 if block.weight is None else float(block.weight.sum())
    if opened.columns.weight is not None and done:
        check_sum(weights, done, opened.columns)
    is_alone = opened.columns.logits or len(opened.columns.proba) == 1
    if normalise and not is_alone and (extra := _survey(opened)[0]):
        raise UploadError(f"Not every row sums to 1: {_without(extra)}.")


def _predictions(numbers: Rows, columns: Columns, *, normalise: bool) -> tuple[Rows, int | None]:
    """The probabilities of all classes, and the place of the first bad row, if any."""
    if columns.logits:
        return _of_logits(numbers)
    if len(columns.proba) > 1:
        return _distributions(numbers, normalise=normalise)
    good = (numbers >= 0.0) & (numbers <= 1.0)
    rows = np.concatenate([1.0 - numbers, numbers], axis=1)
    return rows, None if good.all() else int(np.argmin(good))


def _of_logits(logits: Rows) -> tuple[Rows, int | None]:
    if logits.shape[1] == 1:
        logits = np.concatenate([np.zeros_like(logits), logits], axis=1)
    with np.errstate(invalid="ignore"):
        good = np.ptp(logits, axis=1) <= MAX_LOGITS_APART  # NaN fails it, and infinity, too.
    return (losscore.softmax(logits), None) if good.all() else (logits, int(np.argmin(good)))


def _distributions(rows: Rows, *, normalise: bool) -> tuple[Rows, int | None]:
    """The rows, rescaled to sum to 1 if asked for, and the place of the first bad one, if any."""
    if normalise:
        good = _rescalable(rows)
        return (losscore.normalize(rows), None) if good.all() else (rows, int(np.argmin(good)))
    with np.errstate(invalid="ignore", over="ignore"):
        sums = np.einsum("ij->i", rows)
        off = np.abs(sums - 1.0)
        # NaN fails every comparison, and an infinity takes its sum along.
        if rows.min() >= 0.0 and off.max() <= TOLERANCE:
            return rows, None
        good = (rows.min(axis=1) >= 0.0) & (off <= TOLERANCE)
        return rows, int(np.argmin(good))


def _rescalable(rows: Rows) -> npt.NDArray[np.bool_]:
    """Which rows can be made to sum to 1: not those with an entry above 1.

    That may be a number of the sample among the classes, which rescaling would hide.
    """
    low, high = rows.min(axis=1), rows.max(axis=1)
    return (low >= 0.0) & (high > 0.0) & (high <= 1.0 + TOLERANCE)


def _wrong_row(
    opened: Opened, block: Block, row: int, place: str, *, of_truth: bool
) -> UploadError:
    """What is wrong with a row of a block, with its truth or else with its prediction."""
    columns = opened.columns
    if not of_truth:
        wrong = _wrong_logits if columns.logits else _wrong_numbers
        return wrong(opened, block.proba[row], columns.headed, place)
    if not columns.soft:
        return no_class(block.stray, columns, place)
    names = [SOFT + name for name in columns.classes]
    place = f"The truth of {place[0].lower()}{place[1:]}"
    return _wrong_numbers(opened, block.truth[row], names, place)


def _wrong_numbers(opened: Opened, row: Rows, names: Sequence[str], place: str) -> UploadError:
    """What is wrong with a row of probabilities `(K,)` that `_distributions` points at."""
    for name, value in zip(names, row.tolist(), strict=True):
        wrong = _wrong_alone(value)
        if wrong:
            return UploadError(f"{place}, column {quoted(name)} {wrong}.")
    if not row.any():
        return UploadError(
            f"{place} holds only zeros, so it cannot be made to sum to 1: write a probability "
            "for each class."
        )
    way_out, fixable = _way_out(opened)
    return UploadError(
        f"{place} sums to {_apart_from_1(float(row.sum()))} and not to 1: {way_out}.",
        fixable_by_normalising=fixable,
    )


def _wrong_logits(opened: Opened, row: Rows, names: Sequence[str], place: str) -> UploadError:
    """What is wrong with a row of logits `(K,)`."""
    for name, value in zip(names, row.tolist(), strict=True):
        if not np.isfinite(value):
            return UploadError(
                f"{place}, column {quoted(name)} holds no finite number: write a logit."
            )
    return UploadError(
        f"{place} holds logits that are more than {MAX_LOGITS_APART} apart, too far for a "
        "probability to tell: upload probabilities, or scale them down."
    )


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


def no_class(label: str, columns: Columns, place: str) -> UploadError:
    """The error for a label that names no class."""
    column = columns.names[columns.truth[0]]
    if not label.strip():
        return UploadError(
            f"{place}, column {quoted(column)} is empty: write the name of the true class. Where "
            "pandas left it blank, assign(true=np.asarray(y)) keeps each truth in its row."
        )
    if columns.counted:
        return UploadError(
            f"{place}, column {quoted(column)} holds {quoted(label)}, which is no whole number "
            f"from 0 to {len(columns.classes) - 1:,}: correct it, or say below that it is a name."
        )
    if len(columns.proba) == 1:
        return UploadError(
            f"{place}, column {quoted(column)} holds {quoted(label)}, which is neither "
            f"{quoted(columns.classes[0])} nor {quoted(columns.classes[1])}, the two classes of "
            f"column {listed(list(columns.headed))}: correct it, or add a column for each class."
        )
    return UploadError(
        f"{place}, column {quoted(column)} holds {quoted(label)}, which is not the name of a class "
        "column: correct the label, or add a column for that class."
    )


def _survey(opened: Opened) -> tuple[list[str], list[str], bool]:
    """The columns that are no classes, all that no truth names, and whether rescaling would do.

    No class is a column that no truth names and without which every row sums to 1, or all such: a
    weight, a flag or a fold would become a class if the rows were rescaled.
    """
    classes = np.array(opened.columns.headed, object)
    named, without = np.zeros(len(classes), bool), np.ones(len(classes), bool)
    sums = fixable = True
    for block in opened.blocks():
        proba = np.nan_to_num(block.proba)
        off = proba.sum(axis=1, keepdims=True) - 1.0
        sums &= bool(np.abs(off).max() <= TOLERANCE)
        without &= (np.abs(off - proba) <= TOLERANCE).all(axis=0)
        fixable &= bool(_rescalable(block.proba).all())
        if opened.columns.soft:
            named[:] = True
            fixable &= bool(_rescalable(block.truth).all())
        else:
            named[block.truth[block.truth >= 0]] = True
            fixable &= bool(block.truth.min() >= 0)
    extra = classes[without & ~named & (not sums)][:1]
    if not (sums or extra.size) and _all_sum_to_1(opened, named):
        extra = classes[~named]
    return list(extra), list(classes[~named]), fixable


def _all_sum_to_1(opened: Opened, which: npt.NDArray[np.bool_]) -> bool:
    """Whether every row does with these columns alone."""
    sums = (np.nan_to_num(block.proba[:, which]).sum(axis=1) for block in opened.blocks())
    return all((np.abs(total - 1.0) <= TOLERANCE).all() for total in sums)


def _way_out(opened: Opened) -> tuple[str, bool]:
    """What can be done about a row that does not sum to 1, and whether rescaling is.

    Rescaling has to get past all other rows, too.
    """
    try:
        extra, unnamed, fixable = _survey(opened)
    except UploadError:
        return "correct it", False
    if extra:
        return _without(extra), False
    if not fixable:
        return "correct it", False
    way_out = "correct it, or have every row rescaled"
    if unnamed:
        way_out += f". No row is of class {listed(unnamed)}: delete what is no class before that"
    return way_out, True


def _without(names: list[str]) -> str:
    if len(names) == 1:
        return f"without column {listed(names)} every row does, so delete it if it is no class"
    return f"without columns {listed(names)} every row does, so delete them if they are no classes"
