"""Memory that was let go of is given back at once. Pure."""

from __future__ import annotations

import ctypes
import gc

import pyarrow as pa


def collect() -> None:
    """Free what only refers to itself, and give the system back what is free."""
    gc.collect()
    pa.default_memory_pool().release_unused()
    _trim(0)


def _trim_of_the_c_library() -> object:
    try:
        return ctypes.CDLL(None).malloc_trim
    except (OSError, TypeError, AttributeError):  # Only GNU's has it: a third of an upload stays.
        return lambda pad: None


_trim = _trim_of_the_c_library()
