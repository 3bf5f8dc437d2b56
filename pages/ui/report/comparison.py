"""Of an audit: all models beside each other, two of them compared, and what makes up for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from losscore import Comparison, Loss
from pages.ui import palette
from pages.ui.inputs.batch import Batch
from pages.ui.report.cells import decimals, text
from pages.ui.report.markup import html_of, table
from pages.ui.results.compensation import gap, takes_floor
from pages.ui.results.models import Figures
from pages.ui.results.samples import Summary
from pages.ui.wording.en import compensation as compensation_words
from pages.ui.wording.en import models as model_words
from pages.ui.wording.en import report as words
from pages.ui.wording.en import slices as slice_words
from pages.ui.wording.formats import amount, paragraphs, percent


def models(scored: Summary, found: Sequence[Figures]) -> str:
    """All models, the costliest last."""
    compared = {name: palette.MODELS[model] for model, name in scored.names.items()}
    looks = [palette.LOSSES[loss] for loss in scored.losses]
    costs = [h for look in looks for h in (look.named, f"{look.symbol} {model_words.BACK}")]
    rows = [
        [
            text(words.in_list(one.name, compared.get(one.name))),
            *(decimals(v, 5) for pair in zip(one.means, one.back, strict=True) for v in pair),
            percent(one.accuracy),
        ]
        for one in found
    ]
    head = [model_words.MODEL, *costs, model_words.ACCURACY]
    return table(head, rows, [False, *[True] * 5]) + html_of(words.MODELS_NOTE)


def numbers(found: Mapping[str, Comparison], models: Iterable[str]) -> str:
    """Means, difference, interval, and on how many samples which model is cheaper, by loss."""
    a, b = (palette.MODELS[model].symbol + f" {model.upper()}" for model in models)
    head = [words.LOSS, *words.compared(a, b)]
    rows = [[palette.LOSSES[loss].named, *_numbers(result)] for loss, result in found.items()]
    return table(head, rows, [False, *[True] * 8]) + html_of(words.COMPARED_NOTE)


def _numbers(result: Comparison) -> list[str]:
    return [
        decimals(result.mean_a, 5),
        decimals(result.mean_b, 5),
        decimals(result.difference, 5),
        slice_words.interval(result),
        amount(result.a_better),
        amount(result.b_better),
        words.hangs_on(result),
        decimals(result.detectable, 5),
    ]


def compensation(batch: Batch, losses: tuple[Loss, Loss], floor: float) -> str:
    """How many perfect samples make up for the difference."""
    gaps = {loss.name: gap(batch, loss.floored(floor)) for loss in losses}
    lifted = [loss for loss in losses if floor and takes_floor(loss)]
    notes = (
        compensation_words.floor_note(loss.name, floor, gaps[loss.name], gap(batch, loss))
        for loss in lifted
    )
    verdict = compensation_words.verdict(gaps, batch.names)
    perfect = compensation_words.perfect(gaps, batch, {loss.name for loss in lifted})
    return html_of(paragraphs(verdict, *notes, perfect))
