"""A tally in place of tables on Samples: what is open, which two models, and what it tells."""

from __future__ import annotations

import streamlit as st

from pages.ui import palette, session
from pages.ui.charts import samples_carried as charts
from pages.ui.charts.base import rows
from pages.ui.inputs.tallied import Tallied
from pages.ui.inputs.uploads.tallies import TallySlot
from pages.ui.registry import Page, page
from pages.ui.results import tally as results
from pages.ui.widgets.card import as_answer
from pages.ui.widgets.chart import chart, section, tell
from pages.ui.widgets.report import offer_report_of_tally
from pages.ui.wording.en import models as model_words
from pages.ui.wording.en import tally as words
from pages.ui.wording.en.tally_pages import missing
from pages.ui.wording.formats import paragraphs

# The pages that answer from a tally as well.
_ON = ("compensation", "thresholds", "calibration")


def tell_tally(slot: TallySlot, *, alone: bool) -> None:
    """What is open or was wrong, a way to let go of it, and the choice of A and B."""
    if slot.refused:
        st.error(words.refused(slot.refused, slot.held), icon=":material/error:")
        st.button(words.DISMISS, key="dismiss_tally", on_click=session.guarded(slot.dismiss))
    if slot.held is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(words.current(slot.held, alone=alone))
        st.button(
            words.DROP, key="drop_tally", on_click=session.guarded(slot.drop), type="tertiary"
        )
    if len(slot.held.names) > 1:
        _choose_models(slot)


def _choose_models(slot: TallySlot) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for model, name in slot.held.names.items():
            key = f"tally_{model}"
            # What is compared is up to the slot: a new tally or a swap changes it, too.
            st.session_state[key] = name
            st.selectbox(
                palette.MODELS[model].named,
                slot.held.tally.models,
                key=key,
                on_change=session.guarded(_choose),
                args=(slot, model, key),
            )
        st.button(
            model_words.SWAP,
            icon=":material/swap_horiz:",
            key="swap_tally",
            help=model_words.SWAP_HELP,
            on_click=session.guarded(slot.choose),
            args=("a", slot.held.names["b"]),
        )


def _choose(slot: TallySlot, model: str, key: str) -> None:
    slot.choose(model, st.session_state[key])


def tell_verdict(case: Tallied) -> None:
    """The summary and the comparison; the names of models are nobody's Markdown."""
    found = results.verdict(case)
    st.code(found.table, language=None)
    settled = words.settled(results.comparisons(case))
    absent = [one for one in results.missing(case, session.losses()) if one.tallied is None]
    tell(as_answer(paragraphs(words.sentences(found), settled, missing(absent))))
    st.caption(paragraphs(words.INTRODUCED, words.unusual(results.unusual(case))))


def show_tally(case: Tallied) -> None:
    """What makes up for a gap, who carries the total, the costliest rows, and other pages."""
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown(words.who(case.names))
        gaps = {loss: results.gap(case, loss) for loss in results.comparisons(case)}
        for closing in words.closings(gaps, case.names):
            st.markdown(f"- {closing}")
        for file in _ON:
            _way_to(page(file))
        offer_report_of_tally()
    with right:
        _carries(case)
    section(words.COSTLIEST)
    _costliest(case)


def _way_to(place: Page) -> None:
    """A way to another page that compares on the batch then, and not on the scenario's sample."""
    if st.button(
        place.question,
        key=f"tally_{place.file}",
        icon=place.icon,
        on_click=session.guarded(_compare_batch),
        type="tertiary",
    ):
        # The share code is bound to the URL; the frame puts it there again on the other page.
        st.switch_page(place.path, query_params={})


def _compare_batch() -> None:
    session.change(scope="batch")


def _carries(case: Tallied) -> None:
    found = results.share_rows(case)
    if not found["who"]:
        st.markdown(words.NO_SHARES)
        return
    losses = results.losses_of(case)
    chart(
        charts.carried(found),
        charts.curve(losses),
        key="tally_carries",
        alt=words.CARRIES_ALT,
        names=case.names,
    )
    drawn = len({*zip(found["who"], found["loss"], strict=True)})
    st.caption(words.carries(drawn, len(losses) * len(case.names)))


def _costliest(case: Tallied) -> None:
    found = results.costliest_rows(case)
    if not found["who"]:
        st.markdown(words.NO_COSTLIEST)
        return
    st.dataframe(rows(found), hide_index=True, column_config=words.COLUMNS, alt=words.COSTLIEST_ALT)
