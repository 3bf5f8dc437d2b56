"""The page Thresholds: its verdicts and areas, against sums over a fine grid and by hand."""

from __future__ import annotations

import re
from itertools import permutations

import numpy as np
import pytest

from losscore import LOSSES, PowerLoss
from pages.ui import palette
from pages.ui.charts import thresholds as charts
from pages.ui.charts import thresholds_weights as weight_charts
from pages.ui.inputs.batch import Batch
from pages.ui.inputs.digits import digits
from pages.ui.inputs.presets import PRESETS
from pages.ui.inputs.scenario import Scenario
from pages.ui.inputs.share import Case
from pages.ui.results import thresholds as results
from pages.ui.results.thresholds_chance import chance
from pages.ui.wording.en import thresholds as words
from pages.ui.wording.en import thresholds_chance as chance_words
from pages.ui.wording.en.losses import WORDS
from pages.ui.wording.formats import number
from tests.pages.reading import case, default, rows, said
from tests.pages.scoring import batch_of

SQUARED_ERROR, CROSS_ENTROPY = LOSSES["squared_error"], LOSSES["cross_entropy"]
WEIGHTS = {
    "squared_error": lambda t, a: np.full_like(t, 2.0),
    "cross_entropy": lambda t, a: 1.0 / t,
    "power": lambda t, a: (1.0 + a) * t ** (a - 1.0),
}
# Midpoints of a million cells, as fine at 0 as cross-entropy needs.
EDGES = np.geomspace(1e-24, 1.0, 1_000_001)
THETA, WIDTH = (EDGES[1:] + EDGES[:-1]) / 2, np.diff(EDGES)


def cost(truth, proba) -> np.ndarray:
    """M at every midpoint, straight from its definition."""
    total = np.zeros_like(THETA)
    for y, p in zip(truth, proba, strict=True):
        between = (min(y, p) < THETA) & (max(y, p) > THETA)
        total[between] += np.abs(y - THETA[between])
    return total


def batch(truth, a, b) -> Batch:
    return Batch("", tuple(f"class {k}" for k in range(len(a[0]))), *map(np.array, (truth, a, b)))


def areas(text: str) -> dict[str, tuple[str, str]]:
    """By loss: what the page says of the areas of A and B."""
    found = re.findall(
        r"\*\*([\w-]+(?: \w+)?)\*\* [^:\n]*: A \*\*([^*]*)\*\*, B \*\*([^*]*)\*\*", text
    )
    return {name.lower(): (a, b) for name, a, b in found}


@pytest.mark.parametrize("preset", ["article", "spread", "soft_truth", "impossible"])
@pytest.mark.parametrize("a", [0.25, 1.0])
def test_areas_are_sums_over_a_fine_grid(open_page, preset, a):
    sample = PRESETS[preset].samples[0]
    found = areas(said(open_page("thresholds", Case(PRESETS[preset], {"power": a}))))
    costs = [cost(sample.truth, proba) * WIDTH for proba in (sample.a, sample.b)]
    for name, weight in WEIGHTS.items():
        weights = weight(THETA, a)
        for costly, shown in zip(costs, found[WORDS[name].noun], strict=True):
            summed = (weights * costly).sum()
            if shown == "∞":
                assert summed > 5.0
            else:
                assert float(shown) == pytest.approx(summed, rel=1e-3, abs=1e-5)


def test_the_articles_case_has_the_penalties_of_distributions_for_areas(open_page):
    found = areas(said(open_page("thresholds")))
    assert found["squared error"] == ("0.08", "0.02")
    assert found["cross-entropy"] == ("0.2231", "0.1054")


def test_digit_for_digit_the_areas_of_the_digits_are_the_means_of_samples(open_page):
    text = said(open_page("thresholds", default(scope="batch", source="digits")))
    found = areas(text)
    for loss in (SQUARED_ERROR, CROSS_ENTROPY, PowerLoss(0.5)):
        means = [loss.penalties(digits().truth, p).mean() for p in (digits().a, digits().b)]
        assert found[WORDS[loss.name].noun] == tuple(map(number, means))
    assert "**A is better under every loss of this kind**" in text


