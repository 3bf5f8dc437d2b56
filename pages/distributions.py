"""One sample, two models: what does each loss charge?"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from losscore import Loss
from pages.ui import frame, notices, palette, session
from pages.ui.charts import distributions as charts
from pages.ui.charts import distributions_triangle as triangle
from pages.ui.inputs.grid_edits import CLASS, sample_frame, with_sample_edits
from pages.ui.inputs.scenario import (
    COLUMNS,
    MAX_CLASSES,
    MIN_CLASSES,
    MODELS,
    Sample,
    Scenario,
    ScenarioError,
)
from pages.ui.results import distributions as results
from pages.ui.results.penalties import penalty
from pages.ui.widgets import controls
from pages.ui.widgets.card import as_answer
from pages.ui.widgets.challenges import choose_challenge, show_challenge
from pages.ui.widgets.chart import chart, folded, pickable_chart, section, tell
from pages.ui.widgets.digits_pictures import show_opened_digit
from pages.ui.widgets.grid import grid
from pages.ui.widgets.movable import movable
from pages.ui.wording.en import distributions as words
from pages.ui.wording.en import distributions_background as background
from pages.ui.wording.en.challenges import TITLE as CHALLENGES
from pages.ui.wording.formats import escape

Losses = tuple[Loss, Loss]


def main() -> None:
    """The page, from top to bottom."""
    scenario, sample, losses = session.scenario(), session.sample(), session.losses()
    left, right = st.columns([2, 3], gap="large")
    with left:
        _controls(scenario, sample)
    broken = sample.broken
    with right:
        with st.container(key="verdict"):
            _answer(sample, losses, broken)
        movable(losses)
        show_challenge(losses)
        folded(CHALLENGES, lambda: choose_challenge(losses), key="challenges")
    scored = tuple(m for m in MODELS if m not in broken and "truth" not in broken)
    # The picture stays while numbers are typed, as what they seem to become.
    if any(sample.truth):
        _curve(sample.normalised("truth") if "truth" in broken else sample, losses, scored)
    if scored:
        _folded(scenario, sample, losses, scored)
    folded("Why they differ", lambda: tell(background.why(losses)), key="why")


def _controls(scenario: Scenario, sample: Sample) -> None:
    controls.choose_scenario()
    show_opened_digit()
    _classes(scenario.classes)
    folded("Type the numbers", lambda: _numbers(scenario, sample), key="numbers")


def _numbers(scenario: Scenario, sample: Sample) -> None:
    """The exact way, and the one without a hand: a cell a number."""
    keep = st.toggle(words.KEEP, key="keep_sums", help=words.KEEP_HELP, persist_state="session")
    index = session.sample_index()
    text = partial(st.column_config.TextColumn, width="small")
    grid(
        "sample",
        lambda: sample_frame(scenario, index),
        lambda scenario, edits: with_sample_edits(scenario, index, edits, keep_sums=keep),
        shows=(index, keep),
        spreads=keep,
        hide_index=True,
        column_config={
            CLASS: text("Class"),
            **{
                column: text(palette.COLUMNS[column].label, alignment="right") for column in COLUMNS
            },
        },
    )
    st.text(words.sums(sample))


def _classes(names: tuple[str, ...]) -> None:
    row = st.container(horizontal=True)
    row.button(
        "Add a class",
        icon=":material/add:",
        on_click=session.guarded(_add_class),
        disabled=len(names) == MAX_CLASSES,
        help=f"Up to {MAX_CLASSES}; it starts at 0 everywhere.",
        width="stretch",
    )
    row.menu_button(
        "Remove a class",
        range(len(names)),
        format_func=lambda k: escape(names[k]),
        key="remove_class",
        icon=":material/remove:",
        on_click=session.guarded(_remove_class),
        disabled=len(names) == MIN_CLASSES,
        width="stretch",
    )


def _add_class() -> None:
    session.change(session.scenario().with_new_class())


def _remove_class() -> None:
    session.change(session.scenario().without_class(st.session_state["remove_class"]))


def _answer(sample: Sample, losses: Losses, broken: tuple[str, ...]) -> None:
    for column in broken:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(words.broken_sum(sample, column), width="content")
            st.button(
                f"Normalise {palette.COLUMNS[column].label}",
                key=f"normalise_{column}",
                on_click=session.guarded(_normalise),
                args=(column,),
            )
    if not broken:
        tell(as_answer(words.verdict(results.charges(sample, losses))))
        return
    if "truth" not in broken:
        for model in (m for m in MODELS if m not in broken):
            charged = {loss.name: penalty(loss, sample, model) for loss in losses}
            st.markdown(words.single(model, charged))


def _normalise(column: str) -> None:
    try:
        sample = session.sample().normalised(column)
    except ScenarioError as error:
        notices.notify(str(error))
    else:
        session.change(session.scenario().with_sample(session.sample_index(), sample))


def _curve(sample: Sample, losses: Losses, models: tuple[str, ...]) -> None:
    of_truth = {loss.name: penalty(loss, sample, "truth") for loss in losses}
    caption = background.curve_caption(sample, losses, of_truth)
    section("The penalty over ŷ on the true class", caption)
    whole = controls.choose_zoom()
    chart(
        charts.curve_frame(sample, losses, models, whole),
        charts.curve(losses),
        key="curve",
        alt=background.curve_alt(losses),
    )
    # Below the picture, which would move with it: it is there for some predictions alone.
    costs = results.elasticities(sample, losses) if "a" in models else {}
    more = background.elasticity(sample.a[sample.main_class], costs)
    if more:
        tell(more)


def _folded(scenario: Scenario, sample: Sample, losses: Losses, models: tuple[str, ...]) -> None:
    names = scenario.classes
    folded(
        "The arithmetic, class by class, and the same in Python",
        lambda: _arithmetic(names, sample, losses, models),
        key="arithmetic",
    )
    if len(names) == 3:
        folded(
            "Every prediction there is",
            lambda: _triangles(names, sample, losses, models),
            key="triangles",
        )


def _arithmetic(
    names: tuple[str, ...], sample: Sample, losses: Losses, models: tuple[str, ...]
) -> None:
    """What each class adds under both losses, drawn and calculated, by hand and by program."""
    whole = session.value("zoom") == "whole"
    for column, loss in zip(st.columns(2, gap="large"), losses, strict=True):
        penalties = {model: penalty(loss, sample, model) for model in models}
        with column:
            chart(
                charts.terms_frame(names, sample, loss, models, whole),
                charts.terms(loss, written=len(names) <= 4),
                key=f"terms_{loss.name}",
                alt=background.terms_alt(loss),
            )
            st.markdown(words.arithmetic(loss, sample, penalties))
    st.code(words.snippet(sample, losses), language="python")


def _triangles(
    names: tuple[str, ...], sample: Sample, losses: Losses, models: tuple[str, ...]
) -> None:
    """All predictions of three classes under both losses."""
    st.markdown(background.TRIANGLES)
    _choose_moved()
    for column, loss in zip(st.columns(2, gap="large"), losses, strict=True):
        with column:
            pickable_chart(
                triangle.triangle_frame(names, sample, loss, models),
                triangle.triangle(loss),
                name=f"triangle_{loss.name}",
                pick=triangle.PICK,
                steps=results.SIDE,
                picked=_move,
                alt=background.triangle_alt(loss),
                width="content",
            )


def _choose_moved() -> None:
    st.segmented_control(
        "A click on a triangle moves",
        list(MODELS),
        default="a",
        required=True,
        format_func=lambda m: palette.COLUMNS[m].named,
        key="moves",
        persist_state="session",
    )


def _move(point: dict[str, float]) -> None:
    prediction = (point["p0"], point["p1"], point["p2"])
    moved = replace(session.sample(), **{st.session_state["moves"]: prediction})
    session.change(session.scenario().with_sample(session.sample_index(), moved))


frame.run(main)
