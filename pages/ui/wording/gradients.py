"""The sentences of the page Gradients."""

from __future__ import annotations

import math
from collections.abc import Iterable

from losscore import LogisticChain, sigmoid
from pages.ui import palette
from pages.ui.pushes import Push, main_class
from pages.ui.scenario import Sample
from pages.ui.wording.formats import bold, number, tex, times

_TERMS_A_LINE = 2
_HAT = r"\hat y"


def answer(names: tuple[str, ...], sample: Sample, model: str, pushes: dict[str, Push]) -> str:
    """How hard each loss pushes on the logit of the true class, and which way."""
    k = main_class(sample)
    kind = "the true class" if sample.label is not None else "the likeliest class of this truth"
    look = palette.COLUMNS[model]
    head = (
        f"{look.symbol} {look.label} gives {bold(names[k])}, {kind}, "
        f"**ŷ = {number(getattr(sample, model)[k])}**."
    )
    slopes = {name: push.logit[k] for name, push in pushes.items()}
    lines = [_pushes_logit(name, slope) for name, slope in slopes.items()]
    return "  \n".join((head, *lines, comparison(slopes)))


def _pushes_logit(name: str, slope: float) -> str:
    look = palette.LOSSES[name]
    return (
        f"{look.symbol} **{look.label}**: ∂L/∂z = **{number(slope)}**, so a descent step "
        f"{_moves(slope, 'this logit')}."
    )


def _moves(slope: float, what: str) -> str:
    if slope == 0.0:
        return f"leaves {what} alone"
    return f"{'raises' if slope < 0.0 else 'lowers'} {what}"


def comparison(slopes: dict[str, float]) -> str:
    """Which loss pushes harder, and how many times."""
    (low_name, low), (high_name, high) = sorted(
        ((name, abs(slope)) for name, slope in slopes.items()), key=lambda item: item[1]
    )
    if high == 0.0:
        return "Neither pushes: for both, this is as good as it gets."
    harder, softer = palette.LOSSES[high_name].label, palette.LOSSES[low_name].label.lower()
    if low == 0.0:
        return f"Only {harder.lower()} pushes here: {softer} has gone flat."
    if math.isclose(low, high, rel_tol=1e-9):
        return "Both push **equally hard**."
    return f"{harder} pushes **{times(high / low)}** as hard."


TABLE = (
    "∂L/∂ŷ moves one probability alone; ∂L/∂z moves a logit z, and with it, through softmax, all "
    "probabilities. The pushes on the logits add up to 0: what is raised is taken from the rest."
)


def solution(name: str, sample: Sample, model: str, push: Push) -> str:
    """From ∂L/∂ŷ to ∂L/∂z of the true class with all numbers, as a formula."""
    k = main_class(sample)
    y, y_hat = tex(sample.truth[k]), tex(getattr(sample, model)[k])
    symbol, numbers = (
        (r"2\,(\hat y - y)", rf"2\,({y_hat} - {y})")
        if name == "squared_error"
        else (r"-\frac{y}{\hat y}", rf"-\frac{{{y}}}{{{y_hat}}}")
    )
    lines = [rf"g = {_d('L', _HAT)} &= {symbol} = {numbers} = {tex(push.proba[k])}"]
    if all(map(math.isfinite, push.proba)):
        lines += _through_softmax(getattr(sample, model), k, push)
    if name == "cross_entropy":
        lines.append(
            rf"{_d('L', 'z')} &= \hat y - y = {y_hat} - {y} = {tex(push.logit[k])}",
        )
    return _aligned(lines)


def _through_softmax(proba: tuple[float, ...], k: int, push: Push) -> list[str]:
    terms = [
        rf"{tex(p)} \cdot {_factor(g)}" for p, g in zip(proba, push.proba, strict=True) if p and g
    ] or ["0"]
    rows = [" + ".join(terms[i : i + _TERMS_A_LINE]) for i in range(0, len(terms), _TERMS_A_LINE)]
    return [
        r"m &= \textstyle\sum_j \hat y^j g^j = " + r" \\ &\quad + ".join(rows),
        rf"{_d('L', 'z')} &= \hat y\,(g - m) \\ "
        rf"&= {tex(proba[k])}\,({tex(push.proba[k])} - m) = {tex(push.logit[k])}",
    ]


