"""The traces of two runs, the regions of their models, and the descent of one sample."""

from __future__ import annotations

import json
from types import SimpleNamespace

import numpy as np
import pytest

from losscore import teaching
from pages.ui.charts import training as charts
from pages.ui.charts import training_regions as regions
from pages.ui.results import training as results
from pages.ui.wording.en import training as words
from tests.pages.reading import layers
from tests.pages.scoring import NAMES
from tests.pages.training_runs import both, train


def test_the_traces_are_those_of_the_runs():
    trained = both(steps=300)
    frame = charts.traces_frame(tuple(trained.values()), 0.01, 30, "separable", "log").to_pandas()
    for loss, run in trained.items():
        mine = frame[(frame["part"] == "run") & (frame["who"] == loss)]
        steps = mine["step"].astype(int)
        assert steps.min() == 0 and steps.max() == 300 and steps.is_unique
        for name in charts.TRACES:
            assert mine[name].tolist() == getattr(run, name)[steps].tolist()
    assert frame[frame["part"] == "target"]["residual"].tolist() == [0.01]
    assert frame[frame["part"] == "looked at"]["step"].tolist() == [30]


def test_the_largest_step_size_leaves_traces_that_can_be_drawn():
    trained = both(data="overlapping", learning_rate=1e9, steps=20)
    frame = charts.traces_frame(
        tuple(trained.values()), 0.01, 20, "overlapping", "linear"
    ).to_pandas()
    mine = frame[frame["part"] == "run"]
    assert mine["step"].max() == 20
    assert np.isfinite(mine[list(charts.TRACES)].to_numpy()).all()


@pytest.mark.parametrize("name", charts.TRACES)
@pytest.mark.parametrize("data", teaching.DATASETS)
@pytest.mark.parametrize("axis", words.AXES)
def test_the_axes_of_a_trace_depend_on_no_run(name, data, axis):
    for layer in layers(charts.trace(NAMES, name, data, 300, axis)):
        if "scale" in layer["encoding"].get("x", {}):
            assert layer["encoding"]["x"]["scale"]["domain"] == [0, 300]
        if "y" in layer["encoding"] and name != "accuracy":
            assert len(layer["encoding"]["y"]["scale"]["domain"]) == 2


def test_an_accuracy_is_drawn_from_the_worst_there_was_and_only_where_it_moves():
    scale = layers(charts.trace(NAMES, "accuracy", "separable", 300, "log"))[1]["encoding"]["y"]
    assert scale["scale"] == {"zero": False, "nice": False}
    perfect = SimpleNamespace(accuracy=np.ones(3), residual=np.array([0.3, 0.2, 0.1]))
    assert not results.moves([perfect, perfect], "accuracy")
    assert results.moves([perfect, perfect], "residual")
    assert results.moves([perfect, train("squared_error", steps=20)], "accuracy")


@pytest.mark.parametrize("data", teaching.DATASETS)
def test_a_cell_has_the_class_predicted_at_its_middle_and_a_point_its_own(data):
    x, labels = teaching.make_dataset(data)
    run = train("cross_entropy", data=data, steps=50)
    frame = regions.regions_frame(run, 30, data, 0).to_pandas()
    cells, points = frame[~frame["point"]], frame[frame["point"]]
    middles = cells[["x", "y"]].to_numpy() + 0.125
    proba = run.predict_proba(middles, step=30)
    assert cells["k"].tolist() == proba.argmax(axis=1).tolist()
    np.testing.assert_allclose(cells["sure"], proba.max(axis=1), rtol=1e-6)
    np.testing.assert_allclose(points[["x", "y"]], x, rtol=1e-6)
    assert points["k"].tolist() == labels.tolist()
    on_truth = run.predict_proba(x, step=30)[np.arange(len(x)), labels]
    np.testing.assert_allclose(points["sure"], on_truth, rtol=1e-6)
    assert 1 - points["sure"].mean() == pytest.approx(run.residual[30], rel=1e-4)


def test_the_cells_cover_the_picture_without_gaps():
    frame = regions.regions_frame(train("squared_error", steps=10), 0, "separable", 0).to_pandas()
    cells = frame[~frame["point"]]
    corners = {(-5 + i / 4, -5 + j / 4) for i in range(40) for j in range(40)}
    assert set(zip(cells["x"], cells["y"], strict=True)) == corners
    drawn = layers(regions.regions(2))[0]
    assert {"calculate": "datum.x + 0.25", "as": "x2"} in drawn["transform"]
    assert drawn["encoding"]["x"]["scale"]["domain"] == [-5, 5]


@pytest.mark.parametrize("classes", [2, 3])
def test_every_class_has_its_colour_and_symbol(classes):
    cells, points = layers(regions.regions(classes))
    labels = json.dumps({k: f"Class {k}" for k in range(classes)})
    assert {"calculate": f"({labels})[datum.k]", "as": "label"} in cells["transform"]
    assert cells["encoding"]["color"]["legend"]["labelExpr"] == f"({labels})[datum.value]"
    assert cells["encoding"]["color"]["scale"]["domain"] == [*range(classes)]
    assert points["encoding"]["shape"]["scale"]["domain"] == [*range(classes)]
    assert len(set(points["encoding"]["shape"]["scale"]["range"])) == classes


def test_no_chart_field_is_fetched_or_named_by_a_user():
    trained = both(steps=10)
    fields = {
        *regions.regions_frame(trained["squared_error"], 0, "separable", 0).column_names,
        *charts.traces_frame(tuple(trained.values()), 0.01, 10, "separable", "log").column_names,
    }
    assert "image" not in fields
