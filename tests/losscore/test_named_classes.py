"""Labels of any kind are found among the names of the classes, in every function of a truth."""

import re
import time
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from losscore import (
    LOSSES,
    better_under_all,
    cross_entropy,
    cross_entropy_from_logits,
    normalize,
    one_hot,
    squared_error,
    tally,
)
from losscore.teaching import gaussian_nll

METHODS = ("penalties", "terms", "gradient", "logit_gradient", "hessian", "resolution")
ENTRIES = [
    squared_error,
    cross_entropy,
    cross_entropy_from_logits,
    lambda *pair, **names: gaussian_nll(*pair, sigma=0.5, **names),
    *(getattr(loss, method) for loss in LOSSES.values() for method in METHODS),
]
PLACES = np.array([2, 0, 0, 1])
PROBA = normalize(np.random.default_rng(0).random((4, 3)))
ANIMALS = ["cat", "dog", "bird"]
DAYS = pd.date_range("2024-01-01", periods=3)

# The names of three classes, and labels of 2, 0, 0, 1.
NAMED = {
    "text": (ANIMALS, ["bird", "cat", "cat", "dog"]),
    "an array of text": (np.array(ANIMALS), np.array(["bird", "cat", "cat", "dog"])),
    "text of NumPy in a list": (ANIMALS, list(np.array(["bird", "cat", "cat", "dog"]))),
    "objects": (np.array(ANIMALS, object), np.array(["bird", "cat", "cat", "dog"], object)),
    "a series": (pd.Index(ANIMALS), pd.Series(["bird", "cat", "cat", "dog"], index=[9, 7, 5, 3])),
    "a StringDtype": (ANIMALS, pd.Series(["bird", "cat", "cat", "dog"], dtype="string")),
    "a Categorical": (ANIMALS, pd.Categorical(["bird", "cat", "cat", "dog"])),
    "a categorical series": (
        pd.Categorical(ANIMALS),
        pd.Series(["bird", "cat", "cat", "dog"], dtype="category"),
    ),
    "Arrow": (ANIMALS, pd.Series(["bird", "cat", "cat", "dog"], dtype="string[pyarrow]")),
    "integers with gaps": ([-3, 7, 40], [40, -3, -3, 7]),
    "small integers": (np.array([-3, 7, 40]), np.array([40, -3, -3, 7], np.int8)),
    "integers in another order": ([2, 0, 1], [1, 2, 2, 0]),
    "whole floats for integers": ([-3, 7, 40], np.array([40.0, -3.0, -3.0, 7.0])),
    "nullable integers": ([-3, 7, 40], pd.Series([40, -3, -3, 7], dtype="Int64")),
    "bytes": ([b"a", b"b", b"c"], [b"c", b"a", b"a", b"b"]),
    "days": (DAYS, DAYS[PLACES]),
    "days in nanoseconds": (DAYS, DAYS[PLACES].as_unit("ns")),
    "kinds that are mixed": (["1", 1, Fraction(1, 2)], [Fraction(1, 2), "1", "1", 1.0]),
    "an empty name": (["", " ", "x"], ["x", "", "", " "]),
}  # fmt: skip


@pytest.mark.parametrize("kind", NAMED)
@pytest.mark.parametrize("entry", ENTRIES)
def test_a_label_is_the_place_of_its_name(entry, kind):
    classes, labels = NAMED[kind]
    np.testing.assert_array_equal(entry(labels, PROBA, classes=classes), entry(PLACES, PROBA))


@pytest.mark.parametrize("kind", NAMED)
def test_one_hot_takes_names_for_their_number(kind):
    classes, labels = NAMED[kind]
    np.testing.assert_array_equal(one_hot(labels, classes), np.eye(3)[PLACES])
    np.testing.assert_array_equal(one_hot(labels, classes=classes), one_hot(PLACES, 3))


@pytest.mark.parametrize("entry", ENTRIES)
@pytest.mark.parametrize(("classes", "labels"), [
    (["no", "yes"], ["yes", "no", "yes", "yes"]),
    ([False, True], np.array([True, False, True, True])),
    ([0, 1], [True, False, True, True]),
    ([1, 2], [2.0, 1.0, 2.0, 2.0]),
])  # fmt: skip
def test_of_two_classes_in_one_column_the_second_name_is_class_1(entry, classes, labels):
    column = np.array([0.9, 0.25, 0.5, 0.1])
    expected = entry(np.array([1, 0, 1, 1]), column)
    np.testing.assert_array_equal(entry(labels, column, classes=classes), expected)


