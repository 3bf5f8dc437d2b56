"""Addresses of a batch's samples, kept from run to run as a page's own file could not. Pure."""

from __future__ import annotations

from pages.ui.inputs import one_sample
from pages.ui.inputs.batch import Batch
from pages.ui.inputs.share import Case
from pages.ui.results.memo import kept


@kept(256)
def address(batch: Batch, case: Case, row: int, number: int) -> str:
    """A link from a page to Distributions with a sample of the batch."""
    return one_sample.address(case, batch, row, number)
