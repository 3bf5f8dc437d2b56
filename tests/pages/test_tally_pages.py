"""All that pages say of a batch is answered from a tally, or it is said that it cannot be."""

from __future__ import annotations

import numpy as np
import pytest

import losscore
from losscore import PowerLoss
from pages.ui.inputs.presets import PRESETS
from pages.ui.inputs.share import Case
from pages.ui.registry import page as registered
from pages.ui.wording.en.samples_verdicts import mean
from pages.ui.wording.formats import exact_text, number, whole_text
from tests.pages.reading import said

PAGES = ("samples", "thresholds", "calibration", "compensation")


def tally_of(models=("logistic", "forest"), soft=False, **given):
    rng = np.random.default_rng(0)
    labels, found = rng.integers(3, size=300), {}
    for place, name in enumerate(models):
        proba = rng.standard_exponential((300, 3)) + (3 - place) * np.eye(3)[labels]
        found[name] = proba / proba.sum(axis=1, keepdims=True)
    truth = rng.dirichlet(np.ones(3), 300) if soft else labels
    return losscore.tally(truth, found, ids=range(300), **given)


def texts(open_page, tally, pages=PAGES, **settings):
    """What each page says with a tally open, gone to one after the other."""
    app = open_page(
        "samples", Case(PRESETS["eight"], {"source": "upload", "scope": "batch", **settings})
    )
    app.file_uploader[0].set_value([("t.json", tally.to_json().encode(), "application/json")]).run()
    found = {}
    for file in pages:
        app.switch_page(registered(file).path).run()
        assert not app.exception
        assert not app.error
        found[file] = "\n".join([said(app), *(code.value for code in app.code)])
    return found


@pytest.fixture(scope="module")
def tally():
    return tally_of()


@pytest.fixture(scope="module")
def told(tally):
    from tests.pages import conftest

    return texts(conftest.open_page.__wrapped__(), tally)


def numbers(tally):
    """The numbers that pages are to show, as they write them."""
    first, second = (
        tally.perfect_samples_needed("forest", loss, tally.mean("logistic", loss))
        for loss in ("squared_error", "cross_entropy")
    )
    curve = tally.threshold_curve("logistic")
    return {
        "mean": f"{tally.mean('forest', 'cross_entropy'):.4g}",
        "accuracy": f"{tally.accuracy('forest'):.4g}",
        "detectable": mean(tally.compare("forest", "logistic", "squared_error").detectable),
        "exact": exact_text(first.exact),
        "least": whole_text(second.count),
        "area": number(tally.mean("forest", "squared_error")),
        "cost": number(curve.values[curve.thresholds == 0.5][0]),
        "saved": mean(tally.decompose("forest", "cross_entropy").miscalibration),
    }


# The page, what is asked there of a batch, and what a tally answers, or why it does not.
SAID = [
    ("samples", "accuracy and means", "{accuracy}"),
    ("samples", "the means", "{mean}"),
    ("samples", "who is better, and chance", "is better than forest by"),
    ("samples", "what it hangs on", "It hangs on"),
    ("samples", "what would settle it", "would tell a difference of **{detectable}**"),
    ("samples", "do the losses agree", "Both losses put logistic first"),
    ("samples", "what makes up for it", "{least} is the least"),
    ("samples", "who carries the total", "at most 0.8 % of the total off"),
    ("samples", "single samples", "what needs the rows, such as single samples"),
    ("samples", "slices and the table", "slices and the table of all samples, is not shown"),
    ("thresholds", "is one better under all losses", "thresholds that the tally knows"),
    ("thresholds", "the area of each loss", "forest **{area}**"),
    ("thresholds", "what a decision costs", "Deciding like this costs logistic **{cost}**"),
    ("thresholds", "what either saves", "what either model saves where it is ahead"),
    ("thresholds", "what may be chance", "the band of what chance leaves open take the rows"),
    ("calibration", "what could be had back", "at least {saved}"),
    ("calibration", "as how many perfect samples", "would take **at least "),
    ("calibration", "on other samples", "On samples that it was not made from"),
    ("calibration", "one temperature", "one temperature, and the band of chance take the rows"),
    ("calibration", "class by class", "what is had back of each class"),
    ("calibration", "reliability", "each point is a bin of ŷ"),
    ("compensation", "how many", "**{exact}**"),
    ("compensation", "the least that reach it", "**{least}** are the least"),
    ("compensation", "which perfect sample", "squared error and cross-entropy charge it 0"),
]


