"""How the columns of the scored table look on the screen."""

from __future__ import annotations

from functools import cache

import streamlit as st

from pages.ui import palette
from pages.ui.results.samples import Summary
from pages.ui.results.samples_table import (
    DISAGREE,
    ID,
    SAMPLE,
    TRUTH,
    WEIGHT,
    on_truth_column,
    penalty_column,
    predicted_column,
    prefers_column,
    right_column,
    soft_column,
)
from pages.ui.wording.en import samples_table as words
from pages.ui.wording.en.losses import WORDS

PICTURE = "picture"
# Pixels, enough for 1.234e-123.
_NUMBER = 96


def column_config(scored: Summary) -> dict:
    """A short heading for each column, and the whole name on hovering over it."""
    of_truth = enumerate(scored.classes) if scored.soft else ()
    soft = {soft_column(k): st.column_config.Column(words.soft_heading(n)) for k, n in of_truth}
    return _of_all(scored.models, scored.losses) | soft


@cache
def _of_all(models: tuple[str, ...], losses: tuple[str, ...]) -> dict:
    called = words.headings(models, losses)
    config = {
        SAMPLE: st.column_config.NumberColumn(called[SAMPLE], pinned=True),
        ID: st.column_config.TextColumn(called[ID], help="What the file calls the sample"),
        PICTURE: st.column_config.ImageColumn("Digit", width="small"),
        TRUTH: st.column_config.TextColumn(called[TRUTH]),
        WEIGHT: st.column_config.NumberColumn(
            called[WEIGHT], help="How many samples the row counts as"
        ),
        DISAGREE: st.column_config.CheckboxColumn(
            called[DISAGREE], help="One loss prefers A, the other B"
        ),
    }
    for model in models:
        config |= _of_model(model, losses, called)
    for loss in losses:
        column = prefers_column(loss)
        config[column] = st.column_config.TextColumn(
            called[column], help=f"The model that {WORDS[loss].noun} charges less"
        )
    return config


def _of_model(model: str, losses: tuple[str, ...], called: dict[str, str]) -> dict:
    number, letter = st.column_config.NumberColumn, model.upper()
    predicted, right, on_truth = (
        column(model) for column in (predicted_column, right_column, on_truth_column)
    )
    penalties = {
        penalty_column(model, loss): number(
            called[penalty_column(model, loss)],
            help=f"{palette.LOSSES[loss].label} of model {letter}",
            format=words.DECIMALS,
            width=_NUMBER,
        )
        for loss in losses
    }
    return {
        predicted: st.column_config.TextColumn(
            called[predicted], help=f"The class model {letter} finds most likely"
        ),
        right: st.column_config.CheckboxColumn(
            called[right], help=f"Whether model {letter}'s likeliest class is the true one"
        ),
        on_truth: number(
            called[on_truth],
            help=f"What model {letter} gives the true class",
            format=words.DECIMALS,
            width=_NUMBER,
        ),
        **penalties,
    }
