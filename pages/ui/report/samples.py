"""Of an audit: the answer of the page Samples, its pictures, and the samples to look at."""

from __future__ import annotations

import numpy as np

from losscore import Loss
from pages.ui.charts import samples as charts
from pages.ui.report.cells import decimals, text
from pages.ui.report.figures import chart, figures
from pages.ui.report.markup import html_of, table
from pages.ui.results.samples import Summary
from pages.ui.results.samples_lists import (
    ALL,
    DISAGREEING,
    STAKE,
    SUSPECTED,
    count,
    listed,
    shown,
)
from pages.ui.results.samples_table import SAMPLE, penalty_column, prefers_column
from pages.ui.wording.en import report as words
from pages.ui.wording.en import samples as sentences
from pages.ui.wording.en import samples_background as background
from pages.ui.wording.en import samples_table as table_words

# So many samples of each list.
_MOST = 20


def answer(scored: Summary) -> str:
    """What both losses say, with the samples that it hangs on: a sentence's links lead to them."""
    numbers = scored.frame[SAMPLE]
    text_ = html_of(sentences.answer(scored, lambda row: f"#sample-{numbers.iloc[row]}"))
    turning = [result.turning for result in scored.comparisons.values()]
    rows = np.unique(np.concatenate(turning)) if turning else np.empty(0, np.intp)
    if not rows.size:
        return text_
    return f"{text_}<h3>{words.HANGING}</h3>{_rows(scored, rows, anchored=True)}"


def pictures(scored: Summary, losses: tuple[Loss, Loss]) -> str:
    """Penalty against penalty, and who carries the total."""
    drawn = charts.of_batch(scored, losses)
    caption = background.pictures_caption(scored, losses)
    return figures(
        *(chart(one.rows, one.spec, one.alt, scored.names) for one in drawn), caption=caption
    )


def lists(scored: Summary) -> str:
    """The costliest samples of each model, and those to ask a question about."""
    parts = []
    for loss in scored.losses:
        for model in scored.models:
            rows = listed(scored, ALL, penalty_column(model, loss), _MOST)
            title = words.costliest(table_words.order_label(model, loss), rows.size)
            parts.append(f"<h3>{title}</h3>{_rows(scored, rows)}")
    for which in (DISAGREEING, SUSPECTED) if scored.comparisons else (SUSPECTED,):
        rows = listed(scored, which, STAKE, _MOST)
        body = html_of(table_words.NOTHING_LISTED[which])
        if rows.size:
            note = f"{table_words.AT_STAKE[which]}{words.part(rows.size, count(scored, which))}"
            body = _rows(scored, rows) + html_of(note)
        parts.append(f"<h3>{text(table_words.LISTS[which])}</h3>{body}")
    return "\n".join(parts)


def _rows(scored: Summary, rows: np.ndarray, *, anchored: bool = False) -> str:
    headings = table_words.headings(scored.models, scored.losses)
    soft = {f"truth.{k}": table_words.soft_heading(c) for k, c in enumerate(scored.classes)}
    columns = shown(scored, rows)
    for column in filter(columns.__contains__, map(prefers_column, scored.losses)):
        columns[column] = columns[column].rename_categories(table_words.PREFERRED)
    numbers = [name == SAMPLE or found.dtype == np.float64 for name, found in columns.items()]
    anchors = [f"sample-{number}" for number in columns[SAMPLE]] if anchored else None
    return table(
        [text((headings | soft)[column]) for column in columns],
        zip(*(map(_cell, found) for found in columns.values()), strict=True),
        numbers,
        anchors,
    )


def _cell(value: object) -> str:
    if isinstance(value, (bool, np.bool_)):
        return words.YES if value else words.NO
    return decimals(value) if isinstance(value, float) else text(value)
