"""The pushes of the losses on one prediction."""

from __future__ import annotations

import math

import numpy as np
import pytest

from pages.ui.inputs.scenario import MODELS, Sample
from pages.ui.results.gradients import on_true_class, pushes
from tests.pages.scoring import NAMES, PAIR


def test_only_squared_error_may_raise_the_logit_of_a_wrong_class():
    sample = Sample((1, 0, 0), (0.1, 0.8, 0.1), (1, 0, 0))
    found = pushes(sample, "a", PAIR)
    assert found["squared_error"].logit[2] < 0.0
    assert min(found["cross_entropy"].logit[1:]) > 0.0


@pytest.mark.parametrize("loss", sorted(NAMES))
def test_the_pushes_on_the_logits_add_up_to_nothing(loss):
    sample = Sample((0.7, 0.2, 0.1), (0.5, 0.3, 0.2), (0.9, 0.05, 0.05))
    for model in MODELS:
        assert math.fsum(pushes(sample, model, PAIR)[loss].logit) == pytest.approx(0.0, abs=1e-15)


@pytest.mark.parametrize("loss", NAMES)
def test_a_truth_that_is_also_the_prediction_is_pushed_by_no_rounding(loss):
    truth = (0.06, 0.08, 0.86)
    assert str(pushes(Sample(truth, truth, truth), "a", PAIR)[loss].logit) == "(0.0, 0.0, 0.0)"


def test_the_push_is_that_of_three_classes_with_one_wrong_class_holding_the_rest():
    y_hat = np.array([1e-6, 1e-4, 0.3, 1 - 1e-6])
    np.testing.assert_allclose(on_true_class(PAIR[1], y_hat), y_hat - 1, rtol=1e-9)
    expected = -4 * y_hat * (1 - y_hat) ** 2
    np.testing.assert_allclose(on_true_class(PAIR[0], y_hat), expected, rtol=1e-9)
