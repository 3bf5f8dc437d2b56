"""The rows of a file as they go into its table, or the sentence about the first that cannot."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from losscore.checks import TOLERANCE
from losscore.weights import MOST

from .blocks import Block, Opened
from .cells import OF_CLASS, OF_WEIGHT, no_class, no_number, wrong_logit, wrong_number, wrong_weight
from .columns import Columns
from .errors import UploadError, empty_row, listed, quoted
from .judging import MAX_LOGITS_APART, Rows, are_percentages, judged


def checked(opened: Opened, *, normalise: bool) -> Iterator[Block]:
    """The rows of a file as they go into the table, or the `UploadError` about the first bad one.

    With `normalise`, they are rescaled to sum to 1.
    """
    done, weights, columns = 0, 0.0, opened.columns
    for block in opened.blocks():
        ready, (true, good, counts) = judged(block, columns, normalise=normalise)
        if not (true & good & counts).all():
            row = int(np.argmin(true & good & counts))
            place = opened.place(done + row + 1)
            raise _wrong_row(opened, block, row, place, truth=not true[row], proba=not good[row])
        yield ready
        done += len(ready.proba)
        weights += 0.0 if block.weight is None else float(block.weight.sum())
    if columns.weight is not None and done:
        _check_sum(weights, done, columns)
    is_alone = columns.logits or len(columns.proba) == 1
    if normalise and not is_alone and (extra := _survey(opened)[0]):
        raise UploadError(f"Not every row sums to 1: {_without(extra)}.")


def _check_sum(total: float, rows: int, columns: Columns) -> None:
    """Refuse weights that are fewer than two samples together, where there are several rows."""
    if min(rows, 2) <= round(total) <= MOST:
        return
    them = "the only row" if rows == 1 else f"all {rows:,} rows"
    if total == 0.0:
        wrong = "are 0, so that none counts"
    elif total > MOST:
        wrong = f"sum to {total:.4g}, which is too large"
    else:
        wrong = f"sum to {total:.4g}, so that together they count as one sample or less"
    raise UploadError(
        f"The weights of {them} in column {quoted(columns.names[columns.weight])} {wrong}: a "
        "weight is how many samples the row counts as, so scale them to sum to the number of "
        "samples, or say that the column is not used."
    )


def _wrong_row(
    opened: Opened, block: Block, row: int, place: str, *, truth: bool, proba: bool
) -> UploadError:
    """What is wrong with a row of a block, of which the truth or else the prediction may be."""
    columns = opened.columns
    if all(_text(column, row) == "" for column in block.batch.columns):
        return empty_row(place)
    if truth and not columns.soft:
        label = block.batch.column(columns.truth[0])[row : row + 1].cast(pa.string())[0].as_py()
        column = f"column {quoted(columns.names[columns.truth[0]])}"
        return UploadError(f"{place}, {column} {no_class(label or '', columns)}.")
    suspect = _suspect(block, row, columns, truth=truth, proba=proba)
    whose = f"The truth of {place[0].lower()}{place[1:]}" if truth else place
    for i, value in zip(suspect.places, suspect.numbers.tolist(), strict=True):
        column = f"column {quoted(columns.names[i])}"
        text = _text(block.batch.column(i), row)
        if text is not None and (wrong := no_number(text, value, block.mark, *suspect.instead)):
            return UploadError(f"{place}, {column} {wrong}.")
        if value > 1.0 and suspect.wrong is wrong_number and are_percentages(block.proba):
            return _percentages(opened, whose)
        if wrong := suspect.wrong(value):
            return UploadError(f"{whose}, {column} {wrong}.")
    if columns.logits and not truth:
        return UploadError(
            f"{place} holds logits that are more than {MAX_LOGITS_APART} apart, too far for a "
            "probability to tell: upload probabilities, or scale them down."
        )
    return _wrong_sum(opened, suspect.numbers, whose)


class _Suspect(NamedTuple):
    """The numbers of a row that may be wrong."""

    places: tuple[int, ...]  # Those of their columns.
    numbers: Rows
    wrong: Callable[[float], str | None]  # What is wrong with one of them.
    instead: tuple[str, str] = OF_CLASS  # What to do where one is none.


def _suspect(block: Block, row: int, columns: Columns, *, truth: bool, proba: bool) -> _Suspect:
    if truth:
        return _Suspect(columns.truth, block.truth[row], wrong_number)
    if proba:
        wrong = wrong_logit if columns.logits else wrong_number
        return _Suspect(columns.proba, block.proba[row], wrong)
    return _Suspect((columns.weight,), block.weight[row : row + 1], wrong_weight, OF_WEIGHT)


def _percentages(opened: Opened, place: str) -> UploadError:
    return UploadError(
        f"{place} sums to 100 and not to 1, as rows of percentages do: have every row rescaled, or "
        "say below that all are logits.",
        fixable_by_normalising=_way_out(opened)[1],
    )


def _text(column: pa.Array, row: int) -> str | None:
    """A cell without the space around it, if it holds text."""
    cell = column[row].as_py() if pa.types.is_string(column.type) else None
    return None if cell is None else cell.strip()


def _wrong_sum(opened: Opened, numbers: Rows, place: str) -> UploadError:
    if not numbers.any():
        return UploadError(
            f"{place} holds only zeros, so it cannot be made to sum to 1: write a probability "
            "for each class."
        )
    way_out, fixable = _way_out(opened)
    return UploadError(
        f"{place} sums to {_apart_from_1(float(numbers.sum()))} and not to 1: {way_out}.",
        fixable_by_normalising=fixable,
    )


def _apart_from_1(total: float) -> str:
    """With six digits, or as many more as it takes to tell the sum from 1."""
    return next(text for digits in (6, 9, 17) if float(text := f"{total:.{digits}g}") != 1.0)


def _survey(opened: Opened) -> tuple[list[str], list[str], bool]:
    """The columns that are no classes, all that no truth names, and whether rescaling would do.

    No class is a column that no truth names and without which every row sums to 1, or all such: a
    weight, a flag or a fold would become a class if the rows were rescaled.
    """
    classes = np.array(opened.columns.headed, object)
    named, without = np.full(len(classes), opened.columns.soft), np.ones(len(classes), bool)
    sums = fixable = True
    for block in opened.blocks():
        proba = np.nan_to_num(block.proba)
        off = proba.sum(axis=1, keepdims=True) - 1.0
        sums &= bool(np.abs(off).max() <= TOLERANCE)
        without &= (np.abs(off - proba) <= TOLERANCE).all(axis=0)
        fixable &= all(good.all() for good in judged(block, opened.columns, normalise=True)[1])
        if not opened.columns.soft:
            named[block.truth[block.truth >= 0]] = True
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
    extra, unnamed, fixable = [], [], False
    with suppress(UploadError):  # Another row cannot be read.
        extra, unnamed, fixable = _survey(opened)
    if extra or not fixable:
        return _without(extra) if extra else "correct it", False
    way_out = "correct it, or have every row rescaled"
    if unnamed:
        way_out += f". No row is of class {listed(unnamed)}: say first what is no class"
    return way_out, True


def _without(names: list[str]) -> str:
    columns, are = ("column", "it is") if len(names) == 1 else ("columns", "they are")
    return (
        f"without {columns} {listed(names)} every row does, so say below that {are} not used if "
        f"{are} no class"
    )
