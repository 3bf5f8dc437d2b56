"""The words around the audit as a file; what it says of a batch are the sentences of the pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pages.ui import palette
from pages.ui.inputs.batch import LETTERS
from pages.ui.palette import Look
from pages.ui.results.samples import Summary
from pages.ui.wording.en import slices
from pages.ui.wording.en.calibration import IN_SAMPLE
from pages.ui.wording.en.losses import WORDS, name_of
from pages.ui.wording.en.tally import size_of
from pages.ui.wording.en.weights import row_noun, weighted
from pages.ui.wording.formats import bold, count, escape, listed, named, number, shortened

if TYPE_CHECKING:
    from datetime import date

    from losscore import Comparison, Decomposition
    from pages.ui.inputs.tallied import Tallied

BUTTON = "Report, HTML"
OF_TALLY_HELP = "All that the pages say of this tally, as one file that asks no host for anything."
BUTTON_HELP = (
    "All that the pages say of this batch, as one file that asks no host for anything. It takes a "
    "moment, of many samples a minute."
)
FILE = "audit.html"

ANSWER = "Which model is better, and what does it hang on?"
MODELS = "All models"
COMPARED = "The comparison in numbers"
ARITHMETIC = "The arithmetic"
HANGING = "The first samples that a verdict hangs on"
NOTES = "What is left out, and what is approximate"

MODELS_NOTE = (
    "The costliest last. What is had back is what recalibrating each model on these very samples "
    "would save of its mean; nothing is said of large tables, nor of a loss with a floor or that "
    "is no sum over classes."
)
LOSS = "Loss"
YES, NO = "yes", "no"
BILL_HEAD = ("Model", "Uncertainty", "Told apart", "Miscalibration", "Loss")
# Of more classes than these the first are named.
_NAMED = 30


def title(names: Iterable[str]) -> str:
    """What the file is called, as plain text, by the models' names."""
    return "Audit: " + " against ".join(f"model {shortened(name)}" for name in names)


def facts(scored: Summary, batch: str, tables: Sequence[str], made: date) -> dict[str, str]:
    """What the audit is of, in Markdown, by what each fact is called."""
    found = {
        "Made on": made.isoformat(),
        "Batch": escape(batch),
        "Tables": "  \n".join(tables),
        "Models": ", ".join(map(_model, scored.models, map(scored.names.get, scored.models))),
        "Samples": weighted(scored.size, scored.weights, independent=not scored.by_folds)
        or f"{scored.size:,}",
        "Classes": _classes(scored.classes),
        "Losses": listed(map(name_of, scored.losses)),
    }
    if scored.lifted:
        nouns = listed(WORDS[loss].noun for loss in scored.lifted)
        found["Floor"] = f"{number(scored.floor)} under {nouns}"
    return {name: text for name, text in found.items() if text}


def facts_of_tally(case: Tallied, losses: Iterable[str], made: date) -> dict[str, str]:
    """The same of sums in place of rows."""
    return {
        "Made on": made.isoformat(),
        "Tally": escape(case.name),
        "Models": ", ".join(map(_model, case.names, case.names.values())),
        "Samples": size_of(case),
        "Classes": _classes(case.classes),
        "Losses": listed(map(name_of, losses)),
    }


def _classes(names: Sequence[str]) -> str:
    first = listed(bold(name) for name in names[:_NAMED])
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    return f"{len(names):,}: {first}{more}"


def _model(model: str, name: str) -> str:
    look = palette.MODELS[model]
    return look.named if name == LETTERS[model] else f"{look.named} is {named(name)}"


def in_list(name: str, look: Look | None) -> str:
    """A model in the table of all, with the symbol of A or B; plain text."""
    if look is None:
        return name
    return look.named if name in LETTERS.values() else f"{look.symbol} {name}"


def compared(a: str, b: str) -> tuple[str, ...]:
    """What stands above the numbers of a comparison."""
    return (
        a,
        b,
        "A − B",
        slices.INTERVAL,
        f"{a} is cheaper on",
        f"{b} is cheaper on",
        "Hangs on",
        "Would tell",
    )


COMPARED_NOTE = (
    "**Hangs on** is the least number of samples without which the difference would be gone. "
    "**Would tell** is the difference that about four of five batches like this one would tell "
    "from chance."
)


def hangs_on(result: Comparison) -> str:
    """How many samples a verdict hangs on, or more than how many; nothing where on none."""
    # What rows tell, a tally may not.
    more_than = getattr(result, "hangs_on_more_than", None)
    if more_than is not None:
        return f"more than {more_than:,}"
    return "" if result.hangs_on is None else f"{result.hangs_on:,}"


def costliest(order: str, shown: int) -> str:
    """The heading of a list of samples."""
    return f"{order}: the {count(shown, 'costliest sample')}"


def part(shown: int, found: int) -> str:
    """How much of a list is there."""
    return f"The first {shown:,} of {count(found, 'sample')}." if shown < found else ""


def bill_parts(parts: Decomposition) -> tuple[float, float, float, float]:
    """The numbers of a bill in the order of their headings."""
    return parts.uncertainty, parts.discrimination, parts.miscalibration, parts.loss


def notes(scored: Summary, left_out: Iterable[str]) -> str:
    """What the audit leaves out, and what in it is approximate."""
    drawn = "Bands" if scored.by_folds else "Intervals and bands"
    points = [
        *left_out,
        "Where nothing else is said, a number is of all samples, and rounded where it is written. "
        f"{drawn} come from samples drawn at random, the same ones for the same batch.",
        "Of a curve with more steps than a picture can show, a part is drawn.",
        IN_SAMPLE,
    ]
    if len(scored.points) < scored.weights.counted:
        points.append(
            f"Pictures of penalty against penalty show {len(scored.points):,} of the "
            f"{count(scored.weights.counted, row_noun(scored.weights))}, drawn at random."
        )
    points.append("The lists of samples are the first of each: the scored table has all of them.")
    return "\n".join(f"- {point}" for point in points)


def made_by(version: str, made: date) -> str:
    """What made the file."""
    return (
        f"Made by losscore {escape(version)} on {made.isoformat()}. The charts are drawn by "
        "Vega-Lite, which is in this file with all their numbers: it asks no host for anything."
    )
