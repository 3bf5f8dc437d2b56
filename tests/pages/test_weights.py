"""Uploaded weights: every page that adds up a batch says that rows count by them, and what N is."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui.inputs.share import DEFAULT, Case
from pages.ui.registry import page
from pages.ui.wording.en import roles as words
from tests.pages.reading import said

A = b"true,cat,dog,weight\ncat,0.8,0.2,3\ndog,0.4,0.6,0.5\ncat,0.5,0.5,0\n"
B = b"true,cat,dog,weight\ncat,0.9,0.1,3\ndog,0.5,0.5,0.5\ncat,0,1,0\n"
SAID = "Each row counts as many times as its weight says: 3 rows make **3.5 samples**, taken as "


@pytest.fixture
def uploaded(open_page):
    """Two models whose third row counts as none, on the page Samples."""
    app = open_page("samples", Case(DEFAULT.scenario, {"source": "upload", "scope": "batch"}))
    app.file_uploader[0].set_value([(f"{n}.csv", d, "text/csv") for n, d in (("a", A), ("b", B))])
    return app.run()


def test_samples_adds_up_by_weight(uploaded):
    text = said(uploaded)
    assert SAID in text
    # (3 · 0.08 + 0.5 · 0.32) / 3.5, and a row of weight 0 charged infinitely much.
    assert "**Squared error** has a mean of **0.11429** for a and **0.08857** for b" in text
    assert "hangs on **1 of 3 rows**" in text
    assert "a **3.5 of 3.5** (100 %)" in text
    assert r"\frac{0.5 \cdot 0.32 + 3 \cdot 0.08}{3.5}" in text
    tables = [frame.value for frame in uploaded.dataframe]
    assert [t["weight"].tolist() for t in tables if "weight" in t] == [[0.0, 0.5, 3.0]]


# (3 · 0.08 + 0.5 · 0.32) / 3.5 less (3 · 0.02 + 0.5 · 0.5) / 3.5 is 0.09 / 3.5.
NUMBERS = {
    "calibration": "of its 0.11429",
    "compensation": "**1.016**, so **2** are the least",
    "thresholds": "a **0.1143**, b **0.08857**",
}


def test_so_do_the_other_pages(uploaded):
    for file, number in NUMBERS.items():
        text = said(uploaded.switch_page(page(file).path).run())
        assert SAID in text
        assert number in text


def read_again(app: AppTest) -> str:
    next(button for button in app.button if button.label == words.READ_AGAIN).click().run()
    return said(app)


def test_a_weight_can_be_said_to_be_not_used_and_to_be_used_again(open_page):
    app = open_page("samples", Case(DEFAULT.scenario, {"source": "upload"}))
    app.file_uploader[0].set_value([("a.csv", A, "text/csv")]).run()
    assert "mean of **0.11429**" in said(app)
    next(box for box in app.multiselect if box.label == words.UNUSED).set_value(["weight"])
    text = read_again(app)
    assert "weight: **weight**, **not used**, every sample counts once" in text
    assert "mean of **0.3**" in text  # (0.08 + 0.32 + 0.5) / 3
    assert "counts as many times" not in text
    next(box for box in app.selectbox if box.label == words.WEIGHT).set_value("weight")
    assert "mean of **0.11429**" in read_again(app)


def test_where_only_the_truth_is_unknown_it_is_all_that_has_to_be_told(open_page):
    app = open_page("samples", Case(DEFAULT.scenario, {"source": "upload"}))
    data = b"0,1,kind,patient_id\n0.8,0.2,well,7\n0.4,0.6,ill,9\n"
    app.file_uploader[0].set_value([("a.csv", data, "text/csv")]).run()
    assert "say below which column holds it" in said(app)
    next(box for box in app.selectbox if box.label == words.TRUTH).set_value("kind")
    assert "say below that the columns are the labels in their order" in read_again(app)
    next(box for box in app.checkbox if box.label == words.ORDERED).check()
    text = read_again(app)
    assert "truth: **kind** · 2 classes, in the order of the labels · id: **patient" in text
    assert "mean of **1**" in text  # ill is before well: (2 · 0.8² + 2 · 0.6²) / 2


def test_ids_can_be_said_to_be_not_used(open_page):
    app = open_page("samples", Case(DEFAULT.scenario, {"source": "upload"}))
    data = A.replace(b"weight", b"id")
    app.file_uploader[0].set_value([("a.csv", data, "text/csv")]).run()
    assert "id: **id**" in said(app)
    next(box for box in app.multiselect if box.label == words.UNUSED).set_value(["id"])
    text = read_again(app)
    assert "not used: **id**" in text
    assert "id: **id** ·" not in text


def test_a_single_row_that_counts_is_no_batch_to_calibrate(open_page):
    app = open_page("samples", Case(DEFAULT.scenario, {"source": "upload"}))
    data = b"true,cat,dog,weight\ncat,0,1,5\ndog,0.4,0.6,0\n"
    app.file_uploader[0].set_value([("a.csv", data, "text/csv")]).run()
    assert "on **5 samples**, and one is enough" in said(app)
    app.switch_page(page("calibration").path).run()
    assert not app.exception
    assert "**One sample tells nothing of calibration**" in said(app)
