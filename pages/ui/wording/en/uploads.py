"""The sentences around uploaded tables."""

from __future__ import annotations

from pages.ui.inputs.uploads.limits import MAX_CLASSES, MAX_ROWS, MAX_TABLES
from pages.ui.inputs.uploads.slots import Slot, Uploads
from pages.ui.inputs.uploads.table import Table
from pages.ui.wording.en import roles
from pages.ui.wording.formats import bold, count, escape, listed

LABEL = f"Your models' tables, one a model: CSV or Parquet, up to {MAX_TABLES}"

HELP = (
    "A column true and one column a class; others do no harm. It stays on this server, for this "
    "tab alone, until you drop it or close the tab. A tally is opened, too."
)

_SMALLER = (
    "write it as Parquet with `float32` columns, which takes a half to a third of a CSV, or upload "
    "a part of the rows, the same ones for all models"
)


FORMAT_TITLE = "What a table looks like"

FORMAT = (
    "One table a model: a column `true` that names the class of each sample, and **one column a "
    "class** with the model's probability. This writes it:"
)

HOW_TO_WRITE = """\
frame = pd.DataFrame(model.predict_proba(X), columns=model.classes_)
frame.assign(true=np.asarray(y)).to_csv("a.csv", index=False)
"""

EXAMPLE = """\
cat,dog,bird,true
0.8,0.15,0.05,cat
0.3,0.6,0.1,dog
"""

FORMAT_MORE = (
    "`.to_parquet(…)` does as well. For another model the same samples in the same order, or in "
    "any with a column `id`. The truth may be called `target`, `label` or `y`, a class `prob_cat`; "
    "of two classes one column is enough; a column `weight` says how many samples each row counts "
    "as; other columns are left out. How a table was understood is shown and can be changed. A "
    "**soft truth** has a column `true:<class>` for every class in the place of `true`. "
    "Probabilities are taken as they are: 0 may be charged infinitely much, and a row that does "
    "not sum to 1 is named, never rescaled unasked. For example, two models on the same 899 "
    "handwritten digits:"
)

EXAMPLES = {"a": "Logistic regression, CSV", "b": "Naive Bayes, CSV"}

RESCALE = "Rescale every row to sum to 1"
RESCALE_HELP = "Reads the file again and divides each row by its sum."

NOTHING_YET = (
    "**Nothing is uploaded yet.** Give a model's table, or those of several models, to see which "
    "samples cost the most. Uploaded tables are never part of a link: who opens yours adds "
    "the files to see the same."
)

EMPTIED = (
    "The connection was lost for a while, so what you uploaded was let go of: add the files again."
)

DIGITS = (
    "What two real models predict for the same 899 handwritten digits, ten classes: **A** is "
    "logistic regression, **B** is naive Bayes. B is nearly always sure, even when it is wrong, "
    "and on some digits it gives the true class exactly 0. To try an upload, have both tables as "
    "files under *Your own predictions*."
)


def limits(megabytes: int) -> str:
    """How large an upload may be, and what to do with a larger one."""
    return (
        f"Up to {megabytes} MB a file, {MAX_ROWS:,} rows and {MAX_CLASSES:,} classes. If yours is "
        f"larger, {_SMALLER}."
    )


def left_out(names: tuple[str, ...]) -> str:
    """Which files there was no place for, and how to make some."""
    was = "was" if len(names) == 1 else "were"
    return (
        f"{listed(map(bold, names))} {was} not taken: at most {MAX_TABLES} tables can be there, so "
        "drop one first."
    )


def not_sent(megabytes: int) -> str:
    """What to do with a file that the browser kept."""
    return (
        f"This file did not arrive. If it is larger than {megabytes} MB, {_SMALLER}; if it is not, "
        "the connection was lost: add it again."
    )


def reading(name: str) -> str:
    """What is going on while a large file is read."""
    return f"Reading {escape(name)}"


def refused(slot: Slot) -> str:
    """What is wrong with a file, and what became of the table before it."""
    text = f"{bold(slot.refused.name)}: {escape(slot.refused.reason)}"
    return f"{text} {bold(slot.held.name)} is still the current table." if slot.held else text


def current(table: Table) -> str:
    """Which table a model has."""
    return f"Current table: {described(table)}"


def described(table: Table) -> str:
    """How big a table is, and what was done with it."""
    text = f"{bold(table.name)}, {_rows(table)} of {count(len(table.classes), 'class', 'classes')}"
    if table.soft:
        text += ", soft truth"
    if table.rescaled:
        text += ", every row rescaled to sum to 1"
    if doubts := _doubts(table):
        text = ". ".join([text, *doubts]) + "."
    by_the_rules = table.columns is None or table.columns.by_the_rules
    return text if by_the_rules else f"{text}  \n{roles.told(table.columns)}"


def _rows(table: Table) -> str:
    return count(table.size, "sample" if table.weight is None else "row")


def line(table: Table) -> str:
    """A table in a line, with the roles of its columns where these are not what all have."""
    parts = [bold(table.name), _rows(table)]
    if table.columns is None or table.columns.by_the_rules:
        parts[1] += f" of {count(len(table.classes), 'class', 'classes')}"
    else:
        parts.append(roles.told(table.columns))
    if table.starts_at_0:
        parts.append("no sample is of class **0**")
    if table.is_never_wrong:
        parts.append("never wrong")
    if table.of_models:
        parts.append("several models?")
    return " · ".join(parts)


def _doubts(table: Table) -> list[str]:
    """What may not be meant so, and nothing in the table can tell."""
    found = [_unused(table.unused)] if table.unused else []
    if table.starts_at_0:
        found.append(_no_first(len(table.classes)))
    if table.is_never_wrong:
        found.append(_never_wrong(table))
    if table.of_models:
        found.append(_of_models(table))
    return found


def _never_wrong(table: Table) -> str:
    truth = bold(table.columns.names[table.columns.truth[0]])
    return (
        f"In every row {truth} is the likeliest class: make sure that it is the truth, and not "
        "what was predicted"
    )


def _of_models(table: Table) -> str:
    return (
        f"Every value of {bold(table.of_models)} has the same number of rows of each class: if "
        "these are several models, write a table for each, since here they count as one model on "
        f"{_rows(table)}"
    )


def _no_first(classes: int) -> str:
    """That the names of columns may be none."""
    return (
        f"No sample is of class **0**, and the columns are called 0 to {classes - 1:,}, as pandas "
        "calls columns without names: if the first is of another class, write the table with "
        "`columns=model.classes_`"
    )


def _unused(names: tuple[str, ...]) -> str:
    """That columns of zeros are classes, too."""
    if len(names) == 1:
        return (
            f"Column {bold(names[0])} is 0 in every row and no sample's truth: it counts as a "
            "class and changes no penalty"
        )
    return (
        f"{len(names):,} columns, {bold(names[0])} the first, are 0 in every row and no sample's "
        "truth: they count as classes and change no penalty"
    )


def mismatch(uploads: Uploads) -> str:
    """Why the two tables make no batch, and which batch is shown instead."""
    text = f"**The two tables do not belong together.** {escape(uploads.mismatch)}"
    if uploads.batch is None:
        return text
    return f"{text} What is shown below is still {bold(uploads.batch.name)}."
