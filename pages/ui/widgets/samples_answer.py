"""What Samples answers, and how it links to its samples: worded once for a batch and a case."""

from __future__ import annotations

from collections.abc import Callable

from losscore import Loss
from pages.ui.inputs.batch import Batch
from pages.ui.inputs.share import Case
from pages.ui.results.memo import kept
from pages.ui.results.samples import Summary, summary
from pages.ui.results.samples_addresses import address
from pages.ui.results.samples_table import SAMPLE
from pages.ui.wording.en import samples as words


def link(batch: Batch, scored: Summary, case: Case) -> Callable[[int], str]:
    """What gives the address of Distributions with the sample of a row."""
    numbers = scored.frame[SAMPLE].to_numpy()
    return lambda row: address(batch, case, row, int(numbers[row]))


@kept(8)
def answer(
    batch: Batch,
    losses: tuple[Loss, ...],
    floor: float,
    numbers: tuple[int, ...] | None,
    case: Case,
) -> str:
    """The page's answer for the batch as it is scored so."""
    scored = summary(batch, losses, floor, numbers)
    return words.answer(scored, link(batch, scored, case))
