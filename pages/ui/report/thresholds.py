"""Of an audit: what acting on each threshold costs, and what each loss makes of it."""

from __future__ import annotations

from collections.abc import Collection
from types import ModuleType

from losscore import Loss, PowerLoss
from pages.ui.charts import thresholds as charts
from pages.ui.charts import thresholds_weights as weight_charts
from pages.ui.inputs.batch import Batch
from pages.ui.inputs.tallied import Tallied
from pages.ui.report.figures import chart, figures
from pages.ui.report.markup import html_of
from pages.ui.results import tally_thresholds as tally_results
from pages.ui.results import thresholds as results
from pages.ui.results.folds import folds_of
from pages.ui.results.thresholds_chance import chance
from pages.ui.wording.en import tally_pages as tally_sentences
from pages.ui.wording.en import thresholds as sentences
from pages.ui.wording.en import thresholds_chance as of_chance
from pages.ui.wording.formats import paragraphs


def parts(
    batch: Batch, losses: tuple[Loss, Loss], theta: float, scale: str, lifted: Collection[str]
) -> str:
    """Both curves, the losses' weights, the curves in each of them, and what may be chance."""
    costs, (lead, drawn) = results.costs(batch, theta), results.outline(batch)
    answer = sentences.answer(lead, results.weigh(batch, losses), batch.names)
    acted = sentences.acted(
        theta, costs, results.decisions(batch, theta), batch.classes, batch.names
    )
    return "\n".join(
        [
            html_of(paragraphs(answer, acted)),
            pictures(results, batch, losses, theta, scale, lifted),
            _chance(batch, scale, drawn.lowest),
        ]
    )


def of_tally(case: Tallied, losses: tuple[Loss, Loss], theta: float, scale: str) -> str:
    """The same from the sums of a batch, as far as they know the curves."""
    known = tally_results.nearest(case, theta)
    costs, (lead, _) = tally_results.costs(case, known), tally_results.outline(case)
    answer = tally_sentences.thresholds(lead, tally_results.weigh(case, losses), case.names)
    acted = sentences.acted(known, costs, None, case.classes, case.names)
    return "\n".join(
        [
            html_of(paragraphs(answer, acted, tally_sentences.nearest(theta, known))),
            pictures(tally_results, case, losses, known, scale, ()),
            html_of(tally_sentences.THRESHOLDS),
        ]
    )


def pictures(
    told_by: ModuleType,
    case: Batch | Tallied,
    losses: tuple[Loss, Loss],
    theta: float,
    scale: str,
    lifted: Collection[str],
) -> str:
    """Both curves, and the curves in each loss's weight; `told_by` is what knows them."""
    costs, (_, drawn) = told_by.costs(case, theta), told_by.outline(case)
    areas = told_by.weigh(case, losses)
    weighing = [loss for loss in losses if results.has_weight(loss, case)]
    names = tuple(loss.name for loss in weighing)
    weighed = [told_by.weighed(case, loss) for loss in weighing]
    power = next((loss.a for loss in losses if isinstance(loss, PowerLoss)), 1.0)
    curves = [
        chart(
            charts.curves_rows(drawn, theta, costs, scale),
            charts.curves(scale, drawn.lowest),
            sentences.CURVES_ALT,
            case.names,
        ),
        chart(
            weight_charts.weights_rows(weighed, scale, drawn.lowest, power),
            weight_charts.weights(names, scale, drawn.lowest),
            sentences.weights_alt(names),
        ),
    ]
    areas_drawn = [
        chart(
            weight_charts.weighed_rows(one, areas[one.loss], scale),
            weight_charts.weighed(one.loss, scale, drawn.lowest),
            sentences.weighed_alt(one.loss),
            case.names,
        )
        for one in weighed
        if one.loss in areas
    ]
    caption = paragraphs(sentences.areas_caption(areas.values()), *map(sentences.floors, lifted))
    # One below the other, as their caption has it.
    above = figures(
        f"<div>{''.join(curves)}</div>",
        caption=sentences.curves_caption(scale, soft=told_by.is_spread(case)),
    )
    if not areas_drawn:
        return above
    return f"{above}\n<h3>{sentences.AREAS}</h3>\n{figures(*areas_drawn, caption=caption)}"


def _chance(batch: Batch, scale: str, lowest: float) -> str:
    found = chance(batch)
    text = html_of(of_chance.chance(found and found.ahead, batch.names, folds_of(batch)))
    drawn = ""
    if found:
        drawn = chart(charts.band_rows(found.band), charts.band(scale, lowest), of_chance.BAND_ALT)
    return f"<h3>{sentences.CHANCE}</h3>{text}{drawn}"
