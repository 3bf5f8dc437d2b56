"""The rows of the pictures of one sample, by the identifiers of losses, truth and models."""

from __future__ import annotations

import math

import numpy as np
import pytest

from losscore import LOSSES, PowerLoss
from pages.ui.charts import distributions as charts
from pages.ui.charts import distributions_triangle as triangle
from pages.ui.inputs.presets import PRESETS
from pages.ui.inputs.scenario import MODELS, Sample
from pages.ui.results import distributions as results

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
def test_the_axis_of_terms_reaches_the_highest_bar_or_the_highest_there_can_be(loss):
    for scenario in (PRESETS["impossible"], PRESETS["soft_truth"]):
        sample = scenario.samples[0]
        case = charts.terms_frame(CLASSES, sample, loss).to_pandas()
        whole = charts.terms_frame(CLASSES, sample, loss, MODELS, True).to_pandas()
        assert set(case["reach"]) == {case["height"].max()}
        assert whole["reach"].min() == min(loss.ceiling, 5.0, results.most_of_a_class(loss))
        assert whole["height"].max() <= whole["reach"].min()


def test_a_loss_that_looks_at_the_rest_is_a_band_and_one_that_does_not_a_line():
    frame = charts.curve_frame(SAMPLE, (SQUARED_ERROR, CROSS_ENTROPY), MODELS, True).to_pandas()
    at = frame[(frame["p"] == 0.4) & (frame["part"] == "curve")].set_index("loss")
    assert at.loc["squared_error", "low"] == pytest.approx(0.6**2 + 2 * 0.3**2)
    assert at.loc["squared_error", "high"] == pytest.approx(2 * 0.6**2)
    assert at.loc["cross_entropy", "low"] == at.loc["cross_entropy", "high"]
    assert at.loc["cross_entropy", "low"] == pytest.approx(-math.log(0.4))


def test_the_spherical_loss_is_a_band_of_two_cosines():
    frame = charts.curve_frame(SAMPLE, (SPHERICAL, SQUARED_ERROR), MODELS, True).to_pandas()
    at = frame[(frame["p"] == 0.4) & (frame["part"] == "curve")].set_index("loss")
    assert at.loc["spherical", "low"] == pytest.approx(1 - 0.4 / math.hypot(0.4, 0.3, 0.3))
    assert at.loc["spherical", "high"] == pytest.approx(1 - 0.4 / math.hypot(0.4, 0.6))


@pytest.mark.parametrize(
    ("losses", "top"), [((SPHERICAL, CROSS_ENTROPY), 5), ((SQUARED_ERROR, SPHERICAL), 2)]
)
def test_the_whole_curve_goes_up_to_the_higher_ceiling(losses, top):
    frame = charts.curve_frame(SAMPLE, losses, MODELS, True).to_pandas()
    assert frame["high"].max() == pytest.approx(top, rel=0.05)
    assert frame["p"].min() == 0.0


@pytest.mark.parametrize(
    ("a", "b", "begins"),
    [(0.8, 0.9, 0.7), (0.97, 0.999, 0.9), (1.0, 0.995, 0.99), (0.3, 0.9, 0.0), (0.0, 1.0, 0.0)],
)
def test_the_curve_begins_a_little_before_the_lesser_y_hat(a, b, begins):
    sample = Sample((1, 0, 0), (a, 1 - a, 0), (b, 1 - b, 0))
    frame = charts.curve_frame(sample, (SQUARED_ERROR, SPHERICAL)).to_pandas()
    curve = frame[frame["part"] == "curve"]
    assert curve["p"].min() == pytest.approx(begins)
    assert curve["p"].max() == 1.0


def test_models_and_losses_are_named_where_they_are_and_apart():
    frame = charts.curve_frame(SAMPLE, (SQUARED_ERROR, CROSS_ENTROPY)).to_pandas()
    who = frame[frame["part"] == "who"]
    assert who["names"].tolist() == ["● A", "■ B"]
    assert who["low"].tolist() == pytest.approx([-math.log(0.8), -math.log(0.9)])
    assert frame[frame["part"] == "above"]["loss"].tolist() == ["cross_entropy", "squared_error"]
    close = Sample((1, 0, 0), (0.8, 0.2, 0), (0.81, 0.19, 0))
    frame = charts.curve_frame(close, (SQUARED_ERROR, PowerLoss(0.99))).to_pandas()
    assert frame[frame["part"] == "who"]["names"].tolist() == ["● A  ■ B"]
    assert frame[frame["part"] == "below"]["loss"].tolist() == ["squared_error"]


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
