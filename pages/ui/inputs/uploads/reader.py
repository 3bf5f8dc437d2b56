"""A file of any kind, read: CSV and Parquet are told apart by content."""

from collections.abc import Callable
from functools import partial

from . import limits
from .checks import SumError, checked
from .csv_reader import open_csv
from .errors import UploadError
from .parquet_reader import MAGIC, open_parquet
from .survey import refuse_extra_columns, with_way_out
from .table import Blocks, Opened, Table, assemble


def read_table(
    data: bytes,
    name: str = "",
    *,
    normalise: bool = False,
    progress: Callable[[float], None] | None = None,
) -> Table:
    """Read and check one model's predictions.

    Parameters
    ----------
    data : bytes
        CSV or Parquet, told apart by content and not by name.
    name : str
        What the table is called.
    normalise : bool
        Whether to rescale every row, of a soft truth too, to sum to 1.
    progress : callable, optional
        Called with the part that is done, 0 to 1, while reading.

    Returns
    -------
    Table
        Class names, truth and predictions.

    Raises
    ------
    UploadError
        Whatever is wrong; no other exception comes from the content of a file. Rows are counted
        from 1, without the header.
    """
    try:
        opened = open_table(data)
        return assemble(name, opened.shape, read_blocks(opened, normalise=normalise), progress)
    except MemoryError:
        raise unreadable() from None


def open_table(data: bytes) -> Opened:
    """What is in a file, or the `UploadError` about its size, its kind or its columns."""
    check_file_size(data)
    return (open_parquet if data.startswith(MAGIC) else open_csv)(data)


def read_blocks(opened: Opened, *, normalise: bool) -> Blocks:
    """The rows of a file, or the `UploadError` about the first one that is wrong."""
    try:
        yield from opened.blocks(partial(checked, opened.columns, normalise))
    except SumError as error:
        raise with_way_out(error, opened) from None
    if normalise:
        refuse_extra_columns(opened)


def check_file_size(data: bytes) -> None:
    """Raise if a file is larger than the limit."""
    if len(data) > limits.MAX_UPLOAD_MB * 2**20:
        raise UploadError(
            f"The file is larger than {limits.MAX_UPLOAD_MB} MB: write it as Parquet with float32 "
            "columns, which takes a half to a third of a CSV, or upload a part of the rows."
        )


def unreadable() -> UploadError:
    """The error for a file that its reader does not survive."""
    return UploadError(
        f"The file is damaged, or reading it takes more than {limits.MAX_READING_MB:,} MB of "
        "memory: write it again, with fewer rows or as CSV."
    )
