"""Sliders whose charts follow while they are dragged: as drawn then, so once the page is scored."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import expect

import losscore
from losscore import CrossEntropy, PowerLoss
from losscore.teaching import gaussian_density, logistic_chain
from pages.ui.charts import gradients_logistic as logistic
from pages.ui.charts import likelihood, thresholds_hand
from pages.ui.charts.hand import penalty_of, written
from pages.ui.charts.thresholds_weights import POWER
from pages.ui.inputs.presets import PRESETS
from pages.ui.inputs.share import Case, encode
from pages.ui.report import document
from pages.ui.wording.formats import number
from tests.browser.driver import Dashboard
from tests.browser.hand import runs_of

LIBRARY = Path(document.__file__).parent / "data" / "vega.js.gz"
ARTICLE = "1~~3~~t0~.8_.2_0~.9_.1_0"
SOFT = PRESETS["soft_truth"]
POWERED = {"losses": "cross_entropy.power"}
SWAPPED = {"losses": "cross_entropy.squared_error"}
DISAGREEING = PRESETS["disagreement"]
BY_HAND = {"scope": "hand", "pa": 0.6, "pb": 0.0, "losses": "cross_entropy.power", "power": 0.3}
FOLDS = ".st-key-folded_logistic, .st-key-folded_views"
CHARTS = "[data-testid=stVegaLiteChart]"
# What is seen of a chart: where the marks are, and what its texts say.
DRAWN = """
number => [...document.querySelectorAll("[data-testid=stVegaLiteChart]")[number]
  .querySelectorAll(".role-mark :is(path, text, line):not([opacity='0'])")]
  .map(e => ["d", "transform", "x2", "y2"].map(name => e.getAttribute(name) ?? "").join(" ")
    + " " + e.textContent)
"""


def drawn(dashboard: Dashboard, chart: int, but: str | None = None) -> list[str]:
    """All marks of a chart but a name, in no order; places to half a pixel."""

    def rounded(found: re.Match) -> str:
        return f"{round(2 * float(found[0])) / 2:g}"

    marks = dashboard.page.evaluate(DRAWN, chart)
    marks = [mark for mark in marks if not but or but not in mark]
    return sorted(re.sub(r"-?[0-9.]+(e-?[0-9]+)?", rounded, mark) for mark in marks)


def hold(dashboard: Dashboard, setting: str, share: float) -> None:
    """Take hold of a slider and move it to a share of its length."""
    keys = f".st-key-setting_{setting}, .st-key-slider_{setting}"
    slider = dashboard.page.locator(keys).locator("[data-testid=stSlider]")
    thumb = dashboard.place_of(slider.locator("[data-testid=stSliderThumbValue]").locator(".."))
    track = slider.get_by_role("group").bounding_box()
    mouse, y = dashboard.page.mouse, thumb["y"] + thumb["height"] / 2
    mouse.move(thumb["x"] + thumb["width"] / 2, y)
    mouse.down()
    mouse.move(track["x"] + share * track["width"], y, steps=5)


@pytest.mark.parametrize(
    ("page", "code", "setting", "charts"),
    [
        ("thresholds", ARTICLE, "theta", [0]),
        ("thresholds", encode(Case(SOFT, {"theta": 0.3, "scale": "log"})), "theta", [0]),
        ("thresholds", encode(Case(SOFT, {"scale": "log"})), "power", [1]),
        ("thresholds", encode(Case(SOFT, BY_HAND)), "power", [1]),
        ("thresholds", encode(Case(SOFT, {"scope": "hand", "theta": 0.3})), "pa", [0]),
        ("thresholds", encode(Case(SOFT, BY_HAND | {"scale": "log", "pb": 0.1})), "pa", [0]),
        ("likelihood", ARTICLE, "sigma", [0]),
        ("likelihood", encode(Case(SOFT, SWAPPED | {"sigma": 0.05})), "sigma", [1]),
        ("likelihood", encode(Case(SOFT, {"losses": "power.spherical"})), "power", [0]),
        ("compensation", encode(Case(SOFT, {"scope": "hand", "pb": 0.7})), "pa", [0, 1]),
        ("compensation", encode(Case(SOFT, BY_HAND)), "pb", [0, 1]),
        ("compensation", encode(Case(SOFT, BY_HAND | {"pb": 0.3})), "power", [1]),
        ("gradients", ARTICLE, "w", [2]),
        ("gradients", encode(Case(SOFT, SWAPPED | {"bias": 1.0})), "bias", [2]),
        ("gradients", encode(Case(SOFT, {"losses": "spherical.power", "y": "0"})), "x", [2]),
        ("gradients", encode(Case(SOFT, {"losses": "power.cross_entropy"})), "power", [0, 1, 2]),
        ("compensation", encode(Case(DISAGREEING, {"losses": "power.spherical"})), "power", [0]),
        ("compensation", encode(Case(DISAGREEING, POWERED | {"scope": "batch"})), "power", [1]),
    ],
)
def test_the_picture_follows_the_hand_and_is_the_one_that_is_scored(
    tab, page, code, setting, charts
):
    dashboard = tab(height=2400).open(page, code)
    # Its name goes along with the curve, and to where there is most room once that is scored.
    but = "Power" if (page, setting) == ("gradients", "power") else None
    sent = runs_of(dashboard)
    for fold in dashboard.page.locator(FOLDS).all():
        dashboard.open_fold(fold)
    for chart in charts:
        marks = dashboard.page.locator(CHARTS).nth(chart).locator(".role-mark path")
        marks.first.wait_for(state="attached")
    for share in (0.2, 0.62, 0.8):
        heard, before = len(sent), dashboard.code
        scored = [dashboard.page.evaluate(DRAWN, chart) for chart in charts]
        hold(dashboard, setting, share)
        for chart, marks in zip(charts, scored, strict=True):
            dashboard.page.wait_for_function(
                f"([chart, marks]) => `${{({DRAWN})(chart)}}` !== `${{marks}}`", arg=[chart, marks]
            )
        dashboard.page.wait_for_timeout(300)  # A run that was asked for would come only now.
        held = [drawn(dashboard, chart, but) for chart in charts]
        expect(dashboard.page.locator("body.sliding")).to_have_count(1)
        assert len(sent) == heard
        dashboard.page.mouse.up()
        dashboard.wait_for_other_code(before)
        expect(dashboard.page.locator("body.sliding")).to_have_count(0)
        assert len(sent) == heard + 1
        dashboard.settle()
        assert [drawn(dashboard, chart, but) for chart in charts] == held


@pytest.fixture(scope="module")
def calculated(browser):
    """A function that has Chromium calculate a chart's expression for many rows."""
    page = browser.new_page()
    yield lambda expression, rows: page.evaluate(
        """([expression, rows]) => {
          const scope = {};
          for (const name of Object.getOwnPropertyNames(Math)) scope[name] = Math[name];
          const given = new Function("scope", "datum", `with (scope) { return ${expression}; }`);
          return rows.map(row => given(scope, row));
        }""",
        [expression, rows],
    )
    page.close()


