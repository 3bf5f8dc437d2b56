"""What each slice of a batch costs; a click on one shows its samples in the scored table."""

from __future__ import annotations

import pyarrow as pa
import streamlit as st

from pages.ui import palette, resume, session
from pages.ui.inputs.batch import Batch
from pages.ui.results.confusion import has_matrix
from pages.ui.results.samples import Summary
from pages.ui.results.slices import Cut, Slice, count_of, cuts, find, names_of, slices
from pages.ui.widgets.computing import spinner
from pages.ui.wording.en import slices as words

# What is chosen in the list of lists.
SLICE = "slice"
_NUMBER = 96


def chosen(scored: Summary) -> tuple[Cut, tuple[int, ...]] | None:
    """The slice that was clicked, if this batch has samples in it."""
    kept = st.session_state.get("slice")
    return kept and find(scored, *kept)


def choose(cut: Cut, names: tuple[str, ...]) -> None:
    """Show the samples of a slice. By name: another batch may have the same one."""
    st.session_state["slice"] = (cut, names)
    st.session_state["list"] = SLICE


def now() -> tuple[object, object]:
    """Which slice was chosen last, and whether its samples are shown."""
    return st.session_state.get("slice"), st.session_state.get("list")


def show_slices(batch: Batch, scored: Summary) -> None:
    """The table of slices, and the choice of what they are made by."""
    # What is taken for what has pictures of its own where these can be read.
    shown = [cut for cut in cuts(scored) if len(cut.columns) == 1 or not has_matrix(scored)]
    labels = {cut: words.cut(scored, cut) for cut in shown}
    if st.session_state.get("cut") not in (None, *labels):
        del st.session_state["cut"]
    cut = st.selectbox(words.BY, labels, format_func=labels.get, key="cut", persist_state="session")
    with spinner(batch):
        found = slices(scored, cut)
    names = [names_of(scored, cut, one.values) for one in found]
    key = resume.own_key("slices")
    st.dataframe(
        _rows(scored, cut, found),
        key=key,
        hide_index=True,
        column_config=_config(scored),
        on_select=session.guarded(lambda: _choose(key, cut, names)),
        selection_mode="single-row",
        alt=words.TABLE_ALT,
    )
    st.caption(words.caption(scored, len(found), count_of(scored, cut)))


def _choose(key: str, cut: Cut, names: list[tuple[str, ...]]) -> None:
    rows = st.session_state[key].selection.rows
    if rows:
        choose(cut, names[rows[0]])


def _rows(scored: Summary, cut: Cut, found: tuple[Slice, ...]) -> pa.Table:
    columns = {
        "slice": [words.values(names_of(scored, cut, one.values)) for one in found],
        "samples": [one.samples for one in found],
    }
    for loss in scored.losses:
        for model in scored.models:
            columns[f"{loss}.{model}"] = [one.means[model, loss] for one in found]
        if len(scored.models) > 1:
            compared = [one.compared[loss] for one in found]
            columns[f"{loss}.difference"] = [result.difference for result in compared]
            columns[f"{loss}.interval"] = [words.interval(result) for result in compared]
        for model in scored.models:
            shares = [one.shares[model, loss] for one in found]
            columns[f"{loss}.{model}.share"] = [None if s is None else 100.0 * s for s in shares]
    return pa.table(columns)


def _config(scored: Summary) -> dict:
    number, text = st.column_config.NumberColumn, st.column_config.TextColumn
    config = {"slice": text(words.SLICE, pinned=True), "samples": number(words.SAMPLES)}
    for loss in scored.losses:
        symbol = palette.LOSSES[loss].symbol
        for model in scored.models:
            mean, share = words.headings(symbol, model)
            config[f"{loss}.{model}"] = number(mean, format="%.4f", width=_NUMBER)
            config[f"{loss}.{model}.share"] = number(share, format="%.1f %%", width=_NUMBER)
        config[f"{loss}.difference"] = number(words.a_less_b(symbol), format="%.4f", width=_NUMBER)
        config[f"{loss}.interval"] = text(words.INTERVAL, width=150)
    return config
