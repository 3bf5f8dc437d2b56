"""How much of the loss could be had back?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st

import losscore
from pages.ui import frame, notices, session
from pages.ui.charts import calibration as charts
from pages.ui.inputs.batch import Batch
from pages.ui.inputs.tallied import Tallied
from pages.ui.registry import page
from pages.ui.results import calibration as results
from pages.ui.results import tally as tally_results
from pages.ui.results import tally_calibration as of_tally
from pages.ui.results.calibration_temperature import tempered
from pages.ui.results.thresholds import is_spread
from pages.ui.widgets import source
from pages.ui.widgets.card import as_answer
from pages.ui.widgets.case import show_tallied
from pages.ui.widgets.chart import Rows, chart, folded, remark, section, side_by_side, tell
from pages.ui.widgets.computing import spinner
from pages.ui.wording.en import calibration as words
from pages.ui.wording.en import calibration_temperature as temperature_words
from pages.ui.wording.en import tally_pages as tally_words
from pages.ui.wording.en.calibration_background import why
from pages.ui.wording.en.case import current_batch, left_out, no_batch
from pages.ui.wording.formats import paragraphs

Bills = dict[tuple[str, str], results.Bill]


def main() -> None:
    """The page, from top to bottom."""
    losses = session.losses()
    source.choose_source()
    case = source.tallied() or _batch()
    if isinstance(case, Tallied):
        show_tallied(case)
        if case.tally.rows > 1:
            _tell_tallied(case)
        else:
            _single()
    elif case is not None:
        with spinner(case):
            found = results.bills(case, losses)
        if case.size > 1:
            _answer(case, found)
            _reliability(case, found)
        else:
            _single()
        folded("The arithmetic", lambda: _arithmetic(case, found), key="arithmetic")
    classes = len(case.classes) if case is not None else len(session.scenario().classes)
    folded("Why it is so", lambda: tell(why(losses, classes)), key="why")


def _batch() -> Batch | None:
    """Which batch, in one line, and the way to it."""
    batch, which = source.batch(), session.value("source")
    out = [i for i, sample in enumerate(session.scenario().samples, 1) if sample.broken]
    if batch is not None and which == "scenario" and out:
        st.warning(left_out(out))
    with st.container(horizontal=True, vertical_alignment="center"):
        if batch is None:
            st.warning(no_batch(which))
        else:
            st.markdown(current_batch(batch), width="content")
        samples = page("samples")
        st.page_link(samples.path, label="Open on Samples", icon=samples.icon)
    return batch


def _single() -> None:
    """Of one sample a chart would show nothing."""
    tell(as_answer(words.ONE_SAMPLE))
    source.offer_digits()


def _answer(batch: Batch, found: Bills) -> None:
    losses = session.losses()
    left, right = st.columns([2, 3], gap="large")
    with left:
        with spinner(batch):
            temperatures = {model: tempered(batch, model, losses) for model in batch.models}
        names = [loss.name for loss in losses]
        lifted = [loss.name for loss in session.lifted_losses()]
        tell(as_answer(words.answer_of(batch, names, found, temperatures, lifted)))
        if session.value("source") == "upload":
            with st.container(horizontal=True):
                for model, one in temperatures.items():
                    if one is not None:
                        _offer(batch.names[model], model, one.temperature)
    with right:
        _draw_bills(found, words.bill_caption(batch.weights.counted), batch.names)


def _draw_bills(found: Bills, caption: str, names: Mapping[str, str]) -> None:
    for loss in session.losses():
        bills = results.under(loss.name, found)
        if bills:
            chart(
                charts.bill_rows(bills),
                charts.bill(loss.name),
                key=f"bill_{loss.name}",
                alt=words.bill_alt(loss.name),
                names=names,
            )
    st.caption(caption)


def _tell_tallied(case: Tallied) -> None:
    losses = session.losses()
    found = of_tally.bills(case, losses)
    left, right = st.columns([2, 3], gap="large")
    with left:
        known = [loss.name for loss in tally_results.known(case, losses)]
        missing = tally_words.missing(tally_results.missing(case, losses))
        tell(as_answer(paragraphs(tally_words.calibration(case, known, found), missing)))
        st.caption(tally_words.CALIBRATION)
    with right:
        if found:
            _draw_bills(found, tally_words.bill_caption(), case.names)
    section(words.RELIABILITY)
    klass = _class(case.classes, of_tally.farthest_class(case), tally_words.class_option)
    bins = {model: of_tally.reliability(case, model, klass) for model in case.names}
    drawn = {model: charts.bins_rows(one, model) for model, one in bins.items()}
    _draw_reliability(drawn, tally_words.reliability_alt, case.names)
    remark(tally_words.reliability_caption(case.classes[klass]))
    if found:
        folded("The arithmetic", lambda: _arithmetic(case, found), key="arithmetic")


def _offer(name: str, model: str, temperature: float) -> None:
    st.button(
        temperature_words.take(name, temperature),
        key=f"take_{model}",
        on_click=session.guarded(_take),
        args=(name, model, temperature),
    )


def _take(name: str, model: str, temperature: float) -> None:
    called = temperature_words.at_temperature(name, temperature)
    change = partial(losscore.apply_temperature, temperature=temperature)
    there_is_room = source.uploads().derive(model, called, change)
    notices.notify(temperature_words.taken(called) if there_is_room else temperature_words.NO_ROOM)


def _reliability(batch: Batch, found: Bills) -> None:
    section(words.RELIABILITY)
    worst = results.worst_class(found)
    klass = _class(batch.classes, worst, words.class_option)
    found = {model: results.reliability(batch, model, klass) for model in batch.models}
    drawn = {model: charts.reliability_rows(one, model) for model, one in found.items()}
    _draw_reliability(drawn, words.reliability_alt, batch.names)
    remark(words.reliability_caption(batch.classes[klass], soft=is_spread(batch)))


def _draw_reliability(
    found: Mapping[str, Rows], alt: Callable[[str], str], names: Mapping[str, str]
) -> None:
    with side_by_side():
        for model, rows in found.items():
            chart(
                rows,
                charts.reliability(model),
                key=f"reliability_{model}",
                alt=alt(model),
                names=names,
            )


def _class(classes: Sequence[str], first: int, option: Callable[..., str]) -> int:
    """The class that is looked at, from 0: the `first` one unless another is chosen."""
    arguments = session.bound("of_class")
    # A link may name a class that this batch does not have.
    if session.value("of_class") > len(classes):
        st.session_state[arguments["key"]] = 0
    chosen = side_by_side(2, gap="small").selectbox(
        words.CLASS,
        range(len(classes) + 1),
        format_func=lambda place: option(classes, place, first),
        **arguments,
    )
    return chosen - 1 if chosen else first


def _arithmetic(case: Batch | Tallied, found: Bills) -> None:
    st.markdown(words.ARITHMETIC)
    shown = [loss.name for loss in session.losses() if results.under(loss.name, found)]
    for column, loss in zip(st.columns(2, gap="large"), shown, strict=False):
        with column:
            bills = results.under(loss, found)
            st.markdown(words.sums(loss, bills))
            # What a class is charged on its own, a tally does not know.
            by_class = {} if isinstance(case, Tallied) else bills
            for model, bill in by_class.items():
                st.markdown(words.by_class(case, model, bill))


frame.run(main)
