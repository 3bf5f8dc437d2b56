"""The sentences of the page Likelihood."""

from __future__ import annotations

import math

from pages.ui import palette
from pages.ui.results.likelihood import MOST_DRAWS, Likelihood
from pages.ui.wording.formats import count, display, number, paragraphs, percent, tex

GAUSSIAN = palette.SQUARED_ERROR.symbol
MULTINOMIAL = palette.CROSS_ENTROPY.symbol


def answer(model: str, gaussian: Likelihood, multinomial: Likelihood | None) -> str:
    """Each loss of one model as a negative log-likelihood, with its numbers."""
    look = palette.COLUMNS[model]
    return "  \n".join(
        (
            f"How unlikely {look.symbol} {look.label}'s prediction makes the truth, as negative "
            "log-likelihood (NLL):",
            f"{GAUSSIAN} **Squared error** {number(gaussian.penalty)} comes from a **Gaussian** "
            f"around ŷ: NLL = {_sum(gaussian)}.",
            _multinomial(multinomial),
            "Factor and constant are the same for every prediction, so the likeliest prediction "
            "is the one with the least loss.",
        )
    )


def _multinomial(found: Likelihood | None) -> str:
    head = f"{MULTINOMIAL} **Cross-entropy**"
    if found is None:
        return (
            f"{head} comes from a **multinomial** with ŷ, one NLL a draw, but for a constant: up "
            f"to {MOST_DRAWS:,} draws give no counts with just these frequencies."
        )
    if math.isinf(found.nll):
        return (
            f"{head} comes from a **multinomial** with ŷ, which gives this truth probability 0: "
            "both are infinite. No Gaussian ever rules a value out."
        )
    draws = count(int(found.factor), "draw")
    return (
        f"{head} {number(found.penalty)} comes from a **multinomial** with ŷ, {draws}: "
        f"NLL = {_sum(found)}."
    )


def _sum(found: Likelihood) -> str:
    sign = "−" if found.constant < 0.0 else "+"
    return (
        f"{number(found.factor)} × {number(found.penalty)} {sign} "
        f"{number(abs(found.constant))} = **{number(found.nll)}**"
    )


FORMULAS = {
    "squared_error": r"\underbrace{\tfrac{1}{2\sigma^2}}_{\text{factor}}\,"
    r"\|y-\hat y\|_2^2 + \underbrace{\tfrac{K}{2}\log 2\pi\sigma^2}_{\text{constant}}",
    "cross_entropy": r"\underbrace{\vphantom{\tfrac{1}{2\sigma^2}}n}_{\text{factor}}\cdot\Big("
    r"-\textstyle\sum_k y^k \log\hat y^k\Big)\; \underbrace{-\,\log\tfrac{n!}"
    r"{c^1!\,\cdots\,c^K!}}_{\text{constant}}",
}


def arithmetic(loss: str, found: dict[str, Likelihood | None]) -> str:
    """A loss's formula as a likelihood, and below it the numbers of each model."""
    parts = [HEADS[loss], display(FORMULAS[loss])]
    for model, likelihood in found.items():
        if likelihood is not None:
            look = palette.COLUMNS[model]
            parts += [f"{look.symbol} {look.label}", display(solution(likelihood))]
    return paragraphs(*parts)


def solution(found: Likelihood) -> str:
    """Factor × loss + constant with its numbers, as a formula."""
    sign = "-" if found.constant < 0.0 else "+"
    return (
        rf"{tex(found.factor)} \cdot {tex(found.penalty)} {sign} {tex(abs(found.constant))}"
        rf" = {tex(found.nll)}"
    )


HEADS = {
    "squared_error": f"{GAUSSIAN} **Gaussian: factor × squared error + constant**",
    "cross_entropy": f"{MULTINOMIAL} **Multinomial: factor × cross-entropy + constant**",
}

ARITHMETIC = (
    "σ is no part of the prediction. It sets factor and constant and leaves alone which of two "
    "predictions is the likelier; with σ² = ½ the factor is 1. A density may exceed 1, and then "
    "the NLL is below 0: only differences between predictions mean anything."
)


def pictures(model: str) -> str:
    """How to read the two distributions."""
    return (
        f"{palette.TRUTH.symbol} the truth, {palette.COLUMNS[model].symbol} ŷ. The Gaussian "
        "is a hill for each class, all drawn equally high; in the grey no label and no probability "
        "can lie. The multinomial is what a draw from ŷ gives."
    )


