"""Of an audit: how much of the loss could be had back."""

from __future__ import annotations

from collections.abc import Mapping

from losscore import Loss
from pages.ui import palette
from pages.ui.charts import calibration as charts
from pages.ui.inputs.batch import Batch
from pages.ui.report.cells import decimals, text
from pages.ui.report.figures import chart, figures
from pages.ui.report.markup import html_of, table
from pages.ui.results import calibration as results
from pages.ui.results.calibration_temperature import tempered
from pages.ui.results.samples import Summary
from pages.ui.results.thresholds import is_spread
from pages.ui.wording.en import calibration as sentences
from pages.ui.wording.en import report as words

Bills = Mapping[tuple[str, str], results.Bill]


def parts(
    batch: Batch, losses: tuple[Loss, Loss], found: Bills, klass: int | None, scored: Summary
) -> str:
    """The bill, one temperature, how often what is predicted is true, and the arithmetic."""
    temperatures = {model: tempered(batch, model, losses) for model in batch.models}
    names = [loss.name for loss in losses]
    answer = sentences.answer_of(batch, names, found, temperatures, scored.lifted)
    of_losses = {loss.name: _of_loss(found, loss.name) for loss in losses}
    of_losses = {loss: bills for loss, bills in of_losses.items() if bills}
    bars = [
        chart(charts.bill_rows(bills), charts.bill(loss), sentences.bill_alt(loss), batch.names)
        for loss, bills in of_losses.items()
    ]
    return "\n".join(
        [
            html_of(answer),
            figures(*bars, caption=sentences.bill_caption(batch.weights.counted)) if bars else "",
            _reliability(batch, results.worst_class(found) if klass is None else klass),
            _arithmetic(batch, of_losses) if of_losses else "",
        ]
    )


def _of_loss(found: Bills, loss: str) -> dict[str, results.Bill]:
    return {model: bill for (model, name), bill in found.items() if name == loss}


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


def _arithmetic(batch: Batch, of_losses: Mapping[str, Mapping[str, results.Bill]]) -> str:
    parts = [f"<h3>{words.ARITHMETIC}</h3>", html_of(sentences.ARITHMETIC)]
    for loss, bills in of_losses.items():
        rows = [
            [
                text(palette.MODELS[model].named),
                *(decimals(part, 5) for part in words.bill_parts(bill.parts)),
            ]
            for model, bill in bills.items()
        ]
        parts.append(html_of(sentences.head_of(loss)))
        parts.append(table(words.BILL_HEAD, rows, [False, *[True] * 4]))
        parts += [html_of(sentences.by_class(batch, model, bill)) for model, bill in bills.items()]
    return "\n".join(parts)
