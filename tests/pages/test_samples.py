"""The page Samples: what it says of a batch, by its means and verdicts."""

from __future__ import annotations

import pytest

import losscore
from pages.ui import palette
from pages.ui.inputs.digits import digits
from pages.ui.inputs.presets import PRESETS
from pages.ui.inputs.scenario import Sample, Scenario, one_hot
from pages.ui.inputs.share import Case, decode
from pages.ui.results import samples
from pages.ui.results.samples_table import penalty_column, soft_column
from pages.ui.widgets import computing, source
from pages.ui.wording.en import samples_verdicts as verdict_words
from pages.ui.wording.en.samples_verdicts import TO_COME, mean
from pages.ui.wording.formats import percent
from tests.pages.reading import code_in, said
from tests.pages.samples_page import EIGHT, table, upload
from tests.pages.scoring import NAMES


def test_one_sample_is_charged_as_on_distributions_and_called_no_batch(open_page):
    text = said(open_page("samples"))
    assert "a mean of **0.08** for A and **0.02** for B: B's is lower by **0.06**." in text
    assert "Both losses prefer **model B** on the one sample there is." in text
    assert "One sample is no batch yet" in text
    assert "interval 0" not in text


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_shows_the_means_of_losscore(open_page, preset):
    text = said(open_page("samples", Case(PRESETS[preset])))
    batch = source.scenario_batch(PRESETS[preset])
    for name, loss in ((n, losscore.LOSSES[n]) for n in NAMES):
        means = (
            verdict_words.mean(loss.penalties(batch.truth, p).mean()) for p in (batch.a, batch.b)
        )
        each = " and ".join(f"**{m}** for {model}" for m, model in zip(means, "AB", strict=True))
        assert f"**{palette.LOSSES[name].label}** has a mean of {each}" in text


def test_a_batch_says_how_often_the_losses_disagree_and_counts_ties_apart(open_page):
    text = said(open_page("samples", Case(EIGHT)))
    assert (
        "Both losses prefer **model A**. Sample by sample they disagree ★ on **1 of 8**; "
        "cross-entropy alone sees no difference on **1**." in text
    )


def test_a_truth_that_is_one_hot_throughout_is_a_class_and_no_soft_truth(open_page):
    assert "how often the true class is predicted" in said(open_page("samples", Case(EIGHT)))
    soft = PRESETS["soft_truth"]
    mixed = Scenario(soft.classes, (*soft.samples, Sample(one_hot(0, 3), *[(0.5, 0.3, 0.2)] * 2)))
    assert "how often the likeliest class is predicted" in said(open_page("samples", Case(mixed)))


def test_a_batch_says_what_its_costliest_sample_carries(open_page):
    text = said(open_page("samples", Case(EIGHT)))
    batch = source.scenario_batch(EIGHT)
    for name, proba in (("A", batch.a), ("B", batch.b)):
        penalties = losscore.squared_error(batch.truth, proba)
        assert f"**{percent(penalties.max() / penalties.sum())}** of {name}'s" in text


def test_digits_show_their_known_numbers_and_why_one_mean_is_infinite(open_page):
    text = said(open_page("samples", Case(EIGHT, {"source": "digits"})))
    assert "A **866 of 899** (96.3 %), B **745 of 899** (82.9 %)." in text
    assert "a mean of **0.06008** for A and **0.32442** for B:" in text
    assert "a mean of **0.12682** for A and **∞** for B:" in text
    assert "B gives exactly 0 to the true class on **14 samples**, and one is enough." in text
    assert "A's is lower by **0.26434** although B is cheaper on 725 of 899 samples" in text
    assert "they agree on **all 899**" in text


def test_a_floor_is_offered_with_an_infinite_mean_and_said_to_decide_it(open_page):
    app = open_page("samples", Case(EIGHT, {"source": "digits"}))
    app.selectbox(key="setting_floor").set_value(1e-7).run()
    text = said(app)
    batch = digits()
    floored, lower = (
        verdict_words.mean(losscore.cross_entropy(batch.truth, batch.b, floor=f).mean())
        for f in (1e-7, 1e-10)
    )
    assert f"a mean of **0.12682** for A and **{floored}** for B:" in text
    assert f"B's mean **depends on the floor** of 10⁻⁷: with 10⁻¹⁰ it is {lower}" in text


def test_no_floor_is_offered_where_all_is_finite(open_page):
    assert not [box for box in open_page("samples").selectbox if box.key == "setting_floor"]


def test_soft_truth_is_scored_and_shown(uploads):
    soft = b"cat,dog,true:cat,true:dog\n0.6,0.4,0.7,0.3\n0,1,0.5,0.5\n"
    upload(uploads, soft)
    text = said(uploads)
    assert "a gives exactly 0 where the truth has mass on **1 sample**, and that is enough" in text
    assert "how often the likeliest class is predicted" in text
    assert table(uploads)[soft_column(0)].tolist() == [0.5, 0.7]


@pytest.mark.parametrize(
    ("pair", "absent"),
    [("spherical.cross_entropy", "quared error"), ("squared_error.spherical", "ross-entropy")],
)
@pytest.mark.parametrize("source_", ["scenario", "digits"])
@pytest.mark.parametrize("preset", ["eight", "soft_truth", "impossible"])
def test_a_batch_is_scored_under_any_two_losses_and_no_third_is_spoken_of(
    open_page, pair, absent, source_, preset
):
    settings = {"losses": pair, "source": source_}
    app = open_page("samples", Case(PRESETS[preset], settings))
    text = said(app)
    assert absent not in text
    batch = digits() if source_ == "digits" else source.scenario_batch(PRESETS[preset])
    for name in pair.split("."):
        loss = losscore.LOSSES[name]
        a, b = (float(loss.penalties(batch.truth, proba).mean()) for proba in (batch.a, batch.b))
        assert f"has a mean of **{mean(a)}** for A and **{mean(b)}** for B" in text
    columns = app.dataframe[-1].value.columns
    shown = {penalty_column(model, name) for model in "ab" for name in pair.split(".")}
    assert shown == {c for c in columns if c.partition(".")[2] in losscore.LOSSES}


def test_the_page_links_to_the_samples_its_verdicts_hang_on(open_page):
    text = said(open_page("samples", Case(EIGHT)))
    url = text.partition("without [7](")[2].partition(")")[0]
    assert decode(code_in(url)).value("sample") == 7


@pytest.mark.usefixtures("may_fail")
def test_of_a_batch_that_takes_long_the_means_are_told_before_all_else_is_counted(
    open_page, monkeypatch
):
    def failing(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(computing, "_MANY", 1000)
    monkeypatch.setattr(samples, "summary", failing)
    app = open_page("samples", Case(EIGHT, {"source": "digits"}))
    assert any(TO_COME in text.value and "0.06008" in text.value for text in app.markdown)
