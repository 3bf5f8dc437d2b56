"""Each challenge can be met, by what a visitor can type or drag; what just fails it, fails."""

from __future__ import annotations

from itertools import permutations

import pytest

import losscore
from pages.ui.inputs.presets import PRESETS
from pages.ui.inputs.scenario import Sample
from pages.ui.inputs.settings import CHALLENGES
from pages.ui.inputs.share import Case
from pages.ui.results import challenges as results
from tests.pages.reading import case

PAIR = losscore.LOSSES["squared_error"], losscore.LOSSES["cross_entropy"]
ONE, SURE = (1, 0, 0), (0.9, 0.1, 0)
SOFT = (0.4, 0.3, 0.3)

# The truth, A and B.
MET = {
    "seven": (ONE, (0.73, 0.27, 0), SURE),
    "nat": (ONE, (0.36788, 0.63212, 0), SURE),
    "never": (ONE, SURE, ONE),
    "disagree": (ONE, (0.5, 0.25, 0.25), (0.52, 0.48, 0)),
    "blind": (ONE, (0.4, 0.6, 0), (0.4, 0.3, 0.3)),
    "infinite": (ONE, (0, 0.5, 0.5), (0.01, 0.99, 0)),
    "thousand": (ONE, (0.5, 0.5, 0), (0.99, 0.01, 0)),
    "costly": (SOFT, SOFT, (0.8, 0.1, 0.1)),
    "wrong": (ONE, (0.34, 0.33, 0.33), (0.45, 0.55, 0)),
    "twice": (ONE, (0.36, 0.433137, 0.206863), (0.6, 0.4, 0)),
    "sevens": (ONE, (0.07, 0.465, 0.465), (0.7, 0.3, 0)),
}
NEARLY = {
    "seven": [
        (ONE, (0.736, 0.264, 0), SURE),  # 5.97: 6 are enough
        (ONE, (0.71, 0.29, 0), SURE),  # 7.41: an eighth is needed
        (ONE, ONE, SURE),
    ],
    "nat": [
        (ONE, (0.3679, 0.6321, 0), SURE),  # 0.99994, not yet 1
        (ONE, (0.36787, 0.63213, 0), SURE),  # 1.00003
        (ONE, SURE, (0.367879, 0.632121, 0)),  # B's, not A's
        (ONE, (0, 1, 0), SURE),
    ],
    "never": [
        (ONE, SURE, (0.999999, 0.000001, 0)),
        (ONE, (0, 1, 0), ONE),  # infinite
        (ONE, ONE, ONE),
        ((1, 0), (0.999999, 0.000001), (0.999999, 0.000001)),
    ],
    "disagree": [
        (ONE, (0.3, 0.35, 0.35), (0.32, 0.68, 0)),  # neither names the true class
        (ONE, (0.3, 0.36, 0.34), (0.32, 0.68, 0)),  # both name a wrong one
        (ONE, (0.4, 0.3, 0.3), (0.42, 0.58, 0)),  # B names a wrong one
        (ONE, (0.8, 0.2, 0), (0.8, 0.1, 0.1)),  # one is a tie
        (ONE, (0.5, 0.25, 0.25), (0.5, 0.5, 0)),  # B names two
    ],
    "blind": [
        (ONE, (0.8, 0.2, 0), (0.8, 0.1, 0.1)),  # both are right
        (ONE, (0.4, 0.6, 0), (0.400001, 0.299999, 0.3)),
        (ONE, (0.4, 0.6, 0), (0.4, 0.4, 0.2)),  # B names two
        ((1, 0, 0, 0), (0.39, 0.31, 0.3, 0), (0.39, 0.4, 0.15, 0.06)),  # squared error sees none
    ],
    "infinite": [
        (ONE, (0, 1, 0), (0.01, 0.99, 0)),  # squared error prefers B
        (ONE, (0, 0.5, 0.5), (0, 1, 0)),  # both infinite
        ((1, 0), (0, 1), (0.01, 0.99)),
    ],
    "thousand": [
        (ONE, (0.69, 0.31, 0), (0.99, 0.01, 0)),  # 960
        (ONE, (0.36, 0.64, 0), (0.99, 0.01, 0)),  # 101 under cross-entropy
        (ONE, (0.5, 0.5, 0), ONE),  # never
        (ONE, (0, 1, 0), (0.99, 0.01, 0)),
    ],
    "costly": [
        ((0.5, 0.5, 0), (0.5, 0.5, 0), SURE),  # 0.693
        (SOFT, (0.41, 0.3, 0.29), SURE),
        (ONE, (0.2, 0.8, 0), SURE),
    ],
    "wrong": [
        (ONE, (0.5, 0.25, 0.25), (0.45, 0.55, 0)),
        (ONE, (0.34, 0.33, 0.33), (0.5, 0.5, 0)),  # B names two
        (ONE, (0.34, 0.33, 0.33), (0.35, 0.65, 0)),  # squared error prefers A
    ],
    "twice": [
        (ONE, (0.36, 0.43, 0.21), (0.6, 0.4, 0)),
        (ONE, (0.6, 0.4, 0), (0.36, 0.433137, 0.206863)),  # B pays
        (ONE, ONE, ONE),
        (ONE, (0, 1, 0), (0, 1, 0)),
    ],
    "sevens": [
        (ONE, (0.73, 0.27, 0), SURE),  # 2 under cross-entropy
        (ONE, (0.09, 0.455, 0.455), (0.7, 0.3, 0)),
        (ONE, (0.07, 0.93, 0), (0.7, 0.3, 0)),
    ],
}


