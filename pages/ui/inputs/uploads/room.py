"""How much memory the uploads of all visitors may take together."""

import math
import weakref
from threading import Lock

import numpy as np
import numpy.typing as npt

from .errors import UploadError
from .limits import MAX_TOGETHER_MB


class Room:
    """Knows what is taken of a number of megabytes, and refuses what would be more.

    An array made here takes its room for as long as anything of it is held, and so does what is
    kept.
    """

    def __init__(self, megabytes: int) -> None:
        self._size = megabytes * 10**6
        self._taken: list[tuple[weakref.ref, int]] = []
        self._lock = Lock()

    def empty(
        self, shape: tuple[int, ...], dtype: npt.DTypeLike = np.float64, *, beside: int = 0
    ) -> npt.NDArray:
        """A new array, not yet filled, or an `UploadError` if there is no room for it.

        It takes so many bytes more for what will be computed from it.
        """
        wanted = math.prod(shape) * np.dtype(dtype).itemsize + beside
        with self._lock:
            self._check(wanted)
            try:
                array = np.empty(shape, dtype)
            except MemoryError:
                raise _full() from None
            self._taken.append((weakref.ref(array), wanted))
        return array

    def keep(self, thing: object, size: int) -> None:
        """Room for a thing of so many bytes while it lives, or an `UploadError`."""
        with self._lock:
            self._check(size)
            self._taken.append((weakref.ref(thing), size))

    def _check(self, wanted: int) -> None:
        self._taken = [(alive, size) for alive, size in self._taken if alive() is not None]
        if sum(size for _, size in self._taken) + wanted > self._size:
            raise _full()


def _full() -> UploadError:
    return UploadError(
        "The server holds as many tables of all its visitors as fit into its memory: try again "
        "later, or upload fewer rows."
    )


ROOM = Room(MAX_TOGETHER_MB)