def _d(above: str, below: str) -> str:
    return rf"\frac{{\partial {above}}}{{\partial {below}}}"


def _aligned(lines: Iterable[str]) -> str:
    return r"\small\begin{aligned}" + r" \\[6pt] ".join(lines) + r"\end{aligned}"


def _factor(value: float) -> str:
    return f"({tex(value)})" if value < 0.0 else tex(value)


def signs(names: tuple[str, ...], sample: Sample, model: str, pushes: dict[str, Push]) -> str:
    """What the signs mean, and where the article leaves one out."""
    k = main_class(sample)
    entry = number(pushes["cross_entropy"].proba[k])
    return (
        "- **A negative ∂L/∂z** says that the penalty falls when this logit rises. Descent steps "
        "against the gradient, z ← z − η·∂L/∂z, so it **raises** the logit. That is the sign on "
        "the true class, under both losses.\n"
        "- **A positive ∂L/∂z** says that the step **lowers** the logit. Under cross-entropy that "
        "is so for every wrong class that has any ŷ; squared error can raise a small wrong class "
        "while it presses down a large one.\n"
        "- **The article leaves the sign out** under cross-entropy: it writes ∂L/∂ŷ = y/ŷ, as it "
        "writes the loss without its minus. The gradient is **−y/ŷ**: here, on "
        f"{bold(names[k])}, {entry}. Taken with a plus, each descent step would lower the "
        "probability of the truth."
    )


WHY_LOGIT = (
    "Why they differ: on the way through softmax each push is multiplied by ŷ. Under cross-entropy "
    "that cancels the 1/ŷ, and ŷ − y is left: the further off, the harder. Under squared error "
    "the ŷ stays: where the true class has hardly any probability, hardly any push is left."
)


def chain_answer(chains: dict[str, LogisticChain], y: int) -> str:
    """Where w and b are pushed by each loss."""
    first = next(iter(chains.values()))
    head = (
        f"z = wx + b = {number(first.z)}, so **ŷ = σ(z) = {number(first.y_hat)}** for a sample "
        f"of class {y}."
    )
    lines = [
        f"{palette.LOSSES[name].symbol} **{palette.LOSSES[name].label}**: "
        f"∂L/∂w = **{number(chain.dloss_dw)}**, ∂L/∂b = **{number(chain.dloss_db)}**: the step "
        f"{_moves(chain.dloss_dw, 'w')} and {_moves(chain.dloss_db, 'b')}."
        for name, chain in chains.items()
    ]
    last = comparison({name: chain.dloss_dz for name, chain in chains.items()})
    return "  \n".join((head, *lines, last))


def chain_solution(name: str, chain: LogisticChain, y: int) -> str:
    """The chain rule with every factor's number, down to ∂L/∂w and ∂L/∂b, as a formula."""
    y_hat, rest = tex(chain.y_hat), tex(float(sigmoid(-chain.z)))
    symbol, numbers = (
        (r"4\,(\hat y - y)", rf"4\,({y_hat} - {y})")
        if name == "squared_error"
        else (
            r"-\frac{y}{\hat y} + \frac{1-y}{1-\hat y}",
            rf"-\frac{{1}}{{{y_hat}}}" if y else rf"\frac{{1}}{{{rest}}}",
        )
    )
    product = rf"{_factor(chain.dloss_dy_hat)} \cdot {tex(chain.dy_hat_dz)}"
    rule = rf"{_d('L', _HAT)}\cdot {_d(_HAT, 'z')}"
    return _aligned(
        (
            rf"{_d('L', _HAT)} &= {symbol} = {numbers} = {tex(chain.dloss_dy_hat)}",
            rf"{_d(_HAT, 'z')} &= \hat y\,(1-\hat y) = {y_hat} \cdot {rest}"
            rf" = {tex(chain.dy_hat_dz)}",
            rf"{_d('L', 'w')} &= {rule} \cdot x \\ "
            rf"&= {product} \cdot {_factor(chain.dz_dw)} = {tex(chain.dloss_dw)}",
            rf"{_d('L', 'b')} &= {rule} \cdot 1 \\ "
            rf"&= {product} \cdot 1 = {tex(chain.dloss_db)}",
        )
    )


