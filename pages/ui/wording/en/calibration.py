"""The sentences of the page Calibration."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from pages.ui import palette
from pages.ui.inputs.batch import LETTERS, Batch
from pages.ui.results.calibration import ENOUGH, FOLDS, Bill, under
from pages.ui.results.calibration_temperature import Tempered
from pages.ui.wording.en.calibration_temperature import temperatures
from pages.ui.wording.en.losses import WORDS, head_of
from pages.ui.wording.en.models import who
from pages.ui.wording.en.samples_verdicts import mean
from pages.ui.wording.en.weights import row_noun
from pages.ui.wording.formats import (
    adding_up,
    bold,
    capitalised,
    count,
    escape,
    number,
    paragraphs,
    percent,
    tex_of,
    whole_text,
)

if TYPE_CHECKING:
    from losscore import Decomposition, PerfectSamples

CLASS = "Class"
RELIABILITY = "How often is a class true where a model gives it ŷ?"
# Of more classes than these, a table shows those with the most to have back.
SHOWN = 10

# From this part of a loss on, one sample is said to carry it.
_MOST = 0.5

Bills = Mapping[tuple[str, str], Bill]


def answer_of(
    batch: Batch,
    losses: Iterable[str],
    found: Bills,
    tempered: Mapping[str, Tempered | None],
    lifted: Iterable[str],
) -> str:
    """All that is answered of a batch; a floor is chosen for the losses in `lifted`."""
    row = row_noun(batch.weights)
    return paragraphs(
        answer(batch.weights.counted, losses, found, batch.names, row),
        temperatures(tempered, batch.names, row),
        *map(floors, lifted),
    )


def answer(
    size: int,
    losses: Iterable[str],
    found: Bills,
    names: Mapping[str, str] = LETTERS,
    row: str = "sample",
) -> str:
    """What could be had back of each loss, on these samples and on others."""
    if size == 1:
        return ONE_SAMPLE
    told = (of_loss(loss, found, names, "recalibrated", _had_back) for loss in losses)
    return paragraphs(too_few(size, row), *told)


ONE_SAMPLE = (
    "**One sample tells nothing of calibration**: only of many can be seen whether what is given "
    "0.8 is true in 8 of 10. Bring your own predictions, or look at those of two real models."
)


def too_few(size: float, row: str) -> str | None:
    """That so few samples cannot tell it from chance; nothing of more."""
    if size >= ENOUGH:
        return None
    return (
        f"**{count(size, row)} are too few to tell miscalibration from chance**: what seems "
        "to be had back may be what these very samples happen to be."
    )


def of_loss(
    loss: str, found: Bills, names: Mapping[str, str], how: str, had_back: Callable[[Bill], str]
) -> str:
    """What each model would save under a loss, as `had_back` words it; or that it has no bill."""
    bills = under(loss, found)
    if not bills:
        return f"{head_of(loss)} has **no bill** for these classes: it is no sum over classes."
    lines = (f"{who(model, names)} {had_back(bill)}" for model, bill in bills.items())
    return "  \n".join([f"{head_of(loss)}, {how}:", *lines])


def _had_back(bill: Bill) -> str:
    loss, elsewhere = bill.parts.loss, bill.needed_elsewhere
    if math.isinf(loss):
        return (
            f"would pay **{mean(bill.left)}** instead of infinitely much, which no number of "
            f"perfect samples does. On samples that it was not made from: {mean(bill.elsewhere)}."
        )
    if not bill.saved:
        return f"would save **nothing** of its {mean(loss)}."
    saves = "nothing"
    if elsewhere is not None:
        saves = f"{mean(bill.saved_elsewhere)}, which {would_take(elsewhere)}"
    text = (
        f"would save **{mean(bill.saved)}** of its {mean(loss)}, which "
        f"{would_take(bill.needed)}. On samples that it was not made from: {saves}."
    )
    if bill.worst is None or bill.worst < _MOST:
        return text
    return f"{text} A single sample carries **{percent(bill.worst)}** of that loss."


def would_take(needed: PerfectSamples, *, at_least: bool = False) -> str:
    """How many perfect samples do the same."""
    if needed.count is None:
        return "no number of perfect samples does"
    samples = "sample" if needed.count == 1 else "samples"
    least = "at least " if at_least else ""
    return f"would take **{least}{whole_text(needed.count)} perfect {samples}**"


BILL = (
    "The bill: what the base rates of the classes would cost (uncertainty), less what the model "
    "gains by telling samples apart, plus what it loses because its ŷ are not as often true as "
    "they say (miscalibration: that can be had back)."
)
IN_SAMPLE = (
    "Recalibrated on the samples that it is judged on, a model looks better than it will be: this "
    f"is the most that could be had back. The other figure is by {FOLDS} folds, each judged by "
    "what was made from the others."
)


def bill_caption(size: int) -> str:
    """How to read the bill."""
    return BILL if size == 1 else f"{BILL} {IN_SAMPLE}"


def bill_alt(loss: str) -> str:
    """The bill for those who do not see it."""
    return (
        f"The bill of {WORDS[loss].noun} for each model: uncertainty, less what is told apart, "
        "plus miscalibration, is the loss; the numbers are under The arithmetic."
    )


def reliability_alt(model: str) -> str:
    """The reliability for those who do not see it."""
    return (
        f"How often the chosen class is true where model {model.upper()} gives it which "
        "probability, as rising steps beside the diagonal."
    )


def class_option(names: Sequence[str], place: int, worst: int) -> str:
    """What a class is called in the list of them; 0 leaves the choice to the page."""
    return names[place - 1] if place else f"{names[worst]}: it has the most to have back"


def reliability_caption(name: str, *, soft: bool) -> str:
    """How to read the steps, and what the band is."""
    text = (
        f"{bold(name)}: a calibrated model lies on the diagonal. Each point is a step of "
        "the isotonic regression, the larger the more samples; above the diagonal the class is "
        "true more often than the model says."
    )
    if soft:
        return f"{text} There is no band: how a soft truth varies by chance is not known."
    return (
        f"{text} Grey is where 90 of 100 batches of a calibrated model with these ŷ would lie, at "
        "each ŷ on its own."
    )


ARITHMETIC = (
    "Uncertainty − told apart + miscalibration = loss, and so for every class; each number is "
    "rounded on its own."
)


def sums(loss: str, bills: Mapping[str, Bill]) -> str:
    """The bill of each model with its numbers."""
    lines = (
        f"{palette.MODELS[model].symbol} {palette.MODELS[model].label}: ${_sum(bill.parts)}$"
        for model, bill in bills.items()
    )
    return paragraphs(head_of(loss), *lines)


def _sum(parts: Decomposition) -> str:
    rates, told, lost, loss = map(
        tex_of, in_bill(parts.uncertainty, parts.discrimination, parts.miscalibration, parts.loss)
    )
    return f"{rates} - {told} + {lost} = {loss}"


def in_bill(rates: float, told: float, lost: float, loss: float) -> list[str]:
    """Uncertainty, what is told apart, miscalibration and the loss: they add up as they stand."""
    rates_, told_, lost_, loss_ = adding_up(rates, -told, lost, total=loss)
    return [rates_, told_.removeprefix("−"), lost_, loss_]


def by_class(batch: Batch, model: str, bill: Bill) -> str:
    """A table of the classes, those with the most to have back first."""
    parts = bill.parts.by_class
    order = sorted(range(len(parts)), key=lambda k: -parts[k, 1])
    head = (
        f"| {palette.MODELS[model].symbol} class | uncertainty | told apart | miscalibration | "
        "loss |\n|---|--:|--:|--:|--:|"
    )
    lines = [
        f"| {escape(batch.classes[k])} | {number(uncertainty)} | {number(told_apart)} | "
        f"{number(miscalibration)} | {number(loss)} |"
        for k in order[:SHOWN]
        for loss, miscalibration, told_apart, uncertainty in [parts[k]]
    ]
    more = len(parts) - SHOWN
    rest = f"and {count(more, 'more class', 'more classes')} with less" if more > 0 else None
    return paragraphs("\n".join([head, *lines]), rest)


def floors(name: str) -> str:
    """Why a floor is left out here."""
    return (
        f"{capitalised(WORDS[name].noun)} counts without the floor here: with one it is no longer "
        "a sum over classes that a true probability makes least."
    )
