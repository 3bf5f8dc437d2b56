"""What the columns of a table are, guessed from their names and first rows where that is plain.

A table that fits the rules of `find_columns` is none of this file's business. Of any other one a
guess is made only if all else would be refused, and never one of two that are possible: what is
guessed has to make every one of the first rows sum to 1, and is checked in all others as ever.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from losscore.checks import TOLERANCE

from .class_names import Around, arounds, class_names, find_classes, prefix_of, two_classes
from .column_names import (
    is_fold,
    is_id,
    is_no_class,
    is_predicted,
    is_sample_weight,
    is_truth,
    is_weight,
)
from .columns import (
    SOFT,
    Columns,
    Roles,
    columns_with,
    find_columns,
    index_of,
    names_of,
    placed,
    true_column,
)
from .errors import UploadError
from .first_rows import FirstRows, different
from .limits import MAX_SLICED, MAX_SLICES

Told = dict[tuple[str, ...], Roles]
"""What a person said of the columns of tables with these names."""


def understood(
    header: Sequence[str], batches: Callable[[], Iterator[pa.RecordBatch]], told: Told
) -> Columns:
    """The columns as told, by the rules or guessed, or an `UploadError` that knows the names.

    `batches` reads the rows, each time anew; only the first are, unless the classes are told to be
    in the order of all labels.
    """
    names = names_of(header)
    some, said = FirstRows(names, batches()), told.get(names)
    try:
        if said is None:
            return _guessed(some)
        if said.ordered and said.truth in names:
            return columns_with(names, said, different(batches(), names.index(said.truth)))
        return columns_with(names, _with_its_class(said, some), some.texts(said.truth))
    except UploadError as error:
        error.columns = placed(names, said or _proposed(some))
        raise


def _guessed(some: FirstRows) -> Columns:
    try:
        plain, refused = find_columns(some.names), None
    except UploadError as error:
        plain, refused = None, error
    roles = _guess(some, plain)
    if roles is None and true_column(some.names) is None:
        proposed = _proposed(some)
        # No rows sum to 1 so: what is wrong with them is said.
        roles = proposed if proposed.truth else None
    if roles is not None:
        return columns_with(some.names, roles, some.texts(roles.truth))
    if refused is not None:
        raise refused
    return plain


def _with_its_class(roles: Roles, some: FirstRows) -> Roles:
    """The roles, one column alone being that of the class which its name says."""
    if len(roles.classes) == 1 and roles.two is None:
        labels = some.texts(roles.truth)
        return roles._replace(two=_two_classes(roles.classes[0], some.names, labels, some))
    return roles


def _proposed(some: FirstRows) -> Roles:
    """What the columns may be, for a person to say so where they are not understood."""
    index, truth = index_of(some.names), _truth(list(some.names), some)
    others = [n for place, n in enumerate(some.names) if place != index and n != truth]
    classes = _classes(others, [] if truth is None else some.texts(truth), some)
    if classes is None:
        classes = tuple(n for n in others if some.is_number(n) and not is_no_class(n))
    return _with_the_rest(Roles(truth or "", classes), others, some)


@contextlib.contextmanager
def knowing(columns: Columns) -> Iterator[None]:
    """Tell whoever hears of an error what the columns were taken for."""
    try:
        yield
    except UploadError as error:
        error.columns = columns
        raise


def _guess(some: FirstRows, plain: Columns | None) -> Roles | None:
    """What the columns are if they are not what the rules say, and there is no doubt."""
    index = index_of(some.names)
    others = [name for place, name in enumerate(some.names) if place != index]
    parts = [name.removeprefix(SOFT) for name in others if name.startswith(SOFT)]
    truth = SOFT if parts else _truth(others, some)
    if truth is None or not some.count or (parts and true_column(others)):
        return None
    labels = parts or some.texts(truth)
    others = [name for name in others if name != truth and not name.startswith(SOFT)]
    classes = _classes(others, labels, some)
    if plain and classes == plain.classes == class_names(classes, labels):
        return None  # The rules say so as well, and the labels name these classes.
    roles = Roles(truth, classes) if classes else None
    if roles is None and not parts:
        roles = _of_two(truth, others, labels, some)
    return roles and _with_the_rest(roles, others, some)


def _with_the_rest(roles: Roles, others: list[str], some: FirstRows) -> Roles:
    """The roles with those of the columns that are no classes."""
    rest = [name for name in others if name not in roles.classes]
    index = index_of(some.names)
    found = [name for name in rest if is_id(name) and len(set(some.cells[name])) == some.count]
    ids = next(iter(found), None if index is None else some.names[index])
    rest = [name for name in rest if name != ids]
    slices = [n for n in rest if is_fold(n) or (not is_weight(n) and _has_few_values(n, some))]
    return roles._replace(ids=ids, slices=tuple(slices[:MAX_SLICED]), weight=_weight(rest, some))


def _weight(rest: list[str], some: FirstRows) -> str | None:
    """The column that says how many samples each row counts as, if one alone is called so."""
    called = [name for name in rest if is_sample_weight(name) and some.is_number(name)]
    return called[0] if len(called) == 1 else None


def _has_few_values(name: str, some: FirstRows) -> bool:
    """Whether its values come again and again, and are no measured numbers."""
    return 1 < len(some.texts(name)) <= min(MAX_SLICES, some.count / 2) and some.is_whole(name)


def _truth(others: list[str], some: FirstRows) -> str | None:
    """The column of the labels, if one is called so and holds no probabilities."""
    true = true_column(others)
    if true is not None or not some.count:
        return true
    called = [name for name in others if is_truth(name) and some.is_whole(name)]
    return called[0] if len(called) == 1 else None


def _classes(others: list[str], labels: list[str], some: FirstRows) -> tuple[str, ...] | None:
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


def _of_two(truth: str, others: list[str], labels: list[str], some: FirstRows) -> Roles | None:
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
    two = _two_classes(name, others, labels, some)
    return two and Roles(truth, (name,), two=two)


def _two_classes(
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
