"""Reading in a process of its own: whatever a file does to its reader, the server goes on.

A few kilobytes of Parquet can fill any memory, and nothing in the file tells beforehand. What the
process sends are lines of JSON, each followed by the bytes of the arrays that it announces.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Lock

import numpy as np

from . import limits
from .errors import UploadError
from .parquet_reader import MAGIC
from .reader import check_file_size, read_table, unreadable
from .table import Block, Blocks, Shape, Table, assemble

_READER = [sys.executable, "-m", "pages.ui.inputs.uploads"]
_ROOT = Path(__file__).parents[4]
# Memory that is merely reserved would count as well.
_SPARING = {
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_ARENA_MAX": "2",
    "OPENBLAS_NUM_THREADS": "1",
}
# One process at a time: their memory adds up.
_turn = Lock()


def read_upload(
    data: bytes,
    name: str,
    *,
    normalise: bool = False,
    progress: Callable[[float], None] | None = None,
) -> Table:
    """As `read_table`, with bounds on the memory and the time that the file may take."""
    # CSV takes no more memory than its text, and half the time here that it would take apart.
    read = _read_apart if data.startswith(MAGIC) else read_table
    return read(data, name, normalise=normalise, progress=progress)


def _read_apart(
    data: bytes, name: str, *, normalise: bool, progress: Callable[[float], None] | None
) -> Table:
    check_file_size(data)
    with _turn, _process(data, normalise) as process:
        head = _head(process)
        shape = Shape(tuple(head["classes"]), head["soft"], head["rows"])
        return assemble(name, shape, _blocks(process, shape), progress)


@contextlib.contextmanager
def _process(data: bytes, normalise: bool) -> Iterator[subprocess.Popen[bytes]]:
    """A process that reads these bytes."""
    numbers = (len(data), normalise, limits.MAX_READING_MB, limits.MAX_READING_SECONDS)
    with subprocess.Popen(
        [*_READER, *(str(int(number)) for number in numbers)],
        cwd=_ROOT,
        env=os.environ | _SPARING,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        try:
            # It may end before it has taken all in; what it says then is looked at next.
            for act in (lambda: process.stdin.write(data), process.stdin.close):
                with contextlib.suppress(BrokenPipeError):
                    act()
            yield process
        finally:
            process.kill()


def _blocks(process: subprocess.Popen[bytes], shape: Shape) -> Blocks:
    while "rows" in (head := _head(process)):
        rows, index = head["rows"], head["index"]
        proba = _array(process, (rows, len(shape.classes)), "f8")
        truth = _array(process, proba.shape if shape.soft else (rows,), head["truth"])
        if isinstance(index, list):
            index = np.array(index, np.dtypes.StringDType())
        elif index is not None:
            index = _array(process, (rows,), index)
        yield Block(truth, proba, index, head["done"])


def _head(process: subprocess.Popen[bytes]) -> dict:
    line = process.stdout.readline()
    if not line.endswith(b"\n"):
        raise _death(process)
    head = json.loads(line)
    if "error" in head:
        raise UploadError(head["error"], fixable_by_normalising=head["fixable"])
    return head


def _array(process: subprocess.Popen[bytes], shape: tuple[int, ...], dtype: str) -> np.ndarray:
    array = np.empty(shape, dtype)
    if process.stdout.readinto(array.data.cast("B")) < array.nbytes:
        raise _death(process)
    return array


def _death(process: subprocess.Popen[bytes]) -> UploadError:
    """Why a process ended that has not said so itself."""
    if process.wait() == -getattr(signal, "SIGXCPU", 0):
        return UploadError(
            f"The file takes more than {limits.MAX_READING_SECONDS} seconds to read: write it "
            "again, with fewer rows or as CSV."
        )
    return unreadable()
