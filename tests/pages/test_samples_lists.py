"""The page Samples: its table, the lists it can show, and its slices."""

from __future__ import annotations

import json

import numpy as np
import pytest

from pages.ui.inputs.digits import digits
from pages.ui.inputs.share import Case
from pages.ui.results import confusion
from pages.ui.results.samples_lists import ALL, DISAGREEING, NUMBER, STAKE, UNDECIDED
from pages.ui.results.samples_table import (
    SAMPLE,
    TRUTH,
    penalty_column,
    predicted_column,
    prefers_column,
)
from pages.ui.results.slices import Cut
from pages.ui.widgets import samples_table as scored_table
from pages.ui.wording.en import confusion as confusion_words
from pages.ui.wording.en import samples_table as table_words
from tests.pages.reading import said
from tests.pages.samples_page import EIGHT, GOOD, table, upload
from tests.pages.scoring import scored_frame


def test_digits_are_listed_costliest_first(open_page):
    app = open_page("samples", Case(EIGHT, {"source": "digits"}))
    shown = table(app)
    column = penalty_column("a", "squared_error")
    expected = scored_frame(digits()).sort_values(column, ascending=False, kind="stable")
    assert shown[SAMPLE].tolist() == expected[SAMPLE].tolist()[:500]
    assert "The first 500 of 899 samples in this order; the CSV has all." in said(app)


def test_another_order_puts_infinite_penalties_first(open_page):
    app = open_page("samples", Case(EIGHT, {"source": "digits"}))
    app.selectbox(key="order").set_value(penalty_column("b", "cross_entropy")).run()
    penalties = table(app)[penalty_column("b", "cross_entropy")].to_numpy()
    assert np.isinf(penalties[:14]).all()
    assert np.isfinite(penalties[14:]).all()


def test_the_table_says_which_model_a_loss_prefers_by_its_letter(open_page):
    app = open_page("samples", Case(EIGHT))
    prefers = table(app).set_index(SAMPLE)[prefers_column("cross_entropy")]
    assert prefers.sort_index().tolist() == ["B", "tie", "A", "B", "A", "B", "A", "B"]


def test_disagreements_can_be_seen_alone(open_page):
    app = open_page("samples", Case(EIGHT))
    app.selectbox(key="list").set_value(DISAGREEING).run()
    assert table(app)[SAMPLE].tolist() == [6]
    app.selectbox(key="list").set_value(UNDECIDED).run()
    assert table(app)[SAMPLE].tolist() == [2]
    assert "At stake is the difference under the loss that prefers a model." in said(app)


def test_a_list_has_an_order_of_its_own_and_starts_with_what_is_at_stake(open_page):
    app = open_page("samples", Case(EIGHT))
    app.selectbox(key="order").set_value(NUMBER).run()
    app.selectbox(key="list").set_value(DISAGREEING).run()
    assert app.selectbox(key="order_of_list").value == STAKE
    app.selectbox(key="list").set_value(ALL).run()
    assert app.selectbox(key="order").value == NUMBER
    assert table(app)[SAMPLE].tolist() == list(range(1, 9))


def test_where_the_losses_never_disagree_their_list_says_so(open_page):
    app = open_page("samples")
    for which in (DISAGREEING, UNDECIDED):
        app.selectbox(key="list").set_value(which).run()
        assert table(app) is None
        assert table_words.NOTHING_LISTED[which] in said(app)


def test_slices_of_the_digits_are_told_with_both_losses_and_their_difference(open_page):
    app = open_page("samples", Case(EIGHT, {"source": "digits"}))
    frame = next(f.value for f in app.dataframe if "slice" in f.value)
    assert frame["samples"].sum() == 899
    assert frame["squared_error.a.share"].sum() == pytest.approx(100.0)
    assert (frame["squared_error.difference"] < 0).sum() >= 9
    assert "True class and class that A names" not in app.selectbox(key="cut").options
    matrices = [json.loads(c.proto.spec) for c in app.get("vega_lite_chart")[:2]]
    titles = ["● Model A, ▲ squared error", "■ Model B, ▲ squared error"]
    assert [one["title"] for one in matrices] == titles


def test_of_many_classes_what_is_taken_for_what_is_a_list(uploads, monkeypatch):
    monkeypatch.setattr(confusion, "MOST", 1)
    upload(uploads, GOOD)
    uploads.selectbox(key="cut").set_value(Cut((TRUTH, predicted_column("a")))).run()
    frame = next(f.value for f in uploads.dataframe if "slice" in f.value)
    assert any(" → " in name for name in frame["slice"])
    assert confusion_words.TITLE not in [fold.label for fold in uploads.expander]


def test_a_slice_that_was_clicked_is_in_the_list_and_leaves_with_its_batch(open_page):
    app = open_page("samples", Case(EIGHT, {"source": "digits"}))
    app.session_state["slice"] = (Cut((TRUTH,)), ("3",))
    app.run()
    app.selectbox(key="list").set_value("slice").run()
    assert set(table(app)["truth"]) == {"3"}
    app.selectbox(key="list").set_value(ALL).run()
    assert len(set(table(app)["truth"])) == 10
    app.selectbox(key="list").set_value("slice").run()
    app.segmented_control(key="setting_source").set_value("scenario").run()
    assert not app.exception
    assert app.session_state["list"] == ALL


def test_a_chosen_row_is_opened_on_distributions(open_page):
    app = open_page("samples", Case(EIGHT, {"sample": 6}))
    app.session_state["open_on_distributions"] = {"notice": "A *notice*."}
    app.run()
    assert app.header[0].value == "One sample, two models: what does each loss charge?"
    assert app.warning[0].value == "A \\*notice\\*\\."
    assert "squared error prefers **model A**; cross-entropy" in said(app)


def test_a_large_scored_table_is_compressed_and_says_so(uploads, monkeypatch):
    uploads.session_state["files"] = True
    upload(uploads, GOOD)
    assert not uploads.get("download_button")[-3].proto.help
    monkeypatch.setattr(scored_table, "MOST_PLAIN", 1)
    assert uploads.run().get("download_button")[-3].proto.help == table_words.COMPRESSED
