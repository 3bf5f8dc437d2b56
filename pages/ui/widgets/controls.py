"""Controls that several pages share: presets, the choice of a sample and of a model, a floor."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import nullcontext

import streamlit as st

from pages.ui import palette, session
from pages.ui.inputs.presets import PRESETS
from pages.ui.inputs.scenario import MODELS, Sample
from pages.ui.registry import DISTRIBUTIONS
from pages.ui.widgets.choices import choose
from pages.ui.wording.en import frame as frame_words
from pages.ui.wording.en import pictures
from pages.ui.wording.en.distributions import broken_sum
from pages.ui.wording.en.presets import EDITED, NAMES, SHOWS
from pages.ui.wording.formats import number


def choose_scenario() -> None:
    """A preset to start from, what there is to see in it and, of several samples, which one."""
    scenario = session.scenario()
    current = next((key for key, preset in PRESETS.items() if preset == scenario), EDITED)
    size = len(scenario.samples)
    with st.container(horizontal=True) if size > 1 else nullcontext():
        _choose_preset(current)
        if size > 1:
            span = session.ranged("sample") | {"max_value": size}
            st.number_input(f"Sample, 1 to {size}", **span)
    # Else the answer is to be guessed, and this tells it.
    if session.value("answer") == "shown":
        st.caption(SHOWS[current])


def _choose_preset(current: str) -> None:
    st.session_state["preset"] = current
    st.selectbox(
        "Start from",
        [*PRESETS, *({current} - {*PRESETS})],
        format_func=NAMES.get,
        key="preset",
        on_change=session.guarded(_take_preset),
        help="Replaces the scenario. The browser's Back button brings the former one back.",
    )


def choose_model() -> None:
    """Whose prediction the page shows."""
    choose("Prediction of", {m: palette.COLUMNS[m].named for m in MODELS}, "model")


def ask_to_fix(sample: Sample, broken: Iterable[str]) -> bool:
    """Name the columns that are no distributions and where to fix them; True if there is none."""
    broken = list(broken)
    for column in broken:
        st.warning(broken_sum(sample, column), icon=":material/error:")
    if broken:
        place = DISTRIBUTIONS
        st.page_link(place.path, label=f"Fix it on {place.title}", icon=place.icon)
    return not broken


def choose_losses() -> None:
    """Which two losses the pages compare."""
    for place, loss in enumerate(session.losses()):
        key = f"loss_{place}"
        st.session_state[key] = loss.name
        st.selectbox(
            frame_words.PLACES[place],
            list(palette.LOSSES),
            format_func=frame_words.loss_option,
            key=key,
            on_change=session.guarded(_take_loss),
            args=(place,),
        )
    st.caption(frame_words.LOSSES_HELP)


def choose_power() -> None:
    """Which loss on the line from cross-entropy to squared error the power loss is."""
    st.select_slider(
        frame_words.POWER,
        session.stops("power"),
        format_func=lambda a: f"a = {number(a)}",
        help=frame_words.POWER_HELP,
        **session.bound("power"),
    )


def choose_zoom() -> bool:
    """Whether the page's charts show their whole axes, or what there is of them in this case."""
    choose(pictures.AXES, pictures.ZOOMS, "zoom")
    return session.value("zoom") == "whole"


def choose_floor() -> None:
    """What cross-entropy lifts a prediction to, where anyone asks for it."""
    st.selectbox(
        "Floor for cross-entropy",
        session.stops("floor"),
        format_func=lambda floor: number(floor) if floor else "None: predictions as they are",
        help="Lifts every ŷ below it to it before the logarithm is taken. What comes out then "
        "depends on the floor as much as on the model.",
        **session.bound("floor"),
    )


def _take_loss(place: int) -> None:
    session.change_loss(place, st.session_state[f"loss_{place}"])


def _take_preset() -> None:
    preset = PRESETS.get(st.session_state["preset"])
    if preset:  # Else it is none, or the label of what a lost session offered.
        session.change(preset, sample=1)
