"""A summary of a batch that adds up: parts are tallied apart, and their tallies added."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from .checks import LabelsLike, told
from .labels import as_given, check_order, columns_of
from .loss import Loss
from .losses import as_loss
from .samples import Samples
from .tally_answers import ScoredBy, Tally
from .tally_fits import LARGEST
from .tally_rows import costliest, first_of, places, telling
from .tally_sums import Part, zeros
from .weights import weights_of

# So many numbers of a prediction are gone through at once, so that memory does not grow with N.
_AT_ONCE = 2**20


def tally(
    y_true: LabelsLike,
    models: Mapping[str, npt.ArrayLike],
    *,
    ids: LabelsLike | None = None,
    classes: LabelsLike | None = None,
    sample_weight: npt.ArrayLike | None = None,
    losses: Sequence[str | Loss] = ("squared_error", "cross_entropy"),
) -> Tally:
    """A summary of constant size: `tally(part1) + tally(part2)` is the tally of both.

    So penalties of data too large for one machine are compared: each part is tallied where it is,
    and the tallies are added. Sums of penalties, of their squares and of those of paired
    differences are whole numbers of 2⁻¹⁰⁷⁴ and never rounded, so that order and parts change no
    mean, no spread and no verdict.

    Parameters
    ----------
    y_true : array-like of shape (N,) or (N, K)
        Integer labels 0..K−1, or distributions; with `classes` labels of any kind. N may be 0.
    models : dict of str to array-like of shape (N, K) or (N,)
        What each model predicts, by its name; `(N,)` is P(class 1) of two classes.
    ids : array-like of shape (N,), optional
        What to call the costliest rows by: whole numbers or texts.
    classes : sequence of K names, optional
        What the columns of the predictions stand for, in their order.
    sample_weight : array-like of shape (N,), optional
        How many samples each row stands for, 0 or 1e-100 to 1e15; here all may be 0.
    losses : sequence of str or Loss
        What to score with.

    Returns
    -------
    Tally
        What can be said of the batch.

    Raises
    ------
    ValueError
        As `squared_error` and, for weights, as `compare_models`; for no model or no loss, models
        of different numbers of classes, two losses of one name, ids that are not as many, or
        finite penalties above 1e140, whose squares no sum holds.

    References
    ----------
    Chan, Golub, LeVeque (1983), "Algorithms for Computing the Sample Variance: Analysis and
    Recommendations", The American Statistician 37(3). doi:10.1080/00031305.1983.10483115

    Neal (2015), "Fast Exact Summation Using Small and Large Superaccumulators". arXiv:1505.05571

    Examples
    --------
    >>> rows = [[0.8, 0.2, 0.0], [0.1, 0.6, 0.3]], [[0.9, 0.1, 0.0], [0.0, 0.5, 0.5]]
    >>> first, second = (tally([k], {"A": [a], "B": [b]}) for k, (a, b) in enumerate(zip(*rows)))
    >>> both = first + second
    >>> both == tally([0, 1], {"A": rows[0], "B": rows[1]})
    True
    >>> both
    <Tally of 2 samples: A, B; squared_error, cross_entropy>
    >>> round(both.mean("A", "squared_error"), 12)
    0.17
    >>> both.compare("A", "B", "squared_error").preferred
    -1
    >>> both.perfect_samples_needed("B", "cross_entropy", target=0.2).count
    2
    """
    scored = _losses(losses)
    header = [ScoredBy.of(loss) for loss in scored]
    names, parts = _models(models)
    if not any(np.shape(proba)[0] for proba in parts):
        return _of_none(y_true, names, parts, classes, header)
    samples = [
        Samples(y_true, proba, classes=classes, name=f"model {name!r}")
        for name, proba in zip(names, parts, strict=True)
    ]
    _check_classes(names, [each.classes for each in samples])
    _check_columns(names, [columns_of(proba) for proba in parts])
    for blocks in samples:
        for _ in blocks:  # Every row is checked, those of weight 0 as well.
            pass
    count = samples[0].count
    weights = None if sample_weight is None else weights_of(sample_weight, count)
    called = None if ids is None else _ids(ids, count)
    found = _empty(_names(classes, samples[0].classes), names, header)
    step = max(1, _AT_ONCE // samples[0].classes)
    for start in range(0, count, step):
        rows: slice | npt.NDArray[np.intp] = slice(start, start + step)
        if weights is not None:
            rows = start + np.flatnonzero(weights[rows])
            if not rows.size:
                continue
        parted = [each.part(rows) for each in samples]
        part = Part(
            parted[0][0],
            [proba for _, proba in parted],
            None if weights is None else weights[rows],
            scored,
        )
        _check_sizes(part, scored)
        part.add_to(found._sums)
        name = None if called is None else called[rows]
        for key, costly in costliest(part, name).items():
            found._costly[key] = first_of(found._costly[key] + costly)
        for place, told_by in telling(part, name).items():
            found._telling[place] = first_of(found._telling[place] + told_by)
    return found


def _empty(classes: Sequence[Any], models: Sequence[str], losses: Sequence[ScoredBy]) -> Tally:
    of_models, of_pairs = places(len(models), len(losses))
    sums = zeros(len(models), len(losses), len(classes))
    return Tally(
        classes, models, losses, sums, dict.fromkeys(of_models, ()), dict.fromkeys(of_pairs, ())
    )


def _of_none(
    y_true: LabelsLike,
    names: list[str],
    parts: list[npt.ArrayLike],
    classes: LabelsLike | None,
    header: list[ScoredBy],
) -> Tally:
    """The tally of no samples, of as many classes as there are columns."""
    if (given := len(as_given("y_true", y_true))) > 0:
        raise ValueError(f"y_true must hold 0 samples because the models do, got {given}")
    counts = [2 if np.ndim(part) == 1 else np.shape(part)[1] for part in parts]
    _check_classes(names, counts)
    return _empty(_names(classes, counts[0]), names, header)


def _losses(losses: Sequence[str | Loss]) -> list[Loss]:
    if isinstance(losses, str | Loss):
        raise ValueError(f"losses must be a list of them, got {told(losses)}")
    found = [as_loss(loss) for loss in losses]
    if not found:
        raise ValueError("losses must be at least one")
    if len({loss.name for loss in found}) < len(found):
        raise ValueError(f"losses must have different names, got {[x.name for x in found]}")
    return found


def _models(models: Mapping[str, npt.ArrayLike]) -> tuple[list[str], list[npt.ArrayLike]]:
    if not isinstance(models, Mapping) or not models:
        raise ValueError('models must be what each predicts by its name, as {"A": proba}')
    for name, proba in models.items():
        if not isinstance(name, str):
            raise ValueError(f"models must be named by texts, got {told(name)}")
        if not np.ndim(proba):
            raise ValueError(f"model {name!r} must be an array, got {told(proba)}")
    return list(models), list(models.values())


def _check_columns(names: list[str], columns: list[list[str]]) -> None:
    """Raise if two models' columns are the same classes in a different order."""
    for name, found in zip(names, columns, strict=True):
        check_order(f"model {name!r}", found, f"model {names[0]!r}", columns[0])


