"""The verdict of an audit in plain text: each sentence claims what its numbers bear."""

import math
import textwrap
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from .comparison import Comparison
from .losses import LOSSES
from .tally_answers import Tally

_WIDTH = 92
_NAMED = 5


class Lead(NamedTuple):
    """The model with the least mean under a loss, the next one, and both compared.

    `result` has the next one as model A and the first as model B; `turning` are the names of the
    rows that its verdict hangs on, as "row 3" or by their ids, or none if they have no names.
    `more_than` is how many rows it does not hang on, where on how many it does is not known.
    """

    first: str
    second: str
    result: Comparison
    turning: tuple[str, ...]
    more_than: int | None = None


class Verdict(NamedTuple):
    """What is told, in parts; as text, all of them.

    `table` is the summary, in letters of equal width; `of_losses` the sentences of each loss, and
    `of_both` those of two losses together, each on one line.
    """

    table: str
    of_losses: tuple[str, ...]
    of_both: tuple[str, ...]

    def __str__(self) -> str:
        parts = ("\n".join(map(_wrapped, said)) for said in (self.of_losses, self.of_both))
        return "\n\n".join([self.table, *filter(None, parts)])


def _wrapped(text: str) -> str:
    return textwrap.fill(text, _WIDTH)


def verdict_with(tally: Tally, leads: Mapping[str, Lead | None]) -> Verdict:
    """The verdict that a tally bears, from who leads under each loss.

    Its intervals know nothing of how skewed differences are.
    """
    labels = {name: LOSSES[name].label if name in LOSSES else name for name in leads}
    return verdict(tally, labels, leads)


def lead_among(tally: Tally, loss: str, models: Sequence[str]) -> Lead | None:
    """Of some models the one with the least mean beside the next one; None of one model."""
    if len(models) < 2:
        return None
    first, second, *_ = by_mean(tally, loss, models)
    result = tally.compare(second, first, loss)
    known = result.hangs_on is not None and all(row.id is not None for row in result.rows)
    names = tuple(f"id {row.id}" for row in result.rows) if known else ()
    return Lead(first, second, result, names, result.hangs_on_more_than)


def by_mean(tally: Tally, loss: str, models: Sequence[str]) -> list[str]:
    """The models, the one with the least mean first."""
    return sorted(models, key=lambda model: tally.mean(model, loss))


def verdict(tally: Tally, labels: Mapping[str, str], leads: Mapping[str, Lead | None]) -> Verdict:
    """The verdict, from the label of each loss and who leads under it."""
    counted = f"{tally.samples:,}" if isinstance(tally.samples, int) else f"{tally.samples:,.6g}"
    models = _many(len(tally.models), "model")
    head = f"{counted} {_noun(tally.samples, 'sample')} of {len(tally.classes)} classes, {models}."
    if tally.samples != tally.rows:
        head += f" {_many(tally.rows, 'row')} by weight."
    said = [_sentences(tally, labels[loss], loss, lead) for loss, lead in leads.items() if lead]
    return Verdict(f"{head}\n\n{_table(tally)}", tuple(said), _agreement(tally, labels, leads))


def _table(tally: Tally) -> str:
    names = [loss.name for loss in tally.losses]
    rows = [["model", "accuracy", *names]]
    for model in tally.models:
        means = [_number(tally.mean(model, loss)) for loss in names]
        rows.append([_called(model), _share(tally.accuracy(model)), *means])
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            [row[0].ljust(widths[0])]
            + [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        )
        for row in rows
    )


def _sentences(tally: Tally, label: str, loss: str, lead: Lead) -> str:
    result, first, second = lead.result, _called(lead.first), _called(lead.second)
    if math.isinf(result.mean_b):
        return f"{label}: every mean is infinite, and tells none of the models apart."
    if result.preferred == 0:
        return f"{label}: {first} and {second} tie, their means are equal but for rounding."
    if math.isinf(result.mean_a):
        count = tally.infinite(lead.second, loss)
        charged = f"{_count(count)} {_noun(count, 'sample')} {'is' if count == 1 else 'are'}"
        said = f"whose mean is infinite: {charged} charged infinitely much."
        return f"{label}: {first} is better than {second}, {said}{_hangs_on(lead)}"
    by = f"{label}: {first} is better than {second} by {_number(result.difference or 0.0)}"
    return f"{by}{_chance(result)}{_chosen(tally)}{_hangs_on(lead)}"


