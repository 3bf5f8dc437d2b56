"""The page Compensation: what it says, against losscore and against hand values."""

from __future__ import annotations

import math

import numpy as np
import pytest

import losscore
from losscore import LOSSES
from pages.ui.inputs.batch import Batch
from pages.ui.inputs.digits import digits
from pages.ui.inputs.presets import PRESETS
from pages.ui.inputs.scenario import Sample, Scenario, default_names
from pages.ui.inputs.share import Case
from pages.ui.inputs.uploads.slots import Uploads
from pages.ui.widgets import source
from pages.ui.wording.en.losses import head_of
from pages.ui.wording.formats import exact_text, fixed, number, whole_text
from tests.pages.reading import default, said
from tests.pages.scoring import NAMES

ARTICLE = PRESETS["article"]
SOFT = PRESETS["soft_truth"]
EIGHT = PRESETS["eight"]
IMPOSSIBLE = PRESETS["impossible"]


def hand(pa: float, pb: float, **settings: object) -> Case:
    return Case(ARTICLE, {"scope": "hand", "pa": pa, "pb": pb, **settings})


def single(truth, a, b) -> Case:
    return Case(Scenario(default_names(len(a)), (Sample(truth, a, b),)))


def told(name: str, answer: losscore.PerfectSamples) -> str:
    """How the verdict begins that tells the answer of one loss."""
    exact, least = exact_text(answer.exact), whole_text(answer.count)
    if answer.count in (None, 0):
        return f"{head_of(name)}: **{'never' if answer.count is None else 'none'}**"
    if exact == least:
        return f"{head_of(name)}: **{least} perfect sample"
    return f"{head_of(name)}: **{exact}**, so **{least}**"


def answers(scenario: Scenario) -> dict[str, losscore.PerfectSamples]:
    """By loss: straight from losscore, for all samples of a scenario."""
    truth, a, b = (np.array([getattr(s, c) for s in scenario.samples]) for c in ("truth", "a", "b"))
    found = {}
    for name, loss in ((n, losscore.LOSSES[n]) for n in NAMES):
        charged = sorted((loss.penalties(truth, p) for p in (a, b)), key=np.mean)
        cost = losscore.entropy(truth).mean() if name == "cross_entropy" else 0.0
        found[name] = losscore.perfect_samples_needed(charged[1], charged[0].mean(), perfect=cost)
    return found


def test_it_opens_on_the_articles_case(open_page):
    text = said(open_page("compensation"))
    assert (
        "**Squared error**: **3 perfect samples**. Model A pays 0.08, 4 times the 0.02 of model B."
    ) in text
    assert (
        "**Cross-entropy**: **1.118**, so **2** are the least that reach it. Model A pays 0.2231, "
        "2.118 times the 0.1054 of model B."
    ) in text


def test_the_articles_one_is_read_as_the_one_that_leaves_the_mean_closest(open_page):
    text = said(open_page("compensation"))
    assert (
        "**The article's “one”** under cross-entropy: of all whole numbers, 1 leaves the mean "
        "closest to the target."
    ) in text
    assert "The article" not in said(open_page("compensation", hand(0.7, 0.9))).partition("Why")[0]


@pytest.mark.parametrize("preset", PRESETS)
def test_nearest_is_a_word_of_no_other_case(open_page, preset):
    text = said(open_page("compensation", Case(PRESETS[preset]))).lower()
    assert "nearest" not in text
    is_article = "(0.8, 0.2, 0) · ■\u00a0model b (0.9, 0.1, 0)" in text
    assert ("closest" in text) == is_article


def test_the_arithmetic_shows_the_articles_numbers(open_page):
    text = said(open_page("compensation"))
    assert r"\frac{0.08 - 1 \cdot 0.02}{0.02} = 3" in text
    assert r"\frac{0.223144 - 1 \cdot 0.105361}{0.105361} = 1.118" in text
    assert r"\frac{0.223144}{1 + 1} = 0.111572 > t" in text
    assert r"\frac{0.223144}{1 + 2} = 0.0743812 < t" in text


@pytest.mark.parametrize("scope", ["sample", "batch"])
@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_shows_the_numbers_of_losscore(open_page, preset, scope):
    text = said(open_page("compensation", Case(PRESETS[preset], {"scope": scope})))
    samples = PRESETS[preset].samples[:1] if scope == "sample" else PRESETS[preset].samples
    for name, answer in answers(Scenario(PRESETS[preset].classes, samples)).items():
        assert told(name, answer) in text


def test_two_probabilities_set_by_hand_are_one_sample_of_two_classes(open_page):
    # (0.01/0.001)² − 1 and ln 0.99 / ln 0.999 − 1.
    text = said(open_page("compensation", hand(0.99, 0.999)))
    assert "**Squared error**: **99 perfect samples**" in text
    assert "**Cross-entropy**: **9.045**, so **10** are the least that reach it" in text


