"""What a tally takes, and what it refuses."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest

import losscore
from losscore import PowerLoss, tally
from tests.losscore.tally_batches import Batch


@pytest.mark.parametrize(("arguments", "message"), [
    ({"models": {}}, "models must be what each predicts by its name"),
    ({"models": [[1, 0]]}, "models must be what each predicts by its name"),
    ({"models": {1: [[1, 0]]}}, "models must be named by texts, got 1"),
    ({"models": {"A": 0.5}}, "model 'A' must be an array, got 0.5"),
    ({"models": {"A": [[1, 0]], "B": [[1, 0, 0]]}}, "must be of the same number of classes"),
    ({"models": {"A": [[2, 0]]}}, "model 'A' must lie within 0 to 1: row 0 holds 2"),
    ({"losses": "power"}, "losses must be a list of them, got 'power'"),
    ({"losses": []}, "losses must be at least one"),
    ({"losses": ["power", PowerLoss(0.1)]}, "losses must have different names"),
    ({"losses": ["hinge"]}, "loss must be one of"),
    ({"ids": [1, 2]}, "ids must have shape (1,), got shape (2,)"),
    ({"sample_weight": [-1]}, "sample_weight must be 0 or from 1e-100"),
    ({"models": {"A": np.empty((0, 2))}}, "y_true must hold 0 samples because"),
])  # fmt: skip
def test_arguments_that_do_not_fit_are_refused(arguments, message):
    arguments = {"y_true": [0], "models": {"A": [[1, 0]]}} | arguments
    with pytest.raises(ValueError, match=re.escape(message)):
        tally(arguments.pop("y_true"), arguments.pop("models"), **arguments)


def test_a_tally_of_no_samples_has_nothing_to_tell():
    none = tally([], {"A": np.empty((0, 3)), "B": np.empty((0, 3))})
    for ask in (
        lambda: none.mean("A", "squared_error"),
        lambda: none.compare("A", "B", "squared_error"),
        lambda: none.accuracy("A"),
        lambda: none.threshold_curve("A"),
        lambda: none.share_of_worst("A", "squared_error", [0]),
        lambda: none.perfect_samples_needed("A", "squared_error", 0.1),
        lambda: none.disagreements("A", "B", "squared_error", "cross_entropy"),
    ):
        with pytest.raises(ValueError, match="a tally of no samples has nothing to tell"):
            ask()


def test_a_model_or_loss_that_is_not_there_is_named():
    found = tally([0], {"A": [[1, 0]], "B": [[1, 0]]})
    with pytest.raises(ValueError, match="model must be one of 'A', 'B', got 'C'"):
        found.mean("C", "squared_error")
    with pytest.raises(ValueError, match="loss must be one of 'squared_error', 'cross_entropy'"):
        found.mean("A", "power")
    with pytest.raises(ValueError, match="models must be two different ones, got 'A' twice"):
        found.compare("A", "A", "squared_error")


class Huge(losscore.SquaredError):
    def penalties(self, y_true, y_proba, *, classes=None):
        return super().penalties(y_true, y_proba, classes=classes) * 1e150


def test_penalties_whose_squares_no_sum_holds_are_refused():
    with pytest.raises(ValueError, match="penalties of a tally must be at most 1e"):
        tally([0], {"A": [[0, 1]]}, losses=[Huge()])


def test_of_very_many_classes_no_confusion_is_kept():
    proba = np.full((2, 1001), 1 / 1001)
    found = tally([0, 1000], {"A": proba})
    assert found.accuracy("A") == 0.5
    with pytest.raises(ValueError, match="confusion is not kept for 1001 classes"):
        found.confusion("A")


def test_what_is_given_is_not_changed():
    batch = Batch(0, 30, soft=True, weights="whole")
    before = batch.y.copy(), batch.models["A"].copy(), batch.weights.copy()
    batch.tally()
    for one, other in zip(before, (batch.y, batch.models["A"], batch.weights), strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("dtype", [np.float32, np.float16])
def test_predictions_keep_the_tolerance_of_their_dtype(dtype):
    proba = np.random.default_rng(0).dirichlet(np.ones(3), 50).astype(dtype)
    found = tally(np.zeros(50, int), {"A": proba})
    penalties = losscore.squared_error(np.zeros(50, int), proba)
    assert found.mean("A", "squared_error") == pytest.approx(penalties.mean(), rel=1e-12)


def test_two_classes_may_come_as_one_column():
    p, rng = np.linspace(0.0, 1.0, 9), np.random.default_rng(0)
    y = rng.integers(2, size=9)
    one, two = (tally(y, {"A": proba}) for proba in (p, np.column_stack([1 - p, p])))
    assert one == two
    soft = rng.uniform(size=9)
    columns = np.column_stack([1 - soft, soft])
    assert tally(soft, {"A": p}) == tally(columns, {"A": np.column_stack([1 - p, p])})


@pytest.mark.parametrize("kind", [bool, np.int8, np.float64])
def test_labels_come_as_any_numbers(kind):
    y, proba = np.array([0, 1, 1, 0]), np.random.default_rng(0).dirichlet([1, 1], 4)
    assert tally(y.astype(kind), {"A": proba}) == tally(y, {"A": proba})


def test_names_and_ids_come_as_series_and_predictions_as_frames():
    rng = np.random.default_rng(0)
    frame = pd.DataFrame(rng.dirichlet([1, 1, 1], 6), columns=["cat", "dog", "bird"])
    labels = pd.Series(["dog", "cat", "bird"] * 2, dtype="category")
    found = tally(labels, {"A": frame}, ids=pd.Series(range(6)), classes=frame.columns)
    plain = tally([1, 0, 2] * 2, {"A": frame.to_numpy()}, ids=range(6))
    assert found.mean("A", "cross_entropy") == plain.mean("A", "cross_entropy")
    assert found.costliest("A", "cross_entropy") == plain.costliest("A", "cross_entropy")
    none = tally(labels[:0], {"A": frame[:0]}, ids=pd.Series([], dtype=str), classes=frame.columns)
    assert none + found == found
