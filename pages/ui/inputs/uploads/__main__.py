"""The process that reads one file, with bounds on its memory and its time.

`python -m pages.ui.inputs.uploads SIZE RESCALE MB SECONDS < file`. What it writes is for `apart`.
"""

import json
import sys

import numpy as np

from pages.ui.inputs.uploads.errors import UploadError
from pages.ui.inputs.uploads.reader import open_table, read_blocks
from pages.ui.inputs.uploads.table import Block

try:
    import resource
except ImportError:  # Windows has no such bounds: there it is a process of its own and no more.
    resource = None


def main() -> None:
    """Read standard input; write the table, or what is wrong with it, to standard output."""
    size, rescale, megabytes, seconds = map(int, sys.argv[1:])
    # The server takes this away: the file and, once its size is known, the table.
    memory = megabytes * 10**6 - size
    try:
        _bound(memory, seconds)
        opened = open_table(sys.stdin.buffer.read(size))
        _bound(memory - opened.shape.nbytes, seconds)
        _send(opened.shape._asdict())
        for block in read_blocks(opened, normalise=bool(rescale)):
            _send_block(block)
        _send({})
    except UploadError as error:
        _send({"error": str(error), "fixable": error.fixable_by_normalising})
    except MemoryError:
        pass  # An end without a word says it.


def _bound(memory: int, seconds: int) -> None:
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))


def _send_block(block: Block) -> None:
    truth, proba, index, done = block
    head = {"rows": len(proba), "truth": truth.dtype.str, "done": done, "index": None}
    if index is None:
        _send(head, proba, truth)
    elif index.dtype.kind == "T":
        _send(head | {"index": index.tolist()}, proba, truth)
    else:
        _send(head | {"index": index.dtype.str}, proba, truth, index)


def _send(head: dict, *arrays: np.ndarray) -> None:
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n")
    for array in arrays:
        sys.stdout.buffer.write(np.ascontiguousarray(array).data)


if __name__ == "__main__":
    main()
