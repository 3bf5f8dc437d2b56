"""What each of several models costs on the same samples. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import losscore
from losscore import Loss
from losscore.weights import Weights
from pages.ui.inputs.uploads.table import Table
from pages.ui.results.memo import kept

_MANY = 500_000  # Numbers of a table from which on it takes long to recalibrate.


class Figures(NamedTuple):
    """A model by its name, user text.

    Attributes
    ----------
    means : tuple of float
        Its mean penalty under both losses.
    back : tuple of float or None
        What of each recalibration would save; None for a loss that has no bill, and for a table so
        large that all models together would take too long.
    accuracy : float
        How often it is right.
    """

    name: str
    means: tuple[float, float]
    back: tuple[float | None, float | None]
    accuracy: float


def ranking(tables: Mapping[str, Table], losses: tuple[Loss, Loss]) -> list[Figures]:
    """All models, the costliest under the first loss last; where they tie, under the second."""
    found = [Figures(name, *_figures(table, losses)) for name, table in tables.items()]
    return sorted(found, key=lambda figures: figures.means)


@kept(2)
def _figures(table: Table, losses: tuple[Loss, Loss]) -> tuple[tuple, tuple, float]:
    truth, proba = table.truth, table.proba
    weights = Weights(table.weight, table.size)
    means = tuple(weights.mean(loss.penalties(truth, proba)[weights.rows]) for loss in losses)
    labels = truth.argmax(axis=1) if table.soft else truth
    back = tuple(_back(table, loss) for loss in losses)
    return means, back, weights.mean((proba.argmax(axis=1) == labels)[weights.rows])


def _back(table: Table, loss: Loss) -> float | None:
    classes = len(table.classes)
    if table.proba.size > _MANY or loss.threshold_weight(0.5, classes=classes) is None:
        return None
    return losscore.decompose(
        table.truth, table.proba, loss=loss, sample_weight=table.weight
    ).miscalibration
