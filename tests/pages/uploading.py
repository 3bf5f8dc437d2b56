"""Uploads read without a process of their own, which would take minutes for some hundred files."""

from __future__ import annotations

from unittest.mock import patch

from pages.ui.inputs.uploads import reading
from pages.ui.inputs.uploads.table import Table
from tests.pages.good_table import lines


def read_here(data: bytes, name: str = "", **options: object) -> Table:
    """What `read_upload` reads, Parquet in this process as well."""
    with patch.object(reading, "read_apart", reading._read_here):
        return reading.read_upload(data, name, **options)


def read_rows(*rows: tuple[str, ...], **options: object) -> Table:
    """The table of a CSV file of these rows, the header first."""
    return read_here(lines(*rows), "upload.csv", **options)
