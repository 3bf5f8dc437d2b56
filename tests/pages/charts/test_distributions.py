"""The rows of the pictures of one sample, by the identifiers of losses, truth and models."""

from __future__ import annotations

import math

import numpy as np
import pytest

from losscore import LOSSES
from pages.ui.charts import distributions as charts
from pages.ui.charts import distributions_triangle as triangle
from pages.ui.inputs.presets import PRESETS

NAMED = ("squared_error", "cross_entropy", "spherical")
SQUARED_ERROR, CROSS_ENTROPY, SPHERICAL = map(LOSSES.get, NAMED)
CLASSES, SAMPLE = PRESETS["article"].classes, PRESETS["article"].samples[0]


def test_terms_of_the_chart_are_those_of_losscore_cut_at_the_axis():
    sample = PRESETS["impossible"].samples[0]
    frame = charts.terms_frame(CLASSES, sample, CROSS_ENTROPY).to_pandas()
    a = frame[frame["who"] == "a"]
    assert a["adds"].tolist() == ["∞", "0", "0"]
    assert a["height"].tolist() == [5.0, 0.0, 0.0]


@pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES)
def test_every_bar_of_terms_ends_on_its_axis(loss):
    top = charts.terms(loss)["layer"][0]["encoding"]["y"]["scale"]["domain"][1]
    for scenario in (PRESETS["impossible"], PRESETS["soft_truth"]):
        rows = charts.terms_frame(CLASSES, scenario.samples[0], loss).to_pylist()
        assert max(row["height"] for row in rows) <= top / 1.1


def test_a_loss_that_looks_at_the_rest_is_a_band_and_one_that_does_not_a_line():
    frame = charts.curve_frame(SAMPLE, (SQUARED_ERROR, CROSS_ENTROPY)).to_pandas()
    at = frame[(frame["p"] == 0.4) & (frame["part"] == "curve")].set_index("loss")
    assert at.loc["squared_error", "low"] == pytest.approx(0.6**2 + 2 * 0.3**2)
    assert at.loc["squared_error", "high"] == pytest.approx(2 * 0.6**2)
    assert at.loc["cross_entropy", "low"] == at.loc["cross_entropy", "high"]
    assert at.loc["cross_entropy", "low"] == pytest.approx(-math.log(0.4))


def test_the_spherical_loss_is_a_band_of_two_cosines():
    frame = charts.curve_frame(SAMPLE, (SPHERICAL, SQUARED_ERROR)).to_pandas()
    at = frame[(frame["p"] == 0.4) & (frame["part"] == "curve")].set_index("loss")
    assert at.loc["spherical", "low"] == pytest.approx(1 - 0.4 / math.hypot(0.4, 0.3, 0.3))
    assert at.loc["spherical", "high"] == pytest.approx(1 - 0.4 / math.hypot(0.4, 0.6))


@pytest.mark.parametrize(
    ("losses", "top"), [((SPHERICAL, CROSS_ENTROPY), 5), ((SQUARED_ERROR, SPHERICAL), 2)]
)
def test_the_axis_of_the_curve_ends_at_the_higher_ceiling(losses, top):
    spec = charts.curve(losses)
    assert spec["layer"][0]["encoding"]["y"]["scale"]["domain"] == [0, top]


def test_a_model_lies_on_the_curve_of_its_penalty():
    frame = charts.curve_frame(SAMPLE, (SQUARED_ERROR, CROSS_ENTROPY), ("a",)).to_pandas()
    points = frame[frame["part"] == "model"].set_index("loss")
    assert points.loc["squared_error", ["p", "low"]].tolist() == pytest.approx([0.8, 0.08])


def test_the_triangle_has_the_truth_on_its_corner_and_models_where_they_predict():
    drawn = triangle.triangle_frame(CLASSES, SAMPLE, SQUARED_ERROR)
    points = drawn["points"].to_pandas().set_index("who")
    assert points.loc["truth", ["p0", "p1"]].tolist() == [1.0, 0.0]
    assert points.loc["a", ["p0", "p1"]].tolist() == pytest.approx([0.8, 0.2])
    assert triangle.place(np.array([0.8, 0.2, 0.0])) == pytest.approx([0.4, 0.8])
    assert points["label"].tolist() == ["0", "0.08", "0.02"]


def test_every_point_of_the_triangle_is_a_distribution_to_two_decimals():
    drawn = triangle.triangle_frame(CLASSES, SAMPLE, SQUARED_ERROR)
    field = drawn["field"].to_pandas()[["p0", "p1"]].to_numpy().astype(float)
    assert len(field) == 51 * 52 // 2
    assert field.sum(axis=1).max() <= 1 + 1e-6
    assert (field * 50).round(5) % 1 == pytest.approx(0)


def test_the_triangle_is_shaded_by_the_penalty_of_its_own_loss():
    field = triangle.triangle_frame(CLASSES, SAMPLE, SPHERICAL)["field"].to_pandas()
    worst = field[field["p0"] == 0.0]["penalty"]
    assert worst.to_numpy() == pytest.approx(1.0)
    assert field["penalty"].min() == 0.0
