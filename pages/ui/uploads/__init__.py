"""Predictions from a file: one table a model, checked, with a sentence for whatever is wrong.

A table has a column `true` and one column a class, as
`pd.DataFrame(model.predict_proba(X), columns=model.classes_).assign(true=np.asarray(y))` has it,
written as CSV or Parquet. For a soft truth it has a column `true:<class>` for every class instead.
"""

from collections.abc import Callable
from typing import BinaryIO

from pages.ui.downloads import to_csv_bytes

from .csv_reader import read_csv
from .errors import UploadError, quoted
from .limits import MAX_CELLS, MAX_CLASSES, MAX_ROWS, MAX_UPLOAD_MB
from .pairing import pair
from .parquet_reader import MAGIC, read_parquet
from .table import Table

__all__ = [
    "MAX_CELLS",
    "MAX_CLASSES",
    "MAX_ROWS",
    "MAX_UPLOAD_MB",
    "Table",
    "UploadError",
    "pair",
    "quoted",
    "read_table",
    "to_csv_bytes",
]


def read_table(
    data: bytes | BinaryIO,
    filename: str = "",
    *,
    normalise: bool = False,
    progress: Callable[[float], None] | None = None,
) -> Table:
    """Read and check one model's predictions.

    Parameters
    ----------
    data : bytes or binary file
        CSV or Parquet, told apart by content and not by name.
    filename : str
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
    limit = MAX_UPLOAD_MB * 2**20
    if not isinstance(data, bytes):
        data = data.read(limit + 1)
    if len(data) > limit:
        raise UploadError(
            f"The file is larger than {MAX_UPLOAD_MB} MB: upload fewer rows, or write them as "
            "Parquet, which takes less."
        )
    read = read_parquet if data.startswith(MAGIC) else read_csv
    return read(data, filename, normalise=normalise, progress=progress or (lambda done: None))
