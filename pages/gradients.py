"""How hard does each loss push?"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import streamlit as st

from losscore import teaching
from pages.ui import frame, palette, session
from pages.ui.charts import gradients as charts
from pages.ui.charts import gradients_logistic as logistic
from pages.ui.charts import gradients_push as push_charts
from pages.ui.charts.base import rows
from pages.ui.inputs.scenario import COLUMNS, Sample
from pages.ui.results.distributions import MODELS, broken_columns
from pages.ui.results.gradients import Push, on_true_class, pushes
from pages.ui.widgets import controls, show
from pages.ui.wording.en import gradients as words
from pages.ui.wording.en import gradients_logistic as chain_words

_ALMOST = 1e-4


def main() -> None:
    """The page, from top to bottom."""
    sample, model = session.sample(), session.value("model")
    broken = broken_columns(sample)
    left, right = st.columns(2, gap="large")
    with left:
        controls.choose_scenario()
        controls.choose_model()
    with right:
        usable = controls.ask_to_mend(sample, [c for c in ("truth", model) if c in broken])
        if usable:
            found = pushes(sample, model)
            st.markdown(words.answer(session.scenario().classes, sample, model, found))
    if usable:
        _classes(sample, model)
        _arithmetic(sample, model, found)
    _logistic()
    _ends(sample, broken)


def _classes(sample: Sample, model: str) -> None:
    classes = session.scenario().classes
    for column, case in zip(st.columns(2, gap="large"), charts.CASES, strict=True):
        with column:
            show.chart(
                charts.bars_rows(classes, sample, model, case),
                charts.bars(case, charts.is_crowded(classes)),
                key=f"bars_{case}",
                alt=words.bars_alt(case),
            )


def _arithmetic(sample: Sample, model: str, found: dict[str, Push]) -> None:
    names = session.scenario().classes
    st.dataframe(_table(names, sample, model, found), hide_index=True, key="pushes")
    st.caption(words.TABLE)
    for column, (loss, push) in zip(st.columns(2, gap="large"), found.items(), strict=True):
        column.markdown(words.arithmetic(loss, sample, model, push))
    st.markdown(words.WHY_LOGIT)
    show.section("What the signs mean", words.signs(names, sample, model, found))


def _table(names: tuple[str, ...], sample: Sample, model: str, found: dict[str, Push]) -> pa.Table:
    columns = {"Class": names, COLUMNS["truth"]: sample.truth, "ŷ": getattr(sample, model)}
    for kind, case in (("∂L/∂ŷ", "proba"), ("∂L/∂z", "logit")):
        for loss, push in found.items():
            columns[f"{palette.LOSSES[loss].symbol} {kind}"] = getattr(push, case)
    return rows(columns)


def _logistic() -> None:
    show.section("Logistic regression: the chain rule, factor by factor")
    left, right = st.columns(2, gap="large")
    with left:
        for label, setting in (
            ("w, the weight", "w"),
            ("b, the bias", "bias"),
            ("x, the input", "x"),
        ):
            st.slider(label, -5.0, 5.0, step=0.1, **session.bound(setting))
        st.segmented_control("y, the class", ["1", "0"], required=True, **session.bound("y"))
    y = int(session.value("y"))
    place = {"weight": session.value("w"), "bias": session.value("bias"), "x": session.value("x")}
    chains = {name: teaching.logistic_chain(name, **place, y=y) for name in palette.PAIR}
    z = chains["squared_error"].z
    with left:
        st.markdown(chain_words.answer(chains, y))
    with right:
        show.chart(
            logistic.over_logit_rows(chains, y),
            logistic.over_logit(),
            key="over_logit",
            alt=chain_words.ALT,
        )
        st.caption(chain_words.caption(z, logistic.LOGITS))
    for column, (loss, chain) in zip(st.columns(2, gap="large"), chains.items(), strict=True):
        column.markdown(chain_words.arithmetic(loss, chain, y))
    st.caption(chain_words.note(chains["squared_error"]))


def _ends(sample: Sample, broken: tuple[str, ...]) -> None:
    places = np.array([_ALMOST, 1 - _ALMOST, 1 / 3])
    at = {name: np.abs(on_true_class(name, places)) for name in palette.PAIR}
    low, high, most = ({name: float(push[i]) for name, push in at.items()} for i in range(3))
    show.section(
        "The push from surely wrong to surely right",
        words.ends_answer(low, high, _ALMOST, most["squared_error"]),
    )
    one_hot = sample.label is not None and "truth" not in broken
    models = tuple(m for m in MODELS if one_hot and m not in broken)
    found = push_charts.push_rows(sample, models)
    for column, (key, spec, alt) in zip(
        st.columns(2, gap="large"),
        (
            ("over_y_hat", push_charts.over_y_hat(), words.OVER_ALT),
            ("ends", push_charts.ends(), words.ENDS_ALT),
        ),
        strict=True,
    ):
        with column:
            show.chart(found, spec, key=key, alt=alt)
    st.caption(words.ends_caption(sample))


frame.run(main)
