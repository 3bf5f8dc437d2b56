"""How many perfect samples make up for it?"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

import losscore
from pages.ui import frame, session
from pages.ui.charts import compensation as charts
from pages.ui.charts import compensation_map as maps
from pages.ui.inputs.batch import Batch
from pages.ui.inputs.tallied import Tallied
from pages.ui.results import compensation as results
from pages.ui.results import tally as tally_results
from pages.ui.widgets import controls
from pages.ui.widgets.card import as_answer
from pages.ui.widgets.case import by_hand, choose_case, slide_probabilities
from pages.ui.widgets.chart import (
    chart,
    folded,
    pickable_chart,
    remark,
    section,
    side_by_side,
    tell,
)
from pages.ui.widgets.sliders import charts_follow
from pages.ui.wording.en import compensation as words
from pages.ui.wording.en import compensation_background as background
from pages.ui.wording.en import compensation_pictures as pictures
from pages.ui.wording.en import tally_pages as tally_words
from pages.ui.wording.formats import paragraphs

Losses = tuple[losscore.Loss, losscore.Loss]


def main() -> None:
    """The page, from top to bottom."""
    case, losses = choose_case(words.SCOPE), session.floored_losses()
    tallied = isinstance(case, Tallied)
    # Where a case has no rows, it is no single one.
    batch = None if tallied else case
    gaps = {loss.name: results.gap(batch, loss) for loss in losses} if batch else {}
    if tallied:
        gaps = tally_results.gaps(case, losses)
        _tell_tallied(case, losses, gaps)
    elif gaps:
        if by_hand():  # Above all that is as long as its words: they stay in the hand.
            slide_probabilities()
        _answer(batch, gaps)
    if gaps:
        moved, note = {}, None
        if by_hand():
            charts_follow("pa", "pb", "power", "floor")
            note = words.article_one(gaps, batch)
        elif moved := results.by_power(batch, session.power_losses()) if batch else {}:
            charts_follow("power")
        _fall(gaps, moved, case.names, note)
    folded("How many, for every pair of probabilities", lambda: _map(batch, losses), key="map")
    if gaps:
        folded("The arithmetic", lambda: _arithmetic(gaps), key="arithmetic")
    folded("What never means", lambda: tell(background.never(losses)), key="never")
    for loss in filter(results.takes_floor, losses):
        folded("What a floor does", partial(_floors, loss, batch), key="floor")
    folded("Why it is so", _why, key="why")


def _answer(batch: Batch, gaps: dict[str, results.Gap]) -> None:
    floor, lifted = session.value("floor"), session.lifted_losses()
    floor_notes = (
        words.floor_note(loss.name, floor, gaps[loss.name], results.gap(batch, loss), batch.names)
        for loss in lifted
    )
    verdict = words.verdict(gaps, batch.names)
    # It comes and goes with the numbers: of those in the hand it is said below what they move.
    one = None if by_hand() else words.article_one(gaps, batch)
    answer = paragraphs(verdict, one, *floor_notes)
    with st.container(key="verdict"):
        st.markdown(as_answer(answer))
    perfect = words.perfect(gaps, batch, {loss.name for loss in lifted})
    remark(perfect)


def _tell_tallied(case: Tallied, losses: Losses, gaps: dict[str, results.Gap]) -> None:
    verdict = words.verdict(gaps, case.names) if gaps else None
    missing = tally_words.missing(tally_results.missing(case, losses))
    with st.container(key="verdict"):
        st.markdown(as_answer(paragraphs(verdict, missing)))
    if gaps:
        perfect = tally_words.perfect(gaps)
        remark(perfect)


def _fall(
    gaps: dict[str, results.Gap],
    moved: dict[float, results.Gap],
    names: Mapping[str, str],
    note: str | None,
) -> None:
    section("The mean as perfect samples are added")
    pair, losses = by_hand(), [loss for loss in session.floored_losses() if loss.name in gaps]
    with side_by_side():
        for loss in losses:
            gap = gaps[loss.name]
            chart(
                charts.fall_frame(gap, loss, pair, moved if loss == session.power_loss() else {}),
                charts.fall(loss.name, charts.axis_end(gap)),
                key=f"fall_{loss.name}",
                alt=pictures.fall_alt(loss.name),
                names=names,
            )
    if len(gaps) > 1:
        st.caption(paragraphs(pictures.fall_caption(gaps), note))


def _map(batch: Batch | None, losses: Losses) -> None:
    st.caption(f"{pictures.MAP} {pictures.map_note(batch, losses)}")
    pair = results.on_truth(batch) if batch else None
    for column, loss in zip(st.columns(2, gap="large"), losses, strict=True):
        with column:
            pickable_chart(
                maps.pair_frame(results.cells(loss, maps.STEPS), pair),
                maps.pair_map(loss.name),
                name=f"map_{loss.name}",
                pick=maps.PICK,
                steps=maps.STEPS,
                picked=lambda cell: session.change(scope="hand", pa=cell["a"], pb=cell["b"]),
                alt=pictures.map_alt(loss.name),
            )


def _arithmetic(gaps: dict[str, results.Gap]) -> None:
    st.markdown(background.formula(gaps))
    for column, (loss, gap) in zip(st.columns(2, gap="large"), gaps.items(), strict=False):
        column.markdown(background.arithmetic(loss, gap))


def _floors(loss: losscore.Loss, batch: Batch | None) -> None:
    floors = session.stops("floor")
    zero = results.by_floor(results.of_two(0.0, 0.9), loss, floors)
    cases = results.by_floor(batch, loss, floors) if batch else {}
    left, right = st.columns((3, 4), gap="large")
    with left:
        controls.choose_floor()
        st.markdown(background.floors(session.losses(), cases))
    right.markdown(background.floors_table(session.value("floor"), zero, cases))


def _why() -> None:
    st.markdown(background.why(results.article_answers(session.losses())))


frame.run(main)
