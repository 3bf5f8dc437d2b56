"""Two tables of the same samples as a batch, and why they are not of the same."""

import numpy as np
import numpy.typing as npt

from losscore.checks import TOLERANCE
from pages.ui.inputs.batch import Batch

from .columns import SOFT, TRUE, find_classes
from .errors import UploadError, listed, place_of, quoted
from .table import Coded, Table

# Weights that differ by less are the same ones, as they may be from float32.
_DIGITS = 1e-6


def pair(table_a: Table, table_b: Table | None = None) -> Batch:
    """The batch of model A's table and, if given, model B's table of the same samples.

    They have to have the same classes, in whatever order, and the same samples: in any order where
    both have ids and these tell them apart, else row by row.
    """
    if table_b is None:
        return Batch(
            table_a.name,
            table_a.classes,
            table_a.truth,
            table_a.proba,
            slices=dict(table_a.slices),
            ids=table_a.named_ids,
            weight=table_a.weight,
        )
    rows, order = check_pair(table_a, table_b)
    b = table_b.proba if rows is None else table_b.proba[rows]
    if not np.array_equal(order, np.arange(len(order))):
        b = np.ascontiguousarray(b[:, order])
    name = " and ".join(filter(None, dict.fromkeys([table_a.name, table_b.name])))
    of_b = {
        column: coded if rows is None else Coded(coded.codes[rows], coded.texts)
        for column, coded in table_b.slices.items()
    }
    return Batch(
        name,
        table_a.classes,
        table_a.truth,
        table_a.proba,
        b,
        slices={**of_b, **table_a.slices},
        ids=table_a.named_ids,
        weight=table_a.weight,
    )


def check_pair(a: Table, b: Table) -> tuple[npt.NDArray[np.intp] | None, npt.NDArray[np.intp]]:
    """The row of B for each row of A, None for the same, and the column of B for each class of A.

    Raises the `UploadError` that says why the two are not of the same samples.
    """
    order = _order(a.classes, b.classes)
    if a.soft != b.soft:
        raise UploadError(
            f"One model's table has a column {quoted(TRUE)} and the other's has "
            f"{quoted(SOFT + '<class>')} columns: give both the same truth."
        )
    rows = _rows(a.ids, b.ids)
    truth = b.truth if rows is None else b.truth[rows]
    _check_truth(a, b, truth, order, joined=rows is not None)
    if rows is None:
        _check_ids(a.ids, b.ids)
    _check_weights(a, b, rows)
    return rows, order


def _order(a: tuple[str, ...], b: tuple[str, ...]) -> npt.NDArray[np.intp]:
    """For each class of A its place in B."""
    order = find_classes(b, a)
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


def _check_truth(
    a: Table, b: Table, truth: npt.NDArray, order: npt.NDArray[np.intp], *, joined: bool
) -> None:
    rows = min(a.size, b.size)
    if a.soft:
        different = (np.abs(a.truth[:rows] - truth[:rows][:, order]) > TOLERANCE).any(axis=1)
    else:
        different = a.truth[:rows] != np.argsort(order)[truth[:rows]]
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
            f"{quoted(b.classes[truth[first]])} for model B"
        )
    place = place_of(first + 1)
    if joined:
        place += f", with the id {quoted(a.ids[first])},"
        fix = "correct it in one of them, or say that the ids are not used."
    raise UploadError(f"{place} has a different truth in the two tables{truths}: {fix}")


def _rows(a: npt.NDArray | None, b: npt.NDArray | None) -> npt.NDArray[np.intp] | None:
    """For each row of A the row of B with its id; None where they go by their place."""
    if a is None or b is None:
        return None
    a, b = _alike(a, b)
    if len(a) == len(b) and (a == b).all():
        return None
    (of_a, first_a), (of_b, first_b) = (np.unique(ids, return_index=True) for ids in (a, b))
    if len(of_a) < len(a) or len(of_b) < len(b):
        return None
    if len(of_a) != len(of_b) or (of_a != of_b).any():
        raise _different_ids(np.setdiff1d(of_a, of_b), np.setdiff1d(of_b, of_a))
    rows = np.empty(len(a), np.intp)
    rows[first_a] = first_b
    return rows


def _alike(a: npt.NDArray, b: npt.NDArray) -> tuple[npt.NDArray, npt.NDArray]:
    """The ids of both tables as text, unless all are whole numbers."""
    if a.dtype == b.dtype:
        return a, b
    text = np.dtypes.StringDType()
    return a.astype(text), b.astype(text)


def _different_ids(of_a: npt.NDArray, of_b: npt.NDArray) -> UploadError:
    only = [
        f"{listed([str(name) for name in ids[:3]] + [''] * (len(ids) - 3))} only in model {model}'s"
        for model, ids in (("A", of_a), ("B", of_b))
        if len(ids)
    ]
    return UploadError(
        f"The two tables have different ids, {' and '.join(only)}: give both models the same "
        "samples, in any order, or write both without ids."
    )


def _check_ids(a: npt.NDArray | None, b: npt.NDArray | None) -> None:
    if a is None or b is None:
        return
    a, b = _alike(a, b)
    different = a != b
    if not different.any():
        return
    first = int(np.argmax(different))
    raise UploadError(
        f"{place_of(first + 1)} has a different index in the two tables, {quoted(a[first])} for "
        f"model A and {quoted(b[first])} for model B: give model B's table the samples of model "
        "A's in the same order, or write both without an index."
    )


def _check_weights(a: Table, b: Table, rows: npt.NDArray[np.intp] | None) -> None:
    """Refuse two models whose means would be of different samples."""
    mend = "give both the same weights, or say of both that the column is not used."
    if a.weight is None and b.weight is None:
        return
    if a.weight is None or b.weight is None:
        has, lacks = ("B", "A") if a.weight is None else ("A", "B")
        raise UploadError(
            f"Model {has}'s table says how many samples each row counts as and model {lacks}'s "
            f"does not: {mend}"
        )
    weight = b.weight if rows is None else b.weight[rows]
    same = np.isclose(a.weight, weight, rtol=_DIGITS, atol=0.0)
    if same.all():
        return
    first = int(np.argmin(same))
    place = place_of(first + 1)
    if rows is not None:
        place += f", with the id {quoted(a.ids[first])},"
    raise UploadError(
        f"{place} has a different weight in the two tables, {a.weight[first]:.7g} for model A and "
        f"{weight[first]:.7g} for model B: {mend}"
    )
