"""The audit as a file: it says what the pages say, and holds nothing that a browser would fetch."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pytest
import streamlit as st

import losscore
from losscore import LOSSES
from pages.ui.charts.base import rows
from pages.ui.inputs.batch import Batch
from pages.ui.inputs.digits import digits
from pages.ui.inputs.presets import PRESETS
from pages.ui.inputs.share import Case
from pages.ui.report.audit import Subject, audit
from pages.ui.report.figures import chart
from pages.ui.results.models import Figures
from pages.ui.results.samples import summary
from pages.ui.wording.en.report import BUTTON
from pages.ui.wording.plain import plain
from tests.pages.hostile import MARKUP
from tests.pages.report.test_markup import Read
from tests.pages.scoring import PAIR

MADE = date(2026, 11, 26)
SCRIPT = re.compile(r"<script[^>]*>(.*?)</script>", re.DOTALL)


def made(batch: Batch, losses: tuple = PAIR, floor: float = 0.0, **more: object) -> str:
    return audit(Subject(batch, summary(batch, losses, floor), losses, **more), MADE).decode()


@cache
def of_digits() -> str:
    return made(digits())


def without_scripts(html: str) -> str:
    return SCRIPT.sub("", html)


def read(html: str) -> str:
    """What is to be read, in one line."""
    return " ".join(Read(without_scripts(html)).text.split())


def charts_of(html: str) -> list[dict]:
    found = re.findall(r'<script type="application/json">(.*?)</script>', html, re.DOTALL)
    return [json.loads(text) for text in found]


@pytest.mark.parametrize(
    ("page", "scope"),
    [("samples", None), ("calibration", None), ("thresholds", "batch"), ("compensation", "batch")],
)
def test_it_says_what_the_pages_say(open_page, page, scope):
    app = open_page(page, Case(PRESETS["eight"], {"source": "digits", "scope": scope or "sample"}))
    text = read(of_digits())
    answer = app.session_state["answer_told"]
    assert answer.count("**") >= 6
    of_pair = (line for line in re.split(r" {2}\n|\n\n", answer) if "Power loss" not in line)
    for line in of_pair:
        assert " ".join(plain(line).split()) in text


def test_its_numbers_are_those_of_the_predictions():
    batch, text = digits(), read(of_digits())
    for proba in (batch.a, batch.b):
        squares = (np.eye(10)[batch.truth] - proba) ** 2
        assert f"{squares.sum(axis=1).mean():.5f}" in text
        assert f"{(proba.argmax(axis=1) == batch.truth).sum():,} of 899" in text
    assert "2026-11-26" in text
    assert losscore.__version__ in text


def test_each_chart_has_its_rows_and_a_text_instead():
    html = of_digits()
    found = charts_of(html)
    alts = re.findall(r'role="img" aria-label="([^"]+)"', html)
    assert len(found) == len(alts) >= 11
    for one in found:
        assert all(len(set(map(len, columns.values()))) == 1 for columns in one["data"].values())
    sizes = [len(one["data"][""]["a"]) for one in found if "sample" in one["data"].get("", {})]
    assert sizes == [899, 899]


def test_an_infinite_number_stays_one_and_a_missing_one_is_none():
    html = chart(rows({"x": [float("inf"), -float("inf"), float("nan"), 0.1]}), {}, "")
    assert charts_of(html)[0]["data"][""]["x"] == [float("inf"), -float("inf"), None, 0.1]


def test_no_text_in_a_chart_ends_its_script():
    nasty = "</script><script>alert(1)</script><!-- \u2028 &"
    html = chart(rows({"x": [nasty], nasty: [1]}), {"title": nasty}, nasty)
    assert html.count("</script>") == html.count("<script") == 1
    data = charts_of(html)[0]
    assert data["spec"]["title"] == data["data"][""]["x"][0] == nasty


def test_its_policy_lets_only_its_own_scripts_run_and_nothing_be_fetched():
    html = of_digits()
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)[1]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert re.fullmatch(r"('sha256-[\w+/=]+' ?){2}", rules["script-src"])
    assert rules.keys() == {"default-src", "script-src", "style-src", "base-uri", "form-action"}
    tags = Read(without_scripts(html)).tags
    assert not [tag for tag, held in tags if {"src", "srcset", "onload"} & held.keys()]
    assert all(held["href"].startswith("#") for tag, held in tags if tag == "a")
    anchors = {held["id"] for _, held in tags if "id" in held}
    assert {held["href"][1:] for tag, held in tags if tag == "a"} <= anchors


def test_no_name_from_outside_is_markup():
    size, rng = 120, np.random.default_rng(0)
    names = tuple(MARKUP[:12])
    a, b = (losscore.softmax(rng.normal(size=(size, 12))) for _ in "ab")
    evil = "".join(MARKUP)
    batch = Batch(
        evil, names, rng.integers(0, 12, size), a, b,
        names={"a": MARKUP[4], "b": MARKUP[5]},
        slices={MARKUP[6]: ((np.arange(size) % 50).astype(np.int8), MARKUP[:50])},
        ids=np.array([MARKUP[i % len(MARKUP)] for i in range(size)]),
    )  # fmt: skip
    others = (Figures(MARKUP[5], (0.1, 0.2), (None, 0.1), 0.5), Figures(evil, (1, 2), (0, 0), 0))
    html = made(batch, models=others)
    tags, known = (Read(without_scripts(one)).tags for one in (html, of_digits()))
    assert {tag for tag, _ in tags} <= {tag for tag, _ in known}
    assert {name for _, held in tags for name in held} <= {name for _, h in known for name in h}
    assert html.count("<script") == len(charts_of(html)) + 2
    assert MARKUP[4] in read(html)


@pytest.mark.parametrize("losses", ["spherical.power", "cross_entropy.spherical"])
@pytest.mark.parametrize("soft", [False, True])
def test_any_batch_has_one(soft, losses):
    truth, a, b = np.random.default_rng(0).dirichlet((0.5, 0.5, 0.5), (3, 40))
    batch = Batch("x", ("u", "v", "w"), truth if soft else truth.argmax(axis=1), a, b)
    pair = tuple(LOSSES[name] for name in losses.split("."))
    weight = np.linspace(0.0, 2.5, batch.size)
    for one in (batch, replace(batch, weight=weight), replace(batch, b=None, names={"a": "A"})):
        html = made(one, pair, floor=0.01)
        headings = re.findall(r"<h2>(.*?)</h2>", html)
        assert len(set(headings)) == len(headings) >= 7
        assert charts_of(html)
        assert ("as many times as its weight says" in html) is (one.weight is not None)


def test_the_button_makes_it(open_page, monkeypatch):
    makes = {}

    def offered(label: str, data: object, *_: object, **__: object) -> None:
        makes[label] = data

    monkeypatch.setattr(st, "download_button", offered)
    app = open_page("samples", Case(PRESETS["eight"], {"source": "digits"}))
    app.session_state["files"] = True
    app.run()
    html = makes[BUTTON]().decode()
    assert html.replace(date.today().isoformat(), MADE.isoformat()) == of_digits()
