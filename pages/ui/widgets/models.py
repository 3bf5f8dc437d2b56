"""All uploaded models beside each other, and which two of them are compared."""

from __future__ import annotations

import pyarrow as pa
import streamlit as st

from pages.ui import palette, session
from pages.ui.inputs.uploads.slots import Uploads
from pages.ui.results.models import of_uploads
from pages.ui.wording.en import models as words


def choose_models(uploads: Uploads) -> None:
    """What all models cost, the costliest last, and the choice of A and B among them."""
    losses = session.floored_losses()
    ranked, left_out = of_uploads(uploads, losses)
    st.dataframe(
        _rows(uploads, ranked),
        hide_index=True,
        column_config=_config(tuple(loss.name for loss in losses)),
        alt=words.TABLE_ALT,
    )
    if left_out:
        st.caption(words.left_out(left_out))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for model in ("a", "b"):
            _choice(uploads, model)
        st.button(
            words.SWAP,
            icon=":material/swap_horiz:",
            key="swap_models",
            help=words.SWAP_HELP,
            on_click=session.guarded(uploads.swap),
        )


def _rows(uploads: Uploads, ranked: list) -> pa.Table:
    letters = {uploads.slots[key].name: m for m, key in (("A", uploads.a), ("B", uploads.b)) if key}
    return pa.table(
        {
            "is": [letters.get(found.name, "") for found in ranked],
            "model": [found.name for found in ranked],
            "first": [found.means[0] for found in ranked],
            "first_back": [found.back[0] for found in ranked],
            "second": [found.means[1] for found in ranked],
            "second_back": [found.back[1] for found in ranked],
            "accuracy": [found.accuracy for found in ranked],
        }
    )


def _config(losses: tuple[str, ...]) -> dict:
    number = st.column_config.NumberColumn
    config = {
        "is": st.column_config.TextColumn("", width=30, help=words.LETTERS_HELP),
        "model": st.column_config.TextColumn(words.MODEL),
        "accuracy": number(words.ACCURACY, format="percent"),
    }
    for column, loss in zip(("first", "second"), losses, strict=True):
        look = palette.LOSSES[loss]
        config[column] = number(f"{look.symbol} {look.label}", format="%.5g", help=words.MEAN_HELP)
        config[f"{column}_back"] = number(
            f"{look.symbol} {words.BACK}", format="%.3g", help=words.BACK_HELP
        )
    return config


def _choice(uploads: Uploads, model: str) -> None:
    key = f"model_{model}"
    # What is compared is up to the uploads: one that is dropped or swapped changes it, too.
    st.session_state[key] = getattr(uploads, model)
    st.selectbox(
        palette.MODELS[model].named,
        list(uploads.held),
        format_func=lambda chosen: uploads.slots[chosen].name,
        key=key,
        on_change=session.guarded(_choose),
        args=(uploads, model, key),
    )


def _choose(uploads: Uploads, model: str, key: str) -> None:
    uploads.choose(model, st.session_state[key])
