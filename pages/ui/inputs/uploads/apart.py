"""Parquet on Linux, read in a process of its own with bounds on memory and time.

A few kilobytes of Parquet can fill any memory, and nothing in the file tells beforehand: whatever
it does to its reader, the server goes on. `python -m pages.ui.inputs.uploads.apart` forks a reader
for each file, since to start Python and Arrow takes longer than to read it. The file, and what is
read of it, are in memory that both processes see; they tell each other lines of JSON. Once
anything goes wrong both readers end, and the next file has others.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import math
import mmap
import os
import signal
import socket
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from threading import Lock
from typing import IO

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet

from . import limits
from .checks import checked
from .columns import Columns, Roles
from .errors import UploadError
from .parquet_reader import open_parquet
from .roles import Told, knowing
from .spawned import ROOT, SPARING, death, opened_within
from .table import Coded, Table, assemble

_READER = [sys.executable, "-m", "pages.ui.inputs.uploads.apart"]
_TEXTS = 50_000  # Ids that are text, a line.

# One file at a time: the memory that they take adds up.
_turn = Lock()
_ready: list[_Process] = []


class _Process:
    """The process that forks readers, and what is said between it and the server."""

    def __init__(self) -> None:
        self.socket, theirs = socket.socketpair()
        self.lines = self.socket.makefile("rb")
        with theirs:
            self.popen = subprocess.Popen(
                _READER, cwd=ROOT, env=os.environ | SPARING, stdin=theirs, start_new_session=True
            )

    def end(self) -> None:
        """End it and the reader that it has."""
        # Python may miss a signal that comes just as a reader ends, and then sees that none is left
        # to read for.
        self.lines.close()
        self.socket.close()
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
    """The process; it stays for the next file if all goes well."""
    with _turn:
        process = _started()
        try:
            yield process
        except BaseException:
            process.end()
            raise
        _ready.append(process)


def read_apart(
    data: bytes, normalise: bool, told: Told, progress: Callable[[float], None]
) -> Table:
    """The table of a Parquet file, or the `UploadError` about it."""
    with _memory_file() as file, _memory_file() as table, _process() as process:
        file.write(data)
        with contextlib.suppress(ConnectionError):  # What has ended is looked at next.
            _ask(process.socket, file, table, normalise, told)
        said = _answer(process, progress)
        if "error" not in said:
            return _table(said, table)
    error = UploadError(said["error"], fixable_by_normalising=said["fixable"])
    error.columns = said["columns"] and Columns(*_as_tuples(said["columns"]))
    raise error


def _memory_file() -> IO[bytes]:
    return os.fdopen(os.memfd_create("upload", os.MFD_ALLOW_SEALING), "r+b", buffering=0)


def _ask(to: socket.socket, file: IO[bytes], table: IO[bytes], normalise: bool, told: Told) -> None:
    bounds = limits.MAX_READING_MB, limits.MAX_READING_SECONDS
    job = {"told": list(told.items()), "normalise": normalise, "bounds": bounds}
    socket.send_fds(to, [b"\n"], [file.fileno(), table.fileno()])
    to.sendall(json.dumps(job).encode() + b"\n")


def _answer(process: _Process, progress: Callable[[float], None]) -> dict:
    """The last that is said; raises for a process that ended without it."""
    texts = []
    while True:
        line = b""
        with contextlib.suppress(ConnectionError):
            line = process.lines.readline()
        if not line.endswith(b"\n"):
            raise death(process.popen)
        said = json.loads(line)
        if "done" in said:
            progress(said["done"])
        elif "texts" in said:
            texts.append(np.array(said["texts"], np.dtypes.StringDType()))
        else:
            return said | ({"ids": np.concatenate(texts)} if texts else {})


def _table(said: dict, file: IO[bytes]) -> Table:
    """The table whose arrays are in the file, where it is said that they are."""
    fcntl.fcntl(file, fcntl.F_ADD_SEALS, fcntl.F_SEAL_SHRINK)  # Or to look there might kill us.

    def array(part: list | npt.NDArray | None) -> npt.NDArray | None:
        return _mapped(file, *part) if isinstance(part, list) else part

    return Table(
        "",
        tuple(said["classes"]),
        *(array(said[name]) for name in ("truth", "proba", "ids")),
        columns=Columns(*_as_tuples(said["columns"])),
        slices={name: Coded(array(codes), texts) for name, codes, texts in said["slices"]},
        weight=array(said["weight"]),
    )


def _mapped(file: IO[bytes], start: int, kind: str, shape: list[int], beside: int) -> npt.NDArray:
    size = math.prod(shape) * np.dtype(kind).itemsize
    memory = mmap.mmap(file.fileno(), size, prot=mmap.PROT_READ, offset=start)
    limits.ROOM.keep(memory, size + beside)
    return np.ndarray(shape, kind, memory)


def _as_tuples(sent: list) -> Iterator:
    """The parts of a tuple that JSON made a list of."""
    return (tuple(part) if isinstance(part, list) else part for part in sent)


class _Shared:
    """Arrays in a file, so that the server has them as soon as they are filled."""

    def __init__(self, file: int) -> None:
        self._file, self._size = file, 0
        self._parts: dict[int, tuple] = {}

    def empty(
        self, shape: tuple[int, ...], dtype: npt.DTypeLike = np.float64, *, beside: int = 0
    ) -> npt.NDArray:
        """An array of these, if they are numbers; see `table.empty`."""
        kind = np.dtype(dtype)
        if kind.kind == "T":
            return np.empty(shape, kind)
        start, size = self._size, max(1, math.prod(shape) * kind.itemsize)
        self._size += -(-size // mmap.PAGESIZE) * mmap.PAGESIZE
        os.ftruncate(self._file, self._size)
        array = np.ndarray(shape, kind, mmap.mmap(self._file, size, offset=start))
        self._parts[array.ctypes.data] = (start, kind.str, shape, beside)
        return array

    def part(self, array: npt.NDArray | None) -> tuple | None:
        """Where it is, if it is one of these."""
        return None if array is None else self._parts.get(array.ctypes.data)


def _main() -> None:
    """In the process: have one child after the other read a file, and end as one that could not."""
    server = socket.socket(fileno=0)
    _warm_up()
    with contextlib.suppress(ConnectionResetError):  # The server has left in the middle.
        while files := socket.recv_fds(server, 1, 2)[1]:
            if child := os.fork():
                _wait_for(child)
                for file in files:
                    os.close(file)
            else:
                _read_and_end(server, *files)


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


def _read_and_end(server: socket.socket, file: int, table: int) -> None:
    ended_badly = True
    try:
        with server.makefile("rwb") as lines:
            _read(lines, file, table)
        ended_badly = False
    except (MemoryError, ConnectionError):
        pass  # An end without a word says it, or there is nobody to say it to.
    except Exception:  # A fault of ours.
        traceback.print_exc()
    finally:
        os._exit(ended_badly)


def _warm_up() -> None:
    """Read a table of ours: the first one takes Arrow three times as long as any other."""
    sink = pa.BufferOutputStream()
    pyarrow.parquet.write_table(pa.table({"true": ["a"], "a": [1.0], "b": [0.0]}), sink)
    opened = open_parquet(sink.getvalue(), {})
    assemble(opened.columns, opened.rows, checked(opened, normalise=False), lambda done: None)


def _read(lines: IO[bytes], file: int, table: int) -> None:
    """Read the file that comes and say where its table is, or what is wrong with it."""

    def say(**said: object) -> None:
        lines.write(json.dumps(said).encode() + b"\n")
        lines.flush()

    job, data = json.loads(lines.readline()), mmap.mmap(file, 0, prot=mmap.PROT_READ)
    megabytes, seconds = job["bounds"]
    # What both processes see is taken away: the file, also as the server has got it, and the table.
    memory = megabytes * 10**6 - 2 * len(data)
    try:
        told = {tuple(names): Roles(*_as_tuples(roles)) for names, roles in job["told"]}
        opened, shared = opened_within(data, told, memory, seconds), _Shared(table)
        with knowing(opened.columns):
            blocks = checked(opened, normalise=job["normalise"])
            found = assemble(
                opened.columns, opened.rows, blocks, lambda done: say(done=done), shared.empty
            )
    except UploadError as error:
        fixable = error.fixable_by_normalising
        say(error=str(error), fixable=fixable, columns=error.columns)
        return
    if found.ids is not None and not shared.part(found.ids):
        for start in range(0, found.size, _TEXTS):
            say(texts=found.ids[start : start + _TEXTS].tolist())
    say(
        **{name: getattr(found, name) for name in ("classes", "columns")},
        **{name: shared.part(getattr(found, name)) for name in ("truth", "proba", "ids", "weight")},
        slices=[(name, shared.part(codes), texts) for name, (codes, texts) in found.slices.items()],
    )


if __name__ == "__main__":
    _main()
