"""The sentences around the scored table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pages.ui import palette
from pages.ui.results.samples_lists import ALL, DISAGREEING, SUSPECTED, UNDECIDED, Which
from pages.ui.results.samples_table import (
    DISAGREE,
    ID,
    SAMPLE,
    TRUTH,
    WEIGHT,
    on_truth_column,
    penalty_column,
    predicted_column,
    prefers_column,
    right_column,
)
from pages.ui.wording.en.losses import WORDS
from pages.ui.wording.formats import count, listed

if TYPE_CHECKING:
    from losscore import Loss

TITLE = "The samples"
FILES = "Download"
BY_NUMBER = "Sample number"
GONE = "The tables were let go of, so there is nothing to download: upload them again."
BY_STAKE = "What is at stake"
LISTS = {
    ALL: "All samples",
    DISAGREEING: f"{palette.DISAGREE.symbol} The losses disagree",
    UNDECIDED: "One loss sees no difference",
    SUSPECTED: "Suspected labels",
}
PREFERRED = {"a": "A", "tie": "tie", "b": "B"}
NOTHING_LISTED = {
    DISAGREEING: "There is no sample on which one loss prefers A and the other B.",
    UNDECIDED: "There is no sample on which one loss prefers a model and the other sees no "
    "difference.",
    SUSPECTED: "There is no sample of which every model here names the same class and the truth "
    "another.",
}
AT_STAKE = {
    DISAGREEING: "At stake is the smaller of both differences: whichever model is chosen for the "
    "sample, one of the losses charges at least that much more. ",
    UNDECIDED: "At stake is the difference under the loss that prefers a model. ",
    SUSPECTED: "Every model here names the same class and the truth another: perhaps the label is "
    "wrong, perhaps they are. At stake is what the first loss charges them all. ",
}
# How a column writes its numbers: below each other, and none as 7.686e-183.
DECIMALS = "%.4f"
COMPRESSED = "A CSV compressed by gzip, since it is large; `pd.read_csv` reads it as it is."
TABLE_ALT = "The scored samples: truth, predictions, penalties, and which model each loss prefers"


def headings(models: Iterable[str], losses: Iterable[str]) -> dict[str, str]:
    """The columns of the scored table by their names, as short as they can be."""
    models, symbols = tuple(models), {loss: palette.LOSSES[loss].symbol for loss in losses}
    texts = {
        SAMPLE: "Sample",
        ID: "Id",
        WEIGHT: "Weight",
        TRUTH: f"{palette.TRUTH.symbol} Truth",
        DISAGREE: f"{palette.DISAGREE.symbol} Disagree",
    }
    for model in models:
        letter = model.upper()
        texts |= {
            predicted_column(model): f"{letter} predicts",
            right_column(model): f"{letter} right",
            on_truth_column(model): f"ŷ of {letter}",
        }
        texts |= {penalty_column(model, k): f"{symbol} {letter}" for k, symbol in symbols.items()}
    return texts | {prefers_column(loss): f"{symbol} prefers" for loss, symbol in symbols.items()}


def soft_heading(name: str) -> str:
    """The column of what a soft truth has on a class: user text."""
    return f"true:{name}"


def order_label(model: str, loss: str) -> str:
    """A choice of what the table is sorted by."""
    return f"{palette.LOSSES[loss].named} of {model.upper()}"


def table_caption(shown: int, names: Iterable[str], found: int, which: Which, *, own: bool) -> str:
    """How to read the table, how much of it is there, and where a row leads."""
    part = (
        f"The first {shown:,} of {count(found, 'sample')} in this order; the CSV has all. "
        if shown < found
        else ""
    )
    instead = "." if own else ", where it takes the place of the scenario."
    losses = ", ".join(f"{palette.LOSSES[name].symbol} {WORDS[name].noun}" for name in names)
    return (
        f"{part}{AT_STAKE.get(which, '')}{losses}, to four decimals; the CSV has every "
        f"digit. **Tick a row** at its left end to open that sample on Distributions{instead}"
    )


def opened(
    number_: int, name: str, grouped: int, models: tuple[str, ...], losses: Iterable[Loss]
) -> str:
    """What happened, once a row of the digits or of an upload is open on Distributions."""
    text = (
        f"Sample {number_:,} of {name} is the scenario now; the former one is still in the "
        "browser's history."
    )
    if grouped:
        other = [WORDS[loss.name].noun for loss in losses if not loss.local]
        text += (
            f" The classes with the most mass keep their place and the other {grouped:,} are one "
            f"class, so its {listed(other)} {'differs' if len(other) == 1 else 'differ'} from the "
            "table's."
        )
    if "b" not in models:
        text += " There is no model B in this batch, so B gives every class the same."
    return text
