"""The audit of a tally: what sums tell of a batch whose rows are elsewhere. Pure."""

from __future__ import annotations

from datetime import date

import losscore
from losscore import LOSSES, Loss
from pages.ui import palette
from pages.ui.charts import samples_carried as charts
from pages.ui.inputs.tallied import Tallied
from pages.ui.registry import page
from pages.ui.report import calibration, comparison, thresholds
from pages.ui.report.audit import head_of
from pages.ui.report.cells import decimals, text
from pages.ui.report.document import Section, document
from pages.ui.report.figures import chart, figures
from pages.ui.report.markup import html_of, table
from pages.ui.results import tally as results
from pages.ui.wording.en import compensation as compensation_words
from pages.ui.wording.en import models as model_words
from pages.ui.wording.en import report as words
from pages.ui.wording.en import samples_pictures as pictures
from pages.ui.wording.en import tally as sentences
from pages.ui.wording.en import tally_pages as tally_words
from pages.ui.wording.formats import paragraphs, percent


def audit(
    case: Tallied,
    losses: tuple[Loss, Loss],
    made: date,
    *,
    theta: float = 0.5,
    scale: str = "linear",
    klass: int | None = None,
) -> bytes:
    """The audit as an HTML file; `losses`, without any floor, are those that the pages compare."""
    sections = [
        Section(words.ANSWER, _answer(case, losses)),
        Section(words.MODELS, _models(case)),
    ]
    if compared := results.comparisons(case):
        gaps = {loss: results.gap(case, loss) for loss in compared}
        verdict = compensation_words.verdict(gaps, case.names)
        numbers = comparison.numbers(compared, case.names)
        curves = thresholds.of_tally(case, losses, theta, scale)
        sections += [
            Section(words.COMPARED, numbers),
            Section(
                page("compensation").question,
                html_of(paragraphs(verdict, tally_words.perfect(gaps))),
            ),
            Section(page("thresholds").question, curves),
        ]
    sections += [
        Section(page("calibration").question, calibration.of_tally(case, losses, klass)),
        Section(pictures.WHO_CARRIES, _carries(case)),
        Section(sentences.COSTLIEST, _costliest(case)),
        Section(words.NOTES, html_of(sentences.INTRODUCED)),
    ]
    head = head_of(words.facts_of_tally(case, results.losses_of(case), made))
    foot = html_of(words.made_by(losscore.__version__, made))
    return document(words.title(case.names.values()), head, sections, foot)


def _answer(case: Tallied, losses: tuple[Loss, Loss]) -> str:
    settled = sentences.settled(results.comparisons(case))
    missing = tally_words.missing(results.missing(case, losses))
    unusual = sentences.unusual(results.unusual(case))
    said = sentences.sentences(results.verdict(case))
    return html_of(paragraphs(said, settled, missing, unusual))


def _models(case: Tallied) -> str:
    """All models of the tally, the costliest under its first loss last."""
    tally, names = case.tally, [loss.name for loss in case.tally.losses]
    looks = {name: palette.MODELS[model] for model, name in case.names.items()}
    head = [palette.LOSSES[name].named if name in LOSSES else text(name) for name in names]
    rows = [
        [
            text(words.in_list(model, looks.get(model))),
            *(decimals(tally.mean(model, name), 5) for name in names),
            percent(tally.accuracy(model)),
        ]
        for model in sorted(tally.models, key=lambda model: tally.mean(model, names[0]))
    ]
    head = [model_words.MODEL, *head, model_words.ACCURACY]
    return table(head, rows, [False, *[True] * (len(names) + 1)])


def _carries(case: Tallied) -> str:
    found, losses = results.share_rows(case), results.losses_of(case)
    if not found["who"]:
        return html_of(sentences.NO_SHARES)
    drawn = len({*zip(found["who"], found["loss"], strict=True)})
    picture = chart(charts.carried(found), charts.curve(losses), sentences.CARRIES_ALT, case.names)
    return figures(picture, caption=sentences.carries(drawn, len(losses) * len(case.names)))


def _costliest(case: Tallied) -> str:
    found = results.costliest_rows(case)
    if not found["who"]:
        return html_of(sentences.NO_COSTLIEST)
    rows = [
        [decimals(value) if isinstance(value, float) else text(value) for value in row]
        for row in zip(*(found[column] for column in sentences.COLUMNS), strict=True)
    ]
    numbers = [column in ("penalty", "y_hat") for column in sentences.COLUMNS]
    return table([*map(text, sentences.COLUMNS.values())], rows, numbers)
