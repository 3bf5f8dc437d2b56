"""Parquet where the system is not Linux: a process started for it reads what is read here."""

from __future__ import annotations

import sys

import numpy as np
import pyarrow as pa
import pytest

from pages.ui.inputs.uploads import apart, limits
from pages.ui.inputs.uploads.errors import UploadError
from pages.ui.inputs.uploads.reading import read_upload
from tests.pages.good_table import frame, parquet
from tests.pages.uploading import read_here


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch):
    monkeypatch.setattr(apart, "_FORKS", False)
    monkeypatch.setattr(apart, "_ready", [])


def test_a_file_is_read_as_it_would_be_here_and_with_progress():
    rows = 150_000
    p = np.random.default_rng(0).random(rows)
    names = [f"row {i}" for i in range(rows)]
    data = parquet(frame().iloc[[0] * rows].assign(id=names, fold=p.round(), cat=p, dog=1 - p))
    seen: list[float] = []
    here, there = read_here(data, "a"), read_upload(data, "a", progress=seen.append)
    assert (there.name, there.classes, there.columns) == (here.name, here.classes, here.columns)
    assert np.array_equal(there.truth, here.truth)
    assert np.array_equal(there.proba, here.proba)
    assert there.ids.tolist() == here.ids.tolist() == names
    assert [*there.slices] == [*here.slices] == ["fold"]
    assert np.array_equal(there.slices["fold"].codes, here.slices["fold"].codes)
    assert len(seen) > 1
    assert seen == sorted(seen)


def test_what_is_wrong_is_said_as_it_would_be_here():
    data = parquet(frame().assign(dog=[0.2, 0.8, 0.25]))
    errors = []
    for read in (read_here, read_upload):
        with pytest.raises(UploadError, match=r"Row 2 sums to 0\.9 ") as raised:
            read(data, "a")
        errors.append((str(raised.value), vars(raised.value)))
    assert errors[0] == errors[1]


def test_a_reader_that_ends_without_a_word_is_a_sentence(monkeypatch):
    monkeypatch.setattr(apart, "_READER", [sys.executable, "-c", ""])
    for size in (10, 2**22):
        with pytest.raises(UploadError, match="is damaged"):
            read_upload(b"PAR1" + b"x" * size, "a")


@pytest.mark.skipif(sys.platform != "linux", reason="only some systems bound memory")
def test_a_label_of_many_megabytes_in_a_few_kilobytes_is_refused(monkeypatch):
    monkeypatch.setattr(limits, "MAX_READING_MB", 150)
    table = pa.table({"true": ["x" * 40 * 2**20], "a": [0.5], "b": [0.5]})
    with pytest.raises(UploadError, match="takes more than 150 MB"):
        read_upload(parquet(table, compression="zstd"), "a")
