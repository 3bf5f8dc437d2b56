"""The row index that pandas writes along with a Parquet file."""

import contextlib
import json
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from .columns import SOFT, TRUE
from .limits import MAX_NAME_LENGTH


class Index(NamedTuple):
    """The columns that hold the index, or the rule that stands for a regular one."""

    names: list[str]
    rule: range | None = None

    def of(self, batch: pa.RecordBatch, done: int) -> np.ndarray | None:
        """That of the rows of a batch, before which so many were done, as whole numbers or text.

        None if there is none that can be told.
        """
        if self.rule is not None:
            return np.fromiter(self.rule[done : done + batch.num_rows], np.int64)
        columns = [batch.column(name) for name in self.names]
        if len(columns) == 1 and pa.types.is_integer(columns[0].type):
            return columns[0].fill_null(0).to_numpy(zero_copy_only=False)
        try:
            texts = [column.cast(pa.string()) for column in columns]
        except pa.ArrowException:
            return None
        if not texts:
            return None
        text = pc.binary_join_element_wise(*texts, ", ", null_handling="replace")
        # The end of a long one is what tells it from the others.
        short = pc.utf8_slice_codeunits(text, -MAX_NAME_LENGTH)
        return np.array(short.to_pylist(), np.dtypes.StringDType())


def find_index(schema: pa.Schema, rows: int) -> Index:
    """What pandas notes of the index in the footer."""
    noted: list[object] = []
    # Whatever else may be in there is not ours to judge.
    with contextlib.suppress(ValueError, LookupError, TypeError, RecursionError):
        noted = list(json.loads(schema.metadata[b"pandas"])["index_columns"])
    names = [
        name
        for name in schema.names
        if name in noted and name != TRUE and not name.startswith(SOFT)
    ]
    return Index(names, None if names else _rule(noted, rows))


def _rule(noted: list[object], rows: int) -> range | None:
    """The rule of a regular index, but for 0, 1, 2 and so on, which every table without one has."""
    with contextlib.suppress(ValueError, LookupError, TypeError, OverflowError):
        rule = range(*(noted[0][part] for part in ("start", "stop", "step")))
        if len(rule) == rows and rule != range(rows):
            np.array([rule[0], rule[-1]], np.int64)  # Beyond 64 bits this overflows.
            return rule
    return None
