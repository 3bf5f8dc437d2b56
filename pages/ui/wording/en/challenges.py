"""The challenges of the page Distributions: what to bring about, and what is to be learnt by it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pages.ui.results.challenges import BY_NAME
from pages.ui.wording.en.losses import WORDS
from pages.ui.wording.formats import count, listed

if TYPE_CHECKING:
    from losscore import Loss

TITLE = "Challenges"
CHOOSE = "Bring about, with the numbers above"

# By name: what it is called, what is asked, and what was learnt. {first} is the first loss.
TEXTS = {
    "seven": (
        "Exactly 7",
        "Make it take just **7 perfect samples** under {first}: 6 would be too few, an eighth is "
        "not needed.",
        "What a mean has above a perfect sample falls as 1/(1 + m): 7 are needed where one model "
        "has more than 7 times as much of it as the other, and at most 8 times.",
    ),
    "nat": (
        "One nat",
        "Make cross-entropy charge A exactly **1**, to five decimals. A bar moves by "
        "hundredths, which is too coarse: type the numbers.",
        "For a one-hot truth that is ŷ = 1/e ≈ 0.36788, wherever the rest went: "
        "a nat is what giving a truth 1/e costs.",
    ),
    "never": (
        "Never",
        "Make **no number** of perfect samples enough under both losses, without an infinite "
        "penalty.",
        "Perfect samples pull a mean towards their own penalty and never onto it: whoever is "
        "there cannot be caught.",
    ),
    "disagree": (
        "Disagree",
        "Make the **losses disagree** about two models that both name the true class.",
        "The losses weigh differently how the rest is spread over the wrong classes. With two "
        "classes there is no rest to spread, and no such quarrel.",
    ),
    "blind": (
        "Right or wrong",
        "One model names the true class, the other a wrong one. Make cross-entropy see "
        "**no difference**, and squared error one.",
        "For a one-hot truth cross-entropy reads ŷ of the true class alone: it does not know "
        "whether another class got more.",
    ),
    "infinite": (
        "Beyond repair",
        "Make cross-entropy charge A **infinitely** much and B not, while squared error prefers A.",
        "One 0 where the truth has mass is all that cross-entropy sees; to squared error it is one "
        "residual among others.",
    ),
    "thousand": (
        "A thousand",
        "Make one model need **1,000** perfect samples or more under squared error, and fewer than "
        "**100** under cross-entropy.",
        "Near a perfect model small residuals count in squares under squared error, and as they "
        "are under cross-entropy: the better the rival, the further apart the counts.",
    ),
    "costly": (
        "Perfect, and costly",
        "Let A predict **just the truth**, and make cross-entropy charge it more than 1 all the "
        "same.",
        "What is left is the entropy of the truth: no model gets below it, and it tops out at "
        "log K, which exceeds 1 from three classes on.",
    ),
    "wrong": (
        "The wrong one wins",
        "A names the true class, B another one. Make **both losses prefer B**.",
        "A loss pays for probability on the truth, not for the class that comes out on top: "
        "accuracy would have chosen A.",
    ),
    "twice": (
        "Twice, twice",
        "Make A pay **twice** what B pays, to four digits, under squared error and under "
        "cross-entropy.",
        "For a one-hot truth twice the cross-entropy is the square of the probability, as 0.36 is "
        "of 0.6; spreading the rest then moves squared error alone.",
    ),
    "sevens": (
        "Seven, seven",
        "Make it take just **7 perfect samples under both losses**.",
        "A count hangs on one ratio alone. Both losses had to find A and B just as far apart, "
        "above 7 times and at most 8, though each measures in its own way.",
    ),
}


def option(name: str, solved: frozenset[str]) -> str:
    """A challenge to choose: marked when it was solved, and when it is hard."""
    mark = "✓ " if name in solved else ""
    return f"{mark}{TEXTS[name][0]}{' (hard)' if BY_NAME[name].hard else ''}"


def progress(solved: int, offered: int) -> str:
    """How many of the challenges were solved."""
    return f"{solved} of {count(offered, 'challenge')} solved; the link remembers."


def task(name: str, losses: Sequence[Loss], *, now: bool, before: bool) -> str:
    """What is asked, or once it is met what it teaches."""
    title, asked, learnt = TEXTS[name]
    if now:
        return f"✓ **{title}: solved.** {learnt}"
    mark = " You had it before." if before else ""
    return f"◇ **{title}.** {asked.format(first=WORDS[losses[0].name].noun)}{mark}"


def other_losses(name: str) -> str:
    """Which losses a challenge is about that were not chosen."""
    needed = listed(sorted(WORDS[loss].noun for loss in BY_NAME[name].needs))
    return f"◇ **{TEXTS[name][0]}.** This challenge is about {needed}: choose them under *Losses*."
