"""The page Training on one sample: what it says and draws, against losscore and by hand."""

from __future__ import annotations

from tests.pages.reading import default, said
from tests.pages.training_runs import steps_by_hand


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
