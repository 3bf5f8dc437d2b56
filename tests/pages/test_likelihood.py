"""The page Likelihood: every loss is a negative log-likelihood, with its numbers."""

from __future__ import annotations

import math

import pytest
from scipy import stats

import losscore
from losscore import teaching
from pages.ui.charts import likelihood as charts
from pages.ui.inputs.presets import PRESETS
from pages.ui.inputs.scenario import MODELS, Sample
from pages.ui.inputs.share import Case
from pages.ui.results import likelihood as results
from pages.ui.wording.formats import number
from tests.pages.reading import case, default, rows, said

SOFT = PRESETS["soft_truth"]


def test_it_opens_on_both_losses_of_the_article_as_negative_log_likelihoods(open_page):
    app = open_page("likelihood")
    # By hand: 1/(2·0.25) = 2; 1.5·log(2π·0.25) = 0.677374; −log 0.8 = 0.223144
    assert "**Gaussian** around ŷ: NLL = 2 × 0.08 + 0.6774 = **0.8374**." in said(app)
    assert "**multinomial** with ŷ, 1 draw: NLL = 1 × 0.2231 + 0 = **0.2231**." in said(app)
    for formula in (
        r"2 \cdot 0.08 + 0.6774 = 0.8374",
        r"2 \cdot 0.02 + 0.6774 = 0.7174",
        r"1 \cdot 0.2231 + 0 = 0.2231",
        r"1 \cdot 0.1054 + 0 = 0.1054",
    ):
        assert formula in said(app)


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("model", MODELS)
def test_every_preset_shows_the_likelihoods_of_losscore(open_page, preset, model):
    app = open_page("likelihood", Case(PRESETS[preset], {"model": model, "sigma": 0.3}))
    sample = PRESETS[preset].samples[0]
    nll = teaching.gaussian_nll([sample.truth], [getattr(sample, model)], sigma=0.3)[0]
    assert f"= **{number(nll)}**." in said(app)
    charged = losscore.cross_entropy([sample.truth], [getattr(sample, model)])[0]
    assert ("gives this truth probability 0" in said(app)) == math.isinf(charged)


def test_a_soft_truth_is_told_as_draws_with_their_constant(open_page):
    app = open_page("likelihood", Case(SOFT))
    # log(10!/(7!·2!·1!)) = log 360 = 5.886
    assert "**multinomial** with ŷ, 10 draws: NLL = 10 × 0.8869 − 5.886 = **2.983**." in said(app)
    assert "This truth is 10 labels." in said(app)
    assert "counted, it is less by 5.886" in said(app)


def test_a_truth_that_no_thousand_draws_give_is_said_to_be_none(open_page):
    app = open_page("likelihood", case((0.9999, 0.0001), (0.9, 0.1), (0.8, 0.2)))
    assert "up to 1,000 draws give no counts with just these frequencies" in said(app)
    assert "This truth is no count of up to 1,000 labels." in said(app)
    assert results.draws(Sample((0.9999, 0.0001), (1, 0), (1, 0))) is None


def test_sigma_moves_the_gaussian_and_the_link_and_leaves_the_multinomial_alone(open_page):
    app = open_page("likelihood")
    app.slider(key="setting_sigma").set_value(0.1).run()
    assert "NLL = 50 × 0.08 − 4.151 = **−0.1509**." in said(app)
    assert "NLL = 1 × 0.2231 + 0 = **0.2231**." in said(app)
    assert app.session_state["s"].endswith("~sigma-0.1")


@pytest.mark.parametrize("sigma", [0.05, 2.0])
def test_the_widest_and_the_narrowest_gaussian_are_drawn_without_a_nan(open_page, sigma):
    app = open_page("likelihood", Case(PRESETS["impossible"], {"sigma": sigma}))
    assert "nan" not in said(app)
    table = charts.gaussians_rows(
        PRESETS["impossible"].classes, PRESETS["impossible"].samples[0], "a", sigma
    )
    for row in rows(table, part="hill"):
        assert math.isfinite(row["top"])
        assert math.isfinite(row["x"])


@pytest.mark.parametrize("sigma", ["0", "-1", "nan", "3"])
def test_a_sigma_out_of_range_in_a_link_is_named(open_page, sigma):
    app = open_page("likelihood", f"1~~3~~t0~.8_.2_0~.9_.1_0~~_sigma-{sigma}")
    assert "sigma" in app.error[0].value
    assert "The default scenario is shown instead." in app.error[0].value


def test_what_labels_break_is_told_with_numbers(open_page):
    text = said(open_page("likelihood"))
    outside = stats.norm(0.8, 0.5).cdf(0) + stats.norm(0.8, 0.5).sf(1)
    assert f"puts **{100 * outside:.1f} %** of its mass outside 0..1" in text
    assert "by 0.4 at ŷ = 0.8, by 0.0995 at ŷ = 0.99" in text  # √(0.8·0.2), √(0.99·0.01)
    assert "5.5.1" in text


def test_a_column_that_does_not_sum_to_one_is_named(open_page):
    app = open_page("likelihood", case((1, 0, 0), (0.75, 0.2, 0), (0.9, 0.1, 0)))
    assert "**Model A** sums to 0.95, not to 1" in app.warning[0].value
    app.segmented_control(key="setting_model").set_value("b").run()
    assert not app.warning
    assert "NLL = 2 × 0.02 + 0.6774 = **0.7174**." in said(app)
    assert said(app).count("$$") // 2 == 4  # two formulas, and model B in each


@pytest.mark.parametrize(
    ("classes", "sentence"),
    [
        (2, "With two classes and a one-hot truth there is nothing to spread"),
        (4, "a sphere around the truth"),
    ],
)
def test_other_numbers_of_classes_say_why_there_is_no_triangle(open_page, classes, sentence):
    truth = (1.0, *(0.0,) * (classes - 1))
    even = (1 / classes,) * classes
    app = open_page("likelihood", case(truth, even, truth))
    assert sentence in said(app)
    assert not app.exception


@pytest.mark.parametrize(
    ("pair", "absent"),
    [
        ("spherical.cross_entropy", ["quared error", "σ"]),
        ("squared_error.spherical", ["ultinomial with", "probability 0"]),
    ],
)
@pytest.mark.parametrize("preset", ["article", "soft_truth", "impossible", "two_classes", "eight"])
def test_a_loss_without_a_likelihood_says_so_beside_one_that_has_one(
    open_page, pair, absent, preset
):
    text = said(open_page("likelihood", Case(PRESETS[preset], {"losses": pair})))
    assert "▼ **Spherical loss** comes from **neither labels nor values" in text
    assert "von Mises–Fisher" in text
    assert not [word for word in absent if word in text]


def test_two_losses_without_a_likelihood_are_given_no_factor_and_no_constant(open_page):
    text = said(open_page("likelihood", default(losses="spherical.power")))
    assert "Neither loss is the negative log-likelihood (NLL) of labels or values" in text
    assert "Factor and constant" not in text
    assert "likeliest prediction" not in text
