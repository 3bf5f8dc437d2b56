"""The number that people mean by what they type: 0.8, 0,8, .8, 8e-1, 80 % or 4/5. Pure."""

from __future__ import annotations

import math
import re

# Longer than any number that is typed or pasted.
_LONGEST = 60
# Plain digits only: float() also takes "1_000" and "nan".
_NUMBER = r"[+-]?(?:[0-9]+[.,]?[0-9]*|[.,][0-9]+)(?:[eE][+-]?[0-9]+)?"
_FORM = re.compile(rf"({_NUMBER})\s*(?:(%)|/\s*({_NUMBER}))?")
# ASCII in full width, as an East Asian keyboard types it, and what stands for a minus, . and /
_WIDE = {code + 0xFEE0: code for code in range(ord("!"), ord("~") + 1)}
_AS_ASCII = str.maketrans({**_WIDE, "−": "-", "。": ".", "\u2044": "/", "\u2215": "/"})


def number_in(text: str) -> float:
    """The number that a text stands for; `ValueError` if it stands for none.

    A comma is a decimal comma: what it would separate by thousands is no probability anyway.
    """
    found = None if len(text) > _LONGEST else _FORM.fullmatch(text.strip().translate(_AS_ASCII))
    if found is None:
        raise ValueError("no number")
    top, percent, bottom = found.groups()
    if percent:
        return _value(top) / 100
    if bottom:
        return _ratio(_value(top), _value(bottom))
    return _value(top)


def _value(digits: str) -> float:
    return float(digits.replace(",", "."))


def _ratio(top: float, bottom: float) -> float:
    if bottom == 0.0 or not math.isfinite(bottom):
        raise ValueError("no number")
    return top / bottom
