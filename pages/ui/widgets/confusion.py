"""What each model takes for what; a click on a cell shows its samples in the scored table."""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages.ui import palette
from pages.ui.charts import confusion as charts
from pages.ui.results.confusion import cut_of, matrix
from pages.ui.results.samples import Summary
from pages.ui.widgets import slices
from pages.ui.widgets.chart import pickable_chart
from pages.ui.wording.en import confusion as words

_LOSS = "confusion_loss"


def show_confusion(scored: Summary) -> None:
    """A matrix for each model under one of the losses, and the choice of the loss."""
    if st.session_state.get(_LOSS) not in (None, *scored.losses):
        del st.session_state[_LOSS]
    loss = st.segmented_control(
        words.LOSS,
        scored.losses,
        format_func=lambda name: palette.LOSSES[name].named,
        default=None if _LOSS in st.session_state else scored.losses[0],
        required=True,
        key=_LOSS,
        persist_state="session",
    )
    found = {model: matrix(scored, model, loss) for model in scored.models}
    size, long = len(scored.classes), charts.are_long(scored.classes)
    for column, (model, one) in zip(st.columns(2, gap="large"), found.items(), strict=False):
        with column:
            pickable_chart(
                charts.matrix_rows(one, scored.classes),
                charts.matrix(model, loss, size, long=long),
                name=f"confusion_{model}",
                pick=charts.PICK,
                steps=size,
                picked=partial(_choose, scored.classes, model),
                now=slices.now,
                alt=words.alt(model, loss),
                names=scored.names,
            )
    st.caption(f"{words.caption([*found.values()], loss)} {words.CLICK}")


def _choose(classes: tuple[str, ...], model: str, cell: dict[str, float]) -> None:
    places = (round(cell[side] * len(classes)) for side in ("row", "column"))
    slices.choose(cut_of(model), tuple(classes[place] for place in places))
