"""Results kept for as long as what they were computed from. Pure."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

Result = TypeVar("Result")


def kept(function: Callable[..., Result]) -> Callable[..., Result]:
    """Remember the results of `function(owner, *rest)` as long as the owner lives.

    For owners that may be large, such as an uploaded batch: nothing here keeps one alive, so no
    result may refer to its owner either.
    """
    results: WeakKeyDictionary[object, dict[tuple, Result]] = WeakKeyDictionary()

    @wraps(function)
    def remembering(owner: object, *rest: object) -> Result:
        known = results.setdefault(owner, {})
        if rest not in known:
            known[rest] = function(owner, *rest)
        return known[rest]

    return remembering
