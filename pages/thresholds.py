"""Why do the losses disagree at all?"""

from __future__ import annotations

from types import ModuleType

import streamlit as st

import losscore
from pages.ui import frame, session
from pages.ui.charts import thresholds as charts
from pages.ui.charts import thresholds_weights as weight_charts
from pages.ui.charts.thresholds_hand import hand_rows
from pages.ui.inputs.batch import Batch
from pages.ui.inputs.tallied import Tallied
from pages.ui.results import tally as tally_results
from pages.ui.results import tally_thresholds as of_tally
from pages.ui.results import thresholds as results
from pages.ui.results.folds import folds_of
from pages.ui.results.tally_thresholds import GridLead
from pages.ui.results.thresholds import Lead
from pages.ui.results.thresholds_chance import chance
from pages.ui.results.thresholds_hand import held_outline
from pages.ui.widgets import controls
from pages.ui.widgets.card import as_answer
from pages.ui.widgets.case import by_hand, choose_case, slide_probabilities
from pages.ui.widgets.chart import chart, folded, tell
from pages.ui.widgets.choices import choose
from pages.ui.widgets.computing import spinner
from pages.ui.widgets.sliders import charts_follow
from pages.ui.wording.en import tally_pages as tally_words
from pages.ui.wording.en import thresholds as words
from pages.ui.wording.en import thresholds_chance as chance_words
from pages.ui.wording.formats import paragraphs

Losses = tuple[losscore.Loss, ...]


def main() -> None:
    """The page, from top to bottom."""
    case = choose_case(words.SCOPE)
    tallied = isinstance(case, Tallied)
    # A tally has the losses that it was made with: hardly the one more.
    losses = session.losses() if tallied else _losses()
    if case is not None:
        _answer(case, losses)
        folded(words.AREAS, lambda: _areas(case, losses), key="areas")
        if tallied:
            st.caption(tally_words.THRESHOLDS)
        elif case.size > 1:
            folded(words.CHANCE, lambda: _chance(case), key="chance")
    classes = len(case.classes) if case is not None else len(session.scenario().classes)
    folded("Why it is so", lambda: tell(words.why(losses, classes)), key="why")


def _losses() -> Losses:
    """The two that are compared, and one more that lies on the line between two of them."""
    pair, between = session.losses(), session.power_loss()
    return pair if between in pair else (*pair, between)


def _answer(case: Batch | Tallied, losses: Losses) -> None:
    left, right = st.columns([2, 3], gap="large")
    found, scale, theta = _told_by(case), session.value("scale"), _theta(case)
    pair = by_hand()
    with left:
        # Above all that is as long as its words: they stay in the hand.
        if losses != session.losses():
            controls.choose_power()
        if pair:
            slide_probabilities()
        st.slider(words.THETA, help=words.THETA_HELP, **session.ranged("theta"))
        with spinner(case):
            costs, (lead, drawn) = found.costs(case, theta), found.outline(case)
            areas = found.weigh(case, losses)
        st.markdown(as_answer(_said(case, losses, lead, areas)))
        decisions = found.decisions(case, theta)
        with st.container(key="verdict"):
            acted = words.acted(theta, costs, decisions, case.classes, case.names)
            st.markdown(paragraphs(acted, tally_words.nearest(session.value("theta"), theta)))
        charts_follow("theta", "power", *(("pa", "pb") if pair else ()))
    with right:
        choose(words.SCALE, words.SCALES, "scale")
        drawn_rows = charts.curves_rows(drawn, theta, costs, scale)
        if pair:
            held = held_outline(case, pair, scale, drawn.lowest)
            drawn_rows |= hand_rows(held, pair, theta, costs)
        chart(
            drawn_rows,
            charts.curves(scale, drawn.lowest),
            key="threshold_curves",
            alt=words.CURVES_ALT,
            names=case.names,
        )
        _weights(case, losses, drawn.lowest)
        st.caption(words.curves_caption(scale, soft=found.is_spread(case)))


def _weights(case: Batch | Tallied, losses: Losses, lowest: float) -> None:
    """The weights of the losses below the curves, over the same thresholds."""
    scale, told_by = session.value("scale"), _told_by(case)
    weighing = [loss for loss in losses if results.has_weight(loss, case)]
    names = tuple(loss.name for loss in weighing)
    weighed = [told_by.weighed(case, loss) for loss in weighing]
    chart(
        weight_charts.weights_rows(weighed, scale, lowest, session.value("power")),
        weight_charts.weights(names, scale, lowest),
        key="threshold_weights",
        alt=words.weights_alt(names),
    )


def _told_by(case: Batch | Tallied) -> ModuleType:
    """What knows the curves: both modules tell the same, by the same names."""
    return of_tally if isinstance(case, Tallied) else results


def _theta(case: Batch | Tallied) -> float:
    """The threshold that is acted on."""
    theta = session.value("theta")
    return of_tally.nearest(case, theta) if isinstance(case, Tallied) else theta


def _said(case: Batch | Tallied, losses: Losses, lead: Lead | GridLead, areas: dict) -> str:
    if isinstance(case, Tallied):
        missing = tally_words.missing(tally_results.missing(case, losses))
        return paragraphs(tally_words.thresholds(lead, areas, case.names), missing)
    return words.answer(lead, areas, case.names)


def _areas(case: Batch | Tallied, losses: Losses) -> None:
    told_by, scale = _told_by(case), session.value("scale")
    (_, drawn), found = told_by.outline(case), told_by.weigh(case, losses)
    weighing = [loss for loss in losses if isinstance(found.get(loss.name), results.Area)]
    for column, loss in zip(st.columns(len(weighing) or 1, gap="large"), weighing, strict=False):
        rows = weight_charts.weighed_rows(
            told_by.weighed(case, loss), found[loss.name], scale, session.value("power")
        )
        with column:
            chart(
                rows,
                weight_charts.weighed(loss.name, scale, drawn.lowest),
                key=f"weighed_{loss.name}",
                alt=words.weighed_alt(loss.name),
                names=case.names,
            )
    lifted = [loss.name for loss in session.lifted_losses()]
    st.caption(paragraphs(words.areas_caption(found.values()), *map(words.floors, lifted)))


def _chance(batch: Batch) -> None:
    with spinner(batch):
        found, (_, drawn) = chance(batch), results.outline(batch)
    st.markdown(chance_words.chance(found and found.ahead, batch.names, folds_of(batch)))
    if found:
        chart(
            charts.band_rows(found.band),
            charts.band(session.value("scale"), drawn.lowest),
            key="threshold_band",
            alt=chance_words.BAND_ALT,
            names=batch.names,
        )


frame.run(main)
