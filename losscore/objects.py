"""Arrays of Python objects, as data frames with nullable or mixed columns give them."""

import numbers
import reprlib
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt

WHAT_TO_PASS = "pass integers or floats without gaps, and labels as whole numbers 0..K−1"
OR_NAME_THEM = f"{WHAT_TO_PASS}, or of any kind with classes="


def numbers_of_objects(name: str, array: npt.NDArray[Any], hint: str) -> npt.NDArray[Any]:
    """The array in the dtype of its numbers, if it holds nothing else."""
    wrong = {kind for kind in set(map(type, array.ravel())) if not _is_numeric(kind)}
    if wrong and not array.ndim:
        raise ValueError(
            f"{name} must be an array of numbers, got a {wrong.pop().__name__}: {hint}"
        )
    if wrong:
        place = next(i for i in np.ndindex(array.shape) if type(array[i]) in wrong)
        raise ValueError(
            f"{name} must hold numbers: row {place[0]} holds {reprlib.repr(array[place])}; {hint}"
        )
    found = np.array(array.ravel().tolist())
    # Fractions, decimals and integers beyond 64 bits have no dtype of their own.
    return found.astype(np.float64 if found.dtype == object else found.dtype).reshape(array.shape)


def _is_numeric(kind: type) -> bool:
    return issubclass(kind, numbers.Real | Decimal | np.bool_)
