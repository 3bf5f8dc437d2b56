"""An upload, read: CSV here, Parquet in a process of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from . import limits
from .apart import read_apart
from .checks import checked
from .csv_reader import open_csv
from .errors import UploadError
from .parquet_reader import MAGIC, open_parquet
from .roles import Told, knowing
from .table import Table, assemble


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
    read = read_apart if data.startswith(MAGIC) else _read_here
    try:
        table = read(data, normalise, told or {}, progress or (lambda done: None))
    except MemoryError:
        raise limits.unreadable() from None
    return replace(table, name=name, rescaled=normalise)


def _read_here(
    data: bytes, normalise: bool, told: Told, progress: Callable[[float], None]
) -> Table:
    opened = (open_parquet if data.startswith(MAGIC) else open_csv)(data, told)
    with knowing(opened.columns):
        blocks = checked(opened, normalise=normalise)
        return assemble(opened.columns, opened.rows, blocks, progress)
