"""What the columns of a table are, guessed from their names and first rows where that is plain.

A table that fits the rules of `find_columns` is none of this file's business. Of any other one a
guess is made only if all else would be refused, and never one of two that are possible: what is
guessed has to make every one of the first rows sum to 1, and is checked in all others as ever.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from losscore.checks import TOLERANCE

from .columns import (
    SOFT,
    Columns,
    Roles,
    columns_with,
    find_classes,
    find_columns,
    index_of,
    names_of,
    prefix_of,
    true_column,
    without_prefix,
)
from .errors import UploadError
from .limits import MAX_SLICED, MAX_SLICES

Told = dict[tuple[str, ...], Roles]
"""What a person said of the columns of tables with these names."""

# Rows that a guess looks at, and cells.
MAX_FIRST, _CELLS = 500, 50_000

_TRUTHS = {
    *("truth", "target", "label", "y", "class", "actual", "gold", "ground_truth", "true_label"),
    *("true_class", "y_true", "obs", "observed", "labels", "targets", "classlabel", "class_label"),
}
_IDS = re.compile(
    r"(?:.*[_ .-])?(?:id|ids|uid|uuid|guid|key)|index|idx|row|row_?number|sample|name|"
    r"file|file_?name|path|image|.*Id|.*ID"
)
_WEIGHTS = re.compile(r"(?:.*[_ .-])?weights?|w", re.I)
# Such a one as is no measurement of what was weighed.
_SAMPLE_WEIGHTS = re.compile(
    r"(?:(?:sample|case|row|survey|frequency|freq|importance|instance|design|fit)[_ .-]?)?weights?",
    re.I,
)
_FOLDS = re.compile(
    r"(?:.*[_ .-])?(?:cv|k|test|val|outer)?[_ .-]?folds?(?:[_ .-]?(?:id|no|nr|index|number))?", re.I
)
_OTHERS = re.compile(r"(?:.*[_ .-])?(?:fold|split|group|cv|time|timestamp|date|n|count)", re.I)
# What one column of two classes is called where it is not named after its class.
_OF_ONE = re.compile(
    r"(?:y|pred|predict|predicted|predictions?|probs?|proba|probability|p|score|positive|pos|1|_)+"
)
# A column with the class that a model names, not with a probability, if its values are labels.
_PREDICTED = re.compile(r"(?:y_?)?pred(?:ict(?:ed|ion)?)?s?(?:_?(?:class|labels?))?", re.I)
# The class of which such a column is the probability: as scikit-learn has it, the second.
_TWO = (("0", "1"), ("-1", "1"), ("False", "True"))


def understood(header: Sequence[str], batches: Iterator[pa.RecordBatch], told: Told) -> Columns:
    """The columns as told, by the rules or guessed, or an `UploadError` that knows the names."""
    names = names_of(header)
    index, is_told = index_of(names), names in told
    some = _First(names, iter(()) if is_told else batches)
    truth = _truth(list(names), some)
    with knowing(Columns(names, truth=() if truth is None else (names.index(truth),), ids=index)):
        try:
            plain, refused = find_columns(names), None
        except UploadError as error:
            plain, refused = None, error
        roles = told[names] if is_told else _guess(some, plain)
        if roles is None and truth is not None and true_column(dict.fromkeys(names)) is None:
            # What is wrong is said as if it were called as the rules want it.
            others = tuple(n for place, n in enumerate(names) if place != index and n != truth)
            roles = Roles(truth, others, None if index is None else names[0])
        if roles is not None:
            return columns_with(names, roles)
        if refused is not None:
            raise refused
        return plain


@contextlib.contextmanager
def knowing(columns: Columns) -> Iterator[None]:
    """Tell whoever hears of an error what the columns were taken for."""
    try:
        yield
    except UploadError as error:
        error.columns = columns
        raise


def is_weight(name: str) -> bool:
    """Whether a column looks as if it held weights, by its name."""
    return bool(_WEIGHTS.fullmatch(name))


def is_fold(name: str) -> bool:
    """Whether a column looks as if it held the fold in which each sample was judged."""
    return bool(_FOLDS.fullmatch(name))


class _First:
    """The first rows of a table, by column, as text."""

    def __init__(self, names: tuple[str, ...], batches: Iterator[pa.RecordBatch]) -> None:
        most = max(20, min(MAX_FIRST, _CELLS // max(1, len(names))))
        self.names, self.count, self.cells = names, 0, {}
        for batch in islice(batches, 1):
            cells = map(_texts, batch[:most].columns)
            self.count = min(most, batch.num_rows)
            self.cells = dict(zip(names, cells, strict=True))

    def numbers(self, name: str) -> npt.NDArray[np.float64]:
        """The numbers of a column; NaN for what is none."""
        return np.array([_number(cell) for cell in self.cells[name]])

    def is_whole(self, name: str) -> bool:
        """Whether none of a column's numbers is a fraction."""
        with np.errstate(invalid="ignore"):  # Infinity has no remainder.
            return not (self.numbers(name) % 1.0 > 0.0).any()

    def texts(self, name: str) -> list[str]:
        """The different cells of a column that are not blank."""
        return list(dict.fromkeys(cell.strip() for cell in self.cells[name] if cell.strip()))