def test_typing_a_probability_gives_its_answer_at_once(open_page):
    app = open_page("compensation", hand(0.8, 0.9))
    app.number_input(key="setting_pa").set_value(0.7).run()
    # (0.3/0.1)² − 1.
    assert "**Squared error**: **8 perfect samples**" in said(app)


def test_a_slider_sets_the_same_probability_as_the_number_beside_it(open_page):
    app = open_page("compensation", default(scope="hand", pa=0.123456))
    assert app.slider(key="slider_pa").value == 0.123456
    app.slider(key="slider_pa").set_value(0.7).run()
    assert app.number_input(key="setting_pa").value == 0.7
    assert "Model A pays 0.18" in said(app)
    app.number_input(key="setting_pb").set_value(0.654321).run()
    assert app.slider(key="slider_pb").value == 0.654321


def test_choosing_another_scope_shows_its_case(open_page):
    app = open_page("compensation", Case(EIGHT))
    app.segmented_control(key="setting_scope").set_value("batch").run()
    assert "8 samples of 3 classes" in said(app)
    app.segmented_control(key="setting_scope").set_value("hand").run()
    assert "A one-hot truth of two classes" in said(app)
    assert not app.exception


def test_the_worse_model_may_be_b(open_page):
    text = said(open_page("compensation", hand(0.9, 0.8)))
    assert "Perfect samples that **model B** needs to come down to the mean of model A" in text
    assert "Model B pays 0.08, 4 times the 0.02 of model A" in text


def test_losses_that_disagree_name_their_own_worse_model(open_page):
    disagree = PRESETS["disagreement"]
    text = said(open_page("compensation", Case(disagree)))
    assert "The losses **disagree about which model has to make up**" in text
    assert "Model B pays 0.9248, 1.258 times the 0.735 of model A" in text
    assert "Model A pays 1.204, 1.057 times the 1.139 of model B" in text


@pytest.mark.parametrize(
    ("pa", "pb", "squared", "crossed"),
    [
        (1.0, 1.0, "**none**, because both models are perfect", "**none**, because both models"),
        (0.7, 0.7, "**none**, because both models pay 0.18", "both models pay 0.3567"),
        (0.0, 0.0, "both models pay 2", "both models are charged infinitely much and neither"),
        (0.5, 1.0, "**never**, because model B is perfect", "**never**, because model B is"),
        (0.0, 0.9, "**99 perfect samples**", "**never**, because model A pays infinitely"),
        (0.0, 1.0, "**never**, because model B is perfect", "model A pays infinitely much"),
    ],
)
def test_ties_perfect_models_and_infinite_penalties_have_their_sentence(
    open_page, pa, pb, squared, crossed
):
    text = said(open_page("compensation", hand(pa, pb)))
    assert squared in text
    assert crossed in text


def test_the_digits_need_3956_perfect_samples_or_no_number_is_enough(open_page):
    app = open_page("compensation", Case(ARTICLE, {"scope": "batch", "source": "digits"}))
    text = said(app)
    batch = digits()
    charged = losscore.squared_error(batch.truth, batch.b)
    answer = losscore.perfect_samples_needed(
        charged, losscore.squared_error(batch.truth, batch.a).mean()
    )
    assert answer.count == 3956
    assert told("squared_error", answer) in text
    assert "Model B pays 0.32442 on average, 5.4 times the 0.06008 of model A" in text
    assert "**never**, because 14 penalties of model B are infinite" in text


def test_a_floor_makes_a_number_of_never_and_says_whose_it_is(open_page):
    app = open_page("compensation", Case(IMPOSSIBLE, {"floor": 1e-7}))
    # −ln 1e-7 against −ln 0.05.
    expected = number(math.log(1e-7) / math.log(0.05) - 1)
    assert expected == "4.38"
    text = said(app)
    assert f"**Cross-entropy**: **{expected}**, so **5**" in text
    assert (
        "a floor of 10⁻⁷: the answer is the floor's, not the model's. Without it: **never**" in text
    )


def test_a_floor_that_lifts_nothing_is_said_to_change_nothing(open_page):
    text = said(open_page("compensation", Case(ARTICLE, {"floor": 1e-15})))
    assert "a floor of 10⁻¹⁵, which changes nothing here" in text
    assert "**1.118**, so **2** are the least that reach it" in text


