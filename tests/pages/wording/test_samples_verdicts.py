"""What Samples says of two models, held to what its numbers bear."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest

import losscore
from pages.ui.inputs.batch import Batch
from pages.ui.inputs.digits import digits
from pages.ui.inputs.one_sample import address, as_scenario
from pages.ui.inputs.presets import PRESETS
from pages.ui.inputs.scenario import Sample, Scenario, default_names, one_hot
from pages.ui.inputs.share import Case, decode
from pages.ui.results.penalties import Charge, means_of
from pages.ui.results.samples import Summary
from pages.ui.widgets import source
from pages.ui.wording.en import samples as words
from pages.ui.wording.en import samples_background as background
from pages.ui.wording.en.samples_verdicts import TO_COME, first, mean, verdict
from pages.ui.wording.formats import number
from tests.pages.reading import code_in
from tests.pages.scoring import NAMES, PAIR, summary

EIGHT = PRESETS["eight"]
SQUARED, CROSS = NAMES


def link(row: int) -> str:
    return f"?{row}"


def answer(scored: Summary) -> str:
    return words.answer(scored, link)


def of(a, b, truth=None, floor=0.0) -> Summary:
    """Two classes; `a` and `b` are what the models give the true class 0."""
    a, b = (np.column_stack([p, 1.0 - np.asarray(p)]) for p in (a, b))
    truth = np.zeros(len(a), dtype=int) if truth is None else truth
    return summary(Batch("x", ("n", "y"), truth, a, b), floor)


def of_samples(*samples: tuple) -> Summary:
    names = default_names(len(samples[0][1]))
    return summary(source.scenario_batch(Scenario(names, tuple(Sample(*s) for s in samples))))


def random(size: int, scale: float = 1.0) -> Summary:
    rng = np.random.default_rng(size)
    a, b = losscore.sigmoid(rng.normal(0.5, scale, (2, size)))
    return of(a, b)


def test_losses_that_prefer_different_models_are_said_to_disagree():
    losses_disagree = PRESETS["disagreement"]
    assert (
        "**The losses disagree about the better model**: squared error prefers **model A**; "
        "cross-entropy prefers **model B**"
    ) in answer(summary(source.scenario_batch(losses_disagree)))


def test_a_tie_under_one_loss_is_no_disagreement_about_the_better_model():
    text = answer(of_samples((one_hot(0, 3), (0.8, 0.2, 0), (0.8, 0.1, 0.1))))
    assert "Squared error prefers **model B**; cross-entropy sees **no difference**" in text
    assert "disagree" not in text


def test_ties_alone_are_said_to_be_no_disagreement():
    tie = (one_hot(0, 3), (0.8, 0.2, 0), (0.8, 0.1, 0.1))
    text = answer(of_samples(tie, tie, (one_hot(0, 3), (0.5, 0.5, 0), (0.6, 0.4, 0))))
    assert (
        "Sample by sample they disagree ★ on **none**; cross-entropy alone sees no difference on "
        "**2**." in text
    )


def test_two_infinite_means_are_no_tie_and_have_no_difference():
    scored = of([0.0, 0.5], [0.0, 0.6])
    text = answer(scored)
    assert "cross-entropy cannot tell, because both means are infinite" in text
    assert "With both infinite, their difference says nothing" in text
    assert "disagree" not in text.partition("Sample by sample")[0]
    assert "undo" not in verdict(scored, CROSS, link)
    assert background.difference(scored, "cross_entropy").endswith(r"= \text{no number}")


def test_equal_models_tie():
    text = answer(of([0.6, 0.7], [0.6, 0.7]))
    assert "Both losses see **no difference**." in text
    assert "They do not differ." in text
    assert "undo" not in text


def test_means_that_only_rounding_sets_apart_are_called_so():
    truth = np.zeros(2, dtype=int)
    a, b = np.array([[1.0, 2.4e-7]] * 2), np.array([[1.0, 0.0]] * 2)
    text = answer(summary(Batch("x", ("n", "y"), truth, a, b)))
    assert "**5.76·10⁻¹⁴** for A and **0** for B. They are no more apart than the digits" in text
    assert "Both losses see **no difference**" in text


def test_a_verdict_says_means_difference_and_what_it_hangs_on_in_one_sentence():
    scored = summary(source.scenario_batch(EIGHT))
    assert verdict(scored, SQUARED, link).startswith(
        "▲ **Squared error** has a mean of **0.23985** for A and **0.42328** for B: A's is lower "
        "by **0.18343**, a verdict that hangs on **1 of 8 samples**: without [7](?6) it would not "
        "stand. "
    )


def test_samples_without_which_a_verdict_would_not_stand_are_linked():
    scored = of([0.9, 0.8, 0.7, 0.2, 0.9], [0.8, 0.7, 0.6, 0.25, 0.9])
    rows = scored.comparisons[SQUARED].turning.tolist()
    assert rows == [2, 1]
    assert "hangs on **2 of 5 samples**: without [3](?2) and [2](?1) it would not stand" in verdict(
        scored, SQUARED, link
    )


def test_of_many_samples_the_first_are_linked():
    text = verdict(summary(digits()), SQUARED, link)
    assert "hangs on **128 of 899 samples**: without them ([895](?894), [14](?13), " in text


def test_models_that_differ_the_same_way_on_every_sample_hang_on_none():
    scored = of([0.9, 0.8, 0.7], [0.8, 0.7, 0.6])
    assert "and every single sample says the same." in verdict(scored, SQUARED, link)


def test_what_would_undo_it_asks_the_loss_for_its_ceiling():
    text = answer(summary(digits()))
    assert (
        "It would take at least **119 further samples** to undo it, because none can cost more "
        "than 2." in text
    )
    assert "**A single further sample** may undo it, because one can cost any amount." in text
    few = verdict(of([0.9, 0.9], [0.8, 0.9]), SQUARED, link)
    assert "**A single further sample** may undo it, because one can cost as much as 2." in few


def test_a_floor_gives_cross_entropy_a_ceiling():
    floored = verdict(summary(digits(), 1e-7), CROSS, link)
    result = losscore.compare_models(
        *(losscore.cross_entropy(digits().truth, p, floor=1e-7) for p in (digits().a, digits().b))
    )
    further = math.ceil(899 * abs(result.difference) / -math.log(1e-7))
    assert f"at least **{further} further samples** to undo it" in floored
    assert "cost more than 16.12, with this floor." in floored


@pytest.mark.parametrize("size", [2, 3, 29])
def test_below_30_samples_nothing_is_said_of_chance(size):
    text = answer(random(size))
    assert f"{size} samples are too few to tell it from chance." in text
    assert "interval" not in text
    assert "leaves out 0" not in text


def test_where_fewer_than_30_samples_differ_nothing_is_said_of_chance_either():
    better = np.r_[np.full(20, 0.9), np.full(200, 0.5)]
    text = answer(of(better, np.full(220, 0.5)))
    assert "The models differ on 20 samples, too few to tell it from chance." in text
    assert "interval" not in text


def test_a_verdict_that_hangs_on_four_samples_is_not_told_from_chance():
    a, b = np.full(100, 0.8), np.full(100, 0.8 - 1e-9)
    a[:4], b[:4] = 0.3, 0.9
    scored = of(a, b)
    assert scored.comparisons[SQUARED].hangs_on == 4
    assert "The samples that it hangs on are too few to tell it from chance." in answer(scored)


def test_an_interval_counts_what_the_lower_mean_is_lower_by():
    rng = np.random.default_rng(0)
    better, worse = rng.uniform(0.7, 0.9, 60), rng.uniform(0.4, 0.6, 60)
    for a, b, lower in ((better, worse, "A"), (worse, better, "B")):
        scored = of(a, b)
        result = scored.comparisons[SQUARED]
        low, high = sorted(abs(limit) for limit in (result.low, result.high))
        text = verdict(scored, SQUARED, link)
        assert f"{lower}'s is lower by **{mean(abs(result.difference))}**" in text
        assert f"the 95 % interval {number(low)} to {number(high)} leaves out 0." in text


def test_an_interval_that_holds_zero_may_be_chance():
    text = verdict(random(200), SQUARED, link)
    assert "holds 0: it may be chance." in text


def test_the_same_difference_on_every_sample_has_no_interval():
    text = verdict(of([0.9] * 40, [0.8] * 40), SQUARED, link)
    assert "Every sample shows the same difference, so they cannot tell how others would" in text
    assert "interval" not in text


def test_differences_next_to_each_other_are_not_called_the_same():
    """A thousandth of a hundredth of spread: four digits do not show it, and the interval does."""
    a = 0.9 + 1e-6 * np.sin(np.arange(400))
    text = verdict(of(a, np.full(400, 0.8)), SQUARED, link)
    low, high = re.search(r"interval ([0-9.]+) to ([0-9.]+) leaves out 0", text).groups()
    assert float(low) < float(high)
    assert "the same difference" not in text


def test_an_infinite_difference_hangs_on_samples_and_has_no_interval():
    scored = of([0.9] * 40, [0.0] + [0.95] * 39)
    text = verdict(scored, CROSS, link)
    assert "A's is infinitely lower although B is cheaper on 39 of 40 samples" in text
    assert "hangs on **1 of 40 samples**: without [1](?0) it would not stand." in text
    assert "interval" not in text


def test_how_many_samples_would_settle_a_difference_is_said_where_chance_may_have_made_it():
    scored = random(200)
    result = scored.comparisons[SQUARED]
    assert result.excludes_zero is False
    text = verdict(scored, SQUARED, link)
    assert f"would tell a difference of **{mean(result.detectable)}** from chance" in text
    assert f"it would take about **{result.settled_by:,} samples** in all" in text


def test_where_it_is_settled_only_the_least_that_would_be_told_is_said():
    rng = np.random.default_rng(0)
    text = verdict(of(rng.uniform(0.7, 0.9, 60), rng.uniform(0.4, 0.6, 60)), SQUARED, link)
    assert "About four of five batches like this one would tell a difference of" in text
    assert "samples** in all" not in text


def test_where_a_few_samples_make_up_the_spread_nothing_is_said_of_more_samples():
    rng = np.random.default_rng(1)
    a, b = rng.uniform(0.5, 0.6, 200), rng.uniform(0.5, 0.6, 200)
    a[:2] = b[2:4] = 1e-300
    text = verdict(of(a, b), CROSS, link)
    assert "cannot be said: about 4 of them make up nearly all of the spread" in text
    infinite = verdict(of([0.9] * 40, [0.0] + [0.95] * 39), CROSS, link)
    assert "cannot be said: an infinite penalty has no spread" in infinite


def test_what_is_settled_is_not_said_to_want_more_samples():
    """Of 60 samples, all for A, one makes up the spread: it is no chance, but tells no size."""
    b = np.random.default_rng(0).uniform(0.7, 0.8, 60)
    b[0] = 1e-9
    scored = of(np.full(60, 0.9), b)
    assert scored.comparisons[SQUARED].excludes_zero
    text = verdict(scored, SQUARED, link)
    assert "would settle it" not in text
    assert (
        "Which difference another batch like this one would tell from chance cannot be said: about "
        "one of them makes up nearly all of the spread; others may hold more of its kind, or none."
        in text
    )


def test_a_link_to_a_sample_of_the_scenario_carries_the_scenario():
    case = Case(EIGHT, {"source": "scenario"})
    opened = decode(code_in(address(case, source.scenario_batch(EIGHT), 6, 7)))
    assert (opened.scenario, opened.value("sample")) == (EIGHT, 7)


def test_a_link_to_a_sample_of_another_batch_carries_that_sample_alone():
    case = Case(EIGHT, {"source": "digits", "sample": 3, "floor": 1e-7})
    opened = decode(code_in(address(case, digits(), 13, 14)))
    assert opened.scenario == as_scenario(digits(), 13)[0]
    assert dict(opened.chosen) == {"floor": 1e-7}


def test_class_names_cannot_break_out_of_a_link():
    names = ("a) [x](http:", "b c")
    batch = Batch("x", names, np.array([0]), np.array([[0.5, 0.5]]), np.array([[0.2, 0.8]]))
    url = address(Case(EIGHT, {"source": "upload"}), batch, 0, 1)
    assert not set(url) & set("()[]<> ")


@pytest.mark.parametrize(
    ("charge", "said"),
    [
        (Charge(0.08, 0.02, "b"), "**0.08** for A and **0.02** for B: B's is lower by **0.06**."),
        (Charge(0.5, math.inf, "a"), "**0.5** for A and **∞** for B: A's is infinitely lower."),
        (Charge(math.inf, math.inf, None), "**∞** for A and **∞** for B."),
        (Charge(0.3, 0.3, None), "**0.3** for A and **0.3** for B."),
    ],
)
def test_what_is_told_first_is_the_means_and_whose_is_lower(charge, said):
    told, to_come = first({SQUARED: charge}, {"a": "A", "b": "B"}).split("\n\n")
    assert told == f"▲ **Squared error** has a mean of {said}"
    assert to_come == TO_COME


@pytest.mark.parametrize("preset", ["eight", "disagreement"])
def test_what_is_told_first_is_how_the_whole_answer_begins(preset):
    batch = source.scenario_batch(PRESETS[preset])
    whole = answer(summary(batch))
    *told, _ = first(means_of(batch, PAIR), batch.names).split("\n\n")
    assert len(told) == 2
    assert all(line.removesuffix(".") in whole for line in told)
