"""The sentences of the page Distributions."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from pages.ui import palette
from pages.ui.inputs.scenario import Sample
from pages.ui.results.penalties import Charge
from pages.ui.wording.en.distributions_arithmetic import in_lines
from pages.ui.wording.en.losses import WORDS, head_of
from pages.ui.wording.formats import (
    capitalised,
    display,
    number,
    paragraphs,
    times,
)

if TYPE_CHECKING:
    from losscore import Loss


KEEP = "Keep each sum at 1"
KEEP_HELP = (
    "The rest of the column gives way in proportion, as it does for the bars. Without it each "
    "number stays until you change it, and a column that does not sum to 1 is not scored."
)
_HARDLY = ("the same", "1 times")


def verdict(charges: dict[str, Charge]) -> str:
    """What each loss charges both models, and whether the losses agree."""
    return "  \n".join((*(_charge(name, c) for name, c in charges.items()), _agreement(charges)))


def _charge(name: str, charge: Charge) -> str:
    head = f"{head_of(name)} charges"
    a, b = number(charge.a), number(charge.b)
    if charge.preferred is None and a == b:
        return f"{head} both models **{a}**."
    if charge.preferred is None:
        return f"{head} A **{a}** and B **{b}**: no more apart than their digits are rounded."
    costly, cheap = ("A", "B") if charge.preferred == "b" else ("B", "A")
    high, low = max(charge.a, charge.b), min(charge.a, charge.b)
    return f"{head} A **{a}** and B **{b}**: {_excess(costly, cheap, high, low)}."


def _excess(costly: str, cheap: str, high: float, low: float) -> str:
    if math.isinf(high):
        return f"{costly} rules out what may be true"
    if low == 0.0:
        return f"{cheap} pays nothing, {costly} does"
    ratio = times(high / low)
    return f"{costly} pays a little more" if ratio in _HARDLY else f"{costly} pays {ratio} as much"


def _agreement(charges: dict[str, Charge]) -> str:
    preferred = {charge.preferred for charge in charges.values()}
    if preferred == {None}:
        return "Both losses see **no difference** between the models."
    if len(preferred) == 1:
        return f"Both losses prefer **model {preferred.pop().upper()}**."
    each = "; ".join(
        f"{WORDS[name].noun} "
        + (f"prefers **model {c.preferred.upper()}**" if c.preferred else "sees no difference")
        for name, c in charges.items()
    )
    if None in preferred:
        return f"{capitalised(each)}."
    return f"**The losses disagree**: {each}."


def sums(sample: Sample) -> str:
    """What each column adds up to, in one line."""
    return " · ".join(
        f"{look.named} sums to {number(sample.sum(column), 6)}"
        for column, look in palette.COLUMNS.items()
    )


def broken_sum(sample: Sample, column: str) -> str:
    """Why a column is not scored, and what to do about it."""
    gap, label = 1.0 - sample.sum(column), palette.COLUMNS[column].label
    return (
        f"**{label}** sums to {number(sample.sum(column), 6)}, not to 1, so it is not "
        f"scored: {'add' if gap > 0 else 'take away'} {number(abs(gap), 3)} or normalise it."
    )


def arithmetic(loss: Loss, sample: Sample, penalties: dict[str, float]) -> str:
    """A loss's formula, and below it the numbers of each model."""
    said = WORDS[loss.name]
    parts = [head_of(loss.name), display(said.formula)]
    for model, value in penalties.items():
        solution = in_lines(said.pieces(loss, sample.truth, getattr(sample, model)), value)
        parts += [
            palette.COLUMNS[model].named,
            display(solution),
        ]
    return paragraphs(*parts)


def snippet(sample: Sample, losses: tuple[Loss, Loss]) -> str:
    """Python that reproduces the page's numbers."""
    rows = "\n".join(
        f"{name} = [{list(getattr(sample, column))}]"
        for name, column in (("y_true", "truth"), ("model_a", "a"), ("model_b", "b"))
    )
    made = ", ".join(f"losscore.{loss!r}" for loss in losses)
    return (
        "import losscore\n\n"
        f"{rows}\n\n"
        f"for loss in ({made}):\n"
        "    print(loss.label, loss.penalties(y_true, model_a), loss.penalties(y_true, model_b))\n"
    )


def single(model: str, penalties: dict[str, float]) -> str:
    """What the losses charge one model, while the other cannot be scored."""
    parts = " and ".join(
        f"{WORDS[name].noun} charges it **{number(value)}**" for name, value in penalties.items()
    )
    return f"{palette.COLUMNS[model].symbol} **{palette.COLUMNS[model].label}**: {parts}."
