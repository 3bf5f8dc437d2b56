"""What the columns of a table are, guessed from their names and first rows where that is plain.

A table that fits the rules of `find_columns` is none of this file's business. Of any other one a
guess is made only if all else would be refused, and never one of two that are possible: what is
guessed has to make every one of the first rows sum to 1, and is checked in all others as ever.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence

import pyarrow as pa

from .class_names import class_names
from .column_names import is_fold, is_id, is_no_class, is_sample_weight, is_truth, is_weight
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
from .probabilities import classes_of, find_one_of_two, find_probabilities

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
        return roles._replace(two=classes_of(roles.classes[0], some.names, labels, some))
    return roles


def _proposed(some: FirstRows) -> Roles:
    """What the columns may be, for a person to say so where they are not understood."""
    index, truth = index_of(some.names), _truth(some.names, some)
    others = [n for place, n in enumerate(some.names) if place != index and n != truth]
    classes = find_probabilities(others, [] if truth is None else some.texts(truth), some)
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
    classes = find_probabilities(others, labels, some)
    if plain and classes == plain.classes == class_names(classes, labels):
        return None  # The rules say so as well, and the labels name these classes.
    roles = Roles(truth, classes) if classes else None
    if roles is None and not parts:
        roles = find_one_of_two(truth, others, labels, some)
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


def _truth(others: Sequence[str], some: FirstRows) -> str | None:
    """The column of the labels, if one is called so and holds no probabilities."""
    true = true_column(others)
    if true is not None or not some.count:
        return true
    called = [name for name in others if is_truth(name) and some.is_whole(name)]
    return called[0] if len(called) == 1 else None
