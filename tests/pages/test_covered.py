"""A link whose answer is covered: the case and a question, and the page once a guess is made."""

from __future__ import annotations

import re

import pytest

from pages.ui.inputs.presets import PRESETS
from pages.ui.inputs.share import Case, decode
from pages.ui.widgets.covered import can_be_covered
from pages.ui.wording.en.covered import COVER, COVERED, OPENS_COVERED, PREFERRED
from pages.ui.wording.en.presets import SHOWS
from tests.pages.reading import case, default, said

GUESS = "guess_of_covered"
ANSWERS = {
    "distributions": "Both losses prefer **model B**",
    "compensation": "**3 perfect samples**",
    "thresholds": "B is better under every loss of this kind",
    "gradients": "∂L/∂z = **",
    "samples": "Both losses prefer **model B**",
}
covered = pytest.mark.parametrize("file", ANSWERS)


def asked(app) -> str:
    return app.pills(key=GUESS).label


@covered
def test_nothing_of_the_answer_is_on_the_page_before_a_guess(open_page, file):
    app = open_page(file, default(answer="covered"))
    assert COVERED in said(app)
    assert asked(app)
    assert ANSWERS[file] not in said(app)
    assert SHOWS["article"] not in said(app)
    assert not app.get("vega_lite_chart")
    assert not app.get("bidi_component")
    assert not app.expander


@pytest.mark.parametrize(
    ("file", "guess", "judged"),
    [
        ("distributions", "b", "✓ You said **Both prefer B**, and so it is."),
        ("distributions", "apart", "You said **They disagree**. The answer is **Both prefer B**."),
        ("compensation", "3", "✓ You said **3**, and so it is."),
        ("compensation", "never", "You said **no number is enough**. The answer is **3**."),
        ("thresholds", "b", "✓ You said **Yes, B**, and so it is."),
        ("samples", "b", "✓ You said **Both prefer B**, and so it is."),
        ("gradients", "first", "You said **▲ Squared error**. The answer is **✚ Cross-entropy**."),
    ],
)
def test_a_guess_uncovers_the_answer_and_is_compared(open_page, file, guess, judged):
    app = open_page(file, default(answer="covered"))
    app.pills(key=GUESS).set_value(guess).run()
    assert not app.exception
    assert judged in said(app)
    assert ANSWERS[file] in said(app)
    assert COVERED not in said(app)
    assert "covered" not in app.session_state["s"]


def test_a_guess_is_about_the_case_it_was_made_of(open_page):
    app = open_page("compensation", default(answer="covered"))
    app.pills(key=GUESS).set_value("3").run()
    app.selectbox(key="preset").select("confident").run()
    assert "You said" not in said(app)


def test_the_case_may_be_changed_before_the_guess(open_page):
    app = open_page("compensation", default(answer="covered"))
    app.selectbox(key="preset").select("impossible").run()
    assert COVERED in said(app)
    app.pills(key=GUESS).set_value("2").run()
    assert "You said **2**. The answer is **1**." in said(app)


def test_what_cannot_be_scored_is_shown_to_be_fixed(open_page):
    broken = case((1, 0, 0), (0.7, 0.2, 0), (0.9, 0.1, 0), answer="covered")
    assert "**Model A** sums to 0.9, not to 1" in said(open_page("distributions", broken))
    app = open_page("compensation", broken)
    assert "sums to 0.9" in said(app)
    assert not [pills for pills in app.pills if pills.key == GUESS]


@pytest.mark.parametrize("preset", PRESETS)
@covered
def test_any_case_can_be_covered_under_any_losses(open_page, preset, file):
    for losses in ("squared_error.cross_entropy", "power.spherical"):
        chosen = {"answer": "covered", "losses": losses, "scope": "batch"}
        app = open_page(file, Case(PRESETS[preset], chosen))
        assert asked(app)


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("floor", [0.0, 0.01])
def test_what_is_right_of_a_batch_is_what_the_page_answers(open_page, preset, floor):
    app = open_page("samples", Case(PRESETS[preset], {"answer": "covered", "floor": floor}))
    app.pills(key=GUESS).set_value("one").run()
    found = re.search(
        r"You said \*\*.*?\*\*(?:\. The answer is \*\*(.*?)\*\*|, and so it is)", said(app)
    )
    right, answer = found[1] or PREFERRED["one"], app.session_state["answer_told"]
    for model in "AB":
        both = answer.startswith(f"Both losses prefer **model {model}**")
        assert both is (right == f"Both prefer {model}")
    assert answer.startswith("**The losses disagree") is (right == "They disagree")


@pytest.mark.parametrize("source", ["digits", "upload"])
def test_digits_can_be_covered_and_uploads_are_asked_for(open_page, source):
    app = open_page("samples", default(answer="covered", source=source))
    assert (COVERED in said(app)) is (source == "digits")


def test_names_of_classes_are_shown_as_they_are(open_page):
    hostile = PRESETS["article"].with_class_name(0, "_a_ (b)")
    app = open_page("gradients", Case(hostile, {"answer": "covered"}))
    assert r"| \_a\_ \(b\) | 1 | 0.8 | 0.9 |" in said(app)
    assert r"**\_a\_ \(b\)**" in asked(app)


@pytest.mark.parametrize("file", ["training", "likelihood", "article"])
def test_a_page_with_nothing_to_guess_is_shown(open_page, file):
    assert not can_be_covered(file)
    assert COVERED not in said(open_page(file, default(answer="covered", steps=10)))


def link_in_share(app) -> Case:
    address = next(code.value for code in app.code if "?s=" in code.value)
    return decode(address.partition("?s=")[2].replace("%7E", "~"))


def test_share_makes_a_link_with_the_answer_covered_and_covers_nothing_here(open_page):
    app = open_page("distributions")
    app.session_state["share"] = True
    app.run()
    toggle = app.toggle(key="cover")
    assert toggle.label == COVER
    assert link_in_share(app).value("answer") == "shown"
    toggle.set_value(True).run()
    assert link_in_share(app).value("answer") == "covered"
    assert OPENS_COVERED in said(app)
    assert ANSWERS["distributions"] in said(app)


def test_share_offers_no_cover_where_there_is_nothing_to_guess(open_page):
    app = open_page("likelihood")
    app.session_state["share"] = True
    app.run()
    assert not app.toggle
