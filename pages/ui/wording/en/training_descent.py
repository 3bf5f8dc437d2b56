"""The sentences on one sample that descends."""

from __future__ import annotations

from pages.ui.wording.en.losses import name_of
from pages.ui.wording.formats import count, number, tex

_SE, _CE = "squared_error", "cross_entropy"
_T_SE, _T_CE = r"t_{\text{SE}}", r"t_{\text{CE}}"


def _whole(steps: float) -> str:
    """Steps that a law gives: whole from 10 on."""
    return f"{steps:,.0f}" if steps >= 10 else number(steps, 3)


def _more(squared_error: float, cross_entropy: float) -> str:
    """How many times the steps of cross-entropy squared error takes."""
    if squared_error == cross_entropy:
        return "just as many"
    return f"{number(squared_error / cross_entropy, 3)} times as many"


def answer(
    target: float,
    rate: float,
    needed: dict[str, int | None],
    laws: dict[str, float],
    steps: int,
) -> str:
    """How many steps each loss needs to bring one sample to the target."""
    question = (
        f"From ŷ = 0.5 on the true class down to a residual 1 − ŷ of **{number(target)}**, by "
        f"gradient descent with η = {number(rate)}:"
    )
    more = f", **{_more(needed[_SE], needed[_CE])}**" if needed[_SE] and needed[_CE] else ""
    return (
        f"{question}\n\n"
        f"- {name_of(_CE)} {_needs(needed[_CE], steps)}; its law says {_whole(laws[_CE])}.\n"
        f"- {name_of(_SE)} {_needs(needed[_SE], steps)}{more}; "
        f"its law says {_whole(laws[_SE])}.\n\n"
        f"By the laws it is **{_more(laws[_SE], laws[_CE])}**."
    )


def _needs(needed: int | None, steps: int) -> str:
    if needed is None:
        return f"is **not there** after {steps:,} steps"
    return f"needs **{count(needed, 'step')}**"


def laws(target: float, rate: float, by_law: dict[str, float]) -> str:
    """The steps by both laws, and their ratio, with the numbers in place."""
    eta, r = tex(rate), tex(target)
    ratio = tex(by_law[_SE] / by_law[_CE])
    formulas = (
        rf"{_T_CE} = \frac{{1}}{{\eta r}} = \frac{{1}}{{{eta} \cdot {r}}} = {_tex(by_law[_CE])}",
        rf"{_T_SE} = \frac{{1}}{{8 \eta r^2}} = \frac{{1}}{{8 \cdot {eta} \cdot {r}^2}}"
        rf" = {_tex(by_law[_SE])}",
        rf"\frac{{{_T_SE}}}{{{_T_CE}}} = \frac{{1}}{{8 r}} = \frac{{1}}{{8 \cdot {r}}} = {ratio}",
    )
    # Inline, so that they stand side by side where there is room and below each other elsewhere;
    # in braces, so that no line ends within one; with a strut, so that the lines keep apart.
    strut = r"\rule[-1em]{0em}{2.6em}"
    return " ".join(rf"$\displaystyle {{{formula}}} {strut} \qquad$" for formula in formulas)


def _tex(steps: float) -> str:
    return _whole(steps).replace(",", r"{,}")


LAWS = (
    "t steps leave a residual r of about 1/(ηt) under cross-entropy and 1/√(8ηt) under squared "
    "error, summed over both classes. Both laws hold after many steps, where r is small: a large η "
    "may pass the target at once, and above 1/8 it is squared error that the laws call the faster "
    "one."
)
TARGET_HELP = "The residual is 1 − ŷ on the true class. The same target serves the data set below."


ALT = (
    "The residual of one sample over the steps, both on logarithmic axes: cross-entropy falls "
    "along the line 1 over ηt, squared error along 1 over the root of 8ηt, half as steep. The "
    "sentences beside it say when each reaches the residual asked for."
)
