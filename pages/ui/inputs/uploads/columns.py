"""Which column of an uploaded table means what, told from its header, and which class a label."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from typing import NamedTuple

from pages.ui.inputs.characters import code_point, first_invisible, seen

from .class_names import class_names, find_classes, in_order
from .errors import UploadError, listed, quoted
from .limits import MAX_CLASSES, MAX_NAME_LENGTH

TRUE = "true"
SOFT = "true:"

# Names that pandas gives the row index when it writes it, or reads it back.
_INDEX_NAMES = re.compile(r"|Unnamed: 0|__index_level_\d+__")

# What a spreadsheet makes of `true` when it takes it for a logical value.
_TRUE_IN_CAPITALS = {"TRUE", "True"}


class Roles(NamedTuple):
    """What the columns of a table are, by name: guessed, or told by whoever uploads it."""

    truth: str  # `SOFT` for the columns of a soft truth.
    classes: tuple[str, ...]
    ids: str | None = None
    two: tuple[str, str] | None = None  # One column: the class it is not of, and that it is of.
    logits: bool = False
    counted: bool = False  # Whether the truth counts the class columns from 0.
    slices: tuple[str, ...] = ()  # By whose values samples can be told apart in groups.
    weight: str | None = None  # How many samples each row counts as.
    ordered: bool = False  # Whether the class columns are the labels in their order, unnamed.


class Columns(NamedTuple):
    """The names of a header, trimmed, and where in a row the truth and the prediction are."""

    names: tuple[str, ...]
    classes: tuple[str, ...] = ()
    proba: tuple[int, ...] = ()  # The place of each class's number; of two classes maybe one.
    truth: tuple[int, ...] = ()  # That of the labels; of a soft truth, that of each class's.
    ids: int | None = None  # That of the row numbers that pandas writes, or of other ids.
    logits: bool = False
    counted: bool = False
    slices: tuple[int, ...] = ()
    weight: int | None = None
    ordered: bool = False

    @property
    def soft(self) -> bool:
        """Whether the truth is a distribution: K ≥ 2 columns instead of one."""
        return len(self.truth) > 1

    @property
    def numbers(self) -> tuple[int, ...]:
        """The places of all numbers: of the prediction, of a soft truth, of the weight."""
        weight = () if self.weight is None else (self.weight,)
        return self.proba + (self.truth if self.soft else ()) + weight

    @property
    def headed(self) -> tuple[str, ...]:
        """The names of the columns that the prediction is in."""
        return tuple(self.names[place] for place in self.proba)

    @property
    def unused(self) -> tuple[str, ...]:
        """The names of the columns that are nothing."""
        used = {*self.proba, *self.truth, self.ids, *self.slices, self.weight}
        return tuple(name for place, name in enumerate(self.names) if place not in used)

    @property
    def by_the_rules(self) -> bool:
        """Whether a table of these names has no other columns than `find_columns` wants."""
        try:
            return find_columns(self.names) == self
        except UploadError:
            return False

    def find(self, texts: Sequence[str]) -> list[int]:
        """The place of the class that each label means, −1 where it means none."""
        if self.counted:
            return find_classes([str(k) for k in range(len(self.classes))], texts)
        found = find_classes(self.classes, texts)
        if self.classes == self.headed or len(self.proba) == 1 or self.ordered:
            return found
        # The labels may have the prefix that was taken off the names.
        whole = find_classes(self.headed, texts)
        return [k if k >= 0 else other for k, other in zip(found, whole, strict=True)]


def names_of(header: Sequence[str]) -> tuple[str, ...]:
    """The names of a header, trimmed, or an `UploadError` about one that cannot stay."""
    names = tuple(name.strip() for name in header)
    if len(names) > 2 * MAX_CLASSES + 2:
        raise _too_many(len(names))
    _check_names(names)
    return names


def index_of(names: tuple[str, ...]) -> int | None:
    """The place of the row numbers that pandas writes, if they are there."""
    return 0 if names and _INDEX_NAMES.fullmatch(names[0]) else None


def find_columns(names: tuple[str, ...]) -> Columns:
    """The columns of a table that has a truth and else only classes, by their names alone."""
    index = index_of(names)
    places = {name: i for i, name in enumerate(names) if i != index}
    true = true_column(places)
    soft = {name: place for name, place in places.items() if name.startswith(SOFT)}
    if true is not None and soft:
        raise UploadError(
            f"The table has both a column {quoted(TRUE)} and a column {quoted(next(iter(soft)))}: "
            f"keep {quoted(TRUE)} for one true class a sample, or only {quoted('true:<class>')} "
            "columns for a soft truth."
        )
    if true is None and not soft:
        found = f", only {listed(list(places))}" if places else ""
        raise UploadError(
            f"The table has no column {quoted(TRUE)} with the true class of each sample{found}: "
            "add it, or say below which column holds it."
        )
    classes = tuple(name for name in places if name != true and name not in soft)
    _check_classes(classes)
    truth = (places[true],) if true is not None else _soft_places(classes, soft)
    return Columns(names, classes, tuple(places[name] for name in classes), truth, index)


def columns_with(names: tuple[str, ...], roles: Roles, labels: Sequence[str]) -> Columns:
    """The columns of a table whose roles are known, and some labels of its samples.

    All labels if its classes are these in their order.
    """
    found = placed(names, roles)
    soft = {names[place]: place for place in found.truth} if roles.truth == SOFT else {}
    classes = _classes(roles, [name.removeprefix(SOFT) for name in soft] or labels)
    truth = _soft_places(classes, soft) if soft else found.truth
    return found._replace(classes=classes, truth=truth)


def placed(names: tuple[str, ...], roles: Roles) -> Columns:
    """Where what has these roles is, whether or not a table can have them."""
    places = {name: place for place, name in enumerate(names)}
    truth = [n for n in names if n == roles.truth or (roles.truth == SOFT and n.startswith(SOFT))]
    proba, at, slices = (
        tuple(places[name] for name in found) for found in (roles.classes, truth, roles.slices)
    )
    ids, weight = map(places.get, (roles.ids, roles.weight))
    kinds = {"logits": roles.logits, "counted": roles.counted, "ordered": roles.ordered}
    classes = roles.two or roles.classes
    return Columns(names, classes, proba, at, ids, slices=slices, weight=weight, **kinds)


def _classes(roles: Roles, labels: Sequence[str]) -> tuple[str, ...]:
    """What the classes are called."""
    if roles.ordered:
        count = max(2, len(roles.classes))
        if len(labels) != count:
            raise UploadError(
                f"There are {len(labels):,} different labels and {count:,} classes, so their order "
                "does not tell which is which: write the table with columns=model.classes_."
            )
        return _checked(in_order(labels))
    if roles.two is not None:
        return _checked(roles.two)
    _check_classes(roles.classes)
    return class_names(roles.classes, () if roles.counted else labels)


def _checked(labels: tuple[str, ...]) -> tuple[str, ...]:
    """Labels that become names of classes, as names of columns have to be."""
    for label in labels:
        if len(label) > MAX_NAME_LENGTH or first_invisible(label) is not None:
            raise UploadError(
                f"The label {quoted(label)} is longer than {MAX_NAME_LENGTH} characters, or holds "
                "invisible ones: type it anew."
            )
    return labels


def _check_names(names: tuple[str, ...]) -> None:
    index = index_of(names)
    for i, name in enumerate(names):
        if i == index:
            continue
        if not seen(name):
            raise UploadError(
                f"Column {i + 1} has no name: name it after its class, or delete it if it is not "
                "a class."
            )
        if len(name.removeprefix(SOFT)) > MAX_NAME_LENGTH:
            raise UploadError(
                f"The name of column {i + 1}, {quoted(name)}, has {len(name):,} characters: "
                f"shorten it to at most {MAX_NAME_LENGTH}."
            )
        odd = first_invisible(name)
        if odd is not None:
            raise UploadError(
                f"The name of column {i + 1}, {quoted(name)}, holds the invisible or control "
                f"character {code_point(odd)}: type the name anew."
            )
    name, count = Counter(map(seen, names)).most_common(1)[0] if names else ("", 0)
    if count > 1:
        where = [str(i + 1) for i, other in enumerate(names) if seen(other) == name]
        raise UploadError(
            f"The column name {quoted(name)} appears {count} times, in columns "
            f"{', '.join(where[:4])}: give every class one column of its own."
        )


def true_column(names: Collection[str]) -> str | None:
    """The column `true`; TRUE in capitals only if no class can have that name."""
    if TRUE in names:
        return TRUE
    capitals = _TRUE_IN_CAPITALS.intersection(names)
    has_false = any(name.lower() == "false" for name in names)
    return capitals.pop() if len(capitals) == 1 and not has_false else None


def _too_many(count: int) -> UploadError:
    return UploadError(
        f"The table has {count:,} columns: at most {MAX_CLASSES:,} classes can be read, one "
        "column each."
    )


def _check_classes(classes: tuple[str, ...]) -> None:
    if len(classes) > MAX_CLASSES:
        raise _too_many(len(classes))
    if len(classes) == 1:
        raise UploadError(
            f"The table has a column for one class only, {quoted(classes[0])}: add a column for "
            "every other class, or say below of which of two classes this is the probability."
        )
    if not classes:
        raise UploadError(
            "The table has no column with probabilities beside the truth: add one column a "
            "class, named as the class."
        )


def _soft_places(classes: tuple[str, ...], soft: dict[str, int]) -> tuple[int, ...]:
    """Where the truth of each class is, in the order of the classes."""
    missing = [name for name in classes if SOFT + name not in soft]
    if missing:
        raise UploadError(
            f"The truth of class {quoted(missing[0])} is missing: add a column "
            f"{quoted(SOFT + missing[0])}, or delete column {quoted(missing[0])} if it is no class."
        )
    extra = [name for name in soft if name.removeprefix(SOFT) not in classes]
    if extra:
        raise UploadError(
            f"Column {quoted(extra[0])} names a class that has no column of its own: add column "
            f"{quoted(extra[0].removeprefix(SOFT))} with the model's probability."
        )
    return tuple(soft[SOFT + name] for name in classes)
