"""Texts that try to be share codes and are not, or that try to be more than class names."""

from __future__ import annotations

import random
from itertools import product

from pages.ui.inputs.presets import PRESETS
from pages.ui.inputs.share import Case, encode, write_version_2

MARKUP = [
    "![x](https://evil.example/a.png)",
    "![](//evil.example/a.png)",
    "[x](https://evil.example)",
    "[x](javascript:alert(1))",
    "<img src=https://evil.example/a.png>",
    "<script>alert(1)</script>",
    "<svg onload=alert(1)>",
    "<style>*{display:none}</style>",
    "<iframe src=//evil.example>",
    "$\\href{https://evil.example}{x}$",
    "$$\\int$$",
    "\\(x\\)",
    ":red[x]",
    ":material/home:",
    ":smile:",
    "**bold**",
    "_em_",
    "`code`",
    "# head",
    "> quote",
    "- item",
    "1. item",
    "| a | b |",
    "https://evil.example",
    "www.evil.example",
    "mailto:a@evil.example",
    "a@evil.example",
    "&lt;b&gt;",
    "&#60;img&#62;",
    "{{7*7}}",
    "${7*7}",
    "%(x)s",
    "=HYPERLINK(1)",
    "+1+1",
    "@SUM(1)",
    "-cmd",
    "a\nb",
    "a\tb",
    "a\x00b",
    "a\u202eb",
    "a\u200bb",
    "a\u3164",
    "a\ufe0f",
    "a\u0301" * 12,
    "\ufeffa",
    "\ud800".encode("utf-8", "replace").decode(),
    "...---...",
    "(((((((((",
    "' or 1",
    "'; drop",
    "..",
    "../../etc",
    "C:\\x",
    "null",
    "undefined",
    "__proto__",
    "constructor",
    "image",
    "NaN",
    "true",
    "Class",
    "Truth",
    "Model A",
]
NUMBERS = [
    "nan", "inf", "-inf", "-0.1", "1.2", "1e999", "1e-999", "1_000", "0x1", "\uff11", "٣", "",
    " ", "+1", "-0", "1,5", "1.5.5", "e-3", ".", "..", "1e5", "9" * 400, "." + "1" * 400, "½", "1j",
]  # fmt: skip
FRAMES = [
    "1~~{0}~b~~t0~1_0~1_0",
    "1~~a~{0}~~t0~1_0~1_0",
    "{0}",
    "1~~2~~{0}~1_0~1_0",
    "1~~2~~t0~1_0~1_0~~_{0}",
]
NUMBER_FRAMES = [
    "1~~2~~t0~{0}_0~1_0",
    "1~~2~~{0}_1~1_0~1_0",
    "1~~2~~t{0}~1_0~1_0",
    "1~~{0}~~t0~1_0~1_0",
    "1~~2~~t0~1_0~1_0~~_floor-{0}",
    "1~~2~~t0~1_0~1_0~~_sample-{0}",
]
_PACKED = write_version_2(Case(PRESETS["eight"], {"sample": 3, "floor": 1e-6}))
_WHOLE = encode(Case(PRESETS["eight"], {"sample": 3, "floor": 1e-6}))


def hostile_codes() -> list[str]:
    """Markup and odd numbers in every place of a code, and codes cut, doubled and swollen."""
    codes = [frame.format(text) for frame, text in product(FRAMES, MARKUP)]
    codes += [frame.format(text) for frame, text in product(NUMBER_FRAMES, NUMBERS)]
    codes += [whole[:cut] for whole in (_WHOLE, _PACKED) for cut in range(0, len(whole), 7)]
    codes += ["http://[?s=1", "http://[::1?s=1", "2~~" + _PACKED, _PACKED * 2]
    codes += [_WHOLE * 2, "~" * 10_000, "_" * 10_000, "1~~" + "a~" * 5_000, _WHOLE + "~~" * 99]
    return codes


def worst(count: int) -> list[str]:
    """The codes most likely to do harm on a page: those whose markup stands in a class name."""
    return [FRAMES[0].format(text) for text in MARKUP][:count]


def generated(count: int, seed: int = 0) -> list[str]:
    """Whole codes with a few characters changed, doubled or dropped, the same ones each time."""
    rng = random.Random(seed)
    alphabet = "0123456789._~-e tabc*![]()<>$\\:|`'\"&#%\n\x00é鳥"
    codes = []
    for _ in range(count):
        write = rng.choice((encode, write_version_2))
        characters = list(write(Case(rng.choice(list(PRESETS.values())))))
        for _ in range(rng.randint(1, 6)):
            place = rng.randrange(len(characters))
            characters[place : place + rng.randint(0, 2)] = rng.choices(
                alphabet, k=rng.randint(0, 3)
            )
            characters = characters or ["1"]
        codes.append("".join(characters))
    return codes
