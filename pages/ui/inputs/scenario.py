"""The scenario: class names and samples, each a truth and two predictions. Pure.

A scenario is a value: every edit gives a new one. Its numbers are kept to six significant
digits, the precision of the share code, so that a scenario and its code say the same.
"""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

import losscore
from pages.ui import palette
from pages.ui.inputs.characters import code_point, is_invisible
from pages.ui.inputs.typed import number_in

MIN_CLASSES, MAX_CLASSES = 2, 10
MAX_SAMPLES = 50
MAX_NAME_LENGTH = 24
NAME_MARKS = " -_.+/()&'"

MODELS = ("a", "b")
COLUMNS = ("truth", *MODELS)

_TYPE = "Type a number from 0 to 1, such as 0.8, 4/5 or 80%."


class ScenarioError(ValueError):
    """An edit or a code that makes no scenario; the message is a sentence for the user."""


@dataclass(frozen=True)
class Sample:
    """One sample: the truth and what models A and B predict, each `(K,)` numbers in 0..1."""

    truth: tuple[float, ...]
    a: tuple[float, ...]
    b: tuple[float, ...]

    def __post_init__(self) -> None:
        for column in COLUMNS:
            values = tuple(probability(value, column) for value in getattr(self, column))
            object.__setattr__(self, column, values)

    def sum(self, column: str) -> float:
        """What the column's numbers add up to."""
        return math.fsum(getattr(self, column))

    def is_distribution(self, column: str) -> bool:
        """Whether `losscore` takes the column as a distribution."""
        try:
            losscore.entropy(getattr(self, column))
        except ValueError:
            return False
        return True

    @cached_property
    def broken(self) -> tuple[str, ...]:
        """The columns that are no distributions and cannot be scored."""
        return tuple(column for column in COLUMNS if not self.is_distribution(column))

    @property
    def main_class(self) -> int:
        """The true class; for a soft truth the likeliest one."""
        return self.truth.index(max(self.truth))

    @property
    def label(self) -> int | None:
        """The class of a one-hot truth; None for a soft one."""
        is_one_hot = sorted(self.truth) == [*[0.0] * (len(self.truth) - 1), 1.0]
        return self.truth.index(1.0) if is_one_hot else None

    def normalised(self, column: str) -> Sample:
        """The same sample with one column rescaled to sum to 1."""
        values = np.array([getattr(self, column)])
        if not values.any():
            raise ScenarioError(
                f"{_label(column)} is 0 for every class, so there is nothing to rescale. "
                "Type at least one number above 0."
            )
        return replace(self, **{column: tuple(losscore.normalize(values)[0].tolist())})


@dataclass(frozen=True)
class Scenario:
    """Class names and the samples that share them."""

    classes: tuple[str, ...]
    samples: tuple[Sample, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "classes", tuple(class_name(name) for name in self.classes))
        _check_shape(self)

    def with_sample(self, index: int, sample: Sample) -> Scenario:
        """The scenario with one sample replaced."""
        samples = (*self.samples[:index], sample, *self.samples[index + 1 :])
        return replace(self, samples=samples)

    def with_value(self, index: int, column: str, k: int, value: object) -> Scenario:
        """The scenario with one number replaced."""
        sample = self.samples[index]
        values = list(getattr(sample, column))
        values[k] = probability(value, column, self.classes[k])
        return self.with_sample(index, replace(sample, **{column: tuple(values)}))

    def with_class_name(self, k: int, name: object) -> Scenario:
        """The scenario with class `k` renamed."""
        return replace(self, classes=(*self.classes[:k], class_name(name), *self.classes[k + 1 :]))

    def with_new_class(self) -> Scenario:
        """The scenario with one more class, which no truth or prediction has any mass on yet."""
        number = len(self.classes)
        while f"class {number}" in self.classes:
            number += 1
        samples = tuple(_each_column(s, lambda v: (*v, 0.0)) for s in self.samples)
        return Scenario((*self.classes, f"class {number}"), samples)

    def without_class(self, k: int) -> Scenario:
        """The scenario with class `k`, and what the samples have on it, taken out."""
        samples = tuple(_each_column(s, lambda v: (*v[:k], *v[k + 1 :])) for s in self.samples)
        return Scenario((*self.classes[:k], *self.classes[k + 1 :]), samples)

    def with_copy_of(self, index: int) -> Scenario:
        """The scenario with sample `index` once more, right behind itself."""
        samples = (*self.samples[: index + 1], self.samples[index], *self.samples[index + 1 :])
        return replace(self, samples=samples)

    def with_new_sample(self) -> Scenario:
        """The scenario with one more sample at the end: truth the first class, uniform models."""
        size = len(self.classes)
        uniform = (1 / size,) * size
        return replace(self, samples=(*self.samples, Sample(one_hot(0, size), uniform, uniform)))

    def without_sample(self, index: int) -> Scenario:
        """The scenario with sample `index` taken out."""
        return replace(self, samples=(*self.samples[:index], *self.samples[index + 1 :]))


