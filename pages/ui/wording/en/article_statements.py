"""What the article states, what the app shows of it, and where it is corrected.

The same list stands in README.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from pages.ui.results.article import CONFIDENCE, RESIDUAL, SIGMA, Found, found
from pages.ui.wording.formats import number, times


class Note(NamedTuple):
    """One statement of the article.

    Attributes
    ----------
    says : str
        The statement, in English.
    quote : str
        The words of the article, as it has them; … where some are left out.
    shown : str
        What the app shows, with its number.
    page : str
        The page that shows it, by its file.
    preset : str or None
        The preset that shows it, by its key; None where any scenario does.
    correction : str or None
        Where the article is loose, what holds instead.
    opened : str or None
        The part of the page that shows it, by its key, where the page folds it away.
    """

    says: str
    quote: str
    shown: str
    page: str
    preset: str | None = None
    correction: str | None = None
    opened: str | None = None


@cache
def notes() -> tuple[Note, ...]:
    """All statements, in the order of the article."""
    about = (_losses, _gradients, _comparisons, _likelihoods)
    return tuple(note for notes_on in about for note in notes_on(found()))


def _losses(found: Found) -> tuple[Note, ...]:
    ce, _ = found.nearly["cross_entropy"]
    se, _ = found.nearly["squared_error"]
    return (
        Note(
            "Squared error is the mean over all samples of Σ(y − ŷ)² over the classes.",
            "基于MSE的损失函数为…多分类模型下损失函数则为",
            f"For the truth (1, 0, 0) it charges (0.8, 0.2, 0) **{number(se)}**.",
            "distributions",
            "article",
        ),
        Note(
            "Cross-entropy comes from information theory and tells how far the prediction is from "
            "the truth.",
            "交叉熵方法基于信息论中交叉熵的概念,反映预测概率分布和真实概率分布的差别.",
            f"The truth itself as the prediction is charged **{number(0.0)}** where it is one-hot "
            f"and its entropy where it is not: **{number(found.entropy)}** for "
            f"({', '.join(map(number, found.soft))}).",
            "distributions",
            "soft_truth",
        ),
        Note(
            "Cross-entropy is the mean of Σ y·log ŷ.",
            "多分类模型下,基于交叉熵的损失函数为",
            f"It charges the same prediction **{number(ce)}**.",
            "distributions",
            "article",
            f"The minus sign is missing: the loss is −Σ y·log ŷ. As written it would be "
            f"{number(-ce)} here, and the worst prediction would have the least loss.",
        ),
        Note(
            "A one-hot truth leaves log ŷ of the true class alone.",
            "往往每个样例的真实概率分布为one-hot型,也就是说每个样例都属于某类",
            "The classes add " + ", ".join(f"**{number(v)}**" for v in found.terms) + ".",
            "distributions",
            "article",
        ),
        Note(
            "With two classes it is y·log ŷ + (1 − y)·log(1 − ŷ), with ŷ for class 1.",
            "在二分类模型中,不妨说类别是1和0…是样例为1类的预测概率",
            f"ŷ = {number(found.y_hat_of_one)} for a sample of class 1 is charged "
            f"**{number(found.binary)}**, given as one number or as two columns. Here, too, the "
            "minus sign belongs in front.",
            "distributions",
            "two_classes",
        ),
    )


def _gradients(found: Found) -> tuple[Note, ...]:
    ce, se = found.chains["cross_entropy"], found.chains["squared_error"]
    return (
        Note(
            "Logistic regression sets ŷ = σ(wx + b); cross-entropy becomes the logit loss.",
            "逻辑回归用的是log odds模型…基于cross-entropy的损失函数就变成了logit loss.",
            f"w = 1, x = −2, b = 0 give ŷ = {number(ce.y_hat)}; a sample of class 1 is charged "
            f"**{number(ce.loss)}**.",
            "gradients",
            opened="logistic",
        ),
        Note(
            "∂L/∂θ = ∂L/∂ŷ · ∂ŷ/∂θ: the first factor comes from the loss, the second from the "
            "model.",
            "按照链式法则…项一…和模型有关…项二…和损失函数用的是MSE还是交叉熵有关.",
            f"There ∂L/∂w is ({number(ce.dloss_dy_hat)}) × {number(ce.dy_hat_dz)} × (−2) = "
            f"**{number(ce.dloss_dw)}** under cross-entropy and **{number(se.dloss_dw)}** under "
            "squared error.",
            "gradients",
            opened="logistic",
        ),
        Note(
            "Squared error has ∂L/∂ŷ = 2(ŷ − y).",
            "用MSE时",
            f"At ŷ = 0.8 on the true class: **{number(found.slopes['squared_error'])}**.",
            "gradients",
            "article",
            opened="arithmetic",
        ),
        Note(
            "Cross-entropy has ∂L/∂ŷ = y/ŷ.",
            "用交叉熵时",
            f"At ŷ = 0.8 on the true class: **{number(found.slopes['cross_entropy'])}**.",
            "gradients",
            "article",
            "The sign is missing here as well: the gradient is −y/ŷ, so that a step against it "
            "raises ŷ.",
            "arithmetic",
        ),
        Note(
            "Late in training residuals are small, and squared error may converge much more slowly "
            "if step sizes do not adapt or the method is of first order.",
            "优化的后期往往会残差很小,如果使用的优化算法学习率不能自适应或者优化算法只用一阶梯度信息,"
            "则MSE损失函数的收敛可能会慢很多.",
            f"By the laws of gradient descent one sample gets to a residual of {RESIDUAL} in "
            f"**{found.steps['cross_entropy']:,.0f}** steps under cross-entropy and in "
            f"**{found.steps['squared_error']:,.0f}** under squared error, "
            f"**{times(found.slower)}** as many. The article's “if” matters: with Adam or "
            "Newton the lag shrinks.",
            "training",
        ),
    )


def _comparisons(found: Found) -> tuple[Note, ...]:
    se, ce = found.spread["squared_error"], found.spread["cross_entropy"]
    needed = found.needed["cross_entropy"]
    return (
        Note(
            "Each sample counts on its own, so one sample shows the difference.",
            "因为在损失函数计算时每个样例是独立的,我们不妨从单个样例的角度来看MSE和交叉熵的区别.",
            f"The mean of the eight penalties of model A is **{number(found.mean)}**; the "
            f"costliest sample brings {number(found.most)} to their sum of {number(found.sum)}.",
            "samples",
            "eight",
        ),
        Note(
            "(0.8, 0.2, 0) against (0.8, 0.1, 0.1): squared error prefers the second, "
            "cross-entropy sees no difference, and both name the same class.",
            "MSE-based,就是模型2更好;交叉熵-based认为一样.从最终预测的类别上看,模型1和模型2的真实输出"
            "其实是一样的.",
            f"**{number(se[0])}** against **{number(se[1])}**; **{number(ce[0])}** and "
            f"**{number(ce[1])}**.",
            "distributions",
            "spread",
        ),
        Note(
            "Squared error punishes large residuals more.",
            "MSE对残差大的样例惩罚更大些.",
            f"At ŷ = {CONFIDENCE}, 1 % more residual costs "
            f"**{number(found.elasticity['squared_error'], 3)} %** more under squared error and "
            f"**{number(found.elasticity['cross_entropy'], 3)} %** more under cross-entropy.",
            "distributions",
            "article",
            "It holds in ratio, as squared error grows with the square of the residual everywhere. "
            f"But below ŷ = **{number(found.steeper_below)}** on the true class, where "
            "1 − ŷ = −2·ŷ·log ŷ, cross-entropy is the steeper of the two, and it has no ceiling; "
            "squared error ends at 2.",
        ),
        Note(
            "(0.8, 0.2, 0) against (0.9, 0.1, 0): 4 times the squared error, about twice the "
            "cross-entropy.",
            "MSE-based算出来模型1的误差是模型2的4倍,而交叉熵-based算出来模型1的误差是模型2的2倍左右.",
            f"**{times(found.ratios['squared_error'])}** and "
            f"**{times(found.ratios['cross_entropy'])}**.",
            "distributions",
            "article",
        ),
        Note(
            "To make up for it takes 3 perfect samples under squared error and only one under "
            "cross-entropy.",
            "MSE-based需要3个完美预测的样例才能达到和模型2一样的损失,而交叉熵-based只需要一个.",
            f"**{found.needed['squared_error'].count}**; and **{number(needed.exact)}**.",
            "compensation",
            "article",
            f"{number(needed.exact)} is not one: {needed.nearest} leaves the mean closest to the "
            f"target, and {needed.count} is the least that reaches it.",
        ),
        Note(
            "Where the class is right, 0.8 may be good enough.",
            "实际上,模型输出正确的类别,0.8可能已经是个不错的概率了.",
            "Both models name the true class; the table marks right and wrong beside the "
            "penalties, so that you can judge.",
            "samples",
            "article",
        ),
    )


def _likelihoods(found: Found) -> tuple[Note, ...]:
    factor, constant, gaussian = found.gaussian
    ce, _ = found.nearly["cross_entropy"]
    se, _ = found.nearly["squared_error"]
    return (
        Note(
            "Squared error is the negative log-likelihood of a Gaussian, cross-entropy that of a "
            "multinomial.",
            "MSE是假设数据符合高斯分布时,模型概率分布的负条件对数似然;交叉熵是假设模型分布为"
            "多项式分布时,模型分布的负条件对数似然.",
            f"{number(factor)} × {number(se)} + {number(constant)} = **{number(gaussian)}** with "
            f"σ = {SIGMA}: up to a factor and a constant. 1 × {number(ce)} + 0 = "
            f"**{number(found.multinomial)}**: as it stands.",
            "likelihood",
            "article",
        ),
        Note(
            "Goodfellow et al. call every loss that is a negative log-likelihood a cross-entropy "
            "between the data and the model.",
            "樱花书中把基于负对数似然的损失都叫做模型分布和经验分布之间的交叉熵.",
            "*Deep Learning*, section 5.5.1, is what the page rests on.",
            "likelihood",
        ),
    )
