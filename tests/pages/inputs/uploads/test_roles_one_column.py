"""One column of numbers for two classes: enough where it is plain of which it is."""

from __future__ import annotations

import pandas as pd
import pytest

from pages.ui.inputs.uploads.columns import Roles
from tests.pages.inputs.uploads.frames import refusal


@pytest.mark.parametrize(
    ("name", "labels", "two"),
    [
        ("score", ["0", "1", "1"], ("0", "1")),
        ("prob", ["False", "True", "True"], ("False", "True")),
        ("prob_1", ["0", "1", "1"], ("0", "1")),
        ("prob_0", ["1", "0", "0"], ("1", "0")),
        ("y_score", ["-1", "1", "1"], ("-1", "1")),
        ("p1", ["0", "1", "1"], ("0", "1")),
        ("proba_positive", ["0", "1", "1"], ("0", "1")),
        ("p_yes", ["no", "yes", "yes"], ("no", "yes")),
        ("yes", ["no", "yes", "yes"], ("no", "yes")),
        ("p_-1", ["1", "-1", "-1"], ("1", "-1")),
    ],
)
def test_one_column_is_enough_for_two_classes_if_it_is_plain_of_which(read, name, labels, two):
    upload = read(pd.DataFrame({"true": labels, name: [0.25, 0.75, 1.0], "id": [1, 2, 3]}))
    assert upload.classes == two
    assert upload.truth.tolist() == [0, 1, 1]
    assert upload.proba.tolist() == [[0.75, 0.25], [0.25, 0.75], [0.0, 1.0]]


def test_other_numbers_from_0_to_1_leave_it_plain_which_column_that_is(read):
    frame = pd.DataFrame({"y": [0, 1, 1], "y_prob": [0.25, 0.75, 0.5], "male": [0, 0, 1]})
    assert read(frame.assign(threshold=0.5)).proba[:, 1].tolist() == frame["y_prob"].tolist()
    error = refusal(read, frame.assign(forest=[0.25, 0.5, 0.5]))
    assert "say below" in str(error)


def test_how_sure_a_model_is_of_what_it_predicts_is_no_probability_of_one_class(read):
    frame = pd.DataFrame({"y_true": [0, 1, 1], "y_pred": [0, 1, 0], "prob": [0.75, 0.7, 0.6]})
    error = refusal(read, frame)
    assert "not the name of a class" in str(error)
    unsaid = Roles("y_true", ("prob",), slices=("y_pred",))
    assert "for one class only" in str(refusal(read, frame, told={error.columns.names: unsaid}))
    assert read(frame.assign(prob=[0.25, 0.35, 0.3])).proba[:, 1].tolist() == [0.25, 0.35, 0.3]


def test_a_column_without_a_name_may_be_of_either_class(read):
    error = refusal(read, pd.DataFrame({"0": [0.25, 0.75], "true": [0, 1]}))
    assert "say below of which of two classes" in str(error)


def test_labels_that_a_model_predicts_are_no_probability_of_one_class(read):
    frame = pd.DataFrame({"y_true": [0, 1, 1], "y_pred": [0, 1, 0], "y_prob": [0.25, 0.75, 0.5]})
    upload = read(frame)
    assert upload.proba[:, 1].tolist() == frame["y_prob"].tolist()


def test_what_is_wrong_is_said_of_a_truth_that_is_called_otherwise_as_well(read):
    alone = pd.DataFrame({"target": ["cat", "dog"], "score": [0.25, 0.75]})
    assert 'for one class only, "score"' in str(refusal(read, alone))
    logits = pd.DataFrame({"label": ["a", "b"], "a": [-0.5, 0.25], "b": [1.5, 0.75]})
    assert 'column "a" holds -0.5, which is below 0' in str(refusal(read, logits))


@pytest.mark.parametrize("name", ["score", "prob_spam", "other"])
def test_of_which_class_one_column_is_has_to_be_told_where_it_is_not_plain(read, name):
    frame = pd.DataFrame({"true": ["cat", "dog"], name: [0.25, 0.75]})
    error = refusal(read, frame)
    assert "for one class only" in str(error)
    roles = Roles("true", (name,), two=("dog", "cat"))
    upload = read(frame, told={error.columns.names: roles})
    assert upload.classes == ("dog", "cat")
    assert upload.proba.tolist() == [[0.75, 0.25], [0.25, 0.75]]
    assert upload.truth.tolist() == [1, 0]


def test_a_third_class_beside_one_column_is_named(read):
    frame = pd.DataFrame({"true": [0, 1] * 400 + [2], "prob": 0.5})
    assert 'neither "0" nor "1", the two classes of column "prob"' in str(refusal(read, frame))


def test_one_column_above_1_is_named_by_its_own_name(read):
    frame = pd.DataFrame({"true": [0, 1] * 400 + [0], "prob": [0.5] * 800 + [1.5]})
    assert 'column "prob" holds 1.5, which is above 1' in str(refusal(read, frame))


def test_one_column_is_of_the_second_of_two_labels_when_that_is_told(read):
    frame = pd.DataFrame({"true": ["yes", "no"], "score": [0.75, 0.5]})
    told = {("true", "score"): Roles("true", ("score",), ordered=True)}
    upload = read(frame, told=told)
    assert (upload.classes, upload.proba[:, 1].tolist()) == (("no", "yes"), [0.75, 0.5])