VEGA = """
async ([expression, values]) => {
  const formula = {type: "formula", as: "text", expr: expression};
  const data = {name: "found", values: values.map(value => ({value})), transform: [formula]};
  const {view} = await vegaEmbed(document.body, {data: [data]}, {mode: "vega"});
  return view.data("found").map(row => row.text);
}
"""


def test_a_chart_writes_numbers_as_every_page_does(browser):
    page = browser.new_page()
    page.add_script_tag(content=gzip.decompress(LIBRARY.read_bytes()).decode())
    places = np.random.default_rng(0).uniform(-12, 12, 500)
    values = [*(10.0**places).tolist(), 0.0, 5e-324, 1e-7, 1e-4, 9.9996e-5, 99999.6, 1e9, 12345.0]
    found = page.evaluate(VEGA, [written("datum.value"), values])
    assert found == [number(value) for value in values]
    page.close()


def test_what_was_dragged_is_gone_with_its_slider(tab):
    code = encode(Case(PRESETS["article"], {"scope": "hand"}))
    dashboard = tab(height=2400).open("compensation", code)
    hold(dashboard, "pa", 0.62)
    dashboard.page.mouse.up()
    dashboard.wait_for_other_code(code)
    dashboard.page.get_by_role("radio", name="One sample").click()
    dashboard.wait_for_text("Edit on Distributions")
    dashboard.settle()
    fresh = tab(height=2400).open("compensation", ARTICLE)
    for chart in (0, 1):
        fresh.page.locator(CHARTS).nth(chart).locator(".role-mark path").first.wait_for()
        while drawn(dashboard, chart) != (marks := drawn(fresh, chart)):
            dashboard.page.wait_for_function(  # Until it is drawn anew, or for too long.
                f"([chart, marks]) => `${{({DRAWN})(chart)}}` !== `${{marks}}`",
                arg=[chart, dashboard.page.evaluate(DRAWN, chart)],
            )
        assert marks


