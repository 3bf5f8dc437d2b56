"""How big an upload may be, and all uploads together: it fits in the memory of a small server."""

from __future__ import annotations

import ctypes
import gc
import weakref
from threading import Lock

import pyarrow as pa

from .errors import UploadError

MAX_UPLOAD_MB = 200
"""Size of a file; `[server] maxUploadSize` says the same, but only the browser heeds that."""

MAX_KEPT_MB = 20
"""Size of a file that is kept beside its table, to be read anew once the roles are others."""

MAX_TABLES = 10
"""Tables of one visitor."""

MAX_ROWS = 2_000_000
MAX_CLASSES = 1_000
MAX_CELLS = 50_000_000
"""Rows × numbers a row: 400 MB as float64."""

MAX_NAME_LENGTH = 80
"""Characters of a class name."""

MAX_SLICES = 50
"""Different values of a column that a batch is cut by."""

MAX_FOLDS = 10_000
"""Different values of a column of folds: more are no folds."""

MAX_SLICED = 10
"""Columns of a table that a batch is cut by."""

MAX_PARQUET_MB = 500
"""Size of a Parquet file's columns once decompressed, as the file says."""

MAX_READING_MB = 1_000
"""Memory to read one file: the file, its table, and the process that reads it."""

MAX_READING_SECONDS = 30
"""Processor time of the process that reads a file."""

MAX_TOGETHER_MB = 2_000
"""All visitors' tables with what is computed from them, and their files until they are read."""

SCORED_ROW_BYTES = 60
"""What is computed from a row of a table and kept with it."""


def check_size(rows: int, numbers: int) -> None:
    """Raise if a table of so many rows, with so many numbers in each, is more than fits."""
    if rows > MAX_ROWS:
        raise UploadError(
            f"The table has {rows:,} rows: at most {MAX_ROWS:,} can be read, so upload a part."
        )
    if rows * numbers > MAX_CELLS:
        raise UploadError(
            f"The table has {rows:,} rows of {numbers:,} numbers: at most {MAX_CELLS:,} numbers "
            "can be read, so upload fewer rows."
        )


def unreadable() -> UploadError:
    """The error for a file that its reader does not survive."""
    return UploadError(
        f"The file is damaged, or reading it takes more than {MAX_READING_MB:,} MB of "
        "memory: write it again, with fewer rows or as CSV."
    )


class Room:
    """Knows what is taken of a number of megabytes, and refuses what would be more."""

    def __init__(self, megabytes: int) -> None:
        self._size = megabytes * 10**6
        self._taken: list[tuple[weakref.ref, int]] = []
        self._lock = Lock()

    def keep(self, thing: object, size: int) -> None:
        """Room for a thing of so many bytes while it lives, or an `UploadError`.

        An array lives for as long as any part of it is held.
        """
        with self._lock:
            self._taken = [(alive, taken) for alive, taken in self._taken if alive() is not None]
            if sum(taken for _, taken in self._taken) + size > self._size:
                raise UploadError(
                    "The server holds as many tables of all its visitors as fit into its memory: "
                    "try again later, or upload less."
                )
            self._taken.append((weakref.ref(thing), size))


ROOM = Room(MAX_TOGETHER_MB)


def give_back() -> None:
    """Free what only refers to itself, and give the system the memory that is free."""
    gc.collect()
    trim()


def trim() -> None:
    """Give the system the memory that is free."""
    _trim(0)


def _keep_little() -> None:
    """From now on, have what is freed be the system's again, whichever thread took it.

    Arrow's own allocator keeps a hundred megabytes for threads that are gone. GNU's C library
    raises its thresholds to 32 and 64 MB when large arrays are freed, and from then on keeps up to
    64 MB of each thread, out of the reach of `malloc_trim`; thresholds that were set stay.
    """
    pa.set_memory_pool(pa.system_memory_pool())
    # Below these, what is freed is kept: memory that is new to a process takes it longer.
    _set(_MMAP_THRESHOLD, 4 * 2**20)
    _set(_TRIM_THRESHOLD, 8 * 2**20)


def _of_the_c_library(name: str) -> object:
    try:
        return getattr(ctypes.CDLL(None), name)
    except (OSError, TypeError, AttributeError):  # Only GNU's has it: a third of an upload stays.
        return lambda *numbers: None


# Their numbers in <malloc.h>.
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_trim, _set = _of_the_c_library("malloc_trim"), _of_the_c_library("mallopt")
_keep_little()
