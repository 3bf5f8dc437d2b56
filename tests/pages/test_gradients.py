"""The page Gradients: pushes against losscore, the chain rule by hand, both ends of the push."""

from __future__ import annotations

import numpy as np
import pytest

import losscore
from losscore import teaching
from pages.ui.inputs.presets import PRESETS
from pages.ui.inputs.scenario import MODELS
from pages.ui.inputs.share import Case
from pages.ui.results import gradients as results
from pages.ui.wording.en import gradients as words
from pages.ui.wording.formats import number, tex
from tests.pages.reading import case, said
from tests.pages.scoring import NAMES, PAIR


def test_it_opens_on_the_pushes_of_the_articles_first_prediction(open_page):
    text = said(open_page("gradients"))
    # By hand: 2·0.8·(−0.2 − (0.8·(−0.2) + 0.2·0.2)) = −0.128, and 0.8 − 1 = −0.2
    assert "Model A gives **class 0**, the true class, **ŷ = 0.8**." in text
    assert "**Squared error**: ∂L/∂z = **−0.128**, so a descent step raises this logit." in text
    assert "**Cross-entropy**: ∂L/∂z = **−0.2**, so a descent step raises this logit." in text
    assert "Cross-entropy pushes **1.562 times** as hard." in text


def as_number(text: str) -> float:
    """What a cell of the table says."""
    return float(text.replace("−", "-").replace("∞", "inf").replace("·10", "e"))


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("model", MODELS)
def test_every_preset_shows_the_gradients_of_losscore(open_page, preset, model):
    app = open_page("gradients", Case(PRESETS[preset], {"model": model}))
    sample = PRESETS[preset].samples[0]
    table = app.dataframe[0].value
    assert table["class"].tolist() == list(PRESETS[preset].classes)
    for loss in PAIR:
        pair = [sample.truth], [getattr(sample, model)]
        slopes = loss.logit_gradient(*pair)[0]
        for kind, values in (("proba", loss.gradient(*pair)[0]), ("logit", slopes)):
            shown = table[f"{loss.name}_{kind}"].map(as_number)
            np.testing.assert_allclose(shown, values, rtol=1e-3, atol=1e-14)
        assert f"∂L/∂z = **{number(slopes[sample.main_class])}**" in said(app)


def test_the_columns_of_the_table_are_headed_by_symbols(open_page):
    columns = open_page("gradients").dataframe[0].value.columns
    headings = words.table_headings(NAMES)
    assert [headings[column] for column in columns] == [
        "Class", "Truth", "ŷ", "▲ ∂L/∂ŷ", "✚ ∂L/∂ŷ", "▲ ∂L/∂z", "✚ ∂L/∂z"
    ]  # fmt: skip


def test_the_arithmetic_leads_from_the_push_on_the_probability_to_that_on_the_logit(open_page):
    text = said(open_page("gradients"))
    assert r"2\,(0.8 - 1) = -0.4" in text
    assert r"0.8 \cdot (-0.4) + 0.2 \cdot 0.4" in text
    assert r"0.8\,(-0.4 - m) = -0.128" in text
    assert r"-\frac{1}{0.8} = -1.25" in text
    assert r"0.8\,(-1.25 - m) = -0.2" in text
    assert r"\hat y - y = 0.8 - 1 = -0.2" in text


def test_a_ruled_out_truth_keeps_the_push_of_cross_entropy_alone(open_page):
    app = open_page("gradients", Case(PRESETS["impossible"]))
    text = said(app)
    assert "**Squared error**: ∂L/∂z = **0**, so a descent step leaves this logit alone." in text
    assert "Only cross-entropy pushes here: squared error has gone flat." in text
    assert r"-\frac{1}{0} = -\infty" in said(app)
    assert r"-\infty - m" not in said(app)
    assert r"\hat y^j g^j = 1 \cdot 2 \\" in said(app)
    assert app.dataframe[0].value["cross_entropy_proba"][0] == "−∞"


def test_a_perfect_prediction_is_not_pushed(open_page):
    text = said(open_page("gradients", case((1, 0, 0), (1, 0, 0), (0.9, 0.1, 0))))
    assert "Neither pushes" in text


def test_the_signs_are_explained_and_the_articles_missing_one_is_named(open_page):
    text = said(open_page("gradients"))
    assert "**A negative ∂L/∂z** says that the penalty falls when this logit rises." in text
    assert "so it **raises** the logit" in text
    assert "it writes ∂L/∂ŷ = y/ŷ" in text
    assert "The gradient is **−y/ŷ**: here, on **class 0**, −1.25." in text


def test_a_soft_truth_is_pushed_at_its_likeliest_class(open_page):
    app = open_page("gradients", Case(PRESETS["soft_truth"]))
    assert "**class 0**, the likeliest class of this truth, **ŷ = 0.5**" in said(app)
    assert "For a soft truth there is no true class to put the models at." in said(app)