@pytest.mark.parametrize("entry", ENTRIES)
def test_distributions_are_taken_as_they_are(entry):
    truth = normalize(np.random.default_rng(1).random((4, 3)))
    np.testing.assert_array_equal(entry(truth, PROBA, classes=ANIMALS), entry(truth, PROBA))
    rows = pd.DataFrame(truth, columns=ANIMALS)
    np.testing.assert_array_equal(entry(rows, PROBA, classes=ANIMALS), entry(truth, PROBA))
    np.testing.assert_array_equal(
        entry(truth.tolist(), PROBA, classes=ANIMALS), entry(truth, PROBA)
    )


@given(st.data())
def test_the_order_of_the_names_is_that_of_the_columns(data):
    labels = data.draw(st.lists(st.sampled_from(ANIMALS), min_size=4, max_size=4))
    order = data.draw(st.permutations(range(3)))
    np.testing.assert_array_equal(
        cross_entropy(labels, PROBA[:, order], classes=[ANIMALS[k] for k in order]),
        cross_entropy(labels, PROBA, classes=ANIMALS),
    )


REFUSED = {
    "an unknown label": (
        ["cat", "ferret", "gnu", "dog"],
        ANIMALS,
        "y_true must hold labels that are in classes: row 1 holds 'ferret', "
        "and classes are ['cat', 'dog', 'bird']",
    ),
    "a number that was made text": (
        np.array(["1", "2", "2", "3"]),
        [1, 2, 3],
        "row 0 holds '1', and classes are [1, 2, 3]",
    ),
    "an unknown label among many classes": (
        [99] * 4,
        list(range(20)),
        "classes must hold 3 names because y_proba has shape (4, 3), got 20",
    ),
    "a fraction": ([0.0, 1.0, 0.5, 2.0], [0, 1, 2], "row 2 holds 0.5"),
    "None": (["cat", "dog", None, "dog"], ANIMALS, "a label in every row: row 2 holds None"),
    "NaN in a list": (["cat", np.nan, None, "dog"], ANIMALS, "every row: row 1 holds nan"),
    "NaN in a series": (pd.Series(["cat", np.nan, "cat", "dog"]), ANIMALS, "row 1 holds nan"),
    "NA": (pd.Series(["cat", None, "cat", "dog"], dtype="string"), ANIMALS, "row 1 holds <NA>"),
    "NaN in a Categorical": (pd.Categorical(["cat", None] * 2), ANIMALS, "row 1 holds nan"),
    "NaN in floats": ([0.0, 1.0, np.nan, 2.0], [0, 1, 2], "every row: row 2 holds nan"),
    "NaT": (pd.to_datetime(["2024-01-01", None] * 2).as_unit("ns"), DAYS, "row 1 holds None"),
    "a text that says nan": (["cat", "nan", "cat", "dog"], ANIMALS, "row 1 holds 'nan'"),
    "a masked label": (
        np.ma.array([0, 1, 2, 0], mask=[0, 1, 0, 0]),
        [0, 1, 2],
        "y_true must not be a masked array: leave out the masked samples",
    ),
    "lists of several lengths": ([[0], [1, 2], [0], [1]], [0, 1, 2], "row 0 holds [0]"),
    "a label for all": ("cat", ANIMALS, "y_true must "),
    "no label": ([], ANIMALS, "y_true is empty, got shape (0,)"),
    "fewer labels": (["cat"], ANIMALS, "must hold 4 samples because y_proba has shape (4, 3)"),
    "another number of columns": (
        np.full((4, 2), 0.5),
        ANIMALS,
        "y_true must have 3 columns because y_proba has shape (4, 3), got shape (4, 2)",
    ),
    "text in columns": ([["cat", "dog", "bird"]] * 4, ANIMALS, "must be an array of numbers"),
    "too few names": (
        ["cat"] * 4,
        ["cat", "dog"],
        "classes must hold 3 names because y_proba has shape (4, 3), got 2",
    ),
    "a name twice": (
        ["cat"] * 4,
        ["cat", "dog", "cat"],
        "classes must hold a different name for each class: 0 and 2 are both 'cat'",
    ),
    "names that are equal": (
        [1] * 4,
        [0, 1, True],
        "classes must hold a different name for each class: 1 and 2 are both True",
    ),
    "a class without a name": (
        ["cat"] * 4,
        ["cat", None, "dog"],
        "classes must hold a name for each class: 1 is None",
    ),
    "a class named NaN": (["cat"] * 4, [0.0, 1.0, np.nan], "a name for each class: 2 is nan"),
    "a class named by a list": (["cat"] * 4, ["cat", [1], "dog"], "for each class: 1 is [1]"),
    "a number of classes": ([0] * 4, 3, "classes must be a sequence of names, got 3"),
    "one text": (["c"] * 4, "cat", "classes must be a sequence of names, got 'cat'"),
    "a set": (["cat"] * 4, {"cat"}, "classes must be a sequence of names, got {'cat'}"),
    "a table of names": (["cat"] * 4, [["cat", "dog", "bird"]], "a sequence of names, got [["),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
@pytest.mark.parametrize("entry", [squared_error, LOSSES["spherical"].hessian])
def test_what_is_no_label_or_no_name_is_refused_naming_it(entry, case):
    labels, classes, message = REFUSED[case]
    with pytest.raises(ValueError, match=re.escape(message)):
        entry(labels, PROBA, classes=classes)


@pytest.mark.parametrize(("labels", "classes", "message"), [
    (["cat"], ["cat"], "classes must hold at least 2 names, got 1"),
    (["cat", "gnu"], ANIMALS, "labels must hold labels that are in classes: row 1 holds 'gnu'"),
    (["cat", None], ANIMALS, "labels must hold a label in every row: row 1 holds None"),
    ([["cat"]], ANIMALS, "labels must have shape (N,), got shape (1, 1)"),
    ([], ANIMALS, "labels is empty, got shape (0,)"),
    (["cat"], "cat", "classes must be a sequence of names, got 'cat'"),
    (["cat"], None, "classes must be a sequence of names, got None"),
    (["cat"], 3, "whole numbers 0..K−1, or of any kind with classes="),
    ([0], True, "classes must be a whole number from 2 to"),
])  # fmt: skip
def test_one_hot_refuses_what_is_no_label_or_no_name(labels, classes, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        one_hot(labels, classes)


def test_labels_without_names_are_refused_with_the_way_to_name_them():
    with pytest.raises(ValueError, match=r"whole numbers 0\.\.K−1, or of any kind with classes="):
        cross_entropy(["cat", "dog", "dog", "bird"], PROBA)


def test_a_label_in_words_is_quoted_in_short():
    with pytest.raises(ValueError, match=r"row 0 holds 'x+\.\.\.x+', and classes") as error:
        cross_entropy(["x" * 10_000] * 4, PROBA, classes=ANIMALS)
    assert len(str(error.value)) < 200


def test_classes_are_named_by_keyword_only():
    for entry in (
        squared_error,
        cross_entropy,
        cross_entropy_from_logits,
        LOSSES["spherical"].terms,
    ):
        with pytest.raises(TypeError):
            entry(["cat"] * 4, PROBA, ANIMALS)


def test_names_and_labels_are_not_modified():
    classes, labels = np.array(ANIMALS, object), np.array(["cat", "dog", "bird", "dog"], object)
    squared_error(labels, PROBA, classes=classes)
    assert (classes.tolist(), labels.tolist()) == (ANIMALS, ["cat", "dog", "bird", "dog"])


@pytest.mark.parametrize("kind", [list, np.array, pd.Series, pd.Categorical])
def test_a_million_labels_are_found_in_well_under_a_second(kind):
    labels = kind([ANIMALS[k] for k in np.random.default_rng(0).integers(3, size=1_000_000)])
    proba = np.full((1_000_000, 3), 1 / 3)
    start = time.process_time()
    cross_entropy(labels, proba, classes=ANIMALS)
    assert time.process_time() - start < 1.0


@pytest.mark.parametrize(
    ("truth", "models", "classes", "message"),
    [
        (["cat"], ["dog cat"], ["cat", "dog"], "['dog', 'cat'] and classes ['cat', 'dog']"),
        ([1], ["2 1"], [1, 2], "['2', '1'] and classes ['1', '2']"),
        ("cat dog", ["dog cat"], None, "['dog', 'cat'] and y_true ['cat', 'dog']"),
        ([0], ["cat dog", "dog cat"], None, "['dog', 'cat'] and model 'model 0' ['cat', 'dog']"),
    ],
)
def test_columns_that_are_the_classes_in_another_order_are_refused(truth, models, classes, message):
    def frame(columns: str) -> pd.DataFrame:
        return pd.DataFrame([[0.75, 0.25]], columns=columns.split())

    y = frame(truth) if isinstance(truth, str) else truth
    named = {f"model {i}": frame(columns) for i, columns in enumerate(models)}
    with pytest.raises(ValueError, match=re.escape(message)):
        tally(y, named, classes=classes)
    if len(models) == 2:
        with pytest.raises(ValueError, match="proba_b has the columns"):
            better_under_all(y, *named.values())


def test_columns_of_other_names_say_nothing_of_their_order():
    frame = pd.DataFrame([[0.75, 0.25]])  # Columns 0 and 1, as pandas calls what has no names.
    assert squared_error(["a"], frame, classes=["a", "b"]) == [0.125]
