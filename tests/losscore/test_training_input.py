"""What no training starts from, and the sentence that says so."""

import math

import numpy as np
import pytest

from losscore.teaching import best_run
from tests.losscore.trained import train

NAMED_LOSSES = "loss must be one of 'squared_error', 'cross_entropy', 'spherical', 'power', got "
NAMED_OPTIMIZERS = "optimizer must be one of 'gradient_descent', 'momentum', 'adam', 'newton', got "
RENUMBER = "np.unique(labels, return_inverse=True)[1] renumbers them"
X, LABELS = [[0.0], [1.0], [2.0]], [0, 1, 0]


@pytest.mark.parametrize(
    ("data", "changes", "message"),
    [
        ((X, LABELS), {"loss": "hinge"}, NAMED_LOSSES + "'hinge'"),
        ((X, LABELS), {"optimizer": "sgd"}, NAMED_OPTIMIZERS + "'sgd'"),
        ((X, LABELS), {"steps": 0}, "steps must be a whole number from 1 to 100000, got 0"),
        ((X, LABELS), {"steps": 1.5}, "steps must be a whole number from 1 to 100000, got 1.5"),
        (
            (X, LABELS),
            {"steps": 10**9},
            "steps must be a whole number from 1 to 100000, got 1000000000",
        ),
        (
            (np.eye(200), np.arange(200) % 2),
            {"steps": 50_000},
            "steps × parameters must be at most 20,000,000, as every step is kept, "
            "got 50,000 × 402; use fewer steps or columns",
        ),
        (
            (X, LABELS),
            {"learning_rate": 0},
            "learning_rate must be a number from 1e-09 to 1e+09, got 0",
        ),
        (
            (X, LABELS),
            {"learning_rate": math.nan},
            "learning_rate must be a number from 1e-09 to 1e+09, got nan",
        ),
        (
            (X, LABELS),
            {"start_bias": 101},
            "start_bias must be a number from -100 to 100, got 101",
        ),
        ((X, [0, 0, 0]), {}, "labels must be of at least two classes, got only 0"),
        (
            (X, [1, 2, 1]),
            {},
            f"labels must be whole numbers 0..K−1 with no class missing, got 1, 2; {RENUMBER}",
        ),
        (
            (X, [0, 2, 0]),
            {},
            f"labels must be whole numbers 0..K−1 with no class missing, got 0, 2; {RENUMBER}",
        ),
        (
            (X, [0, 0.5, 1]),
            {},
            "labels must be whole numbers 0..K−1 with no class missing, got 0.0, 0.5, 1.0; "
            + RENUMBER,
        ),
        (
            (X, ["a", "b", "a"]),
            {},
            "labels must be an array of numbers, got dtype <U1: pass integers or floats without "
            "gaps, and labels as whole numbers 0..K−1",
        ),
        ((X, [LABELS]), {}, "labels must have shape (N,), got shape (1, 3)"),
        ((X, [0, 1]), {}, "x and labels must have one entry a sample, got 3 and 2"),
        (([0.0, 1.0, 2.0], LABELS), {}, "x must have shape (N, D), got shape (3,)"),
        (([[0.0], [math.nan], [1.0]], LABELS), {}, "x must be finite: row 1 holds nan"),
        (
            ([[0.0], [-2e6], [1.0]], LABELS),
            {},
            "x must lie within ±1e+06: row 1 holds -2000000; centre and scale its columns",
        ),
        (([], []), {}, "x is empty, got shape (0,)"),
    ],
)
def test_bad_input_is_answered_with_a_sentence(data, changes, message):
    with pytest.raises(ValueError) as error:
        train(data, **changes)
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda run: run.predict_proba([[0.0, 0.0]], step=201),
            "step must be a whole number from 0 to 200, got 201",
        ),
        (
            lambda run: run.predict_proba([[0.0, 0.0]], step=-1),
            "step must be a whole number from 0 to 200, got -1",
        ),
        (
            lambda run: run.predict_proba([[0.0]]),
            "x must have 2 columns, as in training, got 1",
        ),
        (lambda run: best_run([]), "runs must be of one loss, got no run"),
        (
            lambda run: best_run([run, train(loss="squared_error")]),
            "runs must be of one loss, got cross_entropy and squared_error",
        ),
    ],
)
def test_a_bad_question_about_a_run_is_answered_with_a_sentence(call, message):
    with pytest.raises(ValueError) as error:
        call(train())
    assert str(error.value) == message
