"""How a number or a name becomes text."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from functools import lru_cache

from pages.ui.inputs.characters import visible

_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_ON_THE_LINE = {raised: plain for plain, raised in _RAISED.items()}
_IN_TEX = {"−": "-", ",": "{,}", "·": r" \cdot ", "∞": r"\infty"}
_ROUNDING = 1e-12  # A sum of shares that is closer to 1 is 1.


def number(value: float, digits: int = 4) -> str:
    """A number to so many significant digits: 0.08, 2.118, 12,346, 1.2·10⁻⁷, ∞."""
    sign, size = "−" if value < 0.0 else "", abs(value)
    if math.isinf(size):
        return f"{sign}∞"
    mantissa, _, power = f"{size:.{digits - 1}e}".partition("e")
    if -5 < int(power) < 9:
        return sign + trimmed(f"{size:,.{max(digits - 1 - int(power), 0)}f}")
    times = "" if float(mantissa) == 1.0 else f"{trimmed(mantissa)}·"
    return f"{sign}{times}{ten_to(int(power))}"


def told_apart(*values: float) -> list[str]:
    """Numbers to four digits, or to as many more as it takes that different ones look different."""
    texts = ([number(value, digits) for value in values] for digits in (4, 6, 9, 12, 17))
    return next(found for found in texts if len({*found}) == len({*values}))


def probability(value: float) -> str:
    """A probability: 0.8, 10⁻⁶; 0.999998 if it is not quite 1."""
    text = number(value)
    return text if text != "1" else trimmed(fixed(value))


def trimmed(text: str) -> str:
    """A number without the zeros at the end of its decimals."""
    return text.rstrip("0").rstrip(".") if "." in text else text


def fixed(value: float, decimals: int = 5) -> str:
    """A number to so many decimals, as the means of a batch are shown: 0.06008.

    What is not quite 0 or 1 does not look like it: 1.2·10⁻⁷, 0.999998.
    """
    if math.isinf(value) or (value and round(value, decimals) == 0.0):
        return number(value)
    one = math.isclose(value, 1.0, rel_tol=_ROUNDING)
    return _rounded(1.0 if one else value, decimals, unlike=1).replace("-", "−")


def adding_up(*terms: float, total: float) -> list[str]:
    """Terms and their total to five decimals, or to up to eight if they add up as shown then."""
    decimals = next((d for d in range(5, 9) if _add_up(*terms, total=total, decimals=d)), 5)
    return [trimmed(fixed(value, decimals)) for value in (*terms, total)]


def _add_up(*terms: float, total: float, decimals: int) -> bool:
    *parts, whole = (round(value, decimals) for value in (*terms, total))
    return not math.isfinite(sum(parts)) or abs(math.fsum(parts) - whole) < 0.1**decimals / 10.0


def percent(value: float) -> str:
    """A share in percent: 75 %, 33.3 %; 99.97 % or 0.02 % if it is not all or none."""
    hundredths = 100.0 if math.isclose(value, 1.0, rel_tol=_ROUNDING) else 100.0 * value
    if value and round(hundredths, 1) == 0.0:
        return f"{number(hundredths, 2)} %"
    return f"{_rounded(hundredths, 1, unlike=100).removesuffix('.0')} %"


def exact_text(count: float) -> str:
    """A count, a fraction allowed: 3, 1.118, 3,955.5, never; none looks whole that is not.

    One that is next to a whole number is ≈ 3.
    """
    if math.isinf(count):
        return "never"
    if count.is_integer() or count >= 1e9:
        return whole_text(int(count))
    if abs(count - round(count)) < min(1e-8 * round(count), 1e-6):
        return f"≈ {round(count):,}"
    if count < 100.0:
        texts = (number(count, digits) for digits in (4, 6, 9))
        return next(text for text in texts if "." in text or "⁻" in text)
    return _rounded(count, 1, unlike=round(count))


def whole_text(count: int | None) -> str:
    """A whole number: 3, 3,956, 1.235·10⁹; never where there is none."""
    if count is None:
        return "never"
    return f"{count:,}" if count < 1e9 else number(float(count))


def _rounded(value: float, decimals: int, unlike: int) -> str:
    """A number to so many decimals, or to more where it would look like a whole one it is not."""
    while value != unlike and round(value, decimals) == unlike:
        decimals += 1
    return f"{value:,.{decimals}f}"


def amount(value: float) -> str:
    """How many there are: 899, 1,000,000; with weights also 2,312.5."""
    # A sum of fractions may be a whole number but for rounding.
    near = round(value)
    return f"{near:,}" if math.isclose(value, near, rel_tol=1e-9) else exact_text(value)


def count(value: float, thing: str, things: str | None = None) -> str:
    """A count with its noun: 1 sample, 899 samples, 1,000,000 samples."""
    text = amount(value)
    return f"{text} {thing if text in ('1', '≈ 1') else things or thing + 's'}"


def times(ratio: float) -> str:
    """A ratio in words: 4 times, 2.118 times, 250,000 times, the same."""
    if math.isclose(ratio, 1.0, rel_tol=1e-9):
        return "the same"
    large = 1e3 <= ratio < math.inf
    return f"{whole_text(int(ratio + 0.5)) if large else number(ratio)} times"


@lru_cache(maxsize=1024)
def escape(text: str) -> str:
    """A text as Markdown that shows just these characters, and � for one that cannot be seen.

    Names come from links and files: none may start a link, an image, a formula, a directive or a
    list in a page, or turn the direction of what is written behind it.
    """
    flat = visible(" ".join(text.split()))
    return re.sub(r"([^\w\s]|_)", lambda m: "\\" + m[1] if m[1].isascii() else m[1], flat)


def shortened(text: str, most: int = 40) -> str:
    """A text, its middle left out where it is long: names often differ at their ends alone."""
    return text if len(text) <= most else f"{text[: most // 2]}…{text[1 - most // 2 :]}"


def named(text: str) -> str:
    """What a model is called, in a sentence: escaped, and cut where it is long."""
    return escape(shortened(text, 40))


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
    return tex_of(number(value, digits))


def tex_base(value: float) -> str:
    """A number inside a formula that is raised to a power there."""
    text = tex(value)
    return f"({text})" if "^" in text else text


def tex_of(text: str) -> str:
    """The text of a number inside a formula."""
    for written, formula in _IN_TEX.items():
        text = text.replace(written, formula)
    return re.sub("[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+", lambda m: f"^{{{m[0].translate(_ON_THE_LINE)}}}", text)


def tex_amount(value: float) -> str:
    """How many there are, inside a formula."""
    return str(value) if isinstance(value, int) else tex(value, 6)


def ten_to(power: int) -> str:
    """A power of ten as it is written by hand: 10⁻⁴."""
    return f"10{raised(str(power))}"


def raised(text: str) -> str:
    """The signs of a whole number as those of an exponent."""
    return text.translate(_RAISED)


def capitalised(text: str) -> str:
    """The text as a sentence begins."""
    return text[:1].upper() + text[1:]


def listed(texts: Iterable[str]) -> str:
    """One thing, two with "and" between them, or several with commas."""
    *most, last = texts
    return f"{', '.join(most)} and {last}" if most else last
