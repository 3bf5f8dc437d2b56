"""The page Training on one sample: what it says and draws, against losscore and by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from losscore import LOSSES as LOSSES_BY_NAME
from losscore import teaching
from pages.ui.charts import training_descent as descent
from pages.ui.results import training as runs
from pages.ui.wording.en import training_descent as descent_words
from tests.pages.reading import default, said

LOSSES = ("squared_error", "cross_entropy")
PAIR = tuple(LOSSES_BY_NAME[name] for name in LOSSES)


def steps_by_hand(push, target, rate=1.0):
    """Gradient descent on the logit of one sample, without losscore."""
    logit, step = 0.0, 0
    while (residual := 1 / (1 + math.exp(logit))) > target:
        logit += rate * push(residual)
        step += 1
    return step


def test_it_opens_on_the_laws_of_the_article(open_page):
    text = said(open_page("training"))
    assert "cross-entropy** needs **101 steps**; its law says 100." in text
    assert (
        "squared error** needs **1,299 steps**, **12.9 times as many**; its law says 1,250" in text
    )
    assert "By the laws it is **12.5 times as many**." in text
    assert steps_by_hand(lambda r: r, 0.01) == 101
    assert steps_by_hand(lambda r: 4 * r**2 * (1 - r), 0.01) == 1299


def test_the_reader_sets_the_residual_and_the_step_size(open_page):
    app = open_page("training")
    app.select_slider(key="setting_target").set_value(0.1).run()
    app.select_slider(key="setting_rate").set_value(0.3).run()
    text = said(app)
    fast = steps_by_hand(lambda r: r, 0.1, rate=0.3)
    slow = steps_by_hand(lambda r: 4 * r**2 * (1 - r), 0.1, rate=0.3)
    assert f"needs **{fast} steps**; its law says 33." in text  # 1/(0.3·0.1)
    assert f"needs **{slow} steps**" in text
    assert "its law says 42." in text  # 1/(8·0.3·0.1²) = 41.7
    assert "By the laws it is **1.25 times as many**." in text


def test_the_arithmetic_has_the_numbers_in_place(open_page):
    formulas = next(m.value for m in open_page("training").markdown if "displaystyle" in m.value)
    fast, slow, ratio = formulas.strip("$").split("$ $")
    assert r"\frac{1}{\eta r} = \frac{1}{1 \cdot 0.01} = 100" in fast
    assert r"\frac{1}{8 \eta r^2} = \frac{1}{8 \cdot 1 \cdot 0.01^2} = 1{,}250" in slow
    assert r"\frac{1}{8 r} = \frac{1}{8 \cdot 0.01} = 12.5" in ratio


def test_a_residual_out_of_reach_is_told_with_what_the_law_says(open_page):
    text = said(open_page("training", default(target=0.001, rate=0.01)))
    assert (
        "squared error** is **not there** after 1,000,000 steps; its law says 12,500,000." in text
    )
    assert "By the laws it is **125 times as many**." in text


def test_a_value_between_the_stops_of_a_slider_comes_with_the_link(open_page):
    app = open_page("training", default(target=0.0123, steps=333, rate_se=0.7))
    assert app.select_slider(key="setting_target").value == 0.0123
    assert "residual 1 − ŷ of **0.0123**" in said(app)
    assert "after 333 steps" in said(app)


def test_equal_steps_are_called_so():
    laws = runs.laws(PAIR, 0.4, 1.0)
    needed = {"squared_error": 1, "cross_entropy": 1}
    text = descent_words.answer(0.4, 1.0, needed, laws, 100_000)
    assert "needs **1 step**, **just as many**; its law says 0.781." in text


def test_the_curves_of_one_sample_are_the_descents_and_their_laws():
    traces = {
        loss: teaching.single_sample_descent(loss, steps=5000, learning_rate=1.0) for loss in LOSSES
    }
    descents = {loss: runs.descent(loss, 1.0, 5000, target=0.001) for loss in PAIR}
    assert descents[PAIR[0]].needed is None
    assert descents[PAIR[1]].needed == steps_by_hand(lambda r: r, 0.001)
    frame = descent.descent_frame(descents, 1.0, 0.001).to_pandas()
    assert not frame[["step", "residual"]].isna().any().any()
    assert (frame[["step", "residual"]] > 0).all().all()  # both axes are logarithmic
    for loss, law in (
        ("squared_error", lambda t: (8 * t) ** -0.5),
        ("cross_entropy", lambda t: 1 / t),
    ):
        mine = frame[frame["loss"] == loss]
        run, line = (mine[mine["part"] == part] for part in ("run", "law"))
        assert run["residual"].tolist() == traces[loss][run["step"]].tolist()
        np.testing.assert_allclose(line["residual"], law(line["step"].to_numpy(float)))
        assert run["residual"].iloc[-1] == pytest.approx(law(5000), rel=0.02)
    reached = frame[frame["part"] == "reached"]
    assert reached[["step", "residual"]].values.tolist() == [[descents[PAIR[1]].needed, 0.001]]


def test_a_law_is_drawn_from_where_it_is_a_residual():
    found = {PAIR[1]: runs.descent(PAIR[1], 0.1, 100, target=0.001)}
    frame = descent.descent_frame(found, 0.1, 0.001)
    frame = frame.to_pandas()
    law = frame[frame["part"] == "law"]
    assert law["step"].min() == 10  # 1/(0.1·t) exceeds 1 before
    assert law["residual"].max() == 1.0


def test_both_axes_of_one_sample_are_logarithmic_and_fixed():
    for layer in descent.descent(LOSSES)["layer"]:
        assert layer["encoding"]["x"]["scale"] == {"type": "log", "domain": [1, 1_000_000]}
        assert layer["encoding"]["y"]["scale"] == {"type": "log", "domain": [1e-6, 1]}
