"""The page Samples: several models beside each other, and two of them as A and B."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import losscore
from tests.pages.reading import said
from tests.pages.samples_page import GOOD, button, upload


def models(app) -> pd.DataFrame:
    """The table of all models."""
    return next(frame.value for frame in app.dataframe if "accuracy" in frame.value)


def test_several_models_stand_beside_each_other_the_costliest_last(uploads):
    files = {"best": (0.9, 0.1), "worst": (0.2, 0.7), "x_*[y](z)": (0.6, 0.4)}
    uploads.file_uploader[0].set_value(
        [
            (
                f"{name}.csv",
                f"true,cat,dog\ncat,{p},{1 - p}\ndog,{q},{1 - q}\n".encode(),
                "text/csv",
            )
            for name, (p, q) in files.items()
        ]
    )
    uploads.run()
    found = models(uploads)
    assert found["model"].tolist() == ["best", "x_*[y](z)", "worst"]
    assert found["is"].tolist() == ["A", "", "B"]
    for _, row in found.iterrows():
        p, q = files[row["model"]]
        proba = [[p, 1 - p], [q, 1 - q]]
        assert row["first"] == losscore.squared_error([0, 1], proba).mean()
        assert row["second"] == losscore.cross_entropy([0, 1], proba).mean()
        for column, loss in (("first_back", "squared_error"), ("second_back", "cross_entropy")):
            bill = losscore.decompose([0, 1], proba, loss=loss)
            assert row[column] == pytest.approx(bill.miscalibration)
        assert row["accuracy"] == np.mean([p > 0.5, q < 0.5])


def test_two_of_several_models_are_chosen_swapped_and_called_by_their_names(uploads):
    for name, p in (("one", 0.9), ("x_*[y](z)", 0.8), ("three", 0.7)):
        upload(uploads, f"true,cat,dog\ncat,{p},{1 - p}\ndog,0.3,0.7\n".encode(), f"{name}.csv")
    assert "for one and **" in said(uploads)
    uploads.selectbox(key="model_b").select("2").run()
    assert "for one and **" in said(uploads)
    assert "for three" in said(uploads)
    assert "Both losses prefer **model one**" in said(uploads)
    button(uploads, "Swap").click().run()
    assert "for three and **" in said(uploads)
    assert uploads.selectbox(key="model_a").value == "2"
    uploads.selectbox(key="model_a").select("1").run()
    assert r"for x\_\*\[y\]\(z\) and **" in said(uploads)
    uploads.switch_page("pages/thresholds.py").run()
    assert not uploads.exception


def test_a_model_of_other_samples_is_not_in_the_table_and_said_why(uploads):
    upload(uploads, GOOD)
    upload(uploads, GOOD)
    upload(uploads, GOOD.replace(b"\ncat", b"\ndog"), "other.csv")
    assert models(uploads)["model"].tolist() == ["a", "a (2)"]
    assert "**other** is not in it. As model B: Row 1 has a different truth" in said(uploads)


def test_an_eleventh_table_is_named_and_not_taken(uploads):
    uploads.file_uploader[0].set_value([(f"{i}.csv", GOOD, "text/csv") for i in range(11)])
    uploads.run()
    assert "**10\\.csv** was not taken" in uploads.warning[-1].value
    assert len(models(uploads)) == 10