def _check_classes(names: list[str], counts: list[int]) -> None:
    if len(set(counts)) > 1:
        told_by = ", ".join(f"{n!r} of {k}" for n, k in zip(names, counts, strict=True))
        raise ValueError(f"models must be of the same number of classes, got {told_by}")


def _names(classes: LabelsLike | None, count: int) -> list[Any]:
    if classes is None:
        return list(range(count))
    plain = [x.item() if isinstance(x, np.generic) else x for x in as_given("classes", classes)]
    if len(plain) != count:
        raise ValueError(f"classes must hold {count} names, got {len(plain)}")
    return [x if isinstance(x, str | int) else str(x) for x in plain]


def _ids(ids: LabelsLike, count: int) -> npt.NDArray[Any]:
    given = as_given("ids", ids)
    if given.shape != (count,):
        raise ValueError(f"ids must have shape ({count},), got shape {given.shape}")
    if given.dtype.kind in "iu":
        return given
    items = given.tolist()
    if all(type(item) is int and abs(item) < 2**63 for item in items):
        return np.array(items, np.int64)
    return np.array([str(item) for item in items])


def _check_sizes(part: Part, losses: Sequence[Loss]) -> None:
    for charged in part.penalties:
        for loss, penalties in zip(losses, charged, strict=True):
            most = float(np.max(penalties, where=np.isfinite(penalties), initial=0.0))
            if most > LARGEST:
                raise ValueError(
                    f"penalties of a tally must be at most {LARGEST:g} or infinite: "
                    f"{loss.name} charges {most:g}"
                )
