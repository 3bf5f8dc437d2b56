"""The audit of a tally: it says what the pages say of these sums, and nothing that takes rows."""

from __future__ import annotations

import re

import numpy as np
import pytest
import streamlit as st

import losscore
from losscore import LOSSES
from pages.ui.inputs.presets import PRESETS
from pages.ui.inputs.share import Case
from pages.ui.inputs.tallied import Tallied
from pages.ui.report.tally import audit
from pages.ui.wording.en.report import BUTTON
from pages.ui.wording.plain import plain
from tests.pages.hostile import MARKUP
from tests.pages.report.test_audit import MADE, charts_of, read, without_scripts
from tests.pages.report.test_markup import Read
from tests.pages.scoring import PAIR
from tests.pages.test_tally import tally_of, upload


def case_of(tally: losscore.Tally) -> Tallied:
    return Tallied("sums.json", tally, dict(zip("ab", tally.models, strict=False)))


def made(tally: losscore.Tally, losses: tuple = PAIR, **more: object) -> str:
    return audit(case_of(tally), losses, MADE, **more).decode()


def test_its_numbers_are_those_of_the_rows():
    rng = np.random.default_rng(0)
    labels, a = rng.integers(3, size=200), rng.dirichlet(np.ones(3), 200)
    b = 0.5 * a + 0.5 * np.eye(3)[labels]
    text = read(made(losscore.tally(labels, {"first": a, "second": b})))
    for proba in (a, b):
        squares = ((np.eye(3)[labels] - proba) ** 2).sum(axis=1)
        assert f"{squares.mean():.5f}" in text
        assert f"{-np.log(proba[np.arange(200), labels]).mean():.5f}" in text
        assert f"{100.0 * (proba.argmax(axis=1) == labels).mean():.1f}".removesuffix(".0") in text
    assert "200 samples" in text
    assert "2026-11-26" in text


def test_it_says_what_the_pages_say_and_the_button_makes_it(open_page, monkeypatch):
    makes = {}
    monkeypatch.setattr(
        st, "download_button", lambda label, data, *_, **__: makes.update({label: data})
    )
    app = open_page("samples", Case(PRESETS["eight"], {"source": "upload", "scope": "batch"}))
    tally = tally_of()
    upload(app, ("sums.json", tally.to_json().encode()))
    text = read(makes[BUTTON]().decode())
    for file in ("samples", "compensation", "thresholds", "calibration"):
        app.switch_page(f"pages/{file}.py").run()
        answer = app.session_state["answer_told"]
        for line in re.split(r" {2}\n|\n\n", answer):
            # The pages compare a third loss as well, of which this tally knows nothing.
            if "Power loss" not in line:
                assert " ".join(plain(line).split()) in text, file


def test_each_chart_has_its_rows_and_nothing_is_fetched():
    html = made(tally_of())
    assert len(charts_of(html)) == 9  # Two curves, two areas, two bills, two classes, who carries.
    tags = Read(without_scripts(html)).tags
    assert not [tag for tag, held in tags if {"src", "href", "srcset", "onload"} & held.keys()]


def test_no_name_from_outside_is_markup():
    rng, known = np.random.default_rng(0), made(tally_of())
    size, names = 60, MARKUP[:3]
    models = {name: rng.dirichlet(np.ones(3), size) for name in MARKUP[4:6]}
    ids = [MARKUP[i % len(MARKUP)] for i in range(size)]
    tally = losscore.tally(rng.choice(names, size), models, ids=ids, classes=names)
    html = made(tally)
    tags, others = (Read(without_scripts(one)).tags for one in (html, known))
    assert {tag for tag, _ in tags} <= {tag for tag, _ in others}
    assert html.count("<script") == len(charts_of(html)) + 2


@pytest.mark.parametrize("models", [("x",), ("x", "y", "z")])
@pytest.mark.parametrize("pair", ["power.spherical", "squared_error.cross_entropy"])
def test_any_tally_has_one_whatever_the_pages_are_set_to(models, pair):
    losses = tuple(LOSSES[name] for name in pair.split("."))
    html = made(tally_of(models), losses, klass=9, theta=0.123, scale="log")
    headings = re.findall(r"<h2>(.*?)</h2>", html)
    assert ("The comparison in numbers" in headings) is (len(models) > 1)
    assert ("<strong>not told</strong>" in html) is (pair == "power.spherical")
