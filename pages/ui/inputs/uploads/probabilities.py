"""Which columns hold the probabilities: by what labels name, and by what the first rows sum to."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from losscore.checks import TOLERANCE

from .class_names import Around, arounds, find_classes, prefix_of, two_classes
from .column_names import is_fold, is_no_class, is_predicted, is_sample_weight
from .columns import Roles
from .first_rows import FirstRows


def find_probabilities(
    others: list[str], labels: list[str], some: FirstRows
) -> tuple[str, ...] | None:
    """The columns of the classes: the first choice with which every row sums to 1."""
    if not others or not some.count:
        return None
    matrix = np.stack([some.numbers(name) for name in others], axis=1)
    named = _named(others, labels)
    hinted = np.array([is_no_class(name) for name in others])
    # A cell that is no number is a fault of its row if the column has others that are.
    text = np.isnan(matrix).all(axis=0)
    outside = ((matrix < 0.0) | (matrix > 1.0)).any(axis=0)
    # Rows are often sorted by fold, so that all the first ones are of fold 0.
    plain = np.array([is_fold(name) or is_sample_weight(name) for name in others])
    nothing = ~matrix.any(axis=0) & ~named & plain
    alike = _alike(others, labels, matrix)
    if len(alike) > 1:
        return None  # Two models beside each other: which is meant has to be told.
    choices = [
        ~nothing,
        *alike,
        named | ~(hinted | text),
        named | ~(hinted | text | outside),
    ]
    sure = [choice for choice in choices if _sums(matrix, choice).all()]
    sure += [] if sure else _without_few(matrix, named)
    # With a wrong row or two among them there is still no doubt what names and texts tell.
    likely = [choice for choice in choices[:-1] if 2 * _sums(matrix, choice).sum() >= some.count]
    for choice in sure + likely:
        if choice.sum() >= 2:
            return tuple(name for name, is_one in zip(others, choice, strict=True) if is_one)
    return None


def _sums(matrix: npt.NDArray, choice: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Which rows sum to 1 over these columns."""
    return np.abs(matrix[:, choice].sum(axis=1) - 1.0) <= TOLERANCE


def _without_few(matrix: npt.NDArray, named: npt.NDArray[np.bool_]) -> list[npt.NDArray]:
    """The columns but one that no label names, or but all such, where every row sums to 1 then."""
    choices = [~named & (np.arange(len(named)) == place) for place in np.flatnonzero(~named)]
    return [~choice for choice in (*choices, ~named) if _sums(matrix, ~choice).all()][:1]


def _named(others: Sequence[str], labels: list[str]) -> npt.NDArray[np.bool_]:
    """Which columns some label names, with or without their prefix."""
    bare = [name[len(prefix_of(name)) :] for name in others]
    found = {*find_classes(others, labels), *find_classes(bare, labels)}
    return np.array([place in found for place in range(len(others))])


def _alike(others: list[str], labels: list[str], matrix: npt.NDArray) -> list[npt.NDArray]:
    """The columns of each kind that labels name with something before or after them.

    Where there is one, those that labels name as they are may be another.
    """
    found = arounds(others, labels)
    if not found and labels:
        prefixes = dict.fromkeys(prefix_of(name) for name in others if prefix_of(name))
        found = [Around(p, "") for p in prefixes if {p + label for label in labels} <= {*others}]
    kinds = [np.array([bool(around.inside(name)) for name in others]) for around in found]
    likely = [kind for kind in kinds if 2 * _sums(matrix, kind).sum() >= len(matrix)]
    bare = np.isin(np.arange(len(others)), find_classes(others, labels))
    sums = matrix[:, bare].sum(axis=1)
    if likely and sums.any() and ((sums >= 0.0) & (sums <= 1.0 + TOLERANCE)).all():
        likely.append(bare)
    return likely


def find_one_of_two(
    truth: str, others: list[str], labels: list[str], some: FirstRows
) -> Roles | None:
    """One column with the probability of one of two classes, if it is plain of which."""
    left = [name for name in others if not (is_no_class(name) or _names_classes(name, some))]
    numbers = {name: some.numbers(name) for name in left}
    within = [n for n, x in numbers.items() if ((x >= 0.0) & (x <= 1.0)).all()]
    if len(within) > 1:  # Flags and thresholds are no probabilities.
        within = [n for n in within if not (some.is_whole(n) or np.ptp(numbers[n]) == 0.0)]
    if len(within) != 1 or _named(others, labels).sum() > 1:
        return None
    (name,) = within
    prefix = prefix_of(name)
    if prefix and sum(other.startswith(prefix) for other in left) > 1:
        return None
    two = classes_of(name, others, labels, some)
    return two and Roles(truth, (name,), two=two)


def classes_of(
    name: str, others: Sequence[str], labels: list[str], some: FirstRows
) -> tuple[str, str] | None:
    """The class that a column is not of and the one that it is, unless predicted labels deny it.

    Beside these it may be how sure the model is of them, whichever they are.
    """
    two = two_classes(name, labels)
    for other in others:
        if two and _names_classes(other, some):
            said = np.array(find_classes(two, some.cells[other]))
            of, not_of = (some.numbers(name)[said == k] for k in (1, 0))
            if of.size and not_of.size and of.min() < not_of.max():
                return None
    return two


def _names_classes(name: str, some: FirstRows) -> bool:
    return is_predicted(name) and some.is_whole(name)
