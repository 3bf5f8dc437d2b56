"""A column that says how many samples each row counts as: read, checked, joined with its row."""

from __future__ import annotations

import io

import numpy as np
import pandas as pd
import pytest

from pages.ui.inputs.uploads.columns import Roles
from pages.ui.inputs.uploads.errors import UploadError
from pages.ui.inputs.uploads.pairing import pair
from pages.ui.inputs.uploads.reading import read_upload
from tests.pages.uploading import read_here

FRAME = pd.DataFrame({"true": list("abab"), "a": [0.8, 0.1, 0.5, 0.3], "b": [0.2, 0.9, 0.5, 0.7]})


def csv(**extra: object) -> bytes:
    return FRAME.assign(**extra).to_csv(index=False).encode()


def parquet(**extra: object) -> bytes:
    sink = io.BytesIO()
    FRAME.assign(**extra).to_parquet(sink, index=False)
    return sink.getvalue()


@pytest.mark.parametrize("name", ["weight", "sample_weight", "Weights", "survey weight"])
def test_a_column_called_a_weight_is_one(name):
    table = read_here(csv(**{name: [2, 0, 0.5, 1]}))
    assert table.weight.tolist() == [2, 0, 0.5, 1]
    assert table.classes == ("a", "b")
    assert not table.columns.unused


@pytest.mark.parametrize("columns", [{"birth_weight": [3.5, 2, 3, 4]}, {"w": [1, 2, 3, 4]}])
def test_what_may_as_well_be_a_measurement_counts_for_nothing_unless_told(columns):
    assert read_here(csv(**columns)).weight is None
    names = ("true", "a", "b", *columns)
    told = {names: Roles("true", ("a", "b"), weight=names[-1])}
    assert read_here(csv(**columns), told=told).weight.tolist() == next(iter(columns.values()))


def test_of_two_such_columns_neither_is_taken():
    table = read_here(csv(weight=[1, 2, 3, 4], sample_weight=[4, 3, 2, 1]))
    assert table.weight is None
    assert table.columns.unused == ("weight", "sample_weight")


def test_weights_come_through_the_process_that_parquet_is_read_in():
    table = read_upload(parquet(weight=np.array([2, 0, 0.5, 1], np.float32)), "a.parquet")
    assert table.weight.tolist() == [2, 0, 0.5, 1]


def test_a_comma_may_be_the_decimal_mark_of_a_weight():
    data = b"true;a;b;weight\na;0,8;0,2;1,5\nb;0,1;0,9;2,5\n"
    assert read_here(data).weight.tolist() == [1.5, 2.5]


MEND = "a weight is how many samples the row counts as, 0 or more, so correct it, or say that the "
WRONG = {
    "below 0": ([1, -2, 1, 1], f'Row 2 .*column "weight" holds -2, which is below 0: {MEND}'),
    "infinite": ([1, 1, np.inf, 1], f"Row 3 .*holds an infinite number: {MEND}"),
    "too small": ([1, 1, 1, 1e-200], f"Row 4 .*holds 1e-200, which is too small: {MEND}"),
    "too large": ([1, 1, 1e300, 1], r"Row 3 .*holds 1e\+300, which is too large: "),
    "all 0": ([0, 0, 0, 0], "weights of all 4 rows .* are 0, so that none counts: .* scale them"),
    "shares": ([0.25] * 4, "sum to 1, so that together they count as one sample or less: .* scale"),
    "text": ([1, "x", 1, 1], 'Row 2 .*holds "x", which is not a number: write how many samples'),
    "empty": ([1, None, 1, 1], r"Row 2 .*is empty: write how many samples the row counts as\."),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_weights_that_no_row_can_have_are_named_with_what_to_do(wrong):
    weights, said = WRONG[wrong]
    told = {("true", "a", "b", "weight"): Roles("true", ("a", "b"), weight="weight")}
    with pytest.raises(UploadError, match=said) as raised:
        read_here(csv(weight=weights), told=told)
    assert raised.value.columns.weight == 3


def test_what_is_missing_in_parquet_is_named_too():
    with pytest.raises(UploadError, match='Row 2, column "weight" holds no number'):
        read_here(parquet(weight=[1.0, None, 2.0, 1.0]))


def test_the_first_wrong_row_is_named_whatever_is_wrong_with_it():
    with pytest.raises(UploadError, match=r"Row 1 .*sums to 0\.5"):
        read_here(csv(a=[0.3, 0.1, 0.5, 0.3], weight=[1, -1, 1, 1]))


def tables(a: dict, b: dict) -> list:
    return [read_here(csv(**extra)) for extra in (a, b)]


def test_weights_go_along_with_rows_that_are_joined_by_id():
    a = read_here(csv(id=[1, 2, 3, 4], weight=[2, 0, 0.5, 1]))
    turned = FRAME.assign(id=[1, 2, 3, 4], weight=[2, 0, 0.5, 1]).iloc[::-1]
    b = read_here(turned.to_csv(index=False).encode())
    assert pair(a, b).weight.tolist() == [2, 0, 0.5, 1]
    assert pair(b, a).weight.tolist() == [1, 0.5, 0, 2]


def test_different_weights_are_refused_by_the_first_row_that_has_them():
    said = "Row 3 has a different weight in the two tables, 0.5 for model A and 1 for model B: give"
    with pytest.raises(UploadError, match=said):
        pair(*tables({"weight": [2, 0, 0.5, 1]}, {"weight": [2, 0, 1, 1]}))
    said = 'Row 3, with the id "3", has a different weight'
    b = FRAME.assign(id=[1, 2, 3, 4], weight=[2, 0, 1, 1]).iloc[::-1]
    with pytest.raises(UploadError, match=said):
        pair(
            read_here(csv(id=[1, 2, 3, 4], weight=[2, 0, 0.5, 1])),
            read_here(b.to_csv(index=False).encode()),
        )


def test_a_model_without_weights_is_not_compared_with_one_that_has_them():
    said = "Model A's table says how many samples each row counts as and model B's does not: give"
    with pytest.raises(UploadError, match=said):
        pair(*tables({"weight": [2, 0, 0.5, 1]}, {}))
    with pytest.raises(UploadError, match="Model B's table says"):
        pair(*tables({}, {"weight": [2, 0, 0.5, 1]}))
