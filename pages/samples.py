"""A batch: which samples cost the most, and do the losses agree?"""

from __future__ import annotations

import streamlit as st

from pages.ui import controls, frame, palette, show, source, state
from pages.ui.batch import Batch
from pages.ui.batch_grid import edit_samples
from pages.ui.charts import samples as charts
from pages.ui.downloads import to_csv_bytes
from pages.ui.one_sample import as_scenario
from pages.ui.scored import SAMPLE, penalty_column
from pages.ui.scored_columns import column_config, column_order
from pages.ui.scoring import broken_columns
from pages.ui.summary import Summary, dearest, summary
from pages.ui.upload_panel import choose_files, show_digits, show_format
from pages.ui.wording import samples as words
from pages.ui.wording.uploads import NOTHING_YET

# More rows than anyone looks at; all of them are in the CSV.
MAX_ROWS = 2_000


def main() -> None:
    """The page, from top to bottom."""
    _follow_row()
    source.choose_source()
    # The grid of the scenario wants more room than the other controls.
    own = state.value("source") == "scenario"
    left, right = st.columns([3, 2] if own else 2, gap="large")
    with left:
        _CONTROLS[state.value("source")]()
    batch = source.batch()
    with right:
        if batch is None:
            _nothing()
            return
        scored = summary(batch, state.value("floor"), _numbers())
        st.markdown(words.answer(scored))
    if scored.floor or any(scored.infinite.values()):
        with left:
            controls.choose_floor()
    _table(batch, scored)
    _pictures(scored)
    _arithmetic(scored)
    _why()


_CONTROLS = {
    "scenario": edit_samples,
    "digits": show_digits,
    "upload": choose_files,
}


def _nothing() -> None:
    if state.value("source") == "upload":
        st.markdown(NOTHING_YET)
        show_format()
    else:
        st.markdown(words.NOTHING_SCORED)


def _numbers() -> tuple[int, ...] | None:
    """The numbers of the samples that are scored, where some of the scenario are not."""
    if state.value("source") != "scenario":
        return None
    samples = state.scenario().samples
    return tuple(i for i, sample in enumerate(samples, 1) if not broken_columns(sample))


def _table(batch: Batch, scored: Summary) -> None:
    st.subheader("The samples", anchor=False)
    by, only, download = st.columns([3, 3, 2], vertical_alignment="bottom")
    with by:
        column = _order(scored)
    disagreeing = bool(scored.comparisons) and only.toggle(
        f"Only those on which the losses disagree {palette.DISAGREE.symbol}",
        key="only_disagreeing",
        persist_state="session",
    )
    download.download_button(
        "Scored table, CSV",
        lambda: to_csv_bytes(scored.frame),
        "scored_samples.csv",
        "text/csv",
        icon=":material/download:",
        on_click="ignore",
        width="stretch",
    )
    rows = dearest(scored, column, MAX_ROWS, disagreeing=disagreeing)
    found = scored.disagreements if disagreeing else scored.size
    if not found:
        st.markdown(words.NONE_DISAGREE)
        return
    st.dataframe(
        scored.frame.iloc[rows],
        key="scored",
        hide_index=True,
        column_config=column_config(scored.models),
        column_order=column_order(scored.frame.columns),
        on_select=lambda: _open(batch, scored, rows),
        selection_mode="single-row",
        alt=words.TABLE_ALT,
    )
    own = state.value("source") == "scenario"
    st.caption(words.table_caption(len(rows), found, own=own))


def _order(scored: Summary) -> str | None:
    """What the table is sorted by: a column of penalties, or None for the sample's number."""
    labels = {
        penalty_column(model, loss): words.order_label(model, loss)
        for loss in palette.LOSSES
        for model in scored.models
    }
    choices = [*labels, None]
    if st.session_state.get("order", choices[0]) not in choices:
        # It was a penalty of model B, and this batch has none.
        st.session_state["order"] = choices[0]
    return st.selectbox(
        "Dearest first by",
        choices,
        format_func=lambda column: labels.get(column, words.BY_NUMBER),
        key="order",
        persist_state="session",
    )


def _open(batch: Batch, scored: Summary, rows: list[int]) -> None:
    """Make the chosen row the sample that Distributions shows."""
    chosen = st.session_state["scored"].selection.rows
    if not chosen:
        return
    row = rows[chosen[0]]
    number, notice = int(scored.frame[SAMPLE].iloc[row]), None
    if state.value("source") == "scenario":
        state.change(sample=number)
    else:
        scenario, lumped = as_scenario(batch, row)
        state.change(scenario, sample=1)
        name = "the digits" if state.value("source") == "digits" else batch.name
        notice = words.opened(number, name, lumped, scored.models)
    st.session_state["open_on_distributions"] = {"notice": notice}


def _follow_row() -> None:
    """Go to Distributions if a row was chosen: a callback cannot change the page itself."""
    opened = st.session_state.pop("open_on_distributions", None)
    if opened is None:
        return
    if opened["notice"]:
        state.notify(opened["notice"])
    # The share code is bound to the URL; the frame puts it there again on the other page.
    st.switch_page("pages/distributions.py", query_params={})


def _pictures(scored: Summary) -> None:
    st.subheader("Penalty against penalty, and who carries the total", anchor=False)
    drawn = []
    if scored.comparisons:
        drawn += [
            (charts.pair_frame(scored, x), charts.pair(x), f"pair_{x}", words.pair_alt(scored, x))
            for x in palette.LOSSES
        ]
    else:
        drawn.append((charts.orders_frame(scored), charts.orders(), "orders", words.ORDERS_ALT))
    if scored.size > 1:
        frame = charts.curve_frame(scored)
        drawn.append((frame, charts.curve(), "curve", words.curve_alt(scored)))
    for place, (frame, spec, key, alt) in zip(st.columns(len(drawn)), drawn, strict=True):
        with place:
            show.chart(frame, spec, key=key, alt=alt)
    st.caption(words.points_caption(scored))
    if scored.size > 1:
        st.caption(words.CURVE_CAPTION)


def _arithmetic(scored: Summary) -> None:
    st.subheader("The arithmetic", anchor=False)
    st.markdown(words.ARITHMETIC)
    for column, loss in zip(st.columns(2, gap="large"), palette.LOSSES, strict=True):
        with column:
            st.markdown(f"{palette.LOSSES[loss].symbol} **{palette.LOSSES[loss].label}**")
            for model in scored.models:
                st.latex(words.solution(scored, model, loss))
            if scored.comparisons:
                st.latex(words.difference(scored, loss))


def _why() -> None:
    st.subheader("Why it is so", anchor=False)
    st.markdown(words.WHY)


frame.run(main)
