"""Two models' tables of the same samples, brought together into one batch."""

import numpy as np
import numpy.typing as npt

from losscore.checks import TOLERANCE
from pages.ui.inputs.batch import Batch

from .checks import place_of
from .columns import SOFT, TRUE
from .errors import UploadError, listed, quoted
from .labels import ClassFinder
from .table import Table


def pair(table_a: Table, table_b: Table | None = None) -> Batch:
    """The batch of model A's table and, if given, model B's table of the same samples.

    Raises
    ------
    UploadError
        Unless both have the same classes, in whatever order, and row by row the same truth and,
        where both have one, the same index.
    """
    if table_b is None:
        return Batch(table_a.name, table_a.classes, table_a.truth, table_a.proba)
    order = _order(table_a.classes, table_b.classes)
    if table_a.soft != table_b.soft:
        raise UploadError(
            f"One model's table has a column {quoted(TRUE)} and the other's has "
            f"{quoted(SOFT + '<class>')} columns: give both the same truth."
        )
    _check_truth(table_a, table_b, order)
    _check_index(table_a.index, table_b.index)
    in_order = np.array_equal(order, np.arange(len(order)))
    b = table_b.proba if in_order else np.ascontiguousarray(table_b.proba[:, order])
    name = " and ".join(filter(None, dict.fromkeys([table_a.name, table_b.name])))
    return Batch(name, table_a.classes, table_a.truth, table_a.proba, b)


def _order(a: tuple[str, ...], b: tuple[str, ...]) -> npt.NDArray[np.intp]:
    """For each class of A its place in B."""
    finder = ClassFinder(b)
    order = finder.find_all(a)
    missing = [name for name, place in zip(a, order, strict=True) if place < 0]
    extra = [name for k, name in enumerate(b) if k not in set(order)]
    if missing or extra:
        found = [f"{listed(missing)} only in model A's"] if missing else []
        found += [f"{listed(extra)} only in model B's"] if extra else []
        raise UploadError(
            f"The two tables have different classes, {' and '.join(found)}: give both models a "
            "column for every class."
        )
    return np.array(order, dtype=np.intp)


def _check_truth(a: Table, b: Table, order: npt.NDArray[np.intp]) -> None:
    rows = min(a.size, b.size)
    if a.soft:
        different = (np.abs(a.truth[:rows] - b.truth[:rows][:, order]) > TOLERANCE).any(axis=1)
    else:
        different = a.truth[:rows] != np.argsort(order)[b.truth[:rows]]
    first = int(np.argmax(different)) if different.any() else None
    fix = "give model B's table the samples of model A's in the same order."
    if a.size != b.size:
        where = "the shorter one is the beginning of the longer one"
        if first is not None:
            where = f"the truth first differs in row {first + 1:,}"
        raise UploadError(
            f"Model A's table has {a.size:,} rows and model B's {b.size:,}, and {where}: {fix}"
        )
    if first is None:
        return
    truths = ""
    if not a.soft:
        truths = (
            f", {quoted(a.classes[a.truth[first]])} for model A and "
            f"{quoted(b.classes[b.truth[first]])} for model B"
        )
    raise UploadError(
        f"{place_of(first + 1)} has a different truth in the two tables{truths}: {fix}"
    )


def _check_index(a: npt.NDArray | None, b: npt.NDArray | None) -> None:
    if a is None or b is None:
        return
    if a.dtype != b.dtype:
        text = np.dtypes.StringDType()
        a, b = a.astype(text), b.astype(text)
    different = a != b
    if not different.any():
        return
    first = int(np.argmax(different))
    raise UploadError(
        f"{place_of(first + 1)} has a different index in the two tables, {quoted(a[first])} for "
        f"model A and {quoted(b[first])} for model B: give model B's table the samples of model "
        "A's in the same order, or write both without an index."
    )
