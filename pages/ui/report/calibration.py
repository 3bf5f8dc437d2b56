"""Of an audit: how much of the loss could be had back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from losscore import Loss
from pages.ui import palette
from pages.ui.charts import calibration as charts
from pages.ui.inputs.batch import Batch
from pages.ui.inputs.tallied import Tallied
from pages.ui.report.cells import text
from pages.ui.report.figures import chart, figures
from pages.ui.report.markup import html_of, table
from pages.ui.results import calibration as results
from pages.ui.results import tally as tallied
from pages.ui.results import tally_calibration as tally_results
from pages.ui.results.calibration_temperature import tempered
from pages.ui.results.samples import Summary
from pages.ui.results.thresholds import is_spread
from pages.ui.wording.en import calibration as sentences
from pages.ui.wording.en import report as words
from pages.ui.wording.en import tally_pages as tally_sentences

Bills = Mapping[tuple[str, str], results.Bill]


def parts(
    batch: Batch, losses: tuple[Loss, Loss], found: Bills, klass: int | None, scored: Summary
) -> str:
    """The bill, one temperature, how often what is predicted is true, and the arithmetic."""
    temperatures = {model: tempered(batch, model, losses) for model in batch.models}
    names = [loss.name for loss in losses]
    answer = sentences.answer_of(batch, names, found, temperatures, scored.lifted)
    of_losses = _by_loss(found, losses)
    return "\n".join(
        [
            html_of(answer),
            _bars(of_losses, batch.names, sentences.bill_caption(batch.weights.counted)),
            _reliability(batch, _there(klass, batch.classes, results.worst_class(found))),
            _arithmetic(of_losses, batch),
        ]
    )


def of_tally(case: Tallied, losses: tuple[Loss, Loss], klass: int | None) -> str:
    """The same from the sums of a batch: what could be had back at least, in bins."""
    found = tally_results.bills(case, losses)
    known = [loss.name for loss in tallied.known(case, losses)]
    of_losses = _by_loss(found, losses)
    klass = _there(klass, case.classes, tally_results.farthest_class(case))
    drawn = [
        chart(
            charts.bins_rows(tally_results.reliability(case, model, klass), model),
            charts.reliability(model),
            tally_sentences.reliability_alt(model),
            case.names,
        )
        for model in case.names
    ]
    caption = tally_sentences.reliability_caption(case.classes[klass])
    return "\n".join(
        [
            html_of(tally_sentences.calibration(case, known, found)),
            _bars(of_losses, case.names, tally_sentences.bill_caption()),
            f"<h3>{sentences.RELIABILITY}</h3>{figures(*drawn, caption=caption)}",
            _arithmetic(of_losses),
            html_of(tally_sentences.CALIBRATION),
        ]
    )


def _there(klass: int | None, classes: Sequence[str], first: int) -> int:
    """The chosen class, where there is such a one: it may have been one of another batch."""
    return first if klass is None or klass >= len(classes) else klass


def _by_loss(found: Bills, losses: Iterable[Loss]) -> dict[str, dict[str, results.Bill]]:
    """The bills of each model, for each loss that has some."""
    return {loss.name: bills for loss in losses if (bills := results.under(loss.name, found))}


def _bars(
    of_losses: Mapping[str, Mapping[str, results.Bill]], names: Mapping[str, str], caption: str
) -> str:
    bars = [
        chart(charts.bill_rows(bills), charts.bill(loss), sentences.bill_alt(loss), names)
        for loss, bills in of_losses.items()
    ]
    return figures(*bars, caption=caption) if bars else ""


def _reliability(batch: Batch, klass: int) -> str:
    drawn = [
        chart(
            charts.reliability_rows(results.reliability(batch, model, klass), model),
            charts.reliability(model),
            sentences.reliability_alt(model),
            batch.names,
        )
        for model in batch.models
    ]
    caption = sentences.reliability_caption(batch.classes[klass], soft=is_spread(batch))
    return f"<h3>{sentences.RELIABILITY}</h3>{figures(*drawn, caption=caption)}"


def _arithmetic(
    of_losses: Mapping[str, Mapping[str, results.Bill]], batch: Batch | None = None
) -> str:
    """The bills in numbers, and those of the classes, which it takes a batch to know."""
    if not of_losses:
        return ""
    parts = [f"<h3>{words.ARITHMETIC}</h3>", html_of(sentences.ARITHMETIC)]
    for loss, bills in of_losses.items():
        rows = [
            [
                text(palette.MODELS[model].named),
                *sentences.in_bill(*words.bill_parts(bill.parts)),
            ]
            for model, bill in bills.items()
        ]
        parts.append(html_of(sentences.head_of(loss)))
        parts.append(table(words.BILL_HEAD, rows, [False, *[True] * 4]))
        of_classes = bills if batch else {}
        parts += [html_of(sentences.by_class(batch, m, bill)) for m, bill in of_classes.items()]
    return "\n".join(parts)
