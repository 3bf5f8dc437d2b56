"""The rows of the two distributions, and the lines of what is equally likely."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

import losscore
from pages.ui.charts import likelihood as charts
from pages.ui.charts import likelihood_equal as equally_likely
from pages.ui.inputs.presets import PRESETS
from pages.ui.inputs.scenario import MODELS
from pages.ui.inputs.settings import SETTINGS
from pages.ui.results import likelihood as results
from pages.ui.wording.formats import number
from tests.pages.reading import rows

SOFT = PRESETS["soft_truth"]
EVERY = tuple(losscore.LOSSES.values())
SQUARED_ERROR, CROSS_ENTROPY = losscore.LOSSES["squared_error"], losscore.LOSSES["cross_entropy"]


def test_the_observed_value_is_marked_on_its_hill():
    scenario, sample = PRESETS["article"], PRESETS["article"].samples[0]
    table = charts.gaussians_rows(scenario.classes, sample, "a", 0.5)
    seen = rows(table, part="seen")
    assert [row["x"] for row in seen] == [1.0, 0.0, 0.0]
    assert [row["x"] for row in rows(table, part="mean")] == [0.8, 0.2, 0.0]
    hill = sorted((r["x"], r["top"]) for r in rows(table, part="hill") if r["y"] == 2.0)
    x, top = zip(*hill, strict=True)
    assert np.interp(1.0, x, top) == pytest.approx(seen[0]["y"], abs=2e-3)
    notes = [row["label"] for row in rows(table, part="note")]
    assert notes[0] == f"density at 1: {number(stats.norm(0.8, 0.5).pdf(1.0))}"


def test_the_multinomial_shows_what_was_seen_of_how_many():
    sample = SOFT.samples[0]
    table = charts.multinomial_rows(SOFT.classes, sample, "a")
    assert [row["x2"] for row in rows(table, part="bar")] == [0.5, 0.3, 0.2]
    assert [row["label"] for row in rows(table, part="note")] == [
        "ŷ = 0.5, seen 7 of 10",
        "ŷ = 0.3, seen 2 of 10",
        "ŷ = 0.2, seen 1 of 10",
    ]


@pytest.mark.parametrize("scenario", [PRESETS["article"], PRESETS["spread"], SOFT])
@pytest.mark.parametrize("model", MODELS)
def test_every_point_of_a_line_is_as_likely_as_the_model(scenario, model):
    sample = scenario.samples[0]
    table = equally_likely.lines_rows(scenario.classes, sample, model, EVERY)
    for loss in EVERY:
        line = rows(table, part="line", loss=loss.name)
        assert line
        # The way back from the triangle: class 0 on top, class 1 left, class 2 right.
        proba = [(r["y"], 1 - r["y"] / 2 - r["x"], r["x"] - r["y"] / 2) for r in line]
        proba = np.clip(proba, 0.0, 1.0)
        penalties = loss.penalties(np.tile(sample.truth, (len(proba), 1)), proba)
        target = loss.penalties([sample.truth], [getattr(sample, model)])[0]
        np.testing.assert_allclose(penalties, target, rtol=0.01)


def test_the_power_loss_has_its_line_at_each_stop_of_its_slider():
    losses = [losscore.PowerLoss(a) for a in SETTINGS["power"].stops]
    given = SOFT.classes, SOFT.samples[0], "a"
    table = equally_likely.lines_rows(*given, (CROSS_ENTROPY, losses[3]), tuple(losses))
    for loss in losses:
        line = rows(table, part="line", since=loss.a, until=loss.a, power=losses[3].a)
        alone = rows(equally_likely.lines_rows(*given, (loss,)), part="line", loss="power")
        assert [(row["x"], row["y"]) for row in line] == [(row["x"], row["y"]) for row in alone]
        assert len(line) > 50
    assert {row["since"] for row in rows(table, part="side")} == {None}


def test_equally_likely_under_one_is_not_so_under_the_other():
    # The article's pair: one line of cross-entropy holds both, one circle of squared error not.
    sample = PRESETS["spread"].samples[0]
    a, b = (results.likelihood(SQUARED_ERROR, sample, m, 0.5).nll for m in MODELS)
    assert b < a
    a, b = (results.likelihood(CROSS_ENTROPY, sample, m, 0.5).nll for m in MODELS)
    assert a == b


def test_an_impossible_truth_has_no_line_under_the_multinomial():
    scenario = PRESETS["impossible"]
    table = equally_likely.lines_rows(scenario.classes, scenario.samples[0], "a", EVERY)
    assert not rows(table, part="line", loss="cross_entropy")
