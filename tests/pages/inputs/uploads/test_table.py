"""How two tables become a batch, and what they may not differ in."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest

import losscore
from pages.ui.inputs.uploads.errors import UploadError
from pages.ui.inputs.uploads.table import Table, pair
from tests.pages.bad_files import parquet
from tests.pages.uploading import read_here, read_rows

FRAME = pd.DataFrame([[0.5, 0.5]] * 3, columns=["a", "b"]).assign(true="a")


def table(truth: list[int], proba: list[list[float]], classes: str = "abc") -> Table:
    return Table("x.csv", tuple(classes), np.array(truth), np.array(proba, dtype=float))


def error_of(*tables: Table) -> str:
    with pytest.raises(UploadError) as raised:
        pair(*tables)
    return str(raised.value)


A = table([0, 1, 2], [[0.8, 0.2, 0.0], [0.1, 0.9, 0.0], [0.25, 0.25, 0.5]])


def test_model_b_is_optional():
    batch = pair(A)
    assert (batch.name, batch.size, batch.b) == ("x.csv", 3, None)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_columns_of_model_b_may_come_in_any_order(order):
    other = Table(
        "b.csv",
        tuple("abc"[k] for k in order),
        np.argsort(order)[A.truth],
        A.proba[:, list(order)],
    )
    batch = pair(A, other)
    assert batch.classes == A.classes
    assert np.array_equal(batch.b, A.proba)
    assert batch.name == "x.csv and b.csv"


def test_classes_may_be_written_as_floats_in_one_table():
    one = read_rows(("true", "1", "2"), ("1", "0.9", "0.1"))
    other = read_rows(("true", "2.0", "1.0"), ("1.0", "0.4", "0.6"))
    assert pair(one, other).b.tolist() == [[0.6, 0.4]]


def test_different_truths_are_named_by_row():
    message = error_of(A, table([0, 2, 2], A.proba.tolist()))
    assert message.startswith('Row 2 has a different truth in the two tables, "b" for model A')
    assert '"c" for model B' in message


def test_different_numbers_of_rows_are_named_with_the_first_difference():
    message = error_of(A, table([0, 2], A.proba[:2].tolist()))
    assert "Model A's table has 3 rows and model B's 2" in message
    assert "first differs in row 2" in message


def test_a_table_that_is_the_beginning_of_the_other_is_called_so():
    assert "beginning" in error_of(A, table([0, 1], A.proba[:2].tolist()))


def test_different_classes_are_named():
    message = error_of(A, table([0], [[1, 0, 0]], "abd"))
    assert '"c" only in model A\'s and "d" only in model B\'s' in message


def test_a_class_more_is_named():
    assert '"d" only in model B\'s' in error_of(A, table([0], [[1, 0, 0, 0]], "abcd"))


def test_soft_and_hard_truth_do_not_pair():
    soft = Table("s", A.classes, losscore.one_hot(A.truth, 3), A.proba)
    assert "same truth" in error_of(A, soft)


def test_soft_truths_pair_up_to_rounding_and_column_order():
    a = read_rows(("a", "b", "true:a", "true:b"), ("0.5", "0.5", "0.333333", "0.666667"))
    b = read_rows(("b", "a", "true:a", "true:b"), ("0.1", "0.9", "0.3333333", "0.6666667"))
    assert pair(a, b).b.tolist() == [[0.9, 0.1]]
    c = read_rows(("a", "b", "true:a", "true:b"), ("0.5", "0.5", "0.4", "0.6"))
    assert error_of(a, c).startswith("Row 1 has a different truth")


def as_csv(*index: int) -> Table:
    return read_here(FRAME.set_axis(list(index)).to_csv().encode(), "a.csv")


def as_parquet(index: object) -> Table:
    return read_here(parquet(FRAME.set_axis(index)), "a.parquet")


def test_the_first_row_that_differs_is_named_with_both_values():
    message = error_of(as_csv(7, 3, 9), as_csv(7, 9, 3))
    assert message.startswith('Row 2 has a different index in the two tables, "3" for model A')
    assert '"9" for model B' in message


def test_the_same_index_pairs_whatever_the_kind_of_file_and_number():
    tables = (
        as_csv(7, 3, 9),
        as_parquet(pd.Index([7, 3, 9])),
        as_parquet(pd.Index([7, 3, 9], dtype="int8")),
        as_parquet(pd.Index(["7", "3", "9"])),
        as_parquet(pd.Index([7, 3, 9], name="id")),
    )
    for a, b in itertools.product(tables, tables):
        assert pair(a, b).size == 3


def test_a_table_without_one_pairs_by_position():
    without = read_here(FRAME.to_csv(index=False).encode())
    for other in (as_csv(7, 3, 9), as_parquet(pd.Index(["x", "y", "z"]))):
        assert pair(without, other).size == pair(other, without).size == 3
    assert pair(as_parquet(pd.RangeIndex(3)), as_csv(7, 3, 9)).size == 3


@pytest.mark.parametrize(
    ("a", "b", "found"),
    [
        (["x", "y", "z"], ["x", "z", "y"], '"y" for model A and "z" for model B'),
        ([*"ab", "*_[x](y)\n"], [*"abc"], '"*_[x](y)" for model A and "c" for model B'),
        (["1", "2", "3"], ["1", "2", None], '"3" for model A and "" for model B'),
        (pd.RangeIndex(5, 8), pd.RangeIndex(7, 4, -1), '"5" for model A and "7" for model B'),
        ([[1, 1, 2], [*"aba"]], [[1, 1, 2], [*"abb"]], '"2, a" for model A and "2, b" for'),
        (pd.date_range("2024", periods=3), [1, 2, 3], '"2024-01-01 00'),
    ],
)
def test_names_dates_levels_and_rules_are_compared_too(a, b, found):
    kinds = [pd.MultiIndex.from_arrays(x) if isinstance(x[0], list) else x for x in (a, b)]
    assert found in error_of(*map(as_parquet, kinds))


def test_a_different_truth_is_named_before_a_different_index():
    other = read_here(b",true,a,b\n7,a,1,0\n4,b,1,0\n9,a,1,0\n")
    assert "a different truth" in error_of(as_csv(7, 3, 9), other)


def test_an_index_that_cannot_be_told_is_none():
    assert as_parquet(pd.Index([b"\xff", b"\xfe", b"\xfd"])).index is None
