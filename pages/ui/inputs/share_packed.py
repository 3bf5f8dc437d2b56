"""The names and samples of a long share code in as few characters as they need, and back. Pure.

A number of six significant digits is zero, one, or six digits in one of the decades below one:
0.8 is 800000 in decade 0, 0.012 is 120000 in decade 1. Counted through in that order each has an
index, and the indices of a sample are the digits of one whole number whose base is how many there
are down to its smallest decade. That number is written to the base of 64 characters, behind two
that hold the decades and, for a one-hot truth, its class.
"""

from __future__ import annotations

import string
from base64 import b64decode, urlsafe_b64encode
from urllib.parse import quote_plus

from pages.ui.inputs import share_readable
from pages.ui.inputs.scenario import COLUMNS, MAX_SAMPLES, Sample, ScenarioError, one_hot

_CHARACTERS = string.ascii_letters + string.digits + "-_"
_DIGIT = {character: value for value, character in enumerate(_CHARACTERS)}
_LEAST, _A_DECADE = 100_000, 900_000
# The smallest number above zero lies in the last one.
_DECADES = 324
_SOFT = 10  # Where a one-hot truth has its class, from 0 to 9.

DAMAGED = "This code is cut short or damaged. Copy the whole link once more."


def write_names(names: tuple[str, ...]) -> str:
    """The class names as they can be read, or as base64 where that makes a link shorter."""
    plain = share_readable.write_names(names)
    return min(plain, _base64(plain), key=lambda text: len(quote_plus(text)))


def read_names(head: str) -> tuple[str, ...]:
    """The class names that a text stands for, or a `ScenarioError`."""
    if "~" in head or len(head) <= 2:
        return share_readable.read_names(head)
    try:
        plain = b64decode(head + "=" * (-len(head) % 4), b"-_").decode()
    except ValueError:
        raise ScenarioError(DAMAGED) from None
    if _base64(plain) != head:
        raise ScenarioError(DAMAGED)
    return share_readable.read_names(plain)


def _base64(text: str) -> str:
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def write_samples(samples: tuple[Sample, ...]) -> str:
    """The samples as text: how many, and each of them."""
    return _CHARACTERS[len(samples) - 1] + "".join(map(_pack, samples))


def read_samples(text: str, size: int) -> tuple[Sample, ...]:
    """The samples of so many classes that a text stands for, or a `ScenarioError`."""
    if not text or not set(text) <= _DIGIT.keys():
        raise ScenarioError(DAMAGED)
    count, place, samples = _DIGIT[text[0]] + 1, 1, []
    if count > MAX_SAMPLES:
        raise ScenarioError(DAMAGED)
    for _ in range(count):
        label, decades = _head(text[place : place + 2])
        end = place + 2 + _length(decades, _vectors(label) * size)
        samples.append(_unpack(text[place:end], size))
        place = end
    if place != len(text):
        raise ScenarioError(DAMAGED)
    return tuple(samples)


def _pack(sample: Sample) -> str:
    label = _SOFT if sample.label is None else sample.label
    vectors = [getattr(sample, column) for column in COLUMNS][-_vectors(label) :]
    indices = [_index(value) for vector in vectors for value in vector]
    decades = (max(indices) - 2 + _A_DECADE) // _A_DECADE
    packed = 0
    for index in reversed(indices):
        packed = packed * _base(decades) + index
    head = _text(label * (_DECADES + 1) + decades, 2)
    return head + _text(packed, _length(decades, len(indices)))


def _unpack(text: str, size: int) -> Sample:
    label, decades = _head(text[:2])
    packed, values = _number(text[2:]), []
    for _ in range(_vectors(label) * size):
        packed, index = divmod(packed, _base(decades))
        values.append(_value(index))
    truth = [] if label == _SOFT else one_hot(label, size)
    values = (*truth, *values)
    sample = Sample(*(values[place : place + size] for place in range(0, 3 * size, size)))
    # Each sample has one text: what is not written like that was never written here.
    if _pack(sample) != text:
        raise ScenarioError(DAMAGED)
    return sample


def _head(text: str) -> tuple[int, int]:
    """The class of a one-hot truth, and how many decades the numbers reach down."""
    return divmod(_number(text), _DECADES + 1)


def _vectors(label: int) -> int:
    return 3 if label == _SOFT else 2


def _base(decades: int) -> int:
    return 2 + _A_DECADE * decades


def _length(decades: int, numbers: int) -> int:
    return -(-(_base(decades) ** numbers - 1).bit_length() // 6)


def _index(value: float) -> int:
    if value in (0.0, 1.0):
        return int(value)
    digits, _, power = f"{value:.5e}".partition("e")
    decade = -1 - int(power)
    return 2 + decade * _A_DECADE + int(digits.replace(".", "")) - _LEAST


def _value(index: int) -> float:
    if index < 2:
        return float(index)
    decade, rest = divmod(index - 2, _A_DECADE)
    return float(f"{rest + _LEAST}e-{decade + 6}")


def _text(number: int, length: int) -> str:
    return "".join(_CHARACTERS[number >> 6 * place & 63] for place in reversed(range(length)))


def _number(text: str) -> int:
    number = 0
    for character in text:
        number = number << 6 | _DIGIT[character]
    return number