def assumptions(y_hat: float, sigma: float, outside: float, scatter: float, sure: float) -> str:
    """What a Gaussian takes for granted that class labels do not do; `sure` scatters at 0.99."""
    share = percent(outside) if outside >= 0.001 else "less than 0.1 %"
    return (
        f"- **Values that no label has.** Around ŷ = {number(y_hat)} with σ = {number(sigma)} a "
        f"Gaussian puts **{share}** of its mass outside 0..1, and the rest in between, "
        "where no label is either: a label is 0 or 1.\n"
        "- **The same σ for every ŷ.** A label that is 1 with probability ŷ scatters by "
        f"√(ŷ(1 − ŷ)): by {number(scatter)} at ŷ = {number(y_hat)}, by {number(sure)} at "
        f"ŷ = 0.99. The Gaussian says {number(sigma)} for all of them, and takes the same residual "
        "for equally surprising wherever it is.\n"
        "- **Classes on their own.** It draws a value for each class apart from the others. Of "
        "labels, exactly one is 1.\n"
        "- **A multinomial assumes just what labels are**: one class a draw, class k with "
        "probability ŷᵏ. That is why cross-entropy has no σ to choose, and why it is infinite "
        "where the prediction ruled out what came."
    )


def views(classes: int, model: str, multinomial: Likelihood | None) -> str:
    """Both pairs of views, and the reference."""
    return paragraphs(contour_text(classes, model), counts_view(multinomial), REFERENCE)


def counts_view(multinomial: Likelihood | None) -> str:
    """The data as single draws and as counts: equally likely but for a constant."""
    head = "**Draw by draw, or counted.** "
    if multinomial is None:
        return head + (
            "Labels taken one by one and the same labels counted have likelihoods that differ by "
            "a constant, which no prediction changes. This truth is no count of up to "
            f"{MOST_DRAWS:,} labels."
        )
    draws = int(multinomial.factor)
    if draws == 1:
        return head + (
            "A one-hot truth is a single draw, and its count is the draw itself, so the constant "
            "is 0. The preset Soft truth shows ten."
        )
    return head + (
        f"This truth is {draws} labels. Taken one by one their NLL is {draws} × the "
        f"cross-entropy; counted, it is less by {number(abs(multinomial.constant))}, the "
        "logarithm of the number of orders that give these counts. No prediction changes that: as "
        "evidence, the two views are the same."
    )


def contour_text(classes: int, model: str) -> str:
    """How to read the lines of equal likelihood, or why there are none."""
    head = "**Two distributions, two ideas of “as likely”.** "
    if classes == 2:
        return head + (
            "With two classes there is nothing to spread the rest over: predictions that are as "
            "likely as each other under a Gaussian are so under the multinomial. From three "
            "classes on they part; take a preset with three to see it."
        )
    if classes > 3:
        return head + (
            "Under a Gaussian the predictions as likely as this one lie on a sphere around the "
            "truth; under the multinomial of a one-hot truth, wherever the true class has the "
            "same ŷ. Take a preset with three classes to see it drawn."
        )
    label = palette.COLUMNS[model].label
    return head + (
        f"Every prediction on the solid line is as likely as {label}'s under the Gaussian: a "
        "circle around the truth. Every prediction on the dashed line is as likely under the "
        "multinomial: for a one-hot truth a straight line, since only the true class counts. "
        "Towards the truth they are likelier. In the preset “Article: the rest spread "
        "differently” both models lie on one dashed line, and B inside A's circle."
    )


REFERENCE = (
    "Goodfellow, Bengio, Courville: *Deep Learning* (2016), section 5.5.1, "
    "[deeplearningbook.org](https://www.deeplearningbook.org/contents/ml.html). It calls every "
    "loss that is a negative log-likelihood a cross-entropy between the data and the model: in "
    "that sense squared error is one too."
)


GAUSSIAN_ALT = (
    "A Gaussian of the chosen σ for each class, around the probability that the model gives it, "
    "with the observed value marked on each; a label on each has the density there."
)
MULTINOMIAL_ALT = (
    "Bars of the probability that the model gives each class, with the observed frequency marked "
    "on each; a label on each has both numbers."
)

CONTOUR = (
    f"{palette.TRUTH.symbol} truth, {palette.MODEL_A.symbol} model A, {palette.MODEL_B.symbol} "
    f"model B. Solid: as likely under the Gaussian {GAUSSIAN}. Dashed: as likely under the "
    f"multinomial {MULTINOMIAL}."
)

CONTOUR_ALT = (
    "Triangle of all predictions of three classes with the truth and both models, a circle around "
    "the truth through the chosen model for the Gaussian, and a line through it for the "
    "multinomial."
)
