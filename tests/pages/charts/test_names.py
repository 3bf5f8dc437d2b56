"""Charts call models by their names, whatever these are, and are the same for all others."""

from __future__ import annotations

import json
from copy import deepcopy

import pytest

from pages.ui.charts import calibration, compensation, confusion, samples, thresholds
from pages.ui.charts import thresholds_weights as weights
from pages.ui.charts.base import with_names
from pages.ui.inputs.batch import LETTERS

LOSSES = ("squared_error", "cross_entropy")
SPECS = {
    "pair": samples.pair("squared_error", 2.0, LOSSES),
    "orders": samples.orders(LOSSES, (2.0, 5.0)),
    "curve": samples.curve(LOSSES),
    "bill": calibration.bill("squared_error"),
    "reliability": calibration.reliability("a"),
    "curves": thresholds.curves("linear", 1e-3),
    "weighed": weights.weighed("squared_error", "linear", 1e-3),
    "fall": compensation.fall("squared_error", 10),
    "confusion": confusion.matrix("a", "squared_error", 3, long=False),
}
NAMES = {"a": "forest", "b": 'say "B"'}


@pytest.mark.parametrize("chart", SPECS)
def test_a_chart_calls_models_by_their_names(chart):
    before = deepcopy(SPECS[chart])
    text = json.dumps(with_names(SPECS[chart], NAMES), ensure_ascii=False)
    assert "forest" in text
    assert not [old for old in ("Model A", "Model B", "● A", "■ B", "u25cf A") if old in text]
    assert SPECS[chart] == before


def test_so_does_its_text_for_those_who_do_not_see_it():
    assert with_names("Cost of model A against model B", NAMES) == 'Cost of forest against say "B"'


def test_without_names_it_is_the_same_chart():
    assert with_names(SPECS["pair"], LETTERS) is SPECS["pair"]
    assert with_names(SPECS["reliability"], {"a": "A", "b": "forest"}) == SPECS["reliability"]


@pytest.mark.parametrize(
    "name", ["'", '"', "\\", "\\1 \\g<0>", "</script>", "a\nb", "a\u202eb", "x" * 99]
)
def test_a_name_ends_no_text_of_an_expression(name):
    spec = {"title": "● Model A", "calculate": '({"a": "\\u25cf Model A"})[datum.who]'}
    found = with_names(spec, {"a": name})
    title = found["title"].removeprefix("● ")
    assert len(title) <= 20
    assert json.loads(found["calculate"][1:].partition(")")[0]) == {"a": f"● {title}"}
    assert title == title.replace("\n", "").replace("\u202e", "")
