"""Rows that do not sum to 1: rescaled on request; a column that is no class is named as one."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pages.ui.inputs.uploads.errors import UploadError
from tests.pages.uploading import read_here, read_rows

PROBA = ((0.8, 0.2), (0.1, 0.9), (0.5, 0.5), (0.3, 0.7))
EXTRA = {
    "weight": (0.5, 0.25, 1.0, 0.125),
    "flag": (0, 0, 1, 0),
    "fold": (0, 1, 0, 1),
    "a weight above 1": (0.5, 2.0, 1.0, 7.0),
    "a weight that is missing": (0.5, float("nan"), 1.0, 1.0),
    "the same throughout": (1, 1, 1, 1),
}


def table(**extra: tuple[float, ...]) -> bytes:
    frame = pd.DataFrame(PROBA, columns=["a", "b"]).assign(**extra, true=list("abab"))
    return frame.to_csv(index=False, na_rep="nan").encode()


@pytest.mark.parametrize("name", EXTRA)
@pytest.mark.parametrize("normalise", [False, True])
def test_a_column_without_which_every_row_sums_to_1_is_no_class_and_nothing_is_rescaled(
    name, normalise
):
    upload = read_here(table(**{name: EXTRA[name]}), normalise=normalise)
    assert upload.classes == ("a", "b")
    taken = "weight" if name == "weight" else None
    assert (upload.columns.names[upload.columns.weight] if taken else None) == taken
    assert (*upload.columns.unused, *upload.slices) == (() if taken else (name,))
    assert upload.proba == pytest.approx(np.array(PROBA), abs=1e-15)


@pytest.mark.parametrize("normalise", [False, True])
def test_one_that_begins_to_matter_far_down_is_named_and_nothing_is_rescaled(normalise):
    rows = [("0", "0.25", "a", "0.75")] * 500 + [("1", "0.25", "b", "0.75")]
    with pytest.raises(UploadError, match='without column "flag" every row') as raised:
        read_rows(("flag", "a", "true", "b"), *rows, normalise=normalise)
    assert not raised.value.fixable_by_normalising


def test_several_such_columns_are_none_together():
    upload = read_here(table(weight=(0.5, 0.25, 1.0, 0.125), flag=(0, 0, 1, 0), zero=(0, 0, 0, 0)))
    assert upload.columns.unused == ("zero",)
    assert upload.weight.tolist() == [0.5, 0.25, 1.0, 0.125]
    assert upload.slices.keys() == {"flag"}


def test_a_class_that_a_label_names_is_never_called_none():
    with pytest.raises(UploadError) as raised:
        read_rows(("true", "a", "b", "c"), ("c", "0.5", "0.5", "0.1"), ("a", "0.5", "0.5", "0"))
    assert "without" not in str(raised.value)
    assert raised.value.fixable_by_normalising


def test_rows_that_do_not_sum_to_1_without_it_either_may_be_rescaled_and_say_so():
    rows = (("true", "a", "b", "rest"), ("a", "0.5", "0.3", "0.1"), ("b", "0.2", "0.3", "0"))
    with pytest.raises(UploadError) as raised:
        read_rows(*rows)
    assert raised.value.fixable_by_normalising
    assert 'No row is of class "rest": say first what is no class' in str(raised.value)


@pytest.mark.parametrize(
    "rows",
    [
        (("true", "a", "b"), ("a", "0.5", "0.4"), ("b", "0.5", "-0.5")),
        (("true", "a", "b", "weight"), ("a", "0.5", "0.4", "1"), ("b", "0.5", "0.5", "-1")),
    ],
    ids=["a probability", "a weight"],
)
def test_rescaling_is_not_offered_where_another_row_would_stop_it(rows):
    with pytest.raises(UploadError) as raised:
        read_rows(*rows)
    assert not raised.value.fixable_by_normalising
    assert str(raised.value).endswith("sums to 0.9 and not to 1: correct it.")


def test_a_column_of_zeros_is_a_class_that_is_called_unused():
    upload = read_here(table(flag=(0, 0, 0, 0)))
    assert (upload.classes, upload.unused) == (("a", "b", "flag"), ("flag",))


def test_a_class_that_is_true_or_expected_once_is_used():
    header = ("true", "a", "b", "c", "d")
    assert read_rows(header, ("b", "1", "0", "0", "0")).unused == ("c", "d")
    assert read_rows(header, ("b", "0.9", "0", "0.1", "0")).unused == ("d",)
    soft = ("a", "b", "c", "true:a", "true:b", "true:c")
    assert read_rows(soft, ("1", "0", "0", "0.5", "0.5", "0")).unused == ("c",)


def test_rows_that_do_not_sum_to_1_are_rescaled_only_on_request():
    rows = (("true", "a", "b"), ("a", "0.375", "0.125"))
    with pytest.raises(UploadError) as raised:
        read_rows(*rows)
    assert raised.value.fixable_by_normalising
    assert read_rows(*rows, normalise=True).proba.tolist() == [[0.75, 0.25]]


def test_soft_truth_is_rescaled_too():
    rows = (("a", "b", "true:a", "true:b"), ("0.5", "0.5", "0.375", "0.125"))
    with pytest.raises(UploadError) as raised:
        read_rows(*rows)
    assert raised.value.fixable_by_normalising
    assert read_rows(*rows, normalise=True).truth.tolist() == [[0.75, 0.25]]


@pytest.mark.parametrize(
    "cells", [("1.2", "0"), ("-0.1", "0.5"), ("0", "0"), ("nan", "1"), ("x", "1")]
)
def test_no_other_fault_is_fixed_by_rescaling(cells):
    for normalise in (False, True):
        with pytest.raises(UploadError) as raised:
            read_rows(("true", "a", "b"), ("a", *cells), normalise=normalise)
        assert not raised.value.fixable_by_normalising


def test_a_number_of_the_sample_among_the_classes_is_not_rescaled_away():
    rows = (("true", "x", "a", "b"), ("a", "0", "0.5", "0.4"), ("a", "7", "0.5", "0.5"))
    with pytest.raises(UploadError, match=r'^Row 2 .*"x" holds 7'):
        read_rows(*rows, normalise=True)