def test_a_curve_that_is_nowhere_above_the_other_is_better_under_every_loss(open_page):
    text = said(open_page("thresholds"))
    assert "**B is better under every loss of this kind**" in text
    assert "disagree**" not in text


def test_where_both_gave_0_to_the_truth_no_lead_is_claimed_under_what_charges_both_infinitely():
    batch = batch_of([0, 0], [[0, 1], [0.8, 0.2]], [[0, 1], [0.7, 0.3]])
    lead, _ = results.outline(batch)
    text = words.verdict(lead)
    assert "A is better under every loss of this kind** that does not charge it infinitely" in text
    assert results.weigh(batch, (CROSS_ENTROPY,))["cross_entropy"].preferred is None
    one = batch_of([0, 0], [[0.1, 0.9], [0.8, 0.2]], [[0, 1], [0.7, 0.3]])
    assert "every loss of this kind**: its curve" in words.verdict(results.outline(one)[0])


def test_no_model_is_called_better_for_what_rounding_may_have_made():
    batch = batch_of([[0.5, 0.5]], [[0.499996, 0.499996]], [[0.5, 0.5]])
    found = results.weigh(batch, (SQUARED_ERROR, CROSS_ENTROPY))
    lead, _ = results.outline(batch)
    assert lead.everywhere == "b"
    assert words.answer(lead, found).startswith("The curves are **no more apart than")


def test_where_curves_cross_the_verdict_says_where_and_the_losses_may_disagree(open_page):
    # The article's second pair: as much on the true class, the rest spread or not.
    text = said(open_page("thresholds", case((1, 0, 0), (0.8, 0.2, 0), (0.8, 0.1, 0.1))))
    assert "**A is better only where θ < 0.1**" in text
    # ∫ 2θ over 0..0.1, where B raises two false alarms and A one, and over 0.1..0.2.
    assert "Where A is ahead it saves 0.01, where B is, B saves 0.03." in text


def test_losses_that_disagree_are_said_to_look_elsewhere(open_page):
    crossing = case((1, 0, 0), (0.6, 0.4, 0.0), (0.58, 0.21, 0.21))
    text = said(open_page("thresholds", crossing))
    assert "**That is why they disagree**: squared error prefers B, cross-entropy prefers A" in text


def test_equal_predictions_have_the_same_curve(open_page):
    text = said(open_page("thresholds", case((1, 0), (0.8, 0.2), (0.8, 0.2))))
    assert "**the same curve**" in text
    assert "saves" not in text


def test_an_infinite_penalty_is_an_area_without_end(open_page):
    text = said(open_page("thresholds", default(scope="hand", pa=0.0, pb=0.9)))
    assert areas(text)["cross-entropy"] == ("∞", "0.1054")
    assert areas(text)["power loss"][0] == "3"
    assert "nan" not in text


def test_a_soft_truth_costs_its_entropy_on_top_of_the_area(open_page):
    truth = (0.7, 0.2, 0.1)
    text = said(open_page("thresholds", case(truth, (0.6, 0.3, 0.1), (0.5, 0.3, 0.2))))
    entropy = -sum(p * np.log(p) for p in truth)
    charged = CROSS_ENTROPY.penalties([truth], [(0.6, 0.3, 0.1)])[0]
    assert areas(text)["cross-entropy"][0] == number(charged - entropy)
    assert f"and {number(entropy)} on top for the truth itself" in text
    assert "For a soft truth" in text
    assert "For a soft truth each" not in said(open_page("thresholds"))


