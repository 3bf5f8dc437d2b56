"""Challenges: what one sample and two models can be made to show, and whether they do. Pure.

Each is held to what `losscore` says of the sample under the two losses that are compared.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from losscore import Loss
from pages.ui.inputs.scenario import Sample, default_names
from pages.ui.inputs.settings import CHALLENGES, NO_CHALLENGE
from pages.ui.inputs.share import Case
from pages.ui.results.compensation import Gap, gap, of_sample
from pages.ui.results.penalties import Charge, charge

_NAT = 5e-6  # So near 1 a penalty is 1 to five decimals, which six digits of ŷ can bring about.
_TWICE = 5e-4  # A ratio so near 2 is written as 2.


class Found(NamedTuple):
    """What one loss says of the sample: its two penalties, and what would make up for them."""

    charge: Charge
    gap: Gap


# By the names of the losses, in their order.
Scores = Mapping[str, Found]


class Challenge(NamedTuple):
    """One challenge.

    `needs` names the losses that it is about, if not about any two; `hard` is for those that ask
    for more than one idea.
    """

    is_met: Callable[[Sample, Scores], bool]
    needs: frozenset[str] = frozenset()
    hard: bool = False


def is_offered(name: str, losses: Collection[Loss]) -> bool:
    """Whether the challenge so called is about these losses."""
    return BY_NAME[name].needs <= {loss.name for loss in losses}


def is_met(name: str, sample: Sample, losses: Collection[Loss]) -> bool:
    """Whether the sample meets the challenge so called under these losses."""
    if sample.broken or not is_offered(name, losses):
        return False
    batch = of_sample(default_names(len(sample.truth)), sample)
    scores = {loss.name: Found(charge(sample, loss), gap(batch, loss)) for loss in losses}
    return BY_NAME[name].is_met(sample, scores)


def solved(case: Case) -> frozenset[str]:
    """The names of the challenges that were ever met on the way to this case."""
    bits = case.value("solved")
    return frozenset(name for k, name in enumerate(CHALLENGES) if bits >> k & 1)


def with_solved(case: Case, losses: Collection[Loss]) -> Case:
    """The case, with the challenge that is chosen marked as solved if it is met."""
    name = case.value("challenge")
    if name == NO_CHALLENGE or name in solved(case):
        return case
    if not is_met(name, case.scenario.samples[case.value("sample") - 1], losses):
        return case
    bit = 1 << CHALLENGES.index(name)
    return Case(case.scenario, {**case.chosen, "solved": case.value("solved") | bit})


def _named(sample: Sample, model: str) -> bool | None:
    """Whether the class a model names is the true one; None if it names none, or none is true."""
    given = getattr(sample, model)
    if sample.label is None or given.count(max(given)) > 1:
        return None
    return given.index(max(given)) == sample.label


def _preferred(scores: Scores) -> list[str | None]:
    return [found.charge.preferred for found in scores.values()]


def _counts(scores: Scores) -> list[int | None]:
    return [found.gap.answer.count for found in scores.values()]


def _finite(scores: Scores) -> bool:
    return all(math.isfinite(value) for found in scores.values() for value in found.charge[:2])


def _disagree(sample: Sample, scores: Scores) -> bool:
    return (
        set(_preferred(scores)) == {"a", "b"} and _named(sample, "a") is _named(sample, "b") is True
    )


def _nat(sample: Sample, scores: Scores) -> bool:
    return abs(scores["cross_entropy"].charge.a - 1.0) < _NAT


def _seven(sample: Sample, scores: Scores) -> bool:
    return _counts(scores)[0] == 7


def _never(sample: Sample, scores: Scores) -> bool:
    return _counts(scores) == [None, None] and _finite(scores)


def _thousand(sample: Sample, scores: Scores) -> bool:
    slow, fast = (scores[loss].gap for loss in ("squared_error", "cross_entropy"))
    if slow.worse != fast.worse or None in (slow.answer.count, fast.answer.count):
        return False
    return slow.answer.count >= 1000 and 1 <= fast.answer.count < 100


def _blind(sample: Sample, scores: Scores) -> bool:
    one_is_right = {_named(sample, model) for model in ("a", "b")} == {True, False}
    tied, other = (scores[loss].charge.preferred for loss in ("cross_entropy", "squared_error"))
    return one_is_right and tied is None and other is not None


def _infinite(sample: Sample, scores: Scores) -> bool:
    charged = scores["cross_entropy"].charge
    preferred = scores["squared_error"].charge.preferred
    return math.isinf(charged.a) and math.isfinite(charged.b) and preferred == "a"


def _costly(sample: Sample, scores: Scores) -> bool:
    return sample.a == sample.truth and scores["cross_entropy"].charge.a > 1.0


def _wrong(sample: Sample, scores: Scores) -> bool:
    right, wrong = _named(sample, "a"), _named(sample, "b")
    return right is True and wrong is False and _preferred(scores) == ["b", "b"]


def _twice(sample: Sample, scores: Scores) -> bool:
    charges = [found.charge for found in scores.values()]
    return _finite(scores) and all(c.b > 0.0 and abs(c.a / c.b - 2.0) < _TWICE for c in charges)


def _sevens(sample: Sample, scores: Scores) -> bool:
    return _counts(scores) == [7, 7]


_BOTH = frozenset({"squared_error", "cross_entropy"})
_ENTROPY = frozenset({"cross_entropy"})

BY_NAME = {
    "seven": Challenge(_seven),
    "nat": Challenge(_nat, _ENTROPY),
    "never": Challenge(_never),
    "disagree": Challenge(_disagree),
    "blind": Challenge(_blind, _BOTH),
    "infinite": Challenge(_infinite, _BOTH),
    "thousand": Challenge(_thousand, _BOTH),
    "costly": Challenge(_costly, _ENTROPY),
    "wrong": Challenge(_wrong, hard=True),
    "twice": Challenge(_twice, _BOTH, hard=True),
    "sevens": Challenge(_sevens, hard=True),
}
