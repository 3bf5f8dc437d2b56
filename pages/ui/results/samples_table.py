"""The scored table: every sample of a batch with what each loss charges each model for it.

Its columns are identifiers, as are the models in it: words for them are looked up where it is shown
or written.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

import losscore
from losscore import Loss
from pages.ui.inputs.batch import Batch
from pages.ui.inputs.sealed import sealed
from pages.ui.results.memo import each
from pages.ui.results.penalties import within

SAMPLE = "sample"
ID = "id"
WEIGHT = "weight"
TRUTH = "truth"
DISAGREE = "disagree"

# Of predictions at once: they stay in a processor's own memory.
_NUMBERS = 2**17

PREFERENCES = ("a", "tie", "b")
_PREFERENCES = pd.CategoricalDtype(PREFERENCES)


def predicted_column(model: str) -> str:
    """The column with the class that model "a" or "b" finds most likely."""
    return f"{model}.predicts"


def right_column(model: str) -> str:
    """The column that says whether that class is the true one."""
    return f"{model}.right"


def on_truth_column(model: str) -> str:
    """The column with the model's probability on the true class."""
    return f"{model}.on_truth"


def penalty_column(model: str, loss: str) -> str:
    """The column with the model's penalties under a loss, by its name."""
    return f"{model}.{loss}"


def prefers_column(loss: str) -> str:
    """The column with the model a loss prefers: "a", "b" or "tie"."""
    return f"{loss}.prefers"


def soft_column(k: int) -> str:
    """The column with what a soft truth has on class k."""
    return f"truth.{k}"


def scored_frame(batch: Batch, losses: Sequence[Loss]) -> pd.DataFrame:
    """One row a sample, in the order of the batch: what the Samples page shows and downloads.

    Parameters
    ----------
    batch : Batch
        The samples.
    losses : sequence of two Loss
        What the samples are scored with, any floor included.

    Returns
    -------
    pandas.DataFrame
        The sample's number from 1; its true class; for each model the predicted class (the first
        of equally likely ones), whether it is right, the probability on the true class and the
        penalty under both losses. For two models also which model each loss prefers, and whether
        they prefer opposite ones: a tie is no disagreement. A soft truth shows its most likely
        class as the true one, and adds its distribution, a column a class.
    """
    labels, classes = batch.labels, pd.CategoricalDtype(batch.classes)
    columns: dict[str, object] = {
        SAMPLE: np.arange(1, batch.size + 1),
        TRUTH: pd.Categorical.from_codes(labels, dtype=classes),
    }
    models = batch.models
    penalties = each(
        itertools.product(models, losses),
        lambda key: key[1].penalties(batch.truth, models[key[0]]),
        batch.size,
    )
    predicted = each(models, lambda model: _most_likely(models[model]), batch.size)
    on_truth = each(
        models,
        lambda model: np.take_along_axis(models[model], labels[:, None], axis=1)[:, 0],
        batch.size,
    )
    for model in models:
        columns[predicted_column(model)] = pd.Categorical.from_codes(
            predicted[model], dtype=classes
        )
        columns[right_column(model)] = predicted[model] == labels
        columns[on_truth_column(model)] = on_truth[model]
        for loss in losses:
            columns[penalty_column(model, loss.name)] = penalties[model, loss]
    if batch.b is not None:
        columns |= _preference_columns(batch, losses, penalties)
    if batch.soft:
        columns |= {soft_column(k): batch.truth[:, k] for k in range(len(batch.classes))}
    return pd.DataFrame({name: sealed(values) for name, values in columns.items()}, copy=False)


def _most_likely(proba: npt.NDArray[np.float64]) -> npt.NDArray[np.intp]:
    """The class that is the most likely one of each sample, the first of equal ones."""
    # In parts, because NumPy makes a copy of what must not be written to.
    step = max(1, _NUMBERS // proba.shape[1])
    parts = range(0, len(proba), step)
    return np.concatenate([proba[i : i + step].argmax(axis=1) for i in parts])


def _preference_columns(
    batch: Batch, losses: Sequence[Loss], penalties: dict[tuple[str, Loss], npt.NDArray]
) -> dict[str, object]:
    """Which model each loss prefers, and whether they prefer opposite ones."""
    preferred = each(
        losses,
        lambda loss: losscore.preferences(
            penalties["a", loss], penalties["b", loss], within=within(batch, loss)
        ),
        batch.size,
    )
    columns: dict[str, object] = {
        prefers_column(loss.name): pd.Categorical.from_codes(signs + 1, dtype=_PREFERENCES)
        for loss, signs in preferred.items()
    }
    columns[DISAGREE] = losscore.disagreements(*preferred.values())
    return columns
