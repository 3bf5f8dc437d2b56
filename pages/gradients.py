"""How hard does each loss push?"""

from __future__ import annotations

from contextlib import nullcontext

import pyarrow as pa
import streamlit as st

from losscore.teaching import LogisticChain
from pages.ui import frame, session
from pages.ui.charts import gradients as charts
from pages.ui.charts import gradients_logistic as logistic
from pages.ui.charts import gradients_push as push_charts
from pages.ui.charts.base import rows
from pages.ui.inputs.scenario import MODELS, Sample
from pages.ui.results import gradients as results
from pages.ui.widgets import controls
from pages.ui.widgets.card import as_answer
from pages.ui.widgets.chart import chart, folded, remark, side_by_side, tell
from pages.ui.widgets.sliders import charts_follow
from pages.ui.wording.en import gradients as words
from pages.ui.wording.en import gradients_logistic as chain_words
from pages.ui.wording.formats import number

Pushes = dict[str, results.Push]
_SLIDERS = ("w", "bias", "x")


def main() -> None:
    """The page, from top to bottom."""
    sample, model = session.sample(), session.value("model")
    broken = sample.broken
    left, right = st.columns(2, gap="large")
    with left:
        controls.choose_scenario()
        controls.choose_model()
    with right:
        usable = controls.ask_to_fix(sample, [c for c in ("truth", model) if c in broken])
        if usable:
            found = results.pushes(sample, model, session.losses())
            # It waits, greyed, for the slider to be let go; nothing else moves what it says.
            with st.container(key="verdict_push") if session.power_losses() else nullcontext():
                tell(as_answer(words.answer(session.scenario().classes, sample, model, found)))
    if session.power_losses():
        charts_follow(*_SLIDERS, "power")
    if usable:
        _classes(sample, model, found)
        _folded(sample, model, found)
    folded(chain_words.TITLE, _logistic, key="logistic")
    folded("The push from surely wrong to surely right", lambda: _ends(sample, broken), key="ends")


def _classes(sample: Sample, model: str, found: Pushes) -> None:
    classes = session.scenario().classes
    stops = results.by_power(sample, model, session.power_losses())
    moved = charts.Moved(session.value("power"), tuple(stops.items())) if stops else None
    whole = controls.choose_zoom()
    with side_by_side():
        for case in charts.CASES:
            chart(
                charts.bars_rows(classes, tuple(found.items()), case, whole, moved),
                charts.bars(tuple(found), case, charts.is_crowded(classes)),
                key=f"bars_{case}",
                alt=words.bars_alt(case),
            )


def _folded(sample: Sample, model: str, found: Pushes) -> None:
    names = session.scenario().classes
    folded("The arithmetic", lambda: _arithmetic(names, sample, model, found), key="arithmetic")
    folded(
        "What the signs mean",
        lambda: st.markdown(words.signs(names, sample, found)),
        key="signs",
    )


def _arithmetic(names: tuple[str, ...], sample: Sample, model: str, found: Pushes) -> None:
    st.dataframe(
        _table(names, sample, model, found),
        hide_index=True,
        key="pushes",
        column_config={
            name: st.column_config.TextColumn(
                heading, alignment="left" if name == "class" else "right"
            )
            for name, heading in words.table_headings(found).items()
        },
    )
    remark(words.TABLE)
    for column, (loss, push) in zip(st.columns(2, gap="large"), found.items(), strict=True):
        column.markdown(words.arithmetic(loss, sample, model, push))
    st.markdown(words.why_logit(found))


def _table(names: tuple[str, ...], sample: Sample, model: str, found: Pushes) -> pa.Table:
    columns = {"truth": sample.truth, "y_hat": getattr(sample, model)}
    for case in charts.CASES:
        columns |= {f"{loss}_{case}": getattr(push, case) for loss, push in found.items()}
    texts = {name: [*map(number, values)] for name, values in columns.items()}
    return rows({"class": names, **texts})


def _logistic() -> None:
    left, right = st.columns(2, gap="large")
    with left:
        for label, setting in (
            ("w, the weight", "w"),
            ("b, the bias", "bias"),
            ("x, the input", "x"),
        ):
            st.slider(label, **session.ranged(setting))
        st.segmented_control("y, the class", ["1", "0"], required=True, **session.bound("y"))
    y = int(session.value("y"))
    if not session.power_losses():  # Else it is said above, where their slider is.
        charts_follow(*_SLIDERS)
    place = {name: session.value(name) for name in _SLIDERS}
    chains = results.chains(
        session.losses(), weight=place["w"], bias=place["bias"], x=place["x"], y=y
    )
    with left, st.container(key="verdict"):
        st.markdown(chain_words.answer(chains, y))
    with right:
        chart(
            logistic.over_logit_rows(chains, session.losses(), place, y),
            logistic.over_logit(tuple(chains)),
            key="over_logit",
            alt=chain_words.alt(chains),
        )
        st.caption(chain_words.caption(chains, logistic.LOGITS))
    _chain(chains, y)


def _chain(chains: dict[str, LogisticChain], y: int) -> None:
    """The chain rule with its numbers."""
    for column, (loss, chain) in zip(st.columns(2, gap="large"), chains.items(), strict=True):
        column.markdown(chain_words.arithmetic(loss, chain, y))
    st.caption(chain_words.note(chains))


def _ends(sample: Sample, broken: tuple[str, ...]) -> None:
    losses = session.losses()
    names = tuple(loss.name for loss in losses)
    st.markdown(words.ends_answer({loss.name: results.ends(loss) for loss in losses}))
    one_hot = sample.label is not None and "truth" not in broken
    models = tuple(m for m in MODELS if one_hot and m not in broken)
    found = push_charts.push_rows(sample, models, losses, session.power_losses())
    for column, (key, spec, alt) in zip(
        st.columns(2, gap="large"),
        (
            ("over_y_hat", push_charts.over_y_hat(names), words.over_alt(names)),
            ("ends", push_charts.ends(names), words.ends_alt(names)),
        ),
        strict=True,
    ):
        with column:
            chart(found, spec, key=key, alt=alt)
    st.caption(words.ends_caption(sample, names))


frame.run(main)
