"""Results that are computed once and kept: for all visitors, or with what they belong to. Pure.

Whoever gets one may get the same one as everybody else, so none can be written to; and all are
bounded, since links and files choose what is asked for.
"""

from __future__ import annotations

import os
import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, is_dataclass
from functools import lru_cache, wraps
from threading import Lock
from typing import TypeVar

import numpy as np

from pages.ui.inputs.sealed import sealed

Key, Result = TypeVar("Key"), TypeVar("Result")
Function = Callable[..., Result]

# Samples from which on several processors are worth the start of their threads.
_LARGE = 100_000
# What a result takes beside its arrays, at the most.
_OTHERS = 2_000


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


def each(keys: Iterable[Key], compute: Callable[[Key], Result], size: int) -> dict[Key, Result]:
    """What is computed for each key, at the same time where its `size` samples are many."""
    keys = list(keys)
    if size < _LARGE:
        return {key: compute(key) for key in keys}
    # NumPy works on arrays without holding up other threads; more of them only take more memory.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(zip(keys, pool.map(compute, keys), strict=True))


class Shelf:
    """The results used last, by what they answer; the arrays in them become read-only.

    Parameters
    ----------
    most_bytes : int
        What all of them may take together. A result that is larger is not kept.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most, self._taken = most_bytes, 0
        self._results: OrderedDict[Hashable, object] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> object | None:
        """The result kept under a key, if it is still there."""
        with self._lock:
            if key in self._results:
                self._results.move_to_end(key)
            return self._results.get(key)

    def put(self, key: Hashable, result: object) -> None:
        """Keep a result, and let go of those not used for longest where it takes too much."""
        for array in _arrays(result):
            array.flags.writeable = False
        size = _size(result)
        if size > self._most:
            return
        with self._lock:
            if key in self._results:
                self._taken -= _size(self._results.pop(key))
            self._results[key] = result
            self._taken += size
            while self._taken > self._most:
                self._taken -= _size(self._results.popitem(last=False)[1])


def _size(result: object) -> int:
    return _OTHERS + sum(array.nbytes for array in _arrays(result))


def _arrays(value: object) -> Iterator[np.ndarray]:
    if isinstance(value, np.ndarray):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from _arrays(getattr(value, field.name))
    elif isinstance(value, tuple):
        for part in value:
            yield from _arrays(part)
