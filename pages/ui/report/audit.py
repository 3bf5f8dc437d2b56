"""The audit of a batch: what it is of, and its parts in their order. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import losscore
from losscore import Loss
from pages.ui.inputs.batch import Batch
from pages.ui.registry import page
from pages.ui.report import calibration, comparison, samples, slices, thresholds
from pages.ui.report.document import Section, document
from pages.ui.report.markup import html_of, inline
from pages.ui.results import calibration as calibration_results
from pages.ui.results.models import Figures, of_batch
from pages.ui.results.samples import Summary
from pages.ui.wording.en import report as words


@dataclass(frozen=True, eq=False)
class Subject:
    """What an audit is of.

    Attributes
    ----------
    batch : Batch
        Of at least two samples.
    scored : Summary
        The same, scored under both losses.
    losses : tuple of two Loss
        They, without any floor.
    theta, scale : float, str
        The threshold that is acted on, and the axis of thresholds: "linear" or "log".
    klass : int or None
        The class whose reliability is shown; None for the one with the most to have back.
    models : tuple of Figures
        All models, the costliest last; empty where there are none beside those of the batch.
    tables, left_out : tuple of str
        What is to be said of the files, and of what is no part of the batch: Markdown.
    """

    batch: Batch
    scored: Summary
    losses: tuple[Loss, Loss]
    theta: float = 0.5
    scale: str = "linear"
    klass: int | None = None
    models: tuple[Figures, ...] = ()
    tables: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def audit(subject: Subject, made: date) -> bytes:
    """The audit as an HTML file."""
    batch, scored, losses = subject.batch, subject.scored, subject.losses
    bills = calibration_results.bills(batch, losses)
    models = subject.models or of_batch(scored, bills)
    sections = [
        Section(words.ANSWER, samples.answer(scored)),
        Section(words.MODELS, comparison.models(scored, models)),
    ]
    if scored.comparisons:
        sections += [
            Section(words.COMPARED, comparison.numbers(scored.comparisons, scored.models)),
            Section(
                page("compensation").question, comparison.compensation(batch, losses, scored.floor)
            ),
        ]
    sections += [
        Section(slices.words.TITLE, slices.tables(scored)),
        Section(slices.confusion_words.TITLE, slices.confusion(scored)),
        Section(samples.table_words.TITLE, samples.lists(scored)),
        Section(samples.background.PICTURES, samples.pictures(scored, losses)),
        Section(
            page("calibration").question,
            calibration.parts(batch, losses, bills, subject.klass, scored),
        ),
    ]
    if scored.comparisons:
        curves = thresholds.parts(batch, losses, subject.theta, subject.scale, scored.lifted)
        sections.append(Section(page("thresholds").question, curves))
    notes = words.notes(scored, subject.left_out)
    sections.append(Section(words.NOTES, html_of(notes)))
    head = head_of(words.facts(scored, batch.name, subject.tables, made))
    foot = html_of(words.made_by(losscore.__version__, made))
    return document(words.title(batch.names[model] for model in batch.models), head, sections, foot)


def head_of(facts: dict[str, str]) -> str:
    """What the audit is of, from Markdown by what each fact is called."""
    rows = "\n".join(f"<dt>{name}</dt><dd>{inline(text)}</dd>" for name, text in facts.items())
    return f"<dl>\n{rows}\n</dl>"
