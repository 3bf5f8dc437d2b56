"""The scored table as a file. Its headers and words are public: they are so in any language."""

from __future__ import annotations

import pandas as pd

from pages.ui import palette
from pages.ui.results.downloads import to_csv_bytes, to_parquet_bytes
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

_MODELS = {"a": "A", "b": "B"}


def scored_csv(scored: Summary, *, compressed: bool = False) -> bytes:
    """All columns of the scored table, a line a sample, in the order of the batch."""
    return to_csv_bytes(csv_frame(scored), compressed=compressed)


def scored_parquet(scored: Summary) -> bytes:
    """The same table as Parquet: every number in its own type, every class as one of a few."""
    return to_parquet_bytes(csv_frame(scored))


def csv_frame(scored: Summary) -> pd.DataFrame:
    """The scored table with the headers and words of its file."""
    frame = scored.frame.copy(deep=False)
    if scored.ids is not None:
        frame.insert(1, ID, pd.Series(scored.ids.tolist()))
    if scored.weights.each is not None:
        frame[WEIGHT] = scored.weights.every(scored.size)
    for column in filter(frame.__contains__, map(prefers_column, scored.losses)):
        frame[column] = frame[column].cat.rename_categories(_MODELS)
    frame.columns = [*map(_headers(scored).__getitem__, frame.columns)]
    return frame


def _headers(scored: Summary) -> dict[str, str]:
    labels = {loss: palette.LOSSES[loss].label.lower() for loss in scored.losses}
    headers = {SAMPLE: "sample", ID: "id", TRUTH: "truth", DISAGREE: "losses disagree"}
    headers[WEIGHT] = "weight"
    headers |= {prefers_column(loss): f"{label} prefers" for loss, label in labels.items()}
    for model in scored.models:
        name = _MODELS[model]
        headers |= {
            predicted_column(model): f"{name} predicts",
            right_column(model): f"{name} right",
            on_truth_column(model): f"{name} on true class",
        }
        headers |= {penalty_column(model, k): f"{name} {label}" for k, label in labels.items()}
    return headers | {soft_column(k): f"true:{name}" for k, name in enumerate(scored.classes)}
