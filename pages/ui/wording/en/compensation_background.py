"""The rest of the page Compensation: arithmetic, floors, what never means, why it is so."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from pages.ui.results.compensation import Gap, floor_matters, takes_floor
from pages.ui.wording.en.losses import WORDS, head_of
from pages.ui.wording.formats import (
    capitalised,
    display,
    exact_text,
    listed,
    number,
    paragraphs,
    tex,
    tex_amount,
    tex_of,
    whole_text,
)

if TYPE_CHECKING:
    from losscore import Loss, PerfectSamples

_DIGITS = 6  # So many that a calculator comes from the numbers shown to the number shown.
# Streamlit cuts off what rises above the first line: nothing, as high as a fraction and more.
_STRUT = r"\rule{0pt}{1.8em}"
_NEW_LINE = r" \\[10pt] "


def formula(gaps: Mapping[str, Gap]) -> str:
    """How many it takes, in symbols, and what these stand for."""
    free = [WORDS[name].noun for name, gap in gaps.items() if not gap.answer.perfect]
    costs = len(free) < len(gaps)
    total, below = ("S + m\\,c", "t - c") if costs else ("S", "t")
    worse, better = _sides(gaps)
    cost = ", $c$ what a perfect sample costs" if costs else ""
    if costs and free:
        cost += f" (0 under {listed(free)})"
    return paragraphs(
        display(
            rf"{_STRUT}\frac{{{total}}}{{N + m}} = t \;\Rightarrow\; m = "
            rf"\frac{{S - N\,t}}{{{below}}}"
        ),
        f"$S$ is the sum of the penalties of {worse}, $N$ their number, $t$ the mean of "
        f"{better}{cost}, $m$ the number of perfect samples.",
    )


def _sides(gaps: Mapping[str, Gap]) -> tuple[str, str]:
    """Whose penalties are summed, and whose mean is the target."""
    pairs = {(gap.worse, gap.better) for gap in gaps.values() if gap.worse}
    if not pairs:
        return "either model", "the other"
    if len(pairs) > 1:
        return "the model that has to make up", "the other"
    worse, better = pairs.pop()
    return f"model {worse.upper()}", f"model {better.upper()}"


def arithmetic(loss: str, gap: Gap) -> str:
    """The formula with the numbers of one loss."""
    return paragraphs(head_of(loss), display(solution(gap)))


def solution(gap: Gap) -> str:
    """The formula with its numbers, and the mean after the whole numbers around the answer."""
    if gap.worse is None:
        return r"S = N\,t \;\Rightarrow\; m = 0"
    answer = gap.answer
    s, t, c = (tex(value, _DIGITS) for value in (gap.total, gap.target, answer.perfect))
    below = f"{t} - {c}" if answer.perfect else t
    m = r"\text{never}" if answer.count is None else tex_of(exact_text(answer.exact))
    size = tex_amount(answer.samples)
    lines = [rf"{_STRUT} m = \frac{{{s} - {size} \cdot {t}}}{{{below}}} = {m}"]
    lines += [_check(gap, added) for added in _around(gap)]
    return rf"\begin{{gathered}} {_NEW_LINE.join(lines)} \end{{gathered}}"


def _around(gap: Gap) -> list[int]:
    least = gap.answer.count
    if least is None or least >= 1e9:
        return []
    return [least] if gap.answer.exact == least or least == 1 else [least - 1, least]


def _check(gap: Gap, added: int) -> str:
    answer = gap.answer
    sign = ">" if added < answer.exact else "<" if added > answer.exact else "="
    cost = rf" + {added} \cdot {tex(answer.perfect, _DIGITS)}" if answer.perfect else ""
    mean = rf"\frac{{{tex(gap.total, _DIGITS)}{cost}}}{{{tex_amount(answer.samples)} + {added}}}"
    result = tex(answer.mean_after(added), _DIGITS)
    # With its cost the sum is wide: the result goes below, for narrow screens.
    space = r" \\ " if answer.perfect else " "
    return rf"m = {tex_of(whole_text(added))}\!: \; {mean}{space}= {result} {sign} t"


def floors_table(chosen: float, zero: Mapping[float, Gap], cases: Mapping[float, Gap]) -> str:
    """Floor by floor: what ŷ = 0 costs, and how many it takes then; the floor in force in bold.

    The current case stands beside it where the floor matters to it.
    """
    head = ["Floor", "ŷ = 0 costs", "It needs, against 0.9"]
    beside = cases if floor_matters(cases) else {}
    if beside:
        head.append("This case needs")
    rows = [head, [":--", *["--:"] * (len(head) - 1)]]
    for floor, gap in zero.items():
        cells = [number(floor, 3) if floor else "none", number(gap.answer.mean)]
        cells += [exact_text(g.answer.exact) for g in (gap, beside.get(floor)) if g]
        rows.append([f"**{cell}**" for cell in cells] if floor == chosen else cells)
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def floors(losses: Iterable[Loss], cases: Mapping[float, Gap]) -> str:
    """What libraries do, which of the losses needs no floor, and whether the case minds."""
    others = (
        f" {capitalised(WORDS[loss.name].noun)} needs no floor: its ceiling is {loss.ceiling:g}."
        for loss in losses
        if not takes_floor(loss)
    )
    same = " This case needs the same with each of them." if cases else ""
    return FLOORS + ("" if floor_matters(cases) else same) + "".join(others)


def never(losses: Iterable[Loss]) -> str:
    """When no number of perfect samples is enough."""
    losses = tuple(losses)
    costs = [
        f"{WORDS[loss.name].truth_cost} under {WORDS[loss.name].noun}"
        for loss in losses
        if WORDS[loss.name].truth_cost
    ]
    perfect = f"\n{PERFECT_COSTS} costs {listed(costs)};" if costs else ""
    free = [WORDS[loss.name].noun for loss in losses if math.isinf(loss.ceiling)]
    bounded = [WORDS[loss.name].noun for loss in losses if not math.isinf(loss.ceiling)]
    cannot = f" Under {listed(bounded)} this cannot happen." if bounded else ""
    infinite = (
        f"a model gave 0 to what happened, and under {listed(free)} the mean stays infinite "
        f"whatever is added.{cannot}"
        if free
        else "under neither of these two losses can that happen."
    )
    return f"{NEVER}{perfect}\n- **a penalty is infinite**: {infinite}"


def why(answers: Mapping[str, tuple[float, PerfectSamples]]) -> str:
    """Why each loss asks for as many as it does, by its name from 0.8 to 0.9."""
    counts = listed(
        f"{number(ratio)} times the penalty needs {exact_text(answer.exact)}"
        for ratio, answer in answers.values()
    )
    ratios = {name: number(ratio) for name, (ratio, _) in answers.items()}
    own = "\n".join(f"- {WORDS[n].count_why.format(ratio=r)}" for n, r in ratios.items())
    scaled = "; ".join(WORDS[n].rescaled.format(ratio=r) for n, r in ratios.items())
    return (
        "- **The count is the ratio of the penalties minus one.** With $m$ perfect samples a "
        f"penalty is shared by $1 + m$ samples: {counts}. For a batch it is that for each of its "
        "samples; with a soft truth the ratio is that of what lies above the cost of a perfect "
        "sample.\n"
        "- **In the article's case** 0.8 leaves a residual 1 − ŷ of 0.2, and 0.9 one of 0.1.\n"
        f"{own}\n"
        f"- **Neither the unit nor the scale of a penalty counts.** {capitalised(scaled)}. "
        "Penalty and target are multiplied alike, and it cancels in $m = (S - N\\,t)/t$.\n"
        f"{VERDICT}"
    )


FLOORS = (
    "Many libraries lift ŷ to a small floor before the logarithm, without a word: scikit-learn to "
    "2.2·10⁻¹⁶ (before version 1.2 to 10⁻¹⁵), Keras to 10⁻⁷; PyTorch's binary cross-entropy caps "
    "the penalty itself, at 100. Where a model puts less than the floor on the true class, its "
    "penalty is −log of the floor, and the count follows from **the floor, not from the model**. "
    "The table takes ŷ = 0 against ŷ = 0.9."
)

NEVER = (
    "Perfect samples pull the mean towards what one of them costs. No number of them reaches "
    "the target where\n"
    "- **the target is 0**: the better model is perfect, and the mean of the other comes ever "
    "closer to 0 without arriving;"
)
PERFECT_COSTS = (
    "- **the target is no more than a perfect sample costs**: the same with a soft truth, where "
    "even a perfect sample"
)

VERDICT = (
    "- **A count is no verdict.** In the article's case both models name the right class, and 0.8 "
    "may well be good enough: the loss decides how much is made of the difference."
)
