"""CSV is read in blocks of megabytes; here they are a row or two long."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.ui.inputs.uploads import csv_reader
from pages.ui.inputs.uploads.errors import UploadError
from tests.pages.good_table import lines
from tests.pages.uploading import read_here, read_rows


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch):
    monkeypatch.setattr(csv_reader, "_BLOCK_BYTES", 100)


def test_blocks_leave_no_trace_in_the_result():
    p = np.random.default_rng(2).dirichlet(np.ones(3), size=200)
    y = np.random.default_rng(3).choice(list("abc"), 200)
    upload = read_here(pd.DataFrame(p, columns=list("abc")).assign(true=y).to_csv().encode())
    assert np.array_equal(upload.proba, p)
    assert np.array_equal(np.array(upload.classes)[upload.truth], y)


def test_a_line_end_in_quotation_marks_does_not_end_a_block():
    rows = [('"a\n"', "1", "0"), ("b", "0", "1")] * 50
    assert read_rows(("true", "a", "b"), *rows).truth.tolist() == [0, 1] * 50


@pytest.mark.parametrize("row", [1, 2, 3, 57, 200])
@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (("a", "x", "1"), 'holds "x"'),
        (("a", "0.5", "0.4"), "sums to 0.9"),
        (("c", "0.5", "0.5"), 'holds "c"'),
        (("a", "0.5"), "has 2 cells"),
    ],
)
def test_the_row_and_line_named_are_those_of_the_file(row, cells, words):
    rows = [("a", "0.5", "0.5")] * 200
    rows[row - 1] = cells
    with pytest.raises(UploadError) as raised:
        read_rows(("true", "a", "b"), (), *rows)
    assert str(raised.value).startswith(f"Row {row} (line {row + 2} of the file)")
    assert words in str(raised.value)


def test_the_first_of_several_wrong_rows_is_named():
    rows = [("a", "0.5", "0.5")] * 100
    rows[20], rows[60], rows[90] = ("a", "0.5", "0.4"), ("c", "0.5", "0.5"), ("a", "x", "1")
    with pytest.raises(UploadError, match=r"^Row 21 "):
        read_rows(("true", "a", "b"), *rows)


@pytest.mark.parametrize("label_row", [20, 60])
def test_the_first_of_a_wrong_label_and_a_wrong_sum_is_named(label_row, monkeypatch):
    monkeypatch.setattr(csv_reader, "_BLOCK_BYTES", 10_000)
    rows = [("a", "0.5", "0.5")] * 100
    rows[label_row], rows[40] = ("c", "0.5", "0.5"), ("a", "0.5", "0.4")
    with pytest.raises(UploadError) as raised:
        read_rows(("true", "a", "b"), *rows)
    assert str(raised.value).startswith(f"Row {min(label_row, 40) + 1} ")


def test_decimal_commas_may_begin_in_a_later_block():
    rows = [("a", "1", "0")] * 50 + [("a", "0,5", "0,5")]
    upload = read_here(lines(("true", "a", "b"), *rows, sep=";"))
    assert upload.proba[-1].tolist() == [0.5, 0.5]


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("ab"), st.floats(0, 1)), min_size=1, max_size=30),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([";", "\t"]),
    st.sampled_from([".", ","]),
    st.sampled_from([" ", "\u00a0", "\u2003", "\x1c"]),
)
def test_white_space_of_any_kind_around_a_number_is_no_part_of_it(samples, end, sep, mark, space):
    rows = [
        (str(i), label, *(f"{space}{x!r}{space}".replace(".", mark) for x in (p, 1 - p)))
        for i, (label, p) in enumerate(samples)
    ]
    upload = read_here(lines(("", "true", "a", "b"), *rows, sep=sep, end=end))
    assert upload.truth.tolist() == ["ab".index(label) for label, _ in samples]
    assert upload.proba.tolist() == [[p, 1 - p] for _, p in samples]
    assert upload.ids.tolist() == list(range(len(samples)))


@pytest.mark.parametrize("space", [" ", "\u00a0"])
def test_white_space_around_a_number_may_begin_in_a_later_block(space):
    p = [k / 64 for k in range(65)]
    rows = [("a", f"{x!r}", f"{1 - x!r}") for x in p]
    rows[40] = ("b", f"{space}{p[40]!r}", f"{1 - p[40]!r}{space}")
    upload = read_rows(("true", "a", "b"), *rows)
    assert upload.proba[:, 0].tolist() == p
    assert np.flatnonzero(upload.truth).tolist() == [40]


def test_the_first_decimal_mark_of_the_file_is_the_one_to_keep_to():
    rows = [("a", "0,5", "0,5")] * 50 + [("a", "0.5", "0.5")]
    with pytest.raises(UploadError, match=r"^Row 51 .* a decimal point where other cells have a c"):
        read_here(lines(("true", "a", "b"), *rows, sep=";"))


@pytest.mark.parametrize("row", ["a,1," + "0" * 300, '"' + "\n" * 100, '"a\n",' * 30])
def test_a_row_longer_than_a_block_is_named_by_its_line_and_never_read_to_its_end(row):
    data = lines(("true", "a", "b"), *[("a", "1", "0")] * 20) + row.encode() + b"\n" * 10**5
    with pytest.raises(UploadError, match=r"^Line [\d,]+ of the file is too long") as raised:
        read_here(data)
    assert int(str(raised.value).split()[1].replace(",", "")) < 22 + 100


def test_rows_that_end_in_another_block_are_read():
    rows = [("a", "1." + "0" * 40, "0." + "0" * 40)] * 50
    assert read_rows(("true", "a", "b"), *rows).size == 50
