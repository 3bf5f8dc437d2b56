"""A batch and its scored table: the bundled digits, soft truth, a million samples."""

import time
from fractions import Fraction

import numpy as np
import pytest
from sklearn.metrics import accuracy_score, log_loss

import losscore
from pages.ui.inputs.batch import Batch
from pages.ui.inputs.digits import digits
from pages.ui.results.samples_table import (
    DISAGREE,
    on_truth_column,
    penalty_column,
    predicted_column,
    prefers_column,
    right_column,
    soft_column,
)
from tests.pages.scoring import NAMES, scored_frame, within


def article() -> Batch:
    """The article's comparisons: both losses prefer B, then squared error only, then A."""
    a = np.array([[0.8, 0.2, 0.0], [0.8, 0.2, 0.0], [1.0, 0.0, 0.0]])
    b = np.array([[0.9, 0.1, 0.0], [0.8, 0.1, 0.1], [0.0, 1.0, 0.0]])
    return Batch("article", ("x", "y", "z"), np.array([0, 0, 0]), a, b)


def soft() -> Batch:
    """One sample whose truth is spread."""
    truth = np.array([[0.25, 0.75]])
    return Batch("soft", ("x", "y"), truth, np.array([[0.5, 0.5]]), np.array([[0.25, 0.75]]))


class TestBatch:
    def test_it_knows_its_size_and_its_models(self):
        batch = article()
        assert (batch.size, [*batch.models], batch.soft) == (3, ["a", "b"], False)
        assert Batch("one", batch.classes, batch.truth, batch.a).models.keys() == {"a"}

    def test_the_truth_of_a_sample_is_a_distribution(self):
        assert article().truth_of(1).tolist() == [1.0, 0.0, 0.0]
        assert soft().truth_of(0).tolist() == [0.25, 0.75]

    def test_the_label_of_a_soft_truth_is_its_most_likely_class(self):
        assert soft().labels.tolist() == [1]


class TestDigits:
    """Figures by scikit-learn, from the same two files."""

    def test_both_models_have_899_samples_of_ten_classes(self):
        batch = digits()
        assert (batch.size, batch.classes) == (899, tuple("0123456789"))
        assert batch.a.shape == batch.b.shape == (899, 10)

    @pytest.mark.parametrize(("model", "accuracy"), [("a", 0.9633), ("b", 0.8287)])
    def test_accuracies(self, model, accuracy):
        right = scored_frame(digits())[right_column(model)].mean()
        assert round(right, 4) == accuracy
        predicted = digits().models[model].argmax(axis=1)
        assert right == accuracy_score(digits().truth, predicted)

    @pytest.mark.parametrize(("model", "loss"), [("a", 0.06008), ("b", 0.32442)])
    def test_mean_squared_errors(self, model, loss):
        mean = scored_frame(digits())[penalty_column(model, "squared_error")].mean()
        assert round(mean, 5) == loss
        truth = losscore.one_hot(digits().truth, 10)
        assert mean == pytest.approx(((digits().models[model] - truth) ** 2).sum(axis=1).mean())

    def test_mean_cross_entropies(self):
        frame = scored_frame(digits())
        assert round(frame[penalty_column("a", "cross_entropy")].mean(), 5) == 0.12682
        a = digits().a / digits().a.sum(axis=1, keepdims=True)
        # scikit-learn rescales rows that sum to 1 up to six digits only.
        assert frame[penalty_column("a", "cross_entropy")].mean() == pytest.approx(
            log_loss(digits().truth, a), abs=1e-6
        )
        assert frame[penalty_column("b", "cross_entropy")].mean() == np.inf

    def test_14_samples_make_the_cross_entropy_of_naive_bayes_infinite(self):
        frame = scored_frame(digits())
        assert np.isinf(frame[penalty_column("b", "cross_entropy")]).sum() == 14
        assert (frame[on_truth_column("b")] == 0.0).sum() == 14

    def test_nobody_can_change_them_for_the_others(self):
        for array in (digits().truth, digits().a, digits().b):
            with pytest.raises(ValueError, match="read-only"):
                array[0] = 0


