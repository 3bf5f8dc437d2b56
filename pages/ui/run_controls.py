"""The controls of training runs."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import streamlit as st

import losscore
from pages.ui import state
from pages.ui.runs import Setup
from pages.ui.settings import SETTINGS
from pages.ui.wording import number, race
from pages.ui.wording import training as words

RATE_OF = {"squared_error": "rate_se", "cross_entropy": "rate_ce"}
_label = lru_cache(maxsize=256)(number)
_STEPS = (10, 20, 50, 100, 200, 500, 1000, 2000)


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
    _choose_task()
    _choose_step_sizes_and_start()
    return Setup(*(state.value(name) for name in Setup._fields))


def _choose_task() -> None:
    data, optimizer, steps, seed = st.columns([3, 3, 3, 2])
    with data:
        st.selectbox("Data", losscore.DATASETS, format_func=words.DATA.get, **state.bound("data"))
    with optimizer:
        st.selectbox(
            "Optimizer",
            list(losscore.OPTIMIZERS),
            format_func=race.OPTIMIZERS.get,
            **state.bound("optimizer"),
        )
    with steps:
        stops("Steps", "steps", _STEPS)
    with seed:
        low, high = SETTINGS["seed"].low, SETTINGS["seed"].high
        st.number_input("Seed", low, high, help=words.SEED_HELP, **state.bound("seed"))


def _choose_step_sizes_and_start() -> None:
    best = state.value("sizes") == "best"
    sizes, *rates, start = st.columns([3, 6, 2] if best else [3, 3, 3, 2])
    with sizes:
        st.segmented_control(
            "Step size η",
            list(words.SIZES),
            format_func=words.SIZES.get,
            required=True,
            help=words.SIZES_HELP,
            **state.bound("sizes"),
        )
    if best:
        rates[0].caption(words.GRID)
    else:
        for column, (loss, name) in zip(rates, RATE_OF.items(), strict=True):
            with column:
                stops(words.rate_label(loss), name, losscore.LEARNING_RATES)
    with start:
        low, high = SETTINGS["start"].low, SETTINGS["start"].high
        options = {"step": 0.5, "format": "%.1f", "help": words.START_HELP}
        st.slider("Bad start", low, high, **options, **state.bound("start"))
