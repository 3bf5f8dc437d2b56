"""What there is to guess on a page whose answer is covered, by a word. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pages.ui.results.gradients import Push
from pages.ui.results.penalties import Charge
from pages.ui.results.thresholds import Lead

# By the first whole number that no longer belongs to it, how many perfect samples.
_UP_TO = {1: "0", 2: "1", 3: "2", 4: "3", 5: "4", 10: "5_to_9", 100: "10_to_99"}
_ROUNDING = 1e-12


def preferred(charges: Iterable[Charge]) -> str:
    """Which model two losses prefer: "a", "b" or "neither"; "apart", or "one" of them alone."""
    found = {charge.preferred for charge in charges}
    if len(found) == 1:
        return found.pop() or "neither"
    return "one" if None in found else "apart"


def needed(count: int | None) -> str:
    """How many perfect samples, in words that leave room for a guess."""
    if count is None:
        return "never"
    return next((word for end, word in _UP_TO.items() if count < end), "100_or_more")


def ahead(lead: Lead) -> str:
    """Which model is better at every threshold: "a", "b" or "neither"; "apart" if it depends."""
    return "neither" if lead.same else lead.everywhere or "apart"


def harder(pushes: Mapping[str, Push], k: int) -> str:
    """Which of two losses pushes harder on class k: "first", "second" or "alike"."""
    first, second = (abs(push.logit[k]) for push in pushes.values())
    if abs(first - second) <= _ROUNDING * max(first, second):
        return "alike"
    return "first" if first > second else "second"
