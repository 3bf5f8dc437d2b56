"""What each of several models costs on the same samples. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import losscore
from losscore import Loss
from losscore.weights import Weights
from pages.ui.inputs.uploads.slots import Uploads
from pages.ui.inputs.uploads.table import Table
from pages.ui.results.calibration import Bill
from pages.ui.results.memo import kept
from pages.ui.results.samples import Summary

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


def of_uploads(uploads: Uploads, losses: tuple[Loss, Loss]) -> tuple[list[Figures], dict[str, str]]:
    """The ranking of all uploaded models, and why those that are not of its samples are not."""
    misfits = {key: uploads.misfit(key) for key in uploads.held}
    same = {uploads.slots[key].name: t for key, t in uploads.held.items() if not misfits[key]}
    left_out = {uploads.slots[key].name: why for key, why in misfits.items() if why}
    return ranking(same, losses), left_out


def of_batch(scored: Summary, bills: Mapping[tuple[str, str], Bill]) -> tuple[Figures, ...]:
    """The same of the models of a batch, where there are no others."""

    def back(model: str, loss: str) -> float | None:
        bill = None if loss in scored.lifted else bills.get((model, loss))
        return bill and bill.parts.miscalibration

    found = [
        Figures(
            scored.names[model],
            tuple(scored.means[model, loss] for loss in scored.losses),
            tuple(back(model, loss) for loss in scored.losses),
            scored.accuracy[model],
        )
        for model in scored.models
    ]
    return tuple(sorted(found, key=lambda figures: figures.means))


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