@pytest.mark.parametrize("classes", [2, 3])
def test_the_spherical_loss_has_a_weight_for_two_classes_alone(open_page, classes):
    rest = (0.0,) * (classes - 2)
    pair = case(
        (1, 0, *rest), (0.8, 0.2, *rest), (0.9, 0.1, *rest), losses="spherical.squared_error"
    )
    text = said(open_page("thresholds", pair))
    charged = LOSSES["spherical"].penalties([pair.scenario.samples[0].truth], [[0.8, 0.2, *rest]])
    assert number(charged[0]) in text
    assert ("no weight" in text) == (classes > 2)
    assert ("it is no sum over classes" in text) == (classes > 2)
    assert ("spherical loss" in areas(text)) == (classes == 2)


@pytest.mark.parametrize(
    ("theta", "said_of_it"),
    [
        (0.15, "A acts on **class 0** and **class 1**, B on **class 0**; true is **class 0**."),
        (0.85, "A acts on nothing, B on **class 0**; true is **class 0**."),
        (0.1, "a miss counts 9 times as much"),
        (0.9, "a false alarm counts 9 times as much"),
        (0.5, "both count the same"),
        (0.0, "A false alarm costs nothing and a miss costs 1."),
        (1.0, "A miss costs nothing and a false alarm costs 1."),
    ],
)
def test_a_threshold_is_a_decision_with_its_cost(open_page, theta, said_of_it):
    text = said(open_page("thresholds", default(theta=theta)))
    assert said_of_it in text
    costs = []
    for p in PRESETS["article"].samples[0].a, PRESETS["article"].samples[0].b:
        missed, alarms = p[0] <= theta, sum(q > theta for q in p[1:])
        costs.append(number(missed * (1 - theta) + alarms * theta))
    assert f"costs A **{costs[0]}** and B **{costs[1]}** a sample" in text


def test_the_slider_leads_from_one_loss_to_the_other(open_page):
    one = areas(said(open_page("thresholds", default(power=1.0))))
    assert one["power loss"] == one["squared error"]
    least = areas(said(open_page("thresholds", default(power=0.001))))
    assert float(least["power loss"][0]) == pytest.approx(
        float(least["cross-entropy"][0]), rel=2e-3
    )
    app = open_page("thresholds")
    app.select_slider(key="setting_power").set_value(1.0).run()
    assert areas(said(app))["power loss"] == ("0.08", "0.02")
    assert "power-1" in app.session_state["s"]


@pytest.mark.parametrize("pair", [".".join(pair) for pair in permutations(LOSSES, 2)])
def test_every_pair_is_weighed_and_no_other_loss_is_spoken_of(open_page, pair):
    app = open_page("thresholds", default(losses=pair))
    text = said(app)
    assert not app.exception
    for name in LOSSES:
        if name != "power":
            assert (WORDS[name].noun in text.lower()) == (name in pair.split(".")), name


@pytest.mark.parametrize("kind", ["ties", "three", "perfect", "enormous", "two_classes", "soft"])
def test_a_verdict_is_what_a_fine_grid_shows(kind):
    rng = np.random.default_rng(5)
    size = 3 if kind == "three" else 60
    classes = 2 if kind == "two_classes" else 4
    a, b = rng.dirichlet(np.ones(classes), size), rng.dirichlet(np.ones(classes), size)
    labels = rng.integers(classes, size=size)
    truth = labels
    if kind == "ties":
        b[::2] = a[::2]
    if kind == "perfect":
        a = b = np.eye(classes)[labels] * (1 - 1e-9) + 1e-9 / classes
        b = b[:, ::-1][:, ::-1].copy()
    if kind == "enormous":
        a[0] = np.roll(np.eye(classes)[labels[0]], 1)
    if kind == "soft":
        truth = rng.dirichlet(np.ones(classes), size)
    lead, _ = results.outline(batch(truth, a, b))
    soft = truth if kind == "soft" else np.eye(classes)[labels]
    grid = np.linspace(0.0005, 0.9995, 1000)
    curves = []
    for proba in (a, b):
        low, high = np.minimum(soft, proba)[..., None], np.maximum(soft, proba)[..., None]
        between = (grid > low) & (grid < high)
        curves.append((between * np.abs(soft[..., None] - grid)).sum(axis=1).mean(axis=0))
    difference = curves[0] - curves[1]
    difference[np.abs(difference) < 1e-12] = 0.0
    ahead = {"a": (difference < 0).any(), "b": (difference > 0).any()}
    assert lead.same == (not any(ahead.values()))
    everywhere = [m for m in ahead if ahead[m] and sum(ahead.values()) == 1]
    assert lead.everywhere == (everywhere[0] if everywhere else None)
    for model, share in lead.shares.items():
        sign = -1 if model == "a" else 1
        assert share == pytest.approx((np.sign(difference) == sign).mean(), abs=0.02)


