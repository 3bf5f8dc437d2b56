"""One sample of a batch as a scenario, so that Distributions can open it. Pure."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pages.ui import registry
from pages.ui.inputs.batch import Batch
from pages.ui.inputs.scenario import (
    MAX_CLASSES,
    MAX_NAME_LENGTH,
    Sample,
    Scenario,
    ScenarioError,
    class_name,
    is_allowed_in_name,
)
from pages.ui.inputs.share import Case, link

Columns = dict[str, npt.NDArray[np.float64]]


def as_scenario(batch: Batch, i: int) -> tuple[Scenario, int]:
    """Sample i of the batch, counted from 0, as a scenario, and how many classes were grouped.

    Class names lose what a scenario's names may not hold. Where there are more classes than a
    scenario has room for, those with the most mass keep their own place and all the others become
    one. Without model B, that model knows nothing: it gives every class the same.
    """
    size = len(batch.classes)
    b = np.full(size, 1 / size) if batch.b is None else batch.b[i]
    columns = {"truth": batch.truth_of(i), "a": batch.a[i], "b": b}
    names, grouped = list(batch.classes), 0
    if size > MAX_CLASSES:
        kept = _kept(columns)
        grouped = size - len(kept)
        columns = {name: _grouped(values, kept) for name, values in columns.items()}
        names = [*(batch.classes[k] for k in kept), f"the other {grouped:,}"]
    return Scenario(_names(names), (_sample(columns),)), grouped


def address(case: Case, batch: Batch, i: int, number: int) -> str:
    """A link from a page to Distributions with sample i of the batch, as it is numbered there.

    In the batch of the scenario it is the scenario's sample `number`; in any other the link
    carries that sample alone, and no upload.
    """
    if case.value("source") == "scenario":
        opened = Case(case.scenario, {**case.chosen, "sample": number})
    else:
        scenario, _ = as_scenario(batch, i)
        opened = Case(scenario, {**case.chosen, "source": "scenario", "sample": 1})
    return link(registry.address(registry.DISTRIBUTIONS), opened)


def _kept(columns: Columns) -> npt.NDArray[np.intp]:
    """The classes with the most truth, then the most mass in any prediction, in their order."""
    truth = columns["truth"]
    mass = np.maximum(columns["a"], columns["b"])
    return np.sort(np.lexsort((-mass, -truth))[: MAX_CLASSES - 1])


def _grouped(values: npt.NDArray, kept: npt.NDArray[np.intp]) -> npt.NDArray[np.float64]:
    rest = np.delete(values, kept)
    return np.append(values[kept], rest.sum())


def _sample(columns: Columns) -> Sample:
    # An upload may exceed 1, and its rows miss it, by a rounding that a scenario has no room for.
    sample = Sample(*(tuple(np.minimum(columns[c], 1.0).tolist()) for c in ("truth", "a", "b")))
    for column in columns:
        if not sample.is_distribution(column):
            sample = sample.normalised(column)
    return sample


def _names(given: list[str]) -> tuple[str, ...]:
    """Names that a scenario takes, each unlike the others."""
    names: list[str] = []
    for k, name in enumerate(given):
        stem = clean = _clean(name) or f"class {k}"
        number = 2
        while clean in names:
            clean = f"{stem[: MAX_NAME_LENGTH - 4].strip()} {number}"
            number += 1
        names.append(clean)
    return tuple(names)


def _clean(name: str) -> str | None:
    """The name without what a scenario refuses; None if nothing is left of it."""
    allowed = "".join(character for character in name if is_allowed_in_name(character))
    try:
        return class_name(" ".join(allowed.split())[:MAX_NAME_LENGTH])
    except ScenarioError:
        return None