class TestScoredFrame:
    def test_penalties_are_those_of_losscore(self):
        batch = digits()
        frame = scored_frame(batch)
        for model, proba in batch.models.items():
            for name, loss in ((n, losscore.LOSSES[n]) for n in NAMES):
                column = frame[penalty_column(model, name)]
                assert np.array_equal(column, loss.penalties(batch.truth, proba))

    def test_the_article_is_scored_as_it_says(self):
        frame = scored_frame(article())
        a, b = (frame[penalty_column(model, "squared_error")] for model in "ab")
        assert a[0] == pytest.approx(float(Fraction("0.08")))
        assert b[:2].tolist() == pytest.approx([0.02, 0.06])
        assert frame[penalty_column("a", "cross_entropy")][0] == pytest.approx(0.2231, abs=1e-4)

    def test_a_preference_beside_a_tie_is_no_disagreement(self):
        frame = scored_frame(article())
        assert frame[prefers_column("squared_error")].tolist() == ["b", "b", "a"]
        assert frame[prefers_column("cross_entropy")].tolist() == ["b", "tie", "a"]
        assert frame[DISAGREE].tolist() == [False, False, False]

    def test_opposite_preferences_are_a_disagreement(self):
        a, b = np.array([[0.3, 0.35, 0.35]]), np.array([[0.32, 0.68, 0.0]])
        frame = scored_frame(Batch("x", ("x", "y", "z"), np.array([0]), a, b))
        assert frame[prefers_column("squared_error")].tolist() == ["a"]
        assert frame[prefers_column("cross_entropy")].tolist() == ["b"]
        assert frame[DISAGREE].tolist() == [True]

    def test_two_classes_printed_with_six_digits_never_disagree(self):
        rng = np.random.default_rng(0)
        printed = [
            np.array([[float(f"{p:.6g}") for p in row] for row in losscore.softmax(logits)])
            for logits in rng.normal(0.0, 6.0, (2, 5000, 2))
        ]
        # Models that differ by no more than the last digit are the likeliest to seem to disagree.
        printed[1][::2] = printed[0][::2] + rng.integers(-5, 6, (2500, 2)) * 1e-7
        a, b = (np.clip(proba, 0.0, 1.0) for proba in printed)
        batch = Batch("x", ("n", "y"), rng.integers(0, 2, 5000), a, b)
        assert not scored_frame(batch)[DISAGREE].any()

    @pytest.mark.parametrize("loss", ["squared_error", "cross_entropy"])
    def test_preferences_add_up_to_what_compare_models_counts(self, loss):
        frame = scored_frame(digits())
        counts = frame[prefers_column(loss)].value_counts()
        open_by = within(digits(), loss)
        result = losscore.compare_models(
            *(frame[penalty_column(model, loss)] for model in "ab"), within=open_by, resamples=1
        )
        assert (counts["a"], counts["tie"], counts["b"]) == (
            result.a_better,
            result.ties,
            result.b_better,
        )

    def test_samples_are_numbered_from_1_and_classes_named(self):
        frame = scored_frame(article())
        assert frame["sample"].tolist() == [1, 2, 3]
        assert frame["truth"].tolist() == ["x", "x", "x"]
        assert frame[predicted_column("b")].tolist() == ["x", "x", "y"]
        assert frame[right_column("b")].tolist() == [True, True, False]
        assert frame[on_truth_column("b")].tolist() == [0.9, 0.8, 0.0]

    def test_one_model_has_nobody_to_be_preferred_to(self):
        batch = article()
        frame = scored_frame(Batch("one", batch.classes, batch.truth, batch.a))
        assert [*frame][2:] == [
            predicted_column("a"),
            right_column("a"),
            on_truth_column("a"),
            *(penalty_column("a", loss) for loss in NAMES),
        ]

    def test_a_floor_lifts_the_cross_entropy_alone(self):
        plain, lifted = scored_frame(article()), scored_frame(article(), floor=1e-6)
        assert np.isinf(plain[penalty_column("b", "cross_entropy")][2])
        lifted_to = lifted[penalty_column("b", "cross_entropy")][2]
        assert lifted_to == pytest.approx(-np.log(1e-6), rel=1e-5)
        untouched = penalty_column("b", "squared_error")
        assert lifted[untouched].equals(plain[untouched])

    def test_soft_truth_adds_its_distribution(self):
        frame = scored_frame(soft())
        assert frame["truth"].tolist() == ["y"]
        assert frame[[soft_column(0), soft_column(1)]].to_numpy().tolist() == [[0.25, 0.75]]
        entropy = losscore.entropy(soft().truth)[0]
        assert frame[penalty_column("b", "cross_entropy")][0] == pytest.approx(entropy)

    def test_a_million_samples_take_seconds(self):
        rng = np.random.default_rng(0)
        a = rng.random((1_000_000, 10))
        a /= a.sum(axis=1, keepdims=True)
        batch = Batch("many", tuple("0123456789"), rng.integers(0, 10, 1_000_000), a, a[::-1])
        start = time.process_time()
        frame = scored_frame(batch)
        assert time.process_time() - start < 5.0
        assert not any(frame[name].dtype == object for name in frame)
