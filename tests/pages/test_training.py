"""The page Training on a data set: what it says and draws, against teaching."""

from __future__ import annotations

import math
import re

import pytest

from losscore import teaching
from pages.ui.inputs.share import BAD_START
from pages.ui.results.work import Work
from pages.ui.widgets import computing
from pages.ui.wording.en import training_race as race
from pages.ui.wording.formats import number, percent
from tests.pages.reading import default, said
from tests.pages.scoring import NAMES
from tests.pages.training_runs import both, train


def row(text, optimizer) -> list[str]:
    """The cells of an optimizer's line in the table."""
    line = next(line for line in text.splitlines() if line.startswith(f"| {optimizer}"))
    return [cell.strip() for cell in line.strip("| ").split("|")]


def lag(text, optimizer) -> float:
    return float(row(text, optimizer)[3].strip("*"))


def test_the_answer_is_what_the_runs_showed(open_page):
    text = said(open_page("training"))
    trained = both(start_bias=BAD_START)
    steps = {
        loss: teaching.first_step_reaching(run.residual, 0.01) for loss, run in trained.items()
    }
    assert (
        f"reaches a mean residual of 0.01 after **{steps['cross_entropy']} steps**, "
        f"▲ **squared error** after **{steps['squared_error']}**: **"
        f"{number(steps['squared_error'] / steps['cross_entropy'], 3)} times as many**." in text
    )
    for run in trained.values():
        assert f"a residual of **{number(run.residual[-1], 3)}**" in text
        assert f"with {percent(run.accuracy[-1])} right (η = 1)" in text
    away = {loss: int((run.residual > 0.45).argmin()) for loss, run in trained.items()}
    assert (
        f"Both start by giving {percent(1 / (1 + math.exp(-BAD_START)))} to class 0 everywhere; a "
        f"tenth of the residual is gone after **{away['cross_entropy']} steps** under "
        f"✚ **cross-entropy** and after **{away['squared_error']} steps** under" in text
    )


def test_a_loss_that_does_not_arrive_is_told(open_page):
    text = said(open_page("training", default(steps=200)))
    assert "after **93 steps**; ▲ **squared error** **does not** in 200 steps." in text


def test_the_lag_shrinks_with_newton(open_page):
    text = said(open_page("training", default(compare="four")))
    steps = {
        loss: teaching.first_step_reaching(train(loss, optimizer="newton").residual, 0.01)
        for loss in NAMES
    }
    assert row(text, "Damped Newton")[1] == "✚\u00a0{cross_entropy} ▲\u00a0{squared_error}".format(
        **steps
    )
    assert lag(text, "Gradient descent") > 4
    assert lag(text, "Damped Newton") < 1.5


def test_the_best_of_the_grid_is_the_choice_of_losscore(open_page):
    text = said(open_page("training", default(data="overlapping", sizes="best", compare="four")))
    best = {
        loss: teaching.best_run(
            train(loss, data="overlapping", learning_rate=rate)
            for rate in teaching.LEARNING_RATES["gradient_descent"]
        )
        for loss in NAMES
    }
    settled = {loss: run.settled_step for loss, run in best.items()}
    rates = {loss: number(run.learning_rate) for loss, run in best.items()}
    cells = row(text, "Gradient descent")
    assert cells[1] == "✚\u00a0no ▲\u00a0no"
    assert cells[2] == "✚\u00a0{cross_entropy} ▲\u00a0{squared_error}".format(**settled)
    assert cells[4] == "✚\u00a0{cross_entropy} ▲\u00a0{squared_error}".format(**rates)
    assert "Neither loss reaches a mean residual of 0.01 by gradient descent." in text
    # The article's claim, at the best step size of each loss: it holds, and it fades.
    assert lag(text, "Gradient descent") > 2
    assert lag(text, "Adam") < 2
    assert lag(text, "Damped Newton") < 2


# Of all pairs, `tests/losscore/test_training_run.py` holds what the words rest on.
@pytest.mark.parametrize(
    ("data", "optimizer"), list(zip(teaching.DATASETS, teaching.OPTIMIZERS, strict=True))
)
def test_the_race_at_the_best_step_sizes_says_something(open_page, data, optimizer):
    app = open_page("training", default(sizes="best", data=data, optimizer=optimizer))
    text = said(app)
    assert "of the grid:" not in text
    assert "set a smaller residual to reach" not in text
    assert "is stuck" not in text and "plateau**" not in text
    raced = re.search(r"after \*\*(\d+) steps\*\*, .* after \*\*(\d+)\*\*: ", text)
    assert min(int(steps) for steps in raced.groups()) >= 3
    assert not [s for s in app.select_slider if "η of" in s.label]


def test_a_bad_start_leaves_squared_error_stuck(open_page):
    text = said(open_page("training", default(data="overlapping", start=20.0)))
    assert "▲ **Squared error** **is stuck**: in 500 steps its loss fell by less than 1 %." in text
    assert "Try a smaller bad start" in text
    assert "✚ **Cross-entropy** **is stuck**" not in text
    assert "**4 steps** under ✚ **cross-entropy** and not within 500 steps under ▲" in text
    assert row(text, "Gradient descent")[2:4] == ["✚\u00a083 ▲\u00a0stuck", "–"]


def test_a_step_size_far_too_large_is_named_with_the_loss_it_led_to(open_page):
    settings = {"data": "overlapping", "optimizer": "momentum"}
    app = open_page("training", default(**settings, rate_ce=100.0, compare="four"))
    run = train("cross_entropy", **settings, learning_rate=100.0)
    assert run.loss[-1] > 20.0 > run.loss[0]
    text = said(app)
    assert "✚ **cross-entropy** **ended above its start**: its step size 100 is too large" in text
    assert f"loss {number(run.loss[-1], 3)}" in text
    assert "climbed" in row(text, "Momentum")[2]


