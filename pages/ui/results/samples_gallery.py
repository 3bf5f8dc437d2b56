"""Which samples of a batch are charged infinitely much, and what was said of them. Pure."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from pages.ui.results.memo import kept
from pages.ui.results.samples import Summary
from pages.ui.results.samples_table import SAMPLE, TRUTH, penalty_column, predicted_column


class Exhibit(NamedTuple):
    """A prediction that is charged infinitely much.

    Attributes
    ----------
    row, number : int
        The sample's row in the scored table, and its number.
    truth, said : str
        Its true class, and the class that the model found most likely: user text.
    model : str
        "a" or "b".
    losses : tuple of str
        The losses that charge it so.
    """

    row: int
    number: int
    truth: str
    said: str
    model: str
    losses: tuple[str, ...]


@kept(1)
def charged_infinitely(scored: Summary) -> tuple[Exhibit, ...]:
    """All of them, model by model, in the order of the samples."""
    frame, found = scored.frame, []
    for model in scored.models:
        infinite = {
            loss: np.isinf(frame[penalty_column(model, loss)].to_numpy()) for loss in scored.losses
        }
        for row in np.flatnonzero(np.logical_or.reduce(list(infinite.values()))).tolist():
            found.append(
                Exhibit(
                    row,
                    int(frame[SAMPLE].iloc[row]),
                    frame[TRUTH].iloc[row],
                    frame[predicted_column(model)].iloc[row],
                    model,
                    tuple(loss for loss, rows in infinite.items() if rows[row]),
                )
            )
    return tuple(found)
