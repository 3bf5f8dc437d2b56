"""Two tables of the same samples as a batch, and why they are not of the same."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from losscore.checks import TOLERANCE
from pages.ui.inputs.batch import Batch

from .blocks import Coded
from .class_names import find_classes
from .columns import SOFT, TRUE
from .errors import UploadError, listed, place_of, quoted
from .table import Table

# Weights that differ by less are the same ones, as they may be from float32.
_DIGITS = 1e-6

_IN_ORDER = "give model B's table the samples of model A's in the same order"


def pair(table_a: Table, table_b: Table | None = None) -> Batch:
    """The batch of model A's table and, if given, model B's table of the same samples.

    They have to have the same classes, in whatever order, and the same samples: in any order where
    both have ids and these tell them apart, else row by row.
    """
    name, b, of_b = table_a.name, None, {}
    if table_b is not None:
        name = " and ".join(filter(None, dict.fromkeys([table_a.name, table_b.name])))
        b, of_b = _in_order_of(table_a, table_b)
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


def _in_order_of(a: Table, b: Table) -> tuple[npt.NDArray[np.float64], dict[str, Coded]]:
    """What model B predicts and how it is cut, in the order of model A's rows and classes."""
    rows, order = check_pair(a, b)
    proba, slices = b.proba, dict(b.slices)
    if rows is not None:
        proba = proba[rows]
        slices = {name: Coded(codes[rows], texts) for name, (codes, texts) in slices.items()}
    if not np.array_equal(order, np.arange(len(order))):
        proba = np.ascontiguousarray(proba[:, order])
    return proba, slices


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
    if rows is None and a.ids is not None and b.ids is not None:
        ids = _alike(a.ids, b.ids)
        _check_same(
            "index",
            ids[0] != ids[1],
            lambda row: (quoted(ids[0][row]), quoted(ids[1][row])),
            f"{_IN_ORDER}, or write both without an index",
        )
    _check_weights(a, b, rows)
    return rows, order


def _check_same(
    what: str,
    different: npt.NDArray[np.bool_],
    told: Callable[[int], tuple[str, str]],
    fix: str,
    ids: npt.NDArray | None = None,
) -> None:
    """Refuse two tables with a different row, and say of the first what it is in each of them.

    It is called by its id as well where rows are joined by these.
    """
    if not different.any():
        return
    row = int(np.argmax(different))
    place = place_of(row + 1) + ("" if ids is None else f", with the id {quoted(ids[row])},")
    of_a, of_b = told(row)
    values = f", {of_a} for model A and {of_b} for model B" if of_a else ""
    raise UploadError(f"{place} has a different {what} in the two tables{values}: {fix}.")


def _order(a: tuple[str, ...], b: tuple[str, ...]) -> npt.NDArray[np.intp]:
    """For each class of A its place in B."""
    order = find_classes(b, a)
    missing = [name for name, place in zip(a, order, strict=True) if place < 0]
    extra = [name for k, name in enumerate(b) if k not in set(order)]
    if missing or extra:
        raise UploadError(
            f"The two tables have different classes, {_only(missing, extra)}: give both models a "
            "column for every class."
        )
    return np.array(order, dtype=np.intp)


def _only(of_a: Sequence[object], of_b: Sequence[object]) -> str:
    """What is in one of the two tables alone."""
    found = (("A", of_a), ("B", of_b))
    return " and ".join(f"{listed(of)} only in model {model}'s" for model, of in found if len(of))


def _check_truth(
    a: Table, b: Table, truth: npt.NDArray, order: npt.NDArray[np.intp], *, joined: bool
) -> None:
    rows = min(a.size, b.size)
    if a.soft:
        different = (np.abs(a.truth[:rows] - truth[:rows][:, order]) > TOLERANCE).any(axis=1)
    else:
        different = a.truth[:rows] != np.argsort(order)[truth[:rows]]
    if a.size != b.size:
        where = "the shorter one is the beginning of the longer one"
        if different.any():
            where = f"the truth first differs in row {np.argmax(different) + 1:,}"
        raise UploadError(
            f"Model A's table has {a.size:,} rows and model B's {b.size:,}, and {where}: "
            f"{_IN_ORDER}."
        )

    def told(row: int) -> tuple[str, str]:
        if a.soft:
            return "", ""
        return quoted(a.classes[a.truth[row]]), quoted(b.classes[truth[row]])

    fix = "correct it in one of them, or say that the ids are not used" if joined else _IN_ORDER
    _check_same("truth", different, told, fix, a.ids if joined else None)


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
        only = _only(np.setdiff1d(of_a, of_b), np.setdiff1d(of_b, of_a))
        raise UploadError(
            f"The two tables have different ids, {only}: give both models the same samples, in any "
            "order, or write both without ids."
        )
    rows = np.empty(len(a), np.intp)
    rows[first_a] = first_b
    return rows


def _alike(a: npt.NDArray, b: npt.NDArray) -> tuple[npt.NDArray, npt.NDArray]:
    """The ids of both tables as text, unless all are whole numbers."""
    if a.dtype == b.dtype:
        return a, b
    text = np.dtypes.StringDType()
    return a.astype(text), b.astype(text)


def _check_weights(a: Table, b: Table, rows: npt.NDArray[np.intp] | None) -> None:
    """Refuse two models whose means would be of different samples."""
    fix = "give both the same weights, or say of both that the column is not used"
    if a.weight is None and b.weight is None:
        return
    if a.weight is None or b.weight is None:
        has, lacks = ("B", "A") if a.weight is None else ("A", "B")
        raise UploadError(
            f"Model {has}'s table says how many samples each row counts as and model {lacks}'s "
            f"does not: {fix}."
        )
    weight = b.weight if rows is None else b.weight[rows]
    same = np.isclose(a.weight, weight, rtol=_DIGITS, atol=0.0)
    _check_same(
        "weight",
        ~same,
        lambda row: (f"{a.weight[row]:.7g}", f"{weight[row]:.7g}"),
        fix,
        None if rows is None else a.ids,
    )