@pytest.mark.parametrize(
    ("settings", "given_up"),
    [
        ({"data": "overlapping", "optimizer": "adam", "start": 20.0}, 34),
        ({"data": "overlapping", "optimizer": "gradient_descent", "rate_se": 30.0}, 33),
    ],
)
def test_a_run_that_gave_up_on_samples_is_said_to_be_on_a_plateau(open_page, settings, given_up):
    text = said(open_page("training", default(**settings, steps=200)))
    assert f"▲ **Squared error** **ended on a plateau**: it gives {given_up} samples" in text
    assert "✚ **Cross-entropy** **ended on a plateau**" not in text
    assert "settles after" not in text
    optimizer = race.OPTIMIZERS[settings["optimizer"]]
    assert row(text, optimizer)[2].endswith("▲\u00a0plateau")


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("steps-1000000000", "The setting steps is no whole number."),
        ("steps-5000", "The setting steps goes from 10 to 2000, not 5000."),
        ("rate_se-0", "The setting rate\\_se goes from 0.001 to 100, not 0."),
        ("rate-nan", "The setting rate is no number."),
        ("target-0", "The setting target goes from 0.001 to 0.4, not 0."),
        ("data-moons", "The setting data is one of separable, overlapping"),
    ],
)
def test_bad_settings_give_a_sentence_and_the_default(open_page, code, sentence):
    app = open_page("training", f"1~~3~~t0~.8_.2_0~.9_.1_0~~_{code}")
    told = app.error[0].value.replace("\\", "")
    assert sentence.replace("\\", "") in told
    assert "needs **101 steps**" in said(app)


@pytest.mark.parametrize("data", teaching.DATASETS)
@pytest.mark.parametrize("optimizer", teaching.OPTIMIZERS)
@pytest.mark.parametrize("rate", [0.001, 100.0])
def test_no_setting_shows_a_number_that_is_none(open_page, data, optimizer, rate):
    settings = {"data": data, "optimizer": optimizer, "rate_se": rate, "rate_ce": rate}
    app = open_page("training", default(steps=20, start=20.0, **settings))
    assert "nan" not in said(app).lower()
    assert "infinite" not in said(app)


def test_another_seed_draws_other_points_and_the_same_seed_the_same(open_page):
    first, again, other = (
        said(open_page("training", default(data="overlapping", seed=seed))) for seed in (1, 1, 2)
    )
    assert first == again != other


@pytest.fixture
def trainings(monkeypatch):
    """The losses trained since the test began, in order."""
    seen = []
    trained = teaching.train_softmax_regression

    def counted(x, labels, loss, **options):
        seen.append(getattr(loss, "name", loss))
        return trained(x, labels, loss, **options)

    monkeypatch.setattr(computing, "WORK", Work(most_bytes=2**26))
    monkeypatch.setattr(teaching, "train_softmax_regression", counted)
    return seen


def test_looking_at_another_step_trains_nothing(open_page, trainings):
    app = open_page("training")
    assert sorted(trainings) == sorted(NAMES)
    app.select_slider(key="setting_step").set_value(5).run()
    assert len(trainings) == 2
    for run in both(start_bias=BAD_START).values():
        trainings.clear()
        assert (
            f"after 5 steps: residual {number(run.residual[5], 3)}, "
            f"{percent(run.accuracy[5])} right, loss {number(run.loss[5], 3)}" in said(app)
        )


def test_each_setting_is_trained_once(open_page, trainings):
    app = open_page("training")
    app.select_slider(key="setting_rate_se").set_value(3.0).run()
    assert trainings.count("squared_error") == 2
    assert trainings.count("cross_entropy") == 1
    app.select_slider(key="setting_rate_se").set_value(1.0).run()
    app.segmented_control(key="setting_sizes").set_value("best").run()
    tried = len(teaching.LEARNING_RATES["gradient_descent"])
    assert len(trainings) == 2 * tried  # 1 and 3 of squared error, 1 of the other were there
    app.select_slider(key="setting_target").set_value(0.1).run()
    assert len(trainings) == 2 * tried


def test_fewer_steps_move_the_step_looked_at(open_page):
    app = open_page("training", default(step=300))
    assert app.select_slider(key="setting_step").value == 300
    app.select_slider(key="setting_steps").set_value(100).run()
    assert app.select_slider(key="setting_step").value == 100
    assert "after 100 steps" in said(app)


@pytest.mark.parametrize(
    ("pair", "absent"),
    [("spherical.cross_entropy", "quared error"), ("squared_error.spherical", "ross-entropy")],
)
@pytest.mark.parametrize("sizes", ["own", "best"])
def test_any_two_losses_are_raced_and_no_third_is_spoken_of(open_page, pair, absent, sizes):
    text = said(open_page("training", default(losses=pair, sizes=sizes, steps=100)))
    assert absent not in text
    if sizes == "own":
        for name in pair.split("."):
            run = train(name, steps=100)
            assert f"a residual of **{number(run.residual[-1], 3)}**" in text


def test_losses_that_fade_alike_have_no_residual_at_which_their_laws_cross(open_page):
    assert "above 0.125 it is squared error that the laws call" in said(open_page("training"))
    text = said(open_page("training", default(losses="squared_error.spherical")))
    assert "Near the truth both pushes fade with the square" in text
    assert "the laws call the faster one" not in text
    # 4·r² against r²: four times as many, whatever the target.
    assert r"= \frac{4}{1} = 4" in text
    assert "By the laws it is **4 times as many**." in text
