"""What each of several models costs on the same samples. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from losscore import Loss
from pages.ui.inputs.uploads.table import Table
from pages.ui.results.memo import kept


class Figures(NamedTuple):
    """A model by its name, user text: its means under both losses, and how often it is right."""

    name: str
    means: tuple[float, float]
    accuracy: float


def ranking(tables: Mapping[str, Table], losses: tuple[Loss, Loss]) -> list[Figures]:
    """All models, the costliest under the first loss last; where they tie, under the second."""
    found = [Figures(name, *_figures(table, losses)) for name, table in tables.items()]
    return sorted(found, key=lambda figures: figures.means)


@kept(2)
def _figures(table: Table, losses: tuple[Loss, Loss]) -> tuple[tuple[float, float], float]:
    truth, proba = table.truth, table.proba
    means = tuple(float(loss.penalties(truth, proba).mean()) for loss in losses)
    labels = truth.argmax(axis=1) if table.soft else truth
    return means, float((proba.argmax(axis=1) == labels).mean())