def chain_note(chain: LogisticChain) -> str:
    """Why squared error has a 4 here where the article has a 2."""
    against, in_favour = chain.dloss_dclasses
    return (
        "Two classes share one number: as ŷ rises, 1 − ŷ falls. Squared error charges both, "
        f"with {number(in_favour)} on ŷ, the article's 2(ŷ − y), and {number(against)} on 1 − ŷ, "
        f"so ∂L/∂ŷ = {number(in_favour)} − {_bracketed(against)} = 4(ŷ − y). Numbers are "
        "shown to four digits and computed with all."
    )


def _bracketed(value: float) -> str:
    return f"({number(value)})" if value < 0.0 else number(value)


def logit_caption(z: float, limit: float) -> str:
    """How to read the penalty over the logit."""
    outside = f" At z = {number(z)} this sample lies beside the picture." if abs(z) > limit else ""
    return (
        "The short thick line is the slope at this sample, which is ∂L/∂z. Far on the wrong side "
        "squared error lies flat at 2, as wrong as can be, and has no slope left to learn from; "
        "cross-entropy keeps a slope of 1." + outside
    )


def ends_answer(low: dict[str, float], high: dict[str, float], at: float, most: float) -> str:
    """The push at both ends; `low` at ŷ = at, `high` at ŷ = 1 − at, `most` at ŷ = 1/3."""
    se, ce = palette.SQUARED_ERROR, palette.CROSS_ENTROPY
    return (
        f"Almost surely wrong, at ŷ = {number(at)} on the true class (three classes, one wrong "
        f"class holding the rest), {ce.symbol} **cross-entropy pushes with "
        f"{number(low['cross_entropy'])}** and {se.symbol} **squared error with "
        f"{number(low['squared_error'], 2)}**. Almost surely right, at ŷ = {number(1 - at)}, they "
        f"push with {number(high['cross_entropy'], 2)} and {number(high['squared_error'], 2)}. "
        f"**Squared error fades at both ends** and pushes hardest, with {number(most)}, at "
        "ŷ = 1/3; **cross-entropy fades only when right**."
    )


def ends_caption(sample: Sample) -> str:
    """How to read the two pictures of the push."""
    where = (
        "The models lie below the line of squared error where they spread the rest over several "
        "wrong classes; what is beyond an end is drawn at it."
        if sample.label is not None
        else "For a soft truth there is no true class to put the models at."
    )
    return (
        "Left, the axes as they are; right, both ends drawn out: equal steps of log-odds across, "
        f"equal factors upwards. {where}"
    )


def bars_alt(case: str, pushes: dict[str, Push]) -> str:
    """The bars of the pushes for those who do not see them."""
    what = "probabilities" if case == "proba" else "logits"
    return f"Bars of the push on the {what}, class by class: " + "; ".join(
        f"{palette.LOSSES[name].label} {', '.join(number(v) for v in getattr(push, case))}"
        for name, push in pushes.items()
    )


LOGIT_ALT = (
    "Both penalties over the logit z from −10 to 10: on the side of the true class both fall to 0; "
    "on the other side squared error levels off at 2 and cross-entropy rises along a straight "
    "line. The sample is marked on both, with the slope there."
)
OVER_ALT = (
    "The push over ŷ on the true class from 0 to 1: cross-entropy falls along a straight line from "
    "1 to 0; squared error rises from 0 to 0.59 at a third and falls back to 0."
)
ENDS_ALT = (
    "The same push on drawn-out axes, ŷ from 1e-6 to 1 − 1e-6: on the left cross-entropy stays at "
    "1 while squared error falls to 4e-6; on the right cross-entropy falls to 1e-6 and squared "
    "error to 4e-12."
)
