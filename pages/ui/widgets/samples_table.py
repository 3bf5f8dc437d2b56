"""The scored table on the screen: sorted, filtered, downloaded, and opened row by row."""

from __future__ import annotations

from collections.abc import Callable

import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import streamlit as st

from pages.ui import notices, resume, session
from pages.ui.inputs.batch import Batch
from pages.ui.inputs.digits_pictures import pictures
from pages.ui.inputs.one_sample import as_scenario
from pages.ui.registry import DISTRIBUTIONS
from pages.ui.results.memo import kept
from pages.ui.results.samples import Summary
from pages.ui.results.samples_csv import scored_csv, scored_parquet
from pages.ui.results.samples_lists import (
    ALL,
    LISTS,
    NUMBER,
    STAKE,
    SUSPECTED,
    Which,
    count,
    has_stake,
    listed,
    shown,
)
from pages.ui.results.samples_table import SAMPLE, penalty_column, prefers_column
from pages.ui.widgets import slices
from pages.ui.widgets.chart import section
from pages.ui.widgets.report import offer_report
from pages.ui.widgets.samples_columns import PICTURE, column_config
from pages.ui.wording.en import samples_table as words
from pages.ui.wording.en import slices as slice_words

# Finds a batch and its summary again: callbacks hold this instead of the samples.
Again = Callable[[], tuple[Batch, Summary] | None]

# More rows than anyone looks at, each of which is sent; all of them are in the CSV.
MAX_ROWS = 500
# Streamlit's server compresses a CSV at every request, and a browser asks for a download twice: for
# a million rows that takes ten times as long as writing them. What is compressed it sends as it is.
MOST_PLAIN = 100_000
_ICON = ":material/download:"


def show_table(scored: Summary, again: Again) -> None:
    """The scored samples, costliest first; a chosen row is opened on Distributions."""
    section(words.TITLE)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        which = _list(scored)
        order = _order(scored, which)
        files = st.popover(words.FILES, icon=_ICON, key="files", on_change="rerun")
    if files.open:
        with files:
            _offer_files(scored, again)
    _rows(scored, again, which, order)


def _offer_files(scored: Summary, again: Again) -> None:
    """All samples as tables, and all that is said of them as a report."""
    compressed = scored.size > MOST_PLAIN
    st.download_button(
        "Scored table, CSV",
        lambda: scored_csv(_found(again)[1], compressed=compressed),
        "scored_samples.csv.gz" if compressed else "scored_samples.csv",
        "application/gzip" if compressed else "text/csv",
        help=words.COMPRESSED if compressed else None,
        icon=_ICON,
        on_click="ignore",
        width="stretch",
    )
    st.download_button(
        "Scored table, Parquet",
        lambda: scored_parquet(_found(again)[1]),
        "scored_samples.parquet",
        "application/vnd.apache.parquet",
        icon=_ICON,
        on_click="ignore",
        width="stretch",
    )
    if scored.size > 1:
        offer_report(lambda: _found(again))


def _found(again: Again) -> tuple[Batch, Summary]:
    found = again()
    if found is None:
        raise LookupError(words.GONE)
    return found


def _rows(scored: Summary, again: Again, which: Which, order: str) -> None:
    rows = listed(scored, which, order, MAX_ROWS)
    if not len(rows):
        st.markdown(words.NOTHING_LISTED[which])
        return
    st.dataframe(
        shown_rows(scored, which, order, session.value("source") == "digits"),
        # A row that was ticked in a session that is lost was one of another order, perhaps.
        key=resume.own_key("scored"),
        hide_index=True,
        column_config=column_config(scored),
        on_select=session.guarded(lambda: _open(again, which, order)),
        selection_mode="single-row",
        alt=words.TABLE_ALT,
    )
    own = session.value("source") == "scenario"
    st.caption(words.table_caption(len(rows), scored.losses, count(scored, which), which, own=own))


@kept(10)
def shown_rows(scored: Summary, which: Which, order: str, pictured: bool = False) -> pa.Table:
    """The rows of the table on the screen, sorted and filtered; the digits with pictures."""
    rows = listed(scored, which, order, MAX_ROWS)
    columns = shown(scored, rows)
    if pictured:
        columns = {SAMPLE: columns[SAMPLE], PICTURE: [pictures()[row] for row in rows], **columns}
    for column in filter(columns.__contains__, map(prefers_column, scored.losses)):
        columns[column] = columns[column].rename_categories(words.PREFERRED)
    # Arrow, because that is what goes over the wire: from a pandas frame it takes as long again.
    return pa.table({name: _arrow(values) for name, values in columns.items()})


def _arrow(values: npt.ArrayLike | pd.Categorical) -> pa.Array:
    if isinstance(values, pd.Categorical):
        return pa.DictionaryArray.from_arrays(values.codes, [*values.categories], from_pandas=True)
    return pa.array(values)


def _list(scored: Summary) -> Which:
    """Which samples the table shows."""
    lists = LISTS if scored.comparisons else (ALL, SUSPECTED)
    chosen = slices.chosen(scored)
    labels = {which: words.LISTS[which] for which in lists}
    if chosen is not None:
        labels[slices.SLICE] = slice_words.label(scored, *chosen)
    if st.session_state.get("list") not in (None, *labels):
        st.session_state["list"] = ALL
    which = st.selectbox(
        "Show",
        labels,
        format_func=labels.get,
        key="list",
        persist_state="session",
    )
    return chosen if which == slices.SLICE else which


def _order(scored: Summary, which: Which) -> str:
    """What the table is sorted by: penalties, the sample's number, or what is at stake."""
    labels = {
        penalty_column(model, loss): words.order_label(model, loss)
        for loss in scored.losses
        for model in scored.models
    }
    labels[NUMBER] = words.BY_NUMBER
    if has_stake(which):
        labels = {STAKE: words.BY_STAKE, **labels}
    # All samples and a list each keep an order of their own.
    key = "order_of_list" if has_stake(which) else "order"
    if st.session_state.get(key) not in labels:
        # It was a penalty of model B, or of another loss, and here is none.
        st.session_state[key] = next(iter(labels))
    return st.selectbox(
        "Costliest first by", labels, format_func=labels.get, key=key, persist_state="session"
    )


def _open(again: Again, which: Which, order: str) -> None:
    """Make the chosen row the sample that Distributions shows."""
    chosen, found = st.session_state[resume.own_key("scored")].selection.rows, again()
    if not chosen or not found:
        return
    batch, scored = found
    row = int(listed(scored, which, order, MAX_ROWS)[chosen[0]])
    number, notice = int(scored.frame[SAMPLE].iloc[row]), None
    if session.value("source") == "scenario":
        session.change(sample=number)
    else:
        scenario, grouped = as_scenario(batch, row)
        session.change(scenario, sample=1)
        name = "the digits" if session.value("source") == "digits" else batch.name
        notice = words.opened(number, name, grouped, scored.models, session.losses())
    st.session_state["open_on_distributions"] = {"notice": notice}


def follow_row() -> None:
    """Go to Distributions if a row was chosen: a callback cannot change the page itself."""
    opened = st.session_state.pop("open_on_distributions", None)
    if opened is None:
        return
    if opened["notice"]:
        notices.notify(opened["notice"])
    # The share code is bound to the URL; the frame puts it there again on the other page.
    st.switch_page(DISTRIBUTIONS.path, query_params={})