@pytest.mark.parametrize("soft", [False, True])
def test_a_large_batch_has_the_same_areas_without_its_curves(monkeypatch, soft):
    rng = np.random.default_rng(4)
    truth = rng.dirichlet(np.ones(3), 50) if soft else rng.integers(3, size=50)
    models = [rng.dirichlet(np.ones(3), 50) for _ in "ab"]
    losses = (SQUARED_ERROR, CROSS_ENTROPY, PowerLoss(0.3))
    exact = results.weigh(batch(truth, *models), losses)
    monkeypatch.setattr(results, "_KEPT", 0)
    for name, area in results.weigh(batch(truth, *models), losses).items():
        assert area[:3] == pytest.approx(exact[name][:3])
        assert (area.saved_a, area.saved_b) == (0.0, 0.0)
        assert exact[name].saved_a > 0.0


def test_what_chance_leaves_open_is_said_where_enough_samples_tell(open_page):
    text = said(open_page("thresholds", default(scope="batch", source="digits")))
    assert "**A is ahead by more than chance** from θ = " in text
    few = said(open_page("thresholds", Case(PRESETS["eight"], {"scope": "batch"})))
    assert chance_words.NO_BAND in few
    assert "more than chance**" not in few
    assert "What of it may be chance" not in said(open_page("thresholds"))


def test_models_that_differ_by_chance_alone_are_not_told_apart():
    rng = np.random.default_rng(2)
    labels, proba = rng.integers(3, size=400), rng.dirichlet(np.ones(3), 400)
    found = batch(labels, proba, proba[:, [1, 0, 2]])
    assert "**All of this may be chance**" in chance_words.chance(chance(found).ahead)


@pytest.mark.parametrize(("ends", "text"), [
    ((0.0, 0.1), "θ < 0.1"),
    ((0.1, 1.0), "θ > 0.1"),
    ((0.25, 0.5), "0.25 < θ < 0.5"),
    ((1.0 - 2.0**-40, 1.0), "θ > 0.999999999999"),
    ((0.0, 0.99996), "θ < 0.99996"),
    ((0.48921, 0.48922), "0.48921 < θ < 0.48922"),
])  # fmt: skip
def test_thresholds_that_differ_look_different(ends, text):
    assert words.where(ends) == text


def test_of_thresholds_known_one_by_one_a_single_one_is_no_interval():
    assert words.among([(0.02, 0.3), (0.98, 0.98)]) == "from θ = 0.02 to 0.3 and at θ = 0.98"


def test_a_model_that_is_better_next_to_nowhere_leaves_the_other_nearly_all():
    lead = results.Lead(None, False, {"a": 1, "b": 1}, {"a": ((0.0, 1e-16),)}, {"a": 0.0, "b": 1.0})
    found = words.verdict(lead)
    assert found == "**A is better only where θ < 10⁻¹⁶**; B is on nearly all others."


def test_who_is_ahead_by_more_than_chance_is_so_where_the_band_says(open_page):
    found = chance(digits())
    for model, sign in (("a", -1), ("b", 1)):
        for low, high in found.ahead[model]:
            inside = (found.band.thresholds >= low) & (found.band.thresholds <= high)
            assert (np.sign(found.band.difference[inside]) == sign).all()
            assert (np.sign(found.band.low[inside]) == sign).all()
            assert (np.sign(found.band.high[inside]) == sign).all()


