"""The same computation for several keys, at the same time where it takes long. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Key, Result = TypeVar("Key"), TypeVar("Result")

_LARGE = 100_000


def each(keys: Iterable[Key], compute: Callable[[Key], Result], size: int) -> dict[Key, Result]:
    """What is computed for each key; `size` is how many samples each of them takes."""
    keys = list(keys)
    if size < _LARGE:
        return {key: compute(key) for key in keys}
    with ThreadPoolExecutor() as pool:  # NumPy works on arrays without holding up other threads.
        return dict(zip(keys, pool.map(compute, keys), strict=True))
