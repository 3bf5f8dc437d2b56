"""Controls that several pages share: presets and the choice of a sample."""

from __future__ import annotations

import streamlit as st

from pages.ui import state
from pages.ui.presets import PRESETS

_EDITED = "Edited"


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


def _take_preset() -> None:
    chosen = next((p for p in PRESETS if p.name == st.session_state["preset"]), None)
    if chosen:
        state.change(chosen.scenario, sample=1)
