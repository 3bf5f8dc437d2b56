"""Descents and training runs, kept by their settings, and the progress of those not yet kept."""

from __future__ import annotations

from collections.abc import Iterator
from time import monotonic
from typing import NamedTuple

import numpy as np
import streamlit as st

import losscore

# Runs shorter than this need no progress: a bar that flashes by only disturbs.
_PATIENCE = 0.3
# Final losses this near to each other have all arrived: the step size that was there first wins.
_ARRIVED = 1e-4


class Setup(NamedTuple):
    """What a training run depends on beside its loss and its step size."""

    data: str
    seed: int
    optimizer: str
    steps: int
    start: float


class Progress:
    """A bar that counts runs, once they take long; drawing it also lets a rerun interrupt."""

    def __init__(self, total: int) -> None:
        """Reserve a place for the bar, here on the page."""
        self._total, self._done, self._since = total, 0, monotonic()
        self._place = st.empty()

    def advance(self) -> None:
        """One more run is done."""
        self._done += 1
        if monotonic() - self._since > _PATIENCE:
            text = f"Training: run {self._done} of {self._total}"
            self._place.progress(self._done / self._total, text)

    def clear(self) -> None:
        """All runs are done."""
        self._place.empty()


def points(setup: Setup) -> tuple[np.ndarray, np.ndarray]:
    """The points and labels of a setup's data set."""
    return losscore.make_dataset(setup.data, seed=setup.seed)


@st.cache_data(max_entries=8, show_spinner="Descending step by step")
def descent(loss: str, rate: float, steps: int) -> np.ndarray:
    """The residuals of one sample under gradient descent."""
    return losscore.single_sample_descent(loss, steps=steps, learning_rate=rate)


@st.cache_data(max_entries=512, show_spinner=False)
def run(setup: Setup, loss: str, rate: float) -> losscore.TrainingRun:
    """One training run."""
    return losscore.train_softmax_regression(
        *points(setup),
        loss,
        optimizer=setup.optimizer,
        steps=setup.steps,
        learning_rate=rate,
        start_bias=setup.start,
    )


def best(setup: Setup, loss: str, progress: Progress) -> losscore.TrainingRun:
    """The run with the step size of the grid that suits the loss best."""
    return losscore.best_run(_grid(setup, loss, progress), equal_within=_ARRIVED)


def _grid(setup: Setup, loss: str, progress: Progress) -> Iterator[losscore.TrainingRun]:
    for rate in losscore.LEARNING_RATES:
        yield run(setup, loss, rate)
        progress.advance()