@pytest.mark.parametrize(("page", "asked", "answer"), SAID, ids=[" ".join(s[:2]) for s in SAID])
def test_what_is_said_of_a_batch_is_answered_or_said_not_to_be(told, tally, page, asked, answer):
    assert answer.format(**numbers(tally)) in told[page]


def test_no_page_shows_the_scenario_in_its_place(told):
    for file in PAGES[1:]:
        assert "300 samples of 3 classes, tallied" in told[file]
        assert "A is logistic, ■ B is forest" in told[file]


def test_losses_that_it_was_not_made_with_are_named(open_page):
    tally = tally_of(losses=["squared_error", PowerLoss(0.25)])
    found = texts(open_page, tally, losses="spherical.power")
    for file in PAGES[1:]:
        assert "**Spherical loss**: **not told**. This tally was made without it" in found[file]
        assert "made with a = 0.25, and the page asks for a = 0.5" in found[file]
    assert "Power loss counts as it was tallied: a = 0.25." in found["samples"]
    assert "**Spherical loss**: **not told**" in found["samples"]


def test_of_a_floor_that_it_was_not_made_with_nothing_is_told(open_page):
    found = texts(open_page, tally_of(), ["compensation", "thresholds"], floor=1e-7)
    asked = "made with floor = 0, and the page asks for floor = 10⁻⁷"
    assert asked in found["compensation"]
    assert "squared error charges it 0" in found["compensation"]
    assert asked not in found["thresholds"]


def test_of_a_soft_truth_no_bill_is_told(open_page):
    found = texts(open_page, tally_of(soft=True))
    assert "not told of a soft truth" in found["calibration"]
    assert "cross-entropy charges it" in found["compensation"]
    assert "on top for the truth itself" in found["thresholds"]


def test_one_model_has_a_bill_and_nobody_to_be_compared_with(open_page):
    found = texts(open_page, tally_of(("alone",)))
    assert "alone would save **at least" in found["calibration"]
    for file in ("thresholds", "compensation"):
        assert "a tally of one model only" in found[file]


@pytest.mark.parametrize("size", [1, 3])
def test_few_samples_are_told_as_few(open_page, size):
    rng = np.random.default_rng(0)
    models = {name: rng.dirichlet([1.0, 1.0], size) for name in "xy"}
    found = texts(open_page, losscore.tally([1, 0, 1][:size], models))
    few = "One sample tells nothing" if size == 1 else "3 samples are too few"
    assert few in found["calibration"]


def test_weights_may_add_up_to_no_whole_number(open_page):
    tally = losscore.tally(
        [0, 1, 1], {"x": [0.5, 0.25, 0.7], "y": [0.1, 0.9, 0.9]}, sample_weight=[0.3, 0.4, 0.11]
    )
    for text in texts(open_page, tally).values():
        assert "0.81 samples from 3 weighted rows" in text


def test_of_a_threshold_that_it_does_not_know_the_next_one_is_told(open_page):
    found = texts(open_page, tally_of(), ["thresholds"], theta=0.3333)
    assert "0.335 is the one next to 0.3333" in found["thresholds"]
    assert "Act on a class when ŷ > 0.335." in found["thresholds"]


def test_a_covered_answer_of_a_tally_is_shown(open_page):
    found = texts(open_page, tally_of(), ["compensation", "thresholds"], answer="covered")
    assert "are the least that reach it" in found["compensation"]
    assert "thresholds that the tally knows" in found["thresholds"]


def test_the_models_that_are_chosen_are_those_of_all_pages(open_page):
    app = open_page("samples", Case(PRESETS["eight"], {"source": "upload", "scope": "batch"}))
    data = tally_of(("x", "y", "z")).to_json().encode()
    app.file_uploader[0].set_value([("t.json", data, "application/json")]).run()
    app.selectbox(key="tally_a").set_value("z").run()
    for file in PAGES:
        app.switch_page(registered(file).path).run()
        assert "A is z, ■ B is y." in said(app)
    app.switch_page(registered("samples").path).run()
    assert app.selectbox(key="tally_a").value == "z"


def test_names_from_a_tally_are_no_markdown_on_any_page(open_page):
    hostile = "![x](https://example.org/x.png) **b** $x$"
    proba = [[0.8, 0.2], [0.3, 0.7]]
    tally = losscore.tally(
        [hostile, "cat"], {hostile: proba, "b": proba[::-1]}, classes=[hostile, "cat"]
    )
    for text in texts(open_page, tally).values():
        written = "\n".join(line for line in text.split("\n") if not line.startswith(hostile))
        assert "![x](" not in written
        assert "$x$" not in written
