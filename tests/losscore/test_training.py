"""A training run: its traces, whatever the settings are, the best of several, and its time."""

import time

import numpy as np
import pytest
import scipy.special

from losscore import LOSSES
from losscore.teaching import DATASETS, LEARNING_RATES, best_run, make_dataset
from tests.losscore.trained import EVERY_LOSS, EVERY_OPTIMIZER, OVERLAPPING, train

FIRST_ORDER = ["adam", "gradient_descent", "momentum"]


@pytest.mark.parametrize("loss", EVERY_LOSS)
@pytest.mark.parametrize("optimizer", EVERY_OPTIMIZER)
def test_a_run_traces_the_start_and_every_step(loss, optimizer):
    run = train(make_dataset("three_classes"), loss, optimizer=optimizer, steps=25)
    assert (run.loss_name, run.optimizer, run.learning_rate) == (loss, optimizer, 0.5)
    assert run.last_step == 25
    assert run.loss.shape == run.residual.shape == run.accuracy.shape == (26,)
    assert run.weights.shape == (26, 2, 3)
    assert run.bias.shape == (26, 3)
    assert run.residual[0] == pytest.approx(2 / 3)
    assert run.accuracy[0] == pytest.approx(1 / 3)  # a tie counts for the first class
    assert run.loss[-1] < run.loss[0]


@pytest.mark.parametrize("optimizer", EVERY_OPTIMIZER)
def test_the_same_arguments_give_the_same_run(optimizer):
    one, other = (train(optimizer=optimizer) for _ in range(2))
    np.testing.assert_array_equal(one.weights, other.weights)
    np.testing.assert_array_equal(one.loss, other.loss)


def test_labels_may_come_in_any_order_and_points_are_left_as_they_were():
    x, labels = OVERLAPPING
    before, order = x.copy(), np.random.default_rng(1).permutation(300)
    shuffled = train((x[order], labels[order]))
    np.testing.assert_allclose(shuffled.loss, train().loss, rtol=1e-10)
    np.testing.assert_array_equal(x, before)


@pytest.mark.parametrize("loss", EVERY_LOSS)
def test_predictions_at_a_step_are_those_the_traces_were_made_of(loss):
    x, labels = data = make_dataset("three_classes")
    run = train(data, loss, steps=30)
    for step in (0, 17, 30):
        proba = run.predict_proba(x, step=step)
        assert LOSSES[loss].penalties(labels, proba).mean() == pytest.approx(run.loss[step])
        assert np.mean(1 - proba[np.arange(300), labels]) == pytest.approx(run.residual[step])
        assert np.mean(proba.argmax(axis=1) == labels) == run.accuracy[step]
    np.testing.assert_array_equal(run.predict_proba(x), run.predict_proba(x, step=30))


def test_a_finite_loss_is_traced_however_sure_the_model_is_of_a_wrong_class():
    run = train(([[1000.0], [-1000.0], [900.0]], [0, 1, 1]), steps=1, learning_rate=10.0)
    # A class's weight moves by 10/3·(500 + 500 − 450) and its bias by 10/3·½, one up and one down:
    # the third point's logits end 2·900·5500/3 − 10/3 apart, the wrong way; the others are right.
    assert run.loss[1] == pytest.approx((2 * 900 * 5500 / 3 - 10 / 3) / 3, rel=1e-12)
    assert round(run.loss[1]) == 1_099_999


@pytest.mark.parametrize("data", DATASETS)
@pytest.mark.parametrize("optimizer", EVERY_OPTIMIZER)
@pytest.mark.parametrize("learning_rate", [1.0, 30.0, 1e4])
def test_traced_cross_entropy_is_that_of_the_logits(data, optimizer, learning_rate):
    x, labels = make_dataset(data)
    run = train((x, labels), optimizer=optimizer, learning_rate=learning_rate)
    for step in (0, 1, 20, 200):
        logits = x @ run.weights[step] + run.bias[step]
        log_sum = scipy.special.logsumexp(logits, axis=1)
        expected = np.mean(log_sum - logits[np.arange(len(x)), labels])
        assert run.loss[step] == pytest.approx(expected, rel=1e-10, abs=1e-13)


@pytest.mark.parametrize("loss", EVERY_LOSS)
@pytest.mark.parametrize("optimizer", EVERY_OPTIMIZER)
@pytest.mark.parametrize("learning_rate", [1e-9, 100.0, 1e9])
@pytest.mark.parametrize("scale", [1e-6, 1.0, 4e4])
def test_no_setting_leaves_a_number_that_cannot_be_drawn(loss, optimizer, learning_rate, scale):
    x, labels = make_dataset("three_classes")
    run = train(
        (scale * x, labels), loss, optimizer=optimizer, learning_rate=learning_rate, start_bias=100
    )
    for trace in (run.loss, run.residual, run.accuracy, run.weights, run.bias):
        assert np.isfinite(trace).all()
        assert len(trace) == run.last_step + 1 >= 1


def test_best_run_is_one_whose_own_loss_ended_lowest():
    rates = LEARNING_RATES["gradient_descent"]
    runs = [train(loss="squared_error", learning_rate=rate) for rate in rates]
    best = best_run(iter(runs))
    assert best in runs
    assert best.loss[-1] == pytest.approx(min(run.loss[-1] for run in runs), rel=1e-3)
    # Not the one of the smallest residual: overshooting to certainty looks better by that.
    assert best.residual[-1] > min(run.residual[-1] for run in runs)


def test_best_run_prefers_the_smaller_of_equal_steps():
    # Newton rests at the optimum whatever step it may try first.
    data = ([[-1.0], [1.0], [-1.0], [1.0]], [0, 0, 1, 1])
    ties = [train(data, optimizer="newton", steps=3, learning_rate=rate) for rate in (2.0, 1.0)]
    assert best_run(ties) is ties[1]


@pytest.mark.parametrize("optimizer", FIRST_ORDER)
def test_two_thousand_steps_on_three_hundred_points_under_both_losses_take_under_a_second(
    optimizer,
):
    started = time.process_time()
    for loss in EVERY_LOSS:
        train(make_dataset("three_classes"), loss, optimizer=optimizer, steps=2000)
    assert time.process_time() - started < 3  # 0.3 s on an idle machine
