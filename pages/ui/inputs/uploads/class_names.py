"""What classes are called: by the columns that they have, and by the labels of samples."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

# No leading zeros: "01" is a text of its own and not the number 1.
_NUMBER = re.compile(r"(-?(?:0|[1-9]\d*))(?:\.(\d+))?")

_WORD = (
    r"(?:y|pred|predict|predicted|predictions?|probs?|proba|probability|probabilities|p|scores?|"
    r"scored|confidence|class|logits?)"
)
_LOGICAL = {"0": "false", "1": "true", "false": "0", "true": "1"}

# How libraries and people begin the names of the columns of a class. Of a dash after another mark
# the class begins: p_-1 is of class -1.
_PREFIX = re.compile(rf"(?:{_WORD}(?:[\s_.:-]*[\s_.:]|-))+(?=\S)", re.I)

# Before a number: no dash that may be its sign.
_NO_MINUS = r"(?<![\s_.:]-)(?<!^-)"

# What one column of two classes is called where it is not named after its class.
_OF_ONE = re.compile(
    r"(?:y|preds?|predict|predicted|predictions?|probs?|proba|probability|p|score|hat|positive|pos|"
    r"_)*1?"
)
# The class of which such a column is the probability: as scikit-learn has it, the second.
_TWO = (("0", "1"), ("-1", "1"), ("False", "True"))
# Such a name may mean a class, or no more than "a probability".
_VAGUE = {"p", "y", "prob", "pred", "score"}
# What pandas calls a column that was given no name: maybe the probability of the other class.
_NO_NAME = "0"


def find_classes(classes: Sequence[str], texts: Iterable[str]) -> list[int]:
    """The place of the class that each text means, −1 where it means none.

    It is the class of that name, else the one equal to it as a value: 3, 3.0 and 3.00 are equal,
    because a blank turns whole numbers into floats on their way through pandas; and so are True
    and TRUE, because a spreadsheet writes capitals, and True and 1 where 0 is the other class.

    >>> find_classes(["3", "cat"], ["cat", "3.0", "dog"])
    [1, 0, -1]
    """
    by_name = {name: k for k, name in enumerate(classes)}
    values = [_value(name) for name in classes]
    count = Counter(values)
    # Two classes of the same value, such as 3 and 3.0, are told apart by name only.
    by_value = {value: k for k, value in enumerate(values) if count[value] == 1}
    if by_value.keys() in ({"0", "1"}, {"false", "true"}):
        by_value |= {_LOGICAL[value]: k for value, k in by_value.items()}
    trimmed = (text.strip() for text in texts)
    return [by_name.get(text, by_value.get(_value(text), -1)) for text in trimmed]


def _value(text: str) -> str:
    number = _NUMBER.fullmatch(text)
    if number:
        whole, fraction = number[1], (number[2] or "").rstrip("0")
        return f"{whole}.{fraction}" if fraction else whole
    return text.lower() if text.lower() in ("true", "false") else text


def in_order(labels: Sequence[str]) -> tuple[str, ...]:
    """Labels as NumPy sorts them, and scikit-learn has its classes: numbers by their size.

    >>> in_order(["10", "9", "-1"]), in_order(["dog", "Cat", "10"])
    (('-1', '9', '10'), ('10', 'Cat', 'dog'))
    """
    numbers = all(_NUMBER.fullmatch(label) for label in labels)
    return tuple(sorted(labels, key=float if numbers else str))


def without_prefix(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names without the prefix that says that they are probabilities, if all have the same.

    >>> without_prefix(("prob_cat", "prob_dog")), without_prefix(("p_cat", "prob_dog"))
    (('cat', 'dog'), ('p_cat', 'prob_dog'))
    """
    prefixes = {prefix_of(name) for name in names}
    return tuple(name[len(*prefixes) :] for name in names) if len(prefixes) == 1 else names


def prefix_of(name: str) -> str:
    """The part of a column's name that says that it is a probability, maybe none."""
    found = _PREFIX.match(name)
    return found[0] if found else ""


class Around(NamedTuple):
    """What stands around the class in the names of columns, as in P(cat) and P(dog)."""

    before: str
    after: str

    def inside(self, name: str) -> str:
        """The class in the name of a column, empty where the name is none such."""
        fits = name.startswith(self.before) and name.endswith(self.after)
        return name[len(self.before) : len(name) - len(self.after)] if fits else ""


def arounds(names: Sequence[str], labels: Sequence[str]) -> list[Around]:
    """All that stands around every one of several labels in some column.

    >>> arounds(["p0", "p1", "p2", "fold1"], ["0", "1"])
    [Around(before='p', after='')]
    """
    if len(labels) < 2:
        return []
    there, (first, *others) = set(names), map(_value, labels)
    found = dict.fromkeys(
        Around(name[: match.start()], name[match.end() :])
        for name in names
        for match in _whole(first).finditer(name)
    )
    return [
        around
        for around in found
        if any(around) and all(around.before + label + around.after in there for label in others)
    ]


def _whole(label: str) -> re.Pattern[str]:
    """Finds a label in names, but not as a part of a longer number."""
    before = rf"(?<![\d.]){_NO_MINUS}" if label[:1].isdigit() else ""
    after = r"(?!\.?\d)" if label[-1:].isdigit() else ""
    return re.compile(before + re.escape(label) + after)


def class_names(headed: tuple[str, ...], labels: Sequence[str]) -> tuple[str, ...]:
    """What the classes of these columns are called: as labels have it, if they fit in some way.

    >>> class_names(("P(cat)", "P(dog)"), ["dog", "cat"]), class_names(("p_1", "p_2"), ["p_1"])
    (('cat', 'dog'), ('p_1', 'p_2'))
    """
    bare = without_prefix(headed)
    inside = (tuple(map(around.inside, headed)) for around in arounds(headed, labels))
    for names in (headed, bare, *inside):
        if labels and all(names) and -1 not in find_classes(names, labels):
            return names
    return bare


def two_classes(name: str, labels: Sequence[str]) -> tuple[str, str] | None:
    """Of two classes the one that a column is not of and the one that it is, if that is plain.

    >>> two_classes("p_yes", ["no", "yes"]), two_classes("score", ["1", "0"])
    (('no', 'yes'), ('0', '1'))
    >>> two_classes("score", ["cat", "dog"]), two_classes("0", ["0", "1"])
    (None, None)
    """
    values = set(map(_value, labels))
    known = (two for two in _TWO if values <= set(map(_value, two)))
    both = next(known, tuple(labels))
    if len(both) != 2 or name == _NO_NAME:
        return None
    of = [place for place, label in enumerate(both) if _is_of(name, label)]
    if not of and both in _TWO and _OF_ONE.fullmatch(name.lower()):
        of = [1]
    elif name in both and len(labels) < 2:
        return None  # It may be one of several classes whose other columns have been lost.
    return (both[1 - of[0]], both[of[0]]) if len(of) == 1 else None


def _is_of(name: str, label: str) -> bool:
    """Whether a column is named after a class, with no more than words for a probability."""
    if name.lower() in _VAGUE:
        return False
    dash = _NO_MINUS if label[:1].isdigit() else ""
    around = rf"(?:{_WORD}|[\W_])*"
    return bool(re.fullmatch(rf"{around}{dash}{re.escape(label)}{around}", name, re.I))
