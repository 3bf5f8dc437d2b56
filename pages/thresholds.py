"""Why do the losses disagree at all?"""

from __future__ import annotations

import streamlit as st

import losscore
from pages.ui import frame, session
from pages.ui.charts import thresholds as charts
from pages.ui.charts import thresholds_weights as weight_charts
from pages.ui.charts.thresholds_hand import hand_rows
from pages.ui.inputs.batch import Batch
from pages.ui.results import thresholds as results
from pages.ui.results.compensation import takes_floor
from pages.ui.widgets import controls
from pages.ui.widgets.card import as_answer
from pages.ui.widgets.case import by_hand, choose_case, slide_probabilities
from pages.ui.widgets.chart import chart, folded, tell
from pages.ui.widgets.computing import spinner
from pages.ui.widgets.sliders import charts_follow
from pages.ui.wording.en import thresholds as words
from pages.ui.wording.formats import paragraphs

Losses = tuple[losscore.Loss, ...]


def main() -> None:
    """The page, from top to bottom."""
    losses = _losses()
    batch = choose_case(words.SCOPE)
    if batch is not None:
        _answer(batch, losses)
        folded("The same curves in each loss's weight", lambda: _areas(batch, losses), key="areas")
        if batch.size > 1:
            folded("What of it may be chance", lambda: _chance(batch), key="chance")
    classes = len(batch.classes) if batch is not None else len(session.scenario().classes)
    folded("Why it is so", lambda: tell(words.why(losses, classes)), key="why")


def _losses() -> Losses:
    """The two that are compared, and one more that lies on the line between two of them."""
    pair, between = session.losses(), session.power_loss()
    return pair if between in pair else (*pair, between)


def _answer(batch: Batch, losses: Losses) -> None:
    left, right = st.columns([2, 3], gap="large")
    theta, scale, pair = session.value("theta"), session.value("scale"), by_hand()
    with left:
        with spinner(batch):
            costs, (lead, drawn) = results.costs(batch, theta), results.outline(batch)
            areas = results.weigh(batch, losses)
        st.markdown(as_answer(words.answer(lead, areas, batch.names)))
        if losses != session.losses():
            controls.choose_power()
        if pair:
            slide_probabilities()
        st.slider(words.THETA, help=words.THETA_HELP, **session.ranged("theta"))
        decisions = results.decisions(batch, theta)
        with st.container(key="verdict"):
            st.markdown(words.acted(theta, costs, decisions, batch.classes, batch.names))
        charts_follow("theta", "power", *(("pa", "pb") if pair else ()))
    with right:
        st.segmented_control(
            words.SCALE,
            list(words.SCALES),
            format_func=words.SCALES.get,
            required=True,
            **session.bound("scale"),
        )
        chart(
            hand_rows(results.held_outline(batch, pair), pair, theta, costs)
            if pair
            else charts.curves_rows(drawn, theta, costs, scale),
            charts.curves(scale, drawn.lowest),
            key="threshold_curves",
            alt=words.CURVES_ALT,
        )
        weighing = [loss for loss in losses if results.has_weight(loss, batch)]
        names = tuple(loss.name for loss in weighing)
        chart(
            weight_charts.weights_rows(
                [results.weighed(batch, loss) for loss in weighing],
                scale,
                drawn.lowest,
                session.value("power"),
            ),
            weight_charts.weights(names, scale, drawn.lowest),
            key="threshold_weights",
            alt=words.weights_alt(names),
        )
        st.caption(words.curves_caption(scale, soft=results.is_spread(batch)))


def _areas(batch: Batch, losses: Losses) -> None:
    scale, (_, drawn) = session.value("scale"), results.outline(batch)
    found = results.weigh(batch, losses)
    weighing = [loss for loss in losses if results.has_weight(loss, batch)]
    for column, loss in zip(st.columns(len(weighing), gap="large"), weighing, strict=True):
        rows = weight_charts.weighed_rows(results.weighed(batch, loss), found[loss.name], scale)
        with column:
            chart(
                rows,
                weight_charts.weighed(loss.name, scale, drawn.lowest),
                key=f"weighed_{loss.name}",
                alt=words.weighed_alt(loss.name),
            )
    lifted = [loss.name for loss in losses if session.value("floor") and takes_floor(loss)]
    st.caption(paragraphs(words.areas_caption(found.values()), *map(words.floors, lifted)))


def _chance(batch: Batch) -> None:
    with spinner(batch):
        found, (_, drawn) = results.chance(batch), results.outline(batch)
    st.markdown(words.chance(found and found.ahead, batch.names))
    if found:
        chart(
            charts.band_rows(found.band),
            charts.band(session.value("scale"), drawn.lowest),
            key="threshold_band",
            alt=words.BAND_ALT,
        )


frame.run(main)
