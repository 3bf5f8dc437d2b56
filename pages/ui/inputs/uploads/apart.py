"""Parquet, read in a process of its own with bounds on memory and time.

A few kilobytes of Parquet can fill any memory, and nothing in the file tells beforehand: whatever
it does to its reader, the server goes on. What `python -m pages.ui.inputs.uploads.apart` reads and
writes are pickles, which carry arrays without a copy: the blocks that the table is put together
from, and None after the last one, or what is wrong. The server takes nothing else from it. On Linux
it forks a reader for each file, since to start Python and Arrow takes longer than to read it; once
anything goes wrong both readers end, and the next file has others. Elsewhere each file has a
process, and the bounds are those that the system knows.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Lock
from typing import IO

import numpy as np
import pyarrow as pa
import pyarrow.parquet

from . import limits
from .blocks import Opened
from .checks import checked
from .errors import UploadError
from .parquet_reader import open_parquet
from .roles import Told, knowing
from .table import Table, assemble

try:
    import resource
except ImportError:  # Windows has no such bounds.
    resource = None

_FORKS = sys.platform == "linux"
_READER = [sys.executable, "-m", "pages.ui.inputs.uploads.apart"]
_ROOT = Path(__file__).parents[4]
# Memory that is merely reserved would count as well.
_SPARING = {
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_ARENA_MAX": "2",
    "OPENBLAS_NUM_THREADS": "1",
}
# What a file begins with for the process: it has a child read it, or reads it itself and ends.
_FORK, _ALONE = b"f", b"a"
_PIPE = 2**20

# One file at a time: the memory that they take adds up.
_turn = Lock()
_ready: list[_Process] = []


# All that a reader says is made of. Any other name in a pickle could run whatever it likes in the
# server, and a file may have taken its reader over.
_SAYABLE = {
    ("numpy", "dtype"),
    ("numpy", "ndarray"),
    ("numpy._core._internal", "_convert_to_stringdtype_kwargs"),
    ("numpy._core.multiarray", "_reconstruct"),
    ("numpy._core.numeric", "_frombuffer"),
    ("pages.ui.inputs.uploads.blocks", "Block"),
    ("pages.ui.inputs.uploads.blocks", "Coded"),
    ("pages.ui.inputs.uploads.columns", "Columns"),
    ("pages.ui.inputs.uploads.errors", "UploadError"),
}


class _Saying(pickle.Unpickler):
    """What a reader says, of which nothing is believed but tables and errors."""

    def find_class(self, module: str, name: str) -> object:
        if (module, name) not in _SAYABLE:
            raise pickle.UnpicklingError(f"No reader says {module}.{name}.")
        return super().find_class(module, name)


class _Process:
    """The process that reads or forks readers, and what is said between it and the server."""

    def __init__(self) -> None:
        self.popen = subprocess.Popen(
            _READER,
            cwd=_ROOT,
            env=os.environ | _SPARING,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            pipesize=_PIPE,
            start_new_session=True,
        )
        self.done = False

    def said(self) -> object:
        """What it says next; raised if that is an error, or if it ended without a word."""
        try:
            said = _Saying(self.popen.stdout).load()
        except (EOFError, pickle.UnpicklingError):
            self.popen.terminate()  # One that says what no reader does may not end by itself.
            raise _death(self.popen) from None
        self.done = said is None or isinstance(said, UploadError)
        if isinstance(said, UploadError):
            raise said
        return said

    def end(self) -> None:
        """End it and the reader that it has."""
        # Python may miss a signal that comes just as a reader ends, and then sees that none is left
        # to read for.
        for stream in (self.popen.stdin, self.popen.stdout):
            with contextlib.suppress(OSError):
                stream.close()
        self.popen.terminate()
        self.popen.wait()


def get_ready() -> None:
    """Start the process beforehand, unless it is there or at work."""
    if _turn.acquire(blocking=False):
        try:
            _ready.append(_started())
        finally:
            _turn.release()


def _started() -> _Process:
    """The process that is ready, if it is still there, or else a new one."""
    if _ready:
        process = _ready.pop()
        if process.popen.poll() is None:
            return process
        process.end()
    return _Process()


@contextlib.contextmanager
def _process() -> Iterator[_Process]:
    """The process; it stays for the next file if it has said all of this one."""
    with _turn:
        process = _started()
        process.done = False
        try:
            yield process
        finally:
            if process.done and _FORKS:
                _ready.append(process)
            else:
                process.end()


def read_apart(
    data: bytes, normalise: bool, told: Told, progress: Callable[[float], None]
) -> Table:
    """The table of a Parquet file, or the `UploadError` about it."""
    with _process() as process:
        with contextlib.suppress(OSError):  # What has ended is looked at next.
            _ask(process.popen.stdin, data, normalise, told)
        return assemble(*process.said(), iter(process.said, None), progress)


def _ask(to: IO[bytes], data: bytes, normalise: bool, told: Told) -> None:
    to.write(_FORK if _FORKS else _ALONE)
    bounds = limits.MAX_READING_MB, limits.MAX_READING_SECONDS
    pickle.dump((len(data), bounds, normalise, told), to)
    to.write(data)
    to.flush()


def _death(process: subprocess.Popen[bytes]) -> UploadError:
    """Why a process ended that has not said so itself."""
    if process.wait() == -getattr(signal, "SIGXCPU", 0):
        return UploadError(
            f"The file takes more than {limits.MAX_READING_SECONDS} seconds to read: write it "
            "again, with fewer rows or as CSV."
        )
    return limits.unreadable()


def _main() -> None:
    """In the process: have one child after the other read a file, and end as one that could not."""
    _warm_up()
    while how := os.read(0, 1):
        if how == _ALONE:
            _read_and_end()
        elif child := os.fork():
            _wait_for(child)
        else:
            _read_and_end()


def _wait_for(child: int) -> None:
    """Until it ends; it is ended if this process is to end, and this one if it ended badly."""

    def end(*_: object) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)

    signal.signal(signal.SIGTERM, end)
    status = os.waitpid(child, 0)[1]
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if status:
        os.kill(os.getpid(), os.WTERMSIG(status) or signal.SIGTERM)


def _warm_up() -> None:
    """Read a table of ours: the first one takes Arrow three times as long as any other."""
    sink = pa.BufferOutputStream()
    pyarrow.parquet.write_table(pa.table({"true": ["a"], "a": [1.0], "b": [0.0]}), sink)
    opened = open_parquet(sink.getvalue(), {})
    assemble(opened.columns, opened.rows, checked(opened, normalise=False), lambda done: None)


def _read_and_end() -> None:
    ended_badly = True
    try:
        _read(sys.stdin.buffer, sys.stdout.buffer)
        ended_badly = False
    except (MemoryError, ConnectionError, EOFError):
        pass  # An end without a word says it, or there is nobody to say it to.
    except Exception:  # A fault of ours.
        traceback.print_exc()
    finally:
        os._exit(ended_badly)


def _read(file: IO[bytes], server: IO[bytes]) -> None:
    """Read the file that comes and say its blocks, or what is wrong with it."""

    def say(said: object) -> None:
        pickle.dump(said, server, protocol=5)  # Which does not copy arrays.
        server.flush()

    size, (megabytes, seconds), normalise, told = pickle.load(file)
    data = np.empty(size, np.uint8)
    file.readinto(data)
    try:
        # The server takes the file as well.
        opened = _opened(data, told, megabytes * 10**6 - size, seconds)
        say((opened.columns, opened.rows))
        with knowing(opened.columns):
            for block in checked(opened, normalise=normalise):
                say(block)
        say(None)
    except UploadError as error:
        say(error)


def _opened(data: bytes, told: Told, memory: int, seconds: int) -> Opened:
    """The opened file; to read it may take so much, its table in the server included."""
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


if __name__ == "__main__":
    _main()
