"""Charts of every page: an edit moves them; none is built anew, which costs time and flickers."""

from __future__ import annotations

import json
from collections.abc import Iterator

import altair as alt
import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import session
from pages.ui.charts import samples, thresholds
from pages.ui.inputs.scenario import Scenario
from pages.ui.inputs.share import Case, encode
from pages.ui.registry import PAGES
from tests.pages.reading import default, scenario
from tests.pages.scoring import NAMES

# The page Article is all text, and Start has a picture of its own kind.
DRAWN = [page for page in PAGES if page.file not in ("start", "article")]
TRUTH = (0.0, 1.0, 0.0)
OTHER = (TRUTH, (0.3, 0.4, 0.3), (0.25, 0.5, 0.25))  # Of a single sample a batch has no charts.
BEFORE = Case(scenario((TRUTH, (0.1, 0.8, 0.1), (0.05, 0.9, 0.05)), OTHER))
AFTER = Case(
    scenario((TRUTH, (0.2, 0.5, 0.3), (0.15, 0.7, 0.15)), OTHER),
    {
        "floor": 0.001,
        "sigma": 0.7,
        "w": 0.3,
        "bias": -1.0,
        "target": 0.02,
        "rate_se": 0.5,
        "step": 40,
    },
)


def assert_valid(spec: dict) -> None:
    alt.Root.validate(spec | {"data": {"name": "rows"}})


def charts(app: AppTest) -> dict[str, tuple]:
    """The charts of a page: what is fixed, and the rows."""
    protos = [chart.proto for chart in app.get("vega_lite_chart")]
    return {
        p.alt: (
            (p.id, p.spec, tuple(d.name for d in p.datasets)),
            (p.data.data, *(d.data.data for d in p.datasets)),
        )
        for p in protos
    }


@pytest.mark.parametrize("page", DRAWN, ids=lambda page: page.title)
def test_all_charts_are_valid_vega_lite(page, open_page):
    seen = charts(open_page(page.file, BEFORE)) | charts(
        open_page(page.file, default(source="digits"))
    )
    for (_, spec, _), _ in seen.values():
        assert_valid(json.loads(spec))


def test_so_are_those_that_need_one_model_or_many_samples():
    assert_valid(samples.orders(tuple(NAMES), (2.0, 5.0)))
    assert_valid(thresholds.band("linear", 1e-3))


@pytest.mark.parametrize("page", DRAWN, ids=lambda page: page.title)
def test_an_edit_gives_charts_new_rows_and_nothing_else(page, open_page):
    app = open_page(page.file, BEFORE)
    before = charts(app)
    app.session_state[session.CODE] = encode(AFTER)
    app.run()
    after = charts(app)
    assert after.keys() == before.keys()
    assert {alt: fixed for alt, (fixed, _) in after.items()} == {
        alt: fixed for alt, (fixed, _) in before.items()
    }
    assert any(after[alt] != before[alt] for alt in after)


def test_every_chart_is_told_in_words(open_page):
    for page in DRAWN:
        alts = [chart.proto.alt for chart in open_page(page.file, BEFORE).get("vega_lite_chart")]
        assert alts, page.title
        assert all(len(alt) > 40 for alt in alts), page.title
        assert len(set(alts)) == len(alts), page.title


def placing_fields(spec: object) -> Iterator[str]:
    """The fields by which a spec places, groups or colours: all but what is only read as text."""
    if isinstance(spec, dict):
        for channel, encoding in spec.get("encoding", {}).items():
            if channel not in ("text", "tooltip") and "field" in encoding:
                yield encoding["field"]
        for part in spec.get("layer", ()):
            yield from placing_fields(part)


@pytest.mark.parametrize("page", DRAWN, ids=lambda page: page.title)
def test_no_chart_tells_classes_apart_by_their_names(page, open_page):
    # The browser would keep them as keys of objects, where __proto__ and constructor are taken.
    names = ("the first", "the second", "the third")
    app = open_page(page.file, Case(Scenario(names, BEFORE.scenario.samples)))
    for chart in app.get("vega_lite_chart"):
        fields = set(placing_fields(json.loads(chart.proto.spec)))
        assert fields
        sent = (chart.proto.data.data, *(d.data.data for d in chart.proto.datasets))
        for table in (pa.ipc.open_stream(data).read_all() for data in sent if data):
            for field in fields & set(table.column_names):
                assert set(names).isdisjoint(table[field].to_pylist()), field