def test_the_floors_are_compared_for_a_zero_and_for_this_case(open_page):
    text = said(open_page("compensation", hand(0.0, 0.5, floor=0.05)))
    for floor in (2.22045e-16, 1e-15, 1e-7, 1e-3, 1e-2):
        cost, zero, case = (-math.log(floor) / d for d in (1.0, math.log(0.9), math.log(0.5)))
        cells = (number(cost), exact_text(-zero - 1), exact_text(-case - 1))
        assert f"| {' | '.join(cells)} |" in text
    assert "| **0.05** | **2.996** | **27.43** | **3.322** |" in text
    assert "| none | ∞ | never | never |" in text


@pytest.mark.parametrize("scope", ["sample", "batch"])
@pytest.mark.parametrize("preset", PRESETS)
def test_the_answer_is_told_once_and_worked_out_once(open_page, preset, scope):
    text = said(open_page("compensation", Case(PRESETS[preset], {"scope": scope})))
    own = text.partition("### What never means")[0]
    samples = PRESETS[preset].samples[:1] if scope == "sample" else PRESETS[preset].samples
    for answer in answers(Scenario(PRESETS[preset].classes, samples)).values():
        if "." in exact_text(answer.exact):
            assert own.count(f"**{exact_text(answer.exact)}**") == 1
            assert own.count(f"= {exact_text(answer.exact)} ") == 1


def test_the_formula_is_there_once_and_says_whose_numbers_it_takes(open_page):
    text = said(open_page("compensation"))
    assert text.count(r"\Rightarrow\; m = \frac{S - N\,t}{t}") == 1
    assert (
        "$S$ is the sum of the penalties of model A, $N$ their number, $t$ the mean of model B"
        in (text)
    )
    disagree = said(open_page("compensation", Case(PRESETS["disagreement"])))
    assert (
        "of the model that has to make up, $N$ their number, $t$ the mean of the other" in disagree
    )
    soft = said(open_page("compensation", Case(SOFT)))
    assert r"m = \frac{S - N\,t}{t - c}" in soft
    assert "$c$ what a perfect sample costs (0 under squared error)" in soft


def test_a_case_that_no_floor_changes_is_not_listed_floor_by_floor(open_page):
    text = said(open_page("compensation"))
    assert "This case needs the same with each of them." in text
    assert "This case needs |" not in text
    assert "| 10⁻⁷ | 16.12 | 151.98 |\n" in text


def test_a_soft_truth_names_the_perfect_it_counts_with(open_page):
    app = open_page("compensation", Case(SOFT))
    # −Σ y ln y of (0.7, 0.2, 0.1).
    assert (
        "squared error charges it 0 and cross-entropy still charges it its entropy, 0.8018"
        in said(app)
    )
    assert r"\frac{0.972472 - 1 \cdot 0.886941}{0.886941 - 0.801819} = 1.005" in said(app)


def test_a_soft_truth_met_exactly_by_one_model_is_never_reached(open_page):
    app = open_page("compensation", single((0.7, 0.2, 0.1), (0.5, 0.3, 0.2), (0.7, 0.2, 0.1)))
    assert "model B is perfect" in said(app)
    assert "model B pays 0.8018 and a perfect sample costs 0.8018" in said(app)


def test_a_batch_with_soft_truth_counts_with_its_mean_entropy(open_page):
    samples = (*SOFT.samples, Sample((1, 0, 0), (0.6, 0.2, 0.2), (0.9, 0.1, 0)))
    app = open_page("compensation", Case(Scenario(SOFT.classes, samples), {"scope": "batch"}))
    entropy = losscore.entropy([s.truth for s in samples]).mean()
    assert f"still charges it its entropy, on average {fixed(entropy)}" in said(app)
    for name, answer in answers(Scenario(SOFT.classes, samples)).items():
        assert told(name, answer) in said(app)


def test_a_sample_that_is_no_distribution_is_named_with_the_fix(open_page):
    app = open_page("compensation", single((1, 0, 0), (0.75, 0.2, 0), (0.9, 0.1, 0)))
    assert "**Model A** sums to 0.95, not to 1, so it is not scored: add 0.05" in said(app)
    assert "perfect samples**" not in said(app).partition("Why")[0]


def test_samples_that_cannot_be_scored_are_left_out_of_the_batch_by_number(open_page):
    samples = (*ARTICLE.samples, Sample((1, 0, 0), (0.75, 0.2, 0), (0.9, 0.1, 0)))
    app = open_page("compensation", Case(Scenario(ARTICLE.classes, samples), {"scope": "batch"}))
    assert "Left out: sample 2, where a column does not sum to 1." in said(app)
    assert "**Squared error**: **3 perfect samples**" in said(app)


def test_a_scenario_without_a_whole_sample_is_no_batch(open_page):
    case = single((1, 0, 0), (0.75, 0.2, 0), (0.9, 0.1, 0))
    app = open_page("compensation", Case(case.scenario, {"scope": "batch"}))
    assert "**No sample of the scenario can be scored**" in said(app)


