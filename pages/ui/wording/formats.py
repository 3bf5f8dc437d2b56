"""How a number or a name becomes text."""

from __future__ import annotations

import math
import re

from pages.ui.characters import visible


def number(value: float, digits: int = 4) -> str:
    """A number to so many significant digits: 0.08, 0.2231, 2.118, 1.2e-7, ∞."""
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    text = re.sub(r"e([+-])0*", lambda m: "e" + m[1].strip("+"), f"{value + 0.0:.{digits}g}")
    return text.replace("-", "−")


def fixed(value: float, decimals: int = 5) -> str:
    """A number to so many decimals, as the means of a batch are shown: 0.06008."""
    return number(value) if math.isinf(value) else f"{value:.{decimals}f}".replace("-", "−")


def percent(value: float) -> str:
    """A share in percent with one decimal: 33.3 %."""
    return f"{100 * value:.1f} %"


def count(value: int, thing: str, things: str | None = None) -> str:
    """A count with its noun: 1 sample, 899 samples, 1,000,000 samples."""
    return f"{value:,} {thing if value == 1 else things or thing + 's'}"


def times(ratio: float) -> str:
    """A ratio in words: 4 times, 2.118 times, the same."""
    return "the same" if math.isclose(ratio, 1.0, rel_tol=1e-9) else f"{number(ratio)} times"


def escape(text: str) -> str:
    """A text as Markdown that shows just these characters, and � for one that cannot be seen.

    Names come from links and files: none may start a link, an image, a formula, a directive or a
    list in a page, or turn the direction of what is written behind it.
    """
    flat = visible(" ".join(text.split()))
    return re.sub(r"([^\w\s]|_)", lambda m: "\\" + m[1] if m[1].isascii() else m[1], flat)


def bold(text: str) -> str:
    """A text, escaped, in bold."""
    return f"**{escape(text)}**"


def paragraphs(*parts: str | None) -> str:
    """Texts one below the other, without those that are empty."""
    return "\n\n".join(filter(None, parts))


def display(formula: str) -> str:
    """A formula on lines of its own."""
    return f"$$\n{formula}\n$$"


def tex(value: float, digits: int = 4) -> str:
    """A number inside a formula."""
    if math.isinf(value):
        return r"\infty" if value > 0 else r"-\infty"
    mantissa, _, exponent = number(value, digits).replace("−", "-").partition("e")
    return rf"{mantissa} \cdot 10^{{{exponent}}}" if exponent else mantissa
