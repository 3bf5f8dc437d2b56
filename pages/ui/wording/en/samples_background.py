"""The sentences of the page Samples below its answer: pictures, arithmetic, why."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING

from pages.ui import palette
from pages.ui.results.samples import Summary
from pages.ui.wording.en.losses import WORDS, head_of
from pages.ui.wording.en.samples_verdicts import mean
from pages.ui.wording.en.weights import row_noun
from pages.ui.wording.formats import (
    adding_up,
    capitalised,
    display,
    listed,
    paragraphs,
    tex,
    tex_amount,
    tex_of,
)

if TYPE_CHECKING:
    from losscore import Loss


def pictures_caption(scored: Summary, losses: Iterable[Loss]) -> str:
    """How to read all charts."""
    return paragraphs(points_caption(scored, losses), CURVE_CAPTION if scored.size > 1 else None)


def points_caption(scored: Summary, losses: Iterable[Loss]) -> str:
    """How to read the charts of penalty against penalty."""
    drawn = len(scored.points)
    row = row_noun(scored.weights)
    sampled = (
        f"{drawn:,} of the {scored.weights.counted:,} {row}s, drawn at random, are shown. "
        if drawn < scored.weights.counted
        else ""
    )
    scale = " ".join(
        f"{capitalised(WORDS[loss.name].noun)} has no ceiling: its axis is squeezed towards the "
        "top, and ∞, where it stands, is its edge."
        for loss in losses
        if math.isinf(loss.ceiling)
    )
    if not scored.comparisons:
        return f"{sampled}Each point is a {row}. {scale}".rstrip()
    return (
        f"{sampled}Each point is a {row}, on the dashed line where both models pay the same. A "
        f"{row} on which the losses disagree ({palette.DISAGREE.symbol}) lies on one side of it "
        f"in one picture and on the other side in the other. {scale}"
    ).rstrip()


# Digits of a difference of means that half a narrow window has room for on a line.
_LINE = 23
_IN_TWO_LINES = r"\begin{{aligned}} L_A - L_B &= {} - {} \\ &= {} \end{{aligned}}"
PICTURES = "Penalty against penalty, and who carries the total"
CURVE_CAPTION = (
    "How much of its total each mean owes to the costliest samples; on the dotted line all samples "
    "would cost the same. A total that is infinite, or 0, has no curve."
)


def pair_alt(loss: str) -> str:
    """The chart of A against B for those who do not see it."""
    return (
        f"{capitalised(WORDS[loss].noun)} of model A against model B, a point a sample; the scored "
        "table has the same numbers."
    )


def orders_alt(losses: Iterable[str]) -> str:
    """One model under both losses for those who do not see it."""
    first, second = (WORDS[loss].noun for loss in losses)
    return (
        f"{capitalised(first)} of model A against its {second}, a point a sample; the scored table "
        "has the same numbers."
    )


CURVE_ALT = (
    "Share of the total penalty over the costliest part of the samples, a line a model and loss; "
    "the answer above says what the costliest carry."
)


def arithmetic(scored: Summary, loss: str) -> str:
    """The mean of each model under one loss, and their difference, with their numbers."""
    return paragraphs(
        head_of(loss),
        *(display(solution(scored, model, loss)) for model in scored.models),
        display(difference(scored, loss)) if scored.comparisons else None,
    )


def solution(scored: Summary, model: str, loss: str) -> str:
    """One mean with its numbers, as a formula: only the highest penalties if there are many."""
    highest = scored.highest[model, loss]
    terms = [
        tex(penalty) if times == 1 else rf"{tex(times)} \cdot {tex(penalty)}"
        for penalty, times in highest
    ]
    if scored.weights.counted > len(highest):
        terms.append(r"\dots")
    total = tex(scored.totals[model, loss], 5)
    value, size = _mean_tex(scored.means[model, loss]), tex_amount(scored.samples)
    # The invisible bar keeps the top of the fraction from being cut off.
    return (
        rf"\begin{{aligned}} L_{model.upper()} &= \vphantom{{\Bigg|}} "
        rf"\frac{{{' + '.join(terms)}}}{{{size}}} \\[8pt] "
        rf"&= \frac{{{total}}}{{{size}}} = {value} \end{{aligned}}"
    )


def difference(scored: Summary, loss: str) -> str:
    """The difference of the means, as a formula."""
    result = scored.comparisons[loss]
    a, b, less = result.mean_a, result.mean_b, result.difference
    shown = [_mean_tex(a), _mean_tex(b), r"\text{no number}" if less is None else _mean_tex(less)]
    if less and math.isfinite(less):
        of_a, of_b, of_both = adding_up(a, -b, total=less)
        shown = [tex_of(text) for text in (of_a, of_b.removeprefix("−"), of_both)]
    wide = less is not None and sum(map(len, shown)) > _LINE
    return (_IN_TWO_LINES if wide else "L_A - L_B = {} - {} = {}").format(*shown)


def _mean_tex(value: float) -> str:
    if math.isinf(value) or abs(value) < 1e-3:
        return tex(value)
    return tex_of(mean(value))


def mean_of(scored: Summary) -> str:
    """What kind of mean a loss is."""
    mean = r"\frac{1}{N} \sum_{i=1}^{N} L_i"
    if scored.weights.each is not None:
        mean = r"\frac{1}{N} \sum_i w_i \cdot L_i$ with $N = \sum_i w_i"
    return (
        f"Each loss is a mean, $L = {mean}$, here with its numbers, the highest penalties first. "
        "What one penalty is made of is on Distributions."
    )


def why(losses: Iterable[Loss]) -> str:
    """What a mean, a verdict and an interval say, and what they do not."""
    losses = tuple(losses)
    look = [WORDS[loss.name].noun for loss in losses if not loss.local]
    rest = f"{listed(look)} also {'looks' if len(look) == 1 else 'look'} at how the rest is spread"
    weighs = listed(
        f"any amount under {WORDS[loss.name].noun}"
        if math.isinf(loss.ceiling)
        else f"at most {loss.ceiling:g} under {WORDS[loss.name].noun}"
        for loss in losses
    )
    points = (
        "**A mean hides who makes it.** A few samples can carry most of it, and two models can "
        "have the same mean for different reasons: hence the table, costliest first, and the "
        "curve.",
        " ".join(map(_runs_away, losses)),
        "**When the losses can disagree.** A disagreement is one loss for A and the other for B; "
        "where one sees no difference, there is none. With two classes and a one-hot truth they "
        "never disagree on a single sample: both fall as ŷ on the true class rises. With more "
        f"classes {rest}, and a soft truth can be missed on either side. On the mean they disagree "
        "more easily, because they weigh the costly samples differently.",
        "**No difference** is one that is no larger than what the predictions leave open: a row "
        "that sums to 1.000002 tells each of its numbers to about two millionths.",
        "**What a verdict hangs on** is the least number of samples without which the difference "
        "of the means would be gone or have the other sign: those on which the model with the "
        "higher mean is charged most beyond the other. If they are few, look at each: is its "
        "truth right, is it of the kind that counts?",
        "**What would undo it** is the same from the other side: samples that are not there. Each "
        f"weighs {weighs}.",
        INTERVAL,
    )
    return "\n".join(f"- {point}" for point in points)


def _runs_away(loss: Loss) -> str:
    noun = capitalised(WORDS[loss.name].noun)
    if not math.isinf(loss.ceiling):
        return (
            f"**{noun} cannot run away**: no sample costs more than {loss.ceiling:g}, so none of "
            "many decides."
        )
    return (
        f"**{noun} can run away**: one sample with ŷ = 0 on its true class makes the mean of all "
        "the others irrelevant. That is what the loss says and no accident of the software, so it "
        "is shown and not clipped. A floor under ŷ hides it, and then the mean depends on the "
        "floor."
    )


INTERVAL = (
    "**The interval** answers how much the difference would move with other samples of the same "
    "kind: the samples are drawn anew from the batch, with replacement and each with both models' "
    "penalties, 2,000 times, and what comes out is measured in its own standard error (the "
    "studentised bootstrap). It knows the samples of the batch alone: where a rare one costs far "
    "more than all others and the batch happens to hold none, it is too short. It is shown from "
    "30 samples on, not counting those on which the models tie. Where a column of the table is "
    "called fold, one fitted model judged all samples of a fold, and these are not independent: "
    "from three folds on the interval is that of the folds' sums, with a cluster-robust standard "
    "error and Student's t (Bester, Conley, Hansen 2011, "
    "[doi:10.1016/j.jeconom.2011.01.007](https://doi.org/10.1016/j.jeconom.2011.01.007)). That "
    "folds share most of what they were trained on, no interval can know."
)
