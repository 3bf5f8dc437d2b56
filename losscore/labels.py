"""Labels of any kind, looked up among the names of the classes."""

import reprlib
from collections.abc import Hashable, Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from .checks import LabelsLike, check_not_masked, told


def places_of(classes: LabelsLike) -> dict[Hashable, int]:
    """The place of each class by its name: K different names, in the order of the columns."""
    names = as_given("classes", classes)
    if names.ndim != 1:
        raise ValueError(f"classes must be a sequence of names, got {reprlib.repr(classes)}")
    places: dict[Hashable, int] = {}
    for place, name in enumerate(names.tolist()):
        if is_missing(name) or not is_hashable(name):
            raise ValueError(f"classes must hold a name for each class: {place} is {told(name)}")
        if name in places:
            raise ValueError(
                f"classes must hold a different name for each class: "
                f"{places[name]} and {place} are both {told(name)}"
            )
        places[name] = place
    return places


def look_up(
    name: str, labels: npt.NDArray[Any], places: dict[Hashable, int]
) -> npt.NDArray[np.intp]:
    """The place of each label, `(N,)`, as a dictionary finds it: 1.0 and True are the class 1."""
    if labels.size == 0:
        raise ValueError(f"{name} is empty, got shape {labels.shape}")
    items = labels.tolist()
    found = np.fromiter((_look_up(item, places) for item in items), np.intp, labels.size)
    if found.min() >= 0:
        return found
    row = int(found.argmin())
    label = items[row]
    if is_missing(label):
        raise ValueError(f"{name} must hold a label in every row: row {row} holds {told(label)}")
    raise ValueError(
        f"{name} must hold labels that are in classes: row {row} holds {told(label)}, "
        f"and classes are {reprlib.repr(list(places))}"
    )


def as_given(name: str, values: LabelsLike) -> npt.NDArray[Any]:
    """The values as an array, each as it was given."""
    check_not_masked(name, values)
    # Of a list NumPy would make text as soon as one item is text: the number 1 and None as well.
    array = np.asarray(values, None if hasattr(values, "__array__") else object)
    # Nanoseconds would be told as integers, and what is missing as the least of them.
    return array.astype("M8[us]") if array.dtype.kind == "M" else array


def columns_of(values: object) -> list[str]:
    """The names of a data frame's columns, as text; none of what has no such names."""
    found = getattr(values, "column_names", getattr(values, "columns", ()))  # Arrow has both.
    return [str(name) for name in found] if isinstance(found, Iterable) else []


def check_order(name: str, columns: list[str], other: str, names: Sequence[object]) -> None:
    """Raise if the columns of one thing have the names of another in a different order."""
    wanted = [str(called) for called in names]
    if columns != wanted and sorted(columns) == sorted(wanted):
        raise ValueError(
            f"{name} has the columns {reprlib.repr(columns)} and {other} "
            f"{reprlib.repr(wanted)}: pass the columns in that order"
        )


def _look_up(label: Any, places: dict[Hashable, int]) -> int:
    try:
        return places.get(label, -1)
    except TypeError:  # What cannot be hashed, as a list, is no name.
        return -1


def is_missing(label: Any) -> bool:
    """Whether it is None, NaN, NaT or NA: what does not equal itself."""
    try:
        return label is None or bool(label != label)
    except (TypeError, ValueError):  # pandas.NA says neither that it does nor that it does not.
        return True


def is_hashable(name: Any) -> bool:
    """Whether a dictionary can hold it as a key."""
    try:
        hash(name)
    except TypeError:
        return False
    return True
