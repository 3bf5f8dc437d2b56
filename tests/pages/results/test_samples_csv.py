"""The scored table as a file: its headers and words are those that people's code reads."""

from __future__ import annotations

import csv
import io

import numpy as np
import pyarrow.parquet
import pytest

from losscore import LOSSES
from pages.ui.inputs.batch import Batch
from pages.ui.inputs.digits import digits
from pages.ui.inputs.presets import PRESETS
from pages.ui.results import samples
from pages.ui.results.samples_csv import scored_csv, scored_parquet
from pages.ui.results.samples_table import on_truth_column, penalty_column, right_column
from pages.ui.widgets.source import scenario_batch
from tests.pages.scoring import summary

OF_A = ["A predicts", "A right", "A on true class", "A squared error", "A cross-entropy"]
OF_B = ["B predicts", "B right", "B on true class", "B squared error", "B cross-entropy"]
OF_BOTH = ["squared error prefers", "cross-entropy prefers", "losses disagree"]


def read(scored: samples.Summary) -> list[dict[str, str]]:
    """The lines of the file, by Python: older pandas take the last digits of a number lightly."""
    return list(csv.DictReader(io.StringIO(scored_csv(scored).decode())))


def test_the_headers_are_public():
    assert list(read(summary(digits()))[0]) == ["sample", "truth", *OF_A, *OF_B, *OF_BOTH]


@pytest.mark.parametrize("batch", [digits(), scenario_batch(PRESETS["soft_truth"])])
def test_as_parquet_it_is_the_same_table_with_every_number(batch):
    scored = summary(batch)
    table = pyarrow.parquet.read_table(io.BytesIO(scored_parquet(scored)))
    lines = read(scored)
    assert table.column_names == [*lines[0]]
    penalties = scored.frame[penalty_column("a", "cross_entropy")]
    np.testing.assert_array_equal(table["A cross-entropy"].to_numpy(), penalties)
    assert table["A right"].to_pylist() == scored.frame[right_column("a")].tolist()
    assert table["truth"].to_pylist() == [line["truth"] for line in lines]


def test_one_model_has_its_columns_alone():
    batch = digits()
    alone = Batch("one", batch.classes, batch.truth, batch.a)
    assert list(read(summary(alone))[0]) == ["sample", "truth", *OF_A]


def test_a_soft_truth_adds_a_column_a_class_by_the_classes_names():
    soft = Batch("soft", ("x", "=y"), np.array([[0.25, 0.75]]), np.array([[0.5, 0.5]]))
    line = read(summary(soft))[0]
    assert list(line) == ["sample", "truth", *OF_A, "true:x", "true:=y"]
    assert (line["true:x"], line["true:=y"]) == ("0.25", "0.75")


def test_other_losses_are_named_in_the_same_way():
    pair = LOSSES["spherical"], LOSSES["squared_error"]
    headers = list(read(samples.summary(digits(), pair))[0])
    assert headers[5:7] == ["A spherical", "A squared error"]
    assert headers[-3:] == ["spherical prefers", "squared error prefers", "losses disagree"]


def test_models_are_A_and_B_and_a_tie_is_a_tie():  # noqa: N802
    lines = read(summary(scenario_batch(PRESETS["eight"])))
    assert [line["squared error prefers"] for line in lines] == list("BBABAAAB")
    assert lines[1]["cross-entropy prefers"] == "tie"
    assert [line["losses disagree"] for line in lines].count("true") == 1


@pytest.mark.parametrize("model", ["a", "b"])
def test_every_number_is_read_back_as_it_was(model):
    scored = summary(digits())
    lines, name = read(scored), model.upper()
    for header, column in (
        (f"{name} squared error", penalty_column(model, "squared_error")),
        (f"{name} cross-entropy", penalty_column(model, "cross_entropy")),
        (f"{name} on true class", on_truth_column(model)),
    ):
        assert [float(line[header]) for line in lines] == scored.frame[column].tolist()
    right = [line[f"{name} right"] == "true" for line in lines]
    assert right == scored.frame[right_column(model)].tolist()
    assert [line["truth"] for line in lines] == scored.frame["truth"].tolist()
