"""Challenges on the page Distributions: chosen, met, remembered in the link."""

from __future__ import annotations

import re

import pytest

from pages.ui.inputs.scenario import Sample
from pages.ui.inputs.settings import CHALLENGES
from pages.ui.inputs.share import Case, decode, encode
from pages.ui.wording.en.challenges import TEXTS
from tests.pages.reading import case, default, said, scenario
from tests.pages.results.test_challenges import MET, NEARLY


def test_nothing_is_asked_before_a_challenge_is_chosen(open_page):
    app = open_page("distributions")
    assert "0 of 11 challenges solved" in said(app)
    assert not [text for _, asked, learnt in TEXTS.values() for text in (asked, learnt)
                if text in said(app)]  # fmt: skip


def test_a_challenge_is_one_click_and_asks(open_page):
    app = open_page("distributions")
    app.pills(key="setting_challenge").set_value("seven").run()
    assert "Make it take just **7 perfect samples** under squared error" in said(app)
    assert "challenge-seven" in app.session_state["s"]


@pytest.mark.parametrize("name", CHALLENGES)
def test_a_link_asks_and_what_meets_it_is_praised_and_remembered(open_page, name):
    asked, learnt = TEXTS[name][1].format(first="squared error"), TEXTS[name][2]
    app = open_page("distributions", case(*NEARLY[name][0], challenge=name))
    assert asked in said(app)
    assert learnt not in said(app)
    app = open_page("distributions", case(*MET[name], challenge=name))
    assert learnt in said(app)
    assert "1 of 11 challenges solved" in said(app)
    # Opened, it may be somebody else's: what is done by hand is remembered.
    assert "solved" not in app.session_state["s"]
    app.pills(key="setting_challenge").set_value("nat" if name == "twice" else "twice").run()
    app.pills(key="setting_challenge").set_value(name).run()
    assert decode(app.session_state["s"]).value("solved") == 1 << CHALLENGES.index(name)
    assert "1 of 11 challenges solved" in said(app)


def test_a_preset_does_not_undo_what_was_solved(open_page):
    app = open_page("distributions", case(*MET["nat"], challenge="nat"))
    app.button[0].click().run()  # one class more
    app.selectbox(key="preset").select("spread").run()
    assert "You had it before." in said(app)
    assert decode(app.session_state["s"]).value("solved") == 1 << CHALLENGES.index("nat")


def test_a_challenge_can_be_left(open_page):
    app = open_page("distributions", default(challenge="nat"))
    app.pills(key="setting_challenge").set_value(None).run()
    assert "challenge" not in app.session_state["s"]
    assert TEXTS["nat"][1] not in said(app)


def test_a_challenge_of_other_losses_says_which(open_page):
    link = default(challenge="twice", losses="spherical.power")
    text = said(open_page("distributions", link))
    assert "about cross-entropy and squared error: choose them under *Losses*" in text
    assert "0 of 5 challenges solved" in text


def test_the_sample_that_is_shown_is_the_one_that_counts(open_page):
    both = scenario(NEARLY["blind"][0], MET["blind"])
    assert isinstance(both.samples[0], Sample)
    for number, met in ((1, False), (2, True)):
        app = open_page("distributions", Case(both, {"challenge": "blind", "sample": number}))
        assert (TEXTS["blind"][2] in said(app)) is met


def test_the_words_of_a_challenge_in_a_link_stay_as_they_were_sent():
    sent = "seven nat never disagree blind infinite thousand costly wrong twice sevens"
    assert list(CHALLENGES[:11]) == sent.split()
    code = encode(default(challenge="sevens", solved=3))
    assert re.search(r"challenge-sevens~solved-3$", code)
