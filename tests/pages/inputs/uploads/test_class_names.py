"""What classes are called, by their columns and by labels."""

from __future__ import annotations

import pytest

from pages.ui.inputs.uploads.class_names import arounds, class_names, find_classes, two_classes


@pytest.mark.parametrize(
    "headed",
    [
        "prob_{}",
        "P({})",
        "Pr({}|x)",
        "confidence({})",
        "{}_prob",
        "{} score",
        ".pred_{}",
        "softmax/{}",
    ],
)
@pytest.mark.parametrize("classes", [("cat", "dog", "bird"), ("0", "1", "10"), ("-1", "0", "1")])
def test_what_stands_around_the_labels_is_no_part_of_a_class(headed, classes):
    columns = tuple(map(headed.format, classes))
    assert class_names(columns, classes[:2]) == classes
    assert class_names(columns, classes) == classes


@pytest.mark.parametrize(
    ("columns", "labels", "classes"),
    [
        (("Class_1", "Class_2"), ("Class_2",), ("Class_1", "Class_2")),
        (("p_53", "p_x"), ("p_x", "p_53"), ("p_53", "p_x")),
        (("p0", "p1", "p2"), ("2.0", "0.0"), ("0", "1", "2")),
        (("p_-1", "p_1"), (), ("-1", "1")),
        (("p_cat", "p_dog"), ("bird",), ("cat", "dog")),  # A wrong label is named in its row.
        (("a_cat", "b_dog"), ("cat", "dog"), ("a_cat", "b_dog")),
    ],
)
def test_classes_are_called_as_the_labels_are_if_these_fit(columns, labels, classes):
    assert class_names(columns, labels) == classes


def test_a_label_is_not_found_in_a_longer_number():
    assert arounds(["x11", "x21", "x1.5", "x-1", "x_-2"], ["1", "2"]) == []


def test_two_models_beside_each_other_are_two_ways_to_read_a_table():
    names = [f"{model}_{name}" for model in "ab" for name in ("cat", "dog")]
    assert [around.before for around in arounds(names, ["dog", "cat"])] == ["a_", "b_"]


@pytest.mark.parametrize(
    ("name", "labels", "of"),
    [
        ("p_-1", ("-1", "1"), "-1"),
        ("-1", ("-1", "1"), "-1"),
        ("p_1", ("-1", "1"), "1"),
        ("P(1)", ("0", "1"), "1"),
        ("prob_0", ("0", "1"), "0"),
        ("y_hat", ("0", "1"), "1"),
        ("benign_prob", ("benign", "malignant"), "benign"),
        ("positive", ("negative", "positive"), "positive"),
        ("p-1", ("-1", "1"), None),  # Class 1 after a dash, or class -1.
        ("0", ("0", "1"), None),  # As pandas calls a column without a name: mostly P(1).
        ("1", ("1",), None),
        ("p", ("e", "p"), None),
        ("p11", ("0", "1"), None),
        ("malignant_prob", ("0", "1"), None),
    ],
)
def test_of_which_class_one_column_is_has_to_be_plain(name, labels, of):
    two = two_classes(name, labels)
    assert two is None if of is None else two[1] == of


@pytest.mark.parametrize(
    ("classes", "labels", "places"),
    [
        (("0", "1"), ("True", "FALSE"), [1, 0]),  # As y == 1 has them.
        (("False", "True"), ("1", "0.0"), [1, 0]),
        (("0", "1", "2"), ("True", "False"), [-1, -1]),
        (("True", "False", "1"), ("1", "0"), [2, -1]),
    ],
)
def test_true_is_1_where_0_is_the_only_other_class(classes, labels, places):
    assert find_classes(classes, labels) == places
