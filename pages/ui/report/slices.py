"""Of an audit: what each slice of the batch costs, and what is taken for what."""

from __future__ import annotations

from pages.ui import palette
from pages.ui.report.cells import decimals, text
from pages.ui.report.markup import html_of, table
from pages.ui.results.samples import Summary
from pages.ui.results.slices import Cut, Slice, count_of, cuts, names_of, slices
from pages.ui.wording.en import slices as words
from pages.ui.wording.formats import amount, percent


def tables(scored: Summary) -> str:
    """A table a loss for each column that slices are made by."""
    return _all(scored, [cut for cut in cuts(scored) if len(cut.columns) == 1])


def confusion(scored: Summary) -> str:
    """The same of what each model takes for what."""
    return _all(scored, [cut for cut in cuts(scored) if len(cut.columns) == 2])


def _all(scored: Summary, chosen: list[Cut]) -> str:
    parts = []
    for cut in chosen:
        found = slices(scored, cut)
        parts.append(f"<h3>{text(words.cut(scored, cut))}</h3>")
        # Both losses in one table would be wider than a sheet of paper.
        parts += [_table(scored, cut, found, loss) for loss in scored.losses]
        parts.append(html_of(words.part(len(found), count_of(scored, cut))))
    note = " ".join(filter(None, [words.ORDER, words.difference(scored)]))
    return "\n".join([*parts, html_of(note)])


def _table(scored: Summary, cut: Cut, found: tuple[Slice, ...], loss: str) -> str:
    symbol = palette.LOSSES[loss].symbol
    means, shares = zip(*(words.headings(symbol, m) for m in scored.models), strict=True)
    compared = [words.a_less_b(symbol), words.INTERVAL] if len(scored.models) > 1 else []
    head = [words.SLICE, words.SAMPLES, *means, *compared, *shares]
    rows = [_row(scored, cut, one, loss) for one in found]
    return table(head, rows, [False] + [True] * (len(head) - 1))


def _row(scored: Summary, cut: Cut, one: Slice, loss: str) -> list[str]:
    cells = [text(words.values(names_of(scored, cut, one.values))), amount(one.samples)]
    cells += [decimals(one.means[model, loss]) for model in scored.models]
    if loss in one.compared:
        result = one.compared[loss]
        cells += [decimals(result.difference), words.interval(result)]
    shares = (one.shares[model, loss] for model in scored.models)
    return cells + ["" if share is None else percent(share) for share in shares]
