"""The sentences on logistic regression and its chain rule."""

from __future__ import annotations

from losscore import sigmoid
from losscore.teaching import LogisticChain
from pages.ui.wording.en.gradients import (
    HAT,
    aligned,
    comparison,
    factor,
    moves,
    partial,
    under_loss,
)
from pages.ui.wording.en.losses import head_of
from pages.ui.wording.formats import number, tex


def answer(chains: dict[str, LogisticChain], y: int) -> str:
    """Where w and b are pushed by each loss."""
    first = next(iter(chains.values()))
    head = (
        f"z = wx + b = {number(first.z)}, so **ŷ = σ(z) = {number(first.y_hat)}** for a sample "
        f"of class {y}."
    )
    lines = [
        f"{head_of(name)}: "
        f"∂L/∂w = **{number(chain.dloss_dw)}**, ∂L/∂b = **{number(chain.dloss_db)}**: the step "
        f"{moves(chain.dloss_dw, 'w')} and {moves(chain.dloss_db, 'b')}."
        for name, chain in chains.items()
    ]
    last = comparison({name: chain.dloss_dz for name, chain in chains.items()})
    return "  \n".join((head, *lines, last))


def arithmetic(loss: str, chain: LogisticChain, y: int) -> str:
    """The chain rule, under the loss's name."""
    return under_loss(loss, solution(loss, chain, y))


def solution(name: str, chain: LogisticChain, y: int) -> str:
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
    product = rf"{factor(chain.dloss_dy_hat)} \cdot {tex(chain.dy_hat_dz)}"
    rule = rf"{partial('L', HAT)}\cdot {partial(HAT, 'z')}"
    return aligned(
        (
            rf"{partial('L', HAT)} &= {symbol} = {numbers} = {tex(chain.dloss_dy_hat)}",
            rf"{partial(HAT, 'z')} &= \hat y\,(1-\hat y) = {y_hat} \cdot {rest}"
            rf" = {tex(chain.dy_hat_dz)}",
            rf"{partial('L', 'w')} &= {rule} \cdot x \\ "
            rf"&= {product} \cdot {factor(chain.dz_dw)} = {tex(chain.dloss_dw)}",
            rf"{partial('L', 'b')} &= {rule} \cdot 1 \\ "
            rf"&= {product} \cdot 1 = {tex(chain.dloss_db)}",
        )
    )


def note(chain: LogisticChain) -> str:
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


def caption(z: float, limit: float) -> str:
    """How to read the penalty over the logit."""
    outside = f" At z = {number(z)} this sample lies beside the picture." if abs(z) > limit else ""
    return (
        "The short thick line is the slope at this sample, which is ∂L/∂z. Far on the wrong side "
        "squared error lies flat at 2, as wrong as can be, and has no slope left to learn from; "
        "cross-entropy keeps a slope of 1." + outside
    )


ALT = (
    "Both penalties over the logit z from −10 to 10: on the side of the true class both fall to 0; "
    "on the other side squared error levels off at 2 and cross-entropy rises along a straight "
    "line. The sample is marked on both, with the slope there."
)
