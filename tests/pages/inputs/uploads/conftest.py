"""The two kinds of files that tables come in."""

from __future__ import annotations

import pytest

from tests.pages.good_table import parquet
from tests.pages.uploading import read_here


@pytest.fixture(params=["CSV", "Parquet"])
def read(request):
    """What reads a frame, written as either kind of file."""
    if request.param == "CSV":
        return lambda frame, **options: read_here(frame.to_csv(index=False).encode(), **options)
    return lambda frame, **options: read_here(parquet(frame.rename(columns=str)), **options)
