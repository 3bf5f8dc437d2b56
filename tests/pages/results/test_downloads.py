"""Our own CSV: complete, exact, and harmless in a spreadsheet."""

import gzip
import io

import numpy as np
import pandas as pd
import pytest

from pages.ui.inputs.digits import digits
from pages.ui.results import downloads
from pages.ui.results.downloads import to_csv_bytes
from tests.pages.scoring import scored_frame

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"]


def cells(frame: pd.DataFrame) -> list[list[str]]:
    """The cells of the file, header first, as text."""
    read = pd.read_csv(
        io.BytesIO(to_csv_bytes(frame)), header=None, dtype=str, keep_default_na=False
    )
    return read.to_numpy().tolist()


@pytest.mark.parametrize("text", FORMULAS)
@pytest.mark.parametrize("kind", ["str", "object", "category"])
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text, kind):
    frame = pd.DataFrame({"name": pd.Series([text, "cat"], dtype=kind)})
    assert cells(frame) == [["name"], [f"'{text}"], ["cat"]]


@pytest.mark.parametrize("text", FORMULAS)
def test_so_does_a_header(text):
    assert cells(pd.DataFrame({text: [1]}))[0] == [f"'{text}"]


def test_numbers_stay_numbers():
    frame = pd.DataFrame({"x": [-1.5, 0.1, np.inf, 1e-300], "n": [-1, 2, 3, 4]})
    read = pd.read_csv(io.BytesIO(to_csv_bytes(frame)))
    assert read.equals(frame)


def test_text_with_commas_quotes_and_line_ends_is_read_back():
    texts = ["a,b", 'a"b', "a\nb", "naïve", "", "'"]
    frame = pd.DataFrame({"x": texts, "n": range(6)})
    assert [row[0] for row in cells(frame)[1:]] == texts


@pytest.mark.parametrize("kind", ["str", "object", "category"])
def test_what_is_missing_is_an_empty_cell(kind):
    frame = pd.DataFrame({"x": pd.Series(["a", None], dtype=kind), "n": [np.nan, 2.0]})
    assert cells(frame)[1:] == [["a", ""], ["", "2"]]


def test_two_columns_of_one_name_are_both_written():
    assert cells(pd.DataFrame([[1, 2]], columns=["x", "x"])) == [["x", "x"], ["1", "2"]]


@pytest.mark.parametrize("rows", [0, 1, 7, 8, 9, 23])
def test_parts_leave_no_trace(rows, monkeypatch):
    columns = {"x": np.arange(rows) / 7, "=y": pd.Categorical.from_codes([0] * rows, ["-1"])}
    frame = pd.DataFrame(columns)
    whole = to_csv_bytes(frame)
    assert whole.count(b"\n") == rows + 1
    monkeypatch.setattr(downloads, "_PART", 8)
    assert to_csv_bytes(frame) == whole


@pytest.mark.parametrize("part", [100, 1_000])
def test_a_compressed_table_is_the_same_table(part, monkeypatch):
    monkeypatch.setattr(downloads, "_PART", part)
    frame = scored_frame(digits())
    compressed = to_csv_bytes(frame, compressed=True)
    assert gzip.decompress(compressed) == to_csv_bytes(frame)
    read = pd.read_csv(io.BytesIO(compressed), compression="gzip")
    assert read["sample"].tolist() == frame["sample"].tolist()
