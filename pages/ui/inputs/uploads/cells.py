"""What is wrong with a cell, and what to write instead: the ends of sentences."""

import re

import numpy as np

from losscore.checks import TOLERANCE
from losscore.weights import LEAST

from .columns import Columns
from .errors import listed, quoted

# What to write into a cell that holds no number, and what to do with a column of such cells.
_WRITE = "write a probability from 0 to 1"
OF_CLASS = _WRITE, "say below that the column is not used"
OF_WEIGHT = "write how many samples the row counts as", "say that the column is not used"


def no_number(text: str, value: float, mark: str, write: str, instead: str) -> str | None:
    """What is wrong with a cell of text if it is no number; NaN is one, as far as that goes."""
    if not np.isnan(value) or text.lower().lstrip("+-") == "nan":
        return None
    if not text:
        return f"is empty: {write}"
    if re.fullmatch(r"[+-]?\d*[.,]\d+([eE][+-]?\d+)?", text, re.A):
        marks = {".": "point", ",": "comma"}
        other = marks["." if mark == "," else ","]
        return (
            f"holds {quoted(text)} with a decimal {other} where other cells have a "
            f"{marks[mark]}: write the same decimal mark throughout"
        )
    if text.endswith("%"):
        return f"holds {quoted(text)}: write 0.8 instead of 80 %"
    return f"holds {quoted(text)}, which is not a number: {write}, or {instead}"


def wrong_logit(value: float) -> str | None:
    """What is wrong with a number that is to be a logit."""
    return None if np.isfinite(value) else "holds no finite number: write a logit"


def wrong_number(value: float) -> str | None:
    """What is wrong with a number that is to be a probability, whatever the rest of its row is."""
    if np.isnan(value):
        return f"holds no number: {_WRITE}"
    if np.isinf(value):
        return f"holds an infinite number, or one too large to read: {_WRITE}"
    if value < 0.0:
        return (
            f"holds {value:.7g}, which is below 0: upload probabilities from 0 to 1, as "
            "predict_proba gives them, or say below that these are logits, as logarithms of "
            "probabilities are"
        )
    if value > 1.0 + TOLERANCE:
        return (
            f"holds {value:.7g}, which is above 1: write probabilities from 0 to 1, so 0.8 for "
            "80 %, or say below that the column is not used, or that all are logits"
        )
    return None


def wrong_weight(value: float) -> str:
    """What is wrong with the weight of a row, and what to do."""
    wrong = f"{value:.7g}, which is too large"
    if np.isnan(value):
        wrong = "no number"
    elif np.isinf(value):
        wrong = "an infinite number"
    elif value < LEAST:
        wrong = f"{value:.7g}, which is {'below 0' if value < 0.0 else 'too small'}"
    return (
        f"holds {wrong}: a weight is how many samples the row counts as, 0 or more, so correct it, "
        "or say that the column is not used"
    )


def no_class(label: str, columns: Columns) -> str:
    """What is wrong with a label that names no class."""
    if not label.strip():
        return (
            "is empty: write the name of the true class. Where pandas left it blank, "
            "assign(true=np.asarray(y)) keeps each truth in its row"
        )
    if columns.counted:
        return (
            f"holds {quoted(label)}, which is no whole number from 0 to "
            f"{len(columns.classes) - 1:,}: correct it, or say below that it is a name"
        )
    if len(columns.proba) == 1:
        first, second = map(quoted, columns.classes)
        return (
            f"holds {quoted(label)}, which is neither {first} nor {second}, the two classes of "
            f"column {listed(columns.headed)}: correct it, or add a column for each class"
        )
    return (
        f"holds {quoted(label)}, which is not the name of a class column: correct the label, add a "
        f"column for that class, or say below {_or_say(label, columns)}"
    )


def _or_say(label: str, columns: Columns) -> str:
    if columns.classes == tuple(map(str, range(len(columns.classes)))):
        return "that the columns are the labels in their order"
    if label.strip().isdecimal():
        return "that whole numbers count the classes, or what the columns are"
    return "what the columns are"
