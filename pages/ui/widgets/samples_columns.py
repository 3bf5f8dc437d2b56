"""How the columns of the scored table look on the screen."""

from __future__ import annotations

from functools import cache

import streamlit as st

from pages.ui import palette
from pages.ui.inputs.scenario import MAX_CLASSES, MODELS
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
    soft = {soft_column(k): st.column_config.Column(f"true:{name}") for k, name in of_truth}
    return _of_all(scored.models, scored.losses) | soft


@cache
def _of_all(models: tuple[str, ...], losses: tuple[str, ...]) -> dict:
    config = {
        SAMPLE: st.column_config.NumberColumn("Sample", pinned=True),
        ID: st.column_config.TextColumn("Id", help="What the file calls the sample"),
        PICTURE: st.column_config.ImageColumn("Digit", width="small"),
        TRUTH: st.column_config.TextColumn(f"{palette.TRUTH.symbol} Truth"),
        WEIGHT: st.column_config.NumberColumn("Weight", help="How many samples the row counts as"),
        DISAGREE: st.column_config.CheckboxColumn(
            f"{palette.DISAGREE.symbol} Disagree", help="One loss prefers A, the other B"
        ),
    }
    for model in models:
        config |= _of_model(model, losses)
    for loss in losses:
        look = palette.LOSSES[loss]
        config[prefers_column(loss)] = st.column_config.TextColumn(
            f"{look.symbol} prefers", help=f"The model that {WORDS[loss].noun} charges less"
        )
    return config


def shown_columns(scored: Summary) -> list[str]:
    """The columns from left to right: what was predicted, then the penalties loss by loss.

    A soft truth of more classes than anyone reads is in the CSV alone.
    """
    wanted = [SAMPLE, TRUTH, *(f(m) for m in MODELS for f in (predicted_column, right_column))]
    for loss in scored.losses:
        wanted += [*(penalty_column(model, loss) for model in MODELS), prefers_column(loss)]
    wanted += [DISAGREE, *(on_truth_column(model) for model in MODELS)]
    there = list(scored.frame.columns)
    soft = [column for column in there if column not in wanted]
    return [c for c in wanted if c in there] + (soft if len(soft) <= MAX_CLASSES else [])


def _of_model(model: str, losses: tuple[str, ...]) -> dict:
    number, letter = st.column_config.NumberColumn, model.upper()
    penalties = {
        penalty_column(model, loss): number(
            f"{palette.LOSSES[loss].symbol} {letter}",
            help=f"{palette.LOSSES[loss].label} of model {letter}",
            format=words.DECIMALS,
            width=_NUMBER,
        )
        for loss in losses
    }
    return {
        predicted_column(model): st.column_config.TextColumn(
            f"{letter} predicts", help=f"The class model {letter} finds most likely"
        ),
        right_column(model): st.column_config.CheckboxColumn(
            f"{letter} right", help=f"Whether model {letter}'s likeliest class is the true one"
        ),
        on_truth_column(model): number(
            f"ŷ of {letter}",
            help=f"What model {letter} gives the true class",
            format=words.DECIMALS,
            width=_NUMBER,
        ),
        **penalties,
    }