def _texts(column: pa.Array) -> list[str]:
    try:
        return ["" if value is None else str(value) for value in column.to_pylist()]
    except (ValueError, OverflowError):  # Times beyond all years of Python's.
        return [""] * len(column)


def _number(cell: str) -> float:
    try:
        return float(cell.replace(",", "."))
    except ValueError:
        return np.nan


def _guess(some: _First, plain: Columns | None) -> Roles | None:
    """What the columns are if they are not what the rules say, and there is no doubt."""
    index = index_of(some.names)
    others = [name for place, name in enumerate(some.names) if place != index]
    soft = any(name.startswith(SOFT) for name in others)
    truth = SOFT if soft else _truth(others, some)
    if truth is None or not some.count or (soft and not _fits_soft(others)):
        return None
    labels = [] if soft else some.texts(truth)
    others = [name for name in others if name != truth and not name.startswith(SOFT)]
    classes = _classes(others, labels, some, soft=soft)
    if plain is not None and classes is not None and _fits(classes, labels, plain):
        return None
    found = [name for name in others if name not in (classes or ()) and _is_id(name, some)]
    if index is not None:
        found.append(some.names[index])
    ids = found[0] if found else None
    roles = Roles(truth, classes, ids) if classes else None
    if roles is None and not soft:
        roles = _of_two(truth, others, labels, ids, some)
    if roles is None:
        return None
    rest = [name for name in others if name not in roles.classes and name != ids]
    slices = [n for n in rest if is_fold(n) or (not is_weight(n) and _has_few_values(n, some))]
    return roles._replace(slices=tuple(slices[:MAX_SLICED]), weight=_weight(rest, some))


def _weight(rest: list[str], some: _First) -> str | None:
    """The column that says how many samples each row counts as, if one alone is called so."""
    called = [name for name in rest if _SAMPLE_WEIGHTS.fullmatch(name)]
    called = [name for name in called if not np.isnan(some.numbers(name)).all()]
    return called[0] if len(called) == 1 else None


def _has_few_values(name: str, some: _First) -> bool:
    """Whether its values come again and again, and are no measured numbers."""
    return 1 < len(some.texts(name)) <= min(MAX_SLICES, some.count / 2) and some.is_whole(name)


def _fits_soft(names: list[str]) -> bool:
    """Whether there is no hard truth as well, and a class for every part of the soft one."""
    classes = [name.removeprefix(SOFT) for name in names if name.startswith(SOFT)]
    return true_column(dict.fromkeys(names)) is None and set(classes) <= set(names)


def _fits(classes: tuple[str, ...], labels: list[str], plain: Columns) -> bool:
    """Whether the rules say so as well, and their classes have the names that labels have."""
    bare = -1 in find_classes(classes, labels) and -1 not in find_classes(
        without_prefix(classes), labels
    )
    return classes == plain.classes and not bare


def _is_id(name: str, some: _First) -> bool:
    return bool(_IDS.fullmatch(name)) and len(set(some.cells[name])) == some.count


