"""What is said beside the pictures of the bundled digits."""

from __future__ import annotations

from pages.ui.results.samples import Summary
from pages.ui.results.samples_gallery import Exhibit
from pages.ui.wording.en.losses import WORDS
from pages.ui.wording.formats import count, listed


def shown(number: int, size: int, truth: str) -> str:
    """Beside the picture of an opened digit."""
    return f"What both models were shown: digit {number:,} of the {size:,}, {_one(truth)}."


def picture(number: int, truth: str) -> str:
    """What a picture is, for those who do not see it."""
    return f"Digit {number:,}, {_one(truth)}"


def gallery_title(exhibits: tuple[Exhibit, ...]) -> str:
    """What the gallery is of."""
    if len(exhibits) == 1:
        return "The digit that costs infinity"
    return f"The {len(exhibits):,} digits that cost infinity"


def gallery(scored: Summary, exhibits: tuple[Exhibit, ...]) -> str:
    """Why they do, and what one of them is enough for."""
    losses = [name for name in scored.losses if any(name in e.losses for e in exhibits)]
    models = sorted({exhibit.model.upper() for exhibit in exhibits})
    what, costs = ("it", "it costs") if len(exhibits) == 1 else ("each of them", "each costs")
    return (
        f"{listed(models)} gave exactly 0 to what {what} is, so {costs} infinitely much under "
        f"{listed(WORDS[name].noun for name in losses)}: one among "
        f"{count(scored.size, 'digit')} is enough for an infinite mean. A click opens what both "
        "models predicted."
    )


def truth(exhibit: Exhibit) -> str:
    """Below a picture: what it is."""
    return _one(exhibit.truth)


def verdict(exhibit: Exhibit) -> str:
    """Below that: what the model said."""
    return f"{exhibit.model.upper()} said {exhibit.said}"


def _one(digit: str) -> str:
    return f"an {digit}" if digit == "8" else f"a {digit}"