def _chance(result: Comparison) -> str:
    by = "" if result.groups is None else f" by {_many(result.groups, 'group')}"
    if result.low is None or result.high is None:
        return f". One {'group' if by else 'sample'} tells nothing of chance."
    if result.differ < Comparison.ENOUGH:
        differ = f"{_many(result.differ, 'row')} {'differs' if result.differ == 1 else 'differ'}"
        return f". {differ}, too few to speak of chance."
    if not result.spread:
        each = "group" if by else "row"
        return f". Every {each} shows the same difference, and cannot tell how others would differ."
    level = f"{100 * result.confidence:g} %"
    limits = f" ({level} interval{by}: {_number(result.low)} to {_number(result.high)})"
    if result.excludes_zero is None:
        return f"{limits}. So few rows carry it that the interval tells nothing of chance."
    if result.excludes_zero:
        return f"{limits}, which leaves out 0: chance alone would rarely make so much."
    return f"{limits}, which holds 0: chance alone may have made it."


def _chosen(tally: Tally) -> str:
    count = len(tally.models)
    if count == 2:
        return ""
    return f" That these two were chosen among {count} models is not allowed for."


def _hangs_on(lead: Lead) -> str:
    if lead.more_than is not None:
        return f" It hangs on more than {_many(lead.more_than, 'row')}."
    if lead.result.hangs_on is None:
        return ""
    rows, names = _many(lead.result.hangs_on, "row"), lead.turning
    without = ", ".join(names) if 0 < len(names) <= _NAMED else "them"
    without = "it" if without == "them" and lead.result.hangs_on == 1 else without
    return f" It hangs on {rows}: without {without} it would not stand."


def _agreement(
    tally: Tally, labels: Mapping[str, str], leads: Mapping[str, Lead | None]
) -> tuple[str, ...]:
    """Whether two losses put the same model first, if each puts one first."""
    ahead = {name: lead for name, lead in leads.items() if lead and lead.result.preferred}
    if len(leads) != 2 or len(ahead) != 2:
        return ()
    (one, first), (other, another) = ahead.items()
    # Two that were chosen are told apart from all others, of which some may be better.
    chosen = any(by_mean(tally, name, tally.models)[0] != ahead[name].first for name in ahead)
    if first.first == another.first:
        said = (
            f"{'Of these two, both' if chosen else 'Both'} losses put {_called(first.first)} first."
        )
    else:
        said = (
            f"The losses disagree: {'of these two, ' if chosen else ''}{labels[one]} puts "
            f"{_called(first.first)} first, {labels[other]} {_called(another.first)}."
        )
    if len(tally.models) == 2 or chosen:
        count = tally.disagreements(first.first, first.second, one, other)
        said += f" They prefer opposite models on {_count(count)} {_noun(count, 'sample')}."
    return (said,)


def _called(name: str) -> str:
    """The name of a model on one line, and in quotes where there is nothing to see."""
    return " ".join(name.split()) or repr(name)


def _number(value: float) -> str:
    return f"{value:.4g}"


def _share(value: float) -> str:
    """A share that is said to be all, or nothing, only if it is."""
    shown = _number(value)
    return ">0.9999" if shown == "1" and value < 1.0 else shown


def _count(count: float) -> str:
    return f"{count:,}" if isinstance(count, int) else f"{count:,.6g}"


def _many(count: int, noun: str) -> str:
    return f"{count:,} {_noun(count, noun)}"


def _noun(count: float, noun: str) -> str:
    return noun if count == 1 else f"{noun}s"
