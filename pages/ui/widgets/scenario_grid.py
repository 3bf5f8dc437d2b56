"""The scenario's samples as one editable grid, with buttons for whole samples."""

from __future__ import annotations

import streamlit as st

from pages.ui import notices, session
from pages.ui.inputs.grid_edits import batch_frame, cell, with_batch_edits
from pages.ui.inputs.scenario import COLUMNS, MAX_SAMPLES, Scenario, ScenarioError
from pages.ui.results.memo import shared
from pages.ui.widgets import controls
from pages.ui.widgets.chart import folded
from pages.ui.widgets.grid import grid
from pages.ui.wording.en import scenario_grid as words

# Pixels: three classes fit without scrolling; a longer name has more, up to a limit.
_CELL, _WIDEST = 72, 160
_PENCIL, _LETTER = 30, 6.5  # What stands before a name, and a letter of it.


def edit_samples(*, unfolded: bool = False) -> None:
    """Presets, what is not scored yet, and the grid with its buttons, folded or not."""
    scenario = session.scenario()
    controls.choose_scenario()
    if unfolded:
        _numbers(scenario)
    else:
        folded(words.TITLE, lambda: _numbers(scenario), key="numbers")
    _broken(scenario)


def _numbers(scenario: Scenario) -> None:
    """A cell a number, a row a sample; to add a sample, to duplicate and to remove one."""
    grid(
        "batch",
        lambda: batch_frame(session.scenario()),
        with_batch_edits,
        height=min(38 + 35 * len(scenario.samples), 353),
        column_config=dict(_columns(scenario.classes)),
    )
    _buttons(scenario)


@shared(64)
def _columns(classes: tuple[str, ...]) -> dict:
    cells = {
        cell(column, k): st.column_config.TextColumn(
            heading := words.cell_heading(column, classes, k),
            help=words.cell_help(column, name),
            width=int(min(max(_CELL, _PENCIL + _LETTER * len(heading)), _WIDEST)),
            alignment="right",
        )
        for column in COLUMNS
        for k, name in enumerate(classes)
    }
    number = st.column_config.NumberColumn("Sample", width=_CELL, pinned=True)
    return {"_index": number, **cells}


def _buttons(scenario: Scenario) -> None:
    full = len(scenario.samples) == MAX_SAMPLES
    index = session.sample_index()
    row = st.container(horizontal=True)
    row.button(
        "Add a sample",
        icon=":material/add:",
        on_click=session.guarded(_put),
        args=(scenario.with_new_sample, len(scenario.samples)),
        disabled=full,
        help=words.ADD_HELP,
        width="stretch",
    )
    row.button(
        f"Duplicate {index + 1}",
        key="duplicate_sample",
        icon=":material/content_copy:",
        on_click=session.guarded(_put),
        args=(lambda: scenario.with_copy_of(index), index + 1),
        disabled=full,
        help=words.DUPLICATE_HELP,
        width="stretch",
    )
    row.button(
        f"Remove {index + 1}",
        key="remove_sample",
        icon=":material/remove:",
        on_click=session.guarded(_put),
        args=(lambda: scenario.without_sample(index), min(index, len(scenario.samples) - 2)),
        disabled=len(scenario.samples) == 1,
        help=words.REMOVE_HELP,
        width="stretch",
    )


def _put(changed, index: int) -> None:
    """Put a scenario of more or fewer samples in place, and choose the sample at `index`."""
    session.change(changed(), sample=index + 1)


def _broken(scenario: Scenario) -> None:
    broken = {i: columns for i, s in enumerate(scenario.samples) if (columns := s.broken)}
    if not broken:
        return
    with st.container(border=True):
        st.markdown(words.not_scored(scenario, broken))
        st.button(
            words.normalise(sum(len(columns) for columns in broken.values())),
            key="normalise_all",
            on_click=session.guarded(_normalise),
            args=(broken,),
        )


def _normalise(broken: dict[int, tuple[str, ...]]) -> None:
    scenario, refused = session.scenario(), []
    for index, columns in broken.items():
        for column in columns:
            try:
                sample = scenario.samples[index].normalised(column)
            except ScenarioError as error:
                refused.append(f"Sample {index + 1}: {error}")
            else:
                scenario = scenario.with_sample(index, sample)
    session.change(scenario)
    if refused:
        notices.notify(" ".join(refused[:3]))