def one_hot(k: int, size: int) -> tuple[float, ...]:
    """The distribution that is 1 on class `k` of `size`."""
    return tuple(float(j == k) for j in range(size))


def default_names(size: int) -> tuple[str, ...]:
    """The names of classes nobody named: class 0, class 1, …"""
    return tuple(f"class {k}" for k in range(size))


def probability(value: object, column: str, name: str | None = None) -> float:
    """A number in 0..1 to six significant digits; `ScenarioError` names the cell if it is none."""
    where = _label(column) + (f", {name}" if name else "")
    if isinstance(value, str):
        value = value.strip() or None
    if value is None or value != value:  # not even itself: NaN
        raise ScenarioError(f"{where}: the cell is blank. {_TYPE}")
    try:
        number = number_in(value) if isinstance(value, str) else float(value)
    except (TypeError, ValueError):
        raise ScenarioError(f"{where}: this is no number. {_TYPE}") from None
    if not 0.0 <= number <= 1.0:
        raise ScenarioError(f"{where}: {number:.6g} is not a probability. {_TYPE}")
    return float(f"{number:.6g}") + 0.0  # + 0.0 turns -0.0 into 0.0


def class_name(name: object) -> str:
    """A class name as the scenario keeps it; `ScenarioError` says what it may not hold."""
    text = unicodedata.normalize("NFC", " ".join(str(name if name is not None else "").split()))
    if not any(unicodedata.category(c)[0] in "LN" and not is_invisible(c) for c in text):
        raise ScenarioError("A class name needs at least one letter or digit.")
    if len(text) > MAX_NAME_LENGTH:
        raise ScenarioError(
            f"A class name has at most {MAX_NAME_LENGTH} characters; this one has {len(text)}."
        )
    odd = next((c for c in text if not is_allowed_in_name(c)), None)
    if odd is not None:
        shown = code_point(odd) if is_invisible(odd) else odd
        raise ScenarioError(
            f"A class name cannot hold the character {shown}. Use letters, digits, spaces "
            f"and {' '.join(NAME_MARKS.strip())}"
        )
    return text


def is_allowed_in_name(character: str) -> bool:
    """Letters, digits and combining marks of any script, a space and a few marks."""
    is_of_a_script = unicodedata.category(character)[0] in "LMN"
    return character in NAME_MARKS or (is_of_a_script and not is_invisible(character))


def _label(column: str) -> str:
    return palette.COLUMNS[column].label


def _each_column(sample: Sample, change) -> Sample:
    return Sample(*(change(getattr(sample, column)) for column in COLUMNS))


def _check_shape(scenario: Scenario) -> None:
    size = len(scenario.classes)
    if not MIN_CLASSES <= size <= MAX_CLASSES:
        raise ScenarioError(
            f"A scenario has from {MIN_CLASSES} to {MAX_CLASSES} classes, not {size}."
        )
    if len(set(scenario.classes)) < size:
        twice = next(n for n in scenario.classes if scenario.classes.count(n) > 1)
        raise ScenarioError(f"Two classes are called {twice}. Give each class its own name.")
    if not 1 <= len(scenario.samples) <= MAX_SAMPLES:
        raise ScenarioError(
            f"A scenario has from 1 to {MAX_SAMPLES} samples, not {len(scenario.samples)}."
        )
    for number, sample in enumerate(scenario.samples, 1):
        for column in COLUMNS:
            if len(getattr(sample, column)) != size:
                raise ScenarioError(
                    f"Sample {number}, {_label(column)} has {len(getattr(sample, column))} in "
                    f"place of {size} numbers."
                )
