"""Characters that nobody sees: not in a name, and not as they are on the screen."""

from __future__ import annotations

import numpy as np
import pytest

from pages.ui.inputs.batch import Batch
from pages.ui.inputs.characters import first_invisible, seen, visible
from pages.ui.inputs.one_sample import as_scenario
from pages.ui.inputs.scenario import ScenarioError, class_name
from pages.ui.inputs.share import ShareError, decode
from pages.ui.wording.formats import escape

# Fillers, a grapheme joiner, variation selectors, a tag, a vowel that is not drawn, controls.
INVISIBLE = (
    "\u3164\u115f\u1160\uffa0\u034f\ufe00\ufe0f\U000e0100\U000e0061\u17b4\u180b\u180f"
    "\u00ad\u061c\u200b\u200e\u202e\u2066\ufeff\u2800\U0001bca0\U0001d173"
)


@pytest.mark.parametrize("character", INVISIBLE, ids=lambda c: f"{ord(c):04X}")
def test_no_class_name_holds_a_character_that_nobody_sees(character):
    with pytest.raises(ScenarioError, match="cannot hold the character U+".replace("+", r"\+")):
        class_name(f"cat{character}")
    with pytest.raises(ScenarioError, match="at least one letter or digit"):
        class_name(character)
    with pytest.raises(ShareError):
        decode(f"1~~cat~cat{character}~~t0~1_0~1_0")


def test_the_refusal_names_what_cannot_be_shown():
    with pytest.raises(ScenarioError) as caught:
        class_name("cat\u3164")
    assert str(caught.value).startswith("A class name cannot hold the character U+3164. Use")


@pytest.mark.parametrize(
    "text", ["cat", "naïve", "हिन्दी", "می\u200cشد", "👩\u200d🔬", "❤️", "a\u00a0b"]
)
def test_what_shapes_letters_and_emoji_stays(text):
    assert first_invisible(text) is None
    assert visible(text) == text


def test_a_selector_behind_a_letter_shapes_nothing():
    assert first_invisible("a\ufe0f") == "\ufe0f"


@pytest.mark.parametrize("twin", ["cat\u200d", "c\u200cat", "cat\u3164", " cat "])
def test_names_that_look_alike_are_seen_to(twin):
    assert seen(twin) == "cat"


def test_an_accent_looks_alike_however_it_is_written():
    assert seen("e\u0301") == seen("é")


def test_a_name_that_would_turn_its_direction_is_shown_with_a_sign_in_its_place():
    assert escape("photo\u202egnp.csv") == "photo�gnp\\.csv"
    assert escape("a\x00b") == "a�b"


def test_a_sample_of_a_batch_opens_without_them():
    batch = Batch("", ("cat", "cat\u3164"), np.array([0]), np.array([[0.8, 0.2]]))
    scenario, _ = as_scenario(batch, 0)
    assert scenario.classes == ("cat", "cat 2")
