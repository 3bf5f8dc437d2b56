"""Which other columns of a table are slices of its samples."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pages.ui.inputs.uploads import csv_reader
from pages.ui.inputs.uploads.columns import Roles
from pages.ui.inputs.uploads.pairing import pair
from pages.ui.inputs.uploads.reading import read_upload
from tests.pages.good_table import parquet
from tests.pages.inputs.uploads.frames import FRAME
from tests.pages.uploading import read_here

SLICED = pd.DataFrame(
    {
        "id": range(200),
        "a": 0.25,
        "b": 0.75,
        "true": ["a", "b"] * 100,
        "fold": [0, 1, 2, 3] * 50,
        "region": ["n", "s", None, "w"] * 50,
        "late": ["x", "y"] * 60 + [f"v{i}" for i in range(80)],
        "measured": [0.5, 1.25] * 100,
    }
)


def values(upload, name: str) -> list[str]:
    codes, texts = upload.slices[name]
    return [texts[code] for code in codes]


@pytest.mark.parametrize("block", [2**13, 2**21])
def test_columns_of_few_values_are_slices_in_every_row(read, block, monkeypatch):
    monkeypatch.setattr(csv_reader, "_BLOCK_BYTES", block)
    upload = read(SLICED)
    assert upload.slices.keys() == {"fold", "region"}
    assert values(upload, "fold") == SLICED["fold"].astype(str).tolist()
    assert values(upload, "region") == SLICED["region"].fillna("").tolist()
    assert upload.columns.unused == ("late", "measured")


def test_a_column_that_turns_out_to_have_many_values_is_no_slice(read):
    frame = SLICED.loc[SLICED.index.repeat(4)].assign(id=range(800))
    frame["late"] = ["x", "y"] * 300 + [f"v{i}" for i in range(200)]
    upload = read(frame)
    assert upload.slices.keys() == {"fold", "region"}
    assert "late" in upload.columns.unused


def test_folds_may_be_more_than_other_slices_can(read):
    frame = SLICED.assign(fold=[f"patient {i}" for i in np.arange(200) // 2], region=range(200))
    upload = read(frame)
    assert upload.slices.keys() == {"fold"}
    assert values(upload, "fold") == frame["fold"].tolist()


def test_slices_go_with_the_rows_that_ids_join(read):
    one, other = SLICED.drop(columns=["fold", "region"]), SLICED.iloc[::-1]
    batch = pair(read(one), read(other))
    for name in ("fold", "region"):
        codes, texts = batch.slices[name]
        assert [texts[code] for code in codes] == SLICED[name].fillna("").astype(str).tolist()


def test_slices_come_from_the_process_that_reads_parquet():
    upload = read_upload(parquet(SLICED))
    assert values(upload, "region") == SLICED["region"].fillna("").tolist()


def test_lists_and_times_of_parquet_are_no_slices_even_if_told():
    frame = FRAME.assign(xs=[[1.0]] * 4)
    names = (*FRAME.columns, "xs")
    roles = Roles("true", names[:3], slices=("xs",))
    assert read_here(parquet(frame), told={names: roles}).slices == {}
