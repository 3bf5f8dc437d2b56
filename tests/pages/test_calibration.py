"""The page Calibration: its bills, curves and temperatures, against losscore and by hand."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from sklearn.isotonic import IsotonicRegression

import losscore
from losscore import LOSSES
from pages.ui.charts import calibration as charts
from pages.ui.inputs.batch import Batch
from pages.ui.inputs.digits import digits
from pages.ui.inputs.presets import PRESETS
from pages.ui.inputs.share import Case, decode
from pages.ui.results import calibration as results
from pages.ui.results.calibration_temperature import Tempered, tempered
from pages.ui.widgets.source import SHOW_DIGITS
from pages.ui.wording.en import calibration as words
from pages.ui.wording.en import calibration_temperature as temperature_words
from pages.ui.wording.en.samples_verdicts import mean
from pages.ui.wording.formats import escape, named, number, percent
from tests.pages.reading import case, default, rows, said, scenario

SQUARED_ERROR, CROSS_ENTROPY = LOSSES["squared_error"], LOSSES["cross_entropy"]
BOTH = (SQUARED_ERROR, CROSS_ENTROPY)
NAMES = tuple(loss.name for loss in BOTH)
DIGITS = default(source="digits")


def batch(truth, a, b=None) -> Batch:
    a = np.asarray(a, float)
    b = None if b is None else np.asarray(b, float)
    return Batch("", tuple(f"class {k}" for k in range(a.shape[1])), np.asarray(truth), a, b)


def drawn(size: int, sharpen: float = 1.0, classes: int = 3, seed: int = 0):
    """Labels drawn from predictions, and these predictions made surer of themselves."""
    rng = np.random.default_rng(seed)
    logits = 2.0 * rng.normal(size=(size, classes))
    proba = losscore.softmax(logits)
    labels = (proba.cumsum(axis=1) > rng.random((size, 1))).argmax(axis=1)
    return labels, losscore.softmax(sharpen * logits)


def answer(found: Batch) -> str:
    return words.answer(found.size, NAMES, results.bills(found, BOTH))


def recalibrated(truth, proba):
    """The squared error that is left of labels once each class is recalibrated."""
    left = 0.0
    for k in range(proba.shape[1]):
        y = (truth == k).astype(float)
        # In ranks, because it takes as equal what differs by less than 1e-15.
        ranks = np.unique(proba[:, k], return_inverse=True)[1]
        left += np.square(y - IsotonicRegression().fit_transform(ranks, y)).mean()
    return left


def test_what_the_digits_could_have_back_is_what_scikit_learns_regression_leaves(open_page):
    text = said(open_page("calibration", DIGITS))
    for proba in (digits().a, digits().b):
        loss = SQUARED_ERROR.penalties(digits().truth, proba)
        left = recalibrated(digits().truth, proba)
        needed = losscore.perfect_samples_needed(loss, left).count
        assert f"would save **{mean(loss.mean() - left)}** of its {mean(loss.mean())}" in text
        assert f"which would take **{needed:,} perfect samples**" in text


def test_what_other_samples_would_have_back_is_said_beside_it(open_page):
    text = said(open_page("calibration", DIGITS))
    b = losscore.recalibrated_loss(digits().truth, digits().b, loss="squared_error")
    saved = SQUARED_ERROR.penalties(digits().truth, digits().b).mean() - b
    assert f"On samples that it was not made from: {mean(saved)}" in text
    assert losscore.recalibrated_loss(digits().truth, digits().a, loss="squared_error") > 0.0601
    assert "perfect samples**. On samples that it was not made from: nothing." in text


def test_what_is_infinite_is_had_back_and_no_perfect_samples_do_that(open_page):
    text = said(open_page("calibration", DIGITS))
    bill = losscore.decompose(digits().truth, digits().b, loss="cross_entropy")
    assert math.isinf(bill.loss)
    left = mean(bill.uncertainty - bill.discrimination)
    assert f"**{left}** instead of infinitely much, which no number of perfect samples" in text
    assert "nan" not in text


def test_a_temperature_is_fitted_on_one_half_and_judged_on_the_other():
    labels, sure = drawn(2000, sharpen=3.0)
    found = tempered(batch(labels, sure), "a", BOTH)
    assert (found.fitted_on, found.judged_on, found.infinite) == (1000, 1000, 0)
    assert found.temperature == pytest.approx(3.0, rel=0.15)
    assert found.before["cross_entropy"] > found.after["cross_entropy"] + 0.2


def test_a_temperature_makes_no_penalty_infinite_that_was_not():
    """At T = 0.001 a wrong sample with ŷ = 0.1 of ten: 1000·log 9, though 9⁻¹⁰⁰⁰ is no float."""
    labels, proba = np.zeros(80, int), np.tile([0.9, 0.1], (80, 1))
    judged = np.random.default_rng(0).permutation(80)[40:]
    labels[judged[0]] = 1
    found = tempered(batch(labels, proba), "a", BOTH)
    assert found.temperature == pytest.approx(1e-3)
    assert found.after["cross_entropy"] == pytest.approx(1000.0 * math.log(9.0) / 40.0)
    assert found.after["squared_error"] == pytest.approx(2.0 / 40.0)
    assert "infinite" not in temperature_words.temperatures({"a": found})


def test_what_stays_infinite_at_every_temperature_is_left_out_and_said(open_page):
    found = tempered(digits(), "b", BOTH)
    assert all(map(math.isfinite, [*found.before.values(), *found.after.values()]))
    assert f"{found.infinite} samples with a ŷ of 0 on the truth are left out" in said(
        open_page("calibration", DIGITS)
    )


def test_a_temperature_that_costs_is_said_to_cost():
    one = Tempered(1.25, 50, 50, 0, {"cross_entropy": 0.5}, {"cross_entropy": 0.625})
    assert "from 0.5 to 0.625 (costs 0.125)" in temperature_words.temperatures({"a": one})
    same = one._replace(temperature=1.0, after=one.before)
    assert "(nothing)" in temperature_words.temperatures({"a": same})
    for temperature in (1.0, 1.0 + 1e-10):
        near = same._replace(temperature=temperature)
        assert "best left as it is" in temperature_words.temperatures({"a": near})
    sure = temperature_words.temperatures({"a": same._replace(temperature=1.00003)})
    assert "too sure of itself on the part it is fitted on, T = **1.00003**" in sure


def test_one_sample_tells_nothing(open_page):
    text = said(open_page("calibration"))
    assert words.ONE_SAMPLE in text
    assert "would save" not in text
    assert "One temperature" not in text


@pytest.mark.parametrize("name", ["calibration", "samples"])
def test_a_single_sample_is_drawn_nowhere_and_leads_to_the_digits_in_one_click(open_page, name):
    app = open_page(name)
    assert not app.get("vega_lite_chart")
    next(button for button in app.button if button.label == SHOW_DIGITS).click().run()
    assert decode(app.session_state["s"]).value("source") == "digits"
    assert app.get("vega_lite_chart")
    assert SHOW_DIGITS not in {button.label for button in app.button}


def test_samples_that_are_no_distributions_are_left_out_and_named(open_page):
    whole, broken = ((1, 0), (0.8, 0.2), (0.9, 0.1)), ((1, 0), (0.8, 0.1), (0.9, 0.1))
    text = said(open_page("calibration", Case(scenario(whole, broken, whole))))
    assert "Left out: sample 2" in text
    assert "**2 samples are too few" in text
    nothing = said(open_page("calibration", Case(scenario(broken))))
    assert "**No sample of the scenario can be scored**" in nothing


def test_few_samples_cannot_tell_miscalibration_from_chance(open_page):
    text = said(open_page("calibration", Case(PRESETS["eight"], {})))
    assert "**8 samples are too few to tell miscalibration from chance**" in text
    assert "One temperature" not in text
    labels, proba = drawn(30)
    assert "too few" not in answer(batch(labels, proba))


def test_a_calibrated_model_has_nothing_to_have_back_on_other_samples():
    labels, proba = drawn(400)
    text = answer(batch(labels, proba))
    assert text.count("On samples that it was not made from: nothing.") == 2


def test_a_perfect_model_has_nothing_to_have_back_at_all():
    labels, _ = drawn(50)
    text = answer(batch(labels, np.eye(3)[labels]))
    assert text.count("would save **nothing** of its 0.") == 2
    almost = np.eye(3)[labels] * (1 - 3e-9) + 1e-9
    assert "nan" not in answer(batch(labels, almost))


def test_what_costs_as_little_as_a_perfect_sample_is_out_of_reach_of_any_number_of_them():
    labels = np.arange(40) % 2
    text = answer(batch(labels, np.where(labels[:, None] == [0, 1], 0.75, 0.25)))
    assert text.count("which no number of perfect samples does") == 2


def test_of_a_soft_truth_a_perfect_sample_still_costs_what_the_truth_does():
    rng = np.random.default_rng(3)
    truth, proba = rng.dirichlet(np.ones(3), 80), rng.dirichlet(np.ones(3), 80)
    bill = results.bills(batch(truth, proba), BOTH)["a", "cross_entropy"]
    penalties, perfect = losscore.cross_entropy(truth, proba), losscore.entropy(truth).mean()
    needed = losscore.perfect_samples_needed(penalties, bill.left, perfect=perfect)
    assert bill.needed.exact == pytest.approx(needed.exact, rel=1e-9)
    assert needed.exact > losscore.perfect_samples_needed(penalties, bill.left).exact


def test_a_sample_that_carries_most_of_a_loss_is_spoken_of():
    labels, proba = drawn(200)
    proba[0] = 1e-9
    proba[0, labels[0] - 1] = 1.0 - 2e-9
    assert "A single sample" not in answer(batch(labels, proba))
    proba[0, labels[0]] = 1e-300
    text = answer(batch(labels, proba))
    share = losscore.share_of_worst(CROSS_ENTROPY.penalties(labels, proba), 1)
    assert text.count(f"A single sample carries **{percent(share)}** of that loss.") == 1
    assert "nan" not in text


def test_a_loss_that_is_no_sum_over_classes_has_no_bill(open_page):
    spherical = Case(PRESETS["eight"], {"losses": "spherical.squared_error"})
    app = open_page("calibration", spherical)
    assert "**no bill**" in said(app)
    assert "has no bill for 3 classes" in said(app)
    two = case((1, 0), (0.8, 0.2), (0.9, 0.1), losses="spherical.squared_error")
    assert "no bill" not in said(open_page("calibration", two))


def test_bars_begin_where_the_one_before_ends():
    bills = {m: b for (m, name), b in results.bills(digits(), BOTH).items() if name == NAMES[0]}
    bars = charts.bill_rows(bills)["bill"]
    for model, bill in bills.items():
        uncertainty, apart, miscalibration, loss = rows(bars, who=model)
        assert uncertainty["high"] == apart["high"] == bill.parts.uncertainty
        assert apart["low"] == miscalibration["low"] == pytest.approx(bill.left)
        assert miscalibration["high"] == loss["high"] == bill.parts.loss


def test_an_infinite_bar_ends_at_the_edge():
    bills = {m: b for (m, name), b in results.bills(digits(), BOTH).items() if name == NAMES[1]}
    bars = charts.bill_rows(bills)["bill"]
    assert all(np.isfinite(bars[name].to_numpy()).all() for name in ("low", "high", "room"))
    assert [row["label"] for row in rows(bars, who="b")][2:] == ["■ ∞", "■ ∞"]
    assert [row["label"] for row in rows(bars, infinite=True)] == ["■ ∞", "■ ∞"]
    (measured,) = {*bars["measured"].to_pylist()}  # No number stands below their ends.
    finite = [row["high"] for row in rows(bars, infinite=False)]
    assert max(finite) == measured < min(row["high"] for row in rows(bars, infinite=True))


def test_where_nothing_is_infinite_the_whole_axis_measures():
    bills = {m: b for (m, name), b in results.bills(digits(), BOTH).items() if name == NAMES[0]}
    bars = charts.bill_rows(bills)["bill"]
    assert {*bars["measured"].to_pylist()} == {np.inf}
    assert not any(bars["infinite"].to_pylist())


def test_the_class_with_the_most_to_have_back_is_shown_unless_another_is_chosen(open_page):
    app = open_page("calibration", DIGITS)
    found = results.bills(digits(), BOTH)
    total = sum(found[model, NAMES[0]].parts.by_class[:, 1] for model in "ab")
    worst = digits().classes[int(total.argmax())]
    assert f"**{worst}**: a calibrated model" in said(app)
    app.selectbox(key="setting_of_class").select(2).run()
    assert f"**{digits().classes[1]}**: a calibrated model" in said(app)
    assert "of_class-2" in app.session_state["s"]


def test_a_class_that_a_batch_does_not_have_is_none(open_page):
    app = open_page("calibration", default(source="digits", of_class=500))
    assert app.selectbox(key="setting_of_class").value == 0


def test_there_is_no_band_for_a_soft_truth(open_page):
    soft = PRESETS["soft_truth"]
    text = said(open_page("calibration", Case(replace(soft, samples=soft.samples * 2))))
    assert "There is no band" in text
    assert results.reliability(digits(), "a", 0).band is not None


def test_no_more_steps_are_sent_than_can_be_told_apart():
    truth = np.random.default_rng(0).dirichlet(np.ones(2), 5000)
    found = results.reliability(batch(truth, truth), "a", 0)
    assert found.rate.size <= 400
    assert (found.low[0], found.high[-1]) == (truth[:, 0].min(), truth[:, 0].max())


def test_a_batch_of_one_model_has_its_bill():
    labels, proba = drawn(60)
    found = results.bills(batch(labels, proba), BOTH)
    assert {model for model, _ in found} == {"a"}
    assert "Model B" not in words.answer(60, NAMES, found)


def test_models_are_called_by_their_names():
    labels, proba = drawn(100)
    named = replace(batch(labels, proba, proba[::-1]), names={"a": "forest", "b": "*log*"})
    text = words.answer(100, NAMES, results.bills(named, BOTH), named.names)
    assert text.count("● forest would save") == text.count("■ \\*log\\* would save") == 2
    found = {model: tempered(named, model, BOTH) for model in "ab"}
    assert "● forest is " in temperature_words.temperatures(found, named.names)


def test_the_arithmetic_adds_up_class_by_class(open_page):
    text = said(open_page("calibration", DIGITS))
    for name in digits().classes:
        assert f"| {name} |" in text
    bills = re.findall(r"\$([\d.]+) - ([\d.]+) \+ ([\d.]+) = ([\d.]+)\$", text)
    assert len(bills) == 3  # The fourth is infinite.
    for rates, told_apart, miscalibration, loss in (map(Decimal, bill) for bill in bills):
        assert rates - told_apart + miscalibration == loss


def csv(labels, proba) -> bytes:
    rows = (
        f"{k},{','.join(map(repr, row))}" for k, row in zip(labels, proba.tolist(), strict=True)
    )
    return "\n".join(["true,0,1,2", *rows]).encode()


def test_a_tempered_model_is_taken_as_a_further_model(open_page):
    labels, sure = drawn(200, sharpen=3.0)
    app = open_page("samples", default(source="upload"))
    app.file_uploader[0].set_value([("x_*.csv", csv(labels, sure), "text/csv")]).run()
    app.switch_page("pages/calibration.py").run()
    found = app.session_state["uploads"]
    one = tempered(found.batch, "a", BOTH)
    app.button(key="take_a").click().run()
    assert not app.exception
    names = [slot.name for slot in found.slots.values()]
    assert names == ["x_*", f"x_* at T = {number(one.temperature)}"]
    expected = losscore.apply_temperature(sure, one.temperature)
    np.testing.assert_allclose(found.batch.b, expected, rtol=1e-12)
    assert "is one of your models now" in said(app)
    assert f"■ {named(names[1])} would save" in said(app)
    app.switch_page("pages/samples.py").run()
    assert not app.exception


def test_a_model_for_which_there_is_no_room_is_not_taken(open_page):
    app = open_page("samples", default(source="upload"))
    labels, sure = drawn(100, sharpen=3.0)
    app.file_uploader[0].set_value([(f"{i}.csv", csv(labels, sure), "text/csv") for i in range(10)])
    app.run()
    app.switch_page("pages/calibration.py").run()
    app.button(key="take_b").click().run()
    assert escape(temperature_words.NO_ROOM) in said(app)
    assert len(app.session_state["uploads"].slots) == 10
