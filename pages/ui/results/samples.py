"""What a whole batch comes to: accuracies, means, the comparison, who carries the total. Pure.

All of it is computed once for a batch and a floor, and kept for as long as the batch is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

import losscore
from pages.ui import palette
from pages.ui.inputs.batch import Batch
from pages.ui.memo import each, kept, seal
from pages.ui.results import distributions as scoring
from pages.ui.results.samples_table import (
    DISAGREE,
    SAMPLE,
    penalty_column,
    prefers_column,
    right_column,
    scored_frame,
)

MAX_POINTS = 2_000
CURVE_STEPS = 100
HIGHEST = 3
NAMED = 5

# A means of showing how much a floor decides: the same means with a floor this much lower.
LOWER_FLOOR = 1e-3

Key = tuple[str, str]


@dataclass(frozen=True, eq=False)
class Summary:
    """A scored batch. A key is a model, "A" or "B", and the name of a loss.

    Attributes
    ----------
    size : int
        N, the number of samples scored.
    soft : bool
        Whether the truth is a distribution a sample.
    models : tuple of str
        ("A",) or ("A", "B").
    floor : float
        What cross-entropy lifts predictions to.
    frame : pandas.DataFrame
        The scored table, a row a sample.
    right : dict
        By model, how many predictions are right; `accuracy` the share of them.
    means, totals : dict
        By key; `inf` where a penalty is.
    infinite : dict
        By model, how many samples cross-entropy charges infinitely much without a floor.
    lowered : dict
        By model, the mean cross-entropy with `LOWER_FLOOR` times the floor; empty without one.
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
        By key, the few highest penalties, highest first.
    shares : dict
        By key, what part of the total these carry; None where there are no shares.
    curve : pandas.DataFrame
        `model`, `loss`, `samples` and `share`: what the worst part of the samples carries.
    points : ndarray
        The rows of `frame` to draw as points: all, or `MAX_POINTS` of them drawn at random.
    """

    size: int
    soft: bool
    models: tuple[str, ...]
    floor: float
    frame: pd.DataFrame
    right: dict[str, int]
    accuracy: dict[str, float]
    means: dict[Key, float]
    totals: dict[Key, float]
    infinite: dict[str, int]
    lowered: dict[str, float]
    comparisons: dict[str, losscore.Comparison]
    disagreements: int
    undecided: dict[str, int]
    worst: int
    highest: dict[Key, list[float]]
    shares: dict[Key, float | None]
    curve: pd.DataFrame
    points: npt.NDArray[np.intp]

    def __post_init__(self) -> None:
        seal(self)


def summary(batch: Batch, floor: float = 0.0, numbers: tuple[int, ...] | None = None) -> Summary:
    """The summary of a batch; `numbers` are those of its samples, if not 1 to N.

    The last one of each batch is kept, so asking again costs nothing.
    """
    return _summary(batch, floor, numbers)


@kept(1)
def _summary(batch: Batch, floor: float, numbers: tuple[int, ...] | None) -> Summary:
    frame = scored_frame(batch, floor)
    if numbers is not None:
        frame[SAMPLE] = numbers
    models = batch.model_names
    penalties = {
        (model, loss): frame[penalty_column(model, loss)].to_numpy()
        for model in models
        for loss in palette.PAIR
    }
    plain = {
        model: _cross_entropy(batch, model) if floor else penalties[model, "cross_entropy"]
        for model in models
    }
    right = {model: frame[right_column(model)] for model in models}
    worst = worst_count(batch.size)
    counts = np.unique(np.rint(np.linspace(0, batch.size, CURVE_STEPS + 1)).astype(np.intp))
    shares = each(
        penalties, lambda key: losscore.share_of_worst(penalties[key], [worst, *counts]), batch.size
    )
    return Summary(
        size=batch.size,
        soft=batch.soft,
        models=models,
        floor=floor,
        frame=frame,
        right={model: int(column.sum()) for model, column in right.items()},
        accuracy={model: float(column.mean()) for model, column in right.items()},
        means={key: float(values.mean()) for key, values in penalties.items()},
        totals={key: float(values.sum()) for key, values in penalties.items()},
        infinite={model: int(np.isinf(plain[model]).sum()) for model in models},
        lowered={
            model: float(_cross_entropy(batch, model, floor * LOWER_FLOOR).mean())
            for model in models
            if floor
        },
        comparisons=_comparisons(batch, penalties) if batch.b is not None else {},
        disagreements=int(frame[DISAGREE].sum()) if batch.b is not None else 0,
        undecided=_undecided(frame) if batch.b is not None else {},
        worst=worst,
        highest=each(penalties, lambda key: _highest(penalties[key]), batch.size),
        shares={key: None if found is None else float(found[0]) for key, found in shares.items()},
        curve=_curve(shares, counts / batch.size),
        points=_points(batch.size),
    )


def worst_count(size: int) -> int:
    """How many samples are spoken of as the worst: 1 % of many, 10 % of some, one of a few."""
    return max(1, round(size / (100 if size >= 200 else 10)))


def _cross_entropy(batch: Batch, model: str, floor: float = 0.0) -> npt.NDArray[np.float64]:
    return scoring.penalties("cross_entropy", batch.truth, batch.models[model], floor)


def _comparisons(batch: Batch, penalties: dict[Key, npt.NDArray]) -> dict[str, losscore.Comparison]:
    def compared(loss: str) -> losscore.Comparison:
        a, b = (penalties[model, loss] for model in "AB")
        result = losscore.compare_models(a, b, within=scoring.within(batch, loss))
        # As many rows as a sentence names: a verdict may hang on half of all samples.
        return replace(result, turning=result.turning[:NAMED].copy())

    return each(palette.PAIR, compared, batch.size)


def _undecided(frame: pd.DataFrame) -> dict[str, int]:
    ties = {loss: frame[prefers_column(loss)] == "tie" for loss in palette.PAIR}
    every = np.logical_and.reduce(list(ties.values()))
    return {loss: int((tie & ~every).sum()) for loss, tie in ties.items()}


def _curve(shares: dict[Key, npt.NDArray | None], samples: npt.NDArray) -> pd.DataFrame:
    parts = [
        pd.DataFrame({"model": model, "loss": loss, "samples": samples, "share": found[1:]})
        for (model, loss), found in shares.items()
        if found is not None
    ]
    empty = pd.DataFrame(columns=["model", "loss", "samples", "share"])
    return pd.concat(parts, ignore_index=True) if parts else empty


def _highest(values: npt.NDArray[np.float64]) -> list[float]:
    count = min(HIGHEST, len(values))
    return np.sort(np.partition(values, len(values) - count)[-count:])[::-1].tolist()


def _points(size: int) -> npt.NDArray[np.intp]:
    if size <= MAX_POINTS:
        return np.arange(size)
    drawn = np.random.default_rng(0).choice(size, MAX_POINTS, replace=False, shuffle=False)
    return np.sort(drawn)
