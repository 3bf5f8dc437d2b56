"""Values that many share and nobody can write to. Pure."""

from __future__ import annotations

from dataclasses import fields
from types import MappingProxyType
from typing import TypeVar

import numpy as np

Value = TypeVar("Value")


def sealed(value: Value) -> Value:
    """The same value; an array or a dictionary as a view that cannot be written to."""
    if isinstance(value, np.ndarray):
        view = value.view()
        view.flags.writeable = False
        return view
    return MappingProxyType(value) if isinstance(value, dict) else value


class Sealed:
    """What frozen dataclasses are derived from whose parts nobody can write to."""

    def __post_init__(self) -> None:
        for part in fields(self):
            object.__setattr__(self, part.name, sealed(getattr(self, part.name)))
