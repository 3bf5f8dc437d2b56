"""All that is asked first of several models' predictions of one batch: `audit`."""

import csv
from collections.abc import Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from .audit_text import Lead, by_mean, verdict
from .checks import Array, LabelsLike, one_of
from .comparison import Comparison, compare_models
from .groups import groups_of
from .loss import Loss
from .losses import as_loss
from .samples import Samples
from .tally import tally
from .tally_answers import Tally


class Audit:
    """What `audit` gives. Printed, it is the verdict in plain text.

    Attributes
    ----------
    tally : Tally
        The sums: accuracies, confusions, calibration, threshold curves, the costliest rows.
    table : dict of str to ndarray of shape (M,)
        Columns, a row a model: `model`, `accuracy`, and by its name the mean under each loss.
    """

    tally: Tally
    table: dict[str, npt.NDArray[Any]]

    def __init__(
        self,
        found: Tally,
        samples: dict[str, Samples],
        losses: Sequence[Loss],
        ids: npt.NDArray[Any] | None,
        sample_weight: npt.ArrayLike | None,
        groups: LabelsLike | None,
    ) -> None:
        self.tally = found
        self._samples, self._losses = samples, {loss.name: loss for loss in losses}
        self._ids, self._weight, self._groups = ids, sample_weight, groups
        self._compared: dict[tuple[str, str, str], Comparison] = {}
        self.table = {
            "model": np.array(found.models),
            "accuracy": np.array([found.accuracy(model) for model in found.models]),
        } | {
            loss: np.array([found.mean(model, loss) for model in found.models])
            for loss in self._losses
        }

    def __repr__(self) -> str:
        leads = {name: self._lead(name) for name in self._losses}
        labels = {name: loss.label for name, loss in self._losses.items()}
        return str(verdict(self.tally, labels, leads))

    def penalties(self, model: str, loss: str) -> Array:
        """What each sample is charged, `(N,)`."""
        truth, proba = self._part(model)
        return self._losses[one_of("loss", loss, self._losses)].penalties(truth, proba)

    def compare(self, model_a: str, model_b: str, loss: str) -> Comparison:
        """Two models under a loss: `compare_models`, with `within` from `Loss.resolution`."""
        key = model_a, model_b, loss
        if key not in self._compared:
            self._compared[key] = compare_models(
                self.penalties(model_a, loss),
                self.penalties(model_b, loss),
                within=self._resolution(model_a, loss) + self._resolution(model_b, loss),
                sample_weight=self._weight,
                groups=self._groups,
            )
        return self._compared[key]

    def to_csv(self, model: str, path: str | PathLike[str]) -> None:
        """Write a table that the dashboard opens: truth and predictions of one model, every digit.

        One row a sample: `true`, or `true:<class>` for every class of a soft truth, a column a
        class, and `id`, `weight` and `fold` where they were given. A class cannot be called as one
        of these columns is.
        """
        truth, proba = self._part(model)
        names = [str(name) for name in self.tally.classes]
        columns: dict[str, list[Any]] = {}
        if self._ids is not None:
            columns["id"] = self._ids.tolist()
        if self._weight is not None:
            columns["weight"] = np.atleast_1d(np.asarray(self._weight)).astype(float).tolist()
        if self._groups is not None:
            columns["fold"] = np.asarray(self._groups).tolist()
        if truth.ndim == 2:
            columns |= {f"true:{name}": y for name, y in zip(names, _columns(truth), strict=True)}
        else:
            columns["true"] = [names[k] for k in truth.astype(np.intp).tolist()]
        if taken := [name for name in names if name in columns]:
            raise ValueError(f"a class cannot be called {taken[0]!r}: another column is")
        columns |= dict(zip(names, _columns(proba), strict=True))
        with Path(path).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            writer.writerows(zip(*columns.values(), strict=True))

    def _part(self, model: str) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
        return self._samples[one_of("model", model, self._samples)].part(slice(None))

    def _resolution(self, model: str, loss: str) -> Array:
        return self._losses[loss].resolution(*self._part(model))

    def _lead(self, loss: str) -> Lead | None:
        """The model with the least mean beside the next one; None of one model."""
        if len(self.tally.models) < 2:
            return None
        first, second, *_ = by_mean(self.tally, loss, self.tally.models)
        result = self.compare(second, first, loss)
        if self._ids is None:
            names = [f"row {row} (counted from 0)" for row in result.turning.tolist()]
        else:
            names = [f"id {name}" for name in self._ids[result.turning].tolist()]
        return Lead(first, second, result, tuple(names))


def _columns(rows: npt.NDArray[Any]) -> list[list[float]]:
    columns: list[list[float]] = rows.T.astype(np.float64).tolist()
    return columns


def audit(
    y_true: LabelsLike,
    models: Mapping[str, npt.ArrayLike],
    *,
    ids: LabelsLike | None = None,
    classes: LabelsLike | None = None,
    sample_weight: npt.ArrayLike | None = None,
    groups: LabelsLike | None = None,
    losses: Sequence[str | Loss] = ("squared_error", "cross_entropy"),
) -> Audit:
    """Which of several models is better, under which loss, and what the verdict hangs on.

    Parameters
    ----------
    y_true, models, ids, classes, sample_weight, losses
        As `tally` takes them; N is at least 1.
    groups : array-like of shape (N,), optional
        As `compare_models` takes them: the folds of a cross-validation, which intervals respect.

    Returns
    -------
    Audit
        Printed, the verdict; asked, its tables, comparisons and penalties. `.to_csv(model, path)`
        writes what the dashboard opens.

    Raises
    ------
    ValueError
        As `tally`; for no samples, weights that are all 0, or groups that are not as many.

    References
    ----------
    Merkle, Steyvers (2013), "Choosing a Strictly Proper Scoring Rule", Decision Analysis 10(4).
    doi:10.1287/deca.2013.0280

    Examples
    --------
    >>> logistic, forest = [[0.8, 0.2, 0.0], [0.1, 0.6, 0.3]], [[0.9, 0.1, 0.0], [0.5, 0.0, 0.5]]
    >>> found = audit(["cat", "dog"], {"logistic": logistic, "forest": forest},
    ...               classes=["cat", "dog", "bird"])
    >>> found
    2 samples of 3 classes, 2 models.
    <BLANKLINE>
    model     accuracy  squared_error  cross_entropy
    logistic         1           0.17          0.367
    forest         0.5           0.76            inf
    <BLANKLINE>
    Squared error: logistic is better than forest by 0.59. 2 rows differ, too few to speak of
    chance. It hangs on 1 row: without row 1 (counted from 0) it would not stand.
    Cross-entropy: logistic is better than forest, whose mean is infinite: 1 sample is charged
    infinitely much. It hangs on 1 row: without row 1 (counted from 0) it would not stand.
    <BLANKLINE>
    Both losses put logistic first. They prefer opposite models on 0 samples.
    >>> found.table["accuracy"]
    array([1. , 0.5])
    """
    found = tally(
        y_true, models, ids=ids, classes=classes, sample_weight=sample_weight, losses=losses
    )
    found.mean(found.models[0], found.losses[0].name)  # Raises for no samples.
    samples = {name: Samples(y_true, proba, classes=classes) for name, proba in models.items()}
    if groups is not None:
        groups_of(groups, next(iter(samples.values())).count)  # Raises for wrong ones.
    called = None if ids is None else np.asarray(ids)
    scored = [as_loss(loss) for loss in losses]
    return Audit(found, samples, scored, called, sample_weight, groups)
