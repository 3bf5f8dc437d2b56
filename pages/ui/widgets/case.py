"""What a page compares two models on: one sample, a batch, or two probabilities set by hand."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.ui import session
from pages.ui.inputs.batch import Batch
from pages.ui.inputs.scenario import MODELS
from pages.ui.inputs.tallied import Tallied
from pages.ui.registry import page
from pages.ui.results.compensation import of_sample, of_two
from pages.ui.widgets import controls, source
from pages.ui.widgets.chart import side_by_side
from pages.ui.wording.en import case as words
from pages.ui.wording.en import tally_pages as tally_words


def choose_case(label: str) -> Batch | Tallied | None:
    """The controls; the current case as a batch or tally, or None with what to do about it."""
    show_case, widths = _CASES[session.value("scope")]
    scope, *others = st.columns(widths, gap="large")
    scope.segmented_control(
        label,
        list(words.SCOPES),
        format_func=words.SCOPES.get,
        required=True,
        **session.bound("scope"),
    )
    return show_case(scope, *others)


def _sample(scope: DeltaGenerator, choice: DeltaGenerator) -> Batch | None:
    with choice:
        controls.choose_scenario()
    sample, scenario = session.sample(), session.scenario()
    if not controls.ask_to_fix(sample, sample.broken):
        return None
    with scope:
        st.markdown(words.current_sample(scenario.classes, sample))
        _link("distributions", "Edit on Distributions")
    return of_sample(scenario.classes, sample)


def _batch(_: DeltaGenerator, choice: DeltaGenerator) -> Batch | Tallied | None:
    with choice:
        source.choose_source()
    if tallied := source.tallied():
        return _tallied(tallied)
    batch, which = source.batch(), session.value("source")
    scored = batch is not None and batch.b is not None
    if not scored:
        st.warning(words.one_model(batch) if batch else words.no_batch(which))
    elif which == "scenario":
        out = [i for i, s in enumerate(session.scenario().samples, 1) if s.broken]
        if out:
            st.warning(words.left_out(out))
    with st.container(horizontal=True, vertical_alignment="center"):
        if scored:
            st.markdown(words.current_batch(batch), width="content")
        _link("samples", "Open on Samples")
    return batch if scored else None


def _tallied(case: Tallied) -> Tallied | None:
    compared = len(case.names) > 1
    if not compared:
        st.warning(tally_words.one_model(case))
    show_tallied(case)
    return case if compared else None


def show_tallied(case: Tallied) -> None:
    """The tally in one line, and the way to it."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(tally_words.current(case), width="content")
        _link("samples", "Open on Samples")


def _hand(_: DeltaGenerator, *columns: DeltaGenerator) -> Batch:
    for column, model in zip(columns, MODELS, strict=True):
        column.number_input(
            words.on_truth_label(model), format="%.6g", **session.ranged(f"p{model}")
        )
    st.markdown(words.HAND)
    return of_two(session.value("pa"), session.value("pb"))


def by_hand() -> tuple[float, float] | None:
    """The two probabilities, where these are what is compared."""
    return (session.value("pa"), session.value("pb")) if session.value("scope") == "hand" else None


def slide_probabilities() -> None:
    """The same two probabilities as above, to be dragged."""
    with side_by_side():
        for model in MODELS:
            label = words.on_truth_label(model)
            st.slider(label, format="%.6g", **session.ranged(f"p{model}", "slider"))


# What each scope shows, and the widths of the columns for its controls.
_CASES = {"sample": (_sample, [2, 3]), "batch": (_batch, [2, 3]), "hand": (_hand, 3)}


def _link(file: str, label: str) -> None:
    st.page_link(page(file).path, label=label, icon=page(file).icon)
