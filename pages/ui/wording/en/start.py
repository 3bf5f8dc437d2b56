"""The sentences of the page Start."""

from __future__ import annotations

from collections.abc import Mapping

from pages.ui import palette
from pages.ui.results.start import Race
from pages.ui.wording.en.losses import WORDS, head_of, name_of
from pages.ui.wording.formats import exact_text, listed, number, whole_text

WHAT = (
    "A **loss** charges a classifier for every answer: nothing where it was sure and right, more "
    "the less it gave to what is true. A's answer costs more than B's. Perfect answers cost "
    "nothing and pull A's average down, until it is as low as B's."
)
GUESS = "Your guess: this many perfect answers"
PRESS = "Or press a number key."
RESIDUAL = "A's **residual**, what it lacks to 100 %, is twice B's.\n\n"
SAY = "What each of them gives to what is true. A perfect answer gives it all."
ADD = "Add one perfect answer"
FROM_START = "From the start"


def reveal(found: Mapping[str, Race]) -> str:
    """How many it takes under each loss, in one sentence."""
    counts = (
        f"**{exact_text(race.answer.exact)}** under {name_of(loss)}" for loss, race in found.items()
    )
    alike = len({race.answer.exact for race in found.values()}) == 1
    moral = "here both count alike" if alike else "how bad an answer is depends on **who counts**"
    return f"It takes {listed(counts)}: {moral}."


def judged(guess: int, found: Mapping[str, Race]) -> str:
    """What the guess is under each loss."""
    counts = [race.answer.count for race in found.values()]
    if guess < min(counts):
        told = "too few for both"
    elif guess > max(counts):
        told = "more than either asks for"
    elif min(counts) == max(counts):
        told = "just what both ask for" + _least(*found.values())
    else:
        told = listed(_judged(guess, *race) for race in found.items())
    return f"You said {guess}: {told}."


def _judged(guess: int, loss: str, race: Race) -> str:
    least = race.answer.count
    noun = WORDS[loss].noun
    if guess < least:
        return f"too few for {noun}"
    if guess > least:
        return f"more than {noun} asks for"
    return f"just what {noun} asks for{_least(race)}"


def _least(*races: Race) -> str:
    """That a whole number is the least that does, where just as many as are needed is none."""
    least = races[0].answer.count
    exact = all(race.answer.exact == least for race in races)
    return "" if exact else f" ({whole_text(least)} are the least that do)"


def why(found: Mapping[str, Race]) -> str:
    """Why each loss counts as it does, a sentence a loss."""
    return RESIDUAL + "\n\n".join(
        f"{palette.LOSSES[loss].symbol} "
        + WORDS[loss].count_why.format(ratio=number(race.start / race.target))
        for loss, race in found.items()
    )


def panel(loss: str, race: Race) -> dict[str, object]:
    """What the picture says under one loss: everything in it that is a word or a number."""
    texts = [_after(added, mean, race) for added, mean in enumerate(race.means)]
    return {
        "label": f"{palette.LOSSES[loss].symbol} {palette.LOSSES[loss].label}",
        "color": palette.LOSSES[loss].color,
        "shares": [mean / race.start for mean in race.means],
        "target": race.target / race.start,
        "start": f"{palette.MODEL_A.symbol} A {number(race.start)}",
        "goal": f"{palette.MODEL_B.symbol} B {number(race.target)}",
        "texts": texts,
    }


def _after(added: int, mean: float, race: Race) -> str:
    answers = "1 answer" if added == 0 else f"1 answer and {added} perfect"
    beyond = added - race.answer.count
    reached = "" if beyond < 0 else " Less than B." if beyond else " B is reached."
    return f"{palette.MODEL_A.symbol} A {number(mean)}, over {answers}.{reached}"


def alt(found: Mapping[str, Race]) -> str:
    """The picture for those who do not see it."""
    each = "; ".join(
        f"{head_of(loss)}: from {number(race.start)} to {number(race.target)}"
        for loss, race in found.items()
    )
    return f"The mean of A comes down as perfect answers are added. {each}.".replace("*", "")


WAYS = {
    "distributions": "Move the numbers",
    "compensation": "See how it is counted",
    "samples": "Bring your own models",
}
