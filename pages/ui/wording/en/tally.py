"""What is said about a tally on Samples: sums of a batch whose rows are elsewhere."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from pages.ui import palette
from pages.ui.inputs.tallied import Tallied
from pages.ui.results.compensation import Gap
from pages.ui.results.tally import Settings
from pages.ui.wording.en.losses import WORDS, head_of
from pages.ui.wording.en.samples_verdicts import enough
from pages.ui.wording.formats import (
    bold,
    capitalised,
    count,
    escape,
    exact_text,
    named,
    number,
    paragraphs,
    whole_text,
)

if TYPE_CHECKING:
    from losscore import TalliedComparison
    from losscore.audit_text import Verdict
    from pages.ui.inputs.uploads.tallies import RefusedTally

DROP, DISMISS = "Drop", "Dismiss"
INTRODUCED = (
    "A tally holds sums in place of rows: what needs the rows, such as single samples, slices and "
    "the table of all samples, is not shown. Its intervals take samples as independent, and know "
    "the spread of the differences, not how skewed they are."
)
CARRIES_ALT = "The share of the total that the costliest part of the samples carries."
NO_SHARES = "No total is above 0 and finite, so that nobody carries a share of it."
COSTLIEST = "The costliest rows"
COSTLIEST_ALT = "The costliest rows of each model under each loss."
NO_COSTLIEST = "No row is charged anything."
COLUMNS = {
    "who": "model",
    "loss": "loss",
    "id": "id",
    "penalty": "penalty",
    "truth": "truth",
    "predicted": "predicted",
    "y_hat": "ŷ on the truth",
}


def sentences(found: Verdict) -> str:
    """The verdict below its table."""
    return paragraphs(*map(escape, (*found.of_losses, *found.of_both)))


def settled(found: Mapping[str, TalliedComparison]) -> str:
    """From which difference on such a batch tells, and how many samples would settle this one."""
    lines = ((loss, enough(result)) for loss, result in found.items())
    return paragraphs(*(f"{head_of(loss)}: {text}." for loss, text in lines if text))


def carries(drawn: int, asked: int) -> str:
    """How exact the shares are, and which are missing."""
    said = "Read from penalties that were counted by size: at most 0.8 % of the total off."
    if drawn == asked:
        return said
    return f"{said} Of a total that is infinite, or 0, nobody carries a share: it has no line."


def current(case: Tallied, *, alone: bool) -> str:
    """The tally that is shown, and that tables beside it are not."""
    text = f"Shown is the tally {bold(case.name)}: {size_of(case)}, "
    text += count(len(case.tally.models), "model")
    return f"{text}." if alone else f"{text}. The tables wait until you drop it."


def size_of(case: Tallied) -> str:
    """How many samples a tally is of, and from how many rows where that is another number."""
    size, rows = count(case.size, "sample"), case.tally.rows
    return size if rows == case.size else f"{size} from {count(rows, 'weighted row')}"


def refused(found: RefusedTally, held: Tallied | None) -> str:
    """Why a file is not shown, and what is shown instead."""
    text = f"{bold(found.name)} is no tally that can be shown. {escape(found.reason)}"
    return f"{text} {bold(held.name)} is still the one that is shown." if held else text


def who(names: Mapping[str, str]) -> str:
    """Which model is which."""
    letters = (
        f"{palette.MODELS[m].symbol} {m.upper()} is {named(name)}" for m, name in names.items()
    )
    return f"{', '.join(letters)}."


def unusual(found: Iterable[Settings]) -> str:
    """That a loss counts otherwise than it does by itself."""
    lines = (
        f"{capitalised(WORDS[one.loss].noun)} counts as it was tallied: {told(one.tallied, one)}."
        for one in found
    )
    return " ".join(lines)


def told(settings: Mapping[str, object], one: Settings) -> str:
    """The own numbers of a loss; what comes from a file may be anything."""
    values = {name: settings.get(name) for name in one.asked}
    if not all(type(value) is float and math.isfinite(value) for value in values.values()):
        return "other settings"
    return ", ".join(f"{name} = {number(value)}" for name, value in values.items())


def closings(gaps: Mapping[str, Gap], names: Mapping[str, str]) -> Iterable[str]:
    """What would make up for the gap under each loss that sees one."""
    return (_closing(loss, gap, names) for loss, gap in gaps.items() if gap.worse)


def _closing(loss: str, gap: Gap, names: Mapping[str, str]) -> str:
    answer = gap.answer
    worse, better = (f"**{named(names[model])}**" for model in (gap.worse, gap.better))
    if math.isinf(answer.mean):
        said = f"no number of perfect samples brings {worse} down to {better}: its mean is infinite"
    elif answer.count is None:
        said = f"no number of perfect samples brings {worse} down to {better}"
    else:
        exact, least = exact_text(answer.exact), whole_text(answer.count)
        samples = "sample" if exact == "1" else "samples"
        said = f"{worse} needs **{exact}** perfect {samples} to come down to {better}"
        said += "" if exact == least else f"; {least} is the least whole number that reaches it"
    size = count(answer.samples, "sample")
    return f"{head_of(loss)}: {said} (mean {number(answer.mean)} of {size})."
