"""What Samples answers, and how it links to its samples: worded once for a batch and a case."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from losscore import Loss
from pages.ui.inputs import one_sample
from pages.ui.inputs.batch import Batch
from pages.ui.inputs.share import Case
from pages.ui.results.memo import kept
from pages.ui.results.penalties import means_of
from pages.ui.results.samples import Summary, summary
from pages.ui.results.samples_table import SAMPLE
from pages.ui.widgets.computing import takes_long
from pages.ui.wording.en import samples as words
from pages.ui.wording.en.samples_verdicts import first

_TOLD = "means_told"


def tell_first(
    column: DeltaGenerator, batch: Batch, losses: tuple[Loss, ...], floor: float
) -> DeltaGenerator:
    """Where the answer goes: there the means are told at once of a batch that takes long."""
    told = (id(batch), losses, floor)
    if batch.b is None or not takes_long(batch) or st.session_state.get(_TOLD) == told:
        return column
    st.session_state[_TOLD] = told
    place = column.empty()
    place.markdown(first(means_of(batch, [loss.floored(floor) for loss in losses]), batch.names))
    return place


def link(batch: Batch, scored: Summary, case: Case) -> Callable[[int], str]:
    """What gives the address of Distributions with the sample of a row."""
    numbers = scored.frame[SAMPLE].to_numpy()
    return lambda row: _address(batch, case, row, int(numbers[row]))


@kept(256)
def _address(batch: Batch, case: Case, row: int, number: int) -> str:
    return one_sample.address(case, batch, row, number)


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
