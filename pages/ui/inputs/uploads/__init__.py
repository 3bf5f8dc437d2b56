"""Predictions from a file: one table a model, checked, with a sentence for whatever is wrong.

A table has a column `true` and one column a class, as
`pd.DataFrame(model.predict_proba(X), columns=model.classes_).assign(true=np.asarray(y))` has it,
written as CSV or Parquet. For a soft truth it has a column `true:<class>` for every class instead.
"""

from .apart import read_upload
from .errors import UploadError, quoted
from .limits import MAX_CELLS, MAX_CLASSES, MAX_ROWS, MAX_UPLOAD_MB
from .pairing import pair
from .reader import read_table
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
    "read_upload",
]
