"""Each loss's penalty with the numbers of one prediction in it, as TeX for a narrow screen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pages.ui.wording.formats import tex, tex_base

if TYPE_CHECKING:
    from losscore import Loss, PowerLoss

_LINE = 34  # Characters of a formula that a screen of 390 pixels holds.
# What commands look like, in the widths of characters.
_SHOWN = {
    r"\cdot \log": "log",
    r"\cdot": ".",
    r"\bigl": "",
    r"\bigr": "",
    r"\,": "",
    "^{1/2}": "^2",
}
_ROOM = r"\vphantom{\Bigg|}"  # The page cuts off what rises above the room a formula claims.
Column = tuple[float, ...]


def of_squared_error(_: Loss, truth: Column, proba: Column) -> list[str]:
    """Σ (y − ŷ)², in the pieces between which a line may end."""
    return _sum(f"({tex(y)} - {tex(p)})^2" for y, p in zip(truth, proba, strict=True))


def of_cross_entropy(_: Loss, truth: Column, proba: Column) -> list[str]:
    """−Σ y·log ŷ; classes without truth add nothing."""
    return [rf"-\,{tex(y)} \cdot \log {tex(p)} " for y, p in _with_truth(truth, proba)]


def of_spherical(_: Loss, truth: Column, proba: Column) -> list[str]:
    """1 − Σ y·ŷ/‖ŷ‖, a fraction where it fits on a line."""
    hits = _sum(rf"{tex(y)} \cdot {tex(p)}" for y, p in _with_truth(truth, proba))
    squares = _sum(f"{tex_base(p)}^2" for p in proba)
    above, below = "".join(hits), "".join(squares)
    if max(length(above), length(below)) < _LINE - 10:
        return [rf"{_ROOM}1 - \frac{{{above}}}{{\sqrt{{{below}}}}}"]
    hits[0] = r"1 - \bigl(" + hits[0]
    hits[-1] += r"\bigr)"
    squares[0] = r"\,/\, \bigl(" + squares[0]
    squares[-1] += r"\bigr)^{1/2}"
    return hits + squares


def of_power(loss: PowerLoss, truth: Column, proba: Column) -> list[str]:
    """Σ ŷ^(1+a) − (1 + 1/a)·y·ŷ^a + y^(1+a)/a, with the numbers of both powers in place."""
    a = loss.a
    over, factor, share = tex(a), tex(1.0 + 1.0 / a), tex(1.0 / a)
    powers = [f"{tex_base(p)}^{{{tex(1.0 + a)}}}" for p in proba]
    hits = [
        rf"{factor} \cdot {tex(y)} \cdot {tex_base(p)}^{{{over}}}"
        for y, p in _with_truth(truth, proba)
    ]
    own = [rf"{share} \cdot {tex_base(y)}^{{{tex(1.0 + a)}}}" for y in truth if y > 0]
    return [
        *_sum(powers),
        *(f" - {hit}" for hit in hits),
        *(f" + {term}" for term in own),
    ]


def in_lines(pieces: list[str], result: float) -> str:
    """The pieces in lines short enough for a narrow screen, and what they come to."""
    *most, last = pieces
    lines = [""]
    for piece in (*most, f"{last} = {tex(result)}"):
        if lines[-1] and length(lines[-1] + piece.rstrip(" +")) > _LINE:
            lines.append(piece)
        else:
            lines[-1] += piece
    if len(lines) == 1:
        return lines[0]
    return r"\begin{gathered}" + r" \\ ".join(lines) + r"\end{gathered}"


def _sum(terms: Iterable[str]) -> list[str]:
    *most, last = terms
    return [*(f"{term} + " for term in most), last]


def _with_truth(truth: Column, proba: Column) -> list[tuple[float, float]]:
    return [(y, p) for y, p in zip(truth, proba, strict=True) if y > 0]


def length(formula: str) -> int:
    """How wide a formula is, in characters."""
    for command, shown in _SHOWN.items():
        formula = formula.replace(command, shown)
    return len(formula.replace(" ", ""))
