"""What is said of one loss only, an entry a loss, and how a sentence calls one.

What a loss can be asked (`loss.local`, `loss.ceiling`, `loss.likelihood`) has no place here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pages.ui import palette
from pages.ui.wording.en import distributions_arithmetic as arithmetic
from pages.ui.wording.formats import capitalised

if TYPE_CHECKING:
    from losscore import Loss


@dataclass(frozen=True, kw_only=True)
class Words:
    """The words of one loss; formulas are TeX.

    Attributes
    ----------
    noun : str
        What a sentence calls it, within the sentence.
    formula : str
        The penalty of one sample.
    pieces : function
        The formula with the numbers of truth and prediction, where lines may end between.
    truth_cost : str
        What even a perfect prediction of a soft truth costs; empty for nothing.
    count_why : str
        Why it takes as many perfect samples as it does from 0.8 to 0.9, with `{ratio}`.
    rescaled : str
        Why another unit of the penalty changes no count, with `{ratio}`.
    slope, slope_with : str
        ∂L/∂ŷ on one class, in symbols and with `{y}`, `{y_hat}`, `{hit}` and `{norm}`; `{base}` is
        ŷ where it is raised to a power.
    logit_slope, logit_slope_with : str
        ∂L/∂z where it is shorter than through the softmax; else empty.
    slope_letters : str
        What letters of `slope` stand for that are not yet known, with `{hit}` and `{norm}`.
    wrong_classes : str
        Which way the loss moves the logits of wrong classes.
    article_slope : str
        What the article's ∂L/∂ŷ lacks, with `{name}` and `{entry}`; empty if nothing.
    through_softmax : str
        What the way through the softmax makes of the push.
    spread : str
        Where a model lies that spreads the rest over several classes.
    push_shape, end_shape : str
        The push over ŷ, on plain and on drawn-out axes.
    chain_slope, chain_slope_one, chain_slope_zero : str
        ∂L/∂ŷ of two classes, and with `{y_hat}` and `{rest}`, or `{base}` and `{rest_base}`, for
        class 1 and for class 0.
    chain_note : str
        How that follows from one class's, with `{up}`, `{down}` and `{bracketed}`; may be empty.
    far_wrong, far_shape : str
        What the penalty does far on the wrong side.
    short : str
        Its initials, for an index in a formula.
    push : str
        How hard it pushes the logit of one sample of two classes, in the residual r.
    no_likelihood : str
        What the loss comes from if from no likelihood drawn here; else empty.
    equal : str
        What the predictions are that cost the same.
    weight : str
        The weight over thresholds and what it gives, in a sentence with TeX.
    looks : str
        Where it looks hardest.
    """

    noun: str
    # Distributions
    formula: str
    pieces: Callable[[Loss, arithmetic.Column, arithmetic.Column], list[str]]
    # Compensation
    truth_cost: str
    count_why: str
    rescaled: str
    # Gradients
    slope: str
    slope_with: str
    logit_slope: str = ""
    logit_slope_with: str = ""
    slope_letters: str = ""
    wrong_classes: str
    article_slope: str = ""
    through_softmax: str
    spread: str = ""
    push_shape: str
    end_shape: str
    chain_slope: str
    chain_slope_one: str
    chain_slope_zero: str
    chain_note: str = ""
    far_wrong: str
    far_shape: str
    # Training
    short: str
    push: str
    # Likelihood
    no_likelihood: str = ""
    equal: str
    # Thresholds
    weight: str
    looks: str


SQUARED_ERROR = Words(
    noun="squared error",
    # Distributions
    formula=r"\sum_{k=1}^{K} (y^k - \hat{y}^k)^2",
    pieces=arithmetic.of_squared_error,
    # Compensation
    truth_cost="",
    count_why=(
        "**Squared error squares the residual**: 0.2 is twice 0.1 and costs $2^2 = 4$ times as "
        "much, which takes 4 − 1 = 3; nearer to the truth it stays 3."
    ),
    rescaled=(
        "half the squared error, or its mean over the classes, is 0.04 or 0.02667 against 0.01 or "
        "0.006667, still {ratio} times"
    ),
    # Gradients
    slope=r"2\,(\hat y - y)",
    slope_with=r"2\,({y_hat} - {y})",
    wrong_classes=("squared error can raise a small wrong class while it presses down a large one"),
    through_softmax=(
        "Under squared error the ŷ stays: where the true class has hardly any probability, hardly "
        "any push is left."
    ),
    spread="below the line of squared error",
    push_shape="squared error rises from 0 to 0.59 at a third and falls back to 0",
    end_shape=("squared error falls to 4·10⁻⁶ on the left and to 4·10⁻¹² on the right"),
    chain_slope=r"4\,(\hat y - y)",
    chain_slope_one=r"4\,({y_hat} - 1)",
    chain_slope_zero=r"4\,({y_hat} - 0)",
    chain_note=(
        "Squared error charges both, with {up} on ŷ, the article's 2(ŷ − y), and {down} on 1 − ŷ, "
        "so ∂L/∂ŷ = {up} − {bracketed} = 4(ŷ − y)."
    ),
    far_wrong=(
        "squared error lies flat at 2, as wrong as can be, and has no slope left to learn from"
    ),
    far_shape="squared error levels off at 2",
    # Training
    short="SE",
    push="4r²(1 − r)",
    # Likelihood
    equal="a circle or, with more classes, a sphere around the truth",
    # Thresholds
    weight=r"$w(\theta) = 2$, all thresholds alike",
    looks="weighs all θ alike",
)
CROSS_ENTROPY = Words(
    noun="cross-entropy",
    # Distributions
    formula=r"-\sum_{k=1}^{K} y^k \log \hat{y}^k",
    pieces=arithmetic.of_cross_entropy,
    # Compensation
    truth_cost="its entropy",
    count_why=(
        "**Cross-entropy follows the residual** while it is small: 0.2 is twice 0.1 and costs "
        "{ratio} times as much; nearer to the truth that goes to 2, which takes 2 − 1 = 1."
    ),
    rescaled="in bits cross-entropy is 0.3219 against 0.152, still {ratio} times",
    # Gradients
    slope=r"-\frac{y}{\hat y}",
    slope_with=r"-\frac{{{y}}}{{{y_hat}}}",
    logit_slope=r"\hat y - y",
    logit_slope_with="{y_hat} - {y}",
    wrong_classes="under cross-entropy that is so for every wrong class that has any ŷ",
    article_slope=(
        "**The article leaves the sign out** under cross-entropy: it writes ∂L/∂ŷ = y/ŷ, as it "
        "writes the loss without its minus. The gradient is **−y/ŷ**: here, on {name}, {entry}. "
        "Taken with a plus, each descent step would lower the probability of the truth."
    ),
    through_softmax=(
        "Under cross-entropy that cancels the 1/ŷ, and ŷ − y is left: the further off, the harder."
    ),
    push_shape="cross-entropy falls along a straight line from 1 to 0",
    end_shape="cross-entropy stays at 1 on the left and falls to 10⁻⁶ on the right",
    chain_slope=r"-\frac{y}{\hat y} + \frac{1-y}{1-\hat y}",
    chain_slope_one=r"-\frac{{1}}{{{y_hat}}}",
    chain_slope_zero=r"\frac{{1}}{{{rest}}}",
    far_wrong="cross-entropy keeps a slope of 1",
    far_shape="cross-entropy rises along a straight line",
    # Training
    short="CE",
    push="r = 1 − ŷ",
    # Likelihood
    equal="for a one-hot truth a straight line, since only the true class counts",
    # Thresholds
    weight=r"$w(\theta) = 1/\theta$, more the smaller θ: for a soft truth less its entropy",
    looks="looks hardest at small θ",
)
SPHERICAL = Words(
    noun="spherical loss",
    # Distributions
    formula=r"1 - \frac{\sum_{k=1}^{K} y^k \hat{y}^k}{\sqrt{\sum_{k=1}^{K} (\hat{y}^k)^2}}",
    pieces=arithmetic.of_spherical,
    # Compensation
    truth_cost="1 − ‖y‖₂",
    count_why=(
        "**The spherical loss squares the residual** while it is small: 0.2 is twice 0.1 and costs "
        "{ratio} times as much; nearer to the truth that goes to 4, which takes 4 − 1 = 3."
    ),
    rescaled="doubled, the spherical loss is 0.05971 against 0.01223, still {ratio} times",
    # Gradients
    slope=r"\frac{\hat y\,s - y\,n^2}{n^3}",
    slope_with=r"\frac{{{y_hat} \cdot {hit} - {y} \cdot {norm}^2}}{{{norm}^3}}",
    slope_letters=(
        r"s = \textstyle\sum_j y^j \hat y^j = {hit} \\ &\quad "
        r"n = \lVert \hat y \rVert_2 = {norm}"
    ),
    wrong_classes=(
        "under the spherical loss that is so for every wrong class that has any ŷ, most for the "
        "largest"
    ),
    through_softmax=(
        "Under the spherical loss the ŷ stays: where the true class has hardly any probability, "
        "hardly any push is left. The sum m is 0, because rescaling ŷ changes no angle."
    ),
    spread="beside the line of the spherical loss",
    push_shape="spherical loss rises from 0 to 0.38 at 0.4 and falls back to 0",
    end_shape="spherical loss falls to 10⁻⁶ on the left and to 10⁻¹² on the right",
    chain_slope=r"\frac{\hat y - y}{(\hat y^2 + (1-\hat y)^2)^{3/2}}",
    chain_slope_one=r"\frac{{{y_hat} - 1}}{{({base}^2 + {rest_base}^2)^{{3/2}}}}",
    chain_slope_zero=r"\frac{{{y_hat} - 0}}{{({base}^2 + {rest_base}^2)^{{3/2}}}}",
    far_wrong=(
        "the spherical loss lies flat at 1, as wrong as can be, and has no slope left to learn from"
    ),
    far_shape="spherical loss levels off at 1",
    # Training
    short="SL",
    push="r²(1 − r)/(r² + (1 − r)²)^1.5",
    # Likelihood
    no_likelihood=(
        "For a one-hot truth it is, up to a factor and a constant, the NLL of a direction: a von "
        "Mises–Fisher distribution on the sphere around that of ŷ. No label and no probability is "
        "drawn from it, so there is no picture of it here."
    ),
    equal="for a one-hot truth the predictions that make the same angle with it",
    # Thresholds
    weight=(
        r"$w(\theta) = \tfrac12 \left(\theta^2 + (1-\theta)^2\right)^{-3/2}$, most around a half"
    ),
    looks="looks hardest at θ around a half",
)

POWER = Words(
    noun="power loss",
    # Distributions
    formula=(
        r"\begin{gathered}\sum_{k=1}^{K} \Bigl[(\hat{y}^k)^{1+a} "
        r"- \bigl(1 + \tfrac{1}{a}\bigr)\, y^k (\hat{y}^k)^a \\ "
        r"+ \tfrac{1}{a}\, (y^k)^{1+a}\Bigr]\end{gathered}"
    ),
    pieces=arithmetic.of_power,
    # Compensation
    truth_cost="",
    count_why=(
        "**The power loss raises the residual to 1 + a** while it is small: 0.2 is twice 0.1 and "
        "costs {ratio} times as much; nearer to the truth that goes to 2¹⁺ᵃ, which takes 2¹⁺ᵃ − 1: "
        "3 for a = 1, and close to 1 for a close to 0."
    ),
    rescaled="with its penalties doubled the power loss still has {ratio} times",
    # Gradients
    slope=r"(1+a)\,\hat y^{a-1}(\hat y - y)",
    slope_with=r"(1+a) \cdot {base}^{{a-1}}({y_hat} - {y})",
    wrong_classes=(
        "the power loss can raise a small wrong class while it presses down a large one"
    ),
    through_softmax=(
        "Under the power loss ŷᵃ stays: where the true class has hardly any probability, less "
        "push is left, hardly any the nearer a is to 1."
    ),
    spread="below the line of the power loss",
    push_shape="power loss rises from 0 and falls back to 0",
    end_shape="power loss falls on both sides, on the left the more the nearer a is to 1",
    chain_slope=r"(1+a)(\hat y - y)\,s",
    chain_slope_one=r"(1+a)({y_hat} - 1)\,s",
    chain_slope_zero=r"(1+a)({y_hat} - 0)\,s",
    chain_note=(
        "The power loss charges both, with {up} on ŷ and {down} on 1 − ŷ, so ∂L/∂ŷ = {up} − "
        "{bracketed}: in one formula with s = ŷᵃ⁻¹ + (1 − ŷ)ᵃ⁻¹."
    ),
    far_wrong=(
        "the power loss bends towards 1 + 1/a, as wrong as can be, and has ever less slope to "
        "learn from, the sooner the nearer a is to 1"
    ),
    far_shape="power loss bends towards 1 + 1/a, the sooner the nearer a is to 1",
    # Training
    short="PL",
    push="(1 + a)·r(1 − r)(rᵃ + r(1 − r)ᵃ⁻¹)",
    # Likelihood
    no_likelihood=(
        "It is the density power divergence between the truth and ŷ, made for estimates that a few "
        "odd observations do not carry away (Basu, Harris, Hjort and Jones, "
        "[1998](https://doi.org/10.1093/biomet/85.3.549)). Its limit at a = 0 alone is a "
        "likelihood, that of a multinomial."
    ),
    equal="for a one-hot truth a line around the truth, the straighter the nearer a is to 0",
    # Thresholds
    weight=r"$w(\theta) = (1+a)\,\theta^{a-1}$, the more for small θ the nearer a is to 0",
    looks="looks harder at small θ the nearer a is to 0",
)

WORDS = {
    "squared_error": SQUARED_ERROR,
    "cross_entropy": CROSS_ENTROPY,
    "spherical": SPHERICAL,
    "power": POWER,
}


def head_of(loss: str) -> str:
    """A loss at the head of a sentence."""
    return f"{palette.LOSSES[loss].symbol} **{capitalised(WORDS[loss].noun)}**"


def name_of(loss: str) -> str:
    """A loss within a sentence."""
    return f"{palette.LOSSES[loss].symbol} **{WORDS[loss].noun}**"
