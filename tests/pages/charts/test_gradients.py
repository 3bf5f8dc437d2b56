"""The rows of the pushes, class by class and over ŷ, and of the chain rule."""

from __future__ import annotations

import pytest

from losscore import LOSSES, PowerLoss, teaching
from pages.ui.charts import gradients as charts
from pages.ui.charts import gradients_logistic as logistic
from pages.ui.charts import gradients_push as push
from pages.ui.inputs.presets import PRESETS
from pages.ui.inputs.scenario import MODELS, Sample, Scenario, default_names
from pages.ui.inputs.settings import SETTINGS
from pages.ui.results.gradients import by_power, pushes
from tests.pages.reading import layers, rows
from tests.pages.scoring import NAMES, PAIR


def found_of(scenario):
    return tuple(pushes(scenario.samples[0], "a", PAIR).items())


def test_the_curves_of_the_push_reach_both_ends_within_their_axes():
    sample = PRESETS["article"].samples[0]
    table = push.push_rows(sample, (), PAIR)
    curve = rows(table, part="curve")
    assert min(row["p"] for row in curve) == pytest.approx(1e-6, rel=1e-9)
    assert max(row["p"] for row in curve) == pytest.approx(1 - 1e-6, rel=1e-12)
    assert all(push.LEAST <= row["push"] <= 1.0 for row in curve)
    domain = layers(push.ends(NAMES))[0]["encoding"]["x"]["scale"]["domain"]
    assert domain[0] <= min(row["odds"] for row in curve)
    assert domain[1] >= max(row["odds"] for row in curve)


def test_the_models_lie_on_the_push_and_what_is_beyond_an_end_is_drawn_at_it():
    sample = Sample((1, 0, 0), (0.8, 0.2, 0), (0, 1, 0))
    table = push.push_rows(sample, MODELS, PAIR)
    on_a = rows(table, part="model", who="a", loss="squared_error")[0]
    assert (on_a["p"], on_a["push"]) == (0.8, pytest.approx(0.128))
    on_b = rows(table, part="model", who="b", loss="squared_error")[0]
    assert (on_b["p"], on_b["push"]) == (push.END, push.LEAST)
    assert (on_b["y_hat"], on_b["pushes"]) == ("0", "0")


def test_at_each_stop_of_its_slider_the_models_lie_where_the_power_loss_has_them():
    sample = Sample((0.3, 0.7), (0.4, 0.6), (1.0, 0.0))
    losses = tuple(PowerLoss(stop) for stop in SETTINGS["power"].stops)
    other = LOSSES["spherical"]
    table = push.push_rows(sample, MODELS, (losses[0], other), losses)
    for loss in losses:
        alone = push.push_rows(sample, MODELS, (loss, other))
        for part in ("model", "who", "who at the ends"):
            there = rows(table, part=part, since=loss.a, until=loss.a, power=losses[0].a)
            same = [{**row, "since": None, "until": None, "power": None} for row in there]
            own = [{"since": None, "until": None, **row} for row in rows(alone, part=part)]
            assert same == own != []


def test_the_axis_of_the_ends_is_named_by_y_hat():
    x = layers(push.ends(NAMES))[0]["encoding"]["x"]
    axis, (low, high) = x["axis"], x["scale"]["domain"]
    assert len([value for value in axis["values"] if low <= value <= high]) == 9
    for name in ("'0.000001'", "'0.5'", "'0.999999'"):
        assert name in axis["labelExpr"]


def test_bars_are_cut_at_the_axis_and_say_their_number():
    scenario = PRESETS["impossible"]
    table = charts.bars_rows(scenario.classes, found_of(scenario), "proba")
    bar = rows(table, **{"class": "class 0", "loss": "cross_entropy"})[0]
    assert (bar["height"], bar["push"], bar["label"]) == (-5.0, "−∞", "✚ −∞")


@pytest.mark.parametrize("case", charts.CASES)
def test_the_axis_reaches_the_longest_bars_or_the_longest_there_can_be(case):
    scenario = PRESETS["article"]
    near = charts.bars_rows(scenario.classes, found_of(scenario), case).to_pandas()
    whole = charts.bars_rows(scenario.classes, found_of(scenario), case, True).to_pandas()
    low, high = charts.CASES[case]
    assert whole["low"].max() < low < near["low"].min() < near["height"].min()
    assert near["height"].max() < near["high"].max() < high < whole["high"].min()


@pytest.mark.parametrize(
    ("truth", "a"),
    [((1, 0, 0), (0, 0.4, 0.6)), ((0.3, 0.7), (0.0, 1.0)), ((0, 1), (1e-6, 1 - 1e-6))],
)
@pytest.mark.parametrize("case", charts.CASES)
def test_at_each_stop_of_its_slider_stand_the_bars_of_the_power_loss_there(truth, a, case):
    classes, sample = default_names(len(truth)), Sample(truth, a, a)
    losses = [PowerLoss(stop) for stop in SETTINGS["power"].stops]
    moved = charts.Moved(0.5, tuple(by_power(sample, "a", losses).items()))
    found = pushes(sample, "a", (PowerLoss(0.5), LOSSES["cross_entropy"]))
    table = charts.bars_rows(classes, tuple(found.items()), case, False, moved)
    low, high = table["low"][0].as_py(), table["high"][0].as_py()
    own = ("place", "height", "push", "label")
    for loss in losses:
        alone = charts.bars_rows(classes, tuple(pushes(sample, "a", (loss,)).items()), case)
        at = rows(table, loss="power", since=loss.a, until=loss.a, power=0.5)
        assert [[row[key] for key in own] for row in at] == [
            [row[key] for key in own] for row in alone.to_pylist()
        ]
        assert all(low < row["height"] < high for row in at)
    others = rows(table, loss="cross_entropy")
    assert len(others) == len(truth)
    assert {row["since"] for row in others} == {None}


def test_many_classes_keep_the_symbols_and_drop_the_numbers_at_the_bars():
    values = (0.5, 0.5, 0, 0, 0)
    scenario = Scenario(default_names(5), (Sample((1, 0, 0, 0, 0), values, values),))
    table = charts.bars_rows(scenario.classes, found_of(scenario), "logit")
    assert set(table["label"].to_pylist()) == {"▲", "✚"}


@pytest.mark.parametrize("y", [0, 1])
def test_point_and_tangent_are_those_of_the_sample(y):
    chains = {
        name: teaching.logistic_chain(name, weight=1.0, bias=0.0, x=-2.0, y=y) for name in NAMES
    }
    place = {"w": 1.0, "x": -2.0, "bias": 0.0}
    table = logistic.over_logit_rows(chains, PAIR, place, y)
    for name in NAMES:
        (point,) = rows(table, part="point", loss=name)
        ends = rows(table, part="slope", loss=name)
        assert [end["side"] for end in ends] == [-1.5, 1.5]
        for row in (point, *ends):
            assert (row["penalty"], row["dloss_dz"]) == (chains[name].loss, chains[name].dloss_dz)
            assert {key: row[key] for key in place} == place
        curve = rows(table, part="curve", loss=name)
        at = min(curve, key=lambda row: abs(row["z"] + 2.0))
        assert at["penalty"] == pytest.approx(chains[name].loss)
