"""What a right file is read as."""

from __future__ import annotations

import io

import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import LogisticRegression

import losscore
from pages.ui.inputs.uploads import limits
from pages.ui.inputs.uploads.errors import UploadError
from pages.ui.inputs.uploads.reading import read_upload
from pages.ui.wording.en import uploads as words
from tests.pages.good_table import GOOD, lines, parquet
from tests.pages.uploading import read_here, read_rows


def test_a_table_holds_classes_truth_and_probabilities_in_the_order_of_the_file():
    good = read_here(GOOD, "good.csv")
    assert (good.name, good.classes) == ("good.csv", ("cat", "dog", "bird"))
    assert good.truth.tolist() == [0, 1, 2]
    assert good.proba.tolist() == [[0.8, 0.2, 0.0], [0.1, 0.9, 0.0], [0.25, 0.25, 0.5]]


def test_the_truth_may_stand_in_any_column():
    assert read_rows(("a", "true", "b"), ("0.3", "b", "0.7")).truth.tolist() == [1]


def test_csv_and_parquet_are_told_apart_by_content():
    frame = pd.read_csv(io.BytesIO(GOOD))
    misnamed = read_here(parquet(frame), "predictions.csv")
    assert np.array_equal(misnamed.proba, read_here(GOOD, "predictions.parquet").proba)
    assert np.array_equal(misnamed.truth, [0, 1, 2])


@pytest.mark.parametrize("names", [[1, 2, 3], [1.0, 2.0, 3.0], ["01", "1", "x"], ["NA", "", "é"]])
@pytest.mark.parametrize("write", ["csv", "csv with index", "parquet"])
def test_what_the_documented_one_liner_writes_is_read_back(names, write):
    names = [name or "null" for name in names]
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(60, 2)), rng.choice(np.array(names), 60)
    model = LogisticRegression().fit(x, y)
    frame = pd.DataFrame(model.predict_proba(x), columns=model.classes_).assign(true=y)
    data = {
        "csv": lambda: frame.to_csv(index=False).encode(),
        "csv with index": lambda: frame.to_csv().encode(),
        "parquet": lambda: parquet(frame.rename(columns=str)),
    }[write]()
    upload = read_here(data)
    assert upload.classes == tuple(map(str, model.classes_))
    assert np.array_equal(model.classes_[upload.truth], y)
    assert np.array_equal(upload.proba, model.predict_proba(x))


def test_a_truth_with_an_index_of_its_own_keeps_its_order(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rng = np.random.default_rng(0)
    x = rng.normal(size=(60, 2))
    y = pd.Series(rng.choice(["a", "b"], 60), index=rng.permutation(60))
    model = LogisticRegression().fit(x, y)
    exec(words.HOW_TO_WRITE, {"np": np, "pd": pd, "model": model, "X": x, "y": y})
    upload = read_here((tmp_path / "a.csv").read_bytes())
    assert np.array_equal(np.array(upload.classes)[upload.truth], y)


def test_boolean_classes_are_read_back():
    y = np.array([True, False])
    frame = pd.DataFrame([[0.2, 0.8], [0.7, 0.3]], columns=[False, True]).assign(true=y)
    for data in (frame.to_csv().encode(), parquet(frame.rename(columns=str))):
        assert read_here(data).truth.tolist() == [1, 0]


def test_soft_truth_follows_the_order_of_the_classes():
    soft = read_rows(("a", "true:b", "b", "true:a"), ("0.9", "0.4", "0.1", "0.6"))
    assert soft.soft
    assert soft.truth.tolist() == [[0.6, 0.4]]
    assert soft.proba.tolist() == [[0.9, 0.1]]


def test_decimal_commas_are_read_as_decimal_points():
    comma = read_here(GOOD.replace(b",", b";").replace(b".", b","))
    assert np.array_equal(comma.proba, read_here(GOOD).proba)


def test_numbers_are_read_to_the_last_digit():
    p = np.random.default_rng(1).dirichlet(np.ones(3), size=500)
    upload = read_here(pd.DataFrame(p, columns=list("abc")).assign(true="a").to_csv().encode())
    assert np.array_equal(upload.proba, p)


def test_zero_on_the_true_class_is_ordinary():
    upload = read_rows(("true", "a", "b"), ("a", "0", "1"))
    assert losscore.cross_entropy(upload.truth, upload.proba).tolist() == [np.inf]


def test_progress_rises_to_one():
    seen: list[float] = []
    data = lines(("true", "a", "b")) + b"a,0.25,0.75\n" * 800_000
    assert read_here(data, progress=seen.append).size == 800_000
    assert len(seen) > 1
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


def test_progress_of_parquet_rises_to_one():
    seen: list[float] = []
    frame = pd.DataFrame({"true": ["a"] * 400_000, "a": 0.25, "b": 0.75})
    assert read_here(parquet(frame), progress=seen.append).size == 400_000
    assert len(seen) > 1
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


@pytest.mark.parametrize("start", [b"true,a,b\n", b"PAR1"])
def test_a_file_above_the_size_limit_is_refused(start, monkeypatch):
    monkeypatch.setattr(limits, "MAX_UPLOAD_MB", 1)
    for reader in (read_here, read_upload):
        with pytest.raises(UploadError, match="larger than 1 MB"):
            reader(start + b"x" * 2**20, "x")