def test_a_slider_between_its_steps_stands_where_it_was_scored(tab):
    code = encode(Case(SOFT, {"theta": 0.123456}))
    dashboard = tab().open("thresholds", code)
    dashboard.page.wait_for_function("document.body.value?.theta === 0.123456")
    expect(dashboard.page.locator("body.sliding")).to_have_count(0)
    dashboard.page.get_by_role("slider", name="Act when").press("ArrowRight")
    dashboard.page.wait_for_function("document.body.value.theta === 0.13")
    dashboard.wait_for_code(encode(Case(SOFT, {"theta": 0.13})))


LOSSES = [*losscore.LOSSES.values(), PowerLoss(0.001), PowerLoss(1.0), CrossEntropy(0.01)]


def fields(loss: losscore.Loss) -> dict:
    return {"a": getattr(loss, "a", None), "floor": getattr(loss, "floor", 0.0)}


@pytest.mark.parametrize("loss", LOSSES, ids=repr)
def test_penalties_of_two_classes_are_those_of_losscore(calculated, loss):
    p = np.union1d(np.linspace(0.0, 1.0, 101), [1e-9, 1e-6, 1 - 1e-6])
    rows = [fields(loss) | {"r": r, "s": 1.0 - r} for r in p.tolist()]
    charged = loss.penalties(np.ones(p.size, int), np.column_stack([1.0 - p, p]))
    found = np.array(calculated(penalty_of(loss.name, "datum.r", "datum.s"), rows), float)
    assert found == pytest.approx(charged, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("p", [0.0, 0.3, 0.5, 0.8, 1.0])
def test_what_a_threshold_costs_two_classes_is_that_of_losscore(calculated, p):
    thresholds = np.union1d(np.linspace(0.0, 1.0, 101)[1:], [1e-9, 0.123456])
    curve = losscore.threshold_curve([1], [[1.0 - p, p]], thresholds=thresholds)
    cost = thresholds_hand.COST.format(p=f"({p})", at="datum.at")
    found = calculated(cost, [{"at": at} for at in thresholds.tolist()])
    assert found == pytest.approx(curve.values, rel=1e-12, abs=1e-15)


@pytest.mark.parametrize("a", [0.001, 0.5, 1.0])
def test_the_weight_of_the_power_loss_is_that_of_losscore(calculated, a):
    thresholds = np.geomspace(1e-6, 1.0, 61)
    found = calculated(POWER.format(a=a), [{"theta": theta} for theta in thresholds.tolist()])
    assert found == pytest.approx(PowerLoss(a).threshold_weight(thresholds, classes=2), rel=1e-12)


@pytest.mark.parametrize("y", [0, 1])
@pytest.mark.parametrize("loss", LOSSES[:-1], ids=repr)
def test_penalties_and_slopes_over_the_logit_are_those_of_losscore(calculated, loss, y):
    logits = np.linspace(-30.0, 30.0, 121).tolist()
    chains = [logistic_chain(loss, weight=1.0, bias=0.0, x=z, y=y) for z in logits]
    rows = [fields(loss) | {"margin": z if y else -z} for z in logits]
    for name, formula in (("r", logistic.RIGHT), ("s", logistic.WRONG)):
        for row, value in zip(rows, calculated(formula, rows), strict=True):
            row[name] = value
    found = calculated(penalty_of(loss.name, "datum.r", "datum.s"), rows)
    assert found == pytest.approx([chain.loss for chain in chains], rel=1e-9, abs=1e-9)
    slopes = np.array(calculated(logistic.slope_of(loss.name), rows)) * (1 if y else -1)
    assert slopes == pytest.approx([chain.dloss_dz for chain in chains], rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("sigma", [0.05, 0.5, 2.0])
def test_densities_are_those_of_losscore(calculated, sigma):
    x, mean = np.linspace(-1.0, 2.0, 61), 0.3
    rows = [{"x": value, "mean": mean} for value in x.tolist()]
    expression = likelihood.DENSITY.format(at="datum.x", sigma=sigma)
    densities = gaussian_density(x, mean=mean, sigma=sigma)
    assert calculated(expression, rows) == pytest.approx(densities, rel=1e-12)
    share = calculated(likelihood.SHARE.format(at="datum.x", sigma=sigma), rows)
    peak = gaussian_density([mean], mean=mean, sigma=sigma)
    assert share == pytest.approx(densities / peak, rel=1e-12)