def test_the_curve_is_drawn_with_its_jumps():
    article = PRESETS["article"].samples[0]
    one = batch([0], [article.a], [article.b])
    _, drawn = results.outline(one)
    drawn_rows = charts.curves_rows(drawn, 0.5, results.costs(one, 0.5))
    at = [row["value"] for row in rows(drawn_rows["curves"], who="a") if row["theta"] == 0.8]
    # Below 0.8 model A acts on the true class; from there on it misses it, for 1 − θ.
    assert at == pytest.approx([0.0, 0.2], abs=1e-12)
    for model in "ab":
        mine = [row for row in drawn_rows["curves"].to_pylist() if row["who"] == model]
        theta, value = (np.array([row[k] for row in mine]) for k in ("theta", "value"))
        area = 2 * ((value[1:] + value[:-1]) / 2 * np.diff(theta)).sum()
        assert area == pytest.approx(SQUARED_ERROR.penalties([0], [getattr(article, model)])[0])


def test_weighed_curves_hold_the_area_on_both_axes():
    article = PRESETS["article"].samples[0]
    one = batch([0], [article.a], [article.b])
    area = results.weigh(one, (CROSS_ENTROPY,))["cross_entropy"]
    for scale in ("linear", "log"):
        found = weight_charts.weighed_rows(results.weighed(one, CROSS_ENTROPY), area, scale)
        mine = rows(found["curves"], who="a")
        theta, value = (np.array([row[k] for row in mine]) for k in ("theta", "value"))
        x = theta if scale == "linear" else np.log(theta)
        drawn = ((value[1:] + value[:-1]) / 2 * np.diff(x)).sum()
        assert drawn == pytest.approx(-np.log(0.8), rel=5e-3)


@pytest.mark.parametrize("scale", ["linear", "log"])
def test_a_weighed_curve_has_what_another_weight_makes_another_of(scale):
    article, loss = PRESETS["article"].samples[0], PowerLoss(0.3)
    one = batch([0], [article.a], [article.b])
    area = results.weigh(one, (loss,))["power"]
    found = weight_charts.weighed_rows(results.weighed(one, loss), area, scale, loss.a)
    assert {*found["areas"]["power"].to_pylist()} == {0.3}
    theta, cost, value = (found["curves"][k].to_numpy() for k in ("theta", "cost", "value"))
    stretch = theta if scale == "log" else 1.0
    assert value == pytest.approx(cost * WEIGHTS["power"](theta, 0.3) * stretch)


@pytest.mark.parametrize("scale", ["linear", "log"])
@pytest.mark.parametrize("preset", PRESETS)
def test_all_that_is_drawn_is_a_number(preset, scale):
    scenario: Scenario = PRESETS[preset]
    truth, a, b = (np.array([getattr(s, c) for s in scenario.samples]) for c in ("truth", "a", "b"))
    found = batch(truth, a, b)
    _, drawn = results.outline(found)
    tables = [*charts.curves_rows(drawn, 0.0, results.costs(found, 0.0)).values()]
    losses = (SQUARED_ERROR, CROSS_ENTROPY)
    for loss in losses:
        area = results.weigh(found, losses)[loss.name]
        tables += weight_charts.weighed_rows(results.weighed(found, loss), area, scale).values()
    weights = [results.weighed(found, loss) for loss in losses]
    tables += weight_charts.weights_rows(weights, scale, drawn.lowest, 0.5).values()
    for table in tables:
        for name in table.column_names:
            if table.schema.field(name).type == "double":
                assert np.isfinite(table[name].drop_null().to_numpy()).all(), name


def test_each_loss_is_drawn_in_its_own_look():
    spec = weight_charts.weights(("squared_error", "power"), "linear", 0.01)
    shown = str(spec)
    assert palette.POWER.color in shown
    assert palette.CROSS_ENTROPY.color not in shown
