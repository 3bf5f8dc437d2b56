"""An upload, read: CSV here, Parquet in a process of its own, with bounds on memory and time.

A few kilobytes of Parquet can fill any memory, and nothing in the file tells beforehand: whatever
it does to its reader, the server goes on. What `python -m pages.ui.inputs.uploads.reading SIZE
RESCALE MB SECONDS` is given is a line of JSON with the roles that were told, and the file; what it
writes are lines of JSON, each followed by the bytes of the arrays that it announces.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Lock

import numpy as np

from . import limits
from .checks import checked
from .columns import Columns, Roles
from .csv_reader import open_csv
from .errors import UploadError
from .parquet_reader import MAGIC, open_parquet
from .roles import Told, knowing
from .table import Block, Coded, Opened, Table, assemble

try:
    import resource
except ImportError:  # Windows has no such bounds: there it is a process of its own and no more.
    resource = None

_READER = [sys.executable, "-m", "pages.ui.inputs.uploads.reading"]
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
    name: str = "",
    *,
    normalise: bool = False,
    told: Told | None = None,
    progress: Callable[[float], None] | None = None,
) -> Table:
    """Read and check one model's predictions: CSV or Parquet, told apart by content, not by name.

    With `normalise` every row, of a soft truth too, is rescaled to sum to 1; `told` are the roles
    of columns that are not to be guessed; `progress` is told the part that is done, 0 to 1.
    Whatever is wrong is an `UploadError`, and no other exception comes from the content of a file.
    """
    if len(data) > limits.MAX_UPLOAD_MB * 2**20:
        raise UploadError(
            f"The file is larger than {limits.MAX_UPLOAD_MB} MB: write it as Parquet with float32 "
            "columns, which takes a half to a third of a CSV, or upload a part of the rows."
        )
    # CSV takes no more memory than its text, and half the time here that it would take apart.
    read = _read_apart if data.startswith(MAGIC) else _read_here
    try:
        table = read(data, normalise, told or {}, progress or (lambda done: None))
    except MemoryError:
        raise _unreadable() from None
    return replace(table, name=name, rescaled=normalise)


def _read_here(
    data: bytes, normalise: bool, told: Told, progress: Callable[[float], None]
) -> Table:
    opened = _opened(data, told)
    with knowing(opened.columns):
        blocks = checked(opened, normalise=normalise)
        return assemble(opened.columns, opened.rows, blocks, progress)


def _read_apart(
    data: bytes, normalise: bool, told: Told, progress: Callable[[float], None]
) -> Table:
    with _turn, _process(data, normalise, told) as process:
        head, _ = _receive(process)
        columns = Columns(*_as_tuples(head["columns"]))
        return assemble(columns, head["rows"], _received(process), progress)


def _opened(data: bytes, told: Told) -> Opened:
    """What is in a file, or the `UploadError` about its kind or its columns."""
    return (open_parquet if data.startswith(MAGIC) else open_csv)(data, told)


def _as_tuples(sent: list) -> Iterator:
    """The parts of a tuple that JSON made a list of."""
    return (tuple(part) if isinstance(part, list) else part for part in sent)


def _unreadable() -> UploadError:
    """The error for a file that its reader does not survive."""
    return UploadError(
        f"The file is damaged, or reading it takes more than {limits.MAX_READING_MB:,} MB of "
        "memory: write it again, with fewer rows or as CSV."
    )


@contextlib.contextmanager
def _process(data: bytes, normalise: bool, told: Told) -> Iterator[subprocess.Popen[bytes]]:
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
            with contextlib.suppress(BrokenPipeError), process.stdin:
                process.stdin.write(json.dumps(list(told.items())).encode() + b"\n")
                process.stdin.write(data)
            yield process
        finally:
            process.kill()


def _received(process: subprocess.Popen[bytes]) -> Iterator[Block]:
    while (message := _receive(process))[0]:
        head, arrays = message
        arrays = iter(arrays)
        truth, proba, ids, weight = (there and next(arrays) for there in head["there"])
        ids = np.array(head["ids"], np.dtypes.StringDType()) if head["ids"] else ids
        yield Block(truth, proba, ids, tuple(map(Coded, arrays, head["slices"])), weight)


def _receive(process: subprocess.Popen[bytes]) -> tuple[dict, list[np.ndarray]]:
    """What was sent next; raises the error that it says, or that the process ended without one."""
    line = process.stdout.readline()
    if not line.endswith(b"\n"):
        raise _death(process)
    head = json.loads(line)
    if "error" in head:
        error = UploadError(head["error"], fixable_by_normalising=head["fixable"])
        error.columns = head["columns"] and Columns(*_as_tuples(head["columns"]))
        raise error
    arrays = [np.empty(shape, kind) for kind, shape in head.pop("arrays")]
    for array in arrays:
        if process.stdout.readinto(array.data.cast("B")) < array.nbytes:
            raise _death(process)
    return head, arrays


def _death(process: subprocess.Popen[bytes]) -> UploadError:
    """Why a process ended that has not said so itself."""
    if process.wait() == -getattr(signal, "SIGXCPU", 0):
        return UploadError(
            f"The file takes more than {limits.MAX_READING_SECONDS} seconds to read: write it "
            "again, with fewer rows or as CSV."
        )
    return _unreadable()


def _main() -> None:
    """In the process: read standard input; write the table, or what is wrong with it."""
    size, rescale, megabytes, seconds = map(int, sys.argv[1:])
    # The server takes this away: the file and, once its size is known, the table.
    memory = megabytes * 10**6 - size
    try:
        _bound(memory, seconds)
        sent = json.loads(sys.stdin.buffer.readline())
        told = {tuple(names): Roles(*_as_tuples(roles)) for names, roles in sent}
        opened = _opened(sys.stdin.buffer.read(size), told)
        numbers = len(opened.columns.classes) + len(opened.columns.truth)
        numbers += opened.columns.weight is not None
        _bound(memory - 8 * opened.rows * numbers, seconds)
        _send({"columns": opened.columns, "rows": opened.rows})
        with knowing(opened.columns):
            for block in checked(opened, normalise=bool(rescale)):
                _send_block(block)
        _send({})
    except UploadError as error:
        fixable = error.fixable_by_normalising
        _send({"error": str(error), "fixable": fixable, "columns": error.columns})
    except MemoryError:
        pass  # An end without a word says it.


def _bound(memory: int, seconds: int) -> None:
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))


def _send_block(block: Block) -> None:
    is_text = block.ids is not None and block.ids.dtype.kind == "T"
    arrays = (block.truth, block.proba, None if is_text else block.ids, block.weight)
    head = {
        "slices": [coded.texts for coded in block.slices],
        "ids": block.ids.tolist() if is_text else None,
        "there": [True if array is not None else None for array in arrays],
    }
    there = [array for array in arrays if array is not None]
    _send(head, *there, *(coded.codes for coded in block.slices))


def _send(head: dict, *arrays: np.ndarray) -> None:
    head["arrays"] = [(array.dtype.str, array.shape) for array in arrays]
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n")
    for array in arrays:
        sys.stdout.buffer.write(np.ascontiguousarray(array).data)


if __name__ == "__main__":
    _main()