def _truth(others: list[str], some: _First) -> str | None:
    """The column of the labels, if one is called so and holds no probabilities."""
    true = true_column(dict.fromkeys(others))
    if true is not None or not some.count:
        return true
    called = [n for n in others if re.sub(r"[ .-]", "_", n.lower()) in _TRUTHS]
    called = [n for n in called if some.is_whole(n)]
    return called[0] if len(called) == 1 else None


def _classes(
    others: list[str], labels: list[str], some: _First, *, soft: bool
) -> tuple[str, ...] | None:
    """The columns of the classes: the first choice with which every row sums to 1."""
    if not others:
        return None
    matrix = np.stack([some.numbers(name) for name in others], axis=1)
    named = _named(others, labels)
    if soft:
        named = np.array([SOFT + name in some.names for name in others])
    hinted = np.array([_is_no_class(name) for name in others])
    # A cell that is no number is a fault of its row if the column has others that are.
    text = np.isnan(matrix).all(axis=0)
    outside = ((matrix < 0.0) | (matrix > 1.0)).any(axis=0)
    # Rows are often sorted by fold, so that all the first ones are of fold 0.
    plain = (is_fold(n) or _SAMPLE_WEIGHTS.fullmatch(n) for n in others)
    nothing = ~matrix.any(axis=0) & ~named & np.fromiter(map(bool, plain), bool, len(others))
    every = ~nothing
    alike = _with_one_prefix(others, labels)
    choices = [every, alike, named | ~(hinted | text), named | ~(hinted | text | outside)]
    sure = [choice for choice in choices if _sums(matrix, choice).all()]
    sure += [] if sure else _without_few(matrix, named)
    # With a wrong row or two among them there is still no doubt what names and texts tell.
    likely = [choice for choice in choices[:3] if 2 * _sums(matrix, choice).sum() >= some.count]
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


def _with_one_prefix(others: list[str], labels: list[str]) -> npt.NDArray[np.bool_]:
    """The columns that begin as those do that labels name without what they begin with."""
    prefixes = {prefix_of(name) for name in others} - {""}
    for prefix in prefixes:
        alike = [name for name in others if name.startswith(prefix)]
        if labels and -1 not in find_classes(without_prefix(tuple(alike)), labels):
            return np.array([name in alike for name in others])
    return np.zeros(len(others), bool)


def _is_no_class(name: str) -> bool:
    return any(pattern.fullmatch(name) for pattern in (_IDS, _WEIGHTS, _OTHERS))


def _of_two(
    truth: str, others: list[str], labels: list[str], ids: str | None, some: _First
) -> Roles | None:
    """One column with the probability of one of two classes, if it is plain of which."""
    left = [name for name in others if not (_is_no_class(name) or _is_predicted(name, some))]
    numbers = {name: some.numbers(name) for name in left}
    within = [n for n, x in numbers.items() if ((x >= 0.0) & (x <= 1.0)).all()]
    if len(within) != 1 or _named(others, labels).sum() > 1:
        return None
    (name,) = within
    prefix = prefix_of(name)
    if prefix and sum(other.startswith(prefix) for other in left) > 1:
        return None
    two = two_classes(name, labels)
    return two and Roles(truth, (name,), ids, two)


def _is_predicted(name: str, some: _First) -> bool:
    return bool(_PREDICTED.fullmatch(name)) and some.is_whole(name)


def two_classes(name: str, labels: list[str]) -> tuple[str, str] | None:
    """Of two classes the one that a column is not of and the one that it is, if that is plain.

    >>> two_classes("p_yes", ["no", "yes"]), two_classes("score", ["1", "0"])
    (('no', 'yes'), ('0', '1'))
    >>> two_classes("score", ["cat", "dog"])
    """
    known = (two for two in _TWO if -1 not in find_classes(two, labels))
    both = next(known, tuple(labels))
    if len(both) != 2:
        return None
    prefix = prefix_of(name)
    of = find_classes(both, [name[len(prefix) :]])[0]
    if of < 0:
        of = 1 if both in _TWO and _OF_ONE.fullmatch(name.lower()) else -1
    elif not prefix and len(labels) < 2:
        return None  # It may be one of several classes whose other columns have been lost.
    return (both[1 - of], both[of]) if of >= 0 else None
