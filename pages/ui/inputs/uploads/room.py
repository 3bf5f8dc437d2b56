"""How much memory the uploads of all visitors may take together."""

import math
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

import numpy as np
import numpy.typing as npt

from .errors import UploadError
from .limits import MAX_TOGETHER_MB


class Room:
    """Knows what is taken of a number of megabytes, and refuses what would be more.

    An array made here takes its room for as long as anything of it is held.
    """

    def __init__(self, megabytes: int) -> None:
        self._size = megabytes * 10**6
        self._arrays: list[weakref.ref[npt.NDArray]] = []
        self._files = 0
        self._lock = Lock()

    def empty(self, shape: tuple[int, ...], dtype: npt.DTypeLike = np.float64) -> npt.NDArray:
        """A new array, not yet filled, or an `UploadError` if there is no room for it."""
        with self._lock:
            self._check(math.prod(shape) * np.dtype(dtype).itemsize)
            try:
                array = np.empty(shape, dtype)
            except MemoryError:
                raise _full() from None
            self._arrays.append(weakref.ref(array))
        return array

    @contextmanager
    def holding(self, size: int) -> Iterator[None]:
        """Room for a file of so many bytes while it is read, or an `UploadError`."""
        with self._lock:
            self._check(size)
            self._files += size
        try:
            yield
        finally:
            with self._lock:
                self._files -= size

    def _check(self, wanted: int) -> None:
        alive = [(ref, array) for ref in self._arrays if (array := ref()) is not None]
        self._arrays = [ref for ref, _ in alive]
        if self._files + sum(array.nbytes for _, array in alive) + wanted > self._size:
            raise _full()


def _full() -> UploadError:
    return UploadError(
        "The server holds as many tables of all its visitors as fit into its memory: try again "
        "later, or upload fewer rows."
    )


ROOM = Room(MAX_TOGETHER_MB)
