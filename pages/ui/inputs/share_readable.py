"""The names and samples of a share code as text that can be read, and back. Pure."""

from __future__ import annotations

import re

from pages.ui.inputs.scenario import (
    COLUMNS,
    MAX_CLASSES,
    Sample,
    ScenarioError,
    default_names,
    one_hot,
)


def write_names(names: tuple[str, ...]) -> str:
    """The class names, or just how many classes if they have the default names."""
    return str(len(names)) if names == default_names(len(names)) else "~".join(names)


def read_names(head: str) -> tuple[str, ...]:
    """The class names that a text stands for, or a `ScenarioError`."""
    number = re.fullmatch("[0-9]{1,2}", head)
    size = int(head) if number else head.count("~") + 1
    if size > MAX_CLASSES:
        raise ScenarioError(f"This code has {size} classes; {MAX_CLASSES} are allowed.")
    return default_names(size) if number else tuple(head.split("~"))


def write_sample(sample: Sample) -> str:
    """A sample as `truth~model A~model B`."""
    truth = _write_vector(sample.truth) if sample.label is None else f"t{sample.label}"
    return "~".join((truth, _write_vector(sample.a), _write_vector(sample.b)))


def read_sample(row: str, number: int, size: int) -> Sample:
    """The sample of so many classes that a text stands for, or a `ScenarioError`.

    `number` is which sample it is, from 1.
    """
    vectors = row.split("~")
    if len(vectors) != len(COLUMNS):
        raise ScenarioError(
            f"Sample {number} of this code is no truth and two predictions: {len(vectors)} in "
            "place of 3. Copy the whole link once more."
        )
    truth, a, b = vectors
    label = re.fullmatch("t([0-9])", truth)
    if label and int(label[1]) >= size:
        raise ScenarioError(f"Sample {number} of this code names class {label[1]} of {size}.")
    y = one_hot(int(label[1]), size) if label else _read_vector(truth, number)
    return Sample(y, _read_vector(a, number), _read_vector(b, number))


def _write_vector(values: tuple[float, ...]) -> str:
    return "_".join(_write_number(value) for value in values)


def _write_number(value: float) -> str:
    text = f"{value:.6g}".replace("e-0", "e-")
    return text[1:] if text.startswith("0.") else text


def _read_vector(text: str, number: int) -> tuple[float, ...]:
    # Plain ASCII only: float() also takes "1_000", "nan", spaces and digits of other scripts.
    parts = text.split("_")
    if not all(re.fullmatch(r"[0-9]{0,3}(\.[0-9]{1,10})?(e-[0-9]{1,3})?", p) for p in parts):
        raise ScenarioError(f"Sample {number} of this code holds something that is no probability.")
    try:
        return tuple(float(part) for part in parts)
    except ValueError:
        raise ScenarioError(f"Sample {number} of this code is missing a number.") from None
