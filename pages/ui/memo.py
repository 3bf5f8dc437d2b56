"""Results that are computed once and kept: for all visitors, or with what they belong to. Pure.

Whoever gets one may get the same one as everybody else, so none can be written to; and all are
bounded, since links and files choose what is asked for.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from functools import lru_cache, wraps
from types import MappingProxyType
from typing import TypeVar

import numpy as np

Key, Result = TypeVar("Key"), TypeVar("Result")
Function = Callable[..., Result]

# Samples from which on several processors are worth the start of their threads.
_LARGE = 100_000


def shared(most: int) -> Callable[[Function], Function]:
    """Remember the last `most` results of a function for all visitors, by its arguments."""

    def decorate(function: Function) -> Function:
        @wraps(function)
        def compute(*arguments: object) -> Result:
            return sealed(function(*arguments))

        return lru_cache(maxsize=most)(compute)

    return decorate


def kept(most: int) -> Callable[[Function], Function]:
    """Remember the last `most` results of `function(owner, *rest)` as long as the owner lives.

    For owners that may be large, such as an uploaded batch: nothing here keeps one alive, so no
    result may refer to its owner either.
    """

    def decorate(function: Function) -> Function:
        of_owners: weakref.WeakKeyDictionary[object, Function] = weakref.WeakKeyDictionary()

        @wraps(function)
        def remembering(owner: object, *rest: object) -> Result:
            of_owner = of_owners.get(owner)
            if of_owner is None:
                alive = weakref.ref(owner)
                of_owner = shared(most)(lambda *rest: function(alive(), *rest))
                of_owner = of_owners.setdefault(owner, of_owner)
            return of_owner(*rest)

        return remembering

    return decorate


def sealed(result: Result) -> Result:
    """The same result; an array or a dictionary as a view that cannot be written to."""
    if isinstance(result, np.ndarray):
        view = result.view()
        view.flags.writeable = False
        return view
    return MappingProxyType(result) if isinstance(result, dict) else result


def seal(value: object) -> None:
    """Put a seal on what a frozen dataclass consists of."""
    for part in fields(value):
        object.__setattr__(value, part.name, sealed(getattr(value, part.name)))


def each(keys: Iterable[Key], compute: Callable[[Key], Result], size: int) -> dict[Key, Result]:
    """What is computed for each key, at the same time where its `size` samples are many."""
    keys = list(keys)
    if size < _LARGE:
        return {key: compute(key) for key in keys}
    with ThreadPoolExecutor() as pool:  # NumPy works on arrays without holding up other threads.
        return dict(zip(keys, pool.map(compute, keys), strict=True))
