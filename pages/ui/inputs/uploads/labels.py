"""Which class a label means. `classes_` may be whole numbers, floats, booleans or text."""

import re
from collections.abc import Iterable, Sequence

# No leading zeros: "01" is a text of its own and not the number 1.
_NUMBER = re.compile(r"(-?(?:0|[1-9]\d*))(?:\.(\d+))?")


class ClassFinder:
    """Finds the class a text means: the class of that name, else the one equal to it as a value.

    As values 3, 3.0 and 3.00 are equal, because a blank turns whole numbers into floats on their
    way through pandas; and so are True and TRUE, because a spreadsheet writes capitals.

    >>> ClassFinder(["3", "cat"]).find("3.0")
    0
    """

    def __init__(self, classes: Sequence[str]) -> None:
        self._by_name = {name: k for k, name in enumerate(classes)}
        self._by_value: dict[str, int | None] = {}
        for k, name in enumerate(classes):
            value = _value(name)
            # Two classes of the same value, such as 3 and 3.0, are told apart by name only.
            self._by_value[value] = None if value in self._by_value else k

    def find(self, text: str) -> int | None:
        """The place of the class, or None if there is none."""
        text = text.strip()
        exact = self._by_name.get(text)
        return exact if exact is not None else self._by_value.get(_value(text))

    def find_all(self, texts: Iterable[str]) -> list[int]:
        """The place of each class, −1 for a text that is no class."""
        found = (self.find(text) for text in texts)
        return [-1 if k is None else k for k in found]


def _value(text: str) -> str:
    number = _NUMBER.fullmatch(text)
    if number:
        whole, fraction = number[1], (number[2] or "").rstrip("0")
        return f"{whole}.{fraction}" if fraction else whole
    return text.lower() if text.lower() in ("true", "false") else text