def test_there_are_eight_challenges_and_three_are_hard():
    assert list(results.BY_NAME) == list(CHALLENGES)
    assert len(CHALLENGES) >= 8
    assert sum(challenge.hard for challenge in results.BY_NAME.values()) >= 3


@pytest.mark.parametrize("name", CHALLENGES)
def test_a_challenge_can_be_met(name):
    assert results.is_met(name, Sample(*MET[name]), PAIR)
    assert results.is_met(name, Sample(*MET[name]), PAIR[::-1]) or name == "seven"


@pytest.mark.parametrize(("name", "columns"), [(n, c) for n in NEARLY for c in NEARLY[n]])
def test_what_just_fails_a_challenge_does_not_meet_it(name, columns):
    assert not results.is_met(name, Sample(*columns), PAIR)


@pytest.mark.parametrize("preset", PRESETS)
def test_no_scenario_to_start_from_meets_a_challenge_as_it_opens(preset):
    sample = PRESETS[preset].samples[0]
    assert not [name for name in CHALLENGES if results.is_met(name, sample, PAIR)]


# By the first of two losses, what takes 7 perfect samples.
SEVEN = {
    "squared_error": ((0.33, 0.28, 0.39), (0.76, 0.06, 0.18)),
    "cross_entropy": ((0.01, 0.14, 0.85), (0.53, 0.45, 0.02)),
    "spherical": ((0.04, 0.48, 0.48), (0.64, 0.35, 0.01)),
    "power": ((0.01, 0.39, 0.6), (0.62, 0.05, 0.33)),
}
# For any two losses but those that stand below, by their names.
ANY_TWO = {
    "never": ((0.9, 0.1, 0), ONE),
    "disagree": ((0.71, 0.07, 0.22), (0.73, 0.26, 0.01)),
    "wrong": ((0.38, 0.32, 0.3), (0.4, 0.18, 0.42)),
    "sevens": ((0.03, 0.96, 0.01), (0.62, 0.34, 0.04)),
}
OTHERWISE = {
    ("spherical", "squared_error"): ((0.77, 0.03, 0.2), (0.74, 0.14, 0.12)),
    ("power", "squared_error"): ((0.45, 0.2, 0.35), (0.48, 0.44, 0.08)),
    ("power", "spherical"): ((0.45, 0.2, 0.35), (0.48, 0.44, 0.08)),
}


@pytest.mark.parametrize("pair", [*permutations(losscore.LOSSES, 2)], ids=".".join)
def test_a_challenge_of_any_two_losses_can_be_met_with_each_two(pair):
    losses = [losscore.LOSSES[name] for name in pair]
    offered = {name for name in CHALLENGES if results.is_offered(name, losses)}
    assert {*ANY_TWO, "seven"} <= offered
    for name, columns in {**ANY_TWO, "seven": SEVEN[pair[0]]}.items():
        if name == "disagree":
            columns = OTHERWISE.get(tuple(sorted(pair)), columns)
        assert results.is_met(name, Sample(ONE, *columns), losses), name


@pytest.mark.parametrize("name", CHALLENGES)
def test_a_challenge_about_losses_that_are_not_compared_is_not_offered(name):
    others = losscore.LOSSES["spherical"], losscore.LOSSES["power"]
    assert results.is_offered(name, others) is (name in {*ANY_TWO, "seven"})
    if not results.is_offered(name, others):
        assert not results.is_met(name, Sample(*MET[name]), others)


@pytest.mark.parametrize("column", range(3))
def test_what_cannot_be_scored_meets_nothing(column):
    for name, columns in MET.items():
        broken = [c if k != column else (0.5, 0.2, 0) for k, c in enumerate(columns)]
        assert not results.is_met(name, Sample(*broken), PAIR)


def test_what_is_met_is_marked_and_stays_so():
    marked = results.with_solved(case(*MET["blind"], challenge="blind"), PAIR)
    assert results.solved(marked) == {"blind"}
    moved = Case(PRESETS["article"], {**marked.chosen, "challenge": "sevens"})
    assert results.solved(results.with_solved(moved, PAIR)) == {"blind"}


def test_what_is_met_by_chance_while_another_challenge_or_none_is_chosen_is_not_marked():
    for chosen in ("none", "never"):
        met = case(*MET["blind"], challenge=chosen)
        assert results.with_solved(met, PAIR) is met
