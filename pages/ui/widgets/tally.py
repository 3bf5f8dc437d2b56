"""A tally in place of tables: taken from an uploaded file, shown, and dropped on request."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import streamlit as st

from losscore import Tally
from pages.ui import palette, session
from pages.ui.charts import samples as sample_charts
from pages.ui.charts import tally as charts
from pages.ui.charts.base import rows
from pages.ui.inputs.uploads.errors import UploadError
from pages.ui.inputs.uploads.slots import File
from pages.ui.inputs.uploads.tallies import is_tally, read_tally
from pages.ui.results import tally as results
from pages.ui.widgets.card import as_answer
from pages.ui.widgets.chart import chart, section, tell
from pages.ui.wording.en import tally as words

_KEY = "tally"


class _Taken(NamedTuple):
    """A file that was meant as a tally: it itself, or why it is none."""

    name: str
    found: Tally | None
    reason: str = ""


def take_tallies(files: Iterable[File]) -> list[File]:
    """Take what is meant as a tally from files, and give back the rest.

    A tally takes the place of the one before, unless it cannot be read.
    """
    rest = []
    for file in files:
        if not is_tally(file.data):
            rest.append(file)
            continue
        try:
            st.session_state[_KEY] = _Taken(file.name, read_tally(file.data))
        except UploadError as error:
            st.session_state[_KEY] = _Taken(file.name, current_tally(), str(error))
    return rest


def current_tally() -> Tally | None:
    """The tally of this session, if there is one."""
    taken = st.session_state.get(_KEY)
    return taken and taken.found


def tell_tally() -> None:
    """What has come, and a way to let go of it."""
    taken = st.session_state.get(_KEY)
    if taken is None:
        return
    if taken.reason:
        st.error(words.refused(taken.name, taken.reason), icon=":material/error:")
    else:
        st.markdown(words.current(taken.name))
    st.button(words.DROP, key="drop_tally", on_click=session.guarded(_drop), type="tertiary")


def _drop() -> None:
    st.session_state.pop(_KEY, None)


def tell_verdict(tally: Tally) -> None:
    """The summary and the comparison; the names of models are nobody's Markdown."""
    found = results.verdict(tally)
    st.code(found.table, language=None)
    tell(as_answer(words.sentences(found)))
    st.caption(words.INTRODUCED)


def show_tally(tally: Tally) -> None:
    """What makes up for a gap, the pictures, and the costliest rows."""
    pair = _chosen(tally)
    st.markdown(words.who(pair))
    for closing in results.closings(tally, pair):
        st.markdown(f"- {words.closing(closing)}")
    left, middle, right = st.columns(3)
    with left:
        drawn = rows(results.threshold_rows(tally, pair))
        chart(drawn, charts.thresholds(), key="tally_thresholds", alt=words.THRESHOLDS_ALT)
    with middle:
        drawn = rows(results.reliability_rows(tally, pair))
        chart(drawn, charts.reliability(), key="tally_reliability", alt=words.RELIABILITY_ALT)
        st.caption(words.RELIABILITY_NOTE)
    with right:
        _carries(tally, pair)
    section(words.COSTLIEST)
    _costliest(tally, pair)


def _chosen(tally: Tally) -> results.Pair:
    """The two models that are drawn: where there are more, those that are chosen."""
    if len(tally.models) < 3:
        return tally.models
    with st.container(horizontal=True):
        a = st.selectbox(words.MODEL["a"], tally.models, key="tally_a")
        others = [name for name in tally.models if name != a]
        b = st.selectbox(words.MODEL["b"], others, key="tally_b")
    return a, b


def _carries(tally: Tally, pair: results.Pair) -> None:
    found = results.share_rows(tally, pair)
    if not found["who"]:
        st.markdown(words.NO_SHARES)
        return
    losses = results.losses_of(tally)
    spec = sample_charts.curve(losses)
    chart(rows(found), spec, key="tally_carries", alt=words.CARRIES_ALT)
    st.caption(
        words.carries(
            len({*zip(found["who"], found["loss"], strict=True)}), len(losses) * len(pair)
        )
    )


def _costliest(tally: Tally, pair: results.Pair) -> None:
    found = results.costliest_rows(tally, pair)
    if not found["who"]:
        st.markdown(words.NO_COSTLIEST)
        return
    found["who"] = [words.MODEL[who] for who in found["who"]]
    found["loss"] = [palette.LOSSES[loss].label for loss in found["loss"]]
    st.dataframe(rows(found), hide_index=True, column_config=words.COLUMNS, alt=words.COSTLIEST_ALT)
