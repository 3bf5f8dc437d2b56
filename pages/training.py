"""How fast does each loss finish, and why?"""

from __future__ import annotations

from itertools import chain, islice

import streamlit as st

from losscore import teaching
from pages.ui import frame, session
from pages.ui.charts import training as charts
from pages.ui.charts import training_descent as charts_of_one
from pages.ui.charts import training_regions as regions
from pages.ui.inputs.settings import RATES
from pages.ui.inputs.share import BAD_START
from pages.ui.results import training as results
from pages.ui.results.training import Setup
from pages.ui.results.work import Question
from pages.ui.widgets import training_controls as run_controls
from pages.ui.widgets.card import as_answer
from pages.ui.widgets.chart import chart, folded, section, tell
from pages.ui.widgets.choices import choose
from pages.ui.widgets.computing import Computing
from pages.ui.widgets.race import race
from pages.ui.wording.en import training as words
from pages.ui.wording.en import training_descent as descent_words
from pages.ui.wording.en import training_race as race_words
from pages.ui.wording.en import training_watch as watch_words

# A descent is traced no further than its target asks for: the long one takes its time.
_SHORT, _LONG = 100_000, 1_000_000

Runs = dict[str, teaching.TrainingRun]


def main() -> None:
    """The page, from top to bottom."""
    computing = Computing()
    _one_sample(computing)
    section("A data set")
    setup = run_controls.choose_setup()
    data_set = st.container()
    # All that is there at once, before what may take long.
    folded("Why it is so", _why, key="why")
    with data_set:
        trained = _race(computing, setup)
        if trained:
            folded("The numbers", lambda: _comparison(computing, setup, trained), key="numbers")


def _why() -> None:
    tell(words.why(results.pushes(session.losses())))


def _one_sample(computing: Computing) -> None:
    section("One sample")
    text, picture = st.columns([2, 3], gap="large")
    with text:
        run_controls.stops("Residual to reach", "target", help=descent_words.TARGET_HELP)
        run_controls.stops("Step size η", "rate")
        target, rate = session.value("target"), session.value("rate")
        losses = results.by_pace(session.losses())
        laws = results.laws(losses, target, rate)
        steps = _SHORT if max(laws.steps.values()) < 0.8 * _SHORT else _LONG
        found = computing.results("descents", results.descents(losses, rate, steps, target))
        if None in found:
            return
        descents = dict(zip(losses, found, strict=True))
        needed = {loss.name: descent.needed for loss, descent in descents.items()}
        tell(as_answer(descent_words.answer(target, rate, needed, laws, steps)))
    with picture:
        chart(
            charts_of_one.descent_frame(descents, rate, target),
            charts_of_one.descent(tuple(loss.name for loss in losses)),
            key="descent",
            alt=descent_words.alt(laws),
        )
    folded("The laws behind it", lambda: _laws(target, rate, laws), key="laws")


def _laws(target: float, rate: float, laws: results.Laws) -> None:
    st.markdown(descent_words.laws(target, rate, laws))
    st.caption(descent_words.caption(laws))


def _race(computing: Computing, setup: Setup) -> results.Race | None:
    """The two runs that the page is about, drawn; None where there is more to compute first."""
    found = computing.results("race", _trainings(setup))
    if None in found:
        return None
    trained = results.race(session.losses(), found, session.value("target"))
    st.markdown(
        race_words.answer(
            trained,
            session.value("target"),
            bad_start=setup.start > 0,
            from_grid=session.value("sizes") == "best",
        )
    )
    _watch(setup, trained)
    folded(watch_words.FULL, lambda: _full(setup, trained.runs), key="full")
    return trained


def _watch(setup: Setup, trained: results.Race) -> None:
    race(setup, trained, session.value("target"))
    bad = setup.start > 0
    st.button(
        watch_words.EVEN_START if bad else watch_words.BAD_START,
        on_click=session.guarded(lambda: session.change(start=0.0 if bad else BAD_START)),
    )
    st.caption(watch_words.CAPTION)


def _full(setup: Setup, runs: Runs) -> None:
    step = _choose_step(setup)
    _traces(setup, runs, step)
    _regions(setup, runs, step)


def _trainings(setup: Setup) -> list[Question]:
    best = session.value("sizes") == "best"
    rates = {loss: session.value(name) for loss, name in RATES.items()}
    return results.trainings(session.losses(), setup, None if best else rates)


def _choose_step(setup: Setup) -> int:
    axis, slider = st.columns([1, 3], gap="large")
    with axis:
        choose("Steps on the axis", words.AXES, "axis")
    last = setup.steps
    bound = session.bound("step")
    step = st.session_state[bound["key"]] = min(session.value("step"), last)
    with slider:
        st.select_slider(
            "Look at the models after step",
            [*(stop for stop in session.stops("step") if stop < last), last],
            help=words.STEP_HELP,
            **bound,
        )
    return step


def _traces(setup: Setup, trained: Runs, step: int) -> None:
    axis = session.value("axis")
    traced = charts.traces_frame(
        tuple(trained.values()), session.value("target"), step, setup.data, axis
    )
    moving = [trace for trace in charts.TRACES if results.moves(trained.values(), trace)]
    for column, trace in zip(st.columns(len(charts.TRACES)), moving, strict=False):
        with column:
            chart(
                traced,
                charts.trace(tuple(trained), trace, setup.data, setup.steps, axis),
                key=f"trace_{trace}",
                alt=words.trace_alt(trace),
            )


def _regions(setup: Setup, trained: Runs, step: int) -> None:
    _, labels = results.points(setup.data, setup.seed)
    for column, (loss, run) in zip(st.columns(2, gap="large"), trained.items(), strict=True):
        with column:
            st.markdown(words.at_step(run, step))
            chart(
                regions.regions_frame(run, step, setup.data, setup.seed),
                regions.regions(int(labels.max()) + 1),
                key=f"regions_{loss}",
                alt=words.regions_alt(loss),
            )
    st.caption(words.PICTURES)


def _comparison(computing: Computing, setup: Setup, trained: results.Race) -> None:
    choose("Rows", words.COMPARE, "compare", label_visibility="collapsed")
    rows = {setup.optimizer: trained}
    if session.value("compare") == "four":
        rows = _four(computing, setup)
    st.markdown(race_words.table(rows, session.value("target")))
    st.caption(race_words.caption(trained.runs))


def _four(computing: Computing, setup: Setup) -> dict[str, results.Race]:
    """The race under each optimizer, as far as it is computed."""
    asked = {name: _trainings(setup._replace(optimizer=name)) for name in teaching.OPTIMIZERS}
    found = iter(computing.results("four", chain.from_iterable(asked.values())))
    parts = {name: list(islice(found, len(questions))) for name, questions in asked.items()}
    target = session.value("target")
    losses = session.losses()
    return {
        name: results.race(losses, part, target) for name, part in parts.items() if None not in part
    }


frame.run(main)