def test_a_model_that_does_not_sum_to_one_is_named_and_the_rest_stays(open_page):
    app = open_page("gradients", case((1, 0, 0), (0.75, 0.2, 0), (0.9, 0.1, 0)))
    assert "**Model A** sums to 0.95, not to 1" in app.warning[0].value
    assert "Model A gives" not in said(app)
    assert "∂L/∂w" in said(app)
    app.segmented_control(key="setting_model").set_value("b").run()
    assert not app.warning
    assert "Model B gives **class 0**, the true class, **ŷ = 0.9**." in said(app)


def test_the_chain_rule_opens_with_every_factor_of_a_wrong_prediction(open_page):
    app = open_page("gradients")
    # By hand: ŷ = σ(−2) = 0.11920292, ŷ(1−ŷ) = 0.10499359, 4(ŷ−1) = −3.5231883, −1/ŷ = −8.3890561
    assert "**ŷ = σ(z) = 0.1192** for a sample of class 1" in said(app)
    assert "∂L/∂w = **0.7398**, ∂L/∂b = **−0.3699**: the step lowers w and raises b." in said(app)
    assert "∂L/∂w = **1.762**, ∂L/∂b = **−0.8808**: the step lowers w and raises b." in said(app)
    text = said(app)
    assert r"4\,(0.1192 - 1) = -3.523" in text
    assert r"-\frac{1}{0.1192} = -8.389" in text
    assert r"= 0.1192 \cdot 0.8808 = 0.105" in text
    assert r"(-3.523) \cdot 0.105 \cdot (-2) = 0.7398" in text
    assert r"(-8.389) \cdot 0.105 \cdot (-2) = 1.762" in text
    assert r"(-8.389) \cdot 0.105 \cdot 1 = -0.8808" in text


def test_moving_a_slider_moves_the_chain_and_the_link(open_page):
    app = open_page("gradients")
    app.slider(key="setting_w").set_value(0.5).run()
    app.slider(key="setting_bias").set_value(1.0).run()
    app.slider(key="setting_x").set_value(3.0).run()
    app.segmented_control(key="setting_y").set_value("0").run()
    for loss in NAMES:
        chain = teaching.logistic_chain(loss, weight=0.5, bias=1.0, x=3.0, y=0.0)
        assert f"∂L/∂w = **{number(chain.dloss_dw)}**" in said(app)
        assert f"= {tex(chain.dloss_dy_hat)} " in said(app)
    assert "for a sample of class 0" in said(app)
    assert "_w-0.5~bias-1~x-3~y-0~" in app.session_state["s"]


@pytest.mark.parametrize("y", [0, 1])
@pytest.mark.parametrize("sign", [-1.0, 1.0])
def test_a_sample_far_beside_the_picture_is_still_explained(open_page, y, sign):
    case_ = Case(PRESETS["article"], {"w": 5 * sign, "x": 5, "bias": 5 * sign, "y": str(y)})
    app = open_page("gradients", case_)
    assert f"At z = {number(30 * sign)} this sample lies beside the picture." in said(app)
    assert "nan" not in said(app)


def test_both_ends_of_the_push_are_told_with_their_numbers(open_page):
    text = said(open_page("gradients"))
    assert "at ŷ = 0.0001 on the true class (three classes, one wrong class holding" in text
    assert "▲ **squared error pushes with 0.0003999**" in text
    assert "✚ **cross-entropy pushes with 0.9999**" in text
    assert "at ŷ = 0.9999, they push with 4·10⁻⁸ and 0.0001" in text
    assert "pushes hardest, with 0.5926, at ŷ = 0.333" in text


@pytest.mark.parametrize(
    ("pair", "absent"),
    [("spherical.cross_entropy", "quared error"), ("squared_error.spherical", "ross-entropy")],
)
@pytest.mark.parametrize("preset", ["article", "soft_truth", "impossible", "two_classes"])
def test_any_two_losses_push_and_no_third_is_spoken_of(open_page, pair, absent, preset):
    scenario = PRESETS[preset]
    app = open_page("gradients", Case(scenario, {"losses": pair}))
    text = said(app)
    assert absent not in text
    sample = scenario.samples[0]
    for name in pair.split("."):
        slope = losscore.LOSSES[name].logit_gradient([sample.truth], [sample.a])[0]
        assert f"∂L/∂z = **{number(slope[sample.main_class] + 0.0)}**" in text


def test_the_spherical_push_is_told_with_all_its_numbers(open_page):
    text = said(
        open_page("gradients", Case(PRESETS["article"], {"losses": "spherical.cross_entropy"}))
    )
    # n² = 0.68 and s = 0.8: (0.8·0.8 − 0.68)/0.68^1.5.
    assert r"\frac{0.8 \cdot 0.8 - 1 \cdot 0.8246^2}{0.8246^3} = -0.07133" in text
    ends = results.ends(losscore.LOSSES["spherical"])
    assert ends.fades
    assert ends.at == pytest.approx(0.41421, abs=1e-4)  # √2 − 1, where the derivative is 0
