"""The controls of training runs."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from losscore import teaching
from pages.ui import session
from pages.ui.inputs.settings import RATES
from pages.ui.results.memo import shared
from pages.ui.results.training import Setup
from pages.ui.widgets.chart import folded, side_by_side
from pages.ui.widgets.choices import choose
from pages.ui.wording.en import training as words
from pages.ui.wording.en import training_race as race
from pages.ui.wording.formats import number

_label = shared(256)(number)


def stops(label: str, name: str, **options: object) -> None:
    """A slider over the stops of a setting."""
    options = {**options, **session.bound(name)}
    st.select_slider(label, session.stops(name), format_func=_label, **options)


def choose_setup() -> Setup:
    """Data, optimizer, steps and start of a training run, and the step size of each loss."""
    with side_by_side(3, gap="small"):
        st.selectbox("Data", teaching.DATASETS, format_func=words.DATA.get, **session.bound("data"))
        st.selectbox(
            "Optimizer",
            list(teaching.OPTIMIZERS),
            format_func=race.OPTIMIZERS.get,
            **session.bound("optimizer"),
        )
        stops("Steps", "steps")
    folded(words.SETUP, _choose_rest, key="setup")
    return Setup(*(session.value(name) for name in Setup._fields))


def _choose_rest() -> None:
    sizes, left, right, beginning = st.columns([3, 3, 3, 2])
    with sizes:
        choose("Step size η", words.SIZES, "sizes", help=words.SIZES_HELP)
    _choose_rates(left, right)
    with beginning:
        st.number_input("Seed", help=words.SEED_HELP, **session.ranged("seed"))
        st.slider("Bad start", format="%.1f", help=words.START_HELP, **session.ranged("start"))


def _choose_rates(left: DeltaGenerator, right: DeltaGenerator) -> None:
    if session.value("sizes") == "best":
        optimizer = session.value("optimizer")
        left.caption(words.grid(teaching.LEARNING_RATES[optimizer]))
        return
    for loss, column in zip(session.losses(), (left, right), strict=True):
        with column:
            stops(words.rate_label(loss.name), RATES[loss.name])
