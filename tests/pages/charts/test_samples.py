"""The points of a batch and the curve of its total."""

from __future__ import annotations

import math

import numpy as np
import pytest

import losscore
from pages.ui.charts import samples as charts
from pages.ui.inputs.batch import Batch
from pages.ui.inputs.presets import PRESETS
from pages.ui.results.samples_table import SAMPLE, penalty_column
from pages.ui.widgets import source
from pages.ui.wording.en import samples_background as background
from tests.pages.scoring import NAMES, PAIR, summary

EIGHT = PRESETS["eight"]


def test_points_are_the_penalties_with_disagreements_on_top():
    scored = summary(source.scenario_batch(EIGHT))
    frame = charts.pair_frame(scored, "cross_entropy").to_pandas()
    by_sample = scored.frame.set_index(SAMPLE)
    for model in "ab":
        expected = by_sample.loc[frame["sample"], penalty_column(model, "cross_entropy")]
        assert frame[model].tolist() == expected.tolist()
    assert frame["disagree"].tolist() == [False] * 7 + [True]
    # 0: they agree; 2: cross-entropy sees no difference; 3: they disagree.
    assert dict(zip(frame["sample"], frame["says"], strict=True)) == {
        **dict.fromkeys(range(1, 9), 0), 2: 2, 6: 3,
    }  # fmt: skip


def test_points_of_one_model_are_one_loss_against_the_other():
    scored = summary(Batch("x", ("n", "y"), np.array([0]), np.array([[0, 1]])))
    frame = charts.orders_frame(scored).to_pandas()
    assert frame.to_dict("records") == [
        {"sample": 1, "a": 2.0, "b": math.inf, "end_a": 2.0, "end_b": 1000.0}
    ]


def test_the_curve_has_a_line_for_each_model_and_loss():
    frame = charts.curve_frame(summary(source.scenario_batch(EIGHT))).to_pandas()
    assert set(frame["who"]) == {"a", "b"}
    assert set(frame["loss"]) == {*NAMES}
    assert frame["share"].between(0, 1).all()
    names = frame[frame["part"] == "name"]
    assert {*names["name"]} == {"▲ A", "▲ B", "✚ A", "✚ B"}


@pytest.mark.parametrize(
    ("loss", "most", "case", "whole"),
    [
        ("squared_error", 0.08, 0.084, 2.0),
        ("squared_error", 1.99, 2.0, 2.0),
        ("cross_entropy", 0.3, 1.0, 1000.0),
        ("cross_entropy", 11.0, 100.0, 1000.0),
        ("cross_entropy", math.inf, 1000.0, 1000.0),
    ],
)
def test_axes_end_a_little_above_the_highest_penalty_and_at_the_edge_for_an_infinite_one(
    loss, most, case, whole
):
    chosen = losscore.LOSSES[loss]
    y_hat = math.exp(-most) if loss == "cross_entropy" else 1 - math.sqrt(most / 2)
    proba = np.array([[y_hat, 1 - y_hat], [1, 0]])
    batch = Batch("x", ("n", "y"), np.array([0, 0]), proba, proba)
    scored = summary(batch)
    assert chosen.penalties([0], [[y_hat, 1 - y_hat]])[0] == pytest.approx(most)
    for zoomed, end in ((False, case), (True, whole)):
        frame = charts.pair_frame(scored, loss, zoomed).to_pandas()
        assert frame["end_a"].tolist() == pytest.approx([end] * 2)
        assert frame["end_b"].tolist() == pytest.approx([end] * 2)


@pytest.mark.parametrize(
    "spec",
    [
        *(charts.pair(loss.name, loss.ceiling, NAMES) for loss in PAIR),
        charts.orders(NAMES, (2.0, math.inf)),
    ],
)
def test_no_picture_of_a_batch_has_rows_of_its_own(spec):
    assert "'data'" not in str(spec)


def test_a_sampled_chart_says_so():
    rng = np.random.default_rng(0)
    proba = losscore.softmax(rng.normal(size=(5000, 2)))
    scored = summary(Batch("x", ("n", "y"), rng.integers(0, 2, 5000), proba))
    assert background.points_caption(scored, PAIR).startswith(
        "2,000 of the 5,000 samples, drawn at"
    )
    assert len(charts.orders_frame(scored)) == 2000
