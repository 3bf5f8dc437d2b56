"""Where both tables have a row index, it has to be the same one."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest

from pages.ui.inputs.uploads.errors import UploadError
from pages.ui.inputs.uploads.table import Table, pair
from tests.pages.bad_files import parquet
from tests.pages.uploading import read_here

FRAME = pd.DataFrame([[0.5, 0.5]] * 3, columns=["a", "b"]).assign(true="a")


def error_of(*tables: Table) -> str:
    with pytest.raises(UploadError) as raised:
        pair(*tables)
    return str(raised.value)


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
