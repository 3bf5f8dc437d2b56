"""Files that people upload by mistake or on purpose, and what is to be said about each.

Every file is made here, from a small good table. `READS` marks those that look odd and are right.
"""

from tests.pages.bad_files import columns, huge, of_parquet, rows, text
from tests.pages.bad_files.bad_file import BadFile


def corpus() -> list[BadFile]:
    """All of them."""
    parts = (rows, columns, text, huge, of_parquet)
    return [file for part in parts for source in part.SOURCES for file in source()]