def test_without_an_upload_it_says_where_to_upload(open_page):
    app = open_page("compensation", Case(ARTICLE, {"scope": "batch", "source": "upload"}))
    assert "**Nothing is uploaded yet.**" in said(app)


def test_a_batch_of_one_model_says_what_is_missing_and_its_name_does_nothing(open_page):
    app = open_page("compensation", Case(ARTICLE, {"scope": "batch", "source": "upload"}))
    proba = np.array([[0.8, 0.2]])
    app.session_state[source._UPLOADS] = Uploads(
        batch=Batch("![](x)\u202egnp.csv", ("a", "b"), np.array([0]), proba)
    )
    app.run()
    assert not app.exception
    assert "one model only" in said(app)
    assert "Upload another model's table" in said(app)
    assert "![](x)" not in said(app)
    assert "\u202e" not in said(app)


def test_an_uploaded_batch_of_two_models_is_counted(open_page):
    app = open_page("compensation", Case(ARTICLE, {"scope": "batch", "source": "upload"}))
    a, b = np.array([[0.8, 0.2], [0.8, 0.2]]), np.array([[0.9, 0.1], [0.9, 0.1]])
    app.session_state[source._UPLOADS] = Uploads(
        batch=Batch("mine", ("a", "b"), np.array([0, 0]), a, b)
    )
    app.run()
    assert "**Squared error**: **6 perfect samples**" in said(app)


def test_the_reasons_hold_in_losscore(open_page):
    text = said(open_page("compensation"))
    assert "4 times the penalty needs 3 and 2.118 times the penalty needs 1.118" in text
    truth, proba = [0, 0], [[0.8, 0.2, 0.0], [0.9, 0.1, 0.0]]
    for scale in ("half", "mean"):
        for value in losscore.squared_error(truth, proba, scale=scale):
            assert number(value) in text
    for value in losscore.cross_entropy(truth, proba) / math.log(2):
        assert number(value) in text


def test_the_reasons_of_the_spherical_loss_hold_in_losscore(open_page):
    text = said(open_page("compensation", Case(ARTICLE, {"losses": "spherical.cross_entropy"})))
    a, b = LOSSES["spherical"].penalties([0, 0], [[0.8, 0.2, 0.0], [0.9, 0.1, 0.0]]).tolist()
    assert f"{number(a / b)} times the penalty needs {number(a / b - 1)}" in text
    assert f"is {number(2 * a)} against {number(2 * b)}, still {number(a / b)} times" in text


@pytest.mark.parametrize(
    ("pair", "absent"),
    [("spherical.cross_entropy", "quared error"), ("squared_error.spherical", "ross-entropy")],
)
@pytest.mark.parametrize("scenario", [ARTICLE, SOFT, EIGHT, IMPOSSIBLE])
def test_any_two_losses_are_compared_and_no_third_is_spoken_of(open_page, pair, absent, scenario):
    app = open_page("compensation", Case(scenario, {"losses": pair}))
    text = said(app)
    # The name of PyTorch's function is no word about the loss.
    assert absent not in text.replace("binary cross-entropy", "")
    sample = scenario.samples[0]
    for name in pair.split("."):
        a, b = (LOSSES[name].penalties([sample.truth], [m])[0] for m in (sample.a, sample.b))
        target, perfect = min(a, b), LOSSES[name].penalties([sample.truth], [sample.truth])[0]
        needed = losscore.perfect_samples_needed([max(a, b)], target, perfect=perfect)
        assert told(name, needed) in text


def test_where_no_loss_takes_a_floor_there_is_nothing_about_floors(open_page):
    text = said(open_page("compensation", Case(ARTICLE, {"losses": "squared_error.spherical"})))
    assert "floor" not in text
    assert "under neither of these two losses can that happen" in text


@pytest.mark.parametrize(("a", "exact"), [(1.0, "3 perfect samples"), (0.001, "1.12")])
def test_the_slider_takes_the_count_from_3_to_1_118(open_page, a, exact):
    text = said(open_page("compensation", default(losses="power.cross_entropy", power=a)))
    assert f"**Power loss**: **{exact}" in text


@pytest.mark.parametrize("a", [1.0, 0.5, 0.1, 0.01])
def test_what_was_ruled_out_costs_the_ceiling_of_the_slider(open_page, a):
    text = said(open_page("compensation", hand(0.0, 0.9, losses="power.cross_entropy", power=a)))
    target = 0.9 ** (1 + a) + 0.1 ** (1 + a) - (1 + 1 / a) * 0.9**a + 1 / a
    exact = exact_text(round((1 + 1 / a) / target - 1, 9))
    assert text.count(f"**Power loss**: **{exact}") == 1
    assert "**Cross-entropy**: **never**, because" in text
