"""The sentences on one sample that descends."""

from __future__ import annotations

from pages.ui.results.training import Laws
from pages.ui.wording.en.losses import WORDS, name_of
from pages.ui.wording.formats import count, number, tex, tex_of, told_apart


def _whole(steps: float) -> str:
    """Steps that a law gives: whole from 10 on."""
    return f"{steps:,.0f}" if steps >= 10 else number(steps, 3)


def _more(lag: float) -> str:
    """How many times the steps of the first loss the second takes."""
    return "just as many" if lag == 1.0 else f"{ratio(lag)} times as many"


def ratio(lag: float) -> str:
    """How many times the steps: to three digits, or to as many as it takes not to look like 1."""
    text = number(lag, 3)
    return told_apart(lag, 1.0)[0] if text == "1" else text


def answer(
    target: float, rate: float, needed: dict[str, int | None], laws: Laws, steps: int
) -> str:
    """How many steps each loss needs to bring one sample to the target."""
    first, second = laws.steps
    more = ""
    if needed[first] and needed[second]:
        more = f", **{_more(needed[second] / needed[first])}**"
    return (
        f"From ŷ = 0.5 on the true class down to a residual 1 − ŷ of **{number(target)}**, by "
        f"gradient descent with η = {number(rate)}:\n\n"
        f"- {name_of(first)} {_needs(needed[first], steps)}; its law says "
        f"{_whole(laws.steps[first])}.\n"
        f"- {name_of(second)} {_needs(needed[second], steps)}{more}; its law says "
        f"{_whole(laws.steps[second])}.\n\n"
        f"By the laws it is **{_more(laws.lag)}**."
    )


def _needs(needed: int | None, steps: int) -> str:
    if needed is None:
        return f"is **not there** after {steps:,} steps"
    return f"needs **{count(needed, 'step')}**"


def laws(target: float, rate: float, found: Laws) -> str:
    """The steps by both laws, and their ratio, with the numbers in place."""
    eta, r = tex(rate), tex(target)
    formulas = []
    for loss, steps in found.steps.items():
        k, p = _factor(found.factors[loss]), _power(found.powers[loss])
        with_numbers = rf"{k.replace(' ', f' {chr(92)}cdot ')}{eta} \cdot {r}{p}"
        formulas.append(
            rf"{_time(loss)} = \frac{{1}}{{{k}\eta r{p}}} = \frac{{1}}{{{with_numbers}}}"
            rf" = {tex_of(_whole(steps))}"
        )
    formulas.append(_ratio(found, r))
    # Inline, so that they stand side by side where there is room and below each other elsewhere;
    # in braces, so that no line ends within one; with a strut, so that the lines keep apart.
    strut = r"\rule[-1em]{0em}{2.6em}"
    return " ".join(rf"$\displaystyle {{{formula}}} {strut} \qquad$" for formula in formulas)


def _ratio(found: Laws, r: str) -> str:
    (first, k), (second, m) = found.factors.items()
    power = found.powers[second] - found.powers[first]
    above, below = tex(k / min(k, m)), tex(m / min(k, m))
    shown = rf"\frac{{{_time(second)}}}{{{_time(first)}}} = "
    if power:
        factor = "" if below == "1" else f"{below} "
        times = "" if below == "1" else rf"{below} \cdot "
        shown += (
            rf"\frac{{{above}}}{{{factor}r{_power(power)}}} = "
            rf"\frac{{{above}}}{{{times}{r}{_power(power)}}} = "
        )
    else:
        shown += rf"\frac{{{above}}}{{{below}}} = "
    return f"{shown}{tex(found.lag)}"


def _time(loss: str) -> str:
    return rf"t_{{\text{{{WORDS[loss].short}}}}}"


def _factor(k: float) -> str:
    return "" if k == 1.0 else f"{tex(k)} "


def _power(p: float) -> str:
    text = tex(p)
    return "" if p == 1.0 else f"^{text}" if len(text) == 1 else f"^{{{text}}}"


def law(factor: float, power: float) -> str:
    """The residual after t steps by the law of a loss."""
    k = "" if factor == 1.0 else number(factor)
    if power == 1.0:
        return f"1/({k}ηt)"
    return f"1/√({k}ηt)" if power == 2.0 else f"1/({k}ηt)^(1/{number(power)})"


def caption(found: Laws) -> str:
    """What the laws say and where they hold."""
    first, second = (
        f"{law(found.factors[loss], found.powers[loss])} under {WORDS[loss].noun}"
        for loss in found.steps
    )
    text = (
        f"t steps leave a residual r of about {first} and {second}, summed over both classes. Both "
        "laws hold after many steps, where r is small: a large η may pass the target at once"
    )
    if found.alike is None:
        return f"{text}."
    _, second = found.steps
    return (
        f"{text}, and above {number(found.alike)} it is {WORDS[second].noun} that the laws call "
        "the faster one."
    )


TARGET_HELP = "The residual is 1 − ŷ on the true class. The same target serves the data set below."


def alt(found: Laws) -> str:
    """The descents for those who do not see them."""
    lines = ", ".join(
        f"{WORDS[loss].noun} along {law(found.factors[loss], found.powers[loss])}"
        for loss in found.steps
    )
    return (
        "The residual of one sample over the steps, both on logarithmic axes: it falls under "
        f"{lines}. The sentences beside it say when each reaches the residual asked for."
    )
