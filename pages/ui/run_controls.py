"""The controls of training runs."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

import losscore
from pages.ui import state
from pages.ui.kept import shared
from pages.ui.runs import Setup
from pages.ui.settings import SETTINGS
from pages.ui.wording import number, race
from pages.ui.wording import training as words

RATE_OF = {"squared_error": "rate_se", "cross_entropy": "rate_ce"}
_label = shared(256)(number)
_STEPS = (10, 20, 50, 100, 200, 500, 1000, 2000)
_RATES = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)


def stops(label: str, name: str, values: Iterable[float], **options: object) -> None:
    """A slider over a few values of a setting."""
    # A link may bring any other value along.
    st.select_slider(
        label,
        sorted({*values, state.value(name)}),
        format_func=_label,
        **options,
        **state.bound(name),
    )


def choose_setup() -> Setup:
    """Data, optimizer, steps and start of a training run, and the step size of each loss."""
    task, method, length, beginning = st.columns([3, 3, 3, 2])
    with task:
        st.selectbox("Data", losscore.DATASETS, format_func=words.DATA.get, **state.bound("data"))
        st.segmented_control(
            "Step size η",
            list(words.SIZES),
            format_func=words.SIZES.get,
            required=True,
            help=words.SIZES_HELP,
            **state.bound("sizes"),
        )
    with method:
        st.selectbox(
            "Optimizer",
            list(losscore.OPTIMIZERS),
            format_func=race.OPTIMIZERS.get,
            **state.bound("optimizer"),
        )
    with length:
        stops("Steps", "steps", _STEPS)
    _choose_rates({"squared_error": method, "cross_entropy": length})
    with beginning:
        low, high = SETTINGS["seed"].low, SETTINGS["seed"].high
        st.number_input("Seed", low, high, help=words.SEED_HELP, **state.bound("seed"))
        low, high = SETTINGS["start"].low, SETTINGS["start"].high
        options = {"step": 0.5, "format": "%.1f", "help": words.START_HELP}
        st.slider("Bad start", low, high, **options, **state.bound("start"))
    return Setup(*(state.value(name) for name in Setup._fields))


def _choose_rates(columns: dict[str, DeltaGenerator]) -> None:
    if state.value("sizes") == "best":
        columns["squared_error"].caption(words.grid(state.value("optimizer")))
        return
    for loss, column in columns.items():
        with column:
            stops(words.rate_label(loss), RATE_OF[loss], _RATES)
