"""How many perfect samples make up for it?"""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.ui import frame, palette, session
from pages.ui.charts import compensation as charts
from pages.ui.charts import compensation_map as maps
from pages.ui.inputs.batch import Batch
from pages.ui.registry import page
from pages.ui.results import compensation as gap
from pages.ui.results.distributions import MODELS, broken_columns
from pages.ui.widgets import controls, picker, show, source
from pages.ui.wording import paragraphs
from pages.ui.wording.en import compensation as words
from pages.ui.wording.en import compensation_background as background
from pages.ui.wording.en import compensation_case as in_hand
from pages.ui.wording.en import compensation_pictures as pictures


def main() -> None:
    """The page, from top to bottom."""
    batch = _case()
    floor = session.value("floor")
    gaps = {loss: gap.gap(loss, batch, floor) for loss in palette.PAIR} if batch else {}
    if gaps:
        _answer(batch, gaps, floor)
        _fall(gaps)
    _map(batch)
    if gaps:
        _arithmetic(gaps)
    show.section("What never means", background.NEVER)
    _floors(batch)
    show.section("Why it is so", background.WHY)


def _case() -> Batch | None:
    """The controls; what is in hand as a batch, or None with what to do about it."""
    show_case, widths = _CASES[session.value("scope")]
    scope, *others = st.columns(widths)
    scope.segmented_control(
        "Make up for",
        list(in_hand.SCOPES),
        format_func=in_hand.SCOPES.get,
        required=True,
        **session.bound("scope"),
    )
    return show_case(*others)


def _sample(wide: DeltaGenerator, narrow: DeltaGenerator) -> Batch | None:
    with wide:
        controls.choose_preset()
    with narrow:
        controls.choose_sample()
    sample, scenario = session.sample(), session.scenario()
    if not controls.ask_to_mend(sample, broken_columns(sample)):
        return None
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(in_hand.sample_in_hand(scenario.classes, sample), width="content")
        _link("distributions", "Edit on Distributions")
    return gap.of_sample(scenario.classes, sample)


def _batch(wide: DeltaGenerator) -> Batch | None:
    with wide:
        source.choose_source()
    batch, which = source.batch(), session.value("source")
    scored = batch is not None and batch.b is not None
    if not scored:
        st.warning(in_hand.one_model(batch) if batch else in_hand.no_batch(which))
    elif which == "scenario":
        out = [i for i, s in enumerate(session.scenario().samples, 1) if broken_columns(s)]
        if out:
            st.warning(in_hand.left_out(out))
    with st.container(horizontal=True, vertical_alignment="center"):
        if scored:
            st.markdown(in_hand.batch_in_hand(batch), width="content")
        _link("samples", "Open on Samples")
    return batch if scored else None


def _hand(*columns: DeltaGenerator) -> Batch:
    for column, model in zip(columns, MODELS, strict=True):
        column.number_input(
            in_hand.on_truth_label(model),
            0.0,
            1.0,
            step=0.01,
            format="%.6g",
            **session.bound(f"p{model}"),
        )
    st.markdown(in_hand.HAND)
    return gap.of_two(session.value("pa"), session.value("pb"))


# What each scope shows, and the widths of the columns for its controls.
_CASES = {"sample": (_sample, [2, 2, 1]), "batch": (_batch, [2, 3]), "hand": (_hand, 3)}


def _link(file: str, label: str) -> None:
    st.page_link(page(file).path, label=label, icon=page(file).icon)


def _answer(batch: Batch, gaps: dict[str, gap.Gap], floor: float) -> None:
    left, right = st.columns([3, 2], gap="large")
    cross_entropy = gaps["cross_entropy"]
    notes = (
        words.reading(gaps, batch),
        words.floor_note(floor, cross_entropy, gap.gap("cross_entropy", batch)),
    )
    left.markdown(paragraphs(words.verdict(gaps), *notes))
    right.markdown(words.table(gaps))
    right.caption(words.perfect(cross_entropy.answer.perfect, batch, floor))


def _fall(gaps: dict[str, gap.Gap]) -> None:
    show.section("The mean as perfect samples are added")
    for column, (loss, case) in zip(st.columns(2, gap="large"), gaps.items(), strict=True):
        with column:
            show.chart(
                charts.fall_frame(case),
                charts.fall(loss, charts.axis_end(case)),
                key=f"fall_{loss}",
                alt=pictures.fall_alt(loss),
            )
    st.caption(pictures.FALL)


def _map(batch: Batch | None) -> None:
    show.section("How many, for every pair of probabilities")
    st.caption(f"{pictures.MAP} {pictures.map_note(batch)}")
    pair = gap.on_truth(batch) if batch else None
    for column, loss in zip(st.columns(2, gap="large"), palette.PAIR, strict=True):
        with column:
            picker.chart(
                maps.pair_frame(loss, session.value("floor"), pair),
                maps.pair_map(loss),
                name=f"map_{loss}",
                pick=maps.PICK,
                steps=maps.STEPS,
                picked=lambda cell: session.change(scope="hand", pa=cell["a"], pb=cell["b"]),
                alt=pictures.map_alt(loss),
            )


def _arithmetic(gaps: dict[str, gap.Gap]) -> None:
    show.section("The arithmetic")
    for column, (loss, case) in zip(st.columns(2, gap="large"), gaps.items(), strict=True):
        column.markdown(background.arithmetic(loss, case))


def _floors(batch: Batch | None) -> None:
    show.section("What a floor does")
    left, right = st.columns(2, gap="large")
    with left:
        controls.choose_floor()
        st.markdown(background.FLOORS)
    chosen = session.value("floor")
    floors = sorted({*controls.FLOORS, chosen})
    zero = gap.of_two(0.0, 0.9)
    examples = {floor: gap.gap("cross_entropy", zero, floor) for floor in floors}
    cases = batch and {floor: gap.gap("cross_entropy", batch, floor) for floor in floors}
    right.markdown(background.floors_table(chosen, examples, cases))


frame.run(main)
