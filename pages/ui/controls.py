"""Controls that several pages share: presets and the choice of a sample."""

from __future__ import annotations

import streamlit as st

from pages.ui import state
from pages.ui.presets import PRESETS
from pages.ui.wording import number

_EDITED = "Edited"
_FLOORS = (0.0, 1e-15, 1e-12, 1e-7, 1e-4, 1e-2)


def choose_preset() -> None:
    """A choice of scenarios to start from; it shows which one is in hand."""
    scenario = state.scenario()
    names = [preset.name for preset in PRESETS]
    current = next((p.name for p in PRESETS if p.scenario == scenario), _EDITED)
    st.session_state["preset"] = current
    st.selectbox(
        "Start from",
        names if current != _EDITED else [*names, _EDITED],
        key="preset",
        on_change=_take_preset,
        help="Replaces the scenario. The browser's Back button brings the former one back.",
    )


def choose_sample() -> None:
    """Which of the scenario's samples the page shows; nothing where there is only one."""
    size = len(state.scenario().samples)
    if size > 1:
        st.number_input(f"Sample, 1 to {size}", 1, size, step=1, **state.bound("sample"))


def choose_floor() -> None:
    """What cross-entropy lifts a prediction to, where anyone asks for it."""
    # A link may bring any other floor along.
    st.selectbox(
        "Floor for cross-entropy",
        sorted({*_FLOORS, state.value("floor")}),
        format_func=lambda floor: number(floor) if floor else "None: predictions as they are",
        help="Lifts every ŷ below it to it before the logarithm is taken. What comes out then "
        "depends on the floor as much as on the model.",
        **state.bound("floor"),
    )


def _take_preset() -> None:
    chosen = next((p for p in PRESETS if p.name == st.session_state["preset"]), None)
    if chosen:
        state.change(chosen.scenario, sample=1)
