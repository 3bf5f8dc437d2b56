"""What a whole batch comes to: accuracies, means, the comparison. Pure.

All of it is computed once for a batch, two losses and a floor, and kept as long as the batch.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

import losscore
from losscore import Loss
from losscore.weights import Weights
from pages.ui.inputs.batch import Batch
from pages.ui.inputs.scenario import MODELS
from pages.ui.inputs.sealed import Sealed
from pages.ui.results.folds import Folds, folds_of, groups_of
from pages.ui.results.memo import each, kept
from pages.ui.results.penalties import MODEL_OF, within
from pages.ui.results.samples_table import (
    DISAGREE,
    SAMPLE,
    penalty_column,
    prefers_column,
    right_column,
    scored_frame,
)
from pages.ui.results.samples_worst import Key, Penalties, of_the_worst

MAX_POINTS = 2_000
NAMED = 5

# A means of showing how much a floor decides: the same means with a floor this much lower.
LOWER_FLOOR = 1e-3


@dataclass(frozen=True, eq=False)
class Summary(Sealed):
    """A scored batch. A key is a model, "a" or "b", and the name of a loss.

    Attributes
    ----------
    size : int
        The number of rows scored.
    soft : bool
        Whether the truth is a distribution a sample.
    models : tuple of str
        ("a",) or ("a", "b").
    names : mapping
        What the models are called: user text.
    slices : mapping
        Columns that the samples can be grouped by, by name: user text.
    ids : ndarray or None
        What the samples are called in their file: whole numbers or user text.
    weights : Weights
        How many samples each row counts as, and all of them.
    folds : Folds or None
        Their folds, if a column says that there are several.
    classes : tuple of str
        The class names: user text.
    losses : tuple of str
        The names of the two losses, in their order.
    floor : float
        What predictions are lifted to under the losses in `lifted`.
    lifted : tuple of str
        The losses that the floor makes a difference to; empty without one.
    ceilings : dict
        By loss, the most that it can charge one sample with the floor.
    frame : pandas.DataFrame
        The scored table, a row a sample.
    right : dict
        By model, on how many samples it is right; `accuracy` the share of them.
    means, totals : dict
        By key; `inf` where a penalty is.
    infinite : dict
        By key, how many samples are charged infinitely much without a floor.
    lowered : dict
        By key, the mean with `LOWER_FLOOR` times the floor, for the losses in `lifted`.
    comparisons : dict
        By loss; empty for one model. Of the samples that a verdict hangs on, the first `NAMED`.
    disagreements : int
        On how many samples the losses prefer opposite models.
    undecided : dict
        By loss, on how many samples it sees no difference while the other loss prefers a model;
        empty for one model.
    worst : int
        How many samples count as the worst ones: 1 %, 10 %, or one of a few samples.
    highest : dict
        By key, the few highest penalties, highest first, each with how many samples it counts as.
    shares : dict
        By key, what part of the total these carry; None where there are no shares.
    curve : pandas.DataFrame
        `model`, `loss`, `samples` and `share`: what the worst part of the samples carries.
    points : ndarray
        The rows of `frame` to draw as points: all that count, or `MAX_POINTS` of them drawn at
        random.
    """

    size: int
    soft: bool
    models: tuple[str, ...]
    names: Mapping[str, str]
    slices: Mapping[str, pd.Categorical]
    ids: npt.NDArray | None
    weights: Weights
    folds: Folds | None
    classes: tuple[str, ...]
    losses: tuple[str, ...]
    floor: float
    lifted: tuple[str, ...]
    ceilings: dict[str, float]
    frame: pd.DataFrame
    right: dict[str, float]
    accuracy: dict[str, float]
    means: dict[Key, float]
    totals: dict[Key, float]
    infinite: dict[Key, float]
    lowered: dict[Key, float]
    comparisons: dict[str, losscore.Comparison]
    disagreements: float
    undecided: dict[str, float]
    worst: int
    highest: dict[Key, list[tuple[float, float]]]
    shares: dict[Key, float | None]
    curve: pd.DataFrame
    points: npt.NDArray[np.intp]

    @property
    def samples(self) -> float:
        """N, the number of samples that the rows count as: an int if that is whole."""
        return self.weights.total

    def penalties(self, model: str, loss: str) -> Penalties:
        """What a loss charges a model for each row."""
        return self.frame[penalty_column(model, loss)].to_numpy()

    @property
    def by_folds(self) -> bool:
        """Whether intervals take the folds as independent, not the samples."""
        return self.folds is not None and self.folds.respected


def summary(
    batch: Batch,
    losses: tuple[Loss, Loss],
    floor: float = 0.0,
    numbers: tuple[int, ...] | None = None,
) -> Summary:
    """The summary of a batch under two losses, lifted to the floor where that makes a difference.

    `numbers` are those of its samples, if not 1 to N. The last summary of each batch is kept, so
    asking again costs nothing.
    """
    return _summary(batch, losses, floor, numbers)


@kept(1)
def _summary(
    batch: Batch, losses: tuple[Loss, Loss], floor: float, numbers: tuple[int, ...] | None
) -> Summary:
    scored = tuple(loss.floored(floor) for loss in losses)
    frame = scored_frame(batch, scored)
    if numbers is not None:
        frame[SAMPLE] = numbers
    models = tuple(batch.models)
    penalties = {
        (model, loss.name): frame[penalty_column(model, loss.name)].to_numpy()
        for model in models
        for loss in losses
    }
    right = {model: frame[right_column(model)].to_numpy() for model in models}
    return Summary(
        size=batch.size,
        soft=batch.soft,
        models=models,
        names=batch.names,
        ids=batch.ids,
        weights=batch.weights,
        folds=folds_of(batch),
        slices={
            name: pd.Categorical.from_codes(codes, categories=texts)
            for name, (codes, texts) in batch.slices.items()
        },
        classes=batch.classes,
        losses=tuple(loss.name for loss in losses),
        floor=floor,
        ceilings={loss.name: loss.ceiling for loss in scored},
        frame=frame,
        right={model: batch.sum(column) for model, column in right.items()},
        accuracy={model: batch.mean(column) for model, column in right.items()},
        means={key: batch.mean(values) for key, values in penalties.items()},
        totals={key: float(batch.sum(values)) for key, values in penalties.items()},
        points=_points(np.arange(batch.size)[batch.weights.rows]),
        **_without_floor(batch, losses, floor, penalties),
        **_between_two(batch, scored, frame, penalties),
        **of_the_worst(batch, penalties),
    )


def preferred_model(result: losscore.Comparison) -> str | None:
    """The model with the lower mean: "a", "b", or None for a tie."""
    return MODEL_OF[result.preferred]


def _without_floor(
    batch: Batch, losses: tuple[Loss, Loss], floor: float, penalties: dict[Key, Penalties]
) -> dict[str, object]:
    """Which losses the floor makes a difference to, and what they charge without it or below."""
    lifted = [loss for loss in losses if loss.floored(floor) != loss]
    plain = penalties | _charged(batch, lifted)
    lower = _charged(batch, [loss.floored(floor * LOWER_FLOOR) for loss in lifted])
    return {
        "lifted": tuple(loss.name for loss in lifted),
        "infinite": {key: batch.sum(np.isinf(values)) for key, values in plain.items()},
        "lowered": {key: batch.mean(values) for key, values in lower.items()},
    }


def _charged(batch: Batch, losses: Iterable[Loss]) -> dict[Key, Penalties]:
    return {
        (model, loss.name): loss.penalties(batch.truth, proba)
        for model, proba in batch.models.items()
        for loss in losses
    }


def _between_two(
    batch: Batch, losses: tuple[Loss, ...], frame: pd.DataFrame, penalties: dict[Key, Penalties]
) -> dict[str, object]:
    """What the losses say of one model against the other."""
    if batch.b is None:
        return {"comparisons": {}, "disagreements": 0, "undecided": {}}
    return {
        "comparisons": _comparisons(batch, losses, penalties),
        "disagreements": batch.sum(frame[DISAGREE].to_numpy()),
        "undecided": _undecided(batch, frame, losses),
    }


def _comparisons(
    batch: Batch, losses: Iterable[Loss], penalties: dict[Key, Penalties]
) -> dict[str, losscore.Comparison]:
    groups = groups_of(batch)

    def compared(loss: Loss) -> losscore.Comparison:
        a, b = (penalties[model, loss.name] for model in MODELS)
        result = losscore.compare_models(
            a, b, within=within(batch, loss), sample_weight=batch.weight, groups=groups
        )
        # As many rows as a sentence names: a verdict may hang on half of all samples.
        return replace(result, turning=result.turning[:NAMED].copy())

    found = each(losses, compared, batch.size)
    return {loss.name: result for loss, result in found.items()}


def _undecided(batch: Batch, frame: pd.DataFrame, losses: Iterable[Loss]) -> dict[str, float]:
    ties = {loss.name: (frame[prefers_column(loss.name)] == "tie").to_numpy() for loss in losses}
    every = np.logical_and.reduce(list(ties.values()))
    return {loss: batch.sum(tie & ~every) for loss, tie in ties.items()}


def _points(rows: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    if rows.size <= MAX_POINTS:
        return rows
    drawn = np.random.default_rng(0).choice(rows, MAX_POINTS, replace=False, shuffle=False)
    return np.sort(drawn)
