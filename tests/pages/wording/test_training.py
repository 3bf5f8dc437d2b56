"""The sentences of the page Training."""

from __future__ import annotations

import pytest

from losscore import LOSSES, PowerLoss, teaching
from pages.ui.results import training as results
from pages.ui.wording.en import training as words
from pages.ui.wording.en import training_race as race
from pages.ui.wording.en.training_descent import ratio
from pages.ui.wording.formats import number
from tests.pages.scoring import NAMES, PAIR
from tests.pages.training_runs import both, race_of, train


def fastest(setup):
    """What the page races with the best of a grid."""
    asked = results.trainings(PAIR, setup, by_hand=None)
    return race_of([results.run(*question.arguments) for question in asked])


@pytest.mark.parametrize("data", teaching.DATASETS)
@pytest.mark.parametrize("optimizer", teaching.OPTIMIZERS)
@pytest.mark.parametrize("start", [0.0, 20.0])
def test_a_best_step_size_at_an_edge_of_the_grid_is_said_to_be_there(data, optimizer, start):
    setup, rates = results.Setup(data, 0, optimizer, 50, start), teaching.LEARNING_RATES[optimizer]
    best = fastest(setup)
    text = race.answer(best, 0.01, bad_start=start > 0, from_grid=True)
    for edge, word in ((rates[0], "smallest"), (rates[-1], "largest")):
        at_edge = [run for run in best.runs.values() if run.learning_rate == edge]
        told = text.count(f"(η = {number(edge)}, the {word} of the grid: a ")
        assert told == (len(at_edge) if len(rates) > 1 else 0)


def test_some_best_step_size_is_at_an_edge_of_the_grid():
    setup = results.Setup("overlapping", 0, "gradient_descent", 50, 20.0)
    assert (
        fastest(setup).runs["squared_error"].learning_rate
        == teaching.LEARNING_RATES["gradient_descent"][-1]
    )


def test_runs_that_are_at_the_target_in_one_step_are_not_raced():
    trained = both(optimizer="adam", learning_rate=30.0)
    text = race.answer(race_of(trained.values(), 0.4), 0.4, bad_start=False, from_grid=False)
    assert "Both reach a mean residual of 0.4 in one step at most: set a smaller residual" in text
    assert "lag" not in text


def test_runs_that_start_below_the_target_are_not_raced():
    trained = race_of(both(data="imbalanced", start_bias=12.0).values(), 0.4)
    text = race.answer(trained, 0.4, bad_start=True, from_grid=False)
    assert "Both start below a mean residual of 0.4: set a smaller residual to reach." in text


def test_a_loss_that_ended_above_its_start_is_told_its_step_size():
    trained = both(data="overlapping", learning_rate=30.0)
    assert trained["cross_entropy"].loss[-1] > trained["cross_entropy"].loss[0]
    text = race.answer(race_of(trained.values()), 0.01, bad_start=False, from_grid=False)
    assert "The loss of ✚ **cross-entropy** **ended above its start**: its step size 30" in text
    assert "climbed" in race.table({"gradient_descent": race_of(trained.values())}, 0.01)
    assert "the largest of the grid" not in text  # it was set by hand


@pytest.mark.parametrize(
    ("optimizer", "rates", "verdict"),
    [
        ("gradient_descent", (3.0, 1.0), "here **squared error is the faster one**"),
        ("adam", (1.0, 1.0), "**no lag**"),
    ],
)
def test_squared_error_may_be_the_faster_one(optimizer, rates, verdict):
    trained = {
        loss: train(loss, optimizer=optimizer, learning_rate=rate)
        for loss, rate in zip(NAMES, rates, strict=True)
    }
    assert verdict in race.answer(race_of(trained.values()), 0.01, bad_start=False, from_grid=False)


def test_a_run_still_on_its_way_has_not_settled():
    trained = both(data="three_classes", learning_rate=0.01, steps=20)
    text = race.answer(race_of(trained.values()), 0.01, bad_start=False, from_grid=False)
    assert "settles" not in text
    assert "✚\u00a0no ▲\u00a0no | – |" in race.table(
        {"gradient_descent": race_of(trained.values())}, 0.01
    )


def test_every_data_set_and_optimizer_has_a_label():
    assert set(words.DATA) == set(teaching.DATASETS)
    assert set(race.OPTIMIZERS) == set(teaching.OPTIMIZERS)


@pytest.mark.parametrize(
    ("losses", "near", "far"),
    [
        (
            PAIR,
            "the push of squared error fades with the square",
            "cross-entropy pushes with 0.999 and squared error pushes with 0.00399",
        ),
        (
            (LOSSES["cross_entropy"], PowerLoss(0.3)),
            "the push of power loss fades as r to the power 1.3",
            "cross-entropy pushes with 0.999 and power loss pushes with 0.165",
        ),
        (
            (PowerLoss(0.001), LOSSES["squared_error"]),
            "the push of squared error fades with the square",
            "power loss pushes with 0.993 and squared error pushes with 0.00399",
        ),
    ],
)
def test_how_a_push_fades_is_said_of_the_loss_that_fades_so(losses, near, far):
    text = words.why(results.pushes(losses))
    assert f"**Near the truth {near}.**" in text
    assert far in text


def test_a_lag_of_hardly_any_step_does_not_look_like_none():
    assert [ratio(lag) for lag in (1.0, 1.0005, 0.9995, 4.1322, 1234.5)] == [
        "1", "1.0005", "0.9995", "4.13", "1,234"
    ]  # fmt: skip
