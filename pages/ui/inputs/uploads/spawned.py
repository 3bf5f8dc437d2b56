"""Parquet, read in a process that is started for it: the way of every system but Linux.

A few kilobytes of Parquet can fill any memory, and nothing in the file tells beforehand: whatever
it does to its reader, the server goes on. What `python -m pages.ui.inputs.uploads.spawned` is given
and writes are pickles: the blocks that the table is put together from, and None after the last one,
or what is wrong. The bounds on memory and time are heeded where the system has any.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from threading import Lock

from . import limits
from .checks import checked
from .errors import UploadError
from .parquet_reader import open_parquet
from .roles import Told, knowing
from .table import Opened, Table, assemble

try:
    import resource
except ImportError:  # Windows has no such bounds.
    resource = None

ROOT = Path(__file__).parents[4]
_READER = [sys.executable, "-m", "pages.ui.inputs.uploads.spawned"]
# Memory that is merely reserved would count as well.
SPARING = {
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_ARENA_MAX": "2",
    "OPENBLAS_NUM_THREADS": "1",
}
# One process at a time: their memory adds up.
_turn = Lock()


def get_ready() -> None:
    """Nothing has to be."""


def read_apart(
    data: bytes, normalise: bool, told: Told, progress: Callable[[float], None]
) -> Table:
    """The table of a Parquet file, or the `UploadError` about it."""
    with _turn, _process() as process:
        # It may end before it has taken all in; what it says then is looked at next.
        with contextlib.suppress(OSError), process.stdin:
            bounds = limits.MAX_READING_MB, limits.MAX_READING_SECONDS
            pickle.dump((bounds, normalise, told), process.stdin)
            pickle.dump(data, process.stdin)
        said = partial(_said, process)
        return assemble(*said(), iter(said, None), progress)


@contextlib.contextmanager
def _process() -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        _READER, cwd=ROOT, env=os.environ | SPARING, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def _said(process: subprocess.Popen[bytes]) -> object:
    """What is said next; raised if it is an error, or if the process ended without a word."""
    try:
        said = pickle.load(process.stdout)
    except (EOFError, pickle.UnpicklingError):
        raise death(process) from None
    if isinstance(said, UploadError):
        raise said
    return said


def death(process: subprocess.Popen[bytes]) -> UploadError:
    """Why a process ended that has not said so itself."""
    if process.wait() == -getattr(signal, "SIGXCPU", 0):
        return UploadError(
            f"The file takes more than {limits.MAX_READING_SECONDS} seconds to read: write it "
            "again, with fewer rows or as CSV."
        )
    return limits.unreadable()


def opened_within(data: bytes, told: Told, memory: int, seconds: int) -> Opened:
    """An opened file that this process may take so much for, its table in the server included."""
    _bound(memory, seconds)
    opened = open_parquet(data, told)
    numbers = len(opened.columns.classes) + len(opened.columns.truth)
    numbers += opened.columns.weight is not None
    _bound(memory - 8 * opened.rows * numbers, seconds)
    return opened


def _bound(memory: int, seconds: int) -> None:
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))


def _main() -> None:
    """In the process: read the file that is given; write its blocks, or what is wrong with it."""
    say = partial(pickle.dump, file=sys.stdout.buffer)
    (megabytes, seconds), normalise, told = pickle.load(sys.stdin.buffer)
    data = pickle.load(sys.stdin.buffer)
    try:
        # The server takes the file as well.
        opened = opened_within(data, told, megabytes * 10**6 - len(data), seconds)
        say((opened.columns, opened.rows))
        with knowing(opened.columns):
            for block in checked(opened, normalise=normalise):
                say(block)
        say(None)
    except UploadError as error:
        say(error)
    except MemoryError:
        pass  # An end without a word says it.


if __name__ == "__main__":
    _main()
