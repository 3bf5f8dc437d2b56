"""How two tables become a batch, and what they may not differ in."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest

import losscore
from pages.ui.inputs.uploads.errors import UploadError
from pages.ui.inputs.uploads.pairing import pair
from pages.ui.inputs.uploads.table import Table
from tests.pages.good_table import parquet
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


SHUFFLED = pd.DataFrame(
    {"id": [7, 3, 9], "a": [0.1, 0.2, 0.3], "b": [0.9, 0.8, 0.7], "true": [*"aab"]}
)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
@pytest.mark.parametrize(
    "written",
    [
        lambda frame: frame.to_csv(index=False).encode(),
        lambda frame: frame.set_index("id").rename_axis(None).to_csv().encode(),
        lambda frame: frame.assign(id=frame["id"].map("x{}".format)).to_csv(index=False).encode(),
        parquet,
        lambda frame: parquet(frame.set_index("id")),
    ],
    ids=["CSV", "index in CSV", "text in CSV", "Parquet", "index in Parquet"],
)
def test_rows_with_ids_are_joined_by_them_in_any_order(order, written):
    a, b = (read_here(written(frame)) for frame in (SHUFFLED, SHUFFLED.iloc[list(order)]))
    batch = pair(a, b)
    assert batch.a.tolist() == batch.b.tolist() == SHUFFLED[["a", "b"]].to_numpy().tolist()
    assert batch.truth.tolist() == [0, 0, 1]


def test_another_truth_of_the_same_id_is_named_with_it():
    other = SHUFFLED.iloc[[2, 0, 1]].assign(true=[*"bba"])
    message = error_of(*(read_here(f.to_csv(index=False).encode()) for f in (SHUFFLED, other)))
    assert message.startswith(
        'Row 1, with the id "7", has a different truth in the two tables, "a"'
    )


def test_ids_that_do_not_tell_rows_apart_go_by_their_place():
    message = error_of(as_csv(7, 7, 9), as_csv(7, 9, 7))
    assert message.startswith('Row 2 has a different index in the two tables, "7" for model A')
    assert '"9" for model B' in message
    assert pair(as_csv(7, 7, 9), as_csv(7, 7, 9)).size == 3


def test_ids_of_one_table_alone_are_counted_and_the_first_named():
    message = error_of(as_csv(1, 2, 3), as_csv(3, 14, 15))
    assert '"1", "2" only in model A\'s and "14", "15" only in model B\'s' in message
    five = pd.concat([FRAME, FRAME.head(2)]).set_axis([4, 5, 6, 7, 8]).to_csv().encode()
    assert '"4", "5", "6" and 2 more only in model B' in error_of(as_csv(1, 2, 3), read_here(five))


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
        ([*"ab", "*_[x](y)\n"], [*"abc"], '"*_[x](y)" only in model A\'s and "c" only in'),
        (["1", "2", "3"], ["1", "2", None], '"3" only in model A\'s and "" only in model B\'s'),
        (pd.RangeIndex(5, 8), pd.RangeIndex(7, 10), '"5", "6" only in model A'),
        ([[1, 1, 2], [*"aba"]], [[1, 1, 2], [*"abb"]], '"2, a" only in model A\'s and "2, b"'),
        (pd.date_range("2024", periods=3), [1, 2, 3], '"2024-01-01 00'),
    ],
)
def test_names_dates_levels_and_rules_are_compared_too(a, b, found):
    kinds = [pd.MultiIndex.from_arrays(x) if isinstance(x[0], list) else x for x in (a, b)]
    assert found in error_of(*map(as_parquet, kinds))


def test_an_index_that_cannot_be_told_is_none():
    assert as_parquet(pd.Index([b"\xff", b"\xfe", b"\xfd"])).ids is None
