"""The sentences on logistic regression and its chain rule."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pages.ui.wording.en.gradients import (
    HAT,
    aligned,
    comparison,
    factor,
    moves,
    partial,
    under_loss,
)
from pages.ui.wording.en.losses import WORDS, head_of
from pages.ui.wording.formats import number, tex, tex_base

if TYPE_CHECKING:
    from losscore.teaching import LogisticChain


TITLE = "Logistic regression: move w, b and x, and follow the chain rule factor by factor"


def answer(chains: dict[str, LogisticChain], y: int) -> str:
    """Where w and b are pushed by each loss."""
    first = next(iter(chains.values()))
    head = (
        f"z = wx + b = {number(first.z)}, so **ŷ = σ(z) = {number(first.y_hat)}** for a sample "
        f"of class {y}."
    )
    lines = [
        f"{head_of(name)} charges {number(chain.loss)}: "
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
    y_hat, rest, words = tex(chain.y_hat), tex(chain.rest), WORDS[name]
    with_numbers = words.chain_slope_one if y else words.chain_slope_zero
    bases = {"base": tex_base(chain.y_hat), "rest_base": tex_base(chain.rest)}
    numbers = with_numbers.format(y_hat=y_hat, rest=rest, **bases)
    product = rf"{factor(chain.dloss_dy_hat)} \cdot {tex(chain.dy_hat_dz)}"
    rule = rf"{partial('L', HAT)}\cdot {partial(HAT, 'z')}"
    return aligned(
        (
            rf"{partial('L', HAT)} &= {words.chain_slope} \\ "
            rf"&= {numbers} = {tex(chain.dloss_dy_hat)}",
            rf"{partial(HAT, 'z')} &= \hat y\,(1-\hat y) = {y_hat} \cdot {rest}"
            rf" = {tex(chain.dy_hat_dz)}",
            rf"{partial('L', 'w')} &= {rule} \cdot x \\ "
            rf"&= {product} \cdot {factor(chain.dz_dw)} = {tex(chain.dloss_dw)}",
            rf"{partial('L', 'b')} &= {rule} \cdot 1 \\ "
            rf"&= {product} \cdot 1 = {tex(chain.dloss_db)}",
        )
    )


def note(chains: dict[str, LogisticChain]) -> str:
    """How one number stands for two classes."""
    own = " ".join(_note(loss, chain) for loss, chain in chains.items() if WORDS[loss].chain_note)
    texts = (
        "Two classes share one number: as ŷ rises, 1 − ŷ falls.",
        own,
        "Numbers are shown to four digits and computed with all.",
    )
    return " ".join(filter(None, texts))


def _note(loss: str, chain: LogisticChain) -> str:
    down, up = (number(value) for value in chain.dloss_dclasses)
    bracketed = f"({down})" if chain.dloss_dclasses[0] < 0.0 else down
    return WORDS[loss].chain_note.format(up=up, down=down, bracketed=bracketed)


def caption(chains: dict[str, LogisticChain], limit: float) -> str:
    """How to read the penalty over the logit."""
    z = next(iter(chains.values())).z
    outside = f" At z = {number(z)} this sample lies beside the picture." if abs(z) > limit else ""
    far = "; ".join(WORDS[loss].far_wrong for loss in chains)
    return (
        "The short thick line is the slope at this sample, which is ∂L/∂z. Far on the wrong side "
        f"{far}.{outside}"
    )


def alt(losses: Iterable[str]) -> str:
    """The penalties over the logit for those who do not see them."""
    far = " and ".join(WORDS[loss].far_shape for loss in losses)
    return (
        "Both penalties over the logit z from −10 to 10: on the side of the true class both fall "
        f"to 0; on the other side {far}. The sample is marked on both, with the slope there."
    )
