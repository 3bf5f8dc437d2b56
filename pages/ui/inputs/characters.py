"""Characters that nobody sees: between two names they make a difference that nobody sees. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

# Unicode's Default_Ignorable_Code_Point (DerivedCoreProperties.txt of 16.0), which `unicodedata`
# does not know, and the blank pattern of Braille.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
_JOINERS = "\u200c\u200d"
_EMOJI_SELECTOR = "\ufe0f"


def is_invisible(character: str) -> bool:
    """Whether it draws nothing, a space and a no-break space apart; controls are such."""
    return bool(_INVISIBLE.match(character)) or not (
        character.isprintable() or character == "\u00a0"
    )


def first_invisible(text: str) -> str | None:
    """The first invisible character that shapes nothing, if there is one.

    Joiners shape letters and emoji, and a selector makes an emoji of a symbol.
    """
    return next((text[i] for i in _places(text)), None)


def visible(text: str) -> str:
    """A text to show, with a sign for each invisible character that shapes nothing."""
    hidden = set(_places(text))
    return "".join("�" if i in hidden else character for i, character in enumerate(text))


def _places(text: str) -> Iterator[int]:
    """Where invisible characters are that shape nothing."""
    for i, (before, character) in enumerate(pairwise(f" {text}")):
        of_symbol = character == _EMOJI_SELECTOR and unicodedata.category(before) == "So"
        if is_invisible(character) and character not in _JOINERS and not of_symbol:
            yield i


def seen(text: str) -> str:
    """What is to be seen of a text: those that look alike have this in common."""
    flat = " ".join(text.split())
    return unicodedata.normalize("NFC", "".join(c for c in flat if not is_invisible(c)))


def code_point(character: str) -> str:
    """How a character is named that cannot be shown: U+3164."""
    return f"U+{ord(character):04X}"
