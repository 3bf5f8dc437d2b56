"""The page Start: the question, the guess, the reveal; and old links to the address it took."""

from __future__ import annotations

import math
from itertools import permutations

import pytest
from streamlit.testing.v1 import AppTest

from losscore import LOSSES, PowerLoss
from pages.ui.inputs.presets import PRESETS
from pages.ui.inputs.share import DEFAULT, Case, encode
from pages.ui.results import start as results
from pages.ui.wording.en import start as words
from pages.ui.wording.en.losses import WORDS
from tests.pages.conftest import ENTRYPOINT
from tests.pages.reading import default, said

PAIR = LOSSES["squared_error"], LOSSES["cross_entropy"]


def at_the_top(code: str | None) -> AppTest:
    """What opens at the address without a page's name."""
    app = AppTest.from_file(ENTRYPOINT, default_timeout=60)
    if code is not None:
        app.query_params["s"] = code
    return app.run()


def heading(app: AppTest) -> str:
    return app.header[0].value


def test_it_asks_first_and_tells_nothing_before_the_guess():
    app = at_the_top(None)
    assert heading(app).startswith("Both models are right. A says 80\u00a0%, B says 90\u00a0%.")
    assert "1.118" not in said(app)
    assert not app.get("component")
    bars = [html.proto.body for html in app.get("html") if "Model A" in html.proto.body]
    assert "80 %" in bars[0] and "90 %" in bars[0]


def test_a_guess_is_one_click_and_reveals_both_counts():
    app = at_the_top(None)
    app.pills(key="setting_guess").set_value(3).run()
    text = said(app)
    assert "**3** under ▲ **squared error** and **1.118** under ✚ **cross-entropy**" in text
    assert "You said 3: just what squared error asks for and more than cross-entropy asks" in text
    assert "guess-3" in app.session_state["s"]


@pytest.mark.parametrize(
    ("guess", "judged"),
    [
        (1, "too few for both."),
        (2, "too few for squared error and just what cross-entropy asks for (2 are the least"),
        (20, "more than either asks for."),
    ],
)
def test_a_guess_is_held_to_each_loss(open_page, guess, judged):
    assert judged in said(open_page("start", default(guess=guess)))


def test_the_mean_comes_down_as_by_hand():
    found = results.races(PAIR)
    for added in range(results.MOST + 1):
        assert found["squared_error"].means[added] == pytest.approx(0.08 / (1 + added))
        entropy = -math.log(0.8) / (1 + added)
        assert found["cross_entropy"].means[added] == pytest.approx(entropy)
    panel = words.panel("squared_error", found["squared_error"])
    reached = [text.partition("perfect.")[2] for text in panel["texts"]]
    assert reached[3:] == [" B is reached.", *(9 * [" Less than B."])]
    assert not any(reached[:3])
    assert panel["shares"][3] == pytest.approx(panel["target"])


@pytest.mark.parametrize("pair", [".".join(pair) for pair in permutations(LOSSES, 2)])
def test_any_two_losses_are_asked(open_page, pair):
    text = said(open_page("start", default(guess=2, losses=pair)))
    for name in LOSSES:
        assert (WORDS[name].noun in text) == (name in pair.split("."))


def test_losses_that_count_alike_are_not_said_to_differ():
    found = results.races((LOSSES["squared_error"], PowerLoss(1.0)))
    assert words.reveal(found).endswith("here both count alike.")
    assert words.judged(3, found) == "You said 3: just what both ask for."


def test_an_old_link_to_the_top_opens_distributions_as_it_did():
    code = encode(Case(PRESETS["eight"], {"sample": 3}))
    app = at_the_top(code)
    assert heading(app).startswith("One sample, two models")
    assert app.session_state["s"] == code


def test_an_old_link_that_is_broken_is_told_so_where_it_opened():
    app = at_the_top("1~~3~~nonsense")
    assert heading(app).startswith("One sample, two models")
    assert "default scenario is shown instead" in app.error[0].value


def test_a_link_from_here_opens_here_with_its_guess():
    app = at_the_top(encode(default(guess=2)))
    assert heading(app).startswith("Both models are right")
    assert "You said 2" in said(app)


@pytest.mark.parametrize(
    "case",
    [
        Case(DEFAULT.scenario, {**DEFAULT.chosen, "losses": "spherical.power"}),
        Case(PRESETS["eight"], {"answer": "covered"}),
    ],
    ids=["losses chosen", "covered"],
)
def test_a_link_from_here_without_a_guess_asks(case):
    assert heading(at_the_top(encode(case))).startswith("Both models are right")


def test_share_asks_anew_what_was_guessed_here():
    app = at_the_top(encode(default(guess=2)))
    app.session_state["share"] = True
    app.run()
    app.toggle(key="cover").set_value(True).run()
    link = next(code.value for code in app.code if "?s=" in code.value)
    assert "answer-covered" in link
    assert "guess" not in link


def test_whoever_comes_from_another_page_with_a_case_stays():
    app = at_the_top(None)
    app.session_state["s"] = encode(Case(PRESETS["spread"]))
    app.run()
    assert heading(app).startswith("Both models are right")
