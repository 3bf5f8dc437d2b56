"""A tally on the page Samples, in place of tables: what is shown is told from its sums."""

from __future__ import annotations

import json

import numpy as np
import pytest

import losscore
from losscore.audit_text import lead_among, verdict_with
from pages.ui.inputs.presets import PRESETS
from pages.ui.inputs.share import Case
from pages.ui.inputs.tallied import Tallied
from pages.ui.registry import page as registered
from pages.ui.results import tally as results
from pages.ui.wording.en import tally as words
from tests.pages.reading import said

HOSTILE = "![x](https://example.org/x.png) **b** $x$"


def tally_of(models=("logistic", "forest"), size=300, losses=("squared_error", "cross_entropy")):
    rng = np.random.default_rng(0)
    labels = rng.integers(3, size=size)
    found = {}
    for place, name in enumerate(models):
        proba = rng.standard_exponential((size, 3)) + (3 - place) * np.eye(3)[labels]
        found[name] = proba / proba.sum(axis=1, keepdims=True)
    names = [f"row {i}" for i in range(size)]
    return losscore.tally(labels, found, ids=names, losses=losses)


@pytest.fixture
def page(open_page):
    return open_page("samples", Case(PRESETS["eight"], {"source": "upload"}))


def upload(app, *files):
    app.file_uploader[0].set_value([(name, data, "application/json") for name, data in files])
    return app.run()


def case_of(tally, name="tally.json"):
    return Tallied(name, tally, dict(zip("ab", tally.models, strict=False)))


def summary_of(tally):
    leads = {loss.name: lead_among(tally, loss.name, tally.models) for loss in tally.losses}
    return verdict_with(tally, leads).table


def text_of(tally):
    return tally.to_json().encode()


def test_a_tally_is_shown_with_its_verdict_and_its_costliest_rows(page):
    tally = tally_of()
    app = upload(page, ("tally.json", text_of(tally)))
    assert not app.exception
    assert app.code[0].value == summary_of(tally)
    text = said(app)
    assert "Shown is the tally **tally" in text
    assert "A is logistic, ■ B is forest." in text
    answer = tally.perfect_samples_needed(
        "forest", "cross_entropy", tally.mean("logistic", "cross_entropy")
    )
    assert f"{answer.count:,} is the least whole number that reaches it" in text
    rows = app.dataframe[-1].value
    assert rows["id"][0] == tally.costliest("logistic", "squared_error")[0].id
    assert len(rows) == 4 * 20
    assert set(rows["who"]) == {"logistic", "forest"}
    assert "Both losses put logistic first" in text


@pytest.mark.parametrize("file", ["compensation", "thresholds", "calibration"])
def test_the_way_on_leads_to_what_other_pages_say_of_it(page, file):
    app = upload(page, ("tally.json", text_of(tally_of())))
    app.button(key=f"tally_{file}").click().run()
    assert not app.exception
    assert registered(file).question in {header.value for header in app.header}
    assert "300 samples of 3 classes, tallied" in said(app)


def test_it_is_dropped_on_request(page):
    app = upload(page, ("tally.json", text_of(tally_of())))
    app.button(key="drop_tally").click().run()
    assert "drop_tally" not in {button.key for button in app.button}
    assert "Nothing is uploaded yet." in said(app)


def test_a_file_that_is_none_says_why_and_leaves_the_one_before(page):
    tally = tally_of()
    broken = json.loads(tally.to_json())
    broken["sums"]["rows"]["values"] = [-1]
    app = upload(page, ("a.json", text_of(tally)))
    app = upload(app, ("b.json", json.dumps(broken, separators=(",", ":")).encode()))
    assert "rows of a tally must be at least 0" in app.error[0].value
    assert app.code[0].value == summary_of(tally)


def test_tables_beside_it_are_read_as_ever(page):
    table = b"true,cat,dog\ncat,0.8,0.2\ndog,0.3,0.7\n"
    app = upload(page, ("tally.json", text_of(tally_of())), ("a.csv", table))
    assert app.code
    assert "The tables wait until you drop it." in said(app)
    app.button(key="drop_tally").click().run()
    assert "has a mean of" in said(app)


def test_of_three_models_two_are_chosen(page):
    app = upload(page, ("t.json", text_of(tally_of(("x", "y", "z")))))
    app.selectbox(key="tally_a").set_value("z").run()
    assert "A is z, ■ B is y." in said(app)
    app.button(key="swap_tally").click().run()
    assert "A is y, ■ B is z." in said(app)
    assert "Of these two\\, both losses put y first" in said(app)


def test_one_model_is_shown_without_a_gap(page):
    app = upload(page, ("t.json", text_of(tally_of(("x",)))))
    assert not app.exception
    assert "A is x." in said(app)
    assert "perfect samples" not in said(app)


def test_names_in_a_tally_are_no_markdown(page):
    tally = tally_of((HOSTILE, "b"))
    app = upload(page, (f"{HOSTILE}.json", text_of(tally)))
    for element in (*app.markdown, *app.caption):
        assert "![x](" not in element.value
        assert "$x$" not in element.value


def test_infinite_means_and_ties_are_told_without_a_number_of_perfect_samples():
    sure, wrong = [[1.0, 0.0]], [[0.0, 1.0]]
    tally = losscore.tally([0], {"A": sure, "B": wrong})
    case = case_of(tally)
    gaps = {loss: results.gap(case, loss) for loss in results.losses_of(case)}
    told = [*words.closings(gaps, case.names)]
    assert "no number of perfect samples brings **B** down to **A**" in told[0]
    assert "its mean is infinite" in told[1]
    tie = case_of(losscore.tally([0], {"A": sure, "B": sure}))
    assert [*words.closings({"squared_error": results.gap(tie, "squared_error")}, tie.names)] == []
    assert results.share_rows(case_of(losscore.tally([0], {"A": sure})))["who"] == []


def test_a_tally_whose_weights_add_up_to_no_whole_number_is_shown(page):
    tally = losscore.tally([0, 1], {"A": [0.5, 0.25]}, sample_weight=[0.3, 0.4])
    assert not upload(page, ("t.json", text_of(tally))).exception


def test_a_share_is_at_most_a_128th_off():
    tally = tally_of()
    found = results.share_rows(case_of(tally))
    limits = tally.share_of_worst("logistic", "squared_error", np.rint(np.linspace(0, 300, 101)))
    shares = np.array(found["share"][:101])
    assert (np.abs(shares - limits.least) <= 1 / 128 + 1e-12).all()
