"""The words for what the columns of an uploaded table are."""

from __future__ import annotations

from pages.ui.inputs.uploads.column_names import is_weight
from pages.ui.inputs.uploads.columns import SOFT, Columns
from pages.ui.wording.formats import bold, count, named

HOW = "Columns that are named nowhere here are classes. The file is read again with what you say."
HOW_LARGE = (
    "Columns that are named nowhere here are classes. The file is large and no longer here: what "
    "you say is remembered until the tab is closed, so add the file again after that."
)
READ_AGAIN = "Read it so"
REMEMBER = "Remember it"
TOLD = "That is remembered: add the file again."
NO_TRUTH = "Nothing was changed: choose the column that holds the true class."

TRUTH = "The true class"
IDS = "What tells rows apart (id)"
NONE = "none"
UNUSED = "Not used"
WEIGHT = "How many samples a row counts as (weight)"
SLICES = "Slices: columns of at most 50 values, or of folds"
OF = "If one column is left: it is P of class"
OF_HELP = "The label whose probability the column holds, as the true classes have it."
NOT_OF = "and not of class"
LOGITS = "The numbers are logits"
LOGITS_HELP = (
    "Softmax makes probabilities of them; a single column z is P = 1/(1 + exp(−z)). Nothing but "
    "this box ever does that."
)
COUNTED = "Whole numbers as the true class count the classes from 0"
COUNTED_HELP = "0 is the first column of a class from the left, 1 the second, and so on."
ORDERED = "The columns have no names: they are the labels in their order"
ORDERED_HELP = (
    "As scikit-learn orders its classes, numbers by size and texts by their letters: the first "
    "column of a class from the left is of the first of all labels in the table. One column alone "
    "is of the second of two."
)

_MOST_NAMED = 3


def title(name: str) -> str:
    """The title of what is folded away."""
    return f"The columns of {named(name)}"


def called(name: str) -> str:
    """A column in a list to choose from."""
    if name == SOFT:
        return "the columns true:<class>, a soft truth"
    return name or "the column without a name"


def told(columns: Columns) -> str:
    """The roles of the columns in one line, where they are not what every table has."""
    if columns.soft:
        parts = ["truth: soft"]
    else:
        parts = [f"truth: {bold(columns.names[columns.truth[0]])}"]
        parts[0] += ", counting the classes from 0" if columns.counted else ""
    if len(columns.proba) == 1:
        what = "logit" if columns.logits else "probability"
        parts.append(
            f"{bold(*columns.headed)} is the {what} of class {bold(columns.classes[1])}, the other "
            f"class is {bold(columns.classes[0])}"
        )
    else:
        classes = count(len(columns.classes), "class", "classes")
        classes += ", in the order of the labels" if columns.ordered else ""
        parts.append(f"{classes}, from **logits**" if columns.logits else classes)
    if columns.ids is not None:
        parts.append(f"id: {bold(called(columns.names[columns.ids]))}")
    if columns.slices:
        parts.append(f"slices: {_named(tuple(columns.names[place] for place in columns.slices))}")
    weights = tuple(name for name in columns.unused if is_weight(name))
    others = tuple(name for name in columns.unused if name not in weights)
    if columns.weight is not None:
        parts.append(f"weight: {bold(called(columns.names[columns.weight]))}")
    if weights:
        every = ", every sample counts once" if columns.weight is None else ""
        parts.append(f"weight: {_named(weights)}, **not used**{every}")
    if others:
        parts.append(f"not used: {_named(others)}")
    return " · ".join(parts)


def _named(names: tuple[str, ...]) -> str:
    text = ", ".join(map(bold, names[:_MOST_NAMED]))
    more = len(names) - _MOST_NAMED
    return f"{text} and {more:,} more" if more > 0 else text
