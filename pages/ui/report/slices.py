"""Of an audit: what each slice of the batch costs, and what is taken for what."""

from __future__ import annotations

from pages.ui import palette
from pages.ui.charts import confusion as charts
from pages.ui.report.cells import decimals, text
from pages.ui.report.figures import chart, figures
from pages.ui.report.markup import html_of, table
from pages.ui.results.confusion import cut_of, has_matrix, matrix
from pages.ui.results.samples import Summary
from pages.ui.results.slices import MOST, Cut, Slice, count_of, cuts, names_of, slices
from pages.ui.wording.en import confusion as confusion_words
from pages.ui.wording.en import slices as words
from pages.ui.wording.formats import amount, percent

# So many of what is taken for what stand in a table, beside their picture.
_COSTLIEST = 10


def tables(scored: Summary) -> str:
    """A table a loss for each column that slices are made by."""
    parts = (_of_cut(scored, cut) for cut in cuts(scored) if len(cut.columns) == 1)
    return "\n".join([*parts, _note(scored)])


def confusion(scored: Summary) -> str:
    """What each model takes for what: all of it as pictures, and the costliest of it."""
    parts = [_matrices(scored, loss) for loss in scored.losses] if has_matrix(scored) else []
    most = _COSTLIEST if parts else MOST
    parts += [_of_cut(scored, cut_of(model), most) for model in scored.models]
    return "\n".join([*parts, _note(scored)])


def _matrices(scored: Summary, loss: str) -> str:
    names, long = scored.classes, charts.are_long(scored.classes)
    found = {model: matrix(scored, model, loss) for model in scored.models}
    drawn = [
        chart(
            charts.matrix_rows(one, names),
            charts.matrix(model, loss, len(names), long=long),
            confusion_words.alt(model, loss),
            scored.names,
        )
        for model, one in found.items()
    ]
    return figures(*drawn, caption=confusion_words.caption([*found.values()], loss))


def _of_cut(scored: Summary, cut: Cut, most: int = MOST) -> str:
    found = slices(scored, cut)[:most]
    # Both losses in one table would be wider than a sheet of paper.
    of_losses = "\n".join(_table(scored, cut, found, loss) for loss in scored.losses)
    part = html_of(words.part(len(found), count_of(scored, cut)))
    return f"<h3>{text(words.cut(scored, cut))}</h3>{of_losses}{part}"


def _note(scored: Summary) -> str:
    return html_of(" ".join(filter(None, [words.ORDER, words.difference(scored)])))


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
